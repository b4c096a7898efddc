package org.haetae.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.haetae.home.DurableFile;
import org.haetae.home.Transaction;
import org.haetae.ledger.Ledger;

/// Where the home keeps its list of what was erased: copies of it outside outlive every backup.
record ErasedFile(Path path, Ledger ledger) {

    private static final System.Logger LOG = System.getLogger(ErasedFile.class.getName());

    /// @throws IllegalArgumentException when this home did not sign these lines
    ErasedList read(Collection<String> lines) {
        return ErasedList.parse(lines, ledger.verifierKeys());
    }

    /// Writes it anew: what it named before, and what is erased by now.
    void keep(Transaction transaction) throws IOException {
        var lines = new LinkedHashSet<String>(known());
        transaction
                .sql()
                .sql(
                        """
                        select e.number, o.object, o.kind from erasure_object o
                        join erasure e on e.id = o.erasure where e.state >= ?
                        order by e.number, o.kind, o.object
                        """)
                .param(Decisions.State.DESTROYED.number())
                .query(
                        row -> {
                            lines.add(
                                    "%d %s %s"
                                            .formatted(
                                                    row.getInt(1),
                                                    row.getString(2),
                                                    Subject.Kind.of(row.getInt(3)).word()));
                        });
        DurableFile.replace(path, new ErasedList(List.copyOf(lines)).signed(ledger));
    }

    private List<String> known() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            return read(Files.readAllLines(path)).lines();
        } catch (IllegalArgumentException e) {
            LOG.log(
                    Level.WARNING,
                    "erased.txt was not signed by this home; it is written anew from what was decided here");
            return List.of();
        }
    }
}
