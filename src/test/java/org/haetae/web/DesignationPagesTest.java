package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Pages of lists, designations and units in a real home. The list and all on it are invented.
class DesignationPagesTest {

    private static ServedHome home;
    private static ServedHome.Listed listed;

    @BeforeAll
    static void begin() throws Exception {
        home = ServedHome.get();
        listed = home.listed();
    }

    @Test
    void eachVersionTellsWhatBecameOfItsEntries() throws Exception {
        var reader = Reading.as("reader");
        assertThat(reader.page("/lists"))
                .contains("/lists/" + listed.first(), "/lists/" + listed.second(), "2026-06-01");
        assertThat(reader.in("ko").page("/lists")).contains("FollowTheMoney 대상 목록");
        var version = "/lists/" + listed.second();
        assertThat(reader.page(version))
                .contains(
                        "Mok Se Dol",
                        "<ins dir=\"auto\">목세돌",
                        "original script",
                        "<del dir=\"auto\">1961",
                        "<ins dir=\"auto\">1961-05-07",
                        "/designations/" + listed.designation())
                .doesNotContain("Tongrim Bureau of Seals", "Pyon Ul Tae");
        assertThat(reader.page(version + "?show=added")).contains("Sutgol Trading");
        assertThat(reader.page(version + "?show=removed&from=junk")).contains("Pyon Ul Tae");
        assertThat(reader.page("/lists/" + listed.first()))
                .contains("The first version here", "Pyon Ul Tae");
    }

    @Test
    void aListOfAClosedCompartmentIsNotThere() throws Exception {
        var closed =
                home.list(
                        "invented-closed.ftm.json",
                        home.sealed,
                        "2026-07-01",
                        """
                        {"id":"c1","caption":"Kuk Pon Mok","schema":"Person","target":true,"last_change":"%s","properties":{"name":["Kuk Pon Mok"]}}""");
        assertThat(Reading.as("everyone").page("/lists/" + closed + "?show=added"))
                .contains("Kuk Pon Mok");
        assertThat(Reading.as("reader").get("/lists/" + closed).statusCode()).isEqualTo(404);
        assertThat(Reading.as("reader").page("/lists")).doesNotContain("2026-07-01");
    }

    @Test
    void aDesignationTellsWhoByWhomAndWhereItSaysSo() throws Exception {
        var page = Reading.as("reader").page("/designations/" + listed.designation());
        assertThat(page)
                .contains(
                        "Council of the Invented",
                        "Seals",
                        "In force",
                        "<bdi>목세돌</bdi>",
                        "Hangul",
                        "invented-1.ftm.json",
                        "/accessions/" + listed.first());
        assertThat(Reading.as("reader").page("/entity/" + listed.designation()))
                .contains("/designations/" + listed.designation());
        assertThat(Reading.as("reader").get("/designations/" + listed.target()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aUnitTellsWhoOfItIsDesignatedAndWhoIsNot() throws Exception {
        var unit = Reading.as("reader").page("/entity/" + listed.unit());
        var yes = unit.indexOf("Designated <span");
        var no = unit.indexOf("No designation known here");
        assertThat(yes).isPositive().isLessThan(no);
        assertThat(unit.substring(yes, no))
                .contains("Mok Se Dol", "Deputy head", "March 2009", "6 July 2016")
                .doesNotContain("Tae Mun Bok");
        assertThat(unit.substring(no)).contains("Tae Mun Bok");

        // Who is judged to be a listed man is listed.
        var rooms = home.rooms;
        new Judgements(
                        rooms.database(),
                        rooms.ledger(),
                        rooms.archive(),
                        rooms.casebook(),
                        rooms.clock())
                .judge(
                        rooms.roster()
                                .account(Clearance.SYSTEM, "everyone")
                                .orElseThrow()
                                .clearance(),
                        listed.target(),
                        listed.unlisted(),
                        Verdict.SAME,
                        Optional.empty(),
                        new Judgement.Words("Invented for this test.", ""));
        assertThat(Reading.as("reader").page("/entity/" + listed.unit()))
                .doesNotContain("No designation known here");
    }

    @Test
    void whoCouldBeOnAListIsAskedByOneNameOrByATable() throws Exception {
        var reader = Reading.as("reader");
        assertThat(reader.page("/screening")).contains("FollowTheMoney targets");
        var one = reader.postParts("/screening", Map.of("name", "목세돌", "born", "1961"));
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body())
                .contains(
                        "Mok Se Dol",
                        "same date of birth",
                        "/designations/" + listed.designation());
        var table =
                reader.postParts(
                        "/screening",
                        Map.of("people", "full_name,born\nMok Sedol,1961\nNobody Whatever,\n"));
        assertThat(table.body()).contains("Mok Se Dol", "Nobody Whatever", "nobody</span>");
        for (var wrong :
                List.of(
                        Map.of("name", " "),
                        Map.of("people", "who\nMok"),
                        Map.of("people", "name,born\nMok,yesterday"),
                        Map.of("name", "Mok", "born", "yesterday"))) {
            assertThat(reader.postParts("/screening", wrong).statusCode())
                    .as(wrong.toString())
                    .isEqualTo(422);
        }
    }
}
