package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

class DatabaseTest {

    /// Tables of the public schema that every signed-in person may read through the application, or
    /// that no person reads, each with its reason. All others must force row-level security.
    private static final Map<String, String> WITHOUT_COMPARTMENTS =
            Map.of(
                    "haetae_migration",
                    "which migrations ran; the application may not read it",
                    "ledger_entry",
                    "random ids, pseudonyms and salted commitments: what is published",
                    "ledger_head",
                    "the number of entries",
                    "ledger_checkpoint",
                    "sizes and root hashes: what is published",
                    "vault_epoch",
                    "one row: the number of the newest key of the vault",
                    "fixity",
                    "when stretches of the ledger were last proven, and how many items: no item",
                    "claim_keys_made",
                    "one row: in which way the keys of names were made, a fingerprint of our own samples");

    @TempDir static Path folder;
    static TemporaryHome temporary;
    static Database database;

    @BeforeAll
    static void open() throws Exception {
        Path directory = folder.resolve("home");
        Home.open(directory).close();
        Files.writeString(directory.resolve("haetae.yaml"), "database.connections: 2\n");
        temporary = TemporaryHome.in(folder);
        database = temporary.database();
        asOwner(
                temporary.home(),
                """
                CREATE TABLE letter (compartments uuid[] NOT NULL, word text NOT NULL);
                ALTER TABLE letter ENABLE ROW LEVEL SECURITY;
                ALTER TABLE letter FORCE ROW LEVEL SECURITY;
                CREATE POLICY sees ON letter USING (haetae_sees(compartments));
                GRANT SELECT, INSERT ON letter TO haetae_app;
                CREATE TABLE counted (number int NOT NULL);
                GRANT SELECT, INSERT ON counted TO haetae_app;
                """);
    }

    @AfterAll
    static void close() {
        temporary.close();
    }

    @Test
    void theServerIsTheOneThatTheBuildNames() {
        assertThat(ask("SHOW server_version")).startsWith("18.4");
    }

    @Test
    void nothingAcknowledgedCanBeLostByTheServersSettings() {
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW data_checksums")).isEqualTo("on");
    }

    @Test
    void theServerListensOnLoopbackAloneAndTakesNobodyWithoutAPassword() {
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(temporary.home().database().resolve("pg_hba.conf"))
                .content()
                .doesNotContain("trust", "peer", "ident")
                .contains("scram-sha-256");
        var stranger =
                Database.embedded(
                        database.server().orElseThrow(),
                        "haetae",
                        "haetae_app",
                        "a wrong password");
        assertThatThrownBy(stranger::getConnection)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void theApplicationOwnsNothingAndBypassesNothing() {
        assertThat(
                        ask(
                                """
                                SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
                                FROM pg_roles WHERE rolname = current_user"""))
                .isEqualTo("f");
        assertThat(
                        ask(
                                """
                                SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"""))
                .isEqualTo("0");
        assertThat(ask("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole"))
                .isEqualTo("0");
        assertThatThrownBy(() -> ask("SELECT pg_read_file('/etc/hostname')")).isNotNull();
        assertThatThrownBy(
                        () ->
                                database.run(
                                        Clearance.SYSTEM, tx -> execute(tx, "CREATE TABLE t ()")))
                .hasMessageContaining("permission denied for schema public");
    }

    @Test
    void everyTableForcesRowLevelSecurityOrSaysWhyNot() throws SQLException {
        var without = new ArrayList<String>();
        try (var connection = owner(temporary.home()).getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT relname FROM pg_class
                                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm', 'f')
                                  AND NOT (relrowsecurity AND relforcerowsecurity) AND relname <> 'counted'""")) {
            while (rows.next()) {
                without.add(rows.getString(1));
            }
        }
        assertThat(WITHOUT_COMPARTMENTS).containsKeys(without.toArray(String[]::new));
        assertThat(
                        ask(
                                """
                                SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proleakproof"""))
                .isEqualTo("0");
        assertThat(
                        ask(
                                """
                                SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
                                  AND coalesce(array_to_string(reloptions, ','), '') NOT LIKE '%security_invoker=true%'"""))
                .isEqualTo("0");
    }

    @Test
    void whoeverHasNotSaidWhoTheyAreSeesNothing() throws SQLException {
        write(CompartmentId.random(), "unseen");
        // As the pool does it, but without Database.as: before, and after a transaction that had a
        // clearance.
        try (var connection = application(temporary.home()).getConnection();
                var statement = connection.createStatement()) {
            assertThat(count(statement)).isZero();
            connection.setAutoCommit(false);
            statement.execute("SELECT set_config('haetae.whole', 'yes', true)");
            statement.execute(
                    "SELECT set_config('haetae.compartments', '{%s}', true)"
                            .formatted(UUID.randomUUID()));
            assertThat(count(statement)).isPositive();
            connection.commit();
            assertThat(count(statement)).isZero();
        }
        // Nor does the owner of the table.
        try (var connection = owner(temporary.home()).getConnection();
                var statement = connection.createStatement()) {
            assertThat(count(statement)).isZero();
        }
    }

    @Test
    void materialInSeveralCompartmentsIsSeenByWhoHoldsAllAndMaterialInNoneByNobody() {
        CompartmentId one = CompartmentId.random();
        CompartmentId other = CompartmentId.random();
        write(Set.of(one, other), "both");
        write(Set.of(one), "one");
        write(Set.of(), "none");
        assertThat(read(one, other)).containsExactlyInAnyOrder("both", "one");
        assertThat(read(one)).containsExactly("one");
        assertThat(read(other)).isEmpty();
        assertThat(read()).isEmpty();
    }

    @Test
    void nobodyCanWriteWhatTheyCouldNotRead() {
        CompartmentId mine = CompartmentId.random();
        assertThatThrownBy(
                        () ->
                                database.run(
                                        person(mine),
                                        tx -> insert(tx, Set.of(CompartmentId.random()), "w")))
                .hasStackTraceContaining("row-level security policy");
    }

    @Test
    void workThatFailsLeavesNothingAndItsExceptionPasses() {
        CompartmentId mine = CompartmentId.random();
        assertThatThrownBy(
                        () ->
                                database.run(
                                        person(mine),
                                        tx -> {
                                            insert(tx, Set.of(mine), "half");
                                            throw new IOException("the disk went away");
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk went away");
        assertThat(read(mine)).isEmpty();
    }

    @Test
    void eightPeopleOnTwoConnectionsNeverSeeEachOther() throws Exception {
        long seed = new Random().nextLong();
        var people = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 8; i++) {
            var random = new Random(seed + i);
            CompartmentId mine = CompartmentId.random();
            people.add(
                    () -> {
                        int written = 0;
                        for (int round = 0; round < 250; round++) {
                            if (random.nextInt(3) == 0) {
                                write(mine, mine.toString());
                                written++;
                            } else if (random.nextInt(4) == 0) {
                                assertThatThrownBy(
                                                () ->
                                                        database.run(
                                                                person(mine),
                                                                tx -> execute(tx, "SELECT 1/0")))
                                        .isNotNull();
                            }
                            assertThat(read(mine))
                                    .as("seed %d", seed)
                                    .hasSize(written)
                                    .allMatch(mine.toString()::equals);
                        }
                        return null;
                    });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Void> person : threads.invokeAll(people)) {
                person.get();
            }
        }
    }

    @Test
    void aKilledServerIsStartedAgainWithAllThatWasCommitted() throws Exception {
        CompartmentId mine = CompartmentId.random();
        for (int i = 0; i < 3; i++) {
            int round = i;
            write(mine, "before " + round);
            long pid = database.server().orElseThrow().pid();
            Confinement.command(List.of("/bin/sh", "-c", "kill -9 " + pid)).start().waitFor();
            untilBegun(() -> write(mine, "after " + round));
            // A backend that was under way may outlive its server by a moment.
            while (database.server().orElseThrow().pid() == pid) {
                untilBegun(() -> read(mine));
            }
            assertThat(read(mine)).hasSize(2 * round + 2).contains("after " + round);
        }
    }

    @Test
    void aKilledBackendIsOutlived() throws Exception {
        CompartmentId mine = CompartmentId.random();
        write(mine, "before");
        for (int round = 0; round < 3; round++) {
            String backend = ask("SELECT pg_backend_pid()");
            Confinement.command(List.of("/bin/sh", "-c", "kill -9 " + backend)).start().waitFor();
            untilBegun(() -> assertThat(read(mine)).hasSize(1));
        }
    }

    /// Work that was under way when the server died fails; work that begins later does not.
    private static void untilBegun(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException cutOff) {
            assertThat(cutOff).hasStackTraceContaining("terminating connection");
            work.run();
        }
    }

    @Test
    void theServersLogQuotesNothingThatSomebodyWrote() throws Exception {
        String word = "canary-" + UUID.randomUUID();
        for (String statement :
                List.of(
                        "SELECT '" + word + "'::uuid",
                        "INSERT INTO counted VALUES ('" + word + "')",
                        "SELECT \"" + word + "\"",
                        "DO $$ BEGIN RAISE WARNING '" + word + "'; END $$")) {
            try {
                database.run(Clearance.SYSTEM, tx -> execute(tx, statement));
            } catch (SQLException expected) {
                // The application is told; the log is not.
            }
        }
        // A killed backend makes the server log which statement it ran, unless told not to.
        try (var threads = Executors.newSingleThreadExecutor()) {
            threads.submit(
                    () -> {
                        database.run(
                                Clearance.SYSTEM,
                                tx -> execute(tx, "SELECT pg_sleep(20), '" + word + "'"));
                        return null;
                    });
            String sleeping = "";
            while (sleeping.isEmpty()) {
                sleeping =
                        ask(
                                "SELECT coalesce(max(pid)::text, '') FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");
            }
            Confinement.command(List.of("/bin/sh", "-c", "kill -9 " + sleeping)).start().waitFor();
        }
        ask("SELECT 1");
        assertThat(temporary.home().log().resolve("database.log"))
                .content()
                .contains("was terminated by signal 9")
                .doesNotContain(word);
    }

    // ---- as a person, as the owner of the tables

    private static Clearance person(CompartmentId... compartments) {
        return Clearance.of(ActorId.random(), Set.of(Role.READER), Set.of(compartments));
    }

    private static void write(CompartmentId compartment, String word) {
        database.run(person(compartment), tx -> insert(tx, Set.of(compartment), word));
    }

    private static void write(Set<CompartmentId> compartments, String word) {
        database.run(Clearance.SYSTEM, tx -> insert(tx, compartments, word));
    }

    private static void insert(Transaction tx, Set<CompartmentId> compartments, String word) {
        tx.sql()
                .sql("INSERT INTO letter VALUES (?, ?)")
                .param(compartments.stream().map(CompartmentId::value).toArray(UUID[]::new))
                .param(word)
                .update();
    }

    private static List<String> read(CompartmentId... compartments) {
        return database.<List<String>, RuntimeException>as(
                person(compartments),
                tx -> tx.sql().sql("SELECT word FROM letter").query(String.class).list());
    }

    private static String ask(String query) {
        return database.<String, RuntimeException>as(
                Clearance.SYSTEM, tx -> tx.sql().sql(query).query(String.class).single());
    }

    private static void execute(Transaction tx, String sql) throws SQLException {
        try (var statement = tx.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(java.sql.Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT count(*) FROM letter")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static void asOwner(Home home, String sql) throws SQLException {
        try (var connection = owner(home).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static javax.sql.DataSource owner(Home home) {
        return Database.embedded(
                database.server().orElseThrow(),
                "haetae",
                "haetae_owner",
                home.keyring().password("database-owner"));
    }

    private static javax.sql.DataSource application(Home home) {
        return Database.embedded(
                database.server().orElseThrow(),
                "haetae",
                "haetae_app",
                home.keyring().password("database-app"));
    }
}
