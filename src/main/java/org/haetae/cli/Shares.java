package org.haetae.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.home.AgeIdentity;
import org.haetae.home.Asking;
import org.haetae.home.RecoveryKit;
import org.haetae.home.RecoveryShare;
import picocli.CommandLine.Option;

/// Shares of a recovery kit, from files or typed from paper.
final class Shares {

    private static final int LINES = 4;
    private static final int LINE_BYTES = 8;

    @Option(
            names = "--share",
            paramLabel = "FILE",
            description =
                    "a file with one share, such as the page that was printed; once for each. Without it you are asked to type them")
    private List<Path> files = List.of();

    /// The private half of the kit.
    ///
    /// @param kit the one that the shares must be of; empty when it is not at hand
    AgeIdentity opened(Terminal terminal, Optional<RecoveryKit> kit) {
        var given = files.isEmpty() ? typed(terminal, kit) : read();
        return kit.map(one -> one.open(given)).orElseGet(() -> RecoveryKit.combine(given));
    }

    private List<RecoveryShare> read() {
        var shares = new ArrayList<RecoveryShare>();
        for (var file : files) {
            try {
                shares.add(RecoveryShare.parse(Files.readString(file)));
            } catch (IOException e) {
                throw new Misuse("the share %s cannot be read".formatted(file));
            }
        }
        return shares;
    }

    private static List<RecoveryShare> typed(Terminal terminal, Optional<RecoveryKit> kit) {
        var asking = Asking.atTerminal();
        var id = kit.map(RecoveryKit::id).orElseGet(() -> id(terminal, asking));
        int threshold =
                kit.map(RecoveryKit::threshold)
                        .orElseGet(() -> number(terminal, asking, "How many shares are needed"));
        var shares = new ArrayList<RecoveryShare>();
        while (shares.stream().map(RecoveryShare::number).distinct().count() < threshold) {
            shares.add(one(terminal, asking, id, threshold));
        }
        return shares;
    }

    private static RecoveryShare one(Terminal terminal, Asking asking, UUID id, int threshold) {
        int number = number(terminal, asking, "Number of the share");
        var bytes = ByteBuffer.allocate(LINES * LINE_BYTES);
        for (int line = 1; line <= LINES; line++) {
            Optional<byte[]> part = Optional.empty();
            while (part.isEmpty()) {
                part =
                        RecoveryShare.line(
                                id,
                                number,
                                line,
                                ask(asking, "Share %d, line %d".formatted(number, line)));
                if (part.isEmpty()) {
                    terminal.say("this line does not fit; look at the page and type it again");
                }
            }
            bytes.put(part.get());
        }
        return new RecoveryShare(id, number, Math.max(number, threshold), threshold, bytes.array());
    }

    private static UUID id(Terminal terminal, Asking asking) {
        while (true) {
            try {
                return UUID.fromString(ask(asking, "Kit, as on the page").strip());
            } catch (IllegalArgumentException e) {
                terminal.say("this is no number of a kit");
            }
        }
    }

    private static int number(Terminal terminal, Asking asking, String what) {
        while (true) {
            var typed = ask(asking, what).strip();
            if (typed.matches("[1-9][0-9]?")) {
                return Integer.parseInt(typed);
            }
            terminal.say("a number from 1 to 99");
        }
    }

    private static String ask(Asking asking, String prompt) {
        return asking.secret(prompt)
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "there is no terminal to type shares at; name files with --share"));
    }
}
