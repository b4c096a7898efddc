package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.ItemId;
import org.haetae.extract.Readings.Wait;
import org.haetae.extract.Sandbox;
import org.haetae.extract.Workers;
import org.haetae.home.Intruder;
import org.haetae.ledger.LedgerCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        List<String> read = takeReadings(late, closed);
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
            for (String reading : read) {
                sql(
                        """
                        insert into reading
                        select * from jsonb_populate_record(null::reading, ?::jsonb)
                        """,
                        reading);
            }
        }
    }

    private static List<String> takeReadings(ItemId... items) {
        return home.rooms
                .database()
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                """
                                                delete from reading where item = any(?)
                                                returning to_jsonb(reading)::text
                                                """)
                                        .param(ids(items))
                                        .query(String.class)
                                        .list());
    }

    private static java.util.UUID[] ids(ItemId... items) {
        return java.util.stream.Stream.of(items).map(ItemId::value).toArray(java.util.UUID[]::new);
    }

    @Test
    void reasonsAreToldInTheLanguageOfThePageAndInEnglishToPrograms() throws Exception {
        home.receive(
                "Cut",
                CompartmentId.GENERAL,
                Map.of("cut.pdf", bytes("%PDF-1.7 nothing follows here")));
        home.catchUp();
        var reading =
                home.rooms.readings().of(Clearance.SYSTEM, home.item("cut.pdf")).orElseThrow();
        assertThat(reading.reason()).isNotBlank();
        String korean = Reasons.tell(Words.in(Language.KO), reading.reason());
        assertThat(korean).isNotEqualTo(reading.reason());
        Reading archivist = Reading.as("archivist");
        String item = "/items/" + home.item("cut.pdf");
        assertThat(archivist.page(item)).contains(reading.reason());
        assertThat(archivist.in("ko").page(item)).contains(korean);
        assertThat(archivist.in("ko").page("/outcomes")).contains(korean);
        assertThat(archivist.in("ko").page("/api/v1" + item)).contains(reading.reason());
    }

    // Accessions

    @Test
    void whatWasReceivedTwiceSaysOfWhatItIsADuplicateToThoseWhoMaySeeThat() throws Exception {
        var first =
                home.receive(
                        "First giver",
                        CompartmentId.GENERAL,
                        Map.of("first.txt", bytes("the same bytes")));
        var second =
                home.receive(
                        "Second giver",
                        CompartmentId.GENERAL,
                        Map.of("second.txt", bytes("the same bytes"), "own.txt", bytes("its own")));
        var closed =
                home.receive(
                        "Closed giver", home.sealed, Map.of("third.txt", bytes("the same bytes")));
        home.catchUp();
        Reading archivist = Reading.as("archivist");
        String link = "/items/" + home.item("first.txt");
        for (String path : List.of("", "/receipt")) {
            assertThat(archivist.page("/accessions/" + second + path))
                    .as(path)
                    .contains("second.txt", "own.txt", "the same bytes as", "first.txt", link);
            assertThat(archivist.page("/accessions/" + first + path))
                    .as(path)
                    .doesNotContain("the same bytes as", "second.txt", "third.txt");
            // Equal bytes in other compartments are another item, and say nothing of this one.
            assertThat(Reading.as("everyone").page("/accessions/" + closed + path))
                    .as(path)
                    .contains("third.txt")
                    .doesNotContain("the same bytes as", "first.txt");
            assertThat(archivist.get("/accessions/" + closed + path).statusCode()).isEqualTo(404);
        }
        assertThat(archivist.page(link)).contains("Received again as", "second.txt");
        assertThat(archivist.in("ko").page("/accessions/" + second)).contains("같은 바이트:");
    }

    @Test
    void accessionsAndWhatWasReceivedWithThemArePagedWithoutLossOrRepetition() throws Exception {
        var archive = home.rooms.archive();
        var by = Clearance.of(home.someone, Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        var walked = new java.util.ArrayList<org.haetae.archive.AccessionId>();
        Optional<org.haetae.archive.AccessionId> after = Optional.empty();
        while (true) {
            var page = archive.accessions(by, after, 1);
            if (page.isEmpty()) {
                break;
            }
            walked.add(page.getFirst().id());
            after = Optional.of(walked.getLast());
        }
        assertThat(walked)
                .doesNotHaveDuplicates()
                .doesNotContain(home.sealedAccession)
                .hasSameElementsAs(archive.accessions(by).stream().map(one -> one.id()).toList());
        var paths = new java.util.ArrayList<String>();
        long position = -1;
        while (true) {
            var page = archive.receptions(by, home.openAccession, false, position, 2);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(one -> paths.add(one.path()));
            position = page.getLast().position();
        }
        assertThat(paths).doesNotHaveDuplicates().contains("testimony.txt", "raw.bin");
        assertThat(archive.received(by, List.of(home.openAccession, home.sealedAccession)))
                .containsOnlyKeys(home.openAccession)
                .hasEntrySatisfying(
                        home.openAccession,
                        received -> assertThat(received.all()).isEqualTo(paths.size()));
    }

    @Test
    void oneReadingAgainAtATime() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        var errands = home.server.context().getBean(Errands.class);
        var other =
                errands.begin(
                                "reading again",
                                () -> {
                                    try {
                                        go.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                })
                        .orElseThrow();
        try {
            Reading archivist = Reading.as("archivist");
            var answer = archivist.post("/outcomes/reread", "outcome", "read");
            assertThat(answer.headers().firstValue("location").orElse(""))
                    .endsWith("/outcomes?reread=-1");
            assertThat(archivist.page("/outcomes?reread=-1"))
                    .contains("Files are being read again already");
        } finally {
            go.countDown();
            other.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void theTableOfTermsSaysInTheReadersLanguageWhatWasNotUnderstood() throws Exception {
        var by = Clearance.of(home.someone, Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        var id =
                home.server
                        .context()
                        .getBean(KeptSearches.class)
                        .keep(by, Asked.batch("*camp\ncamp"));
        Reading someone = Reading.as("someone");
        assertThat(someone.page("/batch/" + id + "/table.csv")).contains("A word cannot begin");
        assertThat(someone.in("ko").page("/batch/" + id + "/table.csv"))
                .contains("첫 글자를")
                .doesNotContain("A word cannot begin");
    }

    // Parts

    @Test
    void aContainerOfManyPartsIsGoneThroughPageByPageAndEachPartIsThereOnce() throws Exception {
        var zip = new ByteArrayOutputStream();
        try (var parts = new ZipOutputStream(zip)) {
            for (int i = 0; i < 450; i++) {
                parts.putNextEntry(new ZipEntry("note-%d.txt".formatted(i)));
                parts.write(bytes("note %d in the box of many".formatted(i)));
            }
            parts.putNextEntry(new ZipEntry("again.txt"));
            parts.write(bytes("note 7 in the box of many"));
        }
        home.receive("Many", CompartmentId.GENERAL, Map.of("many.zip", zip.toByteArray()));
        home.catchUp();
        Reading reader = Reading.as("reader");
        var item = "/items/" + home.item("many.zip");
        var seen = new ArrayList<String>();
        var next = Optional.of(item);
        int pages = 0;
        while (next.isPresent()) {
            String page = reader.page(next.get());
            assertThat(page).contains("450 parts");
            List<String> here = all("<li><a href=\"/items/[^\"]+\">(note-\\d+.txt)</a>", page);
            assertThat(here).hasSizeLessThanOrEqualTo(200);
            seen.addAll(here);
            next = all("rel=\"next\" href=\"([^\"]+)#parts\"", page).stream().findFirst();
            assertThat(page.contains("href=\"" + item + "#parts\"")).isEqualTo(pages > 0);
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(450).doesNotHaveDuplicates();
        assertThat(seen.subList(0, 3)).containsExactly("note-0.txt", "note-1.txt", "note-2.txt");

        // A part among so many shows those next to it, and the way to the others.
        String page = reader.page(item);
        String fifth = all("<li><a href=\"(/items/[^\"]+)\">note-50.txt</a>", page).getFirst();
        assertThat(reader.page(fifth))
                .contains(
                        "<span class=\"here\">note-50.txt</span>",
                        ">note-40.txt<",
                        ">note-60.txt<",
                        "href=\"" + item + "#parts\"")
                .doesNotContain(">note-39.txt<", ">note-61.txt<");
        assertThat(reader.get(item + "?after=nothing").statusCode()).isEqualTo(404);
    }

    private static List<String> all(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    // Types

    @Test
    void whatAnItemIsIsToldInTheLanguageOfThePage() throws Exception {
        Reading reader = Reading.as("reader");
        String item = "/items/" + home.item("testimony.txt");
        assertThat(reader.page(item)).contains("<span>Text</span>");
        assertThat(reader.in("ko").page(item))
                .contains("<span>글</span>")
                .doesNotContain("<span>Text</span>");
        Reading archivist = Reading.as("archivist");
        assertThat(archivist.in("ko").page("/outcomes"))
                .contains("웹 문서 (text/html)", "data-label=\"형식\">알 수 없음<");
        assertThat(archivist.page("/outcomes")).contains("Web page (text/html)");
    }

    // Health

    @Test
    void healthTellsHowEachPartStandsToThoseWhoMayVerifyAlone() throws Exception {
        Reading auditor = Reading.as("auditor");
        Reading everyone = Reading.as("everyone");
        home.catchUp();
        assertThat(auditor.page("/health"))
                .contains(
                        "PostgreSQL 1",
                        "everything received has been read",
                        "0 items that you may see wait",
                        "Space on the disk",
                        "Last checked here")
                // How many processes live and how much is read is for those who see everything.
                .doesNotContain(" alive; ");
        assertThat(everyone.page("/health")).contains(" alive; ");
        assertThat(auditor.in("ko").page("/health")).contains("데이터베이스", "읽기 프로세스", "디스크 공간");
        assertThat(Reading.as("reader").get("/health").statusCode()).isEqualTo(403);
        auditor.post("/health/check", "x", "");
        assertThat(auditor.page("/health"))
                .contains("inventory and key are as they were left", "run haetae verify")
                .doesNotContain("not yet");
    }

    @Test
    void theCheckOfThePageNamesARowThatNobodyEntered() throws Exception {
        Reading auditor = Reading.as("auditor");
        home.catchUp();
        try (var intruder = Intruder.beside(home.rooms.home())) {
            intruder.execute(
                    """
                    insert into exhibit (case_file, number, item, actor, at, compartments)
                    values (gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), now(), '{}')
                    """);
            try {
                auditor.post("/health/check", "x", "");
                assertThat(auditor.page("/health")).contains("REPORT-ROW-STRAY");
            } finally {
                intruder.execute("delete from exhibit where compartments = '{}'");
            }
        }
        auditor.post("/health/check", "x", "");
        assertThat(auditor.page("/health"))
                .contains("inventory and key are as they were left")
                .doesNotContain("REPORT-ROW-STRAY");
    }

    @Test
    void healthTellsOfTheProcessesThatReadOnlyWhatIsKnown() {
        Workers.Status resting = home.rooms.readingRoom().state().workers();
        assertThat(tell(Language.EN, resting, true).getLast()).startsWith("true ");
        var deadly = state(resting, Optional.of("no progress within 30 s"), Optional.empty());
        assertThat(tell(Language.EN, deadly, true).getLast())
                .startsWith("true ")
                .endsWith("ended by what they read, the last because: no progress within 30 s");
        assertThat(tell(Language.KO, deadly, true).getLast()).endsWith("30초 동안 나아가지 못했습니다");
        // That a file ended its reader tells something of files.
        assertThat(tell(Language.EN, deadly, false).getLast()).doesNotContain("progress");
        var dead =
                state(
                        resting,
                        Optional.empty(),
                        Optional.of("a worker process did not start (exit 1)"));
        assertThat(tell(Language.EN, dead, false).getLast())
                .startsWith("false the last one that was needed did not start")
                .endsWith("(exit 1)");
        assertThat(tell(Language.KO, dead, false).getLast())
                .startsWith("false ")
                .endsWith("읽는 프로세스가 켜지지 않았습니다(exit 1)");
    }

    @Test
    void healthNeedsSomebodyWhereReadersAreNotConfined(@TempDir Path folder) {
        var setting =
                Map.of(
                        false,
                        "files cannot be read without a sandbox: ",
                        true,
                        "none, by the setting");
        setting.forEach(
                (allowed, words) -> {
                    var state = Sandbox.without(folder, "bubblewrap is not installed", allowed);
                    var status = home.rooms.readingRoom().state().workers();
                    var bare =
                            new Workers.Status(
                                    0,
                                    0,
                                    status.finished(),
                                    0,
                                    Optional.empty(),
                                    0,
                                    0,
                                    state,
                                    Optional.empty());
                    assertThat(tell(Language.EN, bare, true).getFirst())
                            .startsWith("false " + words);
                    assertThat(tell(Language.EN, bare, true)).hasSize(allowed ? 2 : 1);
                    assertThat(tell(Language.KO, bare, true).getFirst())
                            .startsWith("false ")
                            .contains("격리")
                            .doesNotContain("Install");
                });
    }

    private static Workers.Status state(
            Workers.Status like, Optional<String> lastEnding, Optional<String> notStarted) {
        return new Workers.Status(0, 0, 7, 2, lastEnding, 1, 0, like.sandbox(), notStarted);
    }

    /// Whether each part is well, and what is said of it.
    private static List<String> tell(Language language, Workers.Status state, boolean counts) {
        Page page = new Page(Words.in(language), Theme.AUTO, null, "", new Assets(), "/health", "");
        return HealthDesk.workers(state, counts).stream()
                .map(part -> part.well() + " " + page.part(part))
                .toList();
    }

    @Test
    void aFindingIsToldInKoreanToo() {
        Words korean = Words.in(Language.KO);
        for (LedgerCode code : LedgerCode.values()) {
            var finding = code.at("tile/0/003", "nothing", "12 entries");
            String key = "finding.advice." + finding.code().toLowerCase(java.util.Locale.ROOT);
            assertThat(Words.in(Language.EN).say(key)).isEqualTo(finding.advice());
            assertThat(korean.say(key)).matches(".*[가-힣].*");
        }
        assertThat(Reasons.tellFinding(korean, "12 entries")).isEqualTo("항목 12개");
        assertThat(Reasons.tellFinding(korean, "what nobody foresaw"))
                .isEqualTo("what nobody foresaw");
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

    // Account

    @Test
    void anotherSecondFactorIsTakenOnlyWithThePasswordAndThePageSaysSo() throws Exception {
        home.account("two-steps", Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        Reading person = Reading.as("two-steps");
        String proposal = person.post("/account/factor/propose", Map.of()).body();
        assertThat(proposal)
                .contains("id=\"factor-password\"", "how you sign in")
                .doesNotContain("will not count any more");
        assertThat(person.in("ko").post("/account/factor/propose", Map.of()).body())
                .contains("로그인 방법을 바꾸지 못하게");
        String mine = secret(proposal);
        var form = Map.of("secret", mine, "code", Authenticator.code(mine), "password", "wrong");
        var refused = person.post("/account/factor", form);
        assertThat(refused.statusCode()).isEqualTo(422);
        // The device has this secret by now; a slip of the keyboard does not ask for another.
        assertThat(refused.body()).contains("The present password is wrong.", mine);
        assertThat(person.post("/account/factor", without(form, "password")).statusCode())
                .isEqualTo(422);
        assertThat(person.page("/account")).contains("Nothing but the password");

        assertThat(person.post("/account/factor", with(form, ServedHome.PASSWORD)).statusCode())
                .isEqualTo(303);
        assertThat(person.page("/account")).contains("Use another device");
        String other = person.post("/account/factor/propose", Map.of()).body();
        assertThat(other).contains("will not count any more", "id=\"factor-password\"");
        String theirs = secret(other);
        assertThat(
                        person.post(
                                        "/account/factor",
                                        Map.of(
                                                "secret",
                                                theirs,
                                                "code",
                                                Authenticator.code(theirs)))
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        home.rooms
                                .roster()
                                .signIn(
                                        "two-steps",
                                        ServedHome.PASSWORD.toCharArray(),
                                        Authenticator.code(mine)))
                .isPresent();
    }

    private static Map<String, String> with(Map<String, String> form, String password) {
        var other = new HashMap<>(form);
        other.put("password", password);
        return other;
    }

    private static Map<String, String> without(Map<String, String> form, String field) {
        var other = new HashMap<>(form);
        other.remove(field);
        return other;
    }

    private static String secret(String page) {
        Matcher found = Pattern.compile("<p class=\"secret\">([A-Z2-7]{32})</p>").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
