package org.haetae.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.haetae.ledger.AttestationState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `haetae attest`: asks those who vouch for the ledger from outside, now.
@Command(
        name = "attest",
        header = "Asks witnesses and timestamp authorities to vouch, now.",
        description = {
            "Asks the witnesses and timestamp authorities in the settings to vouch for the newest head of the ledger, now.",
            "A running server does this by itself. Exit 1: somebody did not answer; nothing is lost, ask again later."
        },
        mixinStandardHelpOptions = true)
final class AttestCommand implements Callable<Integer> {

    private final Evidence.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    AttestCommand(Evidence.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var evidence = opener.open(common.existingHome())) {
            var states = evidence.attestations().askNow();
            if (states.isEmpty()) {
                terminal.say(
                        "nobody to ask: haetae.yaml names no witness and no timestamp authority (docs/manual/witnesses.md)");
            }
            states.forEach(this::tell);
            return states.stream().allMatch(state -> state.outcome().isWell())
                    ? Exit.DONE
                    : Exit.FINDINGS;
        }
    }

    private void tell(AttestationState state) {
        var kind = state.kind().name().toLowerCase(Locale.ROOT);
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("kind", kind);
            row.put("name", state.name());
            row.put("outcome", state.outcome().word());
            state.newest().ifPresent(it -> row.put("entries", it.size()));
            state.newest().ifPresent(it -> row.put("time", it.time().toString()));
            terminal.row(row);
        } else {
            terminal.line(
                    "%s %s: %s%s"
                            .formatted(
                                    kind,
                                    state.name(),
                                    state.outcome().word(),
                                    state.newest()
                                            .map(
                                                    it ->
                                                            "; its newest answer is for %,d entries, of %s"
                                                                    .formatted(
                                                                            it.size(), it.time()))
                                            .orElse("")));
        }
    }
}
