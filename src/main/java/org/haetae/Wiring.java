package org.haetae;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.haetae.archive.Archive;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Schema;
import org.haetae.casebook.SchemaFiles;
import org.haetae.cli.Evidence;
import org.haetae.cli.Rooms;
import org.haetae.cli.Site;
import org.haetae.erasure.Erasure;
import org.haetae.extract.PageImages;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.WorkerSettings;
import org.haetae.extract.Workers;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeLog;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Ledger;
import org.haetae.propose.Model;
import org.haetae.roster.Roster;
import org.haetae.search.Index;
import org.haetae.search.Indexing;
import org.haetae.search.PageText;
import org.haetae.web.WebServer;

/// Makes the rooms of a home, in the order of the arrows, and ends them in the reverse order.
final class Wiring {

    private Wiring() {}

    /// Opens a home with all its rooms.
    ///
    /// @throws org.haetae.home.HomeInUse when another process has it open
    /// @throws org.haetae.home.HomeRefused when it cannot be used; says what to do
    static Rooms open(Path folder) {
        var open = new Closing();
        try {
            var clock = Clock.systemUTC();
            var home = open.later(Home.open(folder));
            HomeLog.open(home);
            var database = open.later(Database.open(home).stoppedByCaller());
            var ledger = new Ledger(home, database, clock);
            ledger.recover();
            var attestations = open.later(new Attestations(home, database, ledger, clock));
            var archive = open.later(new Archive(home, database, ledger, clock));
            var roster = new Roster(home, database, ledger, clock);
            var workers =
                    open.later(
                            Workers.open(
                                    home.derived().resolve("workers"),
                                    WorkerSettings.of(home.settings())));
            var renditions =
                    open.later(
                            Renditions.open(
                                    home.derived().resolve("renditions"),
                                    home.keyring().epochs("renditions").secrets()));
            var readings = new Readings(database);
            var readingRoom =
                    open.later(
                            new ReadingRoom(database, ledger, archive, workers, renditions, clock));
            var images = new PageImages(archive, readings, workers, renditions);
            var index =
                    open.later(
                            Index.open(
                                    folder(home, "index"),
                                    home.keyring().epochs("index").secrets(),
                                    pageText(renditions),
                                    archive.uses()::withheldFrom));
            var indexing = open.later(new Indexing(ledger, archive, readings, renditions, index));
            readingRoom.listen(indexing);
            var casebook =
                    new Casebook(
                            database,
                            ledger,
                            archive,
                            readings,
                            renditions,
                            schema(home),
                            home.keyring().epochs(Casebook.DRAFT_KEYS),
                            clock);
            if (!casebook.keysAreMade()) {
                casebook.makeKeys(done -> {});
            }
            var erasure =
                    open.later(
                            new Erasure(
                                    home,
                                    database,
                                    ledger,
                                    archive,
                                    readingRoom,
                                    readings,
                                    renditions,
                                    indexing,
                                    casebook));
            erasure.resume();
            return new Rooms(
                    home,
                    database,
                    ledger,
                    attestations,
                    archive,
                    roster,
                    readings,
                    readingRoom,
                    renditions,
                    images,
                    index,
                    indexing,
                    casebook,
                    erasure,
                    clock,
                    open::later,
                    open::close);
        } catch (IOException e) {
            open.close();
            throw new UncheckedIOException("the home could not be opened", e);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /// Opens of a home what a check of it needs, as it was found.
    static Evidence inspect(Path folder) {
        var open = new Closing();
        try {
            var clock = Clock.systemUTC();
            var home = open.later(Home.open(folder));
            HomeLog.open(home);
            var database = open.later(Database.open(home));
            var ledger = new Ledger(home, database, clock);
            return new Evidence(
                    home,
                    database,
                    ledger,
                    open.later(new Attestations(home, database, ledger, clock)),
                    open.later(Archive.asFound(home, database, ledger, clock)),
                    new Readings(database),
                    Roster.asFound(home, database, ledger, clock),
                    clock,
                    open::close);
        } catch (IOException e) {
            open.close();
            throw new UncheckedIOException("the home could not be opened", e);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /// Serves the pages of open rooms.
    static Site serve(Rooms rooms, InetSocketAddress address) {
        try {
            Model.at(rooms.home().settings().text(Setting.SUGGEST_MODEL));
        } catch (IllegalArgumentException e) {
            throw new HomeRefused(
                    "A setting of this home cannot be used: %s.".formatted(e.getMessage()), e);
        }
        var server =
                WebServer.start(
                        new org.haetae.web.Rooms(
                                rooms.home(),
                                rooms.database(),
                                rooms.ledger(),
                                rooms.attestations(),
                                rooms.archive(),
                                rooms.roster(),
                                rooms.readings(),
                                rooms.readingRoom(),
                                rooms.renditions(),
                                rooms.images(),
                                rooms.index(),
                                rooms.indexing(),
                                rooms.casebook(),
                                rooms.erasure(),
                                rooms.clock()),
                        address);
        return new Site() {
            @Override
            public URI address() {
                return server.address();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    private static Schema schema(Home home) throws IOException {
        try {
            return SchemaFiles.of(home.directory().resolve("schema"));
        } catch (IllegalArgumentException e) {
            throw new HomeRefused(
                    "the schema of this home cannot be used: %s. Mend the file in its folder schema/."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static PageText pageText(Renditions renditions) {
        return (item, page) -> {
            try {
                return renditions.page(item, page);
            } catch (IOException e) {
                throw new UncheckedIOException("the words of a page could not be read", e);
            }
        };
    }

    private static Path folder(Home home, String name) throws IOException {
        return Files.createDirectories(home.derived().resolve(name));
    }

    /// What was opened, to be closed in the reverse order. Closing twice does nothing.
    private static final class Closing {
        private final Deque<AutoCloseable> opened = new ArrayDeque<>();

        /// When the process is asked to end, everything ends in order before it does.
        private final Thread atExit = new Thread(this::close, "close-rooms");

        Closing() {
            Runtime.getRuntime().addShutdownHook(atExit);
        }

        synchronized <T extends AutoCloseable> T later(T one) {
            opened.push(one);
            return one;
        }

        synchronized void close() {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    System.getLogger(Wiring.class.getName())
                            .log(System.Logger.Level.WARNING, "a room did not close cleanly", e);
                }
            }
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // It is the hook that brought us here.
            }
        }
    }
}
