package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm done to a log, one kind a test, each named after the codes that it must be found by.
class LedgerCheckTest {
    private static final int STEP = "all".equals(System.getProperty("haetae.torture")) ? 1 : 3;

    private static final int SIZE = 700;

    @TempDir static Path shared;
    private static LogKeys keys;
    private static List<byte[]> leaves;
    private static Path original;

    @TempDir Path folder;

    @BeforeAll
    static void make() throws IOException {
        keys = LogKeys.open(Files.createDirectories(shared.resolve("keys")));
        leaves = MadeLog.leaves(SIZE);
        original = shared.resolve("log");
        for (int size : new int[] {3, 300, SIZE}) {
            MadeLog.write(original, keys, leaves.subList(0, size));
        }
    }

    @BeforeEach
    void copy() throws IOException {
        LogCopy.copy(original, folder);
    }

    private List<Finding> findings() {
        return new LedgerCheck(new LogFolder(folder), keys.verifiers()).run().findings();
    }

    private List<String> codes() {
        return findings().stream().map(Finding::code).toList();
    }

    private Path file(String path) {
        return folder.resolve(path);
    }

    private List<byte[]> bundle(int tile, int width) throws IOException {
        byte[] bytes = Files.readAllBytes(file(new TilePath(-1, tile, width).path()));
        return new ArrayList<>(LogFolder.split(bytes, width).orElseThrow());
    }

    private void putBundle(int tile, int width, List<byte[]> entries) throws IOException {
        Files.write(file(new TilePath(-1, tile, width).path()), LogFolder.join(entries));
    }

    @Test
    void anUntouchedLogIsClean() {
        LedgerCheck.Report report = new LedgerCheck(new LogFolder(folder), keys.verifiers()).run();
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(SIZE);
        assertThat(report.head().orElseThrow().size()).isEqualTo(SIZE);
    }

    @Test
    void anEmptyLogIsClean(@TempDir Path empty) throws IOException {
        MadeLog.write(empty, keys, List.of());
        assertThat(new LedgerCheck(new LogFolder(empty), keys.verifiers()).run().findings())
                .isEmpty();
    }

    @Test
    void everyEntryIsHandedOnInOrder() {
        List<Long> positions = new ArrayList<>();
        new LedgerCheck(new LogFolder(folder), keys.verifiers())
                .forEach(recorded -> positions.add(recorded.position()))
                .run();
        assertThat(positions).hasSize(SIZE).isSorted().doesNotHaveDuplicates();
    }

    // ---- keys and signatures

    @Test
    void keyMissing_noKeysGiven() {
        assertThat(new LedgerCheck(new LogFolder(folder), List.of()).run().findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-KEY-MISSING");
    }

    @Test
    void checkpointForeign_keysSwapped(@TempDir Path other) {
        List<VerifierKey> swapped = LogKeys.open(other).verifiers();
        assertThat(new LedgerCheck(new LogFolder(folder), swapped).run().findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-CHECKPOINT-FOREIGN");
    }

    @Test
    void signatureMissing_oneKeyOfTheSameNameSwapped(@TempDir Path other) {
        VerifierKey forged =
                new VerifierKey(
                        keys.origin(),
                        KeyType.ED25519,
                        LogKeys.open(other).verifiers().getFirst().publicKey());
        List<VerifierKey> swapped = List.of(forged, keys.verifiers().get(1));
        assertThat(new LedgerCheck(new LogFolder(folder), swapped).run().findings())
                .extracting(Finding::code)
                .contains("LEDGER-SIGNATURE-MISSING");
    }

    @Test
    void signatureMissing_lineCut() throws IOException {
        List<String> lines = Files.readAllLines(file("checkpoint"));
        Files.writeString(file("checkpoint"), String.join("\n", lines.subList(0, 5)) + "\n");
        assertThat(codes()).containsExactly("LEDGER-SIGNATURE-MISSING");
    }

    @Test
    void signatureWrong_sizeRewritten() throws IOException {
        String note = Files.readString(file("checkpoint"));
        Files.writeString(file("checkpoint"), note.replace("\n700\n", "\n300\n"));
        assertThat(codes()).containsExactly("LEDGER-SIGNATURE-WRONG", "LEDGER-SIGNATURE-WRONG");
    }

    @Test
    void checkpointMissing_deleted() throws IOException {
        Files.delete(file("checkpoint"));
        assertThat(codes()).containsExactly("LEDGER-CHECKPOINT-MISSING");
    }

    @Test
    void checkpointMalformed_cutShort() throws IOException {
        byte[] note = Files.readAllBytes(file("checkpoint"));
        Files.write(file("checkpoint"), java.util.Arrays.copyOf(note, 100));
        assertThat(codes()).containsExactly("LEDGER-CHECKPOINT-MALFORMED");
    }

    @Test
    void checkpointMalformed_oneOfTheHistoryRenamed() throws IOException {
        Files.move(file("checkpoints/3"), file("checkpoints/4"));
        assertThat(codes()).containsExactly("LEDGER-CHECKPOINT-MALFORMED");
    }

    // ---- entries

    @Test
    void entryAltered_oneByteOfABundle() throws IOException {
        LogCopy.flip(file("tile/entries/001"), 172 * 44 + 60);
        assertThat(findings())
                .extracting(Finding::code, Finding::subject)
                .contains(tuple("LEDGER-ENTRY-ALTERED", "entry 300"))
                .extracting(tuple -> tuple.toList().getFirst())
                .contains("LEDGER-ROOT-DIFFERS");
    }

    @Test
    void entryAltered_twoEntriesReordered() throws IOException {
        List<byte[]> entries = bundle(2, 188);
        Collections.swap(entries, 10, 20);
        putBundle(2, 188, entries);
        assertThat(findings())
                .filteredOn(finding -> finding.code().equals("LEDGER-ENTRY-ALTERED"))
                .extracting(Finding::subject)
                .containsExactly("entry 522", "entry 532");
    }

    @Test
    void bundleMalformed_entryDeleted() throws IOException {
        List<byte[]> entries = bundle(2, 188);
        entries.remove(5);
        putBundle(2, 188, entries);
        assertThat(codes()).containsExactly("LEDGER-BUNDLE-MALFORMED");
    }

    @Test
    void bundleMalformed_entryInserted() throws IOException {
        List<byte[]> entries = bundle(0, 256);
        entries.add(5, entries.get(6));
        putBundle(0, 256, entries);
        assertThat(codes()).contains("LEDGER-BUNDLE-MALFORMED");
    }

    @Test
    void bundleMalformed_truncated() throws IOException {
        byte[] bytes = Files.readAllBytes(file("tile/entries/001"));
        for (int length : new int[] {0, 1, 2, 100, bytes.length - 1}) {
            Files.write(file("tile/entries/001"), java.util.Arrays.copyOf(bytes, length));
            assertThat(codes()).contains("LEDGER-BUNDLE-MALFORMED");
        }
    }

    @Test
    void bundleMissing_deleted() throws IOException {
        Files.delete(file("tile/entries/000"));
        assertThat(codes()).containsExactly("LEDGER-BUNDLE-MISSING");
    }

    @Test
    void rootDiffers_entryAndItsTilesRewrittenTogether() throws IOException {
        Path forged = Files.createDirectories(folder.resolve("../forged").normalize());
        List<byte[]> others = new ArrayList<>(leaves);
        others.set(600, MadeLog.leaves(1).getFirst());
        MadeLog.write(forged, keys, others);
        Files.write(file("tile/entries/002.p/188"), read(forged, "tile/entries/002.p/188"));
        Files.write(file("tile/0/002.p/188"), read(forged, "tile/0/002.p/188"));
        assertThat(codes()).containsExactly("LEDGER-ROOT-DIFFERS");
        LogCopy.delete(forged);
    }

    private static byte[] read(Path folder, String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    // ---- tiles

    @Test
    void tileAltered_lowestLevel() throws IOException {
        LogCopy.flip(file("tile/0/001"), 32 * 7);
        assertThat(findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-TILE-ALTERED", "tile/0/001, hash 7"));
    }

    @Test
    void tileAltered_upperLevel() throws IOException {
        LogCopy.flip(file("tile/1/000.p/2"), 40);
        assertThat(findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-TILE-ALTERED", "tile/1/000.p/2, hash 1"));
    }

    @Test
    void tileAltered_partialOneOfAnEarlierCheckpoint() throws IOException {
        LogCopy.flip(file("tile/0/001.p/44"), 5);
        assertThat(codes()).containsExactly("LEDGER-TILE-ALTERED");
    }

    @Test
    void tileMissing_deleted() throws IOException {
        Files.delete(file("tile/0/000"));
        Files.delete(file("tile/1/000.p/2"));
        assertThat(codes()).containsExactly("LEDGER-TILE-MISSING", "LEDGER-TILE-MISSING");
    }

    @Test
    void tileMalformed_cutShort() throws IOException {
        Files.write(file("tile/0/002.p/188"), new byte[31]);
        assertThat(codes()).containsExactly("LEDGER-TILE-MALFORMED");
    }

    @Test
    void tileMissing_aFolderInItsPlace() throws IOException {
        Files.delete(file("tile/0/000"));
        Files.createDirectory(file("tile/0/000"));
        assertThat(codes()).contains("LEDGER-TILE-MISSING");
    }

    @Test
    void fileStray_somethingElse() throws IOException {
        Files.writeString(file("tile/0/x000"), "");
        Files.writeString(file("notes.txt"), "");
        Files.writeString(file("checkpoints/0300"), "");
        assertThat(codes())
                .containsExactly("LEDGER-FILE-STRAY", "LEDGER-FILE-STRAY", "LEDGER-FILE-STRAY");
    }

    // ---- history

    @Test
    void logRolledBack_olderCopyOfTheWholeFolder(@TempDir Path older) throws IOException {
        MadeLog.write(older, keys, leaves.subList(0, 300));
        Checkpoint known = MadeLog.write(folder, keys, leaves);
        assertThat(
                        new LedgerCheck(new LogFolder(older), keys.verifiers())
                                .remembering(List.of(new Remembered("a witness", known)))
                                .run()
                                .findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-LOG-ROLLED-BACK");
    }

    @Test
    void logRolledBack_olderCheckpointPutInPlace() throws IOException {
        Files.copy(
                file("checkpoints/300"),
                file("checkpoint"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(codes()).containsExactly("LEDGER-LOG-ROLLED-BACK");
    }

    @Test
    void checkpointForked_twoHistoriesUnderOneName(@TempDir Path fork) throws IOException {
        List<byte[]> others = new ArrayList<>(leaves);
        others.set(2, MadeLog.leaves(1).getFirst());
        for (int size : new int[] {300, SIZE, SIZE + 10}) {
            others.addAll(MadeLog.leaves(Math.max(0, size - others.size())));
            Checkpoint other = MadeLog.write(fork, keys, others.subList(0, size));
            if (size <= SIZE) {
                assertThat(
                                new LedgerCheck(new LogFolder(folder), keys.verifiers())
                                        .remembering(List.of(new Remembered("a witness", other)))
                                        .run()
                                        .findings())
                        .extracting(Finding::code, Finding::subject)
                        .containsExactly(tuple("LEDGER-CHECKPOINT-FORKED", "a witness"));
            }
        }
        // One history grown from the other's checkpoint: the old one lies in the new one's folder.
        Files.copy(
                file("checkpoints/3"),
                fork.resolve("checkpoints/3"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(new LedgerCheck(new LogFolder(fork), keys.verifiers()).run().findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-CHECKPOINT-FORKED", "checkpoints/3"));
    }

    // ---- what was signed though it should not have been

    private List<Finding> findingsOf(Path made, List<byte[]> content) throws IOException {
        MadeLog.write(made, keys, content);
        return new LedgerCheck(new LogFolder(made), keys.verifiers()).run().findings();
    }

    @Test
    void previousWrong_anEntryHiddenBetween(@TempDir Path made) throws IOException {
        UUID object = UUID.randomUUID();
        List<byte[]> content = new ArrayList<>(MadeLog.leaves(5));
        content.add(MadeLog.leaf(object, MadeLog.NOON, OptionalLong.empty()));
        content.add(MadeLog.leaf(object, MadeLog.NOON, OptionalLong.of(5)));
        content.add(MadeLog.leaf(object, MadeLog.NOON, OptionalLong.of(5)));
        content.add(MadeLog.leaf(object, MadeLog.NOON, OptionalLong.empty()));
        content.add(MadeLog.leaf(object, MadeLog.NOON, OptionalLong.of(99)));
        assertThat(findingsOf(made, content))
                .extracting(Finding::code, Finding::subject)
                .containsExactly(
                        tuple("LEDGER-PREVIOUS-WRONG", "entry 7"),
                        tuple("LEDGER-PREVIOUS-WRONG", "entry 8"),
                        tuple("LEDGER-PREVIOUS-WRONG", "entry 9"));
    }

    @Test
    void timeBackwards_clockMoved(@TempDir Path made) throws IOException {
        List<byte[]> content = new ArrayList<>(MadeLog.leaves(2));
        content.add(
                MadeLog.leaf(
                        UUID.randomUUID(),
                        MadeLog.NOON.minus(Duration.ofDays(400)),
                        OptionalLong.empty()));
        List<Finding> findings = findingsOf(made, content);
        assertThat(findings)
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-TIME-BACKWARDS", "entry 2"));
        assertThat(findings.getFirst().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void entryMalformed_notALeafOfOurs(@TempDir Path made) throws IOException {
        List<byte[]> content = new ArrayList<>(MadeLog.leaves(2));
        content.add("somebody else's".getBytes(UTF_8));
        content.add(new byte[0]);
        assertThat(findingsOf(made, content))
                .extracting(Finding::code, Finding::subject)
                .containsExactly(
                        tuple("LEDGER-ENTRY-MALFORMED", "entry 2"),
                        tuple("LEDGER-ENTRY-MALFORMED", "entry 3"));
    }

    // ---- everything

    /// One byte in three (`-Dhaetae.torture=all`: every one) of entries, hashes and texts of a
    /// small log; of the long signatures below the texts, whose verification takes its time, one in
    /// 23.
    @Test
    void noByteCanBeFlippedUnnoticed(@TempDir Path small) throws IOException {
        for (int size : new int[] {2, 5}) {
            MadeLog.write(small, keys, leaves.subList(0, size));
        }
        LogFolder log = new LogFolder(small);
        List<String> unnoticed = new ArrayList<>();
        for (String file : log.files("")) {
            byte[] bytes = Files.readAllBytes(small.resolve(file));
            for (int at = 0;
                    at < bytes.length;
                    at += at < 400 || file.startsWith("tile") ? STEP : 23) {
                byte[] harmed = bytes.clone();
                harmed[at] ^= (byte) (1 << at % 8);
                Files.write(small.resolve(file), harmed);
                if (new LedgerCheck(log, keys.verifiers()).run().isClean()) {
                    unnoticed.add(file + " byte " + at);
                }
            }
            Files.write(small.resolve(file), bytes);
        }
        assertThat(unnoticed).isEmpty();
        assertThat(new LedgerCheck(log, keys.verifiers()).run().findings()).isEmpty();
    }
}
