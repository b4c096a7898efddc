package org.haetae.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.Disk;
import org.haetae.home.AgeFile;
import org.haetae.home.AgeIdentity;
import org.haetae.home.Database;
import org.haetae.home.DurableFile;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Protection;
import org.haetae.home.RecoveryKit;
import org.haetae.home.TableCopy;
import org.haetae.ledger.Act;
import org.haetae.ledger.Attestation;
import org.haetae.ledger.AttestationState;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.IntegrityException;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.VerifierKey;

/// Makes a home from a backup, in a new folder. Until all of it is there, nobody can open that
/// folder as a home; interrupted, it is removed and begun again.
public final class Restore {

    private static final Pattern KEPT =
            Pattern.compile("haetae\\.yaml|erased\\.txt|keys/[a-z0-9][a-z0-9.-]*");

    /// The setting `archive.store`, in either of the forms in which settings are written.
    private static final Pattern STORE =
            Pattern.compile("(?m)^([ \\t]*(?:archive\\.)?store[ \\t]*:).*$");

    private final Store store;
    private final Path folder;
    private final Collection<VerifierKey> keys;
    private final List<String> erased;
    private final boolean unwitnessed;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    /// @param keys of the home, brought by who restores; empty: the signature is not looked at
    /// @param unwitnessed whether the home may open though a witness did not answer
    /// @param erased lines of the newest `erased.txt` of the home; what was erased since the backup
    ///   is erased again before the new home opens
    public Restore(
            Store store,
            Path folder,
            Collection<VerifierKey> keys,
            List<String> erased,
            boolean unwitnessed,
            Clock clock) {
        this.store = store;
        this.folder = folder;
        this.keys = List.copyOf(keys);
        this.unwitnessed = unwitnessed;
        this.erased = List.copyOf(erased);
        this.clock = clock;
    }

    /// What was restored.
    ///
    /// @param number of the backup
    /// @param entries of the ledger, as they were when it was made
    /// @param protection what opened the keys of the home that was backed up; those of the new one
    ///   lie open
    /// @param opens whether the new home may be used; if not, the findings say why
    /// @param findings files that could not be restored, and what contradicts the ledger
    public record Restored(
            int number,
            long entries,
            Protection protection,
            boolean opens,
            List<Finding> findings) {
        public Restored {
            findings = List.copyOf(findings);
        }
    }

    /// The recovery kit whose shares open the backup, without its private half; empty when its file
    /// is not the one that was backed up, for then shares open without it or not at all.
    ///
    /// @throws HomeRefused when there is no backup
    public Optional<RecoveryKit> kit() throws IOException {
        var listed = newest().manifest().of(Backup.RECOVERY_KIT);
        var place =
                listed.isEmpty()
                        ? Optional.<String>empty()
                        : new Copies(store).place(Backup.RECOVERY_KIT, listed.get());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        var scratch = Files.createTempDirectory("haetae-kit");
        try (var in = store.read(place.get())) {
            Files.copy(in, scratch.resolve(Backup.RECOVERY_KIT));
            return RecoveryKit.find(scratch);
        } finally {
            Files.deleteIfExists(scratch.resolve(Backup.RECOVERY_KIT));
            Files.delete(scratch);
        }
    }

    /// Makes the home. Once only.
    ///
    /// @param identity the private half of the kit, put together from shares
    /// @param actor who does it, by the keys of the home
    /// @throws HomeRefused when the folder is not empty, the backup is none, or the shares are of
    ///   another kit
    public Restored make(AgeIdentity identity, Function<Home, ActorId> actor) throws IOException {
        var found = newest();
        var manifest = found.manifest();
        var kit = manifest.of(Backup.RECOVERY_KIT);
        if (kit.isPresent()) {
            new Copies(store)
                    .copy(Backup.RECOVERY_KIT, kit.get(), OutputStream::nullOutputStream)
                    .ifPresent(findings::add);
        }
        var insides = insides(manifest, identity);
        Home.beginRestoring(folder);
        copyFolder(manifest, "archive/");
        copyFolder(manifest, "deposit/");
        copyFolder(manifest, "ledger/");
        insides.computeIfPresent("haetae.yaml", (name, settings) -> inTheHome(settings));
        for (var one : insides.entrySet()) {
            if (KEPT.matcher(one.getKey()).matches()) {
                var file = folder.resolve(one.getKey());
                makeFolder(file.getParent());
                DurableFile.replace(file, one.getValue());
            }
        }
        boolean opens;
        try (var home = Home.restoring(folder)) {
            Database.restore(home, found.newest().tables(), tables(manifest, identity));
            opens = goOn(home, found.newest().number(), actor);
            if (opens) {
                home.restored();
            }
        }
        return new Restored(
                found.newest().number(),
                found.newest().entries(),
                Optional.ofNullable(insides.get("protection"))
                        .flatMap(word -> Protection.of(new String(word, US_ASCII)))
                        .orElse(Protection.NONE),
                opens,
                findings);
    }

    /// The archive of the new home lies in it: two homes on one place in an object store would take
    /// each other's objects for strays.
    private static byte[] inTheHome(byte[] settings) {
        return STORE.matcher(new String(settings, UTF_8)).replaceAll("$1 \"\"").getBytes(UTF_8);
    }

    /// The home is as it was when the backup was made. Whoever remembers a later head of its ledger
    /// is asked before anything is added: signing on from an older one would make a second history.
    ///
    /// @return whether the home may open: what was erased since is erased in it too
    private boolean goOn(Home home, int number, Function<Home, ActorId> actor) throws IOException {
        boolean replayed = erased.isEmpty();
        try (var database = Database.open(home)) {
            var ledger = new Ledger(home, database, clock);
            try (var archive = Archive.asFound(home, database, ledger, clock);
                    var attestations = new Attestations(home, database, ledger, clock)) {
                ledger.recover();
                if (!allAnswered(attestations.askNow(), ledger) && !unwitnessed) {
                    return false;
                }
                // What waited in deposit when the backup was made is moved from there, and entered.
                archive.recover();
                // Keys only; what is derived is not there yet.
                archive.erasures().replayRestored(erased);
                replayed = true;
                database.run(
                        Clearance.SYSTEM,
                        transaction ->
                                ledger.append(
                                        transaction,
                                        Entry.of(
                                                Act.RESTORED,
                                                number,
                                                clock.instant(),
                                                actor.apply(home),
                                                UUID.randomUUID())));
            }
        } catch (IntegrityException e) {
            // It stays as it was restored, to be looked at and proved; nothing is added to it.
            findings.add(e.finding());
            if (!replayed) {
                findings.add(
                        BackupCode.ERASURES_ALIVE.at(
                                Backup.ERASED, "keys alive", "those of what is erased destroyed"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while witnesses were asked", e);
        }
        return replayed;
    }

    /// Tells of everybody who was to be asked and did not answer. What contradicts the ledger shows
    /// when something is to be added to it.
    private boolean allAnswered(List<AttestationState> states, Ledger ledger) {
        var silent =
                states.stream()
                        .filter(state -> !state.outcome().isWell())
                        .filter(state -> !ledger.isRefused())
                        .toList();
        silent.forEach(
                state ->
                        findings.add(
                                BackupCode.WITNESS_SILENT.at(
                                        state.name(), state.outcome().word(), "an answer")));
        // An authority stamps what it is shown and remembers nothing.
        return silent.stream().noneMatch(state -> state.kind() == Attestation.Kind.COSIGNATURE);
    }

    private Copies.Found newest() throws IOException {
        try {
            return new Copies(store)
                    .newest(keys)
                    .orElseThrow(
                            () ->
                                    new HomeRefused(
                                            "There is no whole backup at %s.".formatted(store)));
        } catch (Copies.Unfit e) {
            throw new HomeRefused(
                    "The backup at %s cannot be used: %s, found %s, expected %s."
                            .formatted(
                                    store,
                                    e.finding().code(),
                                    e.finding().found(),
                                    e.finding().expected()),
                    e);
        }
    }

    private void copyFolder(Manifest manifest, String prefix) throws IOException {
        makeFolder(folder.resolve(prefix));
        for (var file : manifest.files().subMap(prefix, prefix + '\uffff').entrySet()) {
            var target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            var misfit =
                    new Copies(store)
                            .copy(
                                    file.getKey(),
                                    file.getValue(),
                                    () -> new BufferedOutputStream(Files.newOutputStream(target)));
            if (misfit.isPresent()) {
                // Wrong bytes under a right name help nobody; `verify` says what is missing.
                Files.deleteIfExists(target);
                findings.add(misfit.get());
            }
        }
        try (var disk = new Disk(folder)) {
            disk.syncBatch(List.of());
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    // ---- what is sealed

    private Map<String, byte[]> insides(Manifest manifest, AgeIdentity identity)
            throws IOException {
        var path = only(manifest, "home/");
        var insides = new TreeMap<String, byte[]>();
        try (var in = AgeFile.opening(store.read(right(manifest, path)), identity)) {
            new String(in.readAllBytes(), US_ASCII)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .forEach(words -> insides.put(words[0], Base64.getDecoder().decode(words[1])));
            return insides;
        } catch (IOException | IllegalArgumentException e) {
            throw new HomeRefused(
                    "The keys in the backup do not open with these shares: they are of another kit, or %s was altered."
                            .formatted(path),
                    e);
        }
    }

    private static String only(Manifest manifest, String prefix) {
        var paths = manifest.files().subMap(prefix, prefix + '\uffff').keySet();
        if (paths.size() != 1) {
            throw new HomeRefused(
                    "The backup has %d files under %s, expected one."
                            .formatted(paths.size(), prefix));
        }
        return paths.iterator().next();
    }

    /// Where the bytes lie that were backed up. Nothing half right is opened: to the public half of
    /// the kit anybody can seal.
    private String right(Manifest manifest, String path) throws IOException {
        return new Copies(store)
                .place(path, manifest.of(path).orElseThrow())
                .orElseThrow(
                        () ->
                                new HomeRefused(
                                        "The file %s of the backup is not as it was written, and without it there is no home. Look for another backup."
                                                .formatted(path)));
    }

    private List<TableCopy.Source> tables(Manifest manifest, AgeIdentity identity) {
        return manifest.files().subMap("database/", "database/\uffff").keySet().stream()
                .filter(path -> path.endsWith(".sql.age"))
                .sorted()
                .<TableCopy.Source>map(
                        path -> () -> AgeFile.opening(store.read(right(manifest, path)), identity))
                .toList();
    }
}
