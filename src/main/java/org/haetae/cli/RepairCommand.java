package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.haetae.archive.Repaired;
import org.haetae.ledger.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae repair --from FOLDER`: puts damaged sealed files back from another copy of the archive.
@Command(
        name = "repair",
        header = "Mends damaged files from another copy.",
        description = {
            "Puts sealed files and inventories that are damaged or gone back from another copy of the archive, such as a backup.",
            "Only bytes that have the digest in the ledger are taken; each is entered there. What was damaged is kept in the folder damaged of the home.",
            "Exit 1: something is still not right. Run haetae verify afterwards."
        },
        mixinStandardHelpOptions = true)
final class RepairCommand implements Callable<Integer> {

    private static final String DECLARATION = "0=ocfl_1.1";

    private final Evidence.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            required = true,
            description = "the other copy: an OCFL storage root, or a folder with one in archive/")
    private @Nullable Path from;

    RepairCommand(Evidence.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var given = java.util.Objects.requireNonNull(from);
        var copy =
                Stream.of(given, given.resolve("archive"))
                        .filter(folder -> Files.exists(folder.resolve(DECLARATION)))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Misuse(
                                                "%s is no copy of an archive: there is no %s in it, nor in its folder archive"
                                                        .formatted(given, DECLARATION)));
        try (var evidence = opener.open(common.existingHome())) {
            evidence.ledger().recover();
            evidence.ledger().publishNews();
            // The ledger says what is right: nothing is built on one that does not hold itself.
            var findings = evidence.ledger().verify();
            if (findings.stream().anyMatch(one -> one.severity() == Severity.ERROR)) {
                terminal.say(
                        "haetae repair: the ledger itself is not as it was signed (%s); nothing was touched. Run haetae verify."
                                .formatted(findings.getFirst().code()));
                return Exit.FINDINGS;
            }
            var outcomes = evidence.archive().repair(copy);
            evidence.ledger().publishNews();
            outcomes.forEach(this::tell);
            var left = outcomes.values().stream().filter(one -> one != Repaired.REPAIRED).count();
            terminal.say(
                    "%,d files put back, %,d still not right"
                            .formatted(outcomes.size() - left, left));
            return left == 0 ? Exit.DONE : Exit.FINDINGS;
        }
    }

    private void tell(String place, Repaired outcome) {
        var word = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("file", place);
            row.put("outcome", word);
            terminal.row(row);
        } else {
            terminal.line(word + " " + place);
        }
    }
}
