package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.haetae.backup.Backup;
import org.haetae.backup.BackupCheck;
import org.haetae.backup.Backups;
import org.haetae.backup.Stores;
import org.haetae.home.HomeInUse;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.ledger.VerifierKey;
import org.haetae.objects.Bucket;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae backup`: everything of a home in another place, sealed to the recovery kit.
@Command(
        name = "backup",
        header = "Copies what is new to another place.",
        description = {
            "Brings what is new in this home to another place, keys and database sealed to the recovery kit. Killed in the",
            "middle, it leaves the backup before; run it again. While a server runs on the home, it is the server that makes it.",
            "With --verify it checks a backup instead, without the home. Exit 1: there are findings."
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    private final Evidence.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            arity = "0..1",
            paramLabel = "PLACE",
            description = "a folder, or s3://bucket/folder (default: the setting backup.to)")
    private @Nullable String place;

    @Option(
            names = "--verify",
            description = "check the backup at PLACE; needs neither home nor key")
    private boolean verify;

    @Option(
            names = "--vkey",
            paramLabel = "FILE",
            description =
                    "with --verify: verifier keys of the home (its keys/*.vkey, in one file or several), so that an exchanged backup is found")
    private List<Path> keys = List.of();

    BackupCommand(Evidence.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (verify) {
            return check();
        }
        Backup.Made made;
        try (var evidence = opener.open(common.existingHome())) {
            if (place == null && evidence.home().settings().text(Setting.BACKUP_TO).isEmpty()) {
                throw new Misuse("name a place: haetae backup FOLDER, or the setting backup.to");
            }
            evidence.ledger().recover();
            evidence.archive().recover();
            try (var backups =
                    new Backups(
                            evidence.home(),
                            evidence.database(),
                            evidence.ledger(),
                            evidence.archive(),
                            evidence.clock())) {
                made = backups.make(there(), Console.actor(evidence.home()));
            }
        } catch (HomeInUse inUse) {
            made = byTheServer(inUse);
        }
        made.findings().forEach(one -> Found.tell(terminal, common, one));
        tell(made);
        return made.findings().isEmpty() ? Exit.DONE : Exit.FINDINGS;
    }

    /// As another process has to be told, whose working directory is another.
    private String there() {
        return place == null || Bucket.isPlace(place)
                ? Objects.requireNonNullElse(place, "")
                : Path.of(place).toAbsolutePath().toString();
    }

    private Backup.Made byTheServer(HomeInUse inUse) {
        var answer = Door.ask(common.home(), there()).orElseThrow(() -> inUse);
        if (answer.made() == null) {
            throw new HomeRefused(Objects.requireNonNull(answer.refused()));
        }
        return answer.made();
    }

    private void tell(Backup.Made made) {
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("backup", made.number());
            row.put("files", made.files());
            row.put("bytes", made.bytes());
            row.put("copied", made.copied());
            row.put("copiedBytes", made.copiedBytes());
            terminal.row(row);
        } else {
            terminal.say(
                    "backup %d: %,d files (%,d MB), %,d of them new (%,d MB)"
                            .formatted(
                                    made.number(),
                                    made.files(),
                                    made.bytes() / 1_000_000,
                                    made.copied(),
                                    made.copiedBytes() / 1_000_000));
        }
    }

    private int check() throws IOException {
        if (place == null) {
            throw new Misuse("name the place to be checked: haetae backup --verify FOLDER");
        }
        try (var store = Stores.open(place)) {
            var checked = BackupCheck.of(store, verifierKeys(keys));
            checked.findings().forEach(one -> Found.tell(terminal, common, one));
            if (checked.findings().isEmpty()) {
                terminal.say(
                        "backup %d is whole: %,d files, %,d MB, each as it was written%s"
                                .formatted(
                                        checked.number(),
                                        checked.files(),
                                        checked.bytes() / 1_000_000,
                                        keys.isEmpty()
                                                ? "; who signed it was not looked at (--vkey)"
                                                : ""));
                return Exit.DONE;
            }
            terminal.say("%,d findings".formatted(checked.findings().size()));
            return Exit.FINDINGS;
        }
    }

    static List<VerifierKey> verifierKeys(List<Path> keys) {
        return keys.stream().flatMap(file -> verifierKeys(file).stream()).toList();
    }

    /// One or more, a line each.
    private static List<VerifierKey> verifierKeys(Path file) {
        try {
            var read =
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .map(VerifierKey::parse)
                            .toList();
            if (read.isEmpty()) {
                throw new Misuse(file + " holds no verifier key");
            }
            return read;
        } catch (NoSuchFileException e) {
            throw new Misuse("there is no file " + file);
        } catch (IOException | IllegalArgumentException e) {
            throw new Misuse("%s does not hold verifier keys: %s".formatted(file, e.getMessage()));
        }
    }
}
