package org.haetae.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Values as people type them, as files have them and as they are kept.
class ValuesTest {

    private static final Schema SCHEMA = SchemaFiles.shipped();
    private static final EntityId CAMP = EntityId.random();

    private static Value typed(String kind, String property, String typed) {
        return Values.typed(
                SCHEMA,
                SCHEMA.kind(kind).orElseThrow().property(property).orElseThrow(),
                typed,
                key -> CAMP);
    }

    @Test
    void whatIsTypedIsReadByTheTypeOfItsProperty() {
        assertThat(Values.map(typed("person", "name", " 김 정은 "))).isEqualTo(Map.of("name", "김 정은"));
        assertThat(Values.map(typed("person", "birth-date", "1984~")))
                .isEqualTo(Map.of("date", "1984~"));
        assertThat(Values.map(typed("person", "gender", "여성"))).isEqualTo(Map.of("code", "female"));
        assertThat(Values.map(typed("person", "gender", "Female")))
                .isEqualTo(Map.of("code", "female"));
        assertThat(Values.map(typed("group", "number", "1,200-1,500")))
                .isEqualTo(Map.of("low", "1200", "high", "1500", "unit", "person"));
        assertThat(Values.map(typed("facility", "position", "39.674, 126.852, 500")))
                .isEqualTo(Map.of("latitude", 39.674, "longitude", 126.852, "precision", 500.0));
        assertThat(typed("facility", "place", "yodok")).isEqualTo(new Value.Reference(CAMP));
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatIsExpected() {
        for (var wrong :
                List.of(
                        List.of("person", "birth-date", "sometime"),
                        List.of("person", "gender", "loyal"),
                        List.of("group", "number", "many"),
                        List.of("group", "number", "20-10"),
                        List.of("facility", "position", "139.6, 226.8"),
                        List.of("person", "web", "javascript:alert(1)"),
                        List.of("person", "name", " "))) {
            assertThatThrownBy(() -> typed(wrong.get(0), wrong.get(1), wrong.get(2)))
                    .as(wrong.toString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("(?s).+");
        }
    }

    /// A few characters of an exponent would fill the memory when the number is written out.
    @Test
    void aNumberHasNoExponentAndAtMostFortyDigitsOnEachSide() {
        var json = JsonMapper.builder().build();
        var property = SCHEMA.kind("group").orElseThrow().property("number").orElseThrow();
        for (var wrong :
                List.of(
                        "1e999999999",
                        "{\"low\": \"1e999999999\"}",
                        "{\"high\": \"1E+5\"}",
                        "\"1e9\"",
                        "\"" + "9".repeat(41) + "\"",
                        "\"0." + "1".repeat(41) + "\"")) {
            assertThatThrownBy(
                            () -> Values.read(SCHEMA, property, json.readTree(wrong), key -> CAMP))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(
                        Values.map(
                                Values.read(
                                        SCHEMA,
                                        property,
                                        json.readTree("\"" + "9".repeat(40) + "\""),
                                        key -> CAMP)))
                .containsEntry("low", "9".repeat(40));
    }

    @Test
    void unitAndCountingRuleOfANumberAreTerms() {
        var json = JsonMapper.builder().build();
        var property = SCHEMA.kind("group").orElseThrow().property("number").orElseThrow();
        for (var wrong :
                List.of(
                        "{\"low\": 12, \"rule\": \"roughly\"}",
                        "{\"low\": 12, \"unit\": \"heads\"}")) {
            assertThatThrownBy(
                            () -> Values.read(SCHEMA, property, json.readTree(wrong), key -> CAMP))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a term of the vocabulary counting-");
        }
    }

    @Test
    void whatIsKeptIsReadAsItWas() {
        var json = JsonMapper.builder().build();
        var number =
                json.readTree(
                        """
                        {"low": "12", "rule": "at-least", "words": "twelve or more"}
                        """);
        var property = SCHEMA.kind("group").orElseThrow().property("number").orElseThrow();
        for (var value :
                List.of(
                        typed("person", "name", "Ri \"Yong\" Ho"),
                        typed("person", "birth-date", "1970/1975"),
                        typed("person", "gender", "male"),
                        typed("group", "number", "20"),
                        typed("group", "number", "0.50"),
                        typed("facility", "position", "39.674, 126.852"),
                        typed("facility", "place", "yodok"),
                        typed("person", "web", "https://example.org/a?b=c"),
                        Values.read(SCHEMA, property, number, key -> CAMP))) {
            var kept = Values.json(value);
            assertThat(Values.parse(kept)).as(kept).isEqualTo(value);
            assertThat(Values.json(Values.parse(kept))).isEqualTo(kept);
        }
    }
}
