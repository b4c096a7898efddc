package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.haetae.access.Clearance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @Test
    void first(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 3; i++) {
            long t = System.nanoTime();
            try (Home home = Home.open(folder.resolve("home"));
                    Database database = Database.open(home)) {
                System.err.println("open ms " + (System.nanoTime() - t) / 1_000_000);
                assertThat(
                                database.<String, RuntimeException>as(
                                        Clearance.SYSTEM,
                                        tx ->
                                                tx.sql()
                                                        .sql(
                                                                "select version() || haetae_sees('{}')::text")
                                                        .query(String.class)
                                                        .single()))
                        .contains("18.4");
                t = System.nanoTime();
            }
            System.err.println("close ms " + (System.nanoTime() - t) / 1_000_000);
        }
    }
}
