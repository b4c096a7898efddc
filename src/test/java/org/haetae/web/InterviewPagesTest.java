package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Remains;
import org.haetae.casebook.EntityId;
import org.haetae.ledger.Act;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An interview from its form to the day on which the witness takes everything back.
class InterviewPagesTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static ServedHome home;

    @BeforeAll
    static void open() {
        home = ServedHome.get();
    }

    private record Person(HttpClient client, String token) {
        static Person of(String login) throws Exception {
            var cookies = new CookieManager();
            var cookie = new HttpCookie("haetae_session", home.session(login));
            cookie.setPath("/");
            cookie.setVersion(0);
            cookies.getCookieStore().add(home.at("/"), cookie);
            var client = HttpClient.newBuilder().cookieHandler(cookies).build();
            var help =
                    client.send(
                            HttpRequest.newBuilder(home.at("/help")).build(),
                            HttpResponse.BodyHandlers.ofString());
            var token = TOKEN.matcher(help.body());
            assertThat(token.find()).isTrue();
            return new Person(client, token.group(1));
        }

        HttpResponse<String> get(String path) throws Exception {
            return client.send(
                    HttpRequest.newBuilder(home.at(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
            var fields = new LinkedHashMap<>(form);
            fields.put("_csrf", token);
            var body =
                    fields.entrySet().stream()
                            .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                            .collect(Collectors.joining("&"));
            return client.send(
                    HttpRequest.newBuilder(home.at(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> interview(String canary) {
        var form = new LinkedHashMap<String, String>();
        form.put("witness", "P-" + canary);
        form.put("record", "She said: okapi-" + canary + " stood at the river.");
        form.put("compartment", CompartmentId.GENERAL.toString());
        form.put("p.date", "2026-05");
        form.put("p.method", "in-person");
        form.put("p.interviewer", "An interviewer " + canary);
        form.put("p.protection", "protect-" + canary);
        form.put("notes", home.sealed.toString());
        form.put("identity", "real-" + canary);
        form.put("vault", home.sealed.toString());
        form.put("use", "internal");
        form.put("named", "no");
        return form;
    }

    private static String token() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    @Test
    void anInterviewIsOneSaveAndFallsWithItsConsent() throws Exception {
        var canary = token();
        var documenter = Person.of("everyone");
        var answer = documenter.post("/interviews/new", interview(canary));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        var address = answer.headers().firstValue("Location").orElseThrow();
        home.catchUp();
        assertThat(documenter.get(address).body())
                .contains("P-" + canary, "An interviewer " + canary, "protect-" + canary);
        var reader = Person.of("reader");
        assertThat(reader.get(address).body())
                .as("who does not hold the compartment of the notes")
                .contains("P-" + canary)
                .doesNotContain("protect-" + canary)
                .doesNotContain("Protection");
        var entity = EntityId.parse(address.substring("/entity/".length()));
        var by = home.rooms.roster().account(Clearance.SYSTEM, "reader").orElseThrow().clearance();
        var item =
                home.rooms
                        .casebook()
                        .entity(by, entity)
                        .orElseThrow()
                        .claims()
                        .getFirst()
                        .citations()
                        .getFirst()
                        .item();
        assertThat(reader.get("/items/" + item).body()).contains("okapi-" + canary);
        var consent = home.rooms.archive().uses().tiedTo(Clearance.SYSTEM, item.value()).getFirst();
        var kit = Map.of("use", "report");
        assertThat(documenter.post("/items/" + item + "/kit", kit).body())
                .contains("This use is not allowed", "/consents/" + consent);
        documenter.post("/consents/" + consent + "/withdraw", Map.of("reason", "they called"));
        assertThat(reader.get(address).statusCode()).isEqualTo(404);
        assertThat(reader.get("/items/" + item).statusCode()).isEqualTo(404);
        assertThat(documenter.get("/items/" + item).body())
                .contains("The consent was withdrawn", "okapi-" + canary);
    }

    @Test
    void withoutConsentNobodyRecordsOneWhoDoesNotKeepSuchMaterial() throws Exception {
        var canary = token();
        var form = interview(canary);
        form.remove("use");
        form.remove("p.protection");
        form.remove("identity");
        var answer = Person.of("documenter").post("/interviews/new", form);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("without a consent to work of the team");
        answer = Person.of("everyone").post("/interviews/new", form);
        assertThat(answer.statusCode()).isEqualTo(303);
        var address = answer.headers().firstValue("Location").orElseThrow();
        assertThat(Person.of("everyone").get(address).statusCode()).isEqualTo(200);
        assertThat(Person.of("documenter").get(address).statusCode()).isEqualTo(404);
    }

    @Test
    void notesOnProtectionNeedACompartmentOfTheirOwn() throws Exception {
        var form = interview(token());
        form.put("notes", CompartmentId.GENERAL.toString());
        assertThat(Person.of("everyone").post("/interviews/new", form).body())
                .contains("notes on protection need a compartment");
    }

    @Test
    void anIdentityIsShownToItsKeeperAloneAndLiesNowhereInTheClear() throws Exception {
        var canary = token();
        var keeper = Person.of("everyone");
        keeper.post("/interviews/new", interview(canary));
        home.catchUp();
        assertThat(Person.of("archivist").get("/identities").statusCode()).isEqualTo(403);
        assertThat(Person.of("identity-keeper").get("/identities").body())
                .as("another compartment")
                .doesNotContain("P-" + canary);
        var list = keeper.get("/identities").body();
        assertThat(list).contains("P-" + canary).doesNotContain("real-" + canary);
        var kept =
                home.rooms.archive().identities().list(Clearance.SYSTEM).stream()
                        .filter(one -> one.pseudonym().orElse("").equals("P-" + canary))
                        .findFirst()
                        .orElseThrow();
        var form = Map.of("id", kept.id().toString(), "reason", "summons-" + canary);
        assertThat(keeper.post("/identities/open", form).body()).contains("real-" + canary);
        assertThat(home.rooms.ledger().history(kept.id().value()).getLast().entry().act())
                .isEqualTo(Act.IDENTITY_OPENED);
        assertThat(keeper.get("/identities").body()).contains("summons-" + canary);
        // The pseudonym itself is a value of the casebook, which stands in SQL.
        Path folder = home.rooms.home().directory();
        for (String planted :
                List.of(
                        "okapi-" + canary,
                        "protect-" + canary,
                        "real-" + canary,
                        "summons-" + canary)) {
            assertThat(Remains.inTheClear(folder, planted)).as(planted).isEmpty();
        }
    }
}
