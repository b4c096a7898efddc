package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.haetae.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that somebody else's software wrote: the sample of transparency-dev/tessera, 15 entries
/// and the 16 checkpoints of its growth.
class TesseraLogTest {

    /// The public key that stands in that project's script for making the sample.
    private static final VerifierKey KEY =
            VerifierKey.parse(
                    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    private static Path log() {
        return SharedData.custody("tessera").resolve("testdata/log");
    }

    private static List<Remembered> checkpoints(Path log) throws IOException {
        List<Remembered> checkpoints = new ArrayList<>();
        for (int size = 0; size <= 15; size++) {
            SignedNote note =
                    SignedNote.parse(Files.readAllBytes(log.resolve("checkpoint." + size)));
            assertThat(note.verify(List.of(KEY)).accepted()).isTrue();
            checkpoints.add(new Remembered("checkpoint." + size, Checkpoint.parse(note.text())));
        }
        return checkpoints;
    }

    @Test
    void itIsReadWholeAndContinuesEachOfItsSixteenCheckpoints() throws IOException {
        Path log = log();
        LedgerCheck.Report report =
                new LedgerCheck(new LogFolder(log), List.of(KEY))
                        .ofForeignEntries()
                        .remembering(checkpoints(log))
                        .run();
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(15);
        assertThat(new String(new LogFolder(log).entry(0, 15), UTF_8)).isNotEmpty();
    }

    @Test
    void everyEntryIsProvedInEveryLaterHeadAndEveryHeadInEveryLaterOne() throws IOException {
        Path log = log();
        LogFolder folder = new LogFolder(log);
        List<Remembered> heads = checkpoints(log);
        for (int size = 1; size <= 15; size++) {
            Digest root = heads.get(size).checkpoint().root();
            Merkle.Nodes nodes = folder.nodes(size);
            for (int i = 0; i < size; i++) {
                Digest leaf = Merkle.leafHash(folder.entry(i, size));
                assertThat(
                                Merkle.provesInclusion(
                                        i, size, leaf, Merkle.inclusion(i, size, nodes), root))
                        .isTrue();
            }
            for (int earlier = 1; earlier <= size; earlier++) {
                assertThat(
                                Merkle.provesConsistency(
                                        earlier,
                                        size,
                                        Merkle.consistency(earlier, size, nodes),
                                        heads.get(earlier).checkpoint().root(),
                                        root))
                        .isTrue();
            }
        }
    }

    @Test
    void oneFlippedByteOfAnEntryIsNamed(@TempDir Path copy) throws IOException {
        LogCopy.copy(log(), copy);
        LogCopy.flip(copy.resolve("tile/entries/000.p/15"), 40);
        assertThat(
                        new LedgerCheck(new LogFolder(copy), List.of(KEY))
                                .ofForeignEntries()
                                .run()
                                .findings())
                .extracting(Finding::code)
                .contains("LEDGER-ENTRY-ALTERED", "LEDGER-ROOT-DIFFERS");
    }
}
