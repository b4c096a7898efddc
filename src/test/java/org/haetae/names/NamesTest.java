package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of many scripts and kinds. People are invented, or hold public office.
class NamesTest {

    private static Comparison compare(String one, String other, NameKind kind) {
        return Name.read(one, kind).compare(Name.read(other, kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERSON|Щукин Иван|Shchukin Ivan",
                "PERSON|Борис Ельцин|YELTSIN, Boris",
                "PERSON|Sergejs Orlovs|Sergey Orlov",
                "PERSON|Abd al-Aziz Nuristani|Abdul Aziz Nooristani",
                "PERSON|Bill Hartley|William Hartley",
                "PERSON|J. Hartley|John Hartley",
                "PERSON|Dr. Ana Muñoz Gil|Muñoz Gil Ana",
                "PERSON|AnnaKovalenko|Anna Kovalenko",
                "PERSON|山田太郎|Yamada Taro",
                "PERSON|习近平|習近平",
                "ORGANISATION|OAO Severnaya Zvezda|Severnaya Zvezda JSC",
                "ORGANISATION|Ministry of People's Security|인민보안성",
                "ORGANISATION|Ministry of Public Security|인민보안성",
                "ORGANISATION|Reconnaissance General Bureau|정찰총국",
                "ORGANISATION|Brigade Forty-Four|Brigade 44",
                "PERSON|משה כהן|Moshe Cohen",
                "PERSON|דוד לוי|David Levy",
                "PERSON|Γιώργος Παπανδρέου|George Papandreou",
                "PERSON|Ким Чен Нам|김정남",
                "PERSON|Цой Рён Хэ|최룡해",
                "ORGANISATION|Bureau 7|Office 7",
                "ORGANISATION|Room 7|조선로동당 7호실",
                "ORGANISATION|RGB|정찰총국",
                "ORGANISATION|State Security Department|국가보위성",
                "ORGANISATION|Jojik Jidobu|조직지도부",
                "ORGANISATION|Отдел пропаганды и агитации|선전선동부",
                "ORGANISATION|Korea Mining Development Trading Corporation|Komid",
                "ORGANISATION|MSS|Ministry of State Security",
                "PLACE|Hamgyŏng-bukto|함경북도",
                "PLACE|라진|나진",
                "PLACE|Чхонджин|청진시",
                "PLACE|Yodŏk-kun|요덕군",
                "PLACE|South Pyongan Province|평안남도"
            })
    void namesThatAreOne(NameKind kind, String one, String other) {
        var comparison = compare(one, other, kind);
        assertThat(comparison.alerts()).as(comparison.explanation().toString()).isTrue();
        assertThat(comparison.score()).isLessThanOrEqualTo(Comparison.HIGHEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERSON|Hans O Becker|Hans Joachim Becker",
                "PERSON|Boris Netrov|Benjamin Netrov",
                "PERSON|Oleg Ivanovich Sidorov|Oleg Petrovich Sidorov",
                "PERSON|Khan|Ali Reza Khan",
                "ORGANISATION|Bureau 7|Office 8",
                "ORGANISATION|RGB|국가보위성",
                "ORGANISATION|Unit 121|Unit 124",
                "ORGANISATION|Government of Estonia|Government of Ethiopia",
                "ORGANISATION|Ministry of State Security|인민보안성",
                "ORGANISATION|Northern Trading Company|Southern Trading Company",
                "PLACE|North Pyongan Province|평안남도"
            })
    void namesThatAreTwo(NameKind kind, String one, String other) {
        var comparison = compare(one, other, kind);
        assertThat(comparison.sameName()).as(comparison.explanation().toString()).isFalse();
        assertThat(comparison.alerts()).as(comparison.explanation().toString()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Ivan Petrov,Ivan Petrova",
        "Hartley Johnsen,Hartley Johnson",
        "Daniel Weber,Daniela Weber"
    })
    void aSlipMayAlertAndIsNeverOneName(String one, String other) {
        var comparison = compare(one, other, NameKind.PERSON);
        assertThat(comparison.alerts()).isTrue();
        assertThat(comparison.sameName()).isFalse();
        assertThat(comparison.explanation().sentence(Language.ENGLISH))
                .startsWith("Not held to be one name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "...", "()", "'", "١٢", "\uD800", "\uFEFF", "的", "a"})
    void anyTextCanBeRead(String text) {
        for (var kind : NameKind.values()) {
            var name = Name.read(text, kind);
            assertThat(name.compare(name).score()).isBetween(0.0, Comparison.HIGHEST);
            assertThat(name.compare(name).explanation().sentence(Language.KOREAN)).isNotBlank();
            assertThat(name.coarseKeys()).isNotNull();
        }
    }

    @Test
    void aHugeNameCostsLittle() {
        var huge = Name.read("Абв ".repeat(1 << 20) + "ж".repeat(1 << 20), NameKind.UNKNOWN);
        assertThat(huge.compare(huge).score()).isLessThanOrEqualTo(Comparison.HIGHEST);
    }

    @Test
    void theReasonsNameTheWords() {
        var told = compare("Bill Hartley", "HARTLEY, William Jr", NameKind.PERSON).explanation();
        assertThat(told.sentence(Language.ENGLISH))
                .contains("“Bill”")
                .contains("“William”")
                .contains("forms of one given name");
        assertThat(told.sentence(Language.KOREAN)).contains("한 이름의 다른 꼴");
    }

    @Test
    void rolesAreTold() {
        var roles =
                Name.read("Dr. PETROV, Ivan Sergeyevich", NameKind.PERSON).tokens().stream()
                        .map(NameToken::role)
                        .toList();
        assertThat(roles)
                .contains(TokenRole.TITLE, TokenRole.FAMILY, TokenRole.GIVEN, TokenRole.PATRONYMIC);
    }

    @ParameterizedTest
    @CsvSource({
        "최부일,Choe Pu Il",
        "최부일,Чхве Бу Иль",
        "최부일,崔富日",
        "Ivan Petrov,Иван Петров",
        "Ivan Petrov,Petrow Iwan"
    })
    void spellingsOfOneNameShareACoarseKey(String one, String other) {
        var keys =
                Arrays.stream(Name.read(one, NameKind.PERSON).coarseKeys())
                        .boxed()
                        .collect(Collectors.toSet());
        assertThat(Arrays.stream(Name.read(other, NameKind.PERSON).coarseKeys()))
                .anyMatch(keys::contains);
    }

    @Test
    void anIndexFindsTheNearestOnceForEachOwner() {
        var list =
                List.of(
                        "Choe Pu Il",
                        "Choi Bu-il",
                        "Pak Yong Sik",
                        "Иван Петров",
                        "Ivan Petrovsky");
        var names = list.stream().map(name -> Name.read(name, NameKind.PERSON)).toList();
        var index = new NameIndex(names, new int[] {0, 0, 1, 2, 3});
        var hits = index.nearest(Name.read("최부일", NameKind.PERSON), 5);
        assertThat(hits.get(0).row()).isLessThan(2);
        assertThat(hits.stream().filter(hit -> hit.row() < 2)).hasSize(1);
        assertThat(index.nearest(Name.read("Ivan Petrov", NameKind.PERSON), 1).get(0).row())
                .isEqualTo(3);
        assertThat(index.nearest(Name.read("", NameKind.PERSON), 5)).isEmpty();
    }
}
