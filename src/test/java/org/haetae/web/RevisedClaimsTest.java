package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Found;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Revision;
import org.haetae.casebook.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a change of a claim keeps, and what it may not become.
class RevisedClaimsTest {
    private static final String TEXT =
            "Tae Un Chol, invented, left in the spring of 2004. He came back in 2006. He came back again.";

    private static ServedHome home;
    private static Casebook casebook;
    private static Clearance by;

    @BeforeAll
    static void open() {
        home = ServedHome.get();
        casebook = home.rooms.casebook();
        by = home.rooms.roster().account(Clearance.SYSTEM, "everyone").orElseThrow().clearance();
    }

    private static ItemId item(String name) throws Exception {
        // Other bytes for each: equal ones would be one item.
        home.receive(
                name, CompartmentId.GENERAL, Map.of(name, (TEXT + " " + name).getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        return home.item(name);
    }

    private static Claim recorded(ItemId item, String kind, String property, Value value) {
        return casebook.record(
                        by,
                        List.of(
                                NewClaim.of(
                                        EntityId.random(),
                                        kind,
                                        property,
                                        value,
                                        new NewClaim.Cite(item, new Locator.Passage(1, 0, 11)),
                                        Grade.UNJUDGED)))
                .getFirst();
    }

    private static Value name(String name) {
        return new Value.Name(name, Optional.empty());
    }

    private static String words(Claim claim) {
        return claim.citations().getFirst().quote().orElseThrow().exact();
    }

    @Test
    void aChangedClaimKeepsTheWordsThatItCitedThoughTheyCannotBeReadNow() throws Exception {
        ItemId item = item("revised-1.txt");
        Claim claim = recorded(item, "person", "name", name("Tae Un Chol"));
        assertThat(words(claim)).isEqualTo("Tae Un Chol");
        var keys = home.rooms.home().keyring().epochs("renditions");
        home.rooms.renditions().purge(List.of(item), keys.secret(keys.newest()));
        Claim graded =
                casebook.revise(
                        by,
                        claim.id(),
                        1,
                        new Revision(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Grade.of("C3", "hearsay")),
                                Optional.empty(),
                                "Graded late."));
        assertThat(words(graded)).isEqualTo("Tae Un Chol");
        assertThat(graded.citations()).isEqualTo(claim.citations());
        assertThat(Reread.found(casebook, by, graded.citations().getFirst()))
                .isEqualTo(new Found.Gone(Found.Why.NOT_READ));
    }

    @Test
    void aClaimWaitsForWhoeverIsErasingWhatItCites() throws Exception {
        ItemId item = item("revised-2.txt");
        var held = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        var eraser =
                CompletableFuture.runAsync(
                        () ->
                                home.rooms
                                        .database()
                                        .run(
                                                Clearance.SYSTEM,
                                                transaction -> {
                                                    transaction
                                                            .sql()
                                                            .sql(
                                                                    "select id from item where id = ? for no key update")
                                                            .param(item.value())
                                                            .query(java.util.UUID.class)
                                                            .single();
                                                    held.countDown();
                                                    try {
                                                        letGo.await(30, TimeUnit.SECONDS);
                                                    } catch (InterruptedException e) {
                                                        Thread.currentThread().interrupt();
                                                    }
                                                }));
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        var recording =
                CompletableFuture.supplyAsync(
                        () -> recorded(item, "person", "name", name("Tae Un Chol")));
        assertThatThrownBy(() -> recording.get(700, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        letGo.countDown();
        eraser.get(30, TimeUnit.SECONDS);
        assertThat(recording.get(30, TimeUnit.SECONDS).version()).isEqualTo(1);
    }

    @Test
    void aReferenceIsChangedOnlyToWhatItMayLeadTo() throws Exception {
        ItemId item = item("revised-3.txt");
        Claim place = recorded(item, "place", "name", name("Invented-ri"));
        Claim person = recorded(item, "person", "name", name("Tae Un Chol"));
        Claim birth = recorded(item, "person", "birth-place", new Value.Reference(place.entity()));
        for (EntityId wrong : List.of(person.entity(), EntityId.random())) {
            assertThatThrownBy(
                            () ->
                                    casebook.revise(
                                            by,
                                            birth.id(),
                                            1,
                                            new Revision(
                                                    Optional.of(new Value.Reference(wrong)),
                                                    Optional.empty(),
                                                    Optional.empty(),
                                                    Optional.empty(),
                                                    "Misread.")))
                    .isInstanceOf(CaseRefused.class);
        }
        assertThat(casebook.current(by, birth.id()).orElseThrow().version()).isEqualTo(1);
    }

    // ---- passages of a claim, in its form

    private static Map<String, String> change(Claim claim, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("version", Integer.toString(claim.version()));
        form.put("change", "correct");
        form.put("reason", "A better passage.");
        form.put("value", "Tae Un Chol");
        form.put("do", "save");
        form.putAll(more);
        return form;
    }

    @Test
    void aPassageIsAddedAndAnotherTakenAway() throws Exception {
        ItemId item = item("revised-4.txt");
        Claim claim = recorded(item, "person", "name", name("Tae Un Chol"));
        Reading person = Reading.as("everyone");
        String at = "/claims/" + claim.id();
        assertThat(person.page(at)).contains("Take away", "<q dir=\"auto\">Tae Un Chol</q>");
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("never said", "do not stand in the item");
        wrong.put("He came back", "several times");
        for (var one : wrong.entrySet()) {
            var answer = person.post(at, change(claim, Map.of("cite-quote", one.getKey())));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains(one.getValue());
        }
        String first =
                claim.citations().getFirst().item() + " " + claim.citations().getFirst().locator();
        assertThat(person.post(at, change(claim, Map.of("drop-1", first))).body())
                .contains("rests on one passage at least");
        assertThat(
                        person.post(at, change(claim, Map.of("cite-quote", "He came back in 2006")))
                                .statusCode())
                .isEqualTo(303);
        Claim two = casebook.current(by, claim.id()).orElseThrow();
        assertThat(two.citations()).hasSize(2);
        assertThat(two.citations().getFirst()).isEqualTo(claim.citations().getFirst());
        assertThat(person.post(at, change(two, Map.of("drop-1", first))).statusCode())
                .isEqualTo(303);
        Claim three = casebook.current(by, claim.id()).orElseThrow();
        assertThat(words(three)).isEqualTo("He came back in 2006");
        assertThat(three.value()).isEqualTo(claim.value());
        assertThat(three.version()).isEqualTo(3);
        assertThat(casebook.history(by, claim.id()).getFirst().citations())
                .isEqualTo(claim.citations());
        // Only what one item says is not told with another.
        assertThat(
                        person.post(
                                        at,
                                        change(
                                                three,
                                                Map.of(
                                                        "cite-quote",
                                                        "그해 겨울",
                                                        "cite-other",
                                                        home.item("testimony.txt").toString())))
                                .statusCode())
                .isEqualTo(422);
    }
}
