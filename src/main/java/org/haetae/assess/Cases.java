package org.haetae.assess;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.ConsentId;
import org.haetae.archive.ItemId;
import org.haetae.archive.Slips;
import org.haetae.assess.CaseRows.OfCase;
import org.haetae.assess.CaseRows.OfFinding;
import org.haetae.assess.CaseRows.OfStep;
import org.haetae.assess.CaseRows.OfTask;
import org.haetae.assess.CaseRows.Proof;
import org.haetae.assess.CaseRows.Row;
import org.haetae.assess.CaseRows.Version;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.law.Standard;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.haetae.resolve.Judgements;

/// Cases, their findings and tasks: the one door through which they are written and read. Whatever
/// is written is entered into the ledger in the same transaction.
///
/// A case lies in the compartments that it was begun in, a finding in these and in those of all
/// claims that it leans on: who sees a finding may read what it leans on. That something is
/// withheld, revised, retracted or erased is asked of the database each time, so a finding is stale
/// in the same instant.
public final class Cases {

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Casebook casebook;
    private final Law law;
    private final Clock clock;
    private final Incidents incidents;
    private final Independence independence;
    private final Leanings leanings = new Leanings();

    public Cases(
            Database database,
            Ledger ledger,
            Archive archive,
            Renditions renditions,
            Casebook casebook,
            Judgements judgements,
            Law law,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.casebook = casebook;
        this.law = law;
        this.clock = clock;
        this.incidents = new Incidents(casebook.schema(), law);
        this.independence =
                new Independence(database, ledger, archive, renditions, judgements, clock);
    }

    /// The law that elements and standards are taken from.
    public Law law() {
        return law;
    }

    // ---- cases

    /// Begins a case.
    ///
    /// @param compartments all theirs, at least one
    /// @throws CaseRefused when it names law that there is not
    public CaseFile begin(Clearance by, Theory theory, Set<CompartmentId> compartments) {
        need(by, Permission.RECORD_CLAIMS);
        if (compartments.isEmpty() || !by.sees(compartments)) {
            throw new CaseRefused(Why.NOT_PERMITTED, "its compartments are not all theirs");
        }
        check(theory);
        var file =
                new CaseFile(
                        CaseId.random(),
                        1,
                        theory,
                        by.actor(),
                        now(),
                        Optional.empty(),
                        compartments,
                        -1);
        return database.as(by, transaction -> enter(transaction, file));
    }

    /// Changes the theory of a case: what it was stays in its history.
    ///
    /// @param version that the change was made upon
    /// @throws CaseRefused when somebody else changed it since
    public CaseFile revise(Clearance by, CaseId id, int version, Theory theory) {
        need(by, Permission.RECORD_CLAIMS);
        check(theory);
        var before = find(by, id);
        var file =
                new CaseFile(
                        id,
                        version + 1,
                        theory,
                        by.actor(),
                        now(),
                        Optional.empty(),
                        before.compartments(),
                        -1);
        return database.as(
                by,
                transaction -> {
                    end(transaction, "case_file", id.value(), version, file.at());
                    return enter(transaction, file);
                });
    }

    private CaseFile enter(Transaction transaction, CaseFile file) {
        long position =
                enter(ledger, transaction, List.of(new OfCase(file, Proof.without(Sealed.salt()))));
        return new CaseFile(
                file.id(),
                file.version(),
                file.theory(),
                file.by(),
                file.at(),
                file.until(),
                file.compartments(),
                position);
    }

    private void check(Theory theory) {
        standard(theory.standard());
        theory.conduct().forEach(code -> provision(code, Provision.Type.ACT));
        theory.liability().forEach(code -> provision(code, Provision.Type.LIABILITY));
    }

    private Provision provision(String code, Provision.Type... types) {
        return law.provision(code)
                .filter(one -> List.of(types).contains(one.type()))
                .orElseThrow(() -> unfit("no such provision: \"%s\"", code));
    }

    private Standard standard(String code) {
        return Optional.ofNullable(law.standards().get(code))
                .orElseThrow(() -> unfit("no such standard of proof: \"%s\"", code));
    }

    /// All cases that this reader may know of, those changed last first.
    public List<CaseFile> list(Clearance by) {
        need(by, Permission.READ_CLAIMS);
        return files(by, "until is null order by position desc");
    }

    /// A case as it is now.
    public Optional<CaseFile> open(Clearance by, CaseId id) {
        need(by, Permission.READ_CLAIMS);
        return files(by, "id = ? and until is null", id.value()).stream().findFirst();
    }

    /// All versions of a case, the oldest first.
    public List<CaseFile> history(Clearance by, CaseId id) {
        need(by, Permission.READ_CLAIMS);
        return files(by, "id = ? order by version", id.value());
    }

    private List<CaseFile> files(Clearance by, String condition, Object... parameters) {
        return database
                .as(by, transaction -> CaseRows.cases(transaction, condition, parameters))
                .stream()
                .map(OfCase::file)
                .toList();
    }

    private CaseFile find(Clearance by, CaseId id) {
        return open(by, id).orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no case " + id));
    }

    // ---- findings

    /// Enters a finding. Nobody has judged it then.
    ///
    /// @throws CaseRefused when something that it names is not there for them, or does not count
    public Finding conclude(Clearance by, NewFinding finding) {
        return conclude(by, List.of(finding)).getFirst();
    }

    /// Several, all of them or none, in one transaction.
    public List<Finding> conclude(Clearance by, List<NewFinding> findings) {
        return write(
                by,
                findings.stream().map(one -> new Draft(FindingId.random(), 1, one)).toList(),
                (transaction, at) -> {});
    }

    /// Makes a finding anew: upon claims as they are now, or the other way. Nobody has judged it
    /// then.
    ///
    /// @param version that the change was made upon
    /// @throws CaseRefused when somebody else changed it since, or it would be of another cell
    public Finding revise(Clearance by, FindingId id, int version, NewFinding finding) {
        need(by, Permission.RECORD_CLAIMS);
        var before =
                finding(by, id)
                        .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no finding " + id));
        if (!before.inCase().equals(finding.inCase())
                || !before.element().equals(finding.element())
                || !before.subject().equals(finding.subject())) {
            throw unfit("finding %s is about something else", id.toString());
        }
        return write(
                        by,
                        List.of(new Draft(id, version + 1, finding)),
                        (transaction, at) -> end(transaction, "finding", id.value(), version, at))
                .getFirst();
    }

    private record Draft(FindingId id, int version, NewFinding finding) {}

    /// @param first what is done before, at the time of what is written
    private List<Finding> write(
            Clearance by, List<Draft> drafts, BiConsumer<Transaction, Instant> first) {
        need(by, Permission.RECORD_CLAIMS);
        var using = by.using();
        var files = new HashMap<CaseId, CaseFile>();
        drafts.forEach(one -> files.computeIfAbsent(one.finding().inCase(), id -> find(by, id)));
        checkSubjects(using, drafts);
        var claims =
                casebook.current(
                        using,
                        drafts.stream().flatMap(one -> claims(one.finding())).distinct().toList());
        var slips =
                archive.slips(
                        using,
                        claims.values().stream().flatMap(Cases::items).collect(Collectors.toSet()));
        var at = now();
        var rows = new ArrayList<OfFinding>();
        for (var draft : drafts) {
            rows.add(row(by, draft, files.get(draft.finding().inCase()), claims, slips, at));
        }
        return database.as(
                by,
                transaction -> {
                    Sealed.checkStillThere(
                            transaction,
                            rows.stream()
                                    .flatMap(row -> row.proof().items().stream())
                                    .collect(Collectors.toCollection(LinkedHashSet::new)));
                    first.accept(transaction, at);
                    enter(ledger, transaction, rows);
                    return rows.stream().map(OfFinding::finding).toList();
                });
    }

    private static Stream<ClaimId> claims(NewFinding finding) {
        return Stream.concat(finding.claimsFor().stream(), finding.claimsAgainst().stream());
    }

    private static Stream<ItemId> items(Claim claim) {
        return claim.citations().stream().map(Citation::item).distinct();
    }

    /// @param claims that are there for who concludes
    private OfFinding row(
            Clearance by,
            Draft draft,
            CaseFile file,
            Map<ClaimId, Claim> claims,
            Slips slips,
            Instant at) {
        var finding = draft.finding();
        if (finding.direction() != Direction.WITHDRAWN) {
            requireAsked(file, finding.element(), finding.subject());
        }
        standard(finding.standard());
        var leanings = new ArrayList<Leaning>();
        finding.claimsFor().forEach(id -> leanings.add(leaning(claims, id, Side.FOR)));
        finding.claimsAgainst().forEach(id -> leanings.add(leaning(claims, id, Side.AGAINST)));
        var items = leanings.stream().flatMap(one -> one.items().stream()).distinct().toList();
        var compartments = new HashSet<>(file.compartments());
        leanings.forEach(one -> compartments.addAll(claims.get(one.claim()).compartments()));
        var words = finding.reasons().strip();
        var proof =
                Proof.of(
                        items,
                        words.isEmpty() ? null : Sealed.seal(slips, items, words.getBytes(UTF_8)),
                        Sealed.salt());
        return new OfFinding(
                new Finding(
                        draft.id(),
                        draft.version(),
                        finding.inCase(),
                        finding.element(),
                        finding.subject(),
                        finding.standard(),
                        finding.direction(),
                        leanings.size(),
                        leanings,
                        Optional.of(words).filter(text -> !text.isEmpty()),
                        false,
                        by.actor(),
                        at,
                        Optional.empty(),
                        Standing.PROPOSED,
                        compartments,
                        -1),
                proof);
    }

    /// What no cell of the matrix shows would be lost.
    private void requireAsked(CaseFile file, String element, Subject subject) {
        if (!Reckoning.asks(law, file.theory(), element, subject)) {
            throw unfit("its theory does not ask \"%s\" of such a subject", element);
        }
    }

    private static Leaning leaning(Map<ClaimId, Claim> claims, ClaimId id, Side side) {
        var claim = claims.get(id);
        if (claim == null) {
            throw new CaseRefused(Why.NOT_THERE, "no claim " + id);
        }
        if (!claim.stands()) {
            throw unfit("claim %s does not count", id.toString());
        }
        return new Leaning(
                id,
                claim.version(),
                side,
                claim.grade().code(),
                items(claim).toList(),
                Optional.empty());
    }

    private void checkSubjects(Clearance by, List<Draft> drafts) {
        var ids = new HashSet<EntityId>();
        for (var draft : drafts) {
            switch (draft.finding().subject()) {
                case Subject.Incident(EntityId entity) -> ids.add(entity);
                case Subject.Person(EntityId entity) -> ids.add(entity);
                case Subject.Whole(CaseId whole) -> {
                    if (!whole.equals(draft.finding().inCase())) {
                        throw unfit("a case is about itself, not about %s", whole.toString());
                    }
                }
            }
        }
        var kinds = kinds(by, ids);
        for (var draft : drafts) {
            switch (draft.finding().subject()) {
                case Subject.Incident(EntityId entity) -> {
                    if (!incidents.isIncident(kind(kinds, entity))) {
                        throw unfit("entity %s is no incident", entity.toString());
                    }
                }
                case Subject.Person(EntityId entity) -> kind(kinds, entity);
                case Subject.Whole whole -> {}
            }
        }
    }

    private static String kind(Map<EntityId, String> kinds, EntityId entity) {
        return Optional.ofNullable(kinds.get(entity))
                .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no entity " + entity));
    }

    private Map<EntityId, String> kinds(Clearance by, Set<EntityId> of) {
        var kinds = new HashMap<EntityId, String>();
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select distinct entity, kind from claim where entity = any(?)")
                                .param(of.stream().map(EntityId::value).toArray(UUID[]::new))
                                .query(
                                        row -> {
                                            kinds.put(
                                                    new EntityId(row.getObject(1, UUID.class)),
                                                    row.getString(2));
                                        }));
        return kinds;
    }

    /// Judges a finding. Nobody judges one of which they made any version, and nobody agrees to one
    /// that is stale.
    ///
    /// @param version that was looked at
    /// @param to agreed or sent back
    /// @param words why it is sent back; else they may be empty
    /// @throws CaseRefused when it is their own, was changed since, or has not come so far
    public Standing judge(Clearance by, FindingId id, int version, Standing to, String words) {
        need(by, Permission.REVIEW_CLAIMS);
        if (to == Standing.SENT_BACK && words.isBlank()) {
            throw unfit("finding %s is sent back without words", id.toString());
        }
        var finding =
                finding(by, id)
                        .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no finding " + id));
        var items = items(finding);
        var proof =
                words.isBlank()
                        ? Proof.without(Sealed.salt())
                        : Proof.of(
                                items,
                                Sealed.seal(
                                        archive.slips(by.using(), items),
                                        items,
                                        words.strip().getBytes(UTF_8)),
                                Sealed.salt());
        return database.as(
                by.using(),
                transaction -> {
                    Sealed.checkStillThere(transaction, proof.items());
                    lock(transaction, id, version);
                    var now =
                            CaseRows.findings(
                                            transaction, "f.id = ? and f.until is null", id.value())
                                    .getFirst()
                                    .finding();
                    requireTurn(now, to);
                    requireOther(transaction, by, id);
                    enter(
                            ledger,
                            transaction,
                            List.of(
                                    new OfStep(
                                            new FindingStep(
                                                    id,
                                                    version,
                                                    to,
                                                    by.actor(),
                                                    now(),
                                                    Optional.empty(),
                                                    -1),
                                            now.compartments(),
                                            proof)));
                    return to;
                });
    }

    /// Which judgements somebody may pass on a finding as it stands: none on their own.
    public Set<Standing> open(Clearance by, Finding finding) {
        if (!by.may(Permission.REVIEW_CLAIMS)
                || database.as(by, transaction -> wrote(transaction, by, finding.id()))) {
            return Set.of();
        }
        return Stream.of(Standing.AGREED, Standing.SENT_BACK)
                .filter(to -> fits(finding, to))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void requireTurn(Finding finding, Standing to) {
        if (!fits(finding, to)) {
            throw new CaseRefused(
                    Why.OUT_OF_TURN,
                    "finding %s is %s%s; it cannot be %s"
                            .formatted(
                                    finding.id(),
                                    finding.standing().word(),
                                    finding.stale() ? " and stale" : "",
                                    to.word()));
        }
    }

    private static boolean fits(Finding finding, Standing to) {
        return finding.direction() != Direction.WITHDRAWN
                && switch (to) {
                    case PROPOSED -> false;
                    case AGREED -> finding.standing() != Standing.AGREED && !finding.stale();
                    case SENT_BACK -> finding.standing() != Standing.SENT_BACK;
                };
    }

    /// The one place where it is held that nobody judges their own work.
    private static void requireOther(Transaction transaction, Clearance by, FindingId id) {
        if (wrote(transaction, by, id)) {
            throw new CaseRefused(
                    Why.OWN_WORK,
                    "actor %s made finding %s; another has to judge it".formatted(by.actor(), id));
        }
    }

    private static boolean wrote(Transaction transaction, Clearance by, FindingId id) {
        return transaction
                .sql()
                .sql("select exists (select 1 from finding where id = ? and actor = ?)")
                .params(id.value(), by.actor().value())
                .query(Boolean.class)
                .single();
    }

    /// Nobody changes the finding until the transaction ends.
    private static void lock(Transaction transaction, FindingId id, int version) {
        int current =
                transaction
                        .sql()
                        .sql(
                                "select version from finding where id = ? and until is null for update")
                        .param(id.value())
                        .query(Integer.class)
                        .optional()
                        .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no finding " + id));
        if (current != version) {
            throw new CaseRefused(
                    Why.CHANGED_SINCE,
                    "finding %s is not at version %d any more".formatted(id, version));
        }
    }

    private static List<ItemId> items(Finding finding) {
        return finding.claims().stream().flatMap(one -> one.items().stream()).distinct().toList();
    }

    /// All findings of a case as they are now, in the order in which they were made; without their
    /// words, which [#finding] and [#told] open.
    public List<Finding> findings(Clearance by, CaseId inCase) {
        need(by, Permission.READ_CLAIMS);
        return findings(by, "f.case_file = ? and f.until is null", inCase.value());
    }

    /// The same with their words, of those that are there for this reader.
    public List<Finding> told(Clearance by, CaseId inCase) {
        need(by, Permission.READ_CLAIMS);
        return told(by, "f.case_file = ? and f.until is null", inCase.value());
    }

    /// A finding as it is now.
    public Optional<Finding> finding(Clearance by, FindingId id) {
        need(by, Permission.READ_CLAIMS);
        return told(by, "f.id = ? and f.until is null", id.value()).stream().findFirst();
    }

    /// All versions of a finding, the oldest first.
    public List<Finding> history(Clearance by, FindingId id) {
        need(by, Permission.READ_CLAIMS);
        return told(by, "f.id = ?", id.value());
    }

    /// Findings that lean on a claim, in whatever version of it.
    public List<Finding> leaningOn(Clearance by, ClaimId claim) {
        need(by, Permission.READ_CLAIMS);
        return findings(
                by,
                "f.until is null and f.id in (select finding from finding_claim where claim = ?)",
                claim.value());
    }

    /// What is read to be worked with: whoever only keeps what is withheld sees no more here than
    /// all others, or a finding would be stale for some and not for others.
    private List<Finding> findings(Clearance by, String condition, Object... parameters) {
        return database
                .as(
                        by.using(),
                        transaction ->
                                CaseRows.findings(
                                        transaction,
                                        leanings.of(transaction, condition, parameters),
                                        condition,
                                        parameters))
                .stream()
                .map(OfFinding::finding)
                .toList();
    }

    private List<Finding> told(Clearance by, String condition, Object... parameters) {
        var using = by.using();
        var found = new LinkedHashMap<Version, Finding>();
        var words = new HashMap<Version, Proof>();
        database.run(
                using,
                transaction -> {
                    CaseRows.findings(transaction, condition, parameters)
                            .forEach(
                                    row ->
                                            found.put(
                                                    new Version(
                                                            row.finding().id().value(),
                                                            row.finding().version()),
                                                    row.finding()));
                    words.putAll(CaseRows.words(transaction, condition, parameters));
                });
        var slips =
                archive.slips(
                        using,
                        words.values().stream()
                                .flatMap(one -> one.items().stream())
                                .collect(Collectors.toSet()));
        words.forEach(
                (version, proof) ->
                        found.computeIfPresent(
                                version, (id, one) -> one.saying(Sealed.open(slips, proof))));
        return List.copyOf(found.values());
    }

    /// What others said of all versions of a finding, the oldest first.
    public List<FindingStep> steps(Clearance by, FindingId id) {
        need(by, Permission.READ_CLAIMS);
        var using = by.using();
        var rows =
                database.as(
                        using,
                        transaction -> CaseRows.steps(transaction, "finding = ?", id.value()));
        var slips =
                archive.slips(
                        using,
                        rows.stream()
                                .flatMap(row -> row.proof().items().stream())
                                .collect(Collectors.toSet()));
        return rows.stream()
                .map(
                        row -> {
                            var step = row.step();
                            return new FindingStep(
                                    step.finding(),
                                    step.version(),
                                    step.to(),
                                    step.by(),
                                    step.at(),
                                    Sealed.open(slips, row.proof()),
                                    step.position());
                        })
                .toList();
    }

    // ---- the matrix

    /// How a case stands.
    ///
    /// @param standard code of the standard by which it is read; without it that of its theory
    /// @throws CaseRefused when there is no such case or standard
    public Matrix matrix(Clearance by, CaseId id, Optional<String> standard) {
        return reckoning(by, id, standard).matrix();
    }

    /// What would fall without something. Changes nothing.
    public WhatIf whatIf(
            Clearance by, CaseId id, Optional<String> standard, LeavingOut leavingOut) {
        var reckoning = reckoning(by, id, standard);
        var leaning =
                reckoning.findings().stream()
                        .flatMap(finding -> items(finding).stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        var gone = gone(by, leavingOut, leaning);
        return reckoning.without(
                one ->
                        leavingOut.claims().contains(one.claim())
                                || one.items().stream().anyMatch(gone::contains),
                gone.stream().sorted(Comparator.comparing(ItemId::toString)).toList());
    }

    /// Items that are not there without something.
    ///
    /// @param among which those of witnesses and consents are looked for
    public Set<ItemId> gone(Clearance by, LeavingOut leavingOut, Collection<ItemId> among) {
        need(by, Permission.READ_CLAIMS);
        var gone = new LinkedHashSet<>(leavingOut.items());
        if (!leavingOut.witnesses().isEmpty()) {
            gone.addAll(independence.toldBy(by.using(), leavingOut.witnesses(), among));
        }
        if (!leavingOut.consents().isEmpty()) {
            gone.addAll(under(by.using(), leavingOut.consents(), among));
        }
        return gone;
    }

    /// Those of these items that are tied to a consent.
    private List<ItemId> under(Clearance by, Set<ConsentId> consents, Collection<ItemId> among) {
        return database
                .as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                """
                                                select i.id from item i join scope s on s.id = i.scope
                                                where i.id = any(?) and s.consents && ?
                                                """)
                                        .params(
                                                array(among),
                                                consents.stream()
                                                        .map(ConsentId::value)
                                                        .toArray(UUID[]::new))
                                        .query(UUID.class)
                                        .list())
                .stream()
                .map(ItemId::new)
                .toList();
    }

    private Reckoning reckoning(Clearance by, CaseId id, Optional<String> standard) {
        need(by, Permission.READ_CLAIMS);
        var using = by.using();
        var file = find(using, id);
        var of = standard(standard.orElse(file.theory().standard()));
        var told = database.as(using, transaction -> incidents.of(transaction, file.theory()));
        var findings = findings(using, id);
        var items =
                findings.stream()
                        .flatMap(finding -> finding.claims().stream())
                        .flatMap(leaning -> leaning.items().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Reckoning(
                file, law, of, told, findings, independence.of(using, items), incidents::acts);
    }

    // ---- roots

    /// From which roots these items come, as far as this reader may know.
    public Roots roots(Clearance by, Collection<ItemId> items) {
        need(by, Permission.READ_CLAIMS);
        return independence.of(by.using(), items);
    }

    /// All ties of these items.
    public List<Tie> ties(Clearance by, Collection<ItemId> items) {
        need(by, Permission.READ_CLAIMS);
        return independence.ties(by.using(), items);
    }

    /// Says of two items whether they come from one root, whatever is computed of them. What was
    /// said of them before counts no more.
    ///
    /// @param words why, which is needed
    /// @throws CaseRefused when one of them is not there for them
    public Correction correct(
            Clearance by, ItemId one, ItemId other, Correction.Verdict verdict, String words) {
        return independence.correct(by, one, other, verdict, words);
    }

    /// What people said of these items, the oldest first.
    public List<Correction> corrections(Clearance by, Collection<ItemId> items) {
        return independence.corrections(by.using(), items);
    }

    // ---- tasks

    /// Makes a task of a gap.
    ///
    /// @param whom who is to do it; they have to see the case
    public Task task(
            Clearance by,
            CaseId inCase,
            String element,
            Subject subject,
            Gap gap,
            Optional<ActorId> whom) {
        need(by, Permission.RECORD_CLAIMS);
        requireAsked(find(by, inCase), element, subject);
        return enter(
                by,
                new Task(
                        TaskId.random(),
                        inCase,
                        element,
                        subject,
                        gap,
                        Task.State.OPEN,
                        whom,
                        by.actor(),
                        now(),
                        -1));
    }

    /// Changes a task: who does it, or that it is done or needs not be.
    ///
    /// @param after position of its last entry that was looked at
    /// @throws CaseRefused when somebody else changed it since
    public Task change(
            Clearance by, TaskId id, long after, Task.State state, Optional<ActorId> whom) {
        need(by, Permission.RECORD_CLAIMS);
        var before =
                tasks(by, "id = ?", id.value()).stream()
                        .findFirst()
                        .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no task " + id));
        if (before.position() != after) {
            throw new CaseRefused(Why.CHANGED_SINCE, "task %s was changed".formatted(id));
        }
        return enter(
                by,
                new Task(
                        id,
                        before.inCase(),
                        before.element(),
                        before.subject(),
                        before.gap(),
                        state,
                        whom,
                        by.actor(),
                        now(),
                        -1));
    }

    private Task enter(Clearance by, Task task) {
        var file = find(by, task.inCase());
        long position =
                database.as(
                        by,
                        transaction ->
                                enter(
                                        ledger,
                                        transaction,
                                        List.of(
                                                new OfTask(
                                                        task,
                                                        file.compartments(),
                                                        Proof.without(Sealed.salt())))));
        return new Task(
                task.id(),
                task.inCase(),
                task.element(),
                task.subject(),
                task.gap(),
                task.state(),
                task.whom(),
                task.by(),
                task.at(),
                position);
    }

    /// All tasks of a case, the open ones first, then those changed last.
    public List<Task> tasks(Clearance by, CaseId inCase) {
        need(by, Permission.READ_CLAIMS);
        return tasks(by, "case_file = ?", inCase.value());
    }

    /// Open tasks that somebody has to do, of all cases.
    public List<Task> tasksOf(Clearance by, ActorId whom) {
        need(by, Permission.READ_CLAIMS);
        return tasks(by, "id in (select id from case_task where whom = ?)", whom.value()).stream()
                .filter(task -> task.state() == Task.State.OPEN)
                .filter(task -> task.whom().equals(Optional.of(whom)))
                .toList();
    }

    private List<Task> tasks(Clearance by, String condition, Object... parameters) {
        var last = new LinkedHashMap<TaskId, Task>();
        database.as(by, transaction -> CaseRows.tasks(transaction, condition, parameters))
                .forEach(row -> last.put(row.task().id(), row.task()));
        return last.values().stream()
                .sorted(
                        Comparator.comparing(Task::state)
                                .thenComparing(Task::position, Comparator.reverseOrder()))
                .toList();
    }

    // ---- what all of them share

    /// Enters rows into the ledger and the database.
    ///
    /// @return the position of the first
    static long enter(Ledger ledger, Transaction transaction, List<? extends Row> rows) {
        long position =
                ledger.append(
                        transaction,
                        rows.stream()
                                .map(
                                        row ->
                                                Entry.of(
                                                                row.act(),
                                                                row.code(),
                                                                row.at(),
                                                                row.by(),
                                                                row.object())
                                                        .committing(
                                                                Digest.ABSENT,
                                                                row.commitment(),
                                                                Digest.ABSENT))
                                .toList());
        CaseRows.insert(transaction, rows, position);
        return position;
    }

    /// Ends the version that a change was made upon.
    private static void end(
            Transaction transaction, String table, UUID id, int version, Instant at) {
        int ended =
                transaction
                        .sql()
                        .sql(
                                "update %s set until = ? where id = ? and version = ? and until is null"
                                        .formatted(table))
                        .params(Timestamp.from(at), id, version)
                        .update();
        if (ended == 0) {
            throw new CaseRefused(
                    Why.CHANGED_SINCE, "%s is not at version %d any more".formatted(id, version));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static UUID[] array(Collection<ItemId> items) {
        return items.stream().map(ItemId::value).toArray(UUID[]::new);
    }

    private static void need(Clearance by, Permission permission) {
        if (!by.may(permission)) {
            throw new CaseRefused(Why.NOT_PERMITTED, "needs " + permission);
        }
    }

    private static CaseRefused unfit(String message, String value) {
        return new CaseRefused(Why.UNFIT, message.formatted(value));
    }

    // ---- erasure and verification

    /// The words of findings, of steps and of corrections fall with every item that they are sealed
    /// under.
    public static void forget(Database database, Collection<ItemId> items) {
        var ids = array(items);
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    for (var table : List.of("finding_words", "finding_step", "root_correction")) {
                        transaction
                                .sql()
                                .sql(
                                        "update %s set sealed = null where items && ?"
                                                .formatted(table))
                                .param(ids)
                                .update();
                    }
                });
    }

    /// Compares every case, finding, step, correction and task with the ledger entry that commits
    /// to it, both ways.
    public static List<org.haetae.ledger.Finding> verify(Database database, Ledger ledger) {
        return new CaseCheck(database, ledger).findings();
    }
}
