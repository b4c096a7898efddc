package org.haetae.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Revision;
import org.haetae.casebook.Value;
import org.haetae.exchange.Exports;
import org.haetae.exchange.Table;
import org.haetae.exchange.TableFormat;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Automatic;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Proposals;
import org.haetae.resolve.Spellings;
import org.haetae.resolve.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Judgements of two entities in a real home: who sees them, what they leave alone, what the ledger
/// says when a row is altered.
class JudgementsTest {

    private static ServedHome home;
    private static Judgements judgements;
    private static ItemId open;
    private static ItemId hidden;

    @BeforeAll
    static void begin() throws Exception {
        home = ServedHome.get();
        judgements =
                new Judgements(
                        home.rooms.database(),
                        home.rooms.ledger(),
                        home.rooms.archive(),
                        home.rooms.casebook(),
                        home.rooms.clock());
        var text = "Invented statement of two men with one name. ".repeat(4).getBytes(UTF_8);
        home.receive("Judgements", CompartmentId.GENERAL, Map.of("judged-open.txt", text));
        home.receive("Judgements", home.sealed, Map.of("judged-hidden.txt", text));
        home.rooms.readingRoom().catchUp();
        open = home.item("judged-open.txt");
        hidden = home.item("judged-hidden.txt");
    }

    private static Clearance as(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
    }

    private static EntityId person(String name) {
        return person(name, open);
    }

    private static EntityId person(String name, ItemId from) {
        var id = EntityId.random();
        record(id, "name", new Value.Name(name, Optional.empty()), from);
        return id;
    }

    private static void record(EntityId id, String property, Value value, ItemId from) {
        home.rooms
                .casebook()
                .record(
                        as("everyone"),
                        List.of(
                                NewClaim.of(
                                        id,
                                        "person",
                                        property,
                                        value,
                                        new NewClaim.Cite(from, new Locator.Passage(1, 0, 12)),
                                        Grade.UNJUDGED)));
    }

    private static Judgement judge(EntityId one, EntityId other, Verdict verdict) {
        return judgements.judge(
                as("everyone"),
                one,
                other,
                verdict,
                Optional.of("model-1"),
                new Judgement.Words("They share a birthplace.", "name: exact"));
    }

    private static List<EntityId> members(String login, EntityId of) {
        return judgements.cluster(as(login), of).members();
    }

    private static void refused(Why why, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        CaseRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    /// The rows of some entities: other tests record people in this home too.
    private static List<String> exported(EntityId... of) throws IOException {
        var rooms = home.rooms;
        var out = new ByteArrayOutputStream();
        new Exports(
                        rooms.casebook(),
                        rooms.archive().uses(),
                        rooms.database(),
                        rooms.ledger(),
                        rooms.clock())
                .table(
                        as("everyone"),
                        Optional.empty(),
                        new Table("person", List.of("name", "occupation"), List.of()))
                .write(TableFormat.CSV, Locale.ENGLISH, out);
        return out.toString(UTF_8)
                .lines()
                .filter(line -> Stream.of(of).anyMatch(id -> line.startsWith(id.toString())))
                .toList();
    }

    /// Two more who bear the same claims and were never judged tell what would stand in the exports
    /// if the merge had never been; ids alone differ.
    @Test
    void aMergeTwentyClaimsLaterUndoneLeavesExportsAsIfItHadNeverBeen() throws IOException {
        var one = person("Ri Chol Min");
        var other = person("Ri Chol-min");
        var never = person("Ri Chol Min");
        var neverOther = person("Ri Chol-min");
        judge(one, other, Verdict.SAME);
        assertThat(members("everyone", one)).containsExactlyInAnyOrder(one, other);
        for (int i = 0; i < 20; i++) {
            var trade = new Value.Text("Trade " + i, Optional.empty());
            record(i % 2 == 0 ? one : other, "occupation", trade, open);
            record(i % 2 == 0 ? never : neverOther, "occupation", trade, open);
        }
        var merged = exports();
        assertThat(home.rooms.casebook().entity(as("everyone"), one).orElseThrow().claims())
                .hasSize(11);
        judge(one, other, Verdict.DIFFERENT);
        assertThat(members("everyone", one)).containsExactly(one);
        assertThat(members("everyone", other)).containsExactly(other);
        var undone = exports();
        assertThat(undone).hasSize(5);
        assertThat(undone).isEqualTo(merged);
        assertThat(withoutIds(exported(one))).isEqualTo(withoutIds(exported(never))).hasSize(1);
        assertThat(withoutIds(exported(other))).isEqualTo(withoutIds(exported(neverOther)));
        assertThat(judgements.history(as("everyone"), one, other))
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.SAME, Verdict.DIFFERENT);
        assertThat(findings()).isEmpty();
    }

    private static List<String> withoutIds(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID"))
                .toList();
    }

    /// Everything of every kind that leaves, by its format, without the number by which the ledger
    /// knows each export and without when a workbook was written.
    private static Map<String, String> exports() throws IOException {
        var rooms = home.rooms;
        var exports =
                new Exports(
                        rooms.casebook(),
                        rooms.archive().uses(),
                        rooms.database(),
                        rooms.ledger(),
                        rooms.clock());
        var by = as("everyone");
        var made = new LinkedHashMap<String, String>();
        for (var format : TableFormat.values()) {
            var out = new ByteArrayOutputStream();
            var table =
                    exports.table(
                            by,
                            Optional.empty(),
                            new Table("person", List.of("name", "occupation"), List.of()));
            table.write(format, Locale.ENGLISH, out);
            made.put(format.word(), told(out, table.id()));
        }
        var money = new ByteArrayOutputStream();
        var ftm = exports.followTheMoney(by, Optional.empty());
        ftm.write(money);
        made.put("FollowTheMoney", told(money, ftm.id()));
        var annotations = new ByteArrayOutputStream();
        var notes = exports.annotations(by, Optional.empty(), rooms.archive());
        notes.write(List.of(open), Locale.ENGLISH, annotations);
        made.put("annotations", told(annotations, notes.id()));
        return made;
    }

    /// Of a workbook what is in it, byte for byte.
    private static String told(ByteArrayOutputStream out, UUID export) throws IOException {
        var told = out.toString(ISO_8859_1);
        if (told.startsWith("PK")) {
            var file = Files.createTempFile("exported", ".xlsx");
            Files.write(file, out.toByteArray());
            var parts = new StringBuilder();
            try (var zip = new ZipFile(file.toFile())) {
                for (var part : Collections.list(zip.entries())) {
                    parts.append(part.getName())
                            .append(
                                    new String(
                                            zip.getInputStream(part).readAllBytes(), ISO_8859_1));
                }
            } finally {
                Files.delete(file);
            }
            told = parts.toString();
        }
        return told.replace(export.toString(), "EXPORT")
                .replaceAll("<dcterms:created[^<]*", "<dcterms:created");
    }

    @Test
    void whoMayNotSeeOneOfThemSeesNoJudgement() {
        var one = person("Kim Il Ryong");
        var other = person("Kim Il-ryong", hidden);
        judge(one, other, Verdict.SAME);
        assertThat(members("everyone", one)).hasSize(2);
        assertThat(members("reader", one)).containsExactly(one);
        assertThat(judgements.history(as("reader"), one, other)).isEmpty();
        refused(
                Why.NOT_THERE,
                () ->
                        judgements.judge(
                                as("investigator"),
                                one,
                                other,
                                Verdict.SAME,
                                Optional.empty(),
                                new Judgement.Words("A guess.", "")));
    }

    @Test
    void aJudgementNeedsAReasonTwoEntitiesOfOneKindAndAPermission() {
        var one = person("Pak Un Ha");
        var other = person("Pak Un-ha");
        var why = new Judgement.Words("Why.", "");
        refused(
                Why.UNFIT,
                () ->
                        judgements.judge(
                                as("everyone"),
                                one,
                                other,
                                Verdict.SAME,
                                Optional.empty(),
                                new Judgement.Words(" ", "")));
        refused(
                Why.UNFIT,
                () ->
                        judgements.judge(
                                as("everyone"), one, one, Verdict.SAME, Optional.empty(), why));
        refused(
                Why.NOT_PERMITTED,
                () ->
                        judgements.judge(
                                as("reader"), one, other, Verdict.SAME, Optional.empty(), why));
        assertThat(members("everyone", one)).containsExactly(one);
    }

    @Test
    void reasonAndEvidenceAreKeptWithIt() {
        var one = person("Choe Sun Bok");
        var other = person("Choe Sun-bok");
        judge(one, other, Verdict.UNSURE);
        assertThat(judgements.history(as("everyone"), one, other))
                .singleElement()
                .satisfies(
                        judgement -> {
                            assertThat(judgement.model()).contains("model-1");
                            assertThat(judgement.words())
                                    .contains(
                                            new Judgement.Words(
                                                    "They share a birthplace.", "name: exact"));
                        });
    }

    @Test
    void whoMayBeOneIsProposedUntilItIsJudged() {
        var one = person("Rim Kwang Hyok");
        var other = person("Rim Kwanghyok");
        var secret = person("Rim Kwang Hyok", hidden);
        for (var id : List.of(one, other)) {
            record(id, "birth-date", new Value.Date(HistoricDate.of("1961-04-05")), open);
        }
        var proposals = new Proposals(home.rooms.casebook(), judgements);
        var seen = proposed(proposals, "everyone", one);
        assertThat(seen).containsKeys(other, secret);
        assertThat(seen.get(other).why().probability()).isGreaterThan(0.99);
        // Of the third one nothing but the name is known.
        assertThat(seen.get(secret).why().probability()).isLessThanOrEqualTo(0.9);
        assertThat(seen.get(secret).why().sentence(Locale.ENGLISH))
                .contains("Rim Kwang Hyok", "Not stated on both sides: date of birth");
        assertThat(proposed(proposals, "reader", one)).containsOnlyKeys(other);

        judge(one, other, Verdict.DIFFERENT);
        assertThat(proposed(proposals, "everyone", one)).containsOnlyKeys(secret);
    }

    @Test
    void oneNameInFourScriptsIsProposedAndNeverMore() {
        var hangul = person("최부일");
        var latin = person("Choe Pu Il");
        var cyrillic = person("Чхве Бу Иль");
        var hanja = person("崔富日");
        var other = person("최부열");
        var proposals = new Proposals(home.rooms.casebook(), judgements);
        var seen = proposed(proposals, "everyone", latin);
        assertThat(seen).containsKeys(hangul, cyrillic, hanja).doesNotContainKey(other);
        assertThat(seen.get(hangul).why().probability()).isBetween(0.2, 0.9);
        assertThat(seen.get(hangul).why().sentence(Locale.ENGLISH))
                .contains("another spelling of the same name");
        assertThat(members("everyone", latin)).containsExactly(latin);
    }

    @Test
    void twoAreJudgedOnTheirPageWithAReason() throws Exception {
        var one = person("Paek Tok Sam");
        var other = person("백덕삼");
        var secret = person("Paek Tok-sam", hidden);
        for (var id : List.of(one, other)) {
            record(id, "birth-date", new Value.Date(HistoricDate.of("1948-11-30")), open);
        }
        var everyone = Reading.as("everyone");
        var pair = "/resolve?one=%s&other=%s".formatted(one, other);
        assertThat(everyone.page("/resolve?kind=person")).contains("Paek Tok Sam", "Paek Tok-sam");
        assertThat(everyone.page(pair))
                .contains(
                        "Paek Tok Sam",
                        "백덕삼",
                        "1948-11-30",
                        "judged-open.txt",
                        "another spelling of the same name",
                        "Not stated on both sides");
        assertThat(everyone.in("ko").page(pair)).contains("같은 이름의 다른 표기");
        var hiddenPair = "/resolve?one=%s&other=%s".formatted(one, secret);
        assertThat(everyone.get(hiddenPair).statusCode()).isEqualTo(200);
        assertThat(Reading.as("reader").get(hiddenPair).statusCode()).isEqualTo(404);
        assertThat(Reading.as("reader").page("/resolve")).doesNotContain("Paek Tok-sam");
        assertThat(Reading.as("reader").page(pair)).doesNotContain("id=\"reason\"");

        assertThat(judged(everyone, one, other, "same", " ").statusCode()).isEqualTo(422);
        assertThat(judged(everyone, one, other, "", "One birth date.").body())
                .contains("One birth date.", "Nothing was recorded");
        assertThat(members("everyone", one)).containsExactly(one);
        assertThat(judged(everyone, one, other, "same", "One birth date.").statusCode())
                .isEqualTo(303);
        assertThat(members("everyone", one)).containsExactlyInAnyOrder(one, other);
        assertThat(judgements.history(as("everyone"), one, other).getLast())
                .satisfies(
                        judgement -> {
                            assertThat(judgement.model()).isPresent();
                            assertThat(judgement.words().orElseThrow().evidence())
                                    .contains("1948-11-30", "prior");
                        });
        assertThat(everyone.page(pair)).contains("One birth date.", "Judged before");
        assertThat(everyone.page("/resolve"))
                .doesNotContain(pair, "one=%s&other=%s".formatted(other, one));
    }

    private static java.net.http.HttpResponse<String> judged(
            Reading by, EntityId one, EntityId other, String verdict, String reason)
            throws Exception {
        return by.post(
                "/resolve",
                Map.of(
                        "one",
                        one.toString(),
                        "other",
                        other.toString(),
                        "verdict",
                        verdict,
                        "reason",
                        reason));
    }

    @Test
    void thePageOfAnEntityTellsWhoElseItCouldBe() throws Exception {
        var one = person("Ok Ryong Hwan");
        var other = person("옥룡환");
        var secret = person("Ok Ryong-hwan", hidden);
        Reading.as("everyone").page("/resolve");
        Reading.as("reader").page("/resolve");
        assertThat(Reading.as("everyone").page("/entity/" + one))
                .contains("Who else could this be", "other=" + other, "other=" + secret);
        assertThat(Reading.as("reader").page("/entity/" + one))
                .contains("other=" + other)
                .doesNotContain(secret.toString(), "Ok Ryong-hwan");
        judge(one, other, Verdict.DIFFERENT);
        assertThat(Reading.as("everyone").page("/entity/" + one)).doesNotContain("other=" + other);
    }

    private static Map<EntityId, Proposals.Proposal> proposed(
            Proposals proposals, String login, EntityId of) {
        return proposals.of(as(login), "person").stream()
                .filter(one -> one.one().equals(of) || one.other().equals(of))
                .collect(
                        Collectors.toMap(
                                one -> one.one().equals(of) ? one.other() : one.one(), one -> one));
    }

    @Test
    void anAlteredRowIsTold() {
        var one = person("Han Myong Su");
        var other = person("Han Myong-su");
        var position = judge(one, other, Verdict.SAME).position();
        for (String harm :
                List.of(
                        "update judgement set verdict = 2 where position = ?",
                        "update judgement set verdict = 99 where position = ?",
                        "update judgement set actor = gen_random_uuid() where position = ?",
                        "update judgement set model = 'another' where position = ?",
                        "update judgement set sealed = null where position = ?",
                        "update judgement set other = 'ffffffff-ffff-ffff-ffff-ffffffffffff' where position = ?",
                        "update judgement set position = -position where position = ?")) {
            var kept = row(position);
            alter(harm, position);
            assertThat(findings()).as(harm).isNotEmpty();
            alter(
                    "update judgement set position = abs(position) where abs(position) = ?",
                    position);
            home.rooms
                    .database()
                    .run(
                            Clearance.SYSTEM,
                            transaction ->
                                    transaction
                                            .sql()
                                            .sql(
                                                    "update judgement set verdict = 1, model = 'model-1', actor = ?, sealed = ?, other = ? where position = ?")
                                            .params(
                                                    kept.get("actor"),
                                                    kept.get("sealed"),
                                                    kept.get("other"),
                                                    position)
                                            .update());
            assertThat(findings()).isEmpty();
        }
    }

    private static Map<String, Object> row(long position) {
        return home.rooms
                .database()
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select * from judgement where position = ?")
                                        .param(position)
                                        .query()
                                        .singleRow());
    }

    private static void alter(String sql, long position) {
        home.rooms
                .database()
                .run(
                        Clearance.SYSTEM,
                        transaction -> transaction.sql().sql(sql).param(position).update());
    }

    private static List<String> findings() {
        return Judgements.verify(home.rooms.database(), home.rooms.ledger()).stream()
                .map(finding -> finding.code())
                .toList();
    }

    @Test
    void thePageOfEitherShowsTheClaimsOfBothEachUnderItsOwnEntity() throws Exception {
        var one = person("O Jong Gil");
        var other = person("O Jong-gil the elder");
        judge(one, other, Verdict.SAME);
        assertThat(Reading.as("everyone").page("/entity/" + one))
                .contains("O Jong-gil the elder", "Judged the same", "/entity/" + other);
        assertThat(Reading.as("everyone").page("/entity/" + other))
                .contains("O Jong Gil", "/entity/" + one);
        judge(one, other, Verdict.UNSURE);
        assertThat(Reading.as("everyone").page("/entity/" + one)).doesNotContain("Judged the same");
    }

    /// The one thing of it that is in the ledger for anyone to read names one entity and no other.
    @Test
    void theLedgerNamesOneOfTheTwo() {
        var one = person("Jo Kum Chol");
        var other = person("Jo Kum-chol");
        var judgement = judge(one, other, Verdict.SAME);
        assertThat(home.rooms.ledger().after(judgement.position() - 1, 1).getFirst().entry())
                .satisfies(
                        entry -> {
                            assertThat(entry.object()).isEqualTo(judgement.one().value());
                            assertThat(entry.code()).isEqualTo(1);
                        });
        assertThat(List.<UUID>of(judgement.one().value(), judgement.other().value()))
                .containsExactlyInAnyOrder(one.value(), other.value());
    }

    private static List<EntityId> beside(String login, EntityId id) {
        var entity = home.rooms.casebook().entity(as(login), id).orElseThrow();
        return new Proposals(home.rooms.casebook(), judgements)
                .beside(as(login), entity, 10).stream().map(Proposals.Proposal::other).toList();
    }

    @Test
    void anEntityFindsByKeysWhoIsCalledSoInAnyScriptAndNobodyWhoIsHidden() {
        var one = person("홍보람찬");
        var other = person("Hong Bo-ramchan");
        var secret = person("Hong Poramch'an", hidden);
        person("Hong Se-mi");
        assertThat(beside("everyone", one)).containsExactlyInAnyOrder(other, secret);
        assertThat(beside("reader", one)).containsExactly(other);
        judge(one, other, Verdict.DIFFERENT);
        assertThat(beside("reader", one)).isEmpty();
    }

    @Test
    void whoIsCalledOtherwiseFromNowOnIsFoundByTheNewNameAlone() {
        var casebook = home.rooms.casebook();
        var one = person("Pang Sol-gi");
        var other = person("Nam Pit-na");
        assertThat(beside("everyone", one)).doesNotContain(other);
        var claim = casebook.entity(as("everyone"), other).orElseThrow().claims().getFirst();
        casebook.revise(
                as("everyone"),
                claim.id(),
                1,
                new Revision(
                        Optional.of(new Value.Name("방솔기", Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "misread"));
        assertThat(beside("everyone", one)).containsExactly(other);
        var before = keys(other);
        assertThat(before).isNotEmpty();
        casebook.makeKeys(done -> {});
        assertThat(keys(other)).isEqualTo(before);
        assertThat(casebook.keysAreMade()).isTrue();
    }

    private static List<Long> keys(EntityId of) {
        return home.rooms
                .database()
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                "select key from claim_key where entity = ? order by key")
                                        .param(of.value())
                                        .query(Long.class)
                                        .list());
    }

    /// A number is shared, lent or copied wrongly: it finds, and does not make one of two.
    @Test
    void aNumberOfAPaperFindsButIsNobody() {
        var one = person("Kye Un-sol");
        var other = person("Ma Tae-rim");
        var third = person("Kye Un Sol");
        record(one, "public-number", new Value.Text("Passport 9911-22334", Optional.empty()), open);
        for (var id : List.of(other, third)) {
            record(
                    id,
                    "public-number",
                    new Value.Text("Passport no. 991122334 (Somewhere)", Optional.empty()),
                    open);
        }
        var proposals = new Proposals(home.rooms.casebook(), judgements);
        assertThat(beside("everyone", one)).contains(third).doesNotContain(other);
        assertThat(
                        proposals
                                .explained(as("everyone"), one, other)
                                .orElseThrow()
                                .why()
                                .probability())
                .isLessThan(0.5);
        assertThat(
                        proposals
                                .explained(as("everyone"), one, third)
                                .orElseThrow()
                                .why()
                                .probability())
                .isGreaterThan(0.99);
    }

    @Test
    void whoAsksForASecondOpinionWaitsForSomebodyElseAndWhoContradictsIsShown() {
        var one = person("Ok Pun-dae");
        var other = person("Ok Pun Dae");
        var words = new Judgement.Words("They served together.", "");
        judgements.judge(as("everyone"), one, other, Verdict.SAME, Optional.empty(), words, true);
        assertThat(members("reader", one)).hasSize(2);
        assertThat(judged(judgements.awaitingSecond(as("investigator"), 50))).contains(one);
        judgements.judge(
                as("investigator"), one, other, Verdict.DIFFERENT, Optional.empty(), words);
        assertThat(judged(judgements.awaitingSecond(as("investigator"), 50))).doesNotContain(one);
        assertThat(judged(judgements.disagreed(as("everyone"), 50))).contains(one);
        judge(one, other, Verdict.DIFFERENT);
        assertThat(judged(judgements.disagreed(as("everyone"), 50))).doesNotContain(one);
        judge(one, other, Verdict.UNSURE);
        assertThat(beside("everyone", one)).doesNotContain(other);
        assertThat(beside("investigator", one)).contains(other);
        assertThat(findings()).isEmpty();
    }

    private static List<EntityId> judged(List<Judgement> judgements) {
        return judgements.stream().flatMap(one -> Stream.of(one.one(), one.other())).toList();
    }

    @Test
    void theSoftwareJoinsWhatLeavesNoDoubtWhereAGroupWantsItAndOnlyThere() {
        var one = person("Ro Hye-gang");
        var numbered = person("로혜강");
        var namesake = person("Ro Hye Gang");
        var elsewhere = person("Ro Hye-gang", hidden);
        for (var id : List.of(one, numbered)) {
            record(id, "public-number", new Value.Text("No. 55-771920", Optional.empty()), open);
        }
        record(elsewhere, "public-number", new Value.Text("55771920", Optional.empty()), hidden);
        // Two who were told apart, and a third who could be either.
        var apart = List.of(person("Tae Un-byol"), person("Tae Unbyol"), person("Tae Un Byol"));
        for (var id : apart) {
            record(id, "public-number", new Value.Text("No. 55-771921", Optional.empty()), open);
        }
        judge(apart.get(0), apart.get(1), Verdict.DIFFERENT);
        var automatic =
                new Automatic(
                        judgements,
                        new Proposals(home.rooms.casebook(), judgements),
                        Set.of(CompartmentId.GENERAL));
        var joined = automatic.join("person");
        assertThat(joined).allSatisfy(by -> assertThat(by.by()).isEqualTo(ActorId.SYSTEM));
        assertThat(members("everyone", one)).containsExactlyInAnyOrder(one, numbered);
        assertThat(judged(joined))
                .doesNotContain(namesake, elsewhere)
                .doesNotContainAnyElementsOf(apart);
        assertThat(judged(judgements.automatic(as("reader"), 50))).contains(one, numbered);
        assertThat(automatic.join("person")).isEmpty();
        judge(one, numbered, Verdict.DIFFERENT);
        assertThat(automatic.join("person")).isEmpty();
        assertThat(members("everyone", one)).containsExactly(one);
    }

    @Test
    void theFrontOfALongQueueHasItsFirstPairsAndKeepsToWhatMayBeSeen() {
        var one = person("Kuk Han-sol");
        var other = person("국한솔");
        var secret = person("Kuk Hansol", hidden);
        for (var id : List.of(one, other, secret)) {
            for (int i = 0; i < 12; i++) {
                record(
                        id,
                        "occupation",
                        new Value.Text("Trade " + i, Optional.empty()),
                        id == secret ? hidden : open);
            }
        }
        var proposals = new Proposals(home.rooms.casebook(), judgements);
        var all = proposals.pairs(as("reader"), "person");
        var front = proposals.front(as("reader"), "person", 10);
        assertThat(front).noneMatch(pair -> pair.has(secret));
        assertThat(front).anyMatch(pair -> pair.has(one) && pair.has(other));
        assertThat(front.getFirst()).isEqualTo(all.getFirst());
        assertThat(proposals.front(as("everyone"), "person", 10))
                .anyMatch(pair -> pair.has(one) && pair.has(secret));
    }

    @Test
    void whoIsCalledSoInAnotherScriptIsOfferedWhileTheNameIsTyped() throws Exception {
        var one = person("Pyo Sae-byok");
        var other = person("표새벽", hidden);
        person("Pyo Mu-gil");
        assertThat(meant("everyone", "표새벽")).containsExactlyInAnyOrder(one, other);
        assertThat(meant("reader", "표새벽")).containsExactly(one);
        assertThat(meant("reader", "Pyo Saebyŏk")).contains(one).doesNotContain(other);
        assertThat(meant("reader", "표")).isEmpty();
        for (var asked :
                Map.of(
                                "/incidents/names",
                                Map.of("name", "표새벽", "kinds", "person"),
                                "/items/" + open + "/cite",
                                Map.of(
                                        "do", "look", "name", "표새벽", "page", "1", "start", "0",
                                        "end", "12"))
                        .entrySet()) {
            assertThat(Reading.as("investigator").post(asked.getKey(), asked.getValue()).body())
                    .contains(one.toString(), "may be another spelling")
                    .doesNotContain(other.toString());
        }
    }

    private static List<EntityId> meant(String login, String typed) {
        return new Spellings(home.rooms.casebook())
                .of(as(login), typed, List.of("person"), 5).stream()
                        .peek(one -> assertThat(one.probability()).isLessThanOrEqualTo(0.9))
                        .map(one -> one.entity().id())
                        .toList();
    }
}
