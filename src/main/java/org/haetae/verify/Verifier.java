package org.haetae.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Remembered;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.TimestampCheck;
import org.haetae.ledger.VerifierKey;
import org.haetae.packing.BagCheck;
import org.haetae.packing.OcflCheck;
import org.jspecify.annotations.Nullable;

/// `java -jar haetae-verify.jar`: proves what left a home, offline, to somebody who brings the
/// keys.
///
/// Fails closed: what cannot be read, or is of an unknown kind, proves nothing, and says so. Exit
/// codes: 0 proved; 1 there are findings; 2 wrong use; 3 could not be checked.
public final class Verifier {

    private static final String USAGE =
            """
            Usage: java -jar haetae-verify.jar --key FILE... [options] PATH

            Checks, offline, what came out of a Haetae home: an exported kit, a bag, a receipt (folder or ZIP), the
            folder of a ledger, or the public part of a home (a folder with ledger/ and archive/).

              --key FILE         verifier key of the log (ledger-ed25519.vkey, ledger-ml-dsa-44.vkey), had from its
                                 people directly and never from inside of what is checked; give each that you have
              --witness FILE     verifier keys of a witness, one a line
              --witnesses N      how many of them must have signed (standard: none)
              --root FILE        root certificates of a timestamp authority, in PEM
              --remember FILE    a signed head of this log from an earlier time
              --given DIR        with a receipt: the files that were handed over
              --json             one JSON object a line

            Exit codes: 0 proved, 1 there are findings, 2 wrong use, 3 could not be checked.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final List<VerifierKey> keys = new ArrayList<>();
    private final List<Remembered> remembered = new ArrayList<>();
    private final List<X509Certificate> roots = new ArrayList<>();
    private Optional<Path> given = Optional.empty();
    private int witnesses;
    private boolean json;
    private @Nullable Path path;

    public Verifier(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// @param words as on the command line
    /// @return exit code
    public int run(String... words) {
        try {
            read(List.of(words));
        } catch (IllegalArgumentException | IOException e) {
            err.println(e.getMessage());
            err.println(USAGE);
            return 2;
        }
        try {
            Report report = new Report();
            boolean known = check(report);
            if (!known) {
                err.println(
                        "This is no kit, bag, receipt, ledger or home of a kind known here: nothing"
                                + " is proved.");
                return 3;
            }
            tell(report);
            return report.isClean() ? 0 : 1;
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it was: what was not checked to its end proves nothing.
            err.println("It could not be checked, so nothing is proved: " + e);
            return 3;
        }
    }

    private void read(List<String> words) throws IOException {
        var rest = new ArrayList<>(words);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            switch (word) {
                case "--key", "--witness" -> keys.addAll(keys(next(rest, word)));
                case "--witnesses" -> witnesses = Integer.parseInt(next(rest, word));
                case "--remember" -> remembered.add(remembered(next(rest, word)));
                case "--root" ->
                        roots.addAll(
                                TimestampCheck.roots(
                                        Files.readAllBytes(Path.of(next(rest, word)))));
                case "--given" -> given = Optional.of(Path.of(next(rest, word)));
                case "--json" -> json = true;
                default -> {
                    if (word.startsWith("-") || path != null) {
                        throw new IllegalArgumentException("what is " + word + "?");
                    }
                    path = Path.of(word);
                }
            }
        }
        if (path == null || keys.isEmpty()) {
            throw new IllegalArgumentException(
                    path == null
                            ? "There is nothing to check."
                            : "There is no key: nothing is believed on its own word.");
        }
    }

    private static String next(List<String> rest, String word) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(word + " needs a value");
        }
        return rest.removeFirst();
    }

    private static List<VerifierKey> keys(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> !line.isBlank())
                .map(VerifierKey::parse)
                .toList();
    }

    private Remembered remembered(String file) throws IOException {
        SignedNote note = SignedNote.parse(Files.readAllBytes(Path.of(file)));
        return new Remembered(file, Checkpoint.parse(note.text()));
    }

    private boolean check(Report report) throws IOException {
        Path checked = java.util.Objects.requireNonNull(path);
        if (Files.isDirectory(checked)) {
            return check(checked, report);
        }
        try (FileSystem zip = FileSystems.newFileSystem(checked)) {
            Path root = zip.getPath("/");
            try (Stream<Path> inside = Files.list(root)) {
                List<Path> top = inside.toList();
                boolean wrapped = top.size() == 1 && Files.isDirectory(top.getFirst());
                return check(wrapped ? top.getFirst() : root, report);
            }
        }
    }

    /// @return whether it is of a kind that is known here
    private boolean check(Path root, Report report) throws IOException {
        Trust trust = new Trust(keys, witnesses, remembered, roots);
        boolean known = false;
        Map<String, String> read = Map.of();
        if (Files.exists(root.resolve("bagit.txt"))) {
            known = true;
            read = bag(root, report);
        }
        if (Files.exists(root.resolve(PackageCheck.LIST))) {
            known = true;
            new PackageCheck(new PackageFiles(root, read), trust, report).run();
        } else if (known) {
            report.find(
                    CustodyCode.NOTHING_PROVED.at(
                            PackageCheck.LIST, "a bag without it", "the proofs of its files"));
        }
        if (Files.exists(root.resolve(ReceiptCheck.NOTE))) {
            known = true;
            new ReceiptCheck(root, trust, report).run(given);
        }
        if (known) {
            return true;
        }
        return home(root, trust, report);
    }

    /// @return SHA-256 of the files that fit, by path
    private static Map<String, String> bag(Path root, Report report) throws IOException {
        BagCheck.Result result = BagCheck.of(root);
        report.findAll(result.findings());
        if (result.isValid()) {
            report.prove(
                    "the bag is whole: %,d files have the digests of its manifests"
                            .formatted(result.files()),
                    "bag");
        }
        Map<String, String> read = new HashMap<>();
        result.digests()
                .forEach(
                        (path, digests) -> {
                            String sha256 = digests.get("sha256");
                            if (sha256 != null) {
                                read.put(path, sha256);
                            }
                        });
        return read;
    }

    private static boolean home(Path root, Trust trust, Report report) throws IOException {
        if (Files.isDirectory(root.resolve("ledger"))) {
            Path archive = root.resolve("archive");
            HomeCheck check = new HomeCheck(trust, report, Files.isDirectory(archive));
            if (check.ledger(root.resolve("ledger"))) {
                Path deposit = root.resolve("deposit");
                if (Files.isDirectory(archive)) {
                    check.archive(
                            archive,
                            Files.isDirectory(deposit) ? Optional.of(deposit) : Optional.empty());
                }
            }
            return true;
        }
        if (Files.exists(root.resolve("checkpoint")) && Files.isDirectory(root.resolve("tile"))) {
            new HomeCheck(trust, report, false).ledger(root);
            return true;
        }
        if (Files.exists(root.resolve("0=ocfl_1.1"))) {
            report.findAll(OcflCheck.root(root, true));
            report.find(
                    CustodyCode.NOTHING_PROVED.at(
                            "archive",
                            "files that fit each other",
                            "the ledger beside them, which alone says what was received"));
            return true;
        }
        return false;
    }

    private void tell(Report report) {
        for (Report.Proved proved : report.proved()) {
            if (json) {
                out.println(
                        "{\"proved\":%s,\"subject\":%s}"
                                .formatted(quoted(proved.claim()), quoted(proved.subject())));
            } else {
                out.println("proved: %s: %s".formatted(proved.subject(), proved.claim()));
            }
        }
        for (Finding finding : report.findings()) {
            out.println(json ? row(finding) : line(finding));
        }
        err.println(
                report.isClean()
                        ? "Proved. Of what came after the signed head it says nothing."
                        : report.findings().isEmpty()
                                ? "Nothing was proved."
                                : "%,d findings. Do not rely on this."
                                        .formatted(report.findings().size()));
    }

    private static String line(Finding finding) {
        return "%s %s: found %s, expected %s. %s"
                .formatted(
                        finding.code(),
                        finding.subject(),
                        finding.found(),
                        finding.expected(),
                        finding.advice());
    }

    private static String row(Finding finding) {
        return "{\"code\":%s,\"severity\":%s,\"subject\":%s,\"found\":%s,\"expected\":%s,\"advice\":%s}"
                .formatted(
                        quoted(finding.code()),
                        quoted(finding.severity().name().toLowerCase(Locale.ROOT)),
                        quoted(finding.subject()),
                        quoted(finding.found()),
                        quoted(finding.expected()),
                        quoted(finding.advice()));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7F) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
