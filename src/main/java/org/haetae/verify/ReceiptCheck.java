package org.haetae.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.haetae.ledger.Digest;
import org.haetae.ledger.KeyType;
import org.haetae.ledger.LedgerCode;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.VerifierKey;

/// Checks a giver's receipt: that the home signed it, that the list beside it is the one signed for
/// and, if the giver shows a folder, that these are the files on it.
final class ReceiptCheck {

    static final String NOTE = "receipt.note";

    private static final String MANIFEST = "manifest-sha256.txt";
    private static final String FORMAT = "haetae receipt v1";
    private static final List<String> LINES =
            List.of("accession", "opened", "made", "files", "bytes", "not-received", "manifest");

    private final Path root;
    private final Trust trust;
    private final Report report;

    ReceiptCheck(Path root, Trust trust, Report report) {
        this.root = root;
        this.trust = trust;
        this.report = report;
    }

    void run(Optional<Path> given) throws IOException {
        SignedNote note;
        TreeMap<String, String> facts;
        try {
            note = SignedNote.parse(Files.readAllBytes(root.resolve(NOTE)));
            facts = facts(note.text());
        } catch (IllegalArgumentException e) {
            report.find(CustodyCode.RECEIPT_MALFORMED.at(NOTE, e.getMessage(), FORMAT));
            return;
        }
        if (!signed(note)) {
            return;
        }
        Path manifest = root.resolve(MANIFEST);
        if (!Files.isRegularFile(manifest)) {
            report.find(CustodyCode.FILE_MISSING.at(MANIFEST, "nothing", "the list of files"));
            return;
        }
        byte[] list = Files.readAllBytes(manifest);
        if (!Digest.sha256(list).toString().equals(facts.get("manifest"))) {
            report.find(
                    CustodyCode.MANIFEST_ALTERED.at(
                            MANIFEST, Digest.sha256(list), facts.get("manifest")));
            return;
        }
        report.prove(
                "%s files of %s bytes were received; opened %s, %s could not be taken in"
                        .formatted(
                                facts.get("files"),
                                facts.get("bytes"),
                                facts.get("opened"),
                                facts.get("not-received")),
                facts.get("accession"));
        if (given.isPresent()) {
            compare(new String(list, UTF_8).lines().toList(), given.get());
        }
    }

    private static TreeMap<String, String> facts(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != LINES.size() + 2 || !lines.get(1).equals(FORMAT)) {
            throw new IllegalArgumentException("other lines than those of " + FORMAT);
        }
        TreeMap<String, String> facts = new TreeMap<>();
        for (int i = 0; i < LINES.size(); i++) {
            String line = lines.get(i + 2);
            String key = LINES.get(i);
            if (!line.startsWith(key + " ")) {
                throw new IllegalArgumentException("no line " + key);
            }
            facts.put(key, line.substring(key.length() + 1));
        }
        return facts;
    }

    /// The log's Ed25519 key signs receipts; the other signs heads only, as its type has it.
    private boolean signed(SignedNote note) {
        String origin = note.text().lines().findFirst().orElse("");
        List<VerifierKey> own =
                trust.keys().stream()
                        .filter(key -> key.name().equals(origin) && key.type() == KeyType.ED25519)
                        .toList();
        if (own.isEmpty()) {
            report.find(
                    LedgerCode.CHECKPOINT_FOREIGN.at(
                            NOTE, "origin " + origin, "an origin that an Ed25519 key names"));
            return false;
        }
        return trust.signed(NOTE, note, own, report);
    }

    private void compare(List<String> manifest, Path given) throws IOException {
        Set<String> promised = new HashSet<>();
        manifest.forEach(line -> promised.add(line.replaceFirst("^\\\\", "").substring(0, 64)));
        Set<String> here = new HashSet<>();
        try (Stream<Path> files = Files.walk(given)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String digest = PackageFiles.measure(file).sha256().toString();
                here.add(digest);
                if (!promised.contains(digest)) {
                    report.find(
                            CustodyCode.GIVEN_UNKNOWN.at(
                                    given.relativize(file), digest, "a digest on the receipt"));
                }
            }
        }
        for (String digest : promised) {
            if (!here.contains(digest)) {
                report.find(CustodyCode.GIVEN_MISSING.at(digest, "no such file", "one"));
            }
        }
        if (!report.hasErrors()) {
            report.prove("the files shown are those on the receipt, all of them", given);
        }
    }
}
