package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger whose process died between any two durable steps, or whose folder, keys or rows
/// somebody changed or put back from an older copy.
class LedgerRecoveryTest {

    @TempDir static Path folder;
    private static Home home;
    private static Database database;

    @BeforeAll
    static void open() {
        home = Home.open(folder.resolve("home"));
        database = Database.open(home);
    }

    @AfterAll
    static void close() {
        database.close();
        home.close();
    }

    /// Each test begins with an empty ledger that was never signed.
    @BeforeEach
    void empty() throws Exception {
        asOwner("TRUNCATE ledger_entry, ledger_checkpoint; UPDATE ledger_head SET size = 0");
        LogCopy.delete(home.ledger());
        Files.createDirectory(home.ledger());
        for (String key :
                List.of(
                        "ledger.newest",
                        "ledger-signing.keys",
                        "ledger-ed25519.vkey",
                        "ledger-ml-dsa-44.vkey")) {
            Files.deleteIfExists(home.keys().resolve(key));
        }
    }

    /// What a bad administrator of the database can do; the application's own role may not.
    private static void asOwner(String sql) throws SQLException {
        int port =
                database.as(
                        Clearance.SYSTEM,
                        tx ->
                                tx.sql()
                                        .sql("SELECT inet_server_port()")
                                        .query(Integer.class)
                                        .single());
        String password =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(home.keyring().secret("database-owner"));
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/haetae",
                                "haetae_owner",
                                password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Ledger ledger() {
        return new Ledger(home, database, Clock.systemUTC());
    }

    private static void append(Ledger ledger, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(
                    Entry.of(
                            i % 3 == 0 ? Act.SEARCHED : Act.RECEIVED,
                            Clock.systemUTC().instant(),
                            ActorId.SYSTEM,
                            i % 3 == 0 ? new UUID(7, 7) : UUID.randomUUID()));
        }
        database.as(Clearance.SYSTEM, tx -> ledger.append(tx, entries));
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// A ledger whose process dies after the n-th durable step, counted from 1.
    private static Ledger dyingAfter(int n) {
        int[] steps = {0};
        return new Ledger(
                home,
                database,
                Clock.systemUTC(),
                step -> {
                    if (++steps[0] == n) {
                        throw new Crash();
                    }
                });
    }

    /// @return false when it did not come to that
    private static boolean crashes(Ledger ledger) {
        try {
            ledger.publish();
            return false;
        } catch (Crash e) {
            return true;
        }
    }

    @Test
    void aCrashAfterAnyStepIsRepairedByTheNextStart() {
        boolean crashed = true;
        int crashes = 0;
        for (int step = 1; crashed; step++) {
            append(ledger(), 150);
            crashed = crashes(dyingAfter(step));
            crashes += crashed ? 1 : 0;
            Ledger next = ledger();
            Checkpoint head = next.publish();
            assertThat(head.size()).isEqualTo(next.size());
            assertThat(next.verify()).as("after a crash at step " + step).isEmpty();
        }
        assertThat(crashes).isGreaterThanOrEqualTo(8);
    }

    @Test
    void aSecondCrashWhileRepairingTheFirstIsRepairedToo() {
        for (int first = 1; first <= 9; first += 2) {
            boolean again = true;
            for (int second = 1; again && second <= 9; second += 2) {
                append(ledger(), 40);
                crashes(dyingAfter(first));
                again = crashes(dyingAfter(second));
                Ledger next = ledger();
                assertThat(next.publish().size()).isEqualTo(next.size());
            }
        }
        assertThat(ledger().verify()).isEmpty();
    }

    @Test
    void whatWasSignedBeforeACrashIsThePublishedHeadAfterwards() {
        append(ledger(), 300);
        assertThat(stepsUntilSigned()).isPositive();
        byte[] signed = new LockStore(home.keys()).newest().orElseThrow();
        assertThat(ledger().files().checkpoint()).isEmpty();
        ledger().recover();
        assertThat(ledger().files().checkpoint().orElseThrow()).isEqualTo(signed);
        assertThat(ledger().verify()).isEmpty();
    }

    /// Crashes at later and later steps, until the lock store has something.
    private static int stepsUntilSigned() {
        for (int step = 1; step < 20; step++) {
            crashes(dyingAfter(step));
            if (new LockStore(home.keys()).newest().isPresent()) {
                return step;
            }
        }
        return 0;
    }

    @Test
    void halfWrittenFilesOfACrashAreNoPartOfTheLog() throws IOException {
        append(ledger(), 10);
        ledger().publish();
        Path writing = Files.createDirectory(home.ledger().resolve(LogFolder.WRITING));
        Files.write(writing.resolve("0"), new byte[100]);
        assertThat(ledger().verify()).isEmpty();
        append(ledger(), 10);
        ledger().publish();
        assertThat(writing).doesNotExist();
        assertThat(ledger().verify()).isEmpty();
    }

    @Test
    void afterAFailedWriteThisProcessPublishesNoMoreAndTheNextOneGoesOn() throws IOException {
        Ledger ledger = ledger();
        append(ledger, 3);
        ledger.publish();
        append(ledger, 3);
        Path inTheWay = Files.writeString(home.ledger().resolve(LogFolder.WRITING), "");
        assertThatThrownBy(ledger::publish).hasMessageContaining("start Haetae again");
        Files.delete(inTheWay);
        assertThatThrownBy(ledger::publish).hasMessageContaining("not publishing after");
        append(ledger, 3);

        assertThat(ledger().publish().size()).isEqualTo(9);
        assertThat(ledger().verify()).isEmpty();
    }

    @Test
    void partialTilesGoWhenTheyHaveBecomeFull() {
        Ledger ledger = ledger();
        for (int size : new int[] {100, 100, 100}) {
            append(ledger, size);
            ledger.publish();
        }
        assertThat(ledger.files().files(""))
                .contains("tile/0/000", "tile/entries/000", "tile/0/001.p/44", "checkpoints/100")
                .noneMatch(file -> file.contains("000.p") && !file.startsWith("tile/1/"));
        assertThat(ledger.verify()).isEmpty();
    }

    // ---- older copies

    @Test
    void aLedgerFolderPutBackFromAnOlderCopyIsNoticedAndMadeWholeFromTheJournal()
            throws IOException {
        Ledger before = ledger();
        append(before, 300);
        before.publish();
        Path copy = folder.resolve("older");
        LogCopy.copy(home.ledger(), copy);
        append(before, 300);
        Checkpoint head = before.publish();
        LogCopy.delete(home.ledger());
        LogCopy.copy(copy, home.ledger());
        LogCopy.delete(copy);

        assertThat(ledger().verify()).extracting(Finding::code).contains("LEDGER-LOG-ROLLED-BACK");
        assertThat(ledger().publish()).isEqualTo(head);
        assertThat(ledger().verify()).isEmpty();
    }

    @Test
    void aLedgerFolderThatWasLostIsMadeAgainFromTheJournal() throws IOException {
        append(ledger(), 70_000);
        Checkpoint head = ledger().publish();
        LogCopy.delete(home.ledger());
        Files.createDirectory(home.ledger());
        assertThat(ledger().verify())
                .extracting(Finding::code)
                .contains("LEDGER-CHECKPOINT-MISSING");
        assertThat(ledger().publish()).isEqualTo(head);
        assertThat(ledger().verify()).isEmpty();
    }

    @Test
    void lockBehind_anOlderLockStorePutBack() throws IOException {
        append(ledger(), 3);
        ledger().publish();
        byte[] older = new LockStore(home.keys()).newest().orElseThrow();
        append(ledger(), 3);
        ledger().publish();
        Files.write(home.keys().resolve(LockStore.FILE), older);
        assertRefuses("LEDGER-LOCK-BEHIND");
    }

    @Test
    void lockBehind_everythingButTheDatabasePutBack() throws Exception {
        append(ledger(), 3);
        ledger().publish();
        Path copy = folder.resolve("older");
        LogCopy.copy(home.ledger(), copy);
        byte[] older = new LockStore(home.keys()).newest().orElseThrow();
        append(ledger(), 3);
        ledger().publish();
        Files.write(home.keys().resolve(LockStore.FILE), older);
        LogCopy.delete(home.ledger());
        LogCopy.copy(copy, home.ledger());
        LogCopy.delete(copy);
        assertThat(ledger().verify()).extracting(Finding::code).contains("LEDGER-LOG-ROLLED-BACK");
        assertRefuses("LEDGER-LOCK-BEHIND");
    }

    @Test
    void lockMissing_deletedOrNotRestored() throws IOException {
        append(ledger(), 3);
        ledger().publish();
        Files.delete(home.keys().resolve(LockStore.FILE));
        assertThat(ledger().verify()).extracting(Finding::code).contains("LEDGER-LOCK-MISSING");
        assertRefuses("LEDGER-LOCK-MISSING");
        // Even when the folder is gone as well, the database remembers.
        LogCopy.delete(home.ledger());
        Files.createDirectory(home.ledger());
        assertRefuses("LEDGER-LOCK-MISSING");
    }

    @Test
    void lockAltered_oneByte() throws IOException {
        append(ledger(), 3);
        ledger().publish();
        LogCopy.flip(home.keys().resolve(LockStore.FILE), 50);
        assertThat(ledger().verify()).isNotEmpty();
        IntegrityException refused =
                catchThrowableOfType(IntegrityException.class, () -> ledger().publish());
        assertThat(refused.finding().code()).isIn("LEDGER-LOCK-ALTERED", "LEDGER-KEY-SWAPPED");
    }

    @Test
    void journalBehind_anOlderDatabasePutBack() throws Exception {
        append(ledger(), 3);
        ledger().publish();
        asOwner("DELETE FROM ledger_entry WHERE position = 2; UPDATE ledger_head SET size = 2");
        asOwner("DELETE FROM ledger_checkpoint");
        assertThat(ledger().verify())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-ROW-MISSING", "row 2"));
        assertRefuses("LEDGER-JOURNAL-BEHIND");
    }

    @Test
    void aSecondProcessThatSignedMeanwhileIsNoticed() {
        Ledger one = ledger();
        append(one, 3);
        one.publish();
        Ledger other = ledger();
        append(other, 3);
        other.publish();
        append(one, 3);
        assertThatThrownBy(one::publish)
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("is there another one?");
    }

    // ---- rows

    @Test
    void rowAltered_oneByteOfOneRow() throws Exception {
        append(ledger(), 300);
        ledger().publish();
        asOwner(
                "UPDATE ledger_entry SET leaf = set_byte(leaf, 80, get_byte(leaf, 80) # 1) WHERE position = 17");
        assertThat(ledger().verify())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-ROW-ALTERED", "row 17"));
    }

    @Test
    void journalDiffers_aSignedRowOfTheOpenBundleChanged() throws Exception {
        append(ledger(), 300);
        ledger().publish();
        asOwner(
                "UPDATE ledger_entry SET leaf = set_byte(leaf, 80, get_byte(leaf, 80) # 1) WHERE position = 299");
        append(ledger(), 1);
        assertRefuses("LEDGER-JOURNAL-DIFFERS");
        assertThat(ledger().verify())
                .extracting(Finding::code, Finding::subject)
                .contains(tuple("LEDGER-ROW-ALTERED", "row 299"));
    }

    @Test
    void rowMissing_oneDeleted() throws Exception {
        append(ledger(), 300);
        ledger().publish();
        asOwner("DELETE FROM ledger_entry WHERE position = 17");
        assertThat(ledger().verify())
                .extracting(Finding::code, Finding::subject)
                .containsExactlyInAnyOrder(
                        tuple("LEDGER-ROW-MISSING", "row 17"),
                        tuple("LEDGER-HEAD-WRONG", "ledger_head"));
    }

    @Test
    void headWrong_oneRowSlippedInBehind() throws Exception {
        append(ledger(), 3);
        ledger().publish();
        asOwner(
                "INSERT INTO ledger_entry SELECT 3, act, object, time, leaf FROM ledger_entry WHERE position = 1");
        assertThat(ledger().verify())
                .extracting(Finding::code)
                .containsExactly("LEDGER-HEAD-WRONG");
    }

    @Test
    void rowInconsistent_columnsChanged() throws Exception {
        append(ledger(), 5);
        ledger().publish();
        asOwner("UPDATE ledger_entry SET act = 17 WHERE position = 1");
        asOwner("UPDATE ledger_entry SET object = gen_random_uuid() WHERE position = 2");
        asOwner("UPDATE ledger_entry SET time = time - interval '1 year' WHERE position = 3");
        assertThat(ledger().verify())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(
                        tuple("LEDGER-ROW-INCONSISTENT", "row 1"),
                        tuple("LEDGER-ROW-INCONSISTENT", "row 2"),
                        tuple("LEDGER-ROW-INCONSISTENT", "row 3"));
    }

    @Test
    void theApplicationItselfCannotChangeOrDeleteARow() {
        append(ledger(), 3);
        for (String sql :
                List.of(
                        "UPDATE ledger_entry SET act = 1",
                        "DELETE FROM ledger_entry",
                        "TRUNCATE ledger_entry",
                        "DELETE FROM ledger_head",
                        "UPDATE ledger_checkpoint SET size = 0",
                        "DELETE FROM ledger_checkpoint")) {
            assertThatThrownBy(
                            () -> database.run(Clearance.SYSTEM, tx -> tx.sql().sql(sql).update()))
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    // ---- files and keys

    @Test
    void logDiffers_aTileChangedWhileNothingRan() throws IOException {
        append(ledger(), 300);
        ledger().publish();
        LogCopy.flip(home.ledger().resolve("tile/0/001.p/44"), 3);
        assertRefuses("LEDGER-LOG-DIFFERS");
    }

    @Test
    void signatureWrong_thePublishedCheckpointChanged() throws IOException {
        append(ledger(), 3);
        ledger().publish();
        Path checkpoint = home.ledger().resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n3\n", "\n4\n"));
        assertRefuses("LEDGER-SIGNATURE-WRONG");
    }

    @Test
    void checkpointForked_thePublishedHeadIsAnotherOfTheSameSize() throws IOException {
        append(ledger(), 3);
        ledger().publish();
        LogKeys keys = LogKeys.open(home.keys());
        Path fork = Files.createDirectory(folder.resolve("fork"));
        MadeLog.write(fork, keys, MadeLog.leaves(3));
        Files.copy(
                fork.resolve("checkpoint"),
                home.ledger().resolve("checkpoint"),
                StandardCopyOption.REPLACE_EXISTING);
        LogCopy.delete(fork);
        assertThat(ledger().verify())
                .extracting(Finding::code)
                .contains("LEDGER-CHECKPOINT-FORKED");
        assertRefuses("LEDGER-CHECKPOINT-FORKED");
    }

    @Test
    void keySwapped_anotherHomesKeys() throws IOException {
        append(ledger(), 3);
        ledger().publish();
        Path other = Files.createDirectory(folder.resolve("keys-of-another"));
        LogKeys.open(other);
        Path vkey = home.keys().resolve("ledger-ed25519.vkey");
        String right = Files.readString(vkey);
        Files.copy(other.resolve("ledger-ed25519.vkey"), vkey, StandardCopyOption.REPLACE_EXISTING);
        assertRefuses("LEDGER-KEY-SWAPPED");
        assertThat(ledger().verify()).isNotEmpty();
        Files.writeString(vkey, right);
        assertThat(ledger().verify()).isEmpty();

        LogCopy.copy(other, home.keys());
        LogCopy.delete(other);
        assertRefuses("LEDGER-KEY-SWAPPED");
        assertThat(ledger().verify())
                .extracting(Finding::code)
                .contains("LEDGER-CHECKPOINT-FOREIGN");
    }

    @Test
    void keyMissing_aPublicKeyIsMadeAgainFromTheSecretOne() throws IOException {
        append(ledger(), 3);
        ledger().publish();
        Files.delete(home.keys().resolve("ledger-ml-dsa-44.vkey"));
        assertThat(ledger().verify())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-KEY-MISSING", "keys/ledger-ml-dsa-44.vkey"));
        ledger().publish();
        assertThat(ledger().verify()).isEmpty();
    }

    @Test
    void secretKeysAreTheOwnersAlone() throws IOException {
        append(ledger(), 1);
        ledger().publish();
        assertThat(
                        java.nio.file.attribute.PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        home.keys().resolve(LogKeys.SECRETS))))
                .isEqualTo("rw-------");
    }

    /// Neither signs nor appends, says why, and goes on refusing.
    private static void assertRefuses(String code) {
        Ledger ledger = ledger();
        for (int i = 0; i < 2; i++) {
            IntegrityException refused =
                    catchThrowableOfType(IntegrityException.class, ledger::publish);
            assertThat(refused).isNotNull();
            assertThat(refused.finding().code()).isEqualTo(code);
            assertThat(refused).hasMessageContaining(refused.finding().advice());
        }
        assertThatThrownBy(() -> append(ledger, 1)).isInstanceOf(IntegrityException.class);
    }

    // ---- somebody else's reader

    @Test
    void aReaderWithNoneOfOurCodeAcceptsOurLogAndRejectsOneFlippedByte() throws Exception {
        GoReader reader = GoReader.in(folder);
        append(ledger(), 200);
        ledger().publish();
        append(ledger(), 150);
        ledger().publish();
        assertThat(reader.read(home)).contains("ACCEPTED: 350 entries, 2 earlier checkpoints");
        LogCopy.flip(home.ledger().resolve("tile/entries/000"), 5_000);
        assertThat(reader.read(home)).contains("REJECTED");
    }
}
