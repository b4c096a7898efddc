package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.haetae.home.HomeRefused;
import org.junit.jupiter.api.Test;

class MishapsTest {

    @Test
    void whatTheHomeRefusesForNowIsNoFailureOfTheServer() {
        int status = Mishaps.status(new HomeRefused("the place of ledger.lock does not answer"));
        assertThat(status).isEqualTo(503);
        String key = new Sheet.Refused(status).key();
        assertThat(Words.in(Language.EN).say(key + ".text")).contains("Nothing was lost");
        assertThat(Words.in(Language.KO).say(key + ".text")).matches("(?s).*[가-힣].*");
    }

    @Test
    void anythingElseIsToldWithoutItsWords() {
        assertThat(Mishaps.status(new IllegalStateException("a name"))).isEqualTo(500);
        assertThat(new Sheet.Refused(500).key()).isEqualTo("refused.500");
    }
}
