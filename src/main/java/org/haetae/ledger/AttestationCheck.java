package org.haetae.ledger;

import static org.haetae.ledger.LedgerCode.ANSWER_MISSING;
import static org.haetae.ledger.LedgerCode.ANSWER_OF_THE_FUTURE;
import static org.haetae.ledger.LedgerCode.CLOCK_AHEAD;
import static org.haetae.ledger.LedgerCode.CLOCK_BEHIND;
import static org.haetae.ledger.LedgerCode.COSIGNATURE_UNKNOWN;
import static org.haetae.ledger.LedgerCode.COSIGNATURE_WRONG;
import static org.haetae.ledger.LedgerCode.TIMESTAMPS_TOO_FEW;
import static org.haetae.ledger.LedgerCode.TIMESTAMP_AGING;
import static org.haetae.ledger.LedgerCode.TIMESTAMP_EXPIRED;
import static org.haetae.ledger.LedgerCode.TIMESTAMP_LATE;
import static org.haetae.ledger.LedgerCode.TIMESTAMP_REVOCATION_UNKNOWN;
import static org.haetae.ledger.LedgerCode.WITNESSES_TOO_FEW;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds what witnesses and timestamp authorities said against the log: their answers against its
/// heads, its record of them against the answers, and its clock against theirs.
///
/// An answer for a head of S entries, made at T and recorded at position Q, brackets the log: the
/// entries before S are not younger than T, those from Q on are not older. Whoever moves the
/// machine's clock contradicts one or the other.
final class AttestationCheck {

    /// Clocks of honest machines that nobody sets may differ by as much.
    static final Duration TOLERANCE = Duration.ofHours(1);

    /// A stamp that is older than its youngest entry by more is called late. A quiet log is stamped
    /// once a day.
    static final Duration LATE = Duration.ofDays(2);

    private final List<VerifierKey> keys;
    private final Optional<Expectations> expectations;
    private final Consumer<Finding> found;

    /// Every answer that lies in the folder, whether its maker is known or not, with its time when
    /// it was checked.
    private final Map<Answer, Optional<Attestation>> answers = new HashMap<>();

    private final Map<Answer, Long> recordedAt = new HashMap<>();
    private final List<Stamp> stamps = new ArrayList<>();

    /// Files of heads and the lines in them that are by no key that was given.
    private final Map<String, SignedNote.Line> unknown = new LinkedHashMap<>();

    private final TreeMap<Long, Newest> newestAt = new TreeMap<>();
    private final Set<Long> told = new HashSet<>();
    private Newest newest = new Newest(-1, Instant.EPOCH);
    private @Nullable Instant begun;
    private @Nullable Attestation notBefore;

    /// What an entry commits to: which head, and what was said of it.
    private record Answer(UUID object, Digest record) {}

    /// A right timestamp, with the end of its certificates.
    private record Stamp(Attestation said, Answer answer, Timestamp.Verified verified) {}

    /// The youngest entry up to some place.
    private record Newest(long position, Instant time) {}

    AttestationCheck(
            List<VerifierKey> keys, Optional<Expectations> expectations, Consumer<Finding> found) {
        this.keys = keys;
        this.expectations = expectations;
        this.found = found;
    }

    /// Takes the cosignatures of a head that is the log's own.
    void cosigned(String file, Checkpoint checkpoint, SignedNote note) {
        // To a check that was given no witness every one is unknown, which says nothing.
        boolean given = keys.stream().anyMatch(key -> !key.name().equals(checkpoint.origin()));
        Map<String, List<SignedNote.Line>> byName = new LinkedHashMap<>();
        for (SignedNote.Line line : note.signatures()) {
            if (!line.name().equals(checkpoint.origin())) {
                if (given && keys.stream().noneMatch(line::isBy)) {
                    unknown.put(file, line);
                }
                byName.computeIfAbsent(line.name(), name -> new ArrayList<>()).add(line);
            }
        }
        byName.forEach(
                (name, lines) ->
                        add(
                                checkpoint,
                                answer(lines),
                                checked(file, checkpoint, note.text(), name, lines)));
    }

    private void nameUnknownWitnesses() {
        if (unknown.isEmpty()) {
            return;
        }
        var first = unknown.entrySet().iterator().next();
        found.accept(
                COSIGNATURE_UNKNOWN.at(
                        first.getKey(),
                        "%s in %d heads".formatted(first.getValue(), unknown.size()),
                        "signatures of keys that are known"));
    }

    /// The answer of a witness: its lines, in their order.
    static Digest answer(List<SignedNote.Line> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.encode()));
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Attestation> checked(
            String file,
            Checkpoint checkpoint,
            String text,
            String name,
            List<SignedNote.Line> lines) {
        Optional<Instant> time = Optional.empty();
        for (SignedNote.Line line : lines) {
            for (VerifierKey key : keys) {
                if (!line.isBy(key)) {
                    continue;
                }
                if (!key.verifies(text, line.signature())) {
                    found.accept(
                            COSIGNATURE_WRONG.at(
                                    file, "a wrong cosignature by " + key, "a right one"));
                    return Optional.empty();
                }
                time = time.or(() -> key.time(line.signature()));
            }
        }
        return time.map(
                at ->
                        new Attestation(
                                Attestation.Kind.COSIGNATURE, name, file, checkpoint.size(), at));
    }

    /// Takes one timestamp of a head, verified or not.
    void stamped(
            Checkpoint checkpoint,
            StampFiles files,
            Digest answer,
            Optional<Timestamp.Verified> verified) {
        Optional<Attestation> said =
                verified.map(
                        stamp ->
                                new Attestation(
                                        Attestation.Kind.TIMESTAMP,
                                        files.authority(),
                                        files.response(),
                                        checkpoint.size(),
                                        stamp.time()));
        add(checkpoint, answer, said);
        said.ifPresent(
                it ->
                        stamps.add(
                                new Stamp(it, answer(checkpoint, answer), verified.orElseThrow())));
    }

    private static Answer answer(Checkpoint checkpoint, Digest answer) {
        return new Answer(Attestation.object(checkpoint), Attestation.record(answer));
    }

    /// Takes one answer for a head.
    ///
    /// @param attestation empty when nothing is known of who made it, or it is wrong
    void add(Checkpoint checkpoint, Digest answer, Optional<Attestation> attestation) {
        Answer key = answer(checkpoint, answer);
        answers.merge(key, attestation, (one, other) -> one.isPresent() ? one : other);
        attestation.ifPresent(
                it -> {
                    newestAt.putIfAbsent(it.size(), new Newest(-1, Instant.EPOCH));
                    expectations
                            .filter(expected -> isAfter(it.time(), expected.now()))
                            .ifPresent(
                                    expected ->
                                            found.accept(
                                                    ANSWER_OF_THE_FUTURE.at(
                                                            it.where(),
                                                            it.time() + " by " + it.by(),
                                                            "not after " + expected.now())));
                });
    }

    /// Takes the entries in their order, after the answers.
    void entry(long position, Entry entry) {
        if (begun == null) {
            begun = entry.time();
        }
        if (entry.act() == Act.ATTESTED) {
            recorded(position, entry);
        }
        Attestation bound = notBefore;
        if (bound != null && isAfter(bound.time(), entry.time())) {
            found.accept(
                    CLOCK_BEHIND.at(
                            "entry " + position,
                            entry.time(),
                            "not before %s, which %s said of %d entries and an earlier entry records"
                                    .formatted(bound.time(), bound.by(), bound.size())));
            notBefore = null; // once for each answer; those after it would say the same
        }
        if (entry.time().isAfter(newest.time())) {
            newest = new Newest(position, entry.time());
        }
        if (newestAt.containsKey(position + 1)) {
            newestAt.put(position + 1, newest);
        }
    }

    private void recorded(long position, Entry entry) {
        boolean known =
                entry.code() == Attestation.Kind.COSIGNATURE.number()
                        || entry.code() == Attestation.Kind.TIMESTAMP.number();
        if (!known) {
            return; // of a kind that a newer Haetae has
        }
        Answer answer = new Answer(entry.object(), entry.record());
        recordedAt.putIfAbsent(answer, position);
        Optional<Attestation> said =
                answers.containsKey(answer) ? answers.get(answer) : missing(position);
        said.filter(it -> notBefore == null || it.time().isAfter(notBefore.time()))
                .ifPresent(it -> notBefore = it);
    }

    private Optional<Attestation> missing(long position) {
        found.accept(
                ANSWER_MISSING.at(
                        "entry " + position,
                        "no such answer in the log's folder",
                        "the answer of a witness or an authority that the entry commits to"));
        return Optional.empty();
    }

    /// After the last entry: clocks, and whether enough have vouched lately.
    ///
    /// @param size entries of the newest head
    void conclude(long size) {
        attestations().stream()
                .sorted(Comparator.comparing(Attestation::time))
                .forEach(this::compareClock);
        stamps.sort(Comparator.comparing(stamp -> stamp.said().time()));
        stamps.forEach(this::compareAge);
        nameUnknownRevocations();
        nameUnknownWitnesses();
        expectations.ifPresent(expected -> countWitnesses(expected, size));
        expectations.ifPresent(expected -> countStamps(expected, size));
        expectations.ifPresent(this::compareLives);
    }

    private void compareAge(Stamp stamp) {
        Newest before = newestAt.getOrDefault(stamp.said().size(), newest);
        if (before.position() >= 0 && before.time().plus(LATE).isBefore(stamp.said().time())) {
            found.accept(
                    TIMESTAMP_LATE.at(
                            stamp.said().where(),
                            "stamped " + stamp.said().time(),
                            "within %s days of entry %d, of %s"
                                    .formatted(LATE.toDays(), before.position(), before.time())));
        }
    }

    private void nameUnknownRevocations() {
        List<Stamp> unknown =
                stamps.stream().filter(stamp -> !stamp.verified().revocationKnown()).toList();
        if (!unknown.isEmpty()) {
            found.accept(
                    TIMESTAMP_REVOCATION_UNKNOWN.at(
                            unknown.getLast().said().where(),
                            unknown.size()
                                    + " timestamps without a revocation list of each issuer that speaks of their time",
                            "a list for each certificate"));
        }
    }

    private void countStamps(Expectations expected, long size) {
        if (expected.stamped().isZero() || size == 0) {
            return;
        }
        Optional<Instant> last =
                stamps.isEmpty() ? Optional.empty() : Optional.of(stamps.getLast().said().time());
        Instant since = last.or(this::begun).orElse(expected.now());
        if (since.plus(expected.stamped()).isBefore(expected.now())) {
            found.accept(
                    TIMESTAMPS_TOO_FEW.at(
                            StampFiles.FOLDER,
                            last.map(time -> "the last one of " + time).orElse("none"),
                            "one within the last %d days".formatted(expected.stamped().toDays())));
        }
    }

    /// A stamp holds until its own certificates end, or as long as a later one that covers it and
    /// was made before that. Those that hold equally long are told together.
    private void compareLives(Expectations expected) {
        TreeMap<Instant, List<Stamp>> byEnd = new TreeMap<>();
        // Of the later ones that cover this one, by their times, those that hold longer than all
        // before them.
        TreeMap<Instant, Instant> covering = new TreeMap<>();
        Deque<Map.Entry<Stamp, Instant>> later = new ArrayDeque<>();
        for (Stamp stamp : stamps.reversed()) {
            long recorded = recordedAt.getOrDefault(stamp.answer(), Long.MAX_VALUE);
            while (!later.isEmpty() && later.peek().getKey().said().size() > recorded) {
                Map.Entry<Stamp, Instant> one = later.remove();
                covering.tailMap(one.getKey().said().time(), true)
                        .values()
                        .removeIf(end -> !end.isAfter(one.getValue()));
                covering.put(one.getKey().said().time(), one.getValue());
            }
            Instant own = stamp.verified().until();
            Map.Entry<Instant, Instant> renewal =
                    recorded == Long.MAX_VALUE ? null : covering.floorEntry(own);
            Instant end =
                    renewal != null && renewal.getValue().isAfter(own) ? renewal.getValue() : own;
            byEnd.computeIfAbsent(end, at -> new ArrayList<>()).add(stamp);
            later.add(Map.entry(stamp, end));
        }
        byEnd.forEach((end, held) -> tellEnd(expected, end, held));
    }

    private void tellEnd(Expectations expected, Instant end, List<Stamp> held) {
        boolean over = end.isBefore(expected.now());
        if (!over && !end.minus(expected.renewal()).isBefore(expected.now())) {
            return;
        }
        found.accept(
                (over ? TIMESTAMP_EXPIRED : TIMESTAMP_AGING)
                        .at(
                                held.getFirst().said().where(),
                                "%d timestamps, right at their own time, that hold until %s"
                                        .formatted(held.size(), end),
                                "a later timestamp over them that holds longer"));
    }

    /// Everything that was said and found right, without order.
    List<Attestation> attestations() {
        return answers.values().stream().flatMap(Optional::stream).toList();
    }

    /// When the log began, by its own clock.
    Optional<Instant> begun() {
        return Optional.ofNullable(begun);
    }

    private void compareClock(Attestation attestation) {
        Newest before = newestAt.getOrDefault(attestation.size(), newest);
        if (isAfter(before.time(), attestation.time()) && told.add(before.position())) {
            found.accept(
                    CLOCK_AHEAD.at(
                            "entry " + before.position(),
                            before.time(),
                            "not after %s, when %s vouched for %d entries"
                                    .formatted(
                                            attestation.time(),
                                            attestation.by(),
                                            attestation.size())));
        }
    }

    private static boolean isAfter(Instant later, Instant earlier) {
        return later.minus(TOLERANCE).isAfter(earlier);
    }

    private void countWitnesses(Expectations expected, long size) {
        if (expected.witnesses() == 0 || size == 0) {
            return;
        }
        Map<Long, List<Attestation>> bySize = new TreeMap<>(Comparator.reverseOrder());
        attestations().stream()
                .filter(it -> it.kind() == Attestation.Kind.COSIGNATURE)
                .forEach(it -> bySize.computeIfAbsent(it.size(), at -> new ArrayList<>()).add(it));
        Optional<Attestation> enough =
                bySize.values().stream()
                        .map(said -> atLast(said, expected.witnesses()))
                        .flatMap(Optional::stream)
                        .max(Comparator.comparing(Attestation::time));
        Instant since = enough.map(Attestation::time).or(this::begun).orElse(expected.now());
        if (since.plus(expected.witnessed()).isBefore(expected.now())) {
            found.accept(
                    WITNESSES_TOO_FEW.at(
                            LogFolder.CHECKPOINT,
                            enough.map(
                                            it ->
                                                    "%d entries of %d, cosigned by enough at %s"
                                                            .formatted(it.size(), size, it.time()))
                                    .orElse("no head that enough have cosigned"),
                            "a head cosigned by %d witnesses within the last %s days"
                                    .formatted(
                                            expected.witnesses(), expected.witnessed().toDays())));
        }
    }

    /// The answer that made up the number of different witnesses for one head.
    private static Optional<Attestation> atLast(Collection<Attestation> said, int number) {
        Map<String, Attestation> first = new HashMap<>();
        said.forEach(
                it ->
                        first.merge(
                                it.by(),
                                it,
                                (one, other) -> one.time().isBefore(other.time()) ? one : other));
        return first.values().stream()
                .sorted(Comparator.comparing(Attestation::time))
                .skip(number - 1L)
                .findFirst();
    }
}
