package org.haetae.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.haetae.home.HomeInUse;
import org.haetae.home.HomeLog;
import org.haetae.home.HomeRefused;
import org.haetae.ledger.IntegrityException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Haetae's commands.
///
/// Exit codes: 0 done; 1 done, with findings; 2 wrong use; 3 cannot run.
@Command(
        name = "haetae",
        description = {
            "Haetae: an archive of sources whose integrity anyone can prove, and good search in"
                    + " it.",
            "Begin with `haetae demo`, or take a folder in with `haetae add FOLDER`."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, and something was found that somebody should look at",
            "2:wrong use",
            "3:cannot run: no database, no space, home in use"
        })
public final class Cli implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private Cli() {}

    /// Runs one command and returns its exit code.
    public static int run(
            Rooms.Opener opener, Evidence.Opener evidence, Site.Opener site, String... arguments) {
        var terminal = Terminal.ofProcess();
        try {
            return line(opener, evidence, site, terminal, arguments).execute(arguments);
        } finally {
            terminal.flush();
        }
    }

    static CommandLine line(
            Rooms.Opener opener,
            Evidence.Opener evidence,
            Site.Opener site,
            Terminal terminal,
            String... arguments) {
        var line = new CommandLine(new Cli());
        var makers = commands(opener, evidence, site, terminal);
        // Describing forty commands takes a short one longer than its own work.
        var asked = arguments.length == 0 ? null : makers.get(arguments[0]);
        (asked == null ? makers.values() : List.of(asked))
                .forEach(maker -> line.addSubcommand(maker.get()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(
                (exception, command, parsed) -> explain(terminal, exception));
        return line;
    }

    /// Every command by its name, in the order of the help.
    private static SequencedMap<String, Supplier<Object>> commands(
            Rooms.Opener opener, Evidence.Opener evidence, Site.Opener site, Terminal terminal) {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("demo", () -> new DemoCommand(opener, site, terminal));
        commands.put("serve", () -> new ServeCommand(opener, site, terminal));
        commands.put("add", () -> new AddCommand(opener, terminal));
        commands.put("reread", () -> new RereadCommand(opener, terminal));
        commands.put("outcomes", () -> new OutcomesCommand(opener, terminal));
        commands.put("search", () -> new SearchCommand(opener, terminal));
        commands.put("show", () -> new ShowCommand(opener, terminal));
        commands.put("match", () -> new MatchCommand(opener, terminal));
        commands.put("screen", () -> new ScreenCommand(opener, terminal));
        commands.put("suggest", () -> new SuggestCommand(opener, terminal));
        commands.put("resolve", () -> new ResolveCommand(opener, terminal));
        commands.put("judge", () -> new JudgeCommand(opener, terminal));
        commands.put("names", () -> NamesCommand.line(terminal));
        commands.put("law", () -> LawCommand.line(terminal));
        commands.put("monitor", () -> new MonitorCommand(opener, terminal));
        commands.put("responsibility", () -> new ResponsibilityCommand(opener, terminal));
        commands.put("case", () -> CaseCommand.line(opener, terminal));
        commands.put("agreement", () -> new AgreementCommand(opener, terminal));
        commands.put("import", () -> ImportCommand.line(opener, terminal));
        commands.put("redact", () -> new RedactCommand(opener, terminal));
        commands.put("export", () -> ExportCommand.line(opener, terminal));
        commands.put("consent", () -> ConsentCommand.line(opener, terminal));
        commands.put("identity", () -> IdentityCommand.line(opener, terminal));
        commands.put("erase", () -> EraseCommand.line(opener, terminal));
        commands.put("verify", () -> new VerifyCommand(evidence, terminal));
        commands.put("reindex", () -> new ReindexCommand(opener, terminal));
        commands.put("user", () -> new UserCommand(opener, terminal));
        commands.put("compartment", () -> new CompartmentCommand(opener, terminal));
        commands.put("backup", () -> new BackupCommand(evidence, terminal));
        commands.put("restore", () -> new RestoreCommand(terminal));
        commands.put("keys", () -> KeysCommand.line(evidence, terminal));
        commands.put("repair", () -> new RepairCommand(evidence, terminal));
        commands.put("attest", () -> new AttestCommand(evidence, terminal));
        commands.put("witness", () -> new WitnessCommand(terminal));
        commands.put("timestamp-authority", () -> new TimestampAuthorityCommand(terminal));
        commands.put("bench", () -> new BenchCommand());
        return commands;
    }

    /// Says what happened and what to do; nobody is shown a stack trace.
    private static int explain(Terminal terminal, Exception exception) {
        if (isEnding()) {
            return Exit.CANNOT_RUN;
        }
        if (noSpace(exception)) {
            HomeLog.note("there was no space", exception);
            terminal.say(
                    "haetae: there is no space left on the disk of the home. What was acknowledged"
                            + " is kept; make room and run the same command again.");
            return Exit.CANNOT_RUN;
        }
        switch (exception) {
            case HomeInUse inUse -> {
                terminal.say("haetae: " + inUse.getMessage());
                return Exit.CANNOT_RUN;
            }
            case HomeRefused refused -> {
                terminal.say("haetae: " + refused.getMessage());
                return Exit.CANNOT_RUN;
            }
            case Misuse misuse -> {
                terminal.say("haetae: " + misuse.getMessage());
                return Exit.WRONG_USE;
            }
            case IntegrityException broken -> {
                terminal.say("haetae: " + broken.getMessage());
                return Exit.CANNOT_RUN;
            }
            default -> {}
        }
        var noted = HomeLog.note("a command failed", exception);
        terminal.say(
                "haetae: the command could not finish: %s. What was acknowledged is kept; run it again.%s"
                        .formatted(
                                innermost(exception),
                                noted ? " Details are in log/haetae0.log of the home." : ""));
        return Exit.CANNOT_RUN;
    }

    /// Whether the process was asked to end: what breaks now breaks because of that.
    private static boolean isEnding() {
        var probe = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static boolean noSpace(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            var message = Optional.ofNullable(cause.getMessage()).orElse("");
            // Java, PostgreSQL and Lucene all pass on the words of the system, which has the same
            // ones for shared memory.
            if (message.contains("shared memory")) {
                continue;
            }
            if (message.contains("No space left on")
                    || message.contains("Disk quota exceeded")
                    || message.contains("could not extend file")) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"haetae " + (version == null ? "(built here)" : version)};
        }
    }
}
