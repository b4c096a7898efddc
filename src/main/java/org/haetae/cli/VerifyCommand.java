package org.haetae.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.archive.ArchiveCode;
import org.haetae.archive.Portion;
import org.haetae.archive.Tampered;
import org.haetae.audit.Comparison;
import org.haetae.ledger.Attestation;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae verify`: proves that nothing was altered, removed, reordered or slipped in.
@Command(
        name = "verify",
        header = "Checks that everything is as the ledger has it.",
        description = {
            "Checks the ledger, the archive and the database against each other and names what does not fit.",
            "Exit 0: all is as it was recorded. Exit 1: there are findings, one a line; docs/manual/findings.md explains them."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    private final Evidence.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--deep",
            description =
                    "also unseal the files that are read, and compare the plain bytes with what was committed to")
    private boolean deep;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description =
                    "of the sealed files read only so many, such as 5%%: those that were read longest ago. All else is checked whole")
    private @Nullable String sample;

    @Option(
            names = "--max-minutes",
            paramLabel = "N",
            description =
                    "stop reading sealed files after so many minutes; the next such run goes on there")
    private @Nullable Integer maxMinutes;

    private long items;

    VerifyCommand(Evidence.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var portion = portion();
        try (var evidence = opener.open(common.existingHome())) {
            var findings = new LinkedHashMap<String, Finding>();
            var read = new LinkedHashMap<String, Finding>();
            var vouched = new ArrayList<Attestation>();
            // What a crash left is no finding: finish it first. What refuses to be finished is one.
            check(findings, () -> finish(evidence));
            // Sealed files are read meanwhile: rows keep one processor busy and wait for the
            // database, bytes keep all.
            try (var beside = Executors.newSingleThreadExecutor()) {
                var compared = beside.submit(() -> compare(evidence, findings, vouched));
                check(read, () -> read(evidence, portion, compared));
                ended(compared);
            }
            var clean = isClean(findings);
            read.forEach(findings::putIfAbsent);
            if (clean) { // else the rows that say what is open are not to be believed
                check(findings, () -> open(evidence, portion, findings));
            }
            findings.values().forEach(one -> Found.tell(terminal, common, one));
            vouched(vouched);
            coverage(evidence);
            if (isClean(findings)) {
                var size = evidence.ledger().size();
                terminal.say(
                        portion.equals(Portion.EVERYTHING)
                                ? "clean: %,d ledger entries, and everything they speak of"
                                        .formatted(size)
                                : "clean as far as it was read: %,d ledger entries, %,d of %,d sealed files"
                                        .formatted(
                                                size,
                                                items,
                                                evidence.archive().fixity().coverage().items()));
                return Exit.DONE;
            }
            terminal.say("%,d findings".formatted(findings.size()));
            return Exit.FINDINGS;
        }
    }

    /// All but the bytes of sealed files.
    ///
    /// @return whether everything fits
    private static boolean compare(
            Evidence evidence, Map<String, Finding> findings, List<Attestation> vouched) {
        vouched.addAll(evidence.compare(finding -> add(findings, finding)));
        return isClean(findings);
    }

    /// Waits for what the comparing says.
    private static boolean ended(Future<Boolean> compared) {
        try {
            return compared.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the verification is being stopped", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken; // as if it had been compared here
            }
            throw new IllegalStateException("the rows could not be compared", e.getCause());
        }
    }

    private Portion portion() {
        var longest = Optional.ofNullable(maxMinutes).map(Duration::ofMinutes);
        if (sample == null && longest.isEmpty()) {
            return Portion.EVERYTHING;
        }
        try {
            var share =
                    sample == null ? 1 : Double.parseDouble(sample.strip().replace("%", "")) / 100;
            return new Portion(share, longest);
        } catch (IllegalArgumentException e) {
            throw new Misuse(
                    "--sample is a share such as 5%, and --max-minutes a number of minutes; found "
                            + (sample == null ? maxMinutes : sample));
        }
    }

    /// The sealed files. What was read is entered, unless something else does not fit: such a home
    /// is left as it was found.
    private List<Finding> read(Evidence evidence, Portion portion, Future<Boolean> compared) {
        var done =
                evidence.archive()
                        .fixity()
                        .prove(
                                () -> Optional.of(ActorId.SYSTEM).filter(by -> ended(compared)),
                                portion,
                                deep,
                                Runtime.getRuntime().availableProcessors(),
                                () -> false);
        if (done.items() > 0 && ended(compared)) {
            evidence.ledger().publishNews();
        }
        items = done.items();
        terminal.say(
                "read %,d sealed files, %,d bytes%s"
                        .formatted(done.items(), done.bytes(), deep ? ", and unsealed them" : ""));
        return done.findings();
    }

    /// What an earlier proof found wrong and nothing found right since, but for what this run
    /// names.
    private List<Finding> open(Evidence evidence, Portion portion, Map<String, Finding> findings) {
        // Not always entered: see read.
        var whole = portion.equals(Portion.EVERYTHING);
        var named = findings.values().stream().map(Finding::subject).collect(Collectors.toSet());
        return evidence.archive().fixity().failures(Clearance.SYSTEM).stream()
                .filter(failure -> !whole || failure.deep() && !deep)
                .filter(failure -> !named.contains(failure.item().toString()))
                .map(
                        failure ->
                                ArchiveCode.PROOF_FAILED.at(
                                        failure.item(),
                                        "did not hold at " + failure.at(),
                                        "a proof since then that holds"))
                .toList();
    }

    /// What a partial run has left for the next.
    private void coverage(Evidence evidence) {
        var coverage = evidence.archive().fixity().coverage();
        if (coverage.never() > 0) {
            terminal.say(
                    "%,d of %,d sealed files were not read anew since they were received"
                            .formatted(coverage.never(), coverage.items()));
        }
        coverage.oldest()
                .ifPresent(
                        oldest -> terminal.say("every other sealed file was read since " + oldest));
    }

    /// What is merely worth knowing is no reason to be alarmed.
    private static boolean isClean(Map<String, Finding> findings) {
        return findings.values().stream().allMatch(it -> it.severity() == Severity.NOTICE);
    }

    /// The newest statement of each who vouched.
    private void vouched(List<Attestation> attestations) {
        var newest = new TreeMap<String, Attestation>();
        attestations.forEach(
                it ->
                        newest.merge(
                                it.kind().name().toLowerCase(Locale.ROOT) + " by " + it.by(),
                                it,
                                (one, other) -> one.time().isAfter(other.time()) ? one : other));
        newest.forEach(
                (who, it) ->
                        terminal.say(
                                "%s: %,d entries were there at %s"
                                        .formatted(who, it.size(), it.time())));
    }

    private static List<Finding> finish(Evidence evidence) throws IOException {
        evidence.ledger().recover();
        try {
            evidence.archive().recover();
        } catch (Tampered e) {
            // An unsettled accession that does not open: the check of the archive names it.
        }
        evidence.ledger().publishNews();
        return List.of();
    }

    private static void check(Map<String, Finding> findings, Comparison.Check check) {
        Comparison.check(check, finding -> add(findings, finding));
    }

    private static void add(Map<String, Finding> findings, Finding finding) {
        findings.putIfAbsent(finding.code() + " " + finding.subject(), finding);
    }
}
