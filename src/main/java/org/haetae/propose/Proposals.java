package org.haetae.propose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.NewClaim;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.haetae.suggest.Suggester;

/// Proposals for the text of one item, made when they are asked for and never kept. What people
/// decided is kept as keyed digests, so that it does not come back.
public final class Proposals {

    /// Proposals of one window that are shown at once; the others follow as these are decided.
    public static final int MOST = 200;

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Renditions renditions;
    private final Casebook casebook;
    private final SecretKeySpec naming;
    private final Optional<Model> model;
    private final Clock clock;

    /// Loaded when first asked for: a server starts without it.
    private static final class Rules {
        static final Suggester LOADED = new Suggester();
    }

    /// @param key of the home, under which what was decided is known again
    /// @param model asked besides our rules, where one is connected
    public Proposals(
            Database database,
            Ledger ledger,
            Archive archive,
            Renditions renditions,
            Casebook casebook,
            byte[] key,
            Optional<Model> model,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.renditions = renditions;
        this.casebook = casebook;
        this.naming = new SecretKeySpec(key, "HmacSHA256");
        this.model = model;
        this.clock = clock;
    }

    /// Where in an item's text to begin.
    ///
    /// @param page from 1
    /// @param start in code points of the page
    public record From(int page, int start) {
        public static final From BEGINNING = new From(1, 0);

        public From {
            if (page < 1 || start < 0) {
                throw new IllegalArgumentException(
                        "proposals from page %d, character %d; expected from 1 and from 0"
                                .formatted(page, start));
            }
        }
    }

    /// How a model answered.
    public enum Answered {
        NOT_CONNECTED,
        YES,
        /// It could not be reached, took too long, or answered something else than was agreed.
        NO
    }

    /// Proposals about which nobody has decided.
    ///
    /// @param more how many of this window are not among them
    /// @param next where to go on, if the text goes on
    public record Proposed(List<Proposal> open, int more, Optional<From> next, Answered byModel) {
        public Proposed {
            open = List.copyOf(open);
        }
    }

    /// What some of an item's text may say. Nothing for who may not record claims.
    ///
    /// @return nothing when there is no such item for them, or it was not read
    public Optional<Proposed> of(Clearance by, ItemId id, From from) {
        need(by);
        var item = archive.item(by, id);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        return text(id).map(
                        text -> {
                            var window = Window.of(text.pages(), from);
                            var decided = decided(by, id);
                            var found = new ArrayList<>(byRules(id, window));
                            var answer =
                                    model.map(one -> one.ask(window, casebook.schema()))
                                            .orElse(Model.Answer.NONE);
                            found.addAll(byModel(id, answer));
                            var open =
                                    found.stream()
                                            .filter(one -> !decided.contains(one.key()))
                                            .sorted(
                                                    Comparator.comparingInt(
                                                                    (Proposal one) ->
                                                                            one.place()
                                                                                    .passage()
                                                                                    .page())
                                                            .thenComparingInt(
                                                                    one ->
                                                                            one.place()
                                                                                    .passage()
                                                                                    .start()))
                                            .toList();
                            return new Proposed(
                                    open.stream().limit(MOST).toList(),
                                    Math.max(0, open.size() - MOST),
                                    window.next(),
                                    answer.answered());
                        });
    }

    private Optional<org.haetae.extract.Text> text(ItemId id) {
        try {
            return renditions.text(id);
        } catch (IOException e) {
            throw new UncheckedIOException("the words of item %s".formatted(id), e);
        }
    }

    /// What is said alike at several places is one proposal.
    private List<Proposal> byRules(ItemId item, Window window) {
        record Found(Proposal.Place place, org.haetae.suggest.Suggestion suggestion) {}
        var alike = new LinkedHashMap<String, List<Found>>();
        for (var stretch : window.stretches()) {
            for (var one : Rules.LOADED.suggest(stretch.text())) {
                alike.computeIfAbsent(
                                key(item, one.kind().word(), one.value()), key -> new ArrayList<>())
                        .add(
                                new Found(
                                        new Proposal.Place(
                                                stretch.passage(one.start(), one.end()),
                                                one.quote()),
                                        one));
            }
        }
        var proposals = new ArrayList<Proposal>();
        alike.forEach(
                (key, places) -> {
                    places.sort(Comparator.comparingInt(found -> -found.place().quote().length()));
                    var fullest = places.getFirst().suggestion();
                    proposals.add(
                            new Proposal(
                                    key,
                                    fullest.kind().word(),
                                    fullest.value(),
                                    fullest.rule().code(),
                                    places.stream().map(Found::place).toList(),
                                    Draft.of(casebook.schema(), fullest)));
                });
        return proposals;
    }

    private List<Proposal> byModel(ItemId item, Model.Answer answer) {
        return answer.said().stream()
                .map(
                        said ->
                                new Proposal(
                                        key(
                                                item,
                                                said.kind() + "." + said.property(),
                                                said.value()),
                                        said.kind(),
                                        said.value(),
                                        Proposal.MODEL,
                                        List.of(said.place()),
                                        Optional.of(
                                                new Draft(
                                                        said.kind(),
                                                        Map.of(said.property(), said.value())))))
                .toList();
    }

    // ---- deciding

    /// Records claims that came of a proposal, and with them, in the same transaction, that it was
    /// accepted.
    ///
    /// @param key of the proposal
    public List<Claim> accept(Clearance by, ItemId item, String key, List<NewClaim> claims) {
        need(by);
        var digest = digest(key);
        var compartments = item(by, item).compartments();
        return casebook.record(
                by,
                claims,
                transaction -> decide(transaction, by, item, digest, true, compartments));
    }

    /// Rejects a proposal: it does not come back for this item.
    public void reject(Clearance by, ItemId item, String key) {
        need(by);
        var digest = digest(key);
        var compartments = item(by, item).compartments();
        database.run(
                by,
                transaction -> {
                    // One that is erased at this moment is seen here, or finds the row.
                    transaction
                            .sql()
                            .sql("select id from item where id = ? and erased is null for share")
                            .param(item.value())
                            .query(UUID.class)
                            .optional()
                            .orElseThrow(() -> notThere(item));
                    if (decide(transaction, by, item, digest, false, compartments)) {
                        ledger.append(
                                transaction,
                                List.of(
                                        Entry.of(
                                                Act.PROPOSAL_REJECTED,
                                                clock.instant(),
                                                by.actor(),
                                                item.value())));
                    }
                });
    }

    /// @return whether nobody decided before
    private boolean decide(
            Transaction transaction,
            Clearance by,
            ItemId item,
            byte[] digest,
            boolean accepted,
            Set<CompartmentId> compartments) {
        return transaction
                        .sql()
                        .sql(
                                """
                                insert into proposal_decided (item, digest, accepted, actor, at, compartments)
                                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                                """)
                        .params(
                                item.value(),
                                digest,
                                accepted,
                                by.actor().value(),
                                Timestamp.from(clock.instant()),
                                compartments.stream()
                                        .map(CompartmentId::value)
                                        .toArray(UUID[]::new))
                        .update()
                > 0;
    }

    private Set<String> decided(Clearance by, ItemId item) {
        return database.as(
                by,
                transaction ->
                        new HashSet<>(
                                transaction
                                        .sql()
                                        .sql("select digest from proposal_decided where item = ?")
                                        .param(item.value())
                                        .query(
                                                (row, number) ->
                                                        HexFormat.of().formatHex(row.getBytes(1)))
                                        .list()));
    }

    private Item item(Clearance by, ItemId id) {
        return archive.item(by, id).orElseThrow(() -> notThere(id));
    }

    private static CaseRefused notThere(ItemId item) {
        return new CaseRefused(CaseRefused.Why.NOT_THERE, "no item " + item);
    }

    private static byte[] digest(String key) {
        if (!key.matches("[0-9a-f]{64}")) {
            throw new CaseRefused(CaseRefused.Why.NOT_THERE, "no such proposal");
        }
        return HexFormat.of().parseHex(key);
    }

    private static void need(Clearance by) {
        if (!by.may(Permission.RECORD_CLAIMS)) {
            throw new CaseRefused(
                    CaseRefused.Why.NOT_PERMITTED, "needs " + Permission.RECORD_CLAIMS);
        }
    }

    /// The keyed digest of what is proposed: who holds the database without the keys cannot tell
    /// from it what an item says.
    private String key(ItemId item, String what, String value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(naming);
            mac.update((item + "\n" + what + "\n" + value).getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    /// Forgets what was decided about items that were erased.
    public static void forget(Database database, Collection<ItemId> items) {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("delete from proposal_decided where item = any(?)")
                                .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                                .update());
    }
}
