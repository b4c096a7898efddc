package org.haetae.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.haetae.archive.Archive;
import org.haetae.casebook.Casebook;
import org.haetae.erasure.Erasure;
import org.haetae.extract.PageImages;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Ledger;
import org.haetae.roster.Roster;
import org.haetae.search.Index;
import org.haetae.search.Indexing;

/// The rooms of one open home, as commands use them.
///
/// @param later takes what leans on these rooms and is to end before them
/// @param closing ends everything, in the reverse order of its making; also done when the process
///   is asked to end
public record Rooms(
        Home home,
        Database database,
        Ledger ledger,
        Attestations attestations,
        Archive archive,
        Roster roster,
        Readings readings,
        ReadingRoom readingRoom,
        Renditions renditions,
        PageImages images,
        Index index,
        Indexing indexing,
        Casebook casebook,
        Erasure erasure,
        Clock clock,
        Consumer<AutoCloseable> later,
        Runnable closing)
        implements AutoCloseable {

    /// Opens the rooms of a home.
    @FunctionalInterface
    public interface Opener {
        Rooms open(Path home);
    }

    @Override
    public void close() {
        closing.run();
    }
}
