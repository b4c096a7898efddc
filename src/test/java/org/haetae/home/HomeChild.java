package org.haetae.home;

import java.nio.file.Path;
import org.haetae.access.Clearance;

/// A second process on a home, for tests that kill it or that run it as another user.
///
/// `write` counts up in a table until it is killed, printing each number once it is committed;
/// `once` does so a single time and ends; `hold` opens the home alone and waits.
final class HomeChild {

    private HomeChild() {}

    public static void main(String[] arguments) throws Exception {
        try (Home home = Home.open(Path.of(arguments[1]))) {
            if (arguments[0].equals("hold")) {
                System.out.println("open");
                Thread.sleep(60_000);
            }
            try (Database database = Database.open(home)) {
                System.out.println("server " + database.server().orElseThrow().pid());
                if (arguments[0].equals("write")) {
                    count(database);
                }
                database.run(
                        Clearance.SYSTEM,
                        tx -> tx.sql().sql("SELECT haetae_sees('{}')").query().singleValue());
                System.out.println("migrated");
            }
        } catch (HomeRefused e) {
            System.out.println("refused " + e.getMessage());
        }
    }

    private static void count(Database database) {
        for (int i = 0; ; i++) {
            int number = i;
            database.run(
                    Clearance.SYSTEM,
                    tx -> tx.sql().sql("INSERT INTO counted VALUES (?)").param(number).update());
            System.out.println("committed " + number);
        }
    }
}
