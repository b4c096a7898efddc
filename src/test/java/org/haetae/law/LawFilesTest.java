package org.haetae.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.Label;
import org.haetae.casebook.SchemaFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Instruments in files, shipped and added to.
class LawFilesTest {

    private static final Law LAW = LawFiles.shipped(SchemaFiles.shipped());

    @TempDir Path folder;

    private Law with(String yaml) throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), yaml);
        return LawFiles.of(folder, SchemaFiles.shipped());
    }

    private static Instrument instrument(String code) {
        return LAW.instrumentOf(code).orElseThrow();
    }

    private static Provision provision(String code) {
        return LAW.provision(code).orElseThrow();
    }

    @Test
    void theElevenActsOfCrimesAgainstHumanityStandInTheirOrder() {
        var acts =
                provision("rome-statute.crimes-against-humanity").parts(Provision.Type.ACT).stream()
                        .map(Provision::article)
                        .toList();
        assertThat(acts.stream().map(one -> one.replaceFirst("-\\d$", "")).distinct())
                .containsExactly(
                        "7(1)(a)", "7(1)(b)", "7(1)(c)", "7(1)(d)", "7(1)(e)", "7(1)(f)", "7(1)(g)",
                        "7(1)(h)", "7(1)(i)", "7(1)(j)", "7(1)(k)");
        assertThat(acts).hasSize(16);
    }

    /// How many elements the Elements of Crimes number for each, the two contextual ones included.
    @Test
    void elementsAreAsManyAndNumberedAsInTheElementsOfCrimes() {
        var statute = instrument("rome-statute");
        var counts =
                provision("rome-statute.crimes-against-humanity").parts(Provision.Type.ACT).stream()
                        .collect(
                                Collectors.toMap(
                                        Provision::article, act -> statute.elements(act).size()));
        assertThat(counts)
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("7(1)(a)", 3),
                                Map.entry("7(1)(b)", 4),
                                Map.entry("7(1)(c)", 3),
                                Map.entry("7(1)(d)", 5),
                                Map.entry("7(1)(e)", 5),
                                Map.entry("7(1)(f)", 5),
                                Map.entry("7(1)(g)-1", 4),
                                Map.entry("7(1)(g)-2", 4),
                                Map.entry("7(1)(g)-3", 4),
                                Map.entry("7(1)(g)-4", 3),
                                Map.entry("7(1)(g)-5", 4),
                                Map.entry("7(1)(g)-6", 5),
                                Map.entry("7(1)(h)", 6),
                                Map.entry("7(1)(i)", 8),
                                Map.entry("7(1)(j)", 7),
                                Map.entry("7(1)(k)", 5)));
        var torture = statute.elements(provision("rome-statute.crimes-against-humanity.torture"));
        assertThat(torture).extracting(Instrument.Numbered::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(torture.get(3).element().code())
                .isEqualTo("rome-statute.crimes-against-humanity.attack");
        assertThat(torture.get(4).element().code())
                .isEqualTo("rome-statute.crimes-against-humanity.knowledge");
    }

    @Test
    void murderIsNotExtermination() {
        var statute = instrument("rome-statute");
        assertThat(statute.elements(provision("rome-statute.crimes-against-humanity.murder")))
                .extracting(one -> one.element().shortCode())
                .containsExactly("death", "attack", "knowledge");
        assertThat(
                        statute.elements(
                                provision("rome-statute.crimes-against-humanity.extermination")))
                .extracting(one -> one.element().shortCode())
                .containsExactly("death", "mass-killing", "attack", "knowledge");
    }

    @Test
    void aSuperiorAnswersForControlKnowledgeAndFailureEachByItself() {
        var statute = instrument("rome-statute");
        assertThat(statute.elements(provision("rome-statute.commander")))
                .extracting(one -> one.element().shortCode())
                .containsExactly("control", "knowledge", "failure", "result");
        assertThat(statute.elements(provision("rome-statute.superior")))
                .extracting(one -> one.element().shortCode())
                .containsExactly("control", "knowledge", "responsibility", "failure", "result");
        assertThat(statute.all(Provision.Type.LIABILITY))
                .extracting(Provision::article)
                .containsExactly(
                        "25(3)(a)",
                        "25(3)(b)",
                        "25(3)(c)",
                        "25(3)(d)",
                        "25(3)(e)",
                        "25(3)(f)",
                        "28(a)",
                        "28(b)");
    }

    @Test
    void theActOf2016HasSixCriteriaForSuspension() {
        assertThat(instrument("nkspea").all(Provision.Type.SUSPENSION))
                .extracting(Provision::article)
                .containsExactly(
                        "401(a)(1)",
                        "401(a)(2)",
                        "401(a)(3)",
                        "401(a)(4)",
                        "401(a)(5)",
                        "401(a)(6)");
    }

    @Test
    void whatWasNotSeenInATextIsMarkedAndEveryInstrumentSaysWhatWasCompared() {
        assertThat(LAW.instruments().values())
                .allSatisfy(
                        one ->
                                assertThat(one.checked())
                                        .as(one.code())
                                        .hasValueSatisfying(said -> inBoth(one.code(), said)));
        assertThat(LAW.instruments().values().stream().flatMap(Instrument::all))
                .filteredOn(Provision::unchecked)
                .extracting(Provision::code)
                .contains("nk-human-rights-act.foundation", "nkspea.investigate", "nkspea.abuse")
                .doesNotContain("nkspea.abductees", "nk-human-rights-act.records");
        assertThat(instrument("crpd").takesEffect().orElseThrow().article()).isEqualTo("45(2)");
    }

    @Test
    void everyModeOfLiabilityThatTheMatrixAsksForHasItsElements() {
        for (var mode : List.of("committing", "ordering", "aiding", "contributing")) {
            assertThat(instrument("rome-statute").elements(provision("rome-statute." + mode)))
                    .as(mode)
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void standardsOfProofNameTheirForumAndHaveNoOrderAmongThem() {
        assertThat(LAW.standards()).hasSize(8);
        assertThat(Standard.class.getInterfaces()).isEmpty();
        assertThat(LAW.standards().values())
                .filteredOn(one -> one.label().english().equals("Reasonable grounds to believe"))
                .extracting(one -> one.forum().english())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void everyLabelIsInBothLanguagesAndShort() {
        assertThat(LAW.instruments().values().stream().flatMap(Instrument::all))
                .allSatisfy(
                        provision -> {
                            inBoth(provision.code(), provision.label());
                            provision.note().ifPresent(note -> inBoth(provision.code(), note));
                            assertThat(provision.article()).isNotBlank();
                        });
        // Our own words are few: a sentence of a treaty is not.
        assertThat(LAW.instruments().values().stream().flatMap(Instrument::all))
                .allSatisfy(
                        provision ->
                                assertThat(provision.label().english().split(" ").length)
                                        .as(provision.code())
                                        .isLessThanOrEqualTo(26));
        assertThat(LAW.instruments().values())
                .allSatisfy(
                        one -> {
                            inBoth(one.code(), one.label());
                            assertThat(one.source().web()).as(one.code()).isPresent();
                            assertThat(one.inForce()).as(one.code()).isPresent();
                        });
    }

    private static void inBoth(String code, Label label) {
        assertThat(label.korean()).as(code).matches(".*\\p{IsHangul}.*");
        assertThat(label.english()).as(code).doesNotContainPattern("\\p{IsHangul}");
    }

    @Test
    void codesAreUniqueAndAnEveryProvisionIsFoundByItsCode() {
        var codes =
                LAW.instruments().values().stream()
                        .flatMap(Instrument::all)
                        .map(Provision::code)
                        .toList();
        assertThat(codes).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        assertThat(codes)
                .allSatisfy(
                        code ->
                                assertThat(LAW.provision(code))
                                        .hasValueSatisfying(
                                                one -> assertThat(one.code()).isEqualTo(code)));
    }

    /// Dates as the depositary gives them for four accessions.
    @Test
    void aTreatyBindsAStateSoLongAfterTheDepositAsItSays() {
        record Joined(String treaty, String deposit, String bound) {}
        for (var one :
                List.of(
                        new Joined("iccpr", "1981-09-14", "1981-12-14"),
                        new Joined("crc", "1990-09-21", "1990-10-21"),
                        new Joined("refugee-convention", "1982-09-24", "1982-12-23"),
                        new Joined("refugee-protocol", "1982-09-24", "1982-09-24"),
                        new Joined("rome-statute", "2002-11-13", "2003-02-01"))) {
            assertThat(
                            instrument(one.treaty())
                                    .takesEffect()
                                    .orElseThrow()
                                    .after(LocalDate.parse(one.deposit())))
                    .as(one.treaty())
                    .isEqualTo(LocalDate.parse(one.bound()));
        }
    }

    @Test
    void sourcesCallAnInstrumentByManyNames() {
        for (var name :
                List.of(
                        "1951 Refugee Convention",
                        "the 1951 refugee convention",
                        "난민협약",
                        "Convention relating to the Status of Refugees")) {
            assertThat(LAW.named(name))
                    .extracting(Instrument::code)
                    .as(name)
                    .containsExactly("refugee-convention");
        }
        assertThat(LAW.named("Convention on something else")).isEmpty();
    }

    @Test
    void anArticleIsTheSameHoweverItIsCited() {
        for (var cited :
                List.of("401(a)(4)", "sec. 401(a)(4)", "§ 401 (a) (4)", "Section 401(a)(4)")) {
            assertThat(Law.at(instrument("nkspea"), cited))
                    .extracting(Provision::shortCode)
                    .as(cited)
                    .containsExactly("abductees");
        }
        assertThat(Law.at(instrument("nk-human-rights-act"), "제10조"))
                .extracting(Provision::shortCode)
                .containsExactly("foundation");
        assertThat(Law.at(instrument("iccpr"), "")).isEmpty();
    }

    @Test
    void aGroupAddsAnInstrumentAndAProvision() throws IOException {
        var law =
                with(
                        """
                        version: 1
                        instruments:
                          our-act:
                            label: {en: Our act, ko: 우리 법}
                            type: statute
                            made-by: FRA
                            in-force: 2020-01
                            source: {cite: "Law 1 of 2020", web: "https://example.org/law-1"}
                            provisions:
                              registry: {type: duty, article: "3", label: {en: Keep a register, ko: 등록부 작성}}
                          iccpr:
                            provisions:
                              minorities: {type: duty, article: "27", label: {en: Culture of minorities, ko: 소수자의 문화}}
                        """);
        assertThat(law.provision("our-act.registry")).isPresent();
        assertThat(law.instruments().get("our-act").inForce().orElseThrow().edtf())
                .isEqualTo("2020-01");
        assertThat(law.provision("iccpr.minorities")).isPresent();
        assertThat(law.provision("iccpr.life")).isPresent();
        assertThat(law.instruments().get("iccpr").label()).isEqualTo(instrument("iccpr").label());
    }

    @Test
    void whatIsWrongInAFileIsToldWithFileAndLine() {
        record Wrong(String yaml, String... said) {}
        var head = "version: 1\ninstruments:\n  ours:\n";
        var whole =
                head
                        + "    label: {en: Ours, ko: 우리}\n    type: statute\n    source: {cite: Ours}\n    provisions:\n";
        for (var wrong :
                List.of(
                        new Wrong("version: 1\ninstruments: [", "not YAML"),
                        new Wrong("version: 2\n", "line 1", "version"),
                        new Wrong("version: 1\nlaws: {}\n", "line 2", "laws", "instruments"),
                        new Wrong(
                                head + "    label: {en: Ours}\n    type: statute\n",
                                "line 4",
                                "ko",
                                "missing"),
                        new Wrong(
                                head + "    label: {en: Ours, ko: 우리}\n    type: verdict\n",
                                "line 5",
                                "verdict",
                                "treaty, statute"),
                        new Wrong(
                                whole + "      a: {type: duty, label: {en: A, ko: 가}}\n",
                                "line 8",
                                "article",
                                "missing"),
                        new Wrong(whole + "      A: {}\n", "line 8", "small letters"),
                        new Wrong(
                                whole
                                        + "      a: {type: duty, article: '1', label: {en: A, ko: 가}, acts: [flying]}\n",
                                "line 8",
                                "flying",
                                "acts"),
                        new Wrong(
                                whole
                                        + "      a: {type: duty, article: '1', label: {en: A, ko: 가}, since: soon}\n",
                                "line 8",
                                "soon",
                                "EDTF"),
                        new Wrong(
                                whole
                                        + "      a: {type: duty, article: '1', label: {en: A, ko: 가}}\n      a: {}\n",
                                "line 9",
                                "twice"),
                        new Wrong(
                                whole
                                        + "      a: &a {type: rule, article: '1', label: {en: A, ko: 가}, parts: {b: *a}}\n",
                                "ours.yaml",
                                "hold itself"),
                        new Wrong(
                                head
                                        + "    label: {en: Ours, ko: 우리}\n    type: statute\n    made-by: Korea\n    source: {cite: X}\n",
                                "line 6",
                                "Korea",
                                "ISO 3166-1"),
                        new Wrong(
                                head
                                        + "    label: {en: Ours, ko: 우리}\n    type: statute\n    source: {cite: X, web: 'javascript:1'}\n",
                                "line 6",
                                "https"))) {
            assertThatThrownBy(() -> with(wrong.yaml()))
                    .as(wrong.yaml())
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(
                            thrown ->
                                    assertThat(thrown.getMessage())
                                            .contains("ours.yaml")
                                            .contains(wrong.said()));
        }
    }

    @Test
    void statesAreKnownByTheirLetters() {
        assertThat(Stream.of("PRK", "prk", "KP").map(States::code))
                .allSatisfy(code -> assertThat(code).contains("PRK"));
        assertThat(States.code("Korea")).isEmpty();
        assertThat(States.names("PRK")).contains("North Korea");
        assertThat(States.names("CHN")).contains("China", "중국");
    }
}
