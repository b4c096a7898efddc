package org.haetae.ledger;

import static org.haetae.ledger.LedgerCode.HEAD_WRONG;
import static org.haetae.ledger.LedgerCode.ROW_ALTERED;
import static org.haetae.ledger.LedgerCode.ROW_INCONSISTENT;
import static org.haetae.ledger.LedgerCode.ROW_MISSING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds the database's journal against the signed log: each row is what was signed, none is
/// missing, and its columns say what its leaf says.
final class JournalCheck {

    private static final int BUNDLES_A_ROUND = 16;

    private final Journal journal;
    private final LogFolder folder;
    private final List<Finding> findings = new ArrayList<>();

    JournalCheck(Journal journal, LogFolder folder) {
        this.journal = journal;
        this.folder = folder;
    }

    /// @param signed how many entries of the folder are signed
    List<Finding> run(long signed) {
        compareHead();
        int step = BUNDLES_A_ROUND * TilePath.FULL;
        long size = journal.size();
        for (long start = 0; start < Math.max(signed, size); start += step) {
            Map<Long, Journal.Row> rows = new HashMap<>();
            journal.rows(start, step).forEach(row -> rows.put(row.position(), row));
            for (int i = 0; i < BUNDLES_A_ROUND; i++) {
                compareBundle(start / TilePath.FULL + i, signed, size, rows);
            }
        }
        return List.copyOf(findings);
    }

    private void compareHead() {
        Journal.Extent extent = journal.extent();
        if (extent.head() != extent.rows() || extent.head() != extent.end()) {
            findings.add(
                    HEAD_WRONG.at(
                            "ledger_head",
                            "size %d with %d rows, the last at %d"
                                    .formatted(extent.head(), extent.rows(), extent.end() - 1),
                            "as many rows as the size, without gaps"));
        }
    }

    private void compareBundle(long tile, long signed, long size, Map<Long, Journal.Row> rows) {
        int signedWidth = TilePath.widthAt(TilePath.ENTRIES, tile, signed);
        int width = TilePath.widthAt(TilePath.ENTRIES, tile, Math.max(signed, size));
        List<byte[]> bundle = signedWidth == 0 ? List.of() : bundle(tile, signedWidth);
        for (int i = 0; i < width; i++) {
            long position = tile * TilePath.FULL + i;
            compareRow(position, rows.get(position), i < bundle.size() ? bundle.get(i) : null);
        }
    }

    /// What is missing or malformed there, [LedgerCheck] says.
    private List<byte[]> bundle(long tile, int width) {
        Optional<byte[]> bytes = folder.tile(new TilePath(TilePath.ENTRIES, tile, width));
        return bytes.flatMap(found -> LogFolder.split(found, width)).orElse(List.of());
    }

    private void compareRow(
            long position, Journal.@Nullable Row row, byte @Nullable [] signedLeaf) {
        String subject = "row " + position;
        if (row == null) {
            findings.add(ROW_MISSING.at(subject, "no row", "a row"));
            return;
        }
        if (signedLeaf != null && !Arrays.equals(row.leaf(), signedLeaf)) {
            findings.add(
                    ROW_ALTERED.at(
                            subject,
                            "leaf hash " + Merkle.leafHash(row.leaf()),
                            "leaf hash " + Merkle.leafHash(signedLeaf)));
            return;
        }
        compareColumns(subject, row);
    }

    private void compareColumns(String subject, Journal.Row row) {
        Entry entry;
        try {
            entry = Leaf.decode(row.leaf()).entry();
        } catch (IllegalArgumentException e) {
            findings.add(LedgerCode.ENTRY_MALFORMED.at(subject, e.getMessage(), "a leaf"));
            return;
        }
        boolean same =
                row.act() == entry.act().number()
                        && row.object().equals(entry.object())
                        && row.time().equals(entry.time());
        if (!same) {
            findings.add(
                    ROW_INCONSISTENT.at(
                            subject,
                            "act %d, object %s, time %s"
                                    .formatted(row.act(), row.object(), row.time()),
                            "act %d, object %s, time %s"
                                    .formatted(
                                            entry.act().number(), entry.object(), entry.time())));
        }
    }
}
