package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.access.Scope;
import org.haetae.archive.Archive;
import org.haetae.archive.Ground;
import org.haetae.archive.Portion;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.assess.Cases;
import org.haetae.assess.Correction;
import org.haetae.assess.Gap;
import org.haetae.assess.Standing;
import org.haetae.assess.Task;
import org.haetae.casebook.Claim;
import org.haetae.casebook.DraftId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Revision;
import org.haetae.casebook.Status;
import org.haetae.casebook.Step;
import org.haetae.casebook.Value;
import org.haetae.cli.Evidence;
import org.haetae.designations.Alert;
import org.haetae.designations.Alerts;
import org.haetae.home.Intruder;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;
import org.haetae.names.HistoricDate;
import org.haetae.propose.Proposals;
import org.haetae.report.Dossiers;
import org.haetae.report.LeftBefore;
import org.haetae.report.Redaction;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Verdict;
import org.haetae.roster.Token;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every column of every table of a home with something in each: altered in one row of each shape,
/// rows put in and taken out, by somebody with all power over the database. What the comparison of
/// rows says to that is what docs/formats/rows.md tells, line by line. All names are invented.
class EveryRowTest {

    private static final Path PAGE = Path.of("docs/formats/rows.md");

    /// Rows that are put in, and rows that are taken out, stand on the page beside the columns.
    private static final String MORE = "a row more";

    private static final String LESS = "a row less";

    /// Of a table with no more rows each is harmed.
    private static final int FEW = 6;

    private static final boolean ALL = "all".equals(System.getProperty("haetae.torture"));

    /// The same harm in every run, unless another is asked for: what a sample misses is for the
    /// full run to find, not for chance.
    private static final long SEED = Long.getLong("haetae.seed", 0);

    private static ServedHome home;
    private static Intruder intruder;

    @BeforeAll
    static void fill() throws Exception {
        System.out.println("rows by -Dhaetae.seed=" + SEED);
        home = ServedHome.apart();
        material();
        people();
        consents();
        casebook();
        lists();
        cases();
        erasures();
        home.catchUp();
        home.rooms
                .archive()
                .fixity()
                .prove(
                        () -> Optional.of(ActorId.SYSTEM),
                        Portion.EVERYTHING,
                        false,
                        1,
                        () -> false);
        home.rooms.archive().settle();
        home.rooms.ledger().publishNews();
        // Nothing of what follows is written by what works in the background.
        home.rest();
        intruder = Intruder.beside(home.rooms.home());
        kept();
        intruder.keep();
    }

    @AfterAll
    static void close() throws SQLException {
        if (intruder != null) {
            intruder.close();
        }
        if (home != null) {
            home.close();
        }
    }

    // ---- a home with something in every table

    private static Clearance as(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
    }

    private static void material() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : List.of("inner/one.txt", "inner/two.txt")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("An invented letter, " + name).getBytes(UTF_8));
            }
        }
        var rooms = home.rooms;
        var box =
                home.receive(
                        "A box", CompartmentId.GENERAL, Map.of("box.zip", bytes.toByteArray()));
        home.receive("A box again", CompartmentId.GENERAL, Map.of("copy.zip", bytes.toByteArray()));
        home.receive(
                "Statements",
                CompartmentId.GENERAL,
                Map.of(
                        "statement.txt",
                        "Invented statement. Ri Chol Su was held there, she says.".getBytes(UTF_8),
                        "fallen.txt",
                        "Invented statement that is taken back later.".getBytes(UTF_8)));
        var accession = rooms.archive().accession(Clearance.SYSTEM, box).orElseThrow();
        rooms.archive().missing(Clearance.SYSTEM, accession, "lost.txt", "it could not be read");
        rooms.archive().note(Clearance.SYSTEM, accession, "bagit", 0, "{}".getBytes(UTF_8));
        home.catchUp();
    }

    private static void people() throws Exception {
        var roster = home.rooms.roster();
        home.account("second", Set.of(Role.values()), Set.of(CompartmentId.GENERAL, home.sealed));
        home.account("third", Set.of(Role.values()), Set.of(CompartmentId.GENERAL));
        var password = ServedHome.PASSWORD.toCharArray();
        var session = home.session("second");
        var here = roster.bySession(session).orElseThrow();
        roster.makeToken(
                here,
                password,
                new Token(
                        "A program",
                        Set.of(Scope.READ, Scope.RECORD),
                        home.rooms.clock().instant().plus(Duration.ofDays(30))));
        var left = roster.signIn("third", password).orElseThrow().token();
        roster.signOut(left);
        var secret = roster.proposeSecondFactor();
        roster.setSecondFactor(here, password, secret, Authenticator.code(secret));
        roster.makeRecoveryCodes(roster.bySession(session).orElseThrow(), password);
    }

    private static void consents() throws IOException {
        var archive = home.rooms.archive();
        var general = Set.of(CompartmentId.GENERAL);
        var allowed = new Terms(List.of(Use.INTERNAL), Optional.empty(), Optional.empty());
        var consent =
                archive.consents()
                        .add(as("everyone"), "P-3", "testimony", general, Optional.of(allowed));
        archive.uses()
                .allow(
                        as("everyone"),
                        consent,
                        new Terms(
                                List.of(Use.INTERNAL),
                                Optional.of(java.time.LocalDate.of(2026, 1, 1)),
                                Optional.of(java.time.LocalDate.of(2099, 1, 1))),
                        "they asked for an end");
        home.receive(
                "Under consent",
                CompartmentId.GENERAL,
                Map.of("consented.txt", "Invented words under a consent.".getBytes(UTF_8)),
                consent);
        home.receive(
                "Bound later",
                CompartmentId.GENERAL,
                Map.of("bound.txt", "Invented words bound later.".getBytes(UTF_8)));
        archive.consents().bind(as("everyone"), consent, List.of(home.item("bound.txt").value()));
        var identity =
                archive.identities()
                        .keep(as("everyone"), "Witness P-3", "An invented name", general);
        archive.identities().open(as("everyone"), identity, "a summons came");
        home.withheld();
        home.catchUp();
    }

    private static NewClaim said(EntityId who, String property, Value value, String file) {
        return NewClaim.of(
                who,
                "person",
                property,
                value,
                new NewClaim.Cite(home.item(file), new Locator.Passage(1, 0, 8)),
                Grade.of("B2", "heard by two"));
    }

    private static Value name(String words) {
        return new Value.Name(words, Optional.empty());
    }

    private static Claim recorded(NewClaim claim) {
        return home.rooms.casebook().record(as("everyone"), List.of(claim)).getFirst();
    }

    private static final List<EntityId> PEOPLE =
            Stream.generate(EntityId::random).limit(4).toList();

    private static void casebook() {
        var book = home.rooms.casebook();
        var everyone = as("everyone");
        book.makeKeys(done -> {});
        for (int i = 0; i < PEOPLE.size(); i++) {
            recorded(said(PEOPLE.get(i), "name", name("Ri Chol Su"), "statement.txt"));
        }
        var one = PEOPLE.get(0);
        var born = new Value.Date(HistoricDate.of("1961-05"));
        var claim = recorded(said(one, "birth-date", born, "statement.txt"));
        recorded(said(one, "real-name", name("An invented one"), "statement.txt"));
        recorded(said(one, "name", name("An alias"), "fallen.txt"));
        recorded(said(EntityId.random(), "name", name("Of the fallen alone"), "fallen.txt"));
        var revised =
                book.revise(
                        everyone,
                        claim.id(),
                        1,
                        Revision.of(Status.DISPUTED, "another says otherwise"));
        var reviews = book.reviews();
        reviews.step(as("second"), claim.id(), revised.version(), Step.What.SENT_BACK, "mend it");
        reviews.step(as("second"), claim.id(), revised.version(), Step.What.AGREED, "");
        reviews.step(as("second"), claim.id(), revised.version(), Step.What.COMMENTED, "noted");
        reviews.assign(everyone, claim.id(), as("second"));
        reviews.assign(everyone, one, as("second"));
        var fallen = recorded(said(one, "birth-date", born, "fallen.txt"));
        reviews.step(as("second"), fallen.id(), 1, Step.What.COMMENTED, "falls with it");
        var judgements = home.server.context().getBean(Judgements.class);
        var words = new Judgement.Words("two letters agree", "evidence");
        judgements.judge(
                everyone, one, PEOPLE.get(1), Verdict.SAME, Optional.of("a model"), words, true);
        judgements.judge(everyone, one, PEOPLE.get(2), Verdict.DIFFERENT, Optional.empty(), words);
        home.server
                .context()
                .getBean(Proposals.class)
                .reject(everyone, home.item("statement.txt"), "a".repeat(64));
        var drafts = book.drafts();
        drafts.keep(everyone, DraftId.random(), "{}", Set.of(home.item("statement.txt")));
        var entered = DraftId.random();
        drafts.keep(everyone, entered, "{}", Set.of(home.item("statement.txt")));
        var about = EntityId.random();
        book.record(
                everyone,
                List.of(said(about, "name", name("Entered"), "statement.txt")),
                entered,
                about);
    }

    private static void lists() throws Exception {
        var listed = home.listed();
        recorded(said(PEOPLE.get(3), "name", name("Om Chi Hyon"), "statement.txt"));
        recorded(
                said(
                        PEOPLE.get(3),
                        "birth-date",
                        new Value.Date(HistoricDate.of("1958-04-02")),
                        "statement.txt"));
        version(1, entry("1958", "Seals"));
        var alerts = home.server.context().getBean(Alerts.class);
        for (var alert : alerts.open(as("everyone"))) {
            alerts.dismiss(as("everyone"), alert.position(), Alert.Reason.NAME_ALONE);
        }
        version(2, entry("1958-04", "Seals"));
        assertThat(listed).isNotNull();
        assertThat(alerts.open(as("everyone"))).isNotEmpty();
    }

    private static void cases() {
        var assessed = home.assessed();
        var cases = home.server.context().getBean(Cases.class);
        var everyone = as("everyone");
        var finding = assessed.finding();
        cases.judge(as("second"), finding.id(), 1, Standing.SENT_BACK, "say where");
        cases.judge(as("second"), finding.id(), 1, Standing.AGREED, "");
        cases.correct(
                everyone,
                home.item("statement.txt"),
                home.item("testimony.txt"),
                Correction.Verdict.INDEPENDENT,
                "two clerks");
        var task =
                cases.task(
                        everyone,
                        assessed.file().id(),
                        finding.element(),
                        finding.subject(),
                        Gap.NO_SECOND_ROOT,
                        Optional.of(as("second").actor()));
        cases.change(everyone, task.id(), task.position(), Task.State.DONE, Optional.empty());
        var redactions = home.server.context().getBean(Dossiers.class).redactions();
        var words = new Locator.Passage(1, 0, 3);
        for (var file : List.of("statement.txt", "testimony.txt")) {
            redactions.redact(
                    everyone,
                    assessed.file(),
                    home.item(file),
                    words,
                    Redaction.Ground.values()[0]);
        }
        redactions.lift(
                everyone,
                assessed.file(),
                redactions
                        .of(everyone, assessed.file())
                        .get(home.item("testimony.txt"))
                        .getFirst()
                        .id());
        LeftBefore.of(
                home.rooms.database(),
                home.rooms.ledger(),
                home.rooms.clock(),
                everyone,
                assessed.file(),
                List.of(home.item("statement.txt"), home.item("testimony.txt")));
    }

    private static void version(int number, String entry) throws Exception {
        home.list(
                "rows-%d.ftm.json".formatted(number),
                CompartmentId.GENERAL,
                "2026-09-%02d".formatted(number),
                entry);
    }

    private static String entry(String born, String programme) {
        return """
               {"id":"om1","caption":"Om Chi Hyon","schema":"Person","target":true,"last_change":"%%s","properties":{"name":["Om Chi Hyon"],"birthDate":["%s"],"sanctions":[{"id":"om1-s","schema":"Sanction","properties":{"program":["%s"]}}]}}"""
                .formatted(born, programme);
    }

    private static void erasures() throws IOException {
        var archive = home.rooms.archive();
        var consent =
                archive.consents()
                        .add(
                                as("everyone"),
                                "P-4",
                                "testimony",
                                Set.of(CompartmentId.GENERAL),
                                Optional.of(
                                        new Terms(
                                                List.of(Use.INTERNAL),
                                                Optional.empty(),
                                                Optional.empty())));
        var accession =
                home.receive(
                        "Withdrawn",
                        CompartmentId.GENERAL,
                        Map.of("withdrawn.txt", "Invented, and withdrawn.".getBytes(UTF_8)),
                        consent);
        home.catchUp();
        recorded(said(EntityId.random(), "name", name("Withdrawn"), "withdrawn.txt"));
        assertThat(accession).isNotNull();
        erase(consent.value());
        erase(home.item("fallen.txt").value());
        var decisions = archive.decisions();
        var letter = home.item("statement.txt").value();
        var refused =
                decisions.ask(as("everyone"), letter, Ground.WITHDRAWN, false, "they asked for it");
        decisions.refuse(as("second"), refused, "it is needed");
        decisions.ask(as("everyone"), letter, Ground.OTHER, false, "asked again");
        var holds = archive.holds();
        holds.place(as("everyone"), letter, "a court asked");
        var lifted = holds.place(as("everyone"), home.item("page.html").value(), "a court asked");
        holds.lift(as("second"), lifted, "the case is closed");
    }

    private static void erase(UUID object) {
        var archive = home.rooms.archive();
        var request =
                archive.decisions()
                        .ask(as("everyone"), object, Ground.WITHDRAWN, false, "they asked for it");
        archive.decisions().approve(as("second"), request, "agreed");
        home.rooms.erasure().carryOut();
        assertThat(archive.erasures().unfinished()).isEmpty();
    }

    /// What is kept for comfort, as the pages and the timers keep it.
    private static void kept() throws SQLException {
        for (var statement :
                List.of(
                        "insert into kept_search values (gen_random_uuid(), gen_random_uuid(), 'x', null, now(), now() + interval '1 day')",
                        "insert into kept_search values (gen_random_uuid(), gen_random_uuid(), 'x', 'x', now(), null)",
                        "insert into kept_table values (gen_random_uuid(), gen_random_uuid(), 'x', now())",
                        "insert into kept_mapping values (gen_random_uuid(), gen_random_uuid(), 'x', now())",
                        "insert into receiver values (gen_random_uuid(), 'x', now())",
                        "insert into backup_result values (true, now(), 1, 0)",
                        "insert into ocr_waiting select id, compartments, '{1,2}', now() from item where erased is null limit 1")) {
            intruder.execute(statement);
        }
    }

    // ---- the comparison

    /// @param codes of what it found
    /// @param broken why it came to no end
    private record Said(Set<String> codes, Optional<Throwable> broken) {}

    private static Said compare() throws IOException {
        var found = new ArrayList<Finding>();
        try {
            compared(found::add);
        } catch (RuntimeException e) {
            return new Said(Set.of(), Optional.of(e));
        }
        return new Said(
                found.stream()
                        .filter(one -> one.severity() != Severity.NOTICE)
                        .map(Finding::code)
                        .collect(Collectors.toCollection(TreeSet::new)),
                Optional.empty());
    }

    private static void compared(Consumer<Finding> found) throws IOException {
        var rooms = home.rooms;
        // Rooms that remember nothing from before.
        try (var archive =
                Archive.asFound(rooms.home(), rooms.database(), rooms.ledger(), rooms.clock())) {
            new Evidence(
                            rooms.home(),
                            rooms.database(),
                            rooms.ledger(),
                            rooms.attestations(),
                            archive,
                            rooms.readings(),
                            rooms.roster(),
                            rooms.clock(),
                            () -> {})
                    .compare(found);
        }
    }

    @Test
    void whatNobodyHarmedIsClean() throws Exception {
        assertThat(compare()).isEqualTo(new Said(Set.of(), Optional.empty()));
        for (var table : catalogue().keySet()) {
            assertThat(intruder.ask("select count(*) from " + table))
                    .as("rows of " + table)
                    .doesNotContain("0");
        }
    }

    @Test
    void whatFellWithAnErasureIsToldByItsDecision() throws Exception {
        var told = new ArrayList<Finding>();
        compared(told::add);
        assertThat(told).allMatch(one -> one.severity() == Severity.NOTICE);
        assertThat(told.stream().map(one -> one.expected().replaceAll(",.*", "")))
                .contains("erased by decision 1", "erased by decision 2");
        var fallen = home.rooms.casebook().citing(Clearance.SYSTEM, home.item("fallen.txt"));
        assertThat(fallen)
                .isNotEmpty()
                .allMatch(claim -> claim.value().isEmpty())
                .allMatch(claim -> claim.erased().equals(OptionalInt.of(2)));
    }

    // ---- the harm

    private record Column(String name, String type, boolean nullable) {}

    private static Map<String, List<Column>> catalogue() throws SQLException {
        var tables = new TreeMap<String, List<Column>>();
        for (var line :
                intruder.ask(
                        """
                        select concat_ws(' ', c.table_name, c.column_name, c.udt_name, c.is_nullable)
                        from information_schema.columns c join information_schema.tables t
                            using (table_schema, table_name)
                        where table_schema = 'public' and t.table_type = 'BASE TABLE'
                            and c.table_name <> 'haetae_migration'
                        order by c.table_name, c.ordinal_position
                        """)) {
            var words = line.split(" ");
            tables.computeIfAbsent(words[0], table -> new ArrayList<>())
                    .add(new Column(words[1], words[2], words[3].equals("YES")));
        }
        return tables;
    }

    /// Values of the same type that are not the one that stands there.
    private static List<String> others(Column column) {
        var values = new ArrayList<String>();
        var name = '"' + column.name() + '"';
        values.add(
                switch (column.type()) {
                    case "uuid" -> "'00000000-0000-4000-8000-00000000beef'::uuid";
                    case "bytea" ->
                            "case when length(%1$s) > 0 then set_byte(%1$s, length(%1$s) / 2, get_byte(%1$s, length(%1$s) / 2) # 1) else 'x' end"
                                    .formatted(name);
                    case "text" -> "coalesce(%s, '') || 'x'".formatted(name);
                    case "bpchar" -> "case %s when 'C' then 'D' else 'C' end".formatted(name);
                    case "int2", "int4", "int8", "numeric" -> "coalesce(%s, 0) + 1".formatted(name);
                    case "bool" -> "not " + name;
                    case "timestamptz" -> "coalesce(%s, now()) - interval '1 hour'".formatted(name);
                    case "date" -> "coalesce(%s, current_date) - 1".formatted(name);
                    case "tstzrange" ->
                            "case when isempty(%s) then '(,)'::tstzrange else 'empty' end"
                                    .formatted(name);
                    case "jsonb" ->
                            "case when %1$s is null then '{\"name\":\"Another\"}' else regexp_replace(%1$s::text, '(: *\"?)([0-9A-Za-z])', '\\1' || '9\\2')::jsonb end"
                                    .formatted(name);
                    case "_uuid" ->
                            "array_append(%s, '00000000-0000-4000-8000-00000000beef'::uuid)"
                                    .formatted(name);
                    case "_text" -> "array_append(%s, 'x')".formatted(name);
                    case "_bytea" -> "array_append(%s, 'x'::bytea)".formatted(name);
                    case "_int4", "_int8" ->
                            "%1$s[:cardinality(%1$s) - 1] || (%1$s[cardinality(%1$s)] + 1)"
                                    .formatted(name);
                    default ->
                            throw new AssertionError(
                                    "say how a value of type %s is altered"
                                            .formatted(column.type()));
                });
        if (column.type().startsWith("_")) {
            values.add("'{}'");
        }
        if (column.nullable()) {
            values.add("null");
        }
        return values;
    }

    /// One row of each shape: which columns have something, what their small numbers and truth
    /// values say, and what a key is of.
    private static List<String> shapes(String table, List<Column> columns) throws SQLException {
        var shape =
                Stream.concat(
                                columns.stream()
                                        .map(
                                                column ->
                                                        switch (column.type()) {
                                                            // Whatever was done, an entry is bytes.
                                                            case "bool", "int2" ->
                                                                    table.equals("ledger_entry")
                                                                            ? "''"
                                                                            : column.name()
                                                                                    + "::text";
                                                            case "_uuid", "_text" ->
                                                                    "(cardinality(%s) = 0)::text"
                                                                            .formatted(
                                                                                    column.name());
                                                            default ->
                                                                    "(%s is null)::text"
                                                                            .formatted(
                                                                                    column.name());
                                                        }),
                                table.equals("vault")
                                        ? Stream.of(
                                                "exists (select from item i where i.id = t.object)::text")
                                        : Stream.of())
                        .collect(Collectors.joining(", "));
        // The first of them, so that each run looks at the same: ids are others each time, the
        // order
        // in which rows were written is not.
        var order =
                columns.stream().anyMatch(column -> column.name().equals("position"))
                        ? "position, ctid"
                        : "ctid";
        return intruder.ask(
                """
                select (array_agg(md5(t::text) order by %s))[1] from %s t
                group by case when (select count(*) from %s) <= %d then md5(t::text) else concat_ws(' ', %s) end
                order by min(ctid)
                """
                        .formatted(order, table, table, FEW, shape));
    }

    /// @param line of the page: a table and one of its columns
    /// @param statement that does it
    private record Harm(String line, String statement) {}

    private static List<Harm> harms(String table, List<Column> columns) throws SQLException {
        var harms = new ArrayList<Harm>();
        for (var row : shapes(table, columns)) {
            var here = " where md5(t::text) = '%s'".formatted(row);
            for (var column : columns) {
                for (var value : others(column)) {
                    harms.add(
                            new Harm(
                                    table + " " + column.name(),
                                    "update %s t set \"%s\" = %s%s and \"%s\" is distinct from (%s)"
                                            .formatted(
                                                    table,
                                                    column.name(),
                                                    value,
                                                    here,
                                                    column.name(),
                                                    value)));
                }
            }
            harms.add(new Harm(table + " " + LESS, "delete from " + table + " t" + here));
            harms.add(new Harm(table + " " + MORE, more(table, columns, here)));
        }
        return harms;
    }

    /// The same row once more, with what has to be unique made so.
    private static String more(String table, List<Column> columns, String here)
            throws SQLException {
        // Of several columns that are unique together the last.
        var unique =
                Set.copyOf(
                        intruder.ask(
                                """
                                select distinct a.attname from pg_index i
                                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[i.indnatts - 1]
                                where i.indisunique and i.indrelid = '%s'::regclass
                                """
                                        .formatted(table)));
        var values =
                columns.stream()
                        .map(
                                column ->
                                        unique.contains(column.name())
                                                ? switch (column.type()) {
                                                    case "uuid", "text", "bytea" ->
                                                            others(column).getFirst();
                                                    case "int2", "int4", "int8" ->
                                                            column.name() + " + 1000";
                                                    default -> column.name();
                                                }
                                                : column.name())
                        .collect(Collectors.joining(", "));
        return "insert into %s select %s from %s t%s on conflict do nothing"
                .formatted(table, values, table, here);
    }

    // ---- the page

    /// What the page says of one line.
    ///
    /// @param codes by which harm is named
    /// @param unless why some of it, or any, need not be
    private record Told(Set<String> codes, String unless) {}

    private static Map<String, Told> page() throws IOException {
        var told = new LinkedHashMap<String, Told>();
        var table = "";
        for (var line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                table = line.substring(3).replace("`", "").strip();
            } else if (line.startsWith("| ") && !line.startsWith("| column")) {
                var cells = line.split("\\|", -1);
                var codes =
                        Stream.of(cells[2].strip().split("[ ,]+"))
                                .filter(code -> !code.isEmpty())
                                .collect(Collectors.toCollection(TreeSet::new));
                for (var column : cells[1].replace("`", "").strip().split(", *")) {
                    assertThat(told.put(table + " " + column, new Told(codes, cells[3].strip())))
                            .as("lines for %s %s", table, column)
                            .isNull();
                }
            }
        }
        return told;
    }

    @Test
    void thePageSpeaksOfEveryColumnAndOfNoOther() throws Exception {
        var there = new TreeSet<String>();
        catalogue()
                .forEach(
                        (table, columns) -> {
                            columns.forEach(column -> there.add(table + " " + column.name()));
                            there.add(table + " " + MORE);
                            there.add(table + " " + LESS);
                        });
        assertThat(new TreeSet<>(page().keySet())).isEqualTo(there);
    }

    // ---- both held against each other

    /// What harm to one line came to.
    private static final class Came {
        final Set<String> codes = new TreeSet<>();
        final List<String> unnamed = new ArrayList<>();
        final List<String> broken = new ArrayList<>();
        final List<Set<String>> each = new ArrayList<>();
    }

    @TestFactory
    Stream<DynamicTest> everyRowIsNamedOrThePageSaysWhyNot() throws Exception {
        var asked = List.of(System.getProperty("haetae.rows", "").split(","));
        return catalogue().entrySet().stream()
                .filter(table -> asked.contains("") || asked.contains(table.getKey()))
                .map(
                        table ->
                                DynamicTest.dynamicTest(
                                        table.getKey(),
                                        () -> compared(table.getKey(), table.getValue())));
    }

    private static void compared(String table, List<Column> columns) throws Exception {
        var came = new LinkedHashMap<String, Came>();
        for (var harm : some(table, harms(table, columns))) {
            harmed(table, harm, came.computeIfAbsent(harm.line(), line -> new Came()));
        }
        var told = page();
        var wrong = new ArrayList<String>();
        came.forEach(
                (line, one) -> {
                    if (System.getProperty("haetae.rows") != null) {
                        System.err.println(
                                "ROW %s | %s | %s | %s"
                                        .formatted(line, one.each, one.unnamed, one.broken));
                    }
                    one.broken.forEach(harm -> wrong.add("broke the check: " + harm));
                    var says = told.getOrDefault(line, new Told(Set.of(), ""));
                    if (says.unless().isEmpty()) {
                        one.unnamed.forEach(harm -> wrong.add("not named: " + harm));
                    } else if (ALL && one.unnamed.isEmpty() && !one.each.isEmpty()) {
                        wrong.add("always named, against the page: " + line);
                    }
                    one.each.stream()
                            .filter(codes -> codes.stream().noneMatch(says.codes()::contains))
                            .forEach(
                                    codes ->
                                            wrong.add(
                                                    "%s is named by %s; the page says %s"
                                                            .formatted(line, codes, says.codes())));
                    if (ALL && !one.codes.containsAll(says.codes())) {
                        wrong.add(
                                "%s was named by no other than %s; the page says %s"
                                        .formatted(line, one.codes, says.codes()));
                    }
                });
        assertThat(wrong).as(table).isEmpty();
    }

    /// A tenth of them, but one at least; all when asked for, which takes some minutes. One table
    /// more changes nothing of what is chosen of the others.
    private static List<Harm> some(String table, List<Harm> harms) {
        if (ALL) {
            return harms;
        }
        var some = new ArrayList<>(harms);
        Collections.shuffle(some, new Random(SEED + table.hashCode()));
        return some.subList(0, (harms.size() + 9) / 10);
    }

    private static void harmed(String table, Harm harm, Came came) throws Exception {
        var before = image(table);
        try {
            intruder.execute(harm.statement());
        } catch (SQLException refused) {
            return; // by the table itself
        }
        if (Objects.equals(image(table), before)) {
            return; // no other value
        }
        try {
            var said = compare();
            came.codes.addAll(said.codes());
            said.broken().ifPresent(e -> came.broken.add(harm.statement() + ": " + trace(e)));
            if (said.codes().isEmpty() && said.broken().isEmpty()) {
                came.unnamed.add(harm.statement());
            } else if (said.broken().isEmpty()) {
                came.each.add(said.codes());
            }
        } finally {
            intruder.putBack(table);
        }
    }

    private static String trace(Throwable e) {
        return e
                + Stream.of(e.getStackTrace())
                        .filter(at -> at.getClassName().startsWith("org.haetae"))
                        .limit(3)
                        .map(Object::toString)
                        .toList()
                        .toString();
    }

    private static String image(String table) throws SQLException {
        return intruder.ask(
                        "select md5(string_agg(t::text, ',' order by t::text)) from %s t"
                                .formatted(table))
                .getFirst();
    }
}
