package org.haetae.cli;

import java.util.Optional;
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
            return line(opener, evidence, site, terminal).execute(arguments);
        } finally {
            terminal.flush();
        }
    }

    static CommandLine line(
            Rooms.Opener opener, Evidence.Opener evidence, Site.Opener site, Terminal terminal) {
        var line = new CommandLine(new Cli());
        line.addSubcommand(new DemoCommand(opener, site, terminal));
        line.addSubcommand(new ServeCommand(opener, site, terminal));
        line.addSubcommand(new AddCommand(opener, terminal));
        line.addSubcommand(new RereadCommand(opener, terminal));
        line.addSubcommand(new OutcomesCommand(opener, terminal));
        line.addSubcommand(new SearchCommand(opener, terminal));
        line.addSubcommand(new ShowCommand(opener, terminal));
        line.addSubcommand(new MatchCommand(opener, terminal));
        line.addSubcommand(new ScreenCommand(opener, terminal));
        line.addSubcommand(new SuggestCommand(opener, terminal));
        line.addSubcommand(new ResolveCommand(opener, terminal));
        line.addSubcommand(new JudgeCommand(opener, terminal));
        line.addSubcommand(NamesCommand.line(terminal));
        line.addSubcommand(LawCommand.line(terminal));
        line.addSubcommand(new MonitorCommand(opener, terminal));
        line.addSubcommand(CaseCommand.line(opener, terminal));
        line.addSubcommand(new AgreementCommand(opener, terminal));
        line.addSubcommand(ImportCommand.line(opener, terminal));
        line.addSubcommand(new RedactCommand(opener, terminal));
        line.addSubcommand(ExportCommand.line(opener, terminal));
        line.addSubcommand(ConsentCommand.line(opener, terminal));
        line.addSubcommand(IdentityCommand.line(opener, terminal));
        line.addSubcommand(EraseCommand.line(opener, terminal));
        line.addSubcommand(new VerifyCommand(evidence, terminal));
        line.addSubcommand(new ReindexCommand(opener, terminal));
        line.addSubcommand(new UserCommand(opener, terminal));
        line.addSubcommand(new CompartmentCommand(opener, terminal));
        line.addSubcommand(new BackupCommand(evidence, terminal));
        line.addSubcommand(new RestoreCommand(terminal));
        line.addSubcommand(KeysCommand.line(evidence, terminal));
        line.addSubcommand(new RepairCommand(evidence, terminal));
        line.addSubcommand(new AttestCommand(evidence, terminal));
        line.addSubcommand(new WitnessCommand(terminal));
        line.addSubcommand(new TimestampAuthorityCommand(terminal));
        line.addSubcommand(new BenchCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(
                (exception, command, parsed) -> explain(terminal, exception));
        return line;
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
