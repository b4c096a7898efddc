package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.ItemId;
import org.haetae.extract.Readings.Wait;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What pages say and to whom, asked without a browser.
class PagesTest {
    private static ServedHome home;

    @BeforeAll
    static void open() {
        home = ServedHome.get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void sql(String statement, Object... parameters) {
        home.rooms
                .database()
                .run(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(statement)
                                        .params(List.of(parameters))
                                        .update());
    }

    // Outcomes

    @Test
    void whatIsNotReadYetIsCountedAndListedAndWhatWaitsForRecognitionToo() throws Exception {
        home.receive(
                "Late handover",
                CompartmentId.GENERAL,
                Map.of("late.txt", bytes("late words"), "scan.txt", bytes("a scan, say")));
        home.receive("Late and closed", home.sealed, Map.of("later.txt", bytes("later words")));
        home.catchUp();
        ItemId late = home.item("late.txt");
        ItemId scan = home.item("scan.txt");
        ItemId closed = home.item("later.txt");
        // As they are between being received and being read.
        sql("delete from reading where item = any(?)", (Object) ids(late, closed));
        sql(
                """
                insert into ocr_waiting (item, compartments, pages, since)
                select id, compartments, '{1}', now() from item where id = ?
                """,
                scan.value());
        try {
            Reading archivist = Reading.as("archivist");
            assertThat(archivist.page("/outcomes"))
                    .contains("late.txt", "not read yet", "scan.txt", "being recognised")
                    .doesNotContain("later.txt");
            assertThat(archivist.in("ko").page("/outcomes")).contains("아직 읽지 않음", "글자 인식 중");
            assertThat(archivist.page("/outcomes?outcome=pending"))
                    .contains("late.txt")
                    .doesNotContain("scan.txt", "raw.bin");
            assertThat(archivist.page("/outcomes?outcome=recognising"))
                    .contains("scan.txt")
                    .doesNotContain("late.txt");
            assertThat(archivist.page("/outcomes?outcome=damaged")).doesNotContain("late.txt");
            assertThat(archivist.page("/api/v1/outcomes?outcome=pending"))
                    .contains(late.toString())
                    .doesNotContain(scan.toString(), closed.toString());
            var readings = home.rooms.readings();
            assertThat(readings.countWaiting(Clearance.SYSTEM, Wait.UNREAD, Optional.empty()))
                    .isEqualTo(2);
            assertThat(readings.countWaiting(Clearance.SYSTEM, Wait.UNTOLD, Optional.empty()))
                    .isEqualTo(3);
        } finally {
            sql("delete from ocr_waiting");
        }
    }

    private static java.util.UUID[] ids(ItemId... items) {
        return java.util.stream.Stream.of(items).map(ItemId::value).toArray(java.util.UUID[]::new);
    }

    // Items

    @Test
    void whoLookedIsToldToThoseWhoMaySeeTheLedgerAlone() throws Exception {
        String item = "/items/" + home.item("testimony.txt");
        Reading.as("everyone").page(item);
        assertThat(Reading.as("archivist").page(item)).contains(">History<", "viewed");
        for (String login : List.of("reader", "investigator", "documenter")) {
            assertThat(Reading.as(login).page(item))
                    .as(login)
                    .contains("testimony")
                    .doesNotContain(">History<", "viewed");
        }
    }

    // Search

    @Test
    void aQueryThatIsTooLongIsExplainedInEitherLanguage() throws Exception {
        String tooLong = "camp ".repeat(1_000);
        Reading reader = Reading.as("reader");
        var answer = reader.post("/search", "q", tooLong);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The query is too long: at most 4000 characters");
        assertThat(reader.in("ko").post("/search", "q", tooLong).body())
                .contains("검색식이 너무 깁니다. 최대 4000 자");
        var manyWords = reader.post("/search", "q", "a ".repeat(300));
        assertThat(manyWords.statusCode()).isEqualTo(303);
        assertThat(reader.get(manyWords.headers().firstValue("location").orElseThrow()).body())
                .contains("The query is too long");
    }

    @Test
    void keptSearchesAreSeenChangedAndRemovedByTheirMakerAlone() throws Exception {
        var maker = home.account("maker", Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        var other = home.account("other", Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        Reading.as("maker").post("/search", "q", "camp");
        Clearance theirs = Clearance.of(maker, Set.of(), Set.of());
        Clearance others = Clearance.of(other, Set.of(Role.values()), Set.of());
        assertThat(kept(theirs)).isEqualTo(1);
        assertThat(kept(others)).isZero();
        int changed =
                home.rooms
                        .database()
                        .as(
                                others,
                                transaction ->
                                        transaction.sql().sql("delete from kept_search").update());
        assertThat(changed).isZero();
        assertThat(kept(theirs)).isEqualTo(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () ->
                                home.rooms
                                        .database()
                                        .run(
                                                others,
                                                transaction ->
                                                        transaction
                                                                .sql()
                                                                .sql(
                                                                        """
                                                                        insert into kept_search (id, actor, sealed, made_at)
                                                                        values (gen_random_uuid(), ?, '', now())
                                                                        """)
                                                                .param(maker.value())
                                                                .update()))
                .hasStackTraceContaining("row-level security");
    }

    private static long kept(Clearance by) {
        return home.rooms
                .database()
                .as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select count(*) from kept_search")
                                        .query(Long.class)
                                        .single());
    }
}
