package org.haetae.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A home with its database for the length of one test class. Making one takes about a second, so
/// share it among the tests of a class.
public final class TemporaryHome implements AutoCloseable {

    private final Home home;
    private final Database database;

    private TemporaryHome(Home home) {
        this.home = home;
        this.database = Database.open(home);
    }

    public static TemporaryHome in(Path folder) {
        return new TemporaryHome(Home.open(folder.resolve("home")));
    }

    /// A new home at this path, or the one that is there. It is a copy of one that was made once in
    /// this process, keys and name of its ledger too: a test of two homes makes one of them itself.
    public static Home fresh(Path where) {
        if (Files.notExists(where)) {
            copy(Template.MADE, where);
        }
        return Home.open(where);
    }

    /// Its database belongs to a user of its own, and goes on belonging to it.
    static void copy(Path home, Path where) {
        run("cp", "-a", home.toString(), where.toString());
    }

    private static void run(String... command) {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Template {
        static final Path MADE = make();

        private static Path make() {
            try {
                var folder = Files.createTempDirectory("haetae-home");
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> run("rm", "-rf", folder.toString())));
                in(folder).close();
                return folder.resolve("home");
            } catch (IOException e) {
                throw new UncheckedIOException("making a home", e);
            }
        }
    }

    public Home home() {
        return home;
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
        home.close();
    }
}
