package org.haetae.home;

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
