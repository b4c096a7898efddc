package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One Korean name in every spelling, and names that differ by one sound. All invented or of people
/// in office.
class KoreanNamesTest {

    private static Comparison compare(String one, String other) {
        return Name.read(one, NameKind.PERSON).compare(Name.read(other, NameKind.PERSON));
    }

    @ParameterizedTest
    @CsvSource({
        "최부일,Choe Pu Il",
        "최부일,Choi Bu-il",
        "최부일,崔富日",
        "최부일,Чхве Бу Иль",
        "Choi Bu-il,崔富日",
        "Чхве Бу Иль,Ch'oe Pu-il",
        "이용호,Ri Yong Ho",
        "리용호,Yong-Ho Lee",
        "박근혜,Pak Kŭn-hye",
        "박근혜,Park Geun-hye",
        "류현진,Yoo Hyun-jin",
        "남궁민,Namkoong Min",
        "강순룡,Kang Sul-lyong",
        "백년석,Paek Nyŏn-sŏk",
        "Kim Jung-un,Kim Chŏng-ŭn",
        "Jo Yong Chol,Cho Ryong Cheol"
    })
    void oneKoreanNameInTwoSpellings(String one, String other) {
        assertThat(compare(one, other).sameName()).as("%s and %s", one, other).isTrue();
        assertThat(compare(other, one).score()).isEqualTo(compare(one, other).score());
    }

    @ParameterizedTest
    @CsvSource({
        "김종은,김정은",
        "김은철,김운철",
        "김종은,Kim Jeong-eun",
        "Kim Yong-chol,Kim Yong-chun",
        "Kim Myong-sik,Kim Myong-guk",
        "Paek Chang Ho,Pak Chang Ho",
        "Ri Un Song,Ri On Song",
        "홍길동,Hong Gil-sun"
    })
    void oneSoundTellsKoreanNamesApart(String one, String other) {
        assertThat(compare(one, other).sameName()).as("%s and %s", one, other).isFalse();
    }

    @Test
    void certainSyllablesThatDifferAreNoAlert() {
        assertThat(compare("김종은", "김정은").alerts()).isFalse();
        assertThat(compare("Kim Yong-chol", "Kim Yong-chun").alerts()).isTrue();
    }
}
