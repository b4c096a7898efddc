package org.haetae.assess;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.names.HistoricDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cases, findings and the rest as they lie in the database, and the bytes of each row that the
/// ledger commits to (docs/formats/cases.md).
final class CaseRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CaseRows() {}

    /// What is kept beside a row so that it can be proven.
    ///
    /// @param items under whose keys the words are sealed, the innermost first
    /// @param sealed null where there are no words, and once erased
    /// @param digest of what is or was sealed; null where there never were words
    record Proof(
            List<ItemId> items, byte @Nullable [] sealed, byte @Nullable [] digest, byte[] salt) {

        static Proof without(byte[] salt) {
            return new Proof(List.of(), null, null, salt);
        }

        static Proof of(List<ItemId> items, byte @Nullable [] sealed, byte[] salt) {
            return sealed == null
                    ? without(salt)
                    : new Proof(items, sealed, Digest.sha256(sealed).bytes(), salt);
        }
    }

    /// A row of any of the tables.
    sealed interface Row {
        Act act();

        /// The number in its ledger entry.
        int code();

        UUID object();

        Instant at();

        ActorId by();

        long position();

        Set<CompartmentId> compartments();

        Proof proof();

        Map<String, Object> told();

        /// What the ledger commits to.
        default byte[] canonical() {
            var map = new TreeMap<>(told());
            map.put(
                    "compartments",
                    compartments().stream().map(CompartmentId::toString).sorted().toList());
            if (proof().digest() instanceof byte[] digest) {
                map.put("words", HexFormat.of().formatHex(digest));
                map.put("items", proof().items().stream().map(ItemId::toString).toList());
            }
            return JSON.writeValueAsBytes(map);
        }

        default Digest commitment() {
            return Commitment.record(proof().salt(), Digest.sha256(canonical()));
        }
    }

    record OfCase(CaseFile file, Proof proof) implements Row {
        @Override
        public Act act() {
            return Act.CASE_KEPT;
        }

        @Override
        public int code() {
            return file.version();
        }

        @Override
        public Instant at() {
            return file.at();
        }

        @Override
        public ActorId by() {
            return file.by();
        }

        @Override
        public UUID object() {
            return file.id().value();
        }

        @Override
        public long position() {
            return file.position();
        }

        @Override
        public Set<CompartmentId> compartments() {
            return file.compartments();
        }

        @Override
        public Map<String, Object> told() {
            return Map.of(
                    "at", file.at().toString(),
                    "by", file.by().toString(),
                    "case", file.id().toString(),
                    "theory", map(file.theory()),
                    "version", file.version());
        }
    }

    record OfFinding(Finding finding, Proof proof) implements Row {
        @Override
        public Act act() {
            return Act.FOUND;
        }

        @Override
        public int code() {
            return finding.direction().number();
        }

        @Override
        public Instant at() {
            return finding.at();
        }

        @Override
        public ActorId by() {
            return finding.by();
        }

        @Override
        public UUID object() {
            return finding.id().value();
        }

        @Override
        public long position() {
            return finding.position();
        }

        @Override
        public Set<CompartmentId> compartments() {
            return finding.compartments();
        }

        @Override
        public Map<String, Object> told() {
            var map = new TreeMap<String, Object>();
            map.put("at", finding.at().toString());
            map.put("by", finding.by().toString());
            map.put("case", finding.inCase().toString());
            map.put(
                    "claims",
                    finding.claims().stream()
                            .sorted(
                                    (one, other) ->
                                            one.claim()
                                                    .toString()
                                                    .compareTo(other.claim().toString()))
                            .map(CaseRows::map)
                            .toList());
            map.put("direction", finding.direction().word());
            map.put("element", finding.element());
            map.put("finding", finding.id().toString());
            map.put("standard", finding.standard());
            map.put("subject", finding.subject().id().toString());
            map.put("subject-kind", finding.subject().word());
            map.put("version", finding.version());
            return map;
        }
    }

    record OfStep(FindingStep step, Set<CompartmentId> compartments, Proof proof) implements Row {
        @Override
        public Act act() {
            return Act.FINDING_JUDGED;
        }

        @Override
        public int code() {
            return step.to().number();
        }

        @Override
        public Instant at() {
            return step.at();
        }

        @Override
        public ActorId by() {
            return step.by();
        }

        @Override
        public UUID object() {
            return step.finding().value();
        }

        @Override
        public long position() {
            return step.position();
        }

        @Override
        public Map<String, Object> told() {
            return Map.of(
                    "at", step.at().toString(),
                    "by", step.by().toString(),
                    "finding", step.finding().toString(),
                    "step", step.to().word(),
                    "version", step.version());
        }
    }

    record OfCorrection(Correction correction, Set<CompartmentId> compartments, Proof proof)
            implements Row {
        @Override
        public Act act() {
            return Act.ROOT_CORRECTED;
        }

        @Override
        public int code() {
            return correction.verdict().number();
        }

        @Override
        public Instant at() {
            return correction.at();
        }

        @Override
        public ActorId by() {
            return correction.by();
        }

        @Override
        public UUID object() {
            return correction.one().value();
        }

        @Override
        public long position() {
            return correction.position();
        }

        @Override
        public Map<String, Object> told() {
            return Map.of(
                    "at", correction.at().toString(),
                    "by", correction.by().toString(),
                    "one", correction.one().toString(),
                    "other", correction.other().toString(),
                    "verdict", correction.verdict().word());
        }
    }

    record OfTask(Task task, Set<CompartmentId> compartments, Proof proof) implements Row {
        @Override
        public Act act() {
            return Act.TASK_KEPT;
        }

        @Override
        public int code() {
            return task.state().number();
        }

        @Override
        public Instant at() {
            return task.at();
        }

        @Override
        public ActorId by() {
            return task.by();
        }

        @Override
        public UUID object() {
            return task.id().value();
        }

        @Override
        public long position() {
            return task.position();
        }

        @Override
        public Map<String, Object> told() {
            var map = new TreeMap<String, Object>();
            map.put("at", task.at().toString());
            map.put("by", task.by().toString());
            map.put("case", task.inCase().toString());
            map.put("element", task.element());
            map.put("gap", task.gap().word());
            map.put("state", task.state().word());
            map.put("subject", task.subject().id().toString());
            map.put("subject-kind", task.subject().word());
            map.put("task", task.id().toString());
            task.whom().ifPresent(whom -> map.put("whom", whom.toString()));
            return map;
        }
    }

    private static Map<String, Object> map(Leaning leaning) {
        return new TreeMap<>(
                Map.of(
                        "claim", leaning.claim().toString(),
                        "grade", leaning.grade(),
                        "items", leaning.items().stream().map(ItemId::toString).toList(),
                        "side", leaning.side().word(),
                        "version", leaning.version()));
    }

    // ---- theories

    private static Map<String, Object> map(Theory theory) {
        var map = new TreeMap<String, Object>();
        map.put("added", texts(theory.added()));
        map.put("conduct", theory.conduct());
        map.put("excluded", texts(theory.excluded()));
        map.put("liability", theory.liability());
        theory.period().ifPresent(period -> map.put("period", period.edtf()));
        map.put("persons", texts(theory.persons()));
        map.put("places", texts(theory.places()));
        map.put("standard", theory.standard());
        map.put("summary", theory.summary());
        map.put("title", theory.title());
        map.put("units", texts(theory.units()));
        return map;
    }

    private static List<String> texts(Set<EntityId> ids) {
        return ids.stream().map(EntityId::toString).sorted().toList();
    }

    private static Theory theory(JsonNode node) {
        return new Theory(
                node.path("title").asString(""),
                node.path("summary").asString(""),
                Optional.ofNullable(node.get("period"))
                        .map(period -> HistoricDate.of(period.asString())),
                entities(node, "places"),
                strings(node, "conduct"),
                strings(node, "liability"),
                entities(node, "persons"),
                entities(node, "units"),
                node.path("standard").asString(""),
                entities(node, "added"),
                entities(node, "excluded"));
    }

    private static List<String> strings(JsonNode node, String field) {
        return node.path(field).valueStream().map(JsonNode::asString).toList();
    }

    private static Set<EntityId> entities(JsonNode node, String field) {
        return strings(node, field).stream()
                .map(EntityId::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    // ---- writing

    /// Writes rows, each with its position in the ledger.
    ///
    /// @param first of the first; the others follow in order
    static void insert(Transaction transaction, List<? extends Row> rows, long first) {
        try {
            long position = first;
            for (var row : rows) {
                insert(transaction.connection(), row, position++);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a case could not be written to the database", e);
        }
    }

    private static void insert(Connection to, Row row, long position) throws SQLException {
        switch (row) {
            case OfCase(CaseFile file, Proof proof) ->
                    write(
                            to,
                            """
                            insert into case_file (id, version, theory, actor, at, compartments, salt, position)
                            values (?, ?, ?::jsonb, ?, ?, ?, ?, ?)
                            """,
                            file.id().value(),
                            file.version(),
                            JSON.writeValueAsString(map(file.theory())),
                            file.by().value(),
                            Timestamp.from(file.at()),
                            uuids(to, file.compartments()),
                            proof.salt(),
                            position);
            case OfFinding(Finding finding, Proof proof) -> insert(to, finding, proof, position);
            case OfStep(FindingStep step, Set<CompartmentId> compartments, Proof proof) ->
                    write(
                            to,
                            """
                            insert into finding_step (position, finding, version, step, actor, at, items, sealed,
                                sealed_sha256, compartments, salt)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """,
                            position,
                            step.finding().value(),
                            step.version(),
                            step.to().number(),
                            step.by().value(),
                            Timestamp.from(step.at()),
                            items(to, proof.items()),
                            proof.sealed(),
                            proof.digest(),
                            uuids(to, compartments),
                            proof.salt());
            case OfCorrection(
                            Correction correction,
                            Set<CompartmentId> compartments,
                            Proof proof) ->
                    write(
                            to,
                            """
                            insert into root_correction (position, one, other, verdict, actor, at, items, sealed,
                                sealed_sha256, compartments, salt)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """,
                            position,
                            correction.one().value(),
                            correction.other().value(),
                            correction.verdict().number(),
                            correction.by().value(),
                            Timestamp.from(correction.at()),
                            items(to, proof.items()),
                            proof.sealed(),
                            proof.digest(),
                            uuids(to, compartments),
                            proof.salt());
            case OfTask(Task task, Set<CompartmentId> compartments, Proof proof) ->
                    write(
                            to,
                            """
                            insert into case_task (position, id, case_file, element, about_kind, about, gap, state, whom,
                                actor, at, compartments, salt)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """,
                            position,
                            task.id().value(),
                            task.inCase().value(),
                            task.element(),
                            task.subject().number(),
                            task.subject().id(),
                            task.gap().number(),
                            task.state().number(),
                            task.whom().map(ActorId::value).orElse(null),
                            task.by().value(),
                            Timestamp.from(task.at()),
                            uuids(to, compartments),
                            proof.salt());
        }
    }

    private static void insert(Connection to, Finding finding, Proof proof, long position)
            throws SQLException {
        var compartments = uuids(to, finding.compartments());
        write(
                to,
                """
                insert into finding (id, version, case_file, element, about_kind, about, standard, direction,
                    leans_on, words_sha256, actor, at, compartments, salt, position)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                finding.id().value(),
                finding.version(),
                finding.inCase().value(),
                finding.element(),
                finding.subject().number(),
                finding.subject().id(),
                finding.standard(),
                finding.direction().number(),
                finding.leansOn(),
                proof.digest(),
                finding.by().value(),
                Timestamp.from(finding.at()),
                compartments,
                proof.salt(),
                position);
        for (var leaning : finding.claims()) {
            write(
                    to,
                    """
                    insert into finding_claim (finding, version, claim, claim_version, side, grade, items, compartments)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    finding.id().value(),
                    finding.version(),
                    leaning.claim().value(),
                    leaning.version(),
                    leaning.side().number(),
                    leaning.grade(),
                    items(to, leaning.items()),
                    compartments);
        }
        if (proof.sealed() != null) {
            write(
                    to,
                    "insert into finding_words (finding, version, items, sealed, compartments) values (?, ?, ?, ?, ?)",
                    finding.id().value(),
                    finding.version(),
                    items(to, proof.items()),
                    proof.sealed(),
                    compartments);
        }
    }

    private static void write(Connection to, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement insert = to.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                switch (values[i]) {
                    case null -> insert.setNull(i + 1, Types.OTHER);
                    case byte[] bytes -> insert.setBytes(i + 1, bytes);
                    case Array array -> insert.setArray(i + 1, array);
                    case Timestamp at -> insert.setTimestamp(i + 1, at);
                    case Object value -> insert.setObject(i + 1, value);
                }
            }
            insert.executeUpdate();
        }
    }

    private static Array uuids(Connection to, Set<CompartmentId> compartments) throws SQLException {
        return to.createArrayOf(
                "uuid",
                compartments.stream()
                        .map(CompartmentId::value)
                        .sorted(Comparator.comparing(UUID::toString))
                        .toArray(UUID[]::new));
    }

    private static Array items(Connection to, Collection<ItemId> items) throws SQLException {
        return to.createArrayOf("uuid", items.stream().map(ItemId::value).toArray(UUID[]::new));
    }

    // ---- reading

    /// Versions of cases.
    ///
    /// @param condition on the table `case_file`, with what else belongs after `where`
    static List<OfCase> cases(Transaction transaction, String condition, Object... parameters) {
        var sets = new Sets();
        return transaction
                .sql()
                .sql(
                        """
                        select id, version, theory::text as theory, actor, at, until,
                            compartments::text as compartments, salt, position
                        from case_file where
                        """
                                + condition)
                .params(List.of(parameters))
                .query(
                        (row, number) ->
                                new OfCase(
                                        new CaseFile(
                                                new CaseId(row.getObject("id", UUID.class)),
                                                row.getInt("version"),
                                                theory(JSON.readTree(row.getString("theory"))),
                                                new ActorId(row.getObject("actor", UUID.class)),
                                                row.getTimestamp("at").toInstant(),
                                                until(row),
                                                sets.compartments(row),
                                                row.getLong("position")),
                                        Proof.without(row.getBytes("salt"))))
                .list();
    }

    /// Versions of findings with what they lean on, as far as it is there for this reader; without
    /// what is sealed.
    ///
    /// @param condition on the table `finding`, named `f`
    static List<OfFinding> findings(
            Transaction transaction, String condition, Object... parameters) {
        return findings(
                transaction, leanings(transaction, condition, parameters), condition, parameters);
    }

    /// The same with what they lean on read before.
    static List<OfFinding> findings(
            Transaction transaction,
            Map<Version, List<Leaning>> leanings,
            String condition,
            Object... parameters) {
        var standings = standings(transaction, condition, parameters);
        var sets = new Sets();
        return transaction
                .sql()
                .sql(
                        """
                        select id, version, case_file, element, about_kind, about, standard, direction, leans_on,
                            words_sha256, actor, at, until, compartments::text as compartments, salt, position,
                            words_sha256 is not null and not exists (
                                select 1 from finding_words w
                                where w.finding = f.id and w.version = f.version and w.sealed is not null) as gone
                        from finding f where %s order by position
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        (row, number) -> {
                            var version =
                                    new Version(
                                            row.getObject("id", UUID.class), row.getInt("version"));
                            return new OfFinding(
                                    new Finding(
                                            new FindingId(version.id()),
                                            version.number(),
                                            new CaseId(row.getObject("case_file", UUID.class)),
                                            row.getString("element"),
                                            Subject.of(
                                                    row.getInt("about_kind"),
                                                    row.getObject("about", UUID.class)),
                                            row.getString("standard"),
                                            Direction.of(row.getInt("direction")),
                                            row.getInt("leans_on"),
                                            leanings.getOrDefault(version, List.of()),
                                            Optional.empty(),
                                            row.getBoolean("gone"),
                                            new ActorId(row.getObject("actor", UUID.class)),
                                            row.getTimestamp("at").toInstant(),
                                            until(row),
                                            standings.getOrDefault(version, Standing.PROPOSED),
                                            sets.compartments(row),
                                            row.getLong("position")),
                                    new Proof(
                                            List.of(),
                                            null,
                                            row.getBytes("words_sha256"),
                                            row.getBytes("salt")));
                        })
                .list();
    }

    /// One version of something.
    record Version(UUID id, int number) {}

    /// What versions of findings lean on, as far as it is there for this reader.
    ///
    /// @param condition on the table `finding`, named `f`
    static Map<Version, List<Leaning>> leanings(
            Transaction transaction, String condition, Object... parameters) {
        var sets = new Sets();
        var leanings = new HashMap<Version, List<Leaning>>();
        // A claim that is erased or withheld is not there to be joined.
        transaction
                .sql()
                .sql(
                        """
                        select t.finding, t.version, t.claim, t.claim_version, t.side, t.grade, t.items::text as items,
                            c.status, c.until is null as current,
                            case when c.until is not null then
                                (select n.status from claim n where n.id = c.id and n.until is null) end as now
                        from finding f
                        join finding_claim t on t.finding = f.id and t.version = f.version
                        left join claim c on c.id = t.claim and c.version = t.claim_version and c.erased is null
                        where %s
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        row -> {
                            leanings.computeIfAbsent(
                                            new Version(
                                                    row.getObject(1, UUID.class), row.getInt(2)),
                                            none -> new ArrayList<>(3))
                                    .add(
                                            new Leaning(
                                                    new ClaimId(row.getObject(3, UUID.class)),
                                                    row.getInt(4),
                                                    Side.of(row.getInt(5)),
                                                    row.getString(6),
                                                    sets.items(row.getString(7)),
                                                    fallen(row)));
                        });
        return leanings;
    }

    private static Optional<Leaning.Fallen> fallen(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        if (row.wasNull()) {
            return Optional.of(Leaning.Fallen.GONE);
        }
        if (!row.getBoolean("current")) {
            status = row.getInt("now");
            return Optional.of(
                    switch (status) {
                        case DISPUTED -> Leaning.Fallen.DISPUTED;
                        case RETRACTED -> Leaning.Fallen.RETRACTED;
                        default -> Leaning.Fallen.REVISED;
                    });
        }
        return Optional.empty();
    }

    // As they stand in the table `claim` (docs/formats/claims.md).
    private static final int DISPUTED = 3;
    private static final int RETRACTED = 4;

    private static Map<Version, Standing> standings(
            Transaction transaction, String condition, Object... parameters) {
        var standings = new HashMap<Version, Standing>();
        transaction
                .sql()
                .sql(
                        """
                        select s.finding, s.version, s.step from finding f
                        join finding_step s on s.finding = f.id and s.version = f.version
                        where %s order by s.position
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        row -> {
                            standings.put(
                                    new Version(row.getObject(1, UUID.class), row.getInt(2)),
                                    Standing.of(row.getInt(3)));
                        });
        return standings;
    }

    /// What is sealed of versions of findings.
    ///
    /// @param condition on the table `finding`, named `f`
    static Map<Version, Proof> words(
            Transaction transaction, String condition, Object... parameters) {
        var words = new HashMap<Version, Proof>();
        var sets = new Sets();
        transaction
                .sql()
                .sql(
                        """
                        select f.id, f.version, w.items::text as items, w.sealed, f.words_sha256, f.salt from finding f
                        join finding_words w on w.finding = f.id and w.version = f.version
                        where %s
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        row -> {
                            words.put(
                                    new Version(row.getObject(1, UUID.class), row.getInt(2)),
                                    new Proof(
                                            sets.items(row.getString(3)),
                                            row.getBytes(4),
                                            row.getBytes(5),
                                            row.getBytes(6)));
                        });
        return words;
    }

    /// @param condition on the table `finding_step`
    static List<OfStep> steps(Transaction transaction, String condition, Object... parameters) {
        var sets = new Sets();
        return transaction
                .sql()
                .sql(
                        """
                        select position, finding, version, step, actor, at, items::text as items, sealed, sealed_sha256,
                            compartments::text as compartments, salt
                        from finding_step where %s order by position
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        (row, number) ->
                                new OfStep(
                                        new FindingStep(
                                                new FindingId(row.getObject("finding", UUID.class)),
                                                row.getInt("version"),
                                                Standing.of(row.getInt("step")),
                                                new ActorId(row.getObject("actor", UUID.class)),
                                                row.getTimestamp("at").toInstant(),
                                                Optional.empty(),
                                                row.getLong("position")),
                                        sets.compartments(row),
                                        sets.proof(row)))
                .list();
    }

    /// @param condition on the table `root_correction`
    static List<OfCorrection> corrections(
            Transaction transaction, String condition, Object... parameters) {
        var sets = new Sets();
        return transaction
                .sql()
                .sql(
                        """
                        select position, one, other, verdict, actor, at, items::text as items, sealed, sealed_sha256,
                            compartments::text as compartments, salt
                        from root_correction where %s order by position
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        (row, number) ->
                                new OfCorrection(
                                        new Correction(
                                                new ItemId(row.getObject("one", UUID.class)),
                                                new ItemId(row.getObject("other", UUID.class)),
                                                Correction.Verdict.of(row.getInt("verdict")),
                                                new ActorId(row.getObject("actor", UUID.class)),
                                                row.getTimestamp("at").toInstant(),
                                                Optional.empty(),
                                                row.getLong("position")),
                                        sets.compartments(row),
                                        sets.proof(row)))
                .list();
    }

    /// @param condition on the table `case_task`
    static List<OfTask> tasks(Transaction transaction, String condition, Object... parameters) {
        var sets = new Sets();
        return transaction
                .sql()
                .sql(
                        """
                        select position, id, case_file, element, about_kind, about, gap, state, whom, actor, at,
                            compartments::text as compartments, salt
                        from case_task where %s order by position
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        (row, number) ->
                                new OfTask(
                                        new Task(
                                                new TaskId(row.getObject("id", UUID.class)),
                                                new CaseId(row.getObject("case_file", UUID.class)),
                                                row.getString("element"),
                                                Subject.of(
                                                        row.getInt("about_kind"),
                                                        row.getObject("about", UUID.class)),
                                                Gap.of(row.getInt("gap")),
                                                Task.State.of(row.getInt("state")),
                                                Optional.ofNullable(
                                                                row.getObject("whom", UUID.class))
                                                        .map(ActorId::new),
                                                new ActorId(row.getObject("actor", UUID.class)),
                                                row.getTimestamp("at").toInstant(),
                                                row.getLong("position")),
                                        sets.compartments(row),
                                        Proof.without(row.getBytes("salt"))))
                .list();
    }

    private static Optional<Instant> until(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant);
    }

    /// Sets of ids, which many rows have in common: each is read once.
    private static final class Sets {
        private final Map<String, Set<CompartmentId>> compartments = new HashMap<>();
        private final Map<String, List<ItemId>> items = new HashMap<>();

        Set<CompartmentId> compartments(ResultSet row) throws SQLException {
            return compartments.computeIfAbsent(
                    row.getString("compartments"),
                    text ->
                            ids(text)
                                    .map(CompartmentId::new)
                                    .collect(Collectors.toUnmodifiableSet()));
        }

        List<ItemId> items(String text) {
            return items.computeIfAbsent(text, one -> ids(one).map(ItemId::new).toList());
        }

        Proof proof(ResultSet row) throws SQLException {
            return new Proof(
                    items(row.getString("items")),
                    row.getBytes("sealed"),
                    row.getBytes("sealed_sha256"),
                    row.getBytes("salt"));
        }

        /// As PostgreSQL writes an array: `{one,other}`.
        private static Stream<UUID> ids(String text) {
            var inside = text.substring(1, text.length() - 1);
            return inside.isEmpty()
                    ? Stream.of()
                    : Stream.of(inside.split(",")).map(UUID::fromString);
        }
    }
}
