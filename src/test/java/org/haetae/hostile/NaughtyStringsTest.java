package org.haetae.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaughtyStringsTest {

    @Test
    void thereAreFiveHundredDifferentOnes() {
        assertThat(NaughtyStrings.all()).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
    }

    @Test
    void everyKindOfTroubleIsAmongThem() {
        List<String> all = NaughtyStrings.all();
        for (String kind :
                List.of(
                        "<script",
                        "onerror",
                        "DROP TABLE",
                        "../",
                        "\u202E",
                        "\u200B",
                        "\0",
                        "%s",
                        "{{",
                        "=HYPERLINK",
                        "\r\n",
                        "${jndi",
                        "가",
                        "👩")) {
            assertThat(all).as(kind).anyMatch(string -> string.contains(kind));
        }
        assertThat(all).contains("");
        assertThat(all).anyMatch(string -> string.length() > 50_000);
    }
}
