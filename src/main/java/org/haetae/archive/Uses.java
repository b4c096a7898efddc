package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;

/// What may be done with material: the one place that decides.
///
/// Material that is tied to no consent may be used by whoever may see it. What is tied to consents
/// may be used for what all of them allow at that moment. That the team itself may work with it is
/// enforced by the database beneath every query (V185, the same steps): what it may not work with
/// is there only for those who keep it ([Permission#KEEP_WITHHELD]).
public final class Uses {

    private final Archive archive;
    private final Vault vault;

    Uses(Archive archive) {
        this.archive = archive;
        this.vault = archive.vault();
    }

    /// Whether material may be used so.
    public sealed interface Verdict {

        /// It may.
        record Permitted() implements Verdict {}

        /// It may not.
        ///
        /// @param grounds what stands against it, at least one
        record Refused(List<Ground> grounds) implements Verdict {
            public Refused {
                grounds = List.copyOf(grounds);
            }
        }
    }

    /// What stands against a use.
    ///
    /// @param consent that the material is tied to
    public record Ground(ConsentId consent, Reason reason) {}

    /// Why a consent does not allow a use.
    public enum Reason {
        /// The consent says nothing about uses.
        UNSTATED,
        /// It was not said what the material is wanted for.
        USE_NOT_NAMED,
        /// The person allowed other uses, or another receiver.
        NOT_ALLOWED,
        /// The person allowed it without their name.
        WITHOUT_NAME,
        NOT_YET,
        EXPIRED,
        WITHDRAWN
    }

    // ---- deciding

    /// Whether these items may be used so at this moment. Of items that are not there for this
    /// actor nothing is said: whoever asks has looked whether they are.
    ///
    /// @param use empty when it was not said: then nothing that is tied to a consent may leave
    public Verdict permits(Clearance by, Optional<Use> use, Collection<ItemId> items) {
        var grounds = new ArrayList<Ground>();
        vault.run(
                Clearance.SYSTEM,
                transaction -> {
                    var tied = consents(transaction, items);
                    var steps = current(transaction, tied);
                    for (var consent : tied) {
                        against(use, Optional.ofNullable(steps.get(consent)))
                                .ifPresent(
                                        reason ->
                                                grounds.add(
                                                        new Ground(
                                                                new ConsentId(consent), reason)));
                    }
                });
        return grounds.isEmpty() ? new Verdict.Permitted() : new Verdict.Refused(grounds);
    }

    /// Nothing when they may be used so.
    ///
    /// @throws UseRefused when they may not; that somebody asked is entered in the ledger
    public void require(Clearance by, Optional<Use> use, Collection<ItemId> items) {
        if (permits(by, use, items) instanceof Verdict.Refused refused) {
            var now = archive.clock().instant();
            vault.run(
                    by,
                    transaction ->
                            archive.ledger()
                                    .append(
                                            transaction,
                                            items.stream()
                                                    .map(
                                                            item ->
                                                                    Entry.of(
                                                                            Act.REFUSED,
                                                                            now,
                                                                            by.actor(),
                                                                            item.value()))
                                                    .toList()));
            throw new UseRefused(refused);
        }
    }

    private LocalDate today() {
        return archive.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /// What stands against a use in the present step of a consent.
    public Optional<Reason> against(Use wanted, Optional<Step> step) {
        return against(Optional.of(wanted), step);
    }

    private Optional<Reason> against(Optional<Use> wanted, Optional<Step> step) {
        if (step.isEmpty()) {
            // As before uses were stated: the team may, and nobody else.
            return wanted.equals(Optional.of(Use.INTERNAL))
                    ? Optional.empty()
                    : Optional.of(Reason.UNSTATED);
        }
        return step.get().withdrawn()
                ? Optional.of(Reason.WITHDRAWN)
                : against(wanted, step.get().terms());
    }

    /// What stands against a use in what a person allows.
    public Optional<Reason> against(Use wanted, Terms terms) {
        return against(Optional.of(wanted), terms);
    }

    private Optional<Reason> against(Optional<Use> wanted, Terms terms) {
        var today = today();
        if (terms.from().filter(today::isBefore).isPresent()) {
            return Optional.of(Reason.NOT_YET);
        }
        if (terms.until().filter(today::isAfter).isPresent()) {
            return Optional.of(Reason.EXPIRED);
        }
        if (wanted.isEmpty()) {
            return Optional.of(Reason.USE_NOT_NAMED);
        }
        var use = wanted.get();
        if (terms.uses().stream().anyMatch(allowed -> allowed.covers(use))) {
            return Optional.empty();
        }
        var nameless = new Use(use.purpose(), use.to(), false);
        return Optional.of(
                terms.uses().stream().anyMatch(allowed -> allowed.covers(nameless))
                        ? Reason.WITHOUT_NAME
                        : Reason.NOT_ALLOWED);
    }

    private static List<UUID> consents(Transaction transaction, Collection<ItemId> items) {
        return transaction
                .sql()
                .sql(
                        """
                        select distinct unnest(s.consents) from item i join scope s on s.id = i.scope
                        where i.id = any(?) order by 1
                        """)
                .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /// The consents that an item or an accession is tied to, of those that this actor may know of.
    public List<ConsentId> tiedTo(Clearance by, UUID object) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select c.id from vault v join scope s on s.id = v.scope
                                        join consent c on c.id = any(s.consents)
                                        where v.object = ? order by c.made_at, c.id
                                        """)
                                .param(object)
                                .query(UUID.class)
                                .list()
                                .stream()
                                .map(ConsentId::new)
                                .toList());
    }

    /// How many consents each of these items is tied to, of those that this actor may know of;
    /// those that are tied to none are left out.
    public Map<ItemId, Integer> tied(Clearance by, Collection<ItemId> items) {
        var tied = new HashMap<ItemId, Integer>();
        vault.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select v.object, count(*) from vault v join scope s on s.id = v.scope
                                        join consent c on c.id = any(s.consents)
                                        where v.object = any(?) group by v.object
                                        """)
                                .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                                .query(
                                        row -> {
                                            tied.put(
                                                    new ItemId(row.getObject(1, UUID.class)),
                                                    row.getInt(2));
                                        }));
        return tied;
    }

    /// The same person reading what is to leave the home: what is tied to consents that do not
    /// allow this use is not there, beneath every query.
    ///
    /// @param use empty when it was not said: then nothing that is tied to a consent is there
    public Clearance leaving(Clearance by, Optional<Use> use) {
        return by.leaving(
                use.map(wanted -> allowing(wanted).collect(Collectors.toSet())).orElse(Set.of()));
    }

    private Stream<UUID> allowing(Use wanted) {
        return current(Clearance.SYSTEM).entrySet().stream()
                .filter(one -> against(wanted, one.getValue().terms()).isEmpty())
                .map(one -> one.getKey().value());
    }

    /// Items that the team may not work with at this moment, that this actor would else see: those
    /// that what was made of items before, such as an index, has to leave out. Nothing for who
    /// keeps them.
    public Set<ItemId> withheldFrom(Clearance by) {
        if (by.keeping()) {
            return Set.of();
        }
        return vault
                .database()
                .as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select haetae_withheld_items()")
                                        .query(UUID.class)
                                        .list())
                .stream()
                .map(ItemId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    // ---- what is allowed, step by step

    /// One step in the life of a consent.
    ///
    /// @param number the first is 1
    /// @param withdrawn whether the person took back what was allowed
    /// @param reason why; may be empty for the first
    public record Step(
            int number, Terms terms, boolean withdrawn, String reason, ActorId by, Instant at) {}

    /// Notes what a person allows from now on. What was allowed before stays in the history.
    ///
    /// @param reason why it is changed; required but for the first step
    /// @throws ErasureRefused when there is no such consent for this actor, or no reason
    public void allow(Clearance by, ConsentId consent, Terms terms, String reason) {
        ErasureRefused.unlessMay(by, Permission.RECEIVE);
        step(by, consent, terms, reason, Act.CONSENTED);
    }

    /// The person takes back what they allowed. From here on nothing may be done with what is tied
    /// to it but to keep it; to erase it, somebody asks for that and another decides.
    ///
    /// @throws ErasureRefused when there is no such consent for this actor, or no reason
    public void withdraw(Clearance by, ConsentId consent, String reason) {
        if (!by.may(Permission.RECEIVE) && !by.may(Permission.ASK_ERASURE)) {
            throw new ErasureRefused(Why.NOT_ALLOWED);
        }
        step(by, consent, Terms.NOTHING, reason, Act.CONSENT_WITHDRAWN);
    }

    private void step(Clearance by, ConsentId consent, Terms terms, String reason, Act act) {
        var now = archive.clock().instant();
        vault.run(by, transaction -> step(transaction, by, consent, terms, reason, act, now));
    }

    void step(
            Transaction transaction,
            Clearance by,
            ConsentId consent,
            Terms terms,
            String reason,
            Act act,
            Instant now) {
        var secret = secret(transaction, consent);
        int number =
                transaction
                        .sql()
                        .sql(
                                "select coalesce(max(number), 0) + 1 from consent_step where consent = ?")
                        .param(consent.value())
                        .query(Integer.class)
                        .single();
        if (number > 1 && reason.isBlank()) {
            throw new ErasureRefused(Why.NO_REASON);
        }
        var words = terms.encode(number, reason.strip());
        var position =
                archive.ledger()
                        .append(
                                transaction,
                                Entry.of(act, number, now, by.actor(), consent.value())
                                        .committing(
                                                Digest.ABSENT,
                                                secret.commitment(words),
                                                Digest.ABSENT));
        transaction
                .sql()
                .sql("update consent_step set until = ? where consent = ? and until is null")
                .params(Timestamp.from(now), consent.value())
                .update();
        transaction
                .sql()
                .sql(
                        """
                        insert into consent_step (consent, number, compartments, usable, words, actor, at, position)
                        select id, ?, compartments, ?::tstzrange, ?, ?, ?, ? from consent where id = ?
                        """)
                .params(
                        number,
                        terms.usable(),
                        Vault.seal(secret, consent.value(), words),
                        by.actor().value(),
                        Timestamp.from(now),
                        position,
                        consent.value())
                .update();
    }

    /// Locks the consent, so that steps come one after the other.
    private Secret secret(Transaction transaction, ConsentId consent) {
        return transaction
                .sql()
                .sql("select wrapped from consent where id = ? and wrapped is not null for update")
                .param(consent.value())
                .query(
                        (row, number) ->
                                Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped"))))
                .optional()
                .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
    }

    /// What was allowed, the oldest step first; nothing of a consent that was erased.
    public List<Step> history(Clearance by, ConsentId consent) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(SELECT + "where s.consent = ? order by s.number")
                                .param(consent.value())
                                .query((row, number) -> step(transaction, row))
                                .list());
    }

    /// What is allowed now, by consent; none of those that say nothing about uses.
    public Map<ConsentId, Step> current(Clearance by) {
        return vault.as(
                by,
                transaction -> {
                    var steps = new HashMap<ConsentId, Step>();
                    transaction
                            .sql()
                            .sql(SELECT + "where s.until is null")
                            .query(
                                    row -> {
                                        steps.put(
                                                new ConsentId(row.getObject("consent", UUID.class)),
                                                step(transaction, row));
                                    });
                    return steps;
                });
    }

    private static final String SELECT =
            """
            select s.*, c.wrapped from consent_step s
            join consent c on c.id = s.consent and c.wrapped is not null\s
            """;

    private Map<UUID, Step> current(Transaction transaction, List<UUID> consents) {
        var steps = new HashMap<UUID, Step>();
        if (!consents.isEmpty()) {
            transaction
                    .sql()
                    .sql(SELECT + "where s.until is null and s.consent = any(?)")
                    .param(consents.toArray(UUID[]::new))
                    .query(
                            row -> {
                                steps.put(
                                        row.getObject("consent", UUID.class),
                                        step(transaction, row));
                            });
        }
        return steps;
    }

    private Step step(Transaction transaction, ResultSet row) throws SQLException {
        var consent = row.getObject("consent", UUID.class);
        var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
        var words = Vault.open(secret, consent, row.getBytes("words"));
        var terms = Terms.decode(words);
        return new Step(
                row.getInt("number"),
                terms,
                isWithdrawn(row.getInt("number"), terms),
                Terms.reason(words),
                new ActorId(row.getObject("actor", UUID.class)),
                row.getTimestamp("at").toInstant());
    }

    /// A first step that allows nothing was never a consent; a later one takes it back.
    private static boolean isWithdrawn(int number, Terms terms) {
        return number > 1 && terms.uses().isEmpty();
    }
}
