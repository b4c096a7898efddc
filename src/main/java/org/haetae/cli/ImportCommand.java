package org.haetae.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.haetae.casebook.ClaimImport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae import`: takes in what others recorded.
@Command(
        name = "import",
        header = "Takes claims and lists into the casebook.",
        description =
                "Takes claims into the casebook, each pinned to the passage that supports it.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Runnable {

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// With what it takes in.
    static CommandLine line(Rooms.Opener opener, Terminal terminal) {
        var line = new CommandLine(new ImportCommand(terminal));
        line.addSubcommand(new Claims(opener, terminal));
        line.addSubcommand(new CaseCommand.Import(opener, terminal));
        line.addSubcommand(new ImportTableCommand(opener, terminal));
        line.addSubcommand(new ImportFtmCommand(opener, terminal));
        line.addSubcommand(new ImportAnnotationsCommand(opener, terminal));
        ImportListCommand.addTo(line, opener, terminal);
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "what is to be taken in is missing: claims, cases, table, ftm, annotations, or a list of sanctions (un-sc, ofac, eu, uk)");
    }

    /// `haetae import claims`.
    @Command(
            name = "claims",
            description = {
                "Takes in claims, one JSON object a line (docs/formats/claims.md). Every line has an outcome; the same",
                "file given again records nothing twice."
            },
            mixinStandardHelpOptions = true)
    static final class Claims implements Callable<Integer> {

        private final Rooms.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "- is standard input")
        private List<Path> files = List.of();

        @Option(names = "--dry-run", description = "record nothing, only tell what would be")
        private boolean trial;

        Claims(Rooms.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            for (var file : files) {
                if (!isStandardInput(file) && !Files.isReadable(file)) {
                    throw new Misuse("%s cannot be read".formatted(file));
                }
            }
            var told = new IntakeTelling(terminal, common.json());
            try (var rooms = opener.open(common.home())) {
                for (var file : files) {
                    var claims =
                            new ClaimImport(
                                    rooms.casebook(),
                                    rooms.archive(),
                                    Console.clearance(rooms),
                                    trial,
                                    outcome -> told.tell(file.toString(), "line", outcome));
                    try (var lines = lines(file)) {
                        claims.read(lines);
                    }
                }
                rooms.ledger().publish();
            }
            return told.end(trial);
        }

        private static boolean isStandardInput(Path file) {
            return file.toString().equals("-");
        }

        /// Bytes that are no UTF-8 become visible as such, in the lines that have them.
        private static BufferedReader lines(Path file) throws IOException {
            InputStream in = isStandardInput(file) ? System.in : Files.newInputStream(file);
            return new BufferedReader(
                    new InputStreamReader(
                            in,
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPLACE)));
        }
    }
}
