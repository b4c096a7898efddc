package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Scope;
import org.haetae.casebook.Grade;
import org.haetae.designations.Alerts;
import org.haetae.designations.ListImport;
import org.haetae.ledger.Act;
import org.haetae.resolve.Judgements;
import org.haetae.sanctions.ListKeeper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Screening as a client of yente does it. The lists and all on them are invented.
class MatchApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String RYANG =
            """
            {"queries":{"q1":{"schema":"Person","properties":{"name":["량석봉"],"birthDate":["1970"],"nationality":["kp"]}}}}""";
    private static final String QUAGGA =
            """
            {"queries":{"q1":{"schema":"Person","properties":{"name":"Tarok Velmorin"}}}}""";

    private static ServedHome home;
    private static HttpClient client;
    private static String general;
    private static String cleared;

    private record Answer(int status, JsonNode body, String text) {}

    @BeforeAll
    static void open() throws IOException {
        home = ServedHome.get();
        client = HttpClient.newHttpClient();
        general = home.token("documenter", Scope.READ);
        cleared = home.token("everyone", Scope.READ);
    }

    private static Answer ask(String authorization, String path, String body)
            throws IOException, InterruptedException {
        var answer =
                client.send(
                        HttpRequest.newBuilder(home.at(path))
                                .header("Authorization", authorization)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()), answer.body());
    }

    private static String entry(int id, String first, String second, String born) {
        return """
               <INDIVIDUAL><DATAID>%d</DATAID><FIRST_NAME>%s</FIRST_NAME><SECOND_NAME>%s</SECOND_NAME>
               <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.9%d</REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON>
               <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
               <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>%s</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
               <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X%d</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>
               """
                .formatted(id, first, second, id, born, id);
    }

    private static void take(String name, CompartmentId compartment, String day, String... entries)
            throws IOException {
        var list =
                """
                <?xml version="1.0" encoding="utf-8"?>
                <CONSOLIDATED_LIST dateGenerated="%sT00:00:00"><INDIVIDUALS>%s</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>
                """
                        .formatted(day, String.join("\n", entries));
        home.receive("List of " + day, compartment, Map.of(name, list.getBytes(UTF_8)));
        home.catchUp();
        var rooms = home.rooms;
        var outcomes = new ArrayList<ListImport.Outcome>();
        new ListImport(
                        rooms.casebook(),
                        rooms.archive(),
                        rooms.database(),
                        rooms.renditions(),
                        new Alerts(
                                rooms.database(),
                                rooms.ledger(),
                                rooms.casebook(),
                                new Judgements(
                                        rooms.database(),
                                        rooms.ledger(),
                                        rooms.archive(),
                                        rooms.casebook(),
                                        rooms.clock()),
                                rooms.clock()),
                        rooms.roster()
                                .account(Clearance.SYSTEM, "everyone")
                                .orElseThrow()
                                .clearance(),
                        Grade.UNJUDGED,
                        outcomes::add)
                .read(ListKeeper.UN_SC, List.of(home.item(name)));
        assertThat(outcomes).noneMatch(one -> one.fate() == ListImport.Fate.REFUSED);
    }

    @Test
    void aClientOfYenteIsAnsweredAndSeesNoListOfAClosedCompartment() throws Exception {
        take(
                "match-sealed.xml",
                home.sealed,
                "2026-03-01",
                entry(71, "RYANG", "SOK BONG", "1970"),
                entry(72, "TAROK", "VELMORIN", "1950"));
        var hidden = ask("Bearer " + general, "/match/un-sc", RYANG);
        var absent = ask("Bearer " + general, "/match/nobodys", RYANG);
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.text()).isEqualTo(absent.text());
        var none = ask("Bearer " + general, "/match/default", RYANG);
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.body().at("/responses/q1/total/value").asInt()).isZero();
        assertThat(none.body().at("/lists/un-sc").isMissingNode()).isTrue();

        // An earlier version lies open: whoever lacks the compartment is answered from that one.
        take(
                "match-open.xml",
                CompartmentId.GENERAL,
                "2026-02-01",
                entry(71, "RYANG", "SOK BONG", "1970"));
        int before = home.rooms.ledger().objects(Set.of(Act.SEARCHED)).size();
        var answer = ask("ApiKey " + general, "/match/un-sc?limit=3&algorithm=best", RYANG);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(home.rooms.ledger().objects(Set.of(Act.SEARCHED))).hasSize(before + 1);
        assertThat(answer.body().at("/limit").asInt()).isEqualTo(3);
        assertThat(answer.body().at("/matcher/name/coefficient").isNumber()).isTrue();
        assertThat(answer.body().at("/lists/un-sc/dated").asString()).isEqualTo("2026-02-01");
        var response = answer.body().at("/responses/q1");
        assertThat(response.at("/status").asInt()).isEqualTo(200);
        assertThat(response.at("/query/properties/name/0").asString()).isEqualTo("량석봉");
        assertThat(response.at("/total").toString()).isEqualTo("{\"value\":1,\"relation\":\"eq\"}");
        var met = response.at("/results/0");
        assertThat(met.at("/id").asString()).isEqualTo("un-sc:71");
        assertThat(met.at("/caption").asString()).isEqualTo("RYANG SOK BONG");
        assertThat(met.at("/schema").asString()).isEqualTo("Person");
        assertThat(met.at("/datasets/0").asString()).isEqualTo("un-sc");
        assertThat(met.at("/properties/birthDate/0").asString()).isEqualTo("1970");
        assertThat(met.at("/properties/nationality/0").asString()).isEqualTo("kp");
        assertThat(met.at("/properties/passportNumber/0").asString()).isEqualTo("X71");
        assertThat(met.at("/match").asBoolean()).isTrue();
        assertThat(met.at("/score").asDouble()).isGreaterThan(0.7);
        assertThat(met.at("/features/birth_date").asDouble()).isEqualTo(1);
        assertThat(met.at("/explanations/name/detail").asString()).isNotBlank();
        for (var topic : Map.of("sanction", 1, "crime", 0).entrySet()) {
            assertThat(
                            ask("Bearer " + general, "/match/un-sc?topics=" + topic.getKey(), RYANG)
                                    .body()
                                    .at("/responses/q1/total/value")
                                    .asInt())
                    .isEqualTo(topic.getValue());
        }
        var catalog = Reading.as("documenter").get("/catalog");
        assertThat(JSON.readTree(catalog.body()).at("/datasets").toString())
                .contains("\"name\":\"un-sc\"", "\"version\":\"2026-02-01\"")
                .doesNotContain("2026-03-01");
        assertThat(JSON.readTree(catalog.body()).at("/datasets/0/name").asString())
                .isEqualTo("default");
        var strict = ask("Bearer " + general, "/match/default?threshold=1", RYANG).body();
        assertThat(strict.at("/responses/q1/results/0/match").asBoolean(true)).isFalse();
        var other = RYANG.replace("\"Person\"", "\"Vessel\"");
        assertThat(
                        ask("Bearer " + general, "/match/default", other)
                                .body()
                                .at("/responses/q1/results")
                                .isEmpty())
                .isTrue();

        // The index was made for one asker; it answers another with what they may see alone.
        take(
                "match-sealed-again.xml",
                home.sealed,
                "2026-04-01",
                entry(71, "RYANG", "SOK BONG", "1970"),
                entry(72, "TAROK", "VELMORIN", "1950"));
        var seen = ask("Bearer " + cleared, "/match/default", QUAGGA).body();
        assertThat(seen.at("/lists/un-sc/dated").asString()).isEqualTo("2026-04-01");
        assertThat(seen.at("/responses/q1/results/0/id").asString()).isEqualTo("un-sc:72");
        var unseen = ask("Bearer " + general, "/match/default", QUAGGA);
        assertThat(unseen.body().at("/responses/q1/total/value").asInt()).isZero();
        assertThat(unseen.text()).doesNotContain("VELMORIN", "2026-04-01");
    }

    @Test
    void whatCannotBeAskedIsToldInWords() throws Exception {
        var query = "{\"schema\":\"Person\",\"properties\":{\"name\":[\"A B\"]}}";
        var many = new StringBuilder("{\"queries\":{");
        for (int i = 0; i <= 100; i++) {
            many.append(i == 0 ? "" : ",").append("\"q").append(i).append("\":").append(query);
        }
        var wrong =
                Map.of(
                        "",
                        "JSON",
                        "{",
                        "JSON",
                        "[]",
                        "queries",
                        "{\"queries\":{}}",
                        "queries",
                        many + "}}",
                        "100",
                        "{\"queries\":{\"q\":null}}",
                        "queries.q: schema",
                        "{\"queries\":{\"q\":" + query.replace("Person", "Unicorn") + "}}",
                        "Unicorn",
                        "{\"queries\":{\"q\":" + query.replace("name", "hat") + "}}",
                        "no name",
                        "{\"queries\":{\"q\":" + query.replace("\"A B\"", "1") + "}}",
                        "no text",
                        "{\"queries\":{\"q\":"
                                + query.replace("]", "],\"birthDate\":[\"soon\"]")
                                + "}}",
                        "birthDate");
        for (var one : wrong.entrySet()) {
            var answer = ask("Bearer " + general, "/match/default", one.getKey());
            assertThat(answer.status()).as(one.getKey()).isEqualTo(400);
            if (!one.getKey().isEmpty()) {
                assertThat(answer.body().at("/detail").asString())
                        .as(one.getKey())
                        .contains(one.getValue());
            }
        }
        var whole = "{\"queries\":{\"q\":" + query + "}}";
        for (var parameter :
                List.of("limit=0", "limit=x", "threshold=2", "cutoff=NaN", "changed_since=2026")) {
            var answer = ask("Bearer " + general, "/match/default?" + parameter, whole);
            assertThat(answer.status()).as(parameter).isEqualTo(400);
            assertThat(answer.body().at("/detail").asString())
                    .contains(parameter.substring(0, parameter.indexOf('=')));
        }
        var tooLong = "{\"queries\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(ask("Bearer " + general, "/match/default", tooLong).status()).isEqualTo(413);
        assertThat(ask("Bearer nobodys", "/match/default", whole).status()).isEqualTo(401);
        var auditing = home.token("everyone", Scope.AUDIT);
        assertThat(ask("Bearer " + auditing, "/match/default", whole).status()).isEqualTo(403);
    }
}
