package org.haetae.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.ledger.Act;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Leaf;
import org.haetae.ledger.LedgerCode;
import org.haetae.ledger.LogFolder;
import org.haetae.ledger.Remembered;
import org.haetae.ledger.TimestampCheck;
import org.haetae.ledger.TlogProof;
import org.haetae.packing.Json;
import org.jspecify.annotations.Nullable;

/// Checks a package of custody, as a kit is one and a bag has one inside (docs/formats/custody.md):
/// that each item in it was received when the log says so, that its bytes are those, and that its
/// steps since are one unbroken chain.
///
/// What a clean result does not say: that there were no steps after the last one shown.
final class PackageCheck {

    static final String LIST = "custody/custody.json";

    private static final String FORMAT = "haetae custody v1";
    private static final String HEAD = "custody/checkpoint";

    /// Any version of a claim may be its first.
    private static final Set<Act> CLAIMED = Set.of(Act.CLAIMED, Act.CONTESTED, Act.WITHDRAWN);

    /// Beside these, files of a bag that are no payload.
    private static final String BAG_FILES =
            "bagit\\.txt|bag-info\\.txt|(tag)?manifest-[a-z0-9]+\\.txt";

    private static final int LONGEST_KEY = 1_000;
    private static final String KEY = "AGE-SECRET-KEY-[0-9A-Z-]{1,200}\\n";

    /// What is told of the items in the words of others' standards. Nothing is believed of it: what
    /// it says is proved by entries and openings, or not at all.
    private static final Set<String> DESCRIPTIONS = Set.of("premis.xml", "ro-crate-metadata.json");

    private final Path root;
    private final Trust trust;
    private final Report report;
    private final Set<String> accounted = new HashSet<>();
    private final Map<UUID, String> plain = new HashMap<>();
    private final Set<UUID> withheld = new HashSet<>();

    /// SHA-256 of files that were read in the same run, by path: none is read twice.
    private final Map<String, String> known;

    PackageCheck(Path root, Trust trust, Report report, Map<String, String> known) {
        this.root = root;
        this.trust = trust;
        this.report = report;
        this.known = known;
    }

    /// A head that others signed too, and what it proves of items.
    private static final String ATTESTED = "custody/attested/";

    /// The same of authorities that stamp; below, files as a log's folder has them.
    private static final String STAMPED = "custody/stamped/";

    /// A head that others vouched for, and what they said.
    private record Vouched(String folder, Checkpoint head, byte[] note, String how) {}

    private final List<Vouched> vouched = new ArrayList<>();

    /// An entry that the log has, at its place.
    private record Step(long position, Leaf leaf) {}

    void run() throws IOException {
        Optional<byte[]> head = bytes(HEAD);
        Optional<byte[]> list = bytes(LIST);
        if (head.isEmpty() || list.isEmpty()) {
            return;
        }
        boolean witnessed = Files.exists(root.resolve(ATTESTED + "checkpoint"));
        // The newest head is signed by the log alone as a rule; witnesses are asked some time
        // after.
        Trust ofHead = witnessed ? trust.withoutWitnesses() : trust;
        Optional<Checkpoint> believed = ofHead.believe(HEAD, head.get(), report);
        if (believed.isEmpty() || !remembered(believed.get())) {
            return; // nothing here is worth more than its head
        }
        if (witnessed) {
            byte[] note = bytes(ATTESTED + "checkpoint").orElse(new byte[0]);
            Optional<Checkpoint> attested = trust.believe(ATTESTED + "checkpoint", note, report);
            if (attested.isEmpty()) {
                return;
            }
            vouched.add(new Vouched(ATTESTED, attested.get(), note, "that others signed too"));
        }
        stamped();
        report.prove(
                "a log of %,d entries, root %s, was signed by its keys"
                        .formatted(believed.get().size(), believed.get().root().base64()),
                believed.get().origin());
        Map<String, @Nullable Object> json;
        try {
            json = Json.parseObject(list.get());
            if (!FORMAT.equals(json.get("format"))) {
                throw new IllegalArgumentException("another format than " + FORMAT);
            }
            List<?> items = list(json, "items");
            if (items.isEmpty()) {
                report.find(CustodyCode.NOTHING_PROVED.at(LIST, "no item", "one at least"));
            }
            for (Object item : items) {
                item(object(item), believed.get(), head.get());
            }
            for (Object accession : list(json, "accessions")) {
                Map<String, @Nullable Object> one = object(accession);
                UUID id = UUID.fromString(text(one, "accession"));
                steps(id, one, believed.get(), head.get(), Set.of(Act.ACCESSION_OPENED));
            }
            if (Files.exists(root.resolve(DossierCheck.LIST))) {
                dossier(json, believed.get(), head.get());
            }
        } catch (IllegalArgumentException e) {
            report.find(CustodyCode.LIST_UNKNOWN.at(LIST, e.getMessage(), FORMAT));
            return;
        }
        strays();
    }

    /// A dossier rests on claims, which have entries of their own, and has some itself.
    private void dossier(Map<String, @Nullable Object> json, Checkpoint head, byte[] note)
            throws IOException {
        Map<UUID, Map<Long, Leaf>> claims = new HashMap<>();
        for (Object claim : list(json, "claims")) {
            Map<String, @Nullable Object> one = object(claim);
            UUID id = UUID.fromString(text(one, "claim"));
            Map<Long, Leaf> entries = new HashMap<>();
            List<Step> steps = steps(id, one, head, note, CLAIMED);
            if (!steps.isEmpty()) {
                vouched(id, steps.getFirst());
            }
            steps.forEach(step -> entries.put(step.position(), step.leaf()));
            claims.put(id, entries);
        }
        Map<UUID, List<Leaf>> dossiers = new HashMap<>();
        Map<UUID, String> openings = new HashMap<>();
        for (Object dossier : list(json, "dossiers")) {
            Map<String, @Nullable Object> one = object(dossier);
            UUID id = UUID.fromString(text(one, "dossier"));
            List<Step> steps = steps(id, one, head, note, Set.of(Act.EXPORTED));
            if (!steps.isEmpty()) {
                leaving(id, steps.getFirst());
            }
            dossiers.put(id, steps.stream().map(Step::leaf).toList());
            openings.put(id, text(one, "opening"));
            file(text(one, "opening"));
        }
        accounted.addAll(
                new DossierCheck(
                                root,
                                report,
                                new DossierCheck.Proved(
                                        claims, dossiers, plain, withheld, openings),
                                known)
                        .run());
    }

    private void item(Map<String, @Nullable Object> listed, Checkpoint head, byte[] note)
            throws IOException {
        UUID id = UUID.fromString(text(listed, "item"));
        // Named by the list, and so no strays, whatever becomes of them.
        for (String key : List.of("sealed", "plain", "opening")) {
            if (listed.get(key) instanceof String path) {
                accounted.add(path);
            }
        }
        if (listed.containsKey("key")) {
            key(id, text(listed, "key"));
        }
        List<Step> steps = steps(id, listed, head, note, Set.of(Act.RECEIVED));
        if (steps.isEmpty()) {
            return;
        }
        Step received = steps.getFirst();
        vouched(id, received);
        boolean sealed = listed.containsKey("sealed") && sealed(id, listed, received);
        boolean plain = opening(id, listed, received);
        if (isRedacted(listed)) {
            withheld.add(id);
            report.prove("what is shown of it is redacted; its own bytes are not here", id);
            return;
        }
        if (plain && listed.get("plain") instanceof String path) {
            this.plain.put(id, path);
        }
        if (!sealed && !plain && !report.hasErrors()) {
            report.find(CustodyCode.NOTHING_PROVED.at(id, "no bytes", "sealed or plain ones"));
        }
    }

    /// The first entry of an object, in each head that others vouched for.
    private void vouched(UUID id, Step received) throws IOException {
        // A proof to a head whose stamp could not be checked is no stray; the stamp is a finding.
        accounted.add(STAMPED + received.position() + ".tlog-proof");
        for (Vouched one : vouched) {
            if (received.position() < one.head().size()) {
                vouched(id, received, one);
            } else if (one.folder().equals(ATTESTED) && trust.witnesses() > 0) {
                report.find(
                        CustodyCode.WITNESS_MISSING.at(
                                id,
                                "entry %,d, witnesses for the first %,d"
                                        .formatted(received.position(), one.head().size()),
                                "a head with this entry that witnesses signed"));
            }
        }
    }

    /// The same of a dossier that was leaving: others vouched for that only where they were asked
    /// while it was made, and nobody waits for them.
    private void leaving(UUID id, Step begun) throws IOException {
        accounted.add(STAMPED + begun.position() + ".tlog-proof");
        for (Vouched one : vouched) {
            if (begun.position() < one.head().size()) {
                vouched(id, begun, one);
            }
        }
    }

    /// Whether only entries of it are shown. A dossier alone can say so, whose list the log commits
    /// to; [DossierCheck] holds it against that.
    private boolean isRedacted(Map<String, @Nullable Object> listed) {
        return Boolean.TRUE.equals(listed.get("redacted"))
                && Files.exists(root.resolve(DossierCheck.LIST))
                && !listed.containsKey("plain")
                && !listed.containsKey("sealed");
    }

    /// An identity of age and nothing else: no entry commits to it, so that whatever else is called
    /// a key would be a file that nothing accounts for. Whether it opens, age itself will say.
    private void key(UUID id, String path) throws IOException {
        if (!path.equals(id + ".agekey")) {
            throw new IllegalArgumentException("a key by another name than " + id + ".agekey");
        }
        Optional<Path> file = file(path);
        if (file.isEmpty()) {
            return;
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            if (!new String(in.readNBytes(LONGEST_KEY), UTF_8).matches(KEY)) {
                report.find(
                        CustodyCode.FILE_STRAY.at(
                                path, "something else", "one AGE-SECRET-KEY line"));
            }
        }
    }

    /// The head against those that the checker remembers. A package holds no path from one head to
    /// another, so only heads of one size can be compared; of others that is told, not passed over.
    private boolean remembered(Checkpoint head) {
        boolean sound = true;
        for (Remembered one : trust.remembered()) {
            Checkpoint before = one.checkpoint();
            if (!before.origin().equals(head.origin()) || before.size() != head.size()) {
                report.find(
                        CustodyCode.HEAD_UNCOMPARED.at(
                                one.where(),
                                "%s, %,d entries".formatted(before.origin(), before.size()),
                                "%s, %,d entries".formatted(head.origin(), head.size())));
            } else if (!before.root().equals(head.root())) {
                report.find(
                        LedgerCode.CHECKPOINT_FORKED.at(
                                one.where(), head.root().base64(), before.root().base64()));
                sound = false;
            } else {
                report.prove("its head is the one remembered in " + one.where(), HEAD);
            }
        }
        return sound;
    }

    /// Timestamps, and the head that they are about.
    private void stamped() throws IOException {
        Path folder = root.resolve(STAMPED);
        if (!Files.isDirectory(folder)) {
            return;
        }
        TimestampCheck.files(new LogFolder(folder)).forEach(file -> accounted.add(STAMPED + file));
        List<String> heads = TimestampCheck.heads(new LogFolder(folder));
        for (TimestampCheck.Stamped stamp :
                TimestampCheck.run(new LogFolder(folder), trust.roots(), report::find)) {
            trust.withoutWitnesses()
                    .believe(STAMPED + heads.getLast(), stamp.head(), report)
                    .ifPresent(
                            head ->
                                    vouched.add(
                                            new Vouched(
                                                    STAMPED,
                                                    head,
                                                    stamp.head(),
                                                    "that %s stamped at %s"
                                                            .formatted(
                                                                    stamp.authority(),
                                                                    stamp.time()))));
        }
    }

    /// The reception, in a head that others vouched for: it was before they did.
    private void vouched(UUID id, Step received, Vouched by) throws IOException {
        String file = by.folder() + received.position() + ".tlog-proof";
        Optional<byte[]> encoded = bytes(file);
        Optional<byte[]> entry = bytes("custody/proofs/" + received.position() + ".entry");
        if (encoded.isEmpty() || entry.isEmpty()) {
            return;
        }
        try {
            TlogProof proof = TlogProof.parse(encoded.get());
            if (!Arrays.equals(proof.checkpoint(), by.note())) {
                report.find(CustodyCode.PROOF_FOREIGN.at(file, "another head", by.folder()));
            } else if (proof.position() != received.position()
                    || !proof.proves(entry.get(), by.head())) {
                report.find(CustodyCode.PROOF_WRONG.at(file, "no way to the root", id));
            } else {
                report.prove(
                        "its reception is in a head of %,d entries %s"
                                .formatted(by.head().size(), by.how()),
                        id);
            }
        } catch (IllegalArgumentException e) {
            report.find(CustodyCode.PROOF_MALFORMED.at(file, e.getMessage(), "a proof"));
        }
    }

    /// Every entry of one object, believed; empty when one of them is not.
    private List<Step> steps(
            UUID id,
            Map<String, @Nullable Object> listed,
            Checkpoint head,
            byte[] note,
            Set<Act> first)
            throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean whole = true;
        for (Object position : list(listed, "entries")) {
            Optional<Step> step = step(id, number(position), head, note);
            whole &= step.isPresent();
            step.ifPresent(steps::add);
        }
        if (!whole) {
            return List.of();
        }
        OptionalLong before = OptionalLong.empty();
        for (Step step : steps) {
            if (!step.leaf().previous().equals(before)) {
                report.find(
                        CustodyCode.CHAIN_BROKEN.at(
                                id,
                                "entry %d after %s".formatted(step.position(), name(before)),
                                "after " + name(step.leaf().previous())));
                return List.of();
            }
            before = OptionalLong.of(step.position());
        }
        if (steps.isEmpty() || !first.contains(steps.getFirst().leaf().entry().act())) {
            report.find(
                    CustodyCode.CHAIN_BROKEN.at(
                            id, "another first entry", "the one that begins what is known of it"));
            return List.of();
        }
        Step last = steps.getLast();
        report.prove(
                "%s at %s as entry %d of the log; %d entries since, unbroken, the last (%s) at %s"
                        .formatted(
                                begun(steps.getFirst().leaf().entry().act()),
                                steps.getFirst().leaf().entry().time(),
                                steps.getFirst().position(),
                                steps.size() - 1,
                                last.leaf().entry().act(),
                                last.leaf().entry().time()),
                id);
        return steps;
    }

    private static String begun(Act act) {
        return switch (act) {
            case RECEIVED -> "received";
            case ACCESSION_OPENED -> "opened";
            case EXPORTED -> "exported";
            default -> "recorded";
        };
    }

    private static String name(OptionalLong position) {
        return position.isPresent() ? "entry " + position.getAsLong() : "none";
    }

    private Optional<Step> step(UUID id, long position, Checkpoint head, byte[] note)
            throws IOException {
        String file = "custody/proofs/" + position;
        Optional<byte[]> entry = bytes(file + ".entry");
        Optional<byte[]> encoded = bytes(file + ".tlog-proof");
        if (entry.isEmpty() || encoded.isEmpty()) {
            return Optional.empty();
        }
        TlogProof proof;
        try {
            proof = TlogProof.parse(encoded.get());
        } catch (IllegalArgumentException e) {
            report.find(
                    CustodyCode.PROOF_MALFORMED.at(
                            file + ".tlog-proof", e.getMessage(), "a proof"));
            return Optional.empty();
        }
        if (!Arrays.equals(proof.checkpoint(), note)) {
            report.find(CustodyCode.PROOF_FOREIGN.at(file + ".tlog-proof", "another head", HEAD));
            return Optional.empty();
        }
        if (proof.position() != position || !proof.proves(entry.get(), head)) {
            report.find(
                    CustodyCode.PROOF_WRONG.at(
                            file + ".entry",
                            "no way to the signed root",
                            "entry %d of %d".formatted(position, head.size())));
            return Optional.empty();
        }
        try {
            Leaf leaf = Leaf.decode(entry.get());
            if (!leaf.entry().object().equals(id)) {
                report.find(
                        CustodyCode.ENTRY_FOREIGN.at(file + ".entry", leaf.entry().object(), id));
                return Optional.empty();
            }
            return Optional.of(new Step(position, leaf));
        } catch (IllegalArgumentException e) {
            report.find(LedgerCode.ENTRY_MALFORMED.at(file + ".entry", e.getMessage(), "a leaf"));
            return Optional.empty();
        }
    }

    private boolean sealed(UUID id, Map<String, @Nullable Object> listed, Step received)
            throws IOException {
        Optional<Measured> sealed = measured(text(listed, "sealed"));
        Digest right = received.leaf().entry().sealed();
        if (sealed.isEmpty()) {
            return false;
        }
        if (!sealed.get().sha256().equals(right)) {
            report.find(CustodyCode.SEALED_ALTERED.at(id, sealed.get().sha256(), right));
            return false;
        }
        report.prove("the sealed bytes are those that were received, SHA-256 " + right, id);
        return true;
    }

    /// What opens the commitments of the reception, and the plain bytes if they are here.
    private boolean opening(UUID id, Map<String, @Nullable Object> listed, Step received)
            throws IOException {
        if (!listed.containsKey("opening")) {
            if (listed.containsKey("plain")) {
                accounted.add(text(listed, "plain"));
                report.find(CustodyCode.OPENING_MISSING.at(id, "plain bytes alone", "an opening"));
            }
            return false;
        }
        String file = text(listed, "opening");
        Optional<byte[]> bytes = bytes(file);
        if (bytes.isEmpty()) {
            return false;
        }
        Map<String, @Nullable Object> opening = Json.parseObject(bytes.get());
        byte[] salt = HexFormat.of().parseHex(text(opening, "salt"));
        Digest sha256 = Digest.parse(text(opening, "sha256"));
        long size = number(opening.get("bytes"));
        Digest record = Digest.sha256(text(opening, "description").getBytes(UTF_8));
        var entry = received.leaf().entry();
        if (!Commitment.content(salt, sha256, size).equals(entry.content())
                || !Commitment.record(salt, record).equals(entry.record())) {
            report.find(
                    CustodyCode.OPENING_WRONG.at(
                            id, "salt and facts that open nothing", "the commitments of " + id));
            return false;
        }
        report.prove("what was committed to when it was received: SHA-256 " + sha256, id);
        if (!listed.containsKey("plain")) {
            return true;
        }
        Optional<Measured> plain = measured(text(listed, "plain"));
        if (plain.isEmpty()) {
            return false;
        }
        if (!plain.get().sha256().equals(sha256) || plain.get().size() != size) {
            report.find(CustodyCode.PLAIN_ALTERED.at(id, plain.get().sha256(), sha256));
            return false;
        }
        report.prove("the plain bytes are those that were received", id);
        return true;
    }

    private void strays() throws IOException {
        boolean bag = Files.exists(root.resolve("bagit.txt"));
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                String name = root.relativize(file).toString();
                boolean known =
                        accounted.contains(name)
                                || name.matches("READ-ME\\.(en|ko)\\.txt")
                                || DESCRIPTIONS.contains(name)
                                || bag && name.matches(BAG_FILES);
                if (!known) {
                    report.find(CustodyCode.FILE_STRAY.at(name, "a file", "none by this name"));
                }
            }
        }
    }

    // ---- files and the list

    /// @param path below the root, as the list has it
    private Optional<Path> file(String path) {
        accounted.add(path);
        Path file = root.resolve(path).normalize();
        if (path.startsWith("/")
                || List.of(path.split("/")).contains("..")
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            report.find(CustodyCode.FILE_MISSING.at(path, "nothing", "a file"));
            return Optional.empty();
        }
        return Optional.of(file);
    }

    private Optional<byte[]> bytes(String path) throws IOException {
        Optional<Path> file = file(path);
        return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(file.get()));
    }

    private record Measured(Digest sha256, long size) {}

    private Optional<Measured> measured(String path) throws IOException {
        Optional<Path> file = file(path);
        return file.isEmpty() ? Optional.empty() : Optional.of(measure(file.get(), path, known));
    }

    /// @param known what was read before, by path
    private static Measured measure(Path file, String path, Map<String, String> known)
            throws IOException {
        String sha256 = known.get(path);
        return sha256 == null
                ? measure(file)
                : new Measured(Digest.parse(sha256), Files.size(file));
    }

    private static Measured measure(Path file) throws IOException {
        MessageDigest digest = Digest.newSha256();
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        return new Measured(new Digest(digest.digest()), size);
    }

    static Digest digest(Path file) throws IOException {
        return measure(file).sha256();
    }

    static Digest digest(Path file, String path, Map<String, String> known) throws IOException {
        return measure(file, path, known).sha256();
    }

    private static List<?> list(Map<String, @Nullable Object> json, String key) {
        if (json.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("no list of " + key);
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new HashMap<>(Json.asObject(map));
        }
        throw new IllegalArgumentException("something else than an object in a list");
    }

    private static String text(Map<String, @Nullable Object> json, String key) {
        if (json.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text under " + key);
    }

    private static long number(@Nullable Object value) {
        if (value instanceof BigDecimal number && number.signum() >= 0) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("a number that is no position", e);
            }
        }
        throw new IllegalArgumentException("something else than a number");
    }
}
