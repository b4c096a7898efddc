package org.haetae.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.ledger.Act;
import org.haetae.ledger.Attestation;
import org.haetae.ledger.Digest;
import org.haetae.ledger.GivenCredentials;
import org.haetae.ledger.LedgerCheck;
import org.haetae.ledger.LogFolder;
import org.haetae.ledger.Recorded;
import org.haetae.packing.Json;
import org.haetae.packing.OcflCheck;

/// Checks what of a home may be shown to anyone: its ledger, and the sealed archive against it. No
/// key of an item is needed, none is asked for.
final class HomeCheck {

    private static final Pattern ITEM =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.age");
    private static final String OBJECT = "urn:uuid:";

    private final Trust trust;
    private final Report report;
    private final Map<UUID, Digest> received = new HashMap<>();
    private final Map<String, Digest> closed = new HashMap<>();

    /// Erased things, each with the number of the decision.
    private final Map<UUID, Integer> erased = new HashMap<>();

    /// Numbers of decisions to erase, each with its position.
    private final Map<Integer, Decision> decided = new HashMap<>();

    /// @param again whether nobody asked for it in this log
    private record Decision(long position, boolean again) {}

    private final Map<UUID, ActorId> asked = new HashMap<>();
    private final Set<ActorId> accounts = new HashSet<>();
    private final GivenCredentials given = new GivenCredentials(accounts::contains);

    private long lastReceived = -1;

    /// Whether what was received is remembered, to hold an archive against it: of a log alone that
    /// would be a gigabyte for some millions of entries.
    private final boolean withArchive;

    HomeCheck(Trust trust, Report report, boolean withArchive) {
        this.trust = trust;
        this.report = report;
        this.withArchive = withArchive;
    }

    /// The log alone: every entry, every head.
    ///
    /// @return whether it may be believed
    boolean ledger(Path folder) {
        LogFolder log = new LogFolder(folder);
        LedgerCheck.Report checked =
                new LedgerCheck(log, trust.keys())
                        .remembering(trust.remembered())
                        .trusting(trust.roots())
                        .forEach(this::collect)
                        .run();
        report.findAll(checked.findings());
        if (!checked.isSound()) {
            return false;
        }
        if (!witnessed(checked)) {
            return false;
        }
        if (trust.withoutWitnesses()
                .believe("checkpoint", log.checkpoint().orElseThrow(), report)
                .isEmpty()) {
            return false;
        }
        checked.attestations()
                .forEach(
                        said ->
                                report.prove(
                                        "a head of %,d entries was there at %s, by the word of %s"
                                                .formatted(said.size(), said.time(), said.by()),
                                        said.where()));
        erased();
        report.prove(
                "%,d entries, in this order, are what the log's keys signed; none was taken back since any of %,d heads"
                        .formatted(
                                checked.entries(), log.sizes().size() + trust.remembered().size()),
                checked.head().get().origin());
        return true;
    }

    /// Witnesses are asked some time after a head was signed: one of the heads has to have as many
    /// as were asked for, and everything that was received has to be under it. What they signed
    /// says nothing of what came later.
    ///
    /// @return whether there is such a head at all; what was received after it is told
    private boolean witnessed(LedgerCheck.Report checked) {
        if (trust.witnesses() == 0) {
            return true;
        }
        Map<Long, Set<String>> bySize = new HashMap<>();
        checked.attestations().stream()
                .filter(said -> said.kind() == Attestation.Kind.COSIGNATURE)
                .forEach(
                        said ->
                                bySize.computeIfAbsent(said.size(), size -> new HashSet<>())
                                        .add(said.by()));
        OptionalLong covered =
                bySize.entrySet().stream()
                        .filter(head -> head.getValue().size() >= trust.witnesses())
                        .mapToLong(Map.Entry::getKey)
                        .max();
        if (covered.isEmpty()) {
            int most = bySize.values().stream().mapToInt(Set::size).max().orElse(0);
            report.find(
                    CustodyCode.WITNESS_MISSING.at(
                            "checkpoints",
                            most + " witnesses of one head at most",
                            trust.witnesses() + " at least"));
            return false;
        }
        long seen = covered.getAsLong();
        report.prove(
                "of %,d entries the first %,d were seen by as many witnesses as were asked for"
                        .formatted(checked.entries(), seen),
                "checkpoints/" + seen);
        if (lastReceived >= seen) {
            report.find(
                    CustodyCode.WITNESS_MISSING.at(
                            "entries %d to %d".formatted(seen, lastReceived),
                            "witnesses for the first %,d entries".formatted(seen),
                            "a head with these entries that witnesses signed"));
        }
        return true;
    }

    private void collect(Recorded recorded) {
        var entry = recorded.entry();
        if (entry.act() == Act.RECEIVED || entry.act() == Act.ACCESSION_CLOSED) {
            lastReceived = recorded.position();
        }
        if (withArchive && entry.act() == Act.RECEIVED) {
            received.put(entry.object(), entry.sealed());
        } else if (withArchive && entry.act() == Act.ACCESSION_CLOSED) {
            closed.put(entry.object() + " v" + entry.code(), entry.sealed());
        } else if (entry.act() == Act.ACCOUNT_CHANGED) {
            accounts.add(new ActorId(entry.object()));
            given.follow(entry);
        } else if (entry.act() == Act.ERASURE_ASKED) {
            asked.put(entry.object(), entry.actor());
        } else if (entry.act() == Act.ERASURE_APPROVED) {
            decided(recorded);
        } else if (entry.act() == Act.ERASED) {
            erased.put(entry.object(), entry.code());
        }
    }

    /// A second person decided what somebody asked for; or the home itself, from a signed list of
    /// what was decided before.
    private void decided(Recorded recorded) {
        var entry = recorded.entry();
        var asker = asked.get(entry.object());
        var again = asker == null && entry.actor().equals(ActorId.SYSTEM);
        if (again
                || asker != null
                        && !asker.equals(entry.actor())
                        && given.about(entry.actor(), asker, entry.time()).isEmpty()) {
            decided.put(entry.code(), new Decision(recorded.position(), again));
        }
    }

    /// What was erased and by which decision, as the log says.
    private void erased() {
        Map<Integer, Integer> counts = new TreeMap<>();
        erased.values().forEach(number -> counts.merge(number, 1, Integer::sum));
        counts.forEach(
                (number, count) -> {
                    Decision by = decided.get(number);
                    report.find(
                            by == null
                                    ? CustodyCode.ERASED_UNDECIDED.at(
                                            "decision " + number,
                                            count + " things erased",
                                            "a decision by a second person before it")
                                    : (by.again() ? CustodyCode.ERASED_AGAIN : CustodyCode.ERASED)
                                            .at(
                                                    "decision " + number,
                                                    count + " things erased",
                                                    "erased by decision %d, ledger position %d"
                                                            .formatted(number, by.position())));
                });
    }

    /// The sealed files against a log that is believed.
    ///
    /// @param deposit where versions grow that are not in the root yet, if it is shown too
    void archive(Path root, Optional<Path> deposit) throws IOException {
        OcflCheck.root(root, false).stream()
                .filter(finding -> !finding.code().equals("OCFL-W004")) // ours on purpose
                .forEach(report::find);
        Map<UUID, Digest> open = new HashMap<>(received);
        files(root, open);
        if (deposit.isPresent()) {
            files(deposit.get(), open);
        }
        open.keySet().removeAll(erased.keySet());
        open.forEach(
                (item, digest) ->
                        report.find(CustodyCode.FILE_MISSING.at(item, "no sealed file", digest)));
        if (!report.hasErrors()) {
            report.prove(
                    "the sealed files of all %,d items are those that were received"
                            .formatted(
                                    received.keySet().stream()
                                            .filter(item -> !erased.containsKey(item))
                                            .count()),
                    "archive");
        }
    }

    private void files(Path folder, Map<UUID, Digest> open) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    (Iterable<Path>)
                            files.filter(
                                            file ->
                                                    Files.isRegularFile(
                                                            file, LinkOption.NOFOLLOW_LINKS))
                                    ::iterator) {
                String name = file.getFileName().toString();
                Matcher item = ITEM.matcher(name);
                if (item.matches()) {
                    item(UUID.fromString(item.group(1)), folder.relativize(file), file, open);
                } else if (name.equals("inventory.json")) {
                    inventory(file);
                }
            }
        }
    }

    private void item(UUID item, Path place, Path file, Map<UUID, Digest> open) throws IOException {
        Digest right = received.get(item);
        Digest found = PackageFiles.measure(file).sha256();
        open.remove(item);
        if (right == null) {
            report.find(CustodyCode.FILE_STRAY.at(place, "a sealed file", "one that was received"));
        } else if (!found.equals(right)) {
            report.find(CustodyCode.SEALED_ALTERED.at(item, found, right));
        }
    }

    /// Each version has an inventory of its own, and the ledger the digest of each.
    private void inventory(Path file) throws IOException {
        String version = file.getParent().getFileName().toString();
        if (!version.matches("v[1-9][0-9]*")) {
            return; // the object's own is the same as its last version's, as OCFL checks
        }
        String id;
        byte[] bytes = Files.readAllBytes(file);
        try {
            id = String.valueOf(Json.parseObject(bytes).get("id"));
        } catch (IllegalArgumentException e) {
            return; // OCFL-E033 has said so
        }
        String key = id.startsWith(OBJECT) ? id.substring(OBJECT.length()) + " " + version : id;
        Digest right = closed.get(key);
        Digest found = Digest.sha256(bytes);
        if (right == null) {
            report.find(
                    CustodyCode.INVENTORY_UNKNOWN.at(key, found, "an entry when it was closed"));
        } else if (!found.equals(right)) {
            report.find(CustodyCode.INVENTORY_ALTERED.at(key, found, right));
        }
    }
}
