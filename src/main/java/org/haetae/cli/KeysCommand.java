package org.haetae.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.haetae.home.Home;
import org.haetae.home.Keys;
import org.haetae.home.Protection;
import org.haetae.home.RecoveryKit;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae keys`: what opens the secrets of a home, and the kit for the day when that is lost.
@Command(
        name = "keys",
        header = "Says and changes what opens the secrets of a home.",
        description = {
            "What opens the secrets of this home: nothing, a passphrase, a file elsewhere, a token; and the recovery kit,",
            "whose pages several people keep. docs/manual/keys.md explains it."
        },
        mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {

    /// After so long people have forgotten where the pages lie.
    private static final Duration REHEARSE_AFTER = Duration.ofDays(183);

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// With its deeds.
    static CommandLine line(Evidence.Opener opener, Terminal terminal) {
        var line = new CommandLine(new KeysCommand(terminal));
        line.addSubcommand(new Status(terminal));
        line.addSubcommand(new Wrap(opener, terminal));
        line.addSubcommand(new Recover(terminal));
        var recovery = new CommandLine(new Recovery(terminal));
        recovery.addSubcommand(new Make(opener, terminal));
        recovery.addSubcommand(new Rehearse(opener, terminal));
        line.addSubcommand(recovery);
        return line;
    }

    @Override
    public void run() {
        missing(spec, terminal, "status, wrap, recover or recovery");
    }

    private static void missing(
            CommandLine.Model.CommandSpec spec, Terminal terminal, String deeds) {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(), "what is to be done is missing: " + deeds);
    }

    private static void enter(Evidence evidence, Act act, UUID object) {
        var home = evidence.home();
        evidence.ledger().recover();
        evidence.database()
                .run(
                        Console.clearance(home),
                        transaction ->
                                evidence.ledger()
                                        .append(
                                                transaction,
                                                Entry.of(
                                                        act,
                                                        evidence.clock().instant(),
                                                        Console.actor(home),
                                                        object)));
        evidence.ledger().publish();
    }

    @Command(
            name = "status",
            description = {
                "Says what opens the secrets of this home, and when its recovery kit was last rehearsed. Opens nothing.",
                "Exit 1: there is no kit, or nobody rehearsed it for half a year."
            },
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin private Common common = new Common();

        Status(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            var keys = common.home().resolve("keys");
            if (!Files.isDirectory(keys)) {
                throw new Misuse("there is no home at " + common.home());
            }
            var protection = Keys.protection(keys);
            var kit = RecoveryKit.find(keys);
            if (common.json()) {
                terminal.row(row(protection, kit));
            } else {
                terminal.line(
                        switch (protection) {
                            case NONE ->
                                    "the secrets lie open: whoever has this folder has everything (haetae keys wrap)";
                            case PASSPHRASE -> "the secrets are wrapped; a passphrase opens them";
                            case FILE ->
                                    "the secrets are wrapped; the file that keys.file names opens them";
                            case TOKEN -> "the secrets are wrapped; a token opens them";
                        });
                terminal.line(kit.map(Status::words).orElse("there is no recovery kit"));
            }
            var rehearsed = kit.flatMap(RecoveryKit::rehearsed);
            return rehearsed
                            .filter(
                                    time ->
                                            time.plus(REHEARSE_AFTER)
                                                    .isAfter(Clock.systemUTC().instant()))
                            .isPresent()
                    ? Exit.DONE
                    : Exit.FINDINGS;
        }

        private static LinkedHashMap<String, Object> row(
                Protection protection, Optional<RecoveryKit> kit) {
            var row = new LinkedHashMap<String, Object>();
            row.put("protection", protection.word());
            kit.ifPresent(
                    one -> {
                        row.put("kit", one.id().toString());
                        row.put("recipient", one.recipient());
                        row.put("shares", one.shares());
                        row.put("threshold", one.threshold());
                        row.put("made", one.made().toString());
                        one.rehearsed().ifPresent(time -> row.put("rehearsed", time.toString()));
                    });
            return row;
        }

        private static String words(RecoveryKit kit) {
            return "recovery kit %s: %d shares, %d needed, made %s, %s"
                    .formatted(
                            kit.name(),
                            kit.shares(),
                            kit.threshold(),
                            kit.made(),
                            kit.rehearsed()
                                    .map(time -> "last rehearsed " + time)
                                    .orElse("never rehearsed (haetae keys recovery rehearse)"));
        }
    }

    @Command(
            name = "wrap",
            aliases = "rewrap",
            description = {
                "Wraps all secrets of this home under a new key, and destroys the open files or the wrapping before.",
                "Done again, it changes the passphrase or the file, or from one way to another. The same again is refused."
            },
            mixinStandardHelpOptions = true)
    static final class Wrap implements Callable<Integer> {

        private final Evidence.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();
        @Mixin private By by = new By();

        Wrap(Evidence.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            var protection = by.protection();
            try (var evidence = opener.open(common.home())) {
                evidence.home().keyring().protect(protection, by.given());
                enter(evidence, Act.KEY_MADE, UUID.randomUUID());
                by.tell(terminal, common, evidence.home());
            }
            return Exit.DONE;
        }
    }

    /// What is to open the secrets from now on.
    static final class By {

        @Option(
                names = "--by",
                required = true,
                paramLabel = "WAY",
                description =
                        "passphrase; file (the setting keys.file); token (the settings keys.token-...)")
        private String way = "";

        @Option(
                names = "--new-passphrase-file",
                paramLabel = "FILE",
                description =
                        "file or descriptor (/dev/fd/4) whose first line is the new passphrase; without it the one of keys.passphrase-file, else you are asked")
        private @Nullable Path passphrase;

        @Option(
                names = "--new-key-file",
                paramLabel = "FILE",
                description =
                        "file outside the home for the new identity, made if it is not there; without it the one of keys.file. Afterwards let keys.file name it")
        private @Nullable Path identity;

        Protection protection() {
            return Protection.of(way)
                    .filter(one -> one != Protection.NONE)
                    .orElseThrow(
                            () ->
                                    new Misuse(
                                            "--by is \"%s\"; it is passphrase, file or token"
                                                    .formatted(way)));
        }

        Optional<Path> given() {
            return Optional.ofNullable(protection() == Protection.FILE ? identity : passphrase);
        }

        void tell(Terminal terminal, Common common, Home home) {
            if (common.json()) {
                var row = new LinkedHashMap<String, Object>();
                row.put("protection", Keys.protection(home.keys()).word());
                terminal.row(row);
            } else {
                terminal.say(
                        "the secrets of this home are wrapped; from now on they open by "
                                + Keys.protection(home.keys()).word());
                if (RecoveryKit.find(home.keys()).isEmpty()) {
                    terminal.say(
                            "there is no recovery kit: when that is lost, everything is (haetae keys recovery make)");
                }
            }
        }
    }

    @Command(
            name = "recover",
            description = {
                "Opens the secrets by shares of the recovery kit, because passphrase, file or token is lost, and wraps",
                "them anew."
            },
            mixinStandardHelpOptions = true)
    static final class Recover implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin private Common common = new Common();
        @Mixin private By by = new By();
        @Mixin private Shares shares = new Shares();

        Recover(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            var protection = by.protection();
            if (!Files.isDirectory(common.home().resolve("keys"))) {
                throw new Misuse("there is no home at " + common.home());
            }
            var identity = shares.opened(terminal, RecoveryKit.find(keys()));
            try (var home = Home.recover(common.home(), identity)) {
                home.keyring().protect(protection, by.given());
                by.tell(terminal, common, home);
            }
            return Exit.DONE;
        }

        private Path keys() {
            return common.home().resolve("keys");
        }
    }

    @Command(
            name = "recovery",
            description =
                    "The recovery kit: made once, printed, given to several people, rehearsed.",
            mixinStandardHelpOptions = true)
    static final class Recovery implements Runnable {

        private final Terminal terminal;

        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        Recovery(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void run() {
            missing(spec, terminal, "make or rehearse");
        }
    }

    @Command(
            name = "make",
            description = {
                "Makes a recovery kit, whose private half is kept nowhere, and writes one page for each share: print each,",
                "give each to somebody else, destroy the files. A new kit takes the place of the one before."
            },
            mixinStandardHelpOptions = true)
    static final class Make implements Callable<Integer> {

        private final Evidence.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();

        @Option(
                names = "--shares",
                paramLabel = "N",
                defaultValue = "3",
                description = "how many people get a page (default: ${DEFAULT-VALUE})")
        private int shares;

        @Option(
                names = "--threshold",
                paramLabel = "K",
                defaultValue = "2",
                description = "how many of them are needed, 2 at least (default: ${DEFAULT-VALUE})")
        private int threshold;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                required = true,
                description = "a new folder, or an empty one")
        private Path out = Path.of("");

        Make(Evidence.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (threshold < 2 || threshold > shares || shares > RecoveryKit.MOST_SHARES) {
                throw new Misuse(
                        "%d of %d shares; needed are at least 2 and at most all, of %d at most"
                                .formatted(threshold, shares, RecoveryKit.MOST_SHARES));
            }
            try (var evidence = opener.open(common.home())) {
                var before = RecoveryKit.find(evidence.home().keys());
                boolean wrapped = Keys.protection(evidence.home().keys()) != Protection.NONE;
                var made = RecoveryKit.make(shares, threshold, evidence.clock().instant());
                // Pages first: a kit that is remembered and of which nobody has a page would seal
                // backups to nobody.
                try {
                    RecoveryPages.write(out, made);
                } catch (IOException e) {
                    throw new UncheckedIOException("the pages could not be written to " + out, e);
                }
                made.kit().keep(evidence.home().keys());
                // A crash here leaves the home key sealed to the kit before; a rehearsal, which the
                // new kit has not had, finds that and seals it.
                evidence.home().keyring().recoverableBy(made.kit());
                enter(evidence, Act.KEY_MADE, made.kit().id());
                if (common.json()) {
                    terminal.row(
                            Status.row(
                                    Keys.protection(evidence.home().keys()),
                                    Optional.of(made.kit())));
                } else {
                    terminal.say(
                            "kit %s: %d pages are in %s. Print each, give each to another person, destroy the files; then: haetae keys recovery rehearse"
                                    .formatted(made.kit().name(), shares, out));
                    if (before.isPresent() && wrapped) {
                        terminal.say(
                                "the pages of the kit %s with an older copy of wrapped-secrets still open this home until you lock it anew: haetae keys wrap"
                                        .formatted(before.get().name()));
                    }
                }
            }
            return Exit.DONE;
        }
    }

    @Command(
            name = "rehearse",
            description =
                    "Takes shares, typed or from files, and proves that they open the kit, and it the home; shows nothing of the key.",
            mixinStandardHelpOptions = true)
    static final class Rehearse implements Callable<Integer> {

        private final Evidence.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();
        @Mixin private Shares shares = new Shares();

        Rehearse(Evidence.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (var evidence = opener.open(common.home())) {
                var keys = evidence.home().keys();
                var kit =
                        RecoveryKit.find(keys)
                                .orElseThrow(
                                        () ->
                                                new Misuse(
                                                        "this home has no recovery kit: haetae keys recovery make"));
                var identity = shares.opened(terminal, Optional.of(kit));
                var keyring = evidence.home().keyring();
                boolean sealed = keyring.recoverableBy(identity);
                if (!sealed) {
                    keyring.recoverableBy(kit);
                }
                enter(evidence, Act.VERIFIED, kit.id());
                var rehearsed = kit.rehearsedAt(evidence.clock().instant());
                rehearsed.keep(keys);
                if (common.json()) {
                    terminal.row(Status.row(Keys.protection(keys), Optional.of(rehearsed)));
                } else {
                    terminal.say("these shares open the kit %s".formatted(kit.name()));
                    if (!sealed) {
                        terminal.say(
                                "the key of this home was not sealed to this kit, because making it was interrupted; now it is");
                    }
                }
            }
            return Exit.DONE;
        }
    }
}
