package org.haetae.casebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.casebook.CaseRefused.Why;

/// Many claims on their way into the casebook, in parts that are recorded whole or not at all: the
/// line of a file, the row of a table. Each part has an outcome; one that cannot be recorded keeps
/// no other from it, and what is there already is not recorded twice.
///
/// A part may refer to an entity that only a later one brings: it waits for it.
public final class ClaimIntake {

    private static final int BATCH = 4_000;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern KEY = Pattern.compile("\\S{1,200}");

    /// What became of a part.
    public enum Result {
        RECORDED,
        /// All its claims are there already, with the same citations.
        KNOWN,
        REFUSED,
        /// It could be recorded; this was a trial.
        FIT
    }

    /// @param number of the part, as whoever handed it in counts
    /// @param key of what it is about; empty when it has none
    /// @param claims that were recorded, or found to be there
    /// @param fresh how many of its claims were new
    /// @param reason why it was refused; else empty
    public record Outcome(
            int number,
            Result result,
            String key,
            Optional<EntityId> entity,
            List<ClaimId> claims,
            int fresh,
            String reason) {}

    private record Part(int number, String key, List<NewClaim> claims) {}

    /// What makes two claims the same: grade and status are judgements on it, not part of it.
    private record Said(
            EntityId entity, String property, Value value, List<NewClaim.Cite> citations) {
        static Said by(NewClaim claim) {
            return new Said(claim.entity(), claim.property(), claim.value(), claim.citations());
        }

        static Optional<Said> by(Claim claim) {
            return claim.value()
                    .map(
                            value ->
                                    new Said(
                                            claim.entity(),
                                            claim.property(),
                                            value,
                                            claim.citations().stream()
                                                    .map(
                                                            one ->
                                                                    new NewClaim.Cite(
                                                                            one.item(),
                                                                            one.locator()))
                                                    .toList()));
        }
    }

    private final Casebook casebook;
    private final Clearance by;
    private final boolean trial;
    private final Consumer<Outcome> each;
    private final Map<String, EntityId> entities = new HashMap<>();

    /// Keys that were looked up, so that one that nothing stands for is not asked about again.
    private final Set<String> askedFor = new HashSet<>();

    /// Keys that nothing stood for before, until something about their entity is recorded.
    private final Map<EntityId, String> fresh = new HashMap<>();

    private final Map<EntityId, String> kinds = new HashMap<>();
    private final Set<EntityId> lookedUp = new HashSet<>();
    private final List<Part> batch = new ArrayList<>();
    private final List<Part> waiting = new ArrayList<>();
    private int size;

    /// @param trial whether nothing is to be recorded, only told
    /// @param each hears of every part, in the order in which their fate is known
    public ClaimIntake(Casebook casebook, Clearance by, boolean trial, Consumer<Outcome> each) {
        this.casebook = casebook;
        this.by = by;
        this.trial = trial;
        this.each = each;
    }

    // ---- entities by their keys

    /// Looks up many keys and ids at once, which is faster than one by one.
    public void expect(Collection<String> keys) {
        var unknown =
                keys.stream()
                        .filter(key -> !entities.containsKey(key))
                        .filter(askedFor::add)
                        .toList();
        if (!unknown.isEmpty()) {
            entities.putAll(casebook.keyed(by, unknown));
            lookUp(
                    unknown.stream()
                            .map(
                                    key ->
                                            ID.matcher(key).matches()
                                                    ? EntityId.parse(key)
                                                    : entities.get(key))
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    private void lookUp(Collection<EntityId> ids) {
        if (!ids.isEmpty()) {
            kinds.putAll(casebook.kinds(by, ids));
            lookedUp.addAll(ids);
        }
    }

    /// What a key or an id stands for; a key that is new stands for something new.
    ///
    /// @throws IllegalArgumentException when it is neither
    public EntityId entity(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "entity is \"%s\"; expected an id or a key without spaces".formatted(key));
        }
        if (ID.matcher(key).matches()) {
            return EntityId.parse(key);
        }
        expect(List.of(key));
        return entities.computeIfAbsent(
                key,
                one -> {
                    var id = EntityId.random();
                    fresh.put(id, one);
                    return id;
                });
    }

    /// Whether nothing was recorded yet about an entity that a key stands for.
    public boolean isNew(EntityId entity) {
        return fresh.containsKey(entity);
    }

    /// Of which kind an entity is, if that is known already.
    public Optional<String> kindOf(EntityId entity) {
        if (!kinds.containsKey(entity)
                && !fresh.containsKey(entity)
                && !lookedUp.contains(entity)) {
            lookUp(List.of(entity));
        }
        return Optional.ofNullable(kinds.get(entity));
    }

    /// Of which kind an entity is that a part is about.
    ///
    /// @param given what the part says of it; may be left out of what is there already
    /// @throws IllegalArgumentException when it is of another, or not said
    public String kind(EntityId entity, Optional<String> given, String key) {
        var known =
                kindOf(entity)
                        .or(() -> given)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "entity \"%s\" is new; its first line must say of which kind"
                                                        .formatted(key)));
        if (given.isPresent() && !given.get().equals(known)) {
            throw new IllegalArgumentException(
                    "entity \"%s\" is a %s, not a %s".formatted(key, known, given.get()));
        }
        kinds.put(entity, known);
        return known;
    }

    // ---- parts

    /// Takes a part in.
    ///
    /// @param claims about entities that [#entity] gave
    public void take(int number, String key, List<NewClaim> claims) {
        if (claims.isEmpty() || claims.size() > BATCH) {
            refuse(
                    number,
                    key,
                    claims.isEmpty()
                            ? "says nothing"
                            : "says %d things; expected %d at most"
                                    .formatted(claims.size(), BATCH));
            return;
        }
        if (size + claims.size() > BATCH) {
            flush();
        }
        batch.add(new Part(number, key, List.copyOf(claims)));
        size += claims.size();
    }

    /// Tells of a part that could not even be read.
    public void refuse(int number, String key, String reason) {
        each.accept(
                new Outcome(number, Result.REFUSED, key, Optional.empty(), List.of(), 0, reason));
    }

    /// Takes in what still waits. Call it at the end.
    public void end() {
        flush();
        for (int before = Integer.MAX_VALUE; waiting.size() < before; ) {
            before = waiting.size();
            var again = List.copyOf(waiting);
            waiting.clear();
            for (var part : again) {
                if (size + part.claims().size() > BATCH) {
                    flush();
                }
                batch.add(part);
                size += part.claims().size();
            }
            flush();
        }
        waiting.forEach(
                part ->
                        refuse(
                                part.number(),
                                part.key(),
                                "refers to \"%s\", which is not there; record that first"
                                        .formatted(missing(part, Set.of()).orElse("?"))));
        waiting.clear();
    }

    private void flush() {
        var ready = ready();
        batch.clear();
        size = 0;
        var there = there(ready);
        var said = new HashSet<>(there.keySet());
        var wanted = new ArrayList<Part>();
        for (var part : ready) {
            var claims =
                    part.claims().stream().filter(claim -> !said.contains(Said.by(claim))).toList();
            claims.forEach(claim -> said.add(Said.by(claim)));
            if (claims.isEmpty()) {
                tell(
                        part,
                        Result.KNOWN,
                        part.claims().stream()
                                .map(claim -> there.get(Said.by(claim)))
                                .filter(Objects::nonNull)
                                .toList(),
                        0,
                        "");
            } else {
                wanted.add(new Part(part.number(), part.key(), claims));
            }
        }
        if (!wanted.isEmpty()) {
            record(wanted);
        }
    }

    /// Those that refer to nothing that is still to come; the others wait.
    private List<Part> ready() {
        var ready = new ArrayList<>(batch);
        for (boolean changed = true; changed; ) {
            var brought =
                    ready.stream()
                            .flatMap(part -> part.claims().stream())
                            .map(NewClaim::entity)
                            .collect(Collectors.toSet());
            var early = ready.stream().filter(part -> missing(part, brought).isPresent()).toList();
            waiting.addAll(early);
            changed = ready.removeAll(early);
        }
        return ready;
    }

    /// The key of something new that a part refers to and that nobody brings.
    private Optional<String> missing(Part part, Set<EntityId> brought) {
        return part.claims().stream()
                .flatMap(
                        claim ->
                                claim.value() instanceof Value.Reference(EntityId entity)
                                        ? Optional.of(entity).stream()
                                        : Optional.<EntityId>empty().stream())
                .filter(entity -> fresh.containsKey(entity) && !brought.contains(entity))
                .map(fresh::get)
                .findFirst();
    }

    /// What is said already of entities that are there.
    private Map<Said, ClaimId> there(List<Part> parts) {
        var known =
                parts.stream()
                        .flatMap(part -> part.claims().stream())
                        .map(NewClaim::entity)
                        .filter(entity -> !fresh.containsKey(entity))
                        .collect(Collectors.toSet());
        var there = new HashMap<Said, ClaimId>();
        if (!known.isEmpty()) {
            for (var entity : casebook.entities(by, known).values()) {
                for (var claim : entity.claims()) {
                    Said.by(claim).ifPresent(said -> there.putIfAbsent(said, claim.id()));
                }
            }
        }
        return there;
    }

    /// All at once; when one of them is refused, the one half and then the other.
    private void record(List<Part> parts) {
        var claims = parts.stream().flatMap(part -> part.claims().stream()).toList();
        try {
            if (trial) {
                casebook.rehearse(by, claims, kinds);
                parts.forEach(part -> tell(part, Result.FIT, List.of(), part.claims().size(), ""));
            } else {
                recorded(parts, casebook.record(by, claims, keys(claims)));
            }
            claims.forEach(claim -> fresh.remove(claim.entity()));
        } catch (CaseRefused refused) {
            if (parts.size() > 1) {
                record(parts.subList(0, parts.size() / 2));
                record(parts.subList(parts.size() / 2, parts.size()));
            } else if (missing(parts.getFirst(), about(parts.getFirst())).isPresent()) {
                waiting.add(parts.getFirst());
            } else {
                tell(parts.getFirst(), Result.REFUSED, List.of(), 0, reason(refused));
            }
        }
    }

    private static Set<EntityId> about(Part part) {
        return part.claims().stream().map(NewClaim::entity).collect(Collectors.toSet());
    }

    private static String reason(CaseRefused refused) {
        return refused.why() == Why.CHANGED_SINCE
                ? refused.getMessage() + "; give the same once more"
                : String.valueOf(refused.getMessage());
    }

    private Map<String, EntityId> keys(List<NewClaim> claims) {
        var keys = new HashMap<String, EntityId>();
        for (var claim : claims) {
            var key = fresh.get(claim.entity());
            if (key != null) {
                keys.put(key, claim.entity());
            }
        }
        return keys;
    }

    private void recorded(List<Part> parts, List<Claim> claims) {
        int from = 0;
        for (var part : parts) {
            int to = from + part.claims().size();
            tell(
                    part,
                    Result.RECORDED,
                    claims.subList(from, to).stream().map(Claim::id).toList(),
                    part.claims().size(),
                    "");
            from = to;
        }
    }

    private void tell(Part part, Result result, List<ClaimId> claims, int count, String reason) {
        each.accept(
                new Outcome(
                        part.number(),
                        result,
                        part.key(),
                        Optional.of(part.claims().getFirst().entity()),
                        claims,
                        count,
                        reason));
    }
}
