package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Value;
import org.haetae.designations.Alert;
import org.haetae.designations.Alerts;
import org.haetae.ledger.Act;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From one version of a list to the next: whom it alerts about, who is told, what settles it. The
/// list and all on it are invented.
class AlertsTest {

    private static ServedHome home;
    private static Judgements judgements;
    private static Alerts alerts;
    private static ItemId open;
    private static ItemId hidden;

    @BeforeAll
    static void begin() throws Exception {
        home = ServedHome.get();
        judgements = home.server.context().getBean(Judgements.class);
        alerts = home.server.context().getBean(Alerts.class);
        var text = "Invented statement about a man of the guard. ".repeat(4).getBytes(UTF_8);
        home.receive("Alerted", CompartmentId.GENERAL, Map.of("alerted-open.txt", text));
        home.receive("Alerted", home.sealed, Map.of("alerted-hidden.txt", text));
        home.catchUp();
        open = home.item("alerted-open.txt");
        hidden = home.item("alerted-hidden.txt");
    }

    private static Clearance as(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
    }

    private static EntityId person(String name, String born, ItemId from) {
        var id = EntityId.random();
        for (var said :
                Map.of(
                                "name", new Value.Name(name, Optional.empty()),
                                "birth-date", new Value.Date(HistoricDate.of(born)))
                        .entrySet()) {
            home.rooms
                    .casebook()
                    .record(
                            as("everyone"),
                            List.of(
                                    NewClaim.of(
                                            id,
                                            "person",
                                            said.getKey(),
                                            said.getValue(),
                                            new NewClaim.Cite(from, new Locator.Passage(1, 0, 12)),
                                            Grade.UNJUDGED)));
        }
        return id;
    }

    private static void version(int number, String... entries) throws Exception {
        home.list(
                "alerted-%d.ftm.json".formatted(number),
                CompartmentId.GENERAL,
                "2026-08-%02d".formatted(number),
                entries);
    }

    private static String entry(String born, String programme) {
        return """
               {"id":"om1","caption":"Om Chi Hyon","schema":"Person","target":true,"last_change":"%%s","properties":{"name":["Om Chi Hyon"],"birthDate":["%s"],"sanctions":[{"id":"om1-s","schema":"Sanction","properties":{"program":["%s"]}}]}}"""
                .formatted(born, programme);
    }

    private static List<Alert> about(String login, EntityId entity) {
        return alerts.open(as(login)).stream()
                .filter(alert -> alert.entity().equals(entity))
                .toList();
    }

    @Test
    void aVersionAlertsAboutWhomItMayMeanUntilSomebodySettlesIt() throws Exception {
        var one = person("엄치현", "1958-04-02", open);
        var secret = person("Om Chi-hyon", "1958", hidden);
        var other = person("엄치현", "1990", open);
        version(1, entry("1958", "Seals"));
        assertThat(about("everyone", one))
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.cause()).isEqualTo(Alert.Cause.MET);
                            assertThat(alert.score()).isGreaterThan(0.9);
                        });
        assertThat(about("everyone", other)).isEmpty();
        assertThat(home.rooms.ledger().objects(Set.of(Act.ALERTED)))
                .contains(one.value(), secret.value());

        // Who may not know of the one knows of no alert, and of no number.
        assertThat(about("everyone", secret)).hasSize(1);
        assertThat(about("reader", secret)).isEmpty();
        var page = Reading.as("reader").page("/alerts");
        assertThat(page)
                .contains(
                        "엄치현", "Om Chi Hyon", "FollowTheMoney targets", "spellings of one", "1958")
                .doesNotContain("Om Chi-hyon", "id=\"reason-");

        // Dismissed, and not raised again by what tells nobody apart.
        var everyone = Reading.as("everyone");
        var alert = about("everyone", one).getFirst();
        assertThat(dismissed(everyone, alert, "")).isEqualTo(422);
        assertThat(dismissed(Reading.as("reader"), alert, "name-alone")).isEqualTo(403);
        assertThat(dismissed(everyone, alert, "name-alone")).isEqualTo(303);
        assertThat(dismissed(everyone, alert, "name-alone")).isEqualTo(409);
        assertThat(about("everyone", one)).isEmpty();
        version(2, entry("1958", "Stamps"));
        assertThat(about("everyone", one)).isEmpty();
        version(3, entry("1958-04", "Stamps"));
        assertThat(about("everyone", one))
                .singleElement()
                .satisfies(
                        changed -> {
                            assertThat(changed.cause()).isEqualTo(Alert.Cause.CHANGED);
                            assertThat(changed.fields()).containsExactly("births");
                        });
        assertThat(everyone.in("ko").page("/alerts")).contains("생년월일", "항목 변경");

        // Judged the same: told of any change from then on, and when the entry is gone.
        judgements.judge(
                as("everyone"),
                one,
                alert.listed(),
                Verdict.SAME,
                Optional.empty(),
                new Judgement.Words("One birth date and one post.", ""));
        assertThat(about("everyone", one)).isEmpty();
        version(4, entry("1958-04", "Seals"));
        assertThat(about("everyone", one).getFirst().fields()).containsExactly("programmes");
        version(
                5,
                """
               {"id":"om9","caption":"Sutgol Mining","schema":"Company","target":true,"last_change":"%s","properties":{"name":["Sutgol Mining"]}}""");
        assertThat(about("everyone", one).getFirst().cause()).isEqualTo(Alert.Cause.REMOVED);

        assertThat(Alerts.verify(home.rooms.database(), home.rooms.ledger())).isEmpty();
    }

    private static int dismissed(Reading by, Alert alert, String reason) throws Exception {
        return by.post("/alerts", Map.of("alert", "" + alert.position(), "reason", reason))
                .statusCode();
    }
}
