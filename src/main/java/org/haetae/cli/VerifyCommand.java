package org.haetae.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.haetae.ledger.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae verify`: proves that nothing was altered, removed, reordered or slipped in.
@Command(
        name = "verify",
        description = {
            "Checks the ledger, the archive and the database against each other and names what does not fit.",
            "Exit 0: all is as it was recorded. Exit 1: there are findings, one a line; docs/manual/findings.md explains them."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--deep",
            description =
                    "also unseal every file and compare the plain bytes with what was committed to (otherwise every sealed file is hashed)")
    private boolean deep;

    VerifyCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var rooms = opener.open(common.home())) {
            rooms.archive().settle();
            rooms.ledger().publish();
            var findings = new ArrayList<Finding>();
            findings.addAll(rooms.ledger().verify());
            findings.addAll(rooms.archive().verify(deep));
            findings.addAll(rooms.readings().verify(rooms.ledger()));
            findings.addAll(rooms.roster().verifyRows());
            findings.forEach(this::tell);
            if (findings.isEmpty()) {
                var size = rooms.ledger().size();
                terminal.say(
                        "clean: %,d ledger entries, and everything they speak of".formatted(size));
                return Exit.DONE;
            }
            terminal.say("%,d findings".formatted(findings.size()));
            return Exit.FINDINGS;
        }
    }

    private void tell(Finding finding) {
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("code", finding.code());
            row.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            row.put("subject", finding.subject());
            row.put("found", finding.found());
            row.put("expected", finding.expected());
            row.put("advice", finding.advice());
            terminal.row(row);
        } else {
            terminal.line(
                    "%s %s: found %s, expected %s. %s"
                            .formatted(
                                    finding.code(),
                                    finding.subject(),
                                    finding.found(),
                                    finding.expected(),
                                    finding.advice()));
        }
    }
}
