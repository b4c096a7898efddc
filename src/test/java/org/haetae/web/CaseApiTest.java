package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.Scope;
import org.haetae.assess.Cases;
import org.haetae.assess.Gap;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cases as a program meets them.
class CaseApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ServedHome home;
    private static HttpClient client;
    private static ServedHome.Assessed assessed;
    private static String token;

    @BeforeAll
    static void open() {
        home = ServedHome.get();
        client = HttpClient.newHttpClient();
        assessed = home.assessed();
        token = home.token("investigator", Scope.READ);
        var cases = home.server.context().getBean(Cases.class);
        var finding = assessed.finding();
        if (cases.finding(Clearance.SYSTEM, finding.id()).orElseThrow().standing()
                == Standing.PROPOSED) {
            cases.judge(clearance("analyst"), finding.id(), 1, Standing.AGREED, "");
        }
        cases.task(
                clearance("investigator"),
                assessed.file().id(),
                finding.element(),
                new Subject.Incident(assessed.act()),
                Gap.NO_SECOND_ROOT,
                java.util.Optional.empty());
    }

    private static Clearance clearance(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer ask(String path) throws IOException, InterruptedException {
        var answer =
                client.send(
                        HttpRequest.newBuilder(home.at("/api/v1/cases" + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    @Test
    void whoMayKnowOfACaseReadsHowItStands() throws Exception {
        var id = assessed.file().id().toString();
        assertThat(ask("").body().at("/rows").valueStream().map(row -> row.at("/case").asString()))
                .contains(id)
                .doesNotContain(assessed.hidden().id().toString());

        var shown = ask("/" + id).body();
        assertThat(shown.at("/title").asString()).isEqualTo("Invented case of the gate");
        assertThat(shown.at("/findings/0/finding").asString())
                .isEqualTo(assessed.finding().id().toString());
        assertThat(shown.at("/tasks/0/gap").asString()).isEqualTo(Gap.NO_SECOND_ROOT.word());

        var matrix = ask("/" + id + "/matrix").body();
        var cell = cell(matrix.at("/cells"), "");
        assertThat(cell.at("/state").asString()).isEqualTo("supported");
        assertThat(cell.at("/for/roots").asInt()).isEqualTo(1);
        var other = ask("/" + id + "/matrix?standard=icc-substantial-grounds").body();
        assertThat(cell(other.at("/cells"), "").at("/state").asString()).isEqualTo("missing");
    }

    @Test
    void itIsToldWhatWouldFallWithoutASource() throws Exception {
        var id = assessed.file().id().toString();
        var claim = assessed.finding().claims().getFirst();
        var told = ask("/%s/what-if?claim=%s".formatted(id, claim.claim())).body();
        assertThat(told.at("/findings/0/falls/finding").asString())
                .isEqualTo(assessed.finding().id().toString());
        assertThat(cell(told.at("/cells"), "/after").at("/after/state").asString())
                .isEqualTo("missing");
        var item = claim.items().iterator().next();
        var sources = ask("/%s/what-if?item=%s&item=%s".formatted(id, item, UUID.randomUUID()));
        assertThat(sources.body().at("/items").valueStream().map(JsonNode::asString))
                .contains(item.toString());
        assertThat(sources.body().at("/sentences").isNull()).isTrue();
        assertThat(ask("/%s/what-if".formatted(id)).body().at("/cells").isEmpty()).isTrue();
        var sentences = ask("/%s/what-if?claim=%s&sentences=true".formatted(id, claim.claim()));
        assertThat(sentences.body().at("/sentences").isEmpty()).isFalse();
    }

    @Test
    void whatIsHiddenIsNotThereAndWhatIsWrongIsSaid() throws Exception {
        for (var path : List.of("", "/matrix", "/what-if")) {
            var hidden = ask("/" + assessed.hidden().id() + path);
            var absent = ask("/" + UUID.randomUUID() + path);
            assertThat(hidden.status()).isEqualTo(404);
            assertThat(hidden.body()).isEqualTo(absent.body());
        }
        var wrong = ask("/%s/matrix?standard=nobodys".formatted(assessed.file().id()));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().at("/detail").asString()).contains("nobodys");
    }

    /// Every field that is told is described, and every field that is promised is told.
    @Test
    void whatIsToldIsWhatIsDescribed() throws Exception {
        var id = assessed.file().id().toString();
        var claim = assessed.finding().claims().getFirst().claim();
        described("Case", ask("/" + id).body());
        described("Matrix", ask("/" + id + "/matrix").body());
        described("WhatIf", ask("/%s/what-if?claim=%s&sentences=true".formatted(id, claim)).body());
        described("ListedCase", ask("").body().at("/rows/0"));
    }

    private static JsonNode cell(JsonNode cells, String within) {
        return cells.valueStream()
                .filter(
                        cell ->
                                cell.at(within + "/element")
                                                .asString()
                                                .equals(assessed.finding().element())
                                        && cell.at(within + "/subject")
                                                .asString()
                                                .equals(assessed.act().toString()))
                .findFirst()
                .orElseThrow();
    }

    private static void described(String schema, JsonNode told) throws IOException {
        try (InputStream in = CaseApiTest.class.getResourceAsStream("assets/openapi.yaml")) {
            Map<String, Object> api = new Yaml().load(Objects.requireNonNull(in));
            JsonNode root = JSON.valueToTree(api);
            compare(root, root.at("/components/schemas/" + schema), told, schema);
        }
    }

    private static void compare(JsonNode root, JsonNode schema, JsonNode told, String at) {
        if (schema.has("$ref")) {
            compare(root, root.at(schema.at("/$ref").asString().substring(1)), told, at);
        } else if (schema.has("allOf")) {
            var merged = JSON.createObjectNode();
            var properties = merged.putObject("properties");
            var required = merged.putArray("required");
            for (var part : schema.at("/allOf")) {
                var whole =
                        part.has("$ref") ? root.at(part.at("/$ref").asString().substring(1)) : part;
                whole.at("/properties")
                        .properties()
                        .forEach(one -> properties.set(one.getKey(), one.getValue()));
                whole.at("/required").forEach(required::add);
            }
            compare(root, merged, told, at);
        } else if (told.isObject() && schema.has("properties")) {
            assertThat(told.propertyNames())
                    .as(at)
                    .containsExactlyInAnyOrderElementsOf(
                            schema.at("/required").valueStream().map(JsonNode::asString).toList());
            told.properties()
                    .forEach(
                            one ->
                                    compare(
                                            root,
                                            schema.at("/properties/" + one.getKey()),
                                            one.getValue(),
                                            at + "." + one.getKey()));
        } else if (told.isArray()) {
            told.forEach(one -> compare(root, schema.at("/items"), one, at));
        } else if (schema.has("enum")) {
            assertThat(schema.at("/enum").valueStream().map(JsonNode::asString))
                    .as(at)
                    .contains(told.asString());
        } else {
            assertThat(schema.isMissingNode()).as(at).isFalse();
        }
    }
}
