package org.haetae.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.haetae.ledger.Act;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Leaf;
import org.haetae.ledger.LedgerCode;
import org.haetae.ledger.TlogProof;
import org.haetae.verify.PackageFiles.Measured;
import org.jspecify.annotations.Nullable;

/// Checks one object of a package of custody by itself: its entries, and the bytes that they speak
/// of. Needs nothing of other objects, so that many are checked at a time.
final class ObjectCheck {

    /// A head that others vouched for, and what they said.
    ///
    /// @param folder of the proofs to it
    record Vouched(String folder, Checkpoint head, byte[] note, String how) {}

    /// What entries are proved to.
    ///
    /// @param head signed by the log, as the checker believes it
    /// @param note its bytes
    /// @param witnesses how many the checker asks for
    record Heads(Checkpoint head, byte[] note, List<Vouched> vouched, int witnesses) {}

    /// An entry that the log has, at its place.
    record Step(long position, Leaf leaf) {}

    /// Any version of a claim may be its first.
    private static final Set<Act> CLAIMED = Set.of(Act.CLAIMED, Act.CONTESTED, Act.WITHDRAWN);

    private static final int LONGEST_KEY = 1_000;
    private static final String KEY = "AGE-SECRET-KEY-[0-9A-Z-]{1,200}\\n";

    private final PackageFiles files;
    private final Heads heads;
    private final Fields listed;
    private final Report report = new Report();
    private final Set<String> accounted = new HashSet<>();
    private List<Step> steps = List.of();
    private Optional<String> plain = Optional.empty();
    private boolean withheld;
    private @Nullable IllegalArgumentException malformed;

    ObjectCheck(PackageFiles files, Heads heads, Fields listed) {
        this.files = files;
        this.heads = heads;
        this.listed = listed;
    }

    /// One way to check an object.
    @FunctionalInterface
    interface Way {
        void check(ObjectCheck object) throws IOException;
    }

    /// Checks it; that the list is malformed here is kept for [#checked].
    void run(Way way) {
        try {
            way.check(this);
        } catch (IllegalArgumentException e) {
            malformed = e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException when what the list says of it is malformed
    ObjectCheck checked() {
        if (malformed != null) {
            throw malformed;
        }
        return this;
    }

    Report report() {
        return report;
    }

    /// Paths that it accounts for.
    Set<String> accounted() {
        return accounted;
    }

    Fields listed() {
        return listed;
    }

    /// Its entries, when all are proved and one chain.
    List<Step> steps() {
        return steps;
    }

    /// Where its plain bytes lie, once proved.
    Optional<String> plain() {
        return plain;
    }

    /// Whether only its entries are shown.
    boolean isWithheld() {
        return withheld;
    }

    /// Something received, and its bytes.
    void item() throws IOException {
        UUID id = listed.id("item");
        // Named by the list, and so no strays, whatever becomes of them.
        for (String key : List.of("sealed", "plain", "opening")) {
            if (listed.json().get(key) instanceof String path) {
                accounted.add(path);
            }
        }
        if (listed.has("key")) {
            key(id, listed.text("key"));
        }
        steps(id, Set.of(Act.RECEIVED));
        if (steps.isEmpty()) {
            return;
        }
        Step received = steps.getFirst();
        vouched(id, received);
        boolean sealed = listed.has("sealed") && sealed(id, received);
        boolean opened = opening(id, received);
        if (isRedacted()) {
            withheld = true;
            report.prove("what is shown of it is redacted; its own bytes are not here", id);
            return;
        }
        if (opened && listed.has("plain")) {
            plain = Optional.of(listed.text("plain"));
        }
        if (!sealed && !opened && !report.hasErrors()) {
            report.find(CustodyCode.NOTHING_PROVED.at(id, "no bytes", "sealed or plain ones"));
        }
    }

    void accession() throws IOException {
        steps(listed.id("accession"), Set.of(Act.ACCESSION_OPENED));
    }

    void claim() throws IOException {
        UUID id = listed.id("claim");
        steps(id, CLAIMED);
        if (!steps.isEmpty()) {
            vouched(id, steps.getFirst());
        }
    }

    void dossier() throws IOException {
        UUID id = listed.id("dossier");
        steps(id, Set.of(Act.EXPORTED));
        if (!steps.isEmpty()) {
            leaving(id, steps.getFirst());
        }
        file(listed.text("opening"));
    }

    /// The first entry of an object, in each head that others vouched for.
    private void vouched(UUID id, Step received) throws IOException {
        // A proof to a head whose stamp could not be checked is no stray; the stamp is a finding.
        accounted.add(PackageCheck.STAMPED + received.position() + ".tlog-proof");
        for (Vouched one : heads.vouched()) {
            if (received.position() < one.head().size()) {
                vouched(id, received, one);
            } else if (one.folder().equals(PackageCheck.ATTESTED) && heads.witnesses() > 0) {
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
        accounted.add(PackageCheck.STAMPED + begun.position() + ".tlog-proof");
        for (Vouched one : heads.vouched()) {
            if (begun.position() < one.head().size()) {
                vouched(id, begun, one);
            }
        }
    }

    /// The reception, in a head that others vouched for: it was before they did.
    private void vouched(UUID id, Step received, Vouched by) throws IOException {
        String file = by.folder() + received.position() + ".tlog-proof";
        Optional<byte[]> encoded = bytes(file);
        Optional<byte[]> entry = bytes(PackageCheck.PROOFS + received.position() + ".entry");
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

    /// Whether only entries of it are shown. A dossier alone can say so, whose list the log commits
    /// to; [DossierCheck] holds it against that.
    private boolean isRedacted() {
        return listed.is("redacted", true)
                && files.has(DossierCheck.LIST)
                && !listed.has("plain")
                && !listed.has("sealed");
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

    /// Every entry of the object, believed; none when one of them is not.
    private void steps(UUID id, Set<Act> first) throws IOException {
        List<Step> all = new ArrayList<>();
        boolean whole = true;
        for (long position : listed.numbers("entries")) {
            Optional<Step> step = step(id, position);
            whole &= step.isPresent();
            step.ifPresent(all::add);
        }
        if (!whole) {
            return;
        }
        OptionalLong before = OptionalLong.empty();
        for (Step step : all) {
            if (!step.leaf().previous().equals(before)) {
                report.find(
                        CustodyCode.CHAIN_BROKEN.at(
                                id,
                                "entry %d after %s".formatted(step.position(), name(before)),
                                "after " + name(step.leaf().previous())));
                return;
            }
            before = OptionalLong.of(step.position());
        }
        if (all.isEmpty() || !first.contains(all.getFirst().leaf().entry().act())) {
            report.find(
                    CustodyCode.CHAIN_BROKEN.at(
                            id, "another first entry", "the one that begins what is known of it"));
            return;
        }
        Step last = all.getLast();
        report.prove(
                "%s at %s as entry %d of the log; %d entries since, unbroken, the last (%s) at %s"
                        .formatted(
                                begun(all.getFirst().leaf().entry().act()),
                                all.getFirst().leaf().entry().time(),
                                all.getFirst().position(),
                                all.size() - 1,
                                last.leaf().entry().act(),
                                last.leaf().entry().time()),
                id);
        steps = all;
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

    private Optional<Step> step(UUID id, long position) throws IOException {
        String file = PackageCheck.PROOFS + position;
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
        if (!Arrays.equals(proof.checkpoint(), heads.note())) {
            report.find(
                    CustodyCode.PROOF_FOREIGN.at(
                            file + ".tlog-proof", "another head", PackageCheck.HEAD));
            return Optional.empty();
        }
        if (proof.position() != position || !proof.proves(entry.get(), heads.head())) {
            report.find(
                    CustodyCode.PROOF_WRONG.at(
                            file + ".entry",
                            "no way to the signed root",
                            "entry %d of %d".formatted(position, heads.head().size())));
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

    private boolean sealed(UUID id, Step received) throws IOException {
        Optional<Measured> sealed = measured(listed.text("sealed"));
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
    private boolean opening(UUID id, Step received) throws IOException {
        if (!listed.has("opening")) {
            if (listed.has("plain")) {
                accounted.add(listed.text("plain"));
                report.find(CustodyCode.OPENING_MISSING.at(id, "plain bytes alone", "an opening"));
            }
            return false;
        }
        Optional<byte[]> bytes = bytes(listed.text("opening"));
        if (bytes.isEmpty()) {
            return false;
        }
        Fields opening = Fields.parse(bytes.get());
        byte[] salt = HexFormat.of().parseHex(opening.text("salt"));
        Digest sha256 = opening.digest("sha256");
        long size = opening.number("bytes");
        Digest record = Digest.sha256(opening.text("description").getBytes(UTF_8));
        var entry = received.leaf().entry();
        if (!Commitment.content(salt, sha256, size).equals(entry.content())
                || !Commitment.record(salt, record).equals(entry.record())) {
            report.find(
                    CustodyCode.OPENING_WRONG.at(
                            id, "salt and facts that open nothing", "the commitments of " + id));
            return false;
        }
        report.prove("what was committed to when it was received: SHA-256 " + sha256, id);
        if (!listed.has("plain")) {
            return true;
        }
        Optional<Measured> found = measured(listed.text("plain"));
        if (found.isEmpty()) {
            return false;
        }
        if (!found.get().sha256().equals(sha256) || found.get().size() != size) {
            report.find(CustodyCode.PLAIN_ALTERED.at(id, found.get().sha256(), sha256));
            return false;
        }
        report.prove("the plain bytes are those that were received", id);
        return true;
    }

    // ---- files that the list names

    private Optional<Path> file(String path) {
        accounted.add(path);
        Optional<Path> file = files.find(path);
        if (file.isEmpty()) {
            report.find(CustodyCode.FILE_MISSING.at(path, "nothing", "a file"));
        }
        return file;
    }

    private Optional<byte[]> bytes(String path) throws IOException {
        Optional<Path> file = file(path);
        return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(file.get()));
    }

    private Optional<Measured> measured(String path) throws IOException {
        Optional<Path> file = file(path);
        return file.isEmpty() ? Optional.empty() : Optional.of(files.measure(file.get(), path));
    }
}
