package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.haetae.access.Clearance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL that somebody else runs: played by the embedded one of another home.
class OutsideDatabaseTest {

    @TempDir Path folder;

    @Test
    void oneSettingMakesAnotherServerDoTheWork() throws Exception {
        try (Home theirs = Home.open(folder.resolve("theirs"))) {
            PostgresServer server = PostgresServer.start(theirs);
            try {
                makeOwnerAndDatabase(theirs, server);
                Path ours = folder.resolve("ours");
                Home.open(ours).close();
                Files.writeString(ours.resolve("owner.txt"), "their word\n");
                settings(ours, server.port(), "evidence");
                for (int opening = 0; opening < 2; opening++) {
                    try (Home home = Home.open(ours);
                            Database database = Database.open(home)) {
                        assertThat(database.server()).isEmpty();
                        assertThat(
                                        database.<String, RuntimeException>as(
                                                Clearance.SYSTEM,
                                                tx ->
                                                        tx.sql()
                                                                .sql(
                                                                        "SELECT current_database() || ' ' || current_user || ' ' || haetae_whole()")
                                                                .query(String.class)
                                                                .single()))
                                .isEqualTo("evidence haetae_app true");
                        assertThat(home.database()).isEmptyDirectory();
                    }
                }
                assertThat(ProcessHandle.of(server.pid()).orElseThrow().isAlive()).isTrue();
            } finally {
                server.stop();
            }
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsRefusedWithWhatItNeeds() throws IOException {
        Path ours = folder.resolve("ours");
        Home.open(ours).close();
        Files.writeString(ours.resolve("owner.txt"), "their word\n");
        settings(ours, 1, "evidence");
        try (Home home = Home.open(ours)) {
            assertThatThrownBy(() -> Database.open(home))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("database.url")
                    .hasMessageContaining("CREATEROLE");
        }
    }

    private static void makeOwnerAndDatabase(Home theirs, PostgresServer server)
            throws SQLException {
        var superuser =
                Database.embedded(
                        server,
                        "postgres",
                        PostgresServer.SUPERUSER,
                        theirs.keyring().password(PostgresServer.SUPERUSER_KEY));
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE archivist LOGIN CREATEROLE PASSWORD 'their word'");
            statement.execute("CREATE DATABASE evidence OWNER archivist");
        }
    }

    private static void settings(Path home, int port, String database) throws IOException {
        Files.writeString(
                home.resolve("haetae.yaml"),
                """
                database:
                  url: jdbc:postgresql://127.0.0.1:%d/%s
                  user: archivist
                  password-file: owner.txt
                """
                        .formatted(port, database));
    }
}
