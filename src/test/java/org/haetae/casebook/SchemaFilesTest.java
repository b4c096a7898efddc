package org.haetae.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The schema in files, shipped and added to.
class SchemaFilesTest {

    @TempDir Path folder;

    private Schema with(String yaml) throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), yaml);
        return SchemaFiles.of(folder);
    }

    @Test
    void everyKindOfTheShippedSchemaCanBeNamedInAList() {
        var schema = SchemaFiles.shipped();
        assertThat(schema.kinds().values())
                .allSatisfy(kind -> assertThat(kind.title()).isNotEmpty());
        assertThat(schema.kinds())
                .containsKeys(
                        "person",
                        "group",
                        "organisation",
                        "place",
                        "facility",
                        "event",
                        "act",
                        "involvement",
                        "detention",
                        "post",
                        "command",
                        "family-tie",
                        "movement",
                        "source-document",
                        "interview",
                        "consent-given",
                        "treaty",
                        "treaty-action",
                        "mechanism",
                        "resolution",
                        "engagement",
                        "designation",
                        "recommendation",
                        "commitment",
                        "indicator-value",
                        "statement");
        var detention = schema.vocabularies().get("detention-types");
        assertThat(detention.terms())
                .containsKeys(
                        "kwanliso", "kyohwaso", "rodong-danryeondae", "kuryujang", "jipkyulso");
        assertThat(detention.term("kwanliso").orElseThrow().label().korean()).startsWith("관리소");
    }

    @Test
    void aQuestionForATermAsksForAllThatItIncludes() {
        var acts = SchemaFiles.shipped().vocabularies().get("acts");
        assertThat(acts.within("against-life"))
                .startsWith("against-life")
                .contains("killing", "summary-execution", "death-by-torture")
                .doesNotContain("torture")
                .doesNotHaveDuplicates();
    }

    @Test
    void aGroupAddsAKindAPropertyAndATerm() throws IOException {
        var schema =
                with(
                        """
                        version: 1
                        kinds:
                          ship:
                            label: {en: Ship, ko: 선박}
                            title: [name]
                            properties:
                              name: {label: {en: Name, ko: 이름}, type: name, many: true}
                              flag: {label: {en: Flag, ko: 국기}, type: reference, to: [place]}
                          person:
                            properties:
                              ship: {label: {en: Ship, ko: 선박}, type: reference, to: [ship], many: true}
                        vocabularies:
                          gender:
                            terms:
                              not-told: {label: {en: Not told, ko: 알 수 없음}}
                        """);
        assertThat(schema.kind("ship").orElseThrow().property("flag")).isPresent();
        var person = schema.kind("person").orElseThrow();
        assertThat(person.property("ship")).isPresent();
        assertThat(person.property("name")).isPresent();
        assertThat(person.label().english()).isEqualTo("Person");
        assertThat(schema.vocabularies().get("gender").terms()).containsKeys("female", "not-told");
    }

    @Test
    void whatIsWrongInAFileIsToldWithItsPlace() throws IOException {
        record Wrong(String yaml, String... said) {}
        for (var wrong :
                List.of(
                        new Wrong("kinds: [", "ours.yaml", "YAML"),
                        new Wrong("kind: {}", "ours.yaml", "kind", "kinds"),
                        new Wrong(
                                "kinds: {Ship: {label: {en: Ship, ko: 선박}}}",
                                "Ship",
                                "small letters"),
                        new Wrong("kinds: {ship: {label: {en: Ship}}}", "ship.label", "Korean"),
                        new Wrong(
                                "kinds: {ship: {label: {en: S, ko: 선}, properties: {flag: {label: {en: F, ko: 기}, type: colour}}}}",
                                "ship.properties.flag.type",
                                "colour",
                                "reference"),
                        new Wrong(
                                "kinds: {ship: {label: {en: S, ko: 선}, properties: {flag: {label: {en: F, ko: 기}, type: reference, to: [nation]}}}}",
                                "ship.flag",
                                "nation"),
                        new Wrong(
                                "kinds: {ship: {label: {en: S, ko: 선}, properties: {flag: {label: {en: F, ko: 기}, type: code}}}}",
                                "flag",
                                "vocabulary"),
                        new Wrong(
                                "kinds: {ship: {label: {en: S, ko: 선}, title: [name]}}",
                                "title",
                                "name"),
                        new Wrong(
                                "vocabularies: {gender: {terms: {x: {label: {en: X, ko: 엑}, broader: y}}}}",
                                "gender.x",
                                "y"),
                        new Wrong("!!java.lang.ProcessBuilder [[ls]]", "ours.yaml"))) {
            assertThatThrownBy(() -> with(wrong.yaml()))
                    .as(wrong.yaml())
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(thrown -> assertThat(thrown.getMessage()).contains(wrong.said()));
        }
    }
}
