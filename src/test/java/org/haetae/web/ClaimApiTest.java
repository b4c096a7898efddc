package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Scope;
import org.haetae.archive.ItemId;
import org.haetae.casebook.EntityId;
import org.haetae.ledger.Act;
import org.haetae.roster.Refused;
import org.haetae.roster.SignedIn;
import org.haetae.roster.Token;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The casebook as a program meets it, with tokens made by people.
class ClaimApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TEXT =
            """
            Statement of an invented witness.

            Sok Il Nam was taken to the Tarae guard post in March 2011. Others say that it was in May 2011.
            """;

    private static ServedHome home;
    private static HttpClient client;
    private static ItemId statement;

    @BeforeAll
    static void open() throws Exception {
        home = ServedHome.get();
        client = HttpClient.newHttpClient();
        home.receive(
                "Programs",
                CompartmentId.GENERAL,
                Map.of("statement-api.txt", TEXT.getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        statement = home.item("statement-api.txt");
    }

    private static SignedIn signedIn(String login) {
        return home.rooms.roster().bySession(home.session(login)).orElseThrow();
    }

    private record Answer(int status, JsonNode body, HttpResponse<String> whole) {}

    private static Answer ask(
            String token, String verb, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(home.at(path))
                        .header("Authorization", "Bearer " + token)
                        .method(
                                verb,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header(
                    "Content-Type",
                    path.contains("/claims") && !path.endsWith("/versions")
                            ? ClaimApi.LINES
                            : "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        boolean json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                answer.statusCode(), json ? JSON.readTree(answer.body()) : JSON.nullNode(), answer);
    }

    private static String line(String entity, String property, String value, String quote) {
        return JSON.writeValueAsString(
                        Map.of(
                                "entity", entity,
                                "kind", "person",
                                "property", property,
                                "value", value,
                                "item", statement.toString(),
                                "quote", quote))
                + "\n";
    }

    @Test
    void aProgramRecordsReadsAndChangesWhatASourceSays() throws Exception {
        String token = home.token("documenter", Scope.READ, Scope.RECORD);
        String lines =
                line("api-nam", "name", "Sok Il Nam", "Sok Il Nam")
                        + line("api-nam", "name", "Sok", "says nowhere");
        Answer trial = ask(token, "POST", "/api/v1/claims?dry-run=true", lines);
        assertThat(trial.body().at("/rows/0/outcome").asString()).isEqualTo("fit");
        Answer made = ask(token, "POST", "/api/v1/claims", lines);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body().at("/rows/0/outcome").asString()).isEqualTo("recorded");
        assertThat(made.body().at("/rows/1/outcome").asString()).isEqualTo("refused");
        assertThat(made.body().at("/rows/1/reason").asString()).contains("does not say");
        Answer again = ask(token, "POST", "/api/v1/claims", lines);
        assertThat(again.body().at("/rows/0/outcome").asString()).isEqualTo("known");

        String entity = made.body().at("/rows/0/entity").asString();
        String claim = made.body().at("/rows/0/claim").asString();
        Answer read = ask(token, "GET", "/api/v1/entities/" + entity, null);
        assertThat(read.body().at("/title").asString()).isEqualTo("Sok Il Nam");
        assertThat(read.body().at("/claims/0/citations/0/quote").asString())
                .isEqualTo("Sok Il Nam");
        assertThat(read.body().at("/claims/0/citations/0/found/found").asString())
                .isEqualTo("as-cited");
        Answer before =
                ask(
                        token,
                        "GET",
                        "/api/v1/entities/" + entity + "?as-of=2001-01-01T00:00:00Z",
                        null);
        assertThat(before.status()).isEqualTo(404);
        Answer listed =
                ask(
                        token,
                        "POST",
                        "/api/v1/entities",
                        "{\"kind\":\"person\",\"where\":[{\"property\":\"name\",\"says\":\"sok il\"}]}");
        assertThat(listed.body().at("/count").asInt()).isEqualTo(1);
        assertThat(listed.body().at("/rows/0/values/name/0/name").asString())
                .isEqualTo("Sok Il Nam");
        Answer citing = ask(token, "GET", "/api/v1/items/" + statement + "/claims", null);
        assertThat(citing.body().at("/rows/0/claim").asString()).isEqualTo(claim);

        // Two programs change it at once: the second is told, and nothing of the first is lost.
        String path = "/api/v1/claims/" + claim;
        String tag =
                ask(token, "GET", path, null).whole().headers().firstValue("ETag").orElseThrow();
        String change = "{\"grade\":\"B2\",\"reason\":\"the source was there\"}";
        assertThat(ask(token, "POST", path + "/versions", change).status()).isEqualTo(428);
        Answer first = ask(token, "POST", path + "/versions", change, "If-Match", tag);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().at("/version").asInt()).isEqualTo(2);
        String rival = "{\"grade\":\"B3\",\"reason\":\"the source was there\"}";
        Answer second = ask(token, "POST", path + "/versions", rival, "If-Match", tag);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.body().at("/detail").asString()).contains("version 2");
        assertThat(ask(token, "GET", path, null).body().at("/versions").size()).isEqualTo(2);

        // A program whose answer was lost asks again, and nothing is made twice.
        Answer repeated = ask(token, "POST", path + "/versions", change, "If-Match", tag);
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(ask(token, "GET", path, null).body().at("/versions").size()).isEqualTo(2);
    }

    @Test
    void aTokenDoesNoMoreThanItsScopeAndItsOwnerMay() throws Exception {
        String reading = home.token("documenter", Scope.READ);
        assertThat(ask(reading, "GET", "/api/v1/schema", null).status()).isEqualTo(200);
        assertThat(ask(reading, "POST", "/api/v1/claims", "").status()).isEqualTo(403);
        // A reader may not record, whatever was ticked.
        String ticked = home.token("reader", Scope.READ, Scope.RECORD);
        assertThat(ask(ticked, "POST", "/api/v1/claims", "").status()).isEqualTo(403);
        String sealed = home.claim("canary.txt").entity().toString();
        Answer hidden = ask(reading, "GET", "/api/v1/entities/" + sealed, null);
        Answer absent = ask(reading, "GET", "/api/v1/entities/" + EntityId.random(), null);
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.whole().body()).isEqualTo(absent.whole().body());
    }

    @Test
    void aTokenOpensNoPageAndASessionIsNoToken() throws Exception {
        String token = home.token("documenter", Scope.READ);
        var page =
                HttpRequest.newBuilder(home.at("/account"))
                        .header("Authorization", "Bearer " + token)
                        .header("Cookie", Entrance.SESSION_COOKIE + "=" + token);
        assertThat(client.send(page.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(303);
        String session = home.session("documenter");
        assertThat(ask(session, "GET", "/api/v1/schema", null).status()).isEqualTo(401);
    }

    @Test
    void aTokenEndsWhenItsOwnerSaysSo() throws Exception {
        String token = home.token("documenter", Scope.READ);
        SignedIn owner = signedIn("documenter");
        var roster = home.rooms.roster();
        var listed =
                roster.sessions(owner.clearance(), owner.account().id()).stream()
                        .filter(one -> one.program().isPresent())
                        .findFirst()
                        .orElseThrow();
        roster.endSession(owner.clearance(), listed.id());
        assertThat(ask(token, "GET", "/api/v1/schema", null).status()).isEqualTo(401);
        assertThat(home.rooms.ledger().objects(Set.of(Act.SIGNED_OUT))).contains(listed.id());
        assertThat(roster.verifyRows()).isEmpty();
    }

    @Test
    void noTokenWithoutPasswordScopeAndEnd() {
        SignedIn owner = signedIn("documenter");
        var roster = home.rooms.roster();
        char[] password = ServedHome.PASSWORD.toCharArray();
        var soon = Instant.now().plus(Duration.ofDays(1));
        for (var wanted :
                List.of(
                        new Token("x", Set.of(), soon),
                        new Token("x", Set.of(Scope.READ), Instant.now().minusSeconds(1)),
                        new Token(
                                "x",
                                Set.of(Scope.READ),
                                Instant.now().plus(Duration.ofDays(400))))) {
            assertThatThrownBy(() -> roster.makeToken(owner, password, wanted))
                    .isInstanceOf(Refused.class);
        }
        assertThatThrownBy(
                        () ->
                                roster.makeToken(
                                        owner,
                                        "another".toCharArray(),
                                        new Token("x", Set.of(Scope.READ), soon)))
                .isInstanceOf(Refused.class);
        assertThat(roster.sessions(Clearance.SYSTEM, owner.account().id())).isNotEmpty();
    }

    @Test
    void aBodyThatIsTooLongIsRefusedWhereverItIsSent() throws Exception {
        String token = home.token("documenter", Scope.READ, Scope.RECORD);
        String tooLong = "{\"kind\":\"" + "x".repeat(BodyLimit.MOST_BYTES) + "\"}";
        for (String path : List.of("/api/v1/claims", "/api/v1/entities")) {
            Answer answer = ask(token, "POST", path, tooLong);
            assertThat(answer.status()).as(path).isEqualTo(413);
            assertThat(answer.body().at("/detail").asString())
                    .contains("4194304 bytes at most; send it in parts");
        }
        var unsaid =
                HttpRequest.newBuilder(home.at("/api/v1/entities"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(tooLong.getBytes(UTF_8))))
                        .build();
        assertThat(client.send(unsaid, HttpResponse.BodyHandlers.ofString()).statusCode())
                .as("without its length")
                .isEqualTo(413);
    }

    @Test
    void whatCannotBeAskedIsToldInWords() throws Exception {
        String token = home.token("documenter", Scope.READ);
        for (String asked :
                List.of(
                        "{}",
                        "{\"kind\":\"unicorn\"}",
                        "{\"kind\":\"person\",\"where\":[{\"property\":\"wings\"}]}",
                        "{\"kind\":\"person\",\"where\":[null]}",
                        "{\"kind\":\"person\",\"where\":[%s]}"
                                .formatted(
                                        "{\"property\":\"name\"},".repeat(20)
                                                + "{\"property\":\"name\"}"),
                        "{\"kind\":\"person\",\"after\":{\"words\":\"a\"}}",
                        "{\"kind\":\"person\",\"where\":[{\"property\":\"birth-date\",\"from\":\"1960\"}]}",
                        "{\"kind\":\"person\",\"where\":[{\"property\":\"name\",\"from\":\"a\",\"to\":\"b\"}]}")) {
            Answer answer = ask(token, "POST", "/api/v1/entities", asked);
            assertThat(answer.status()).as(asked).isEqualTo(422);
            assertThat(answer.body().at("/detail").asString()).as(asked).isNotBlank();
        }
        assertThat(ask(token, "POST", "/api/v1/entities", "{").status()).isEqualTo(400);
    }
}
