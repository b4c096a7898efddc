package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {

    @TempDir Path folder;

    @Test
    void aNewHomeIsClosedToOthers() {
        try (Home home = Home.open(folder.resolve("far/below"))) {
            for (Path directory :
                    new Path[] {
                        home.directory(),
                        home.keys(),
                        home.archive(),
                        home.ledger(),
                        home.database(),
                        home.derived(),
                        home.log()
                    }) {
                assertThat(Ownership.mode(directory)).as(directory.toString()).isEqualTo(0700);
            }
            assertThat(Ownership.mode(home.directory().resolve("haetae.yaml"))).isEqualTo(0600);
            assertThat(Ownership.mode(home.directory().resolve("lock"))).isEqualTo(0600);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "keys", "archive", "ledger", "database", "derived", "log"})
    void aDirectoryThatOthersCanEnterIsRefusedWithTheMend(String name) throws IOException {
        Home.open(folder.resolve("home")).close();
        Path open = folder.resolve("home").resolve(name);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(() -> Home.open(folder.resolve("home")))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("has mode 0750, expected 0700")
                .hasMessageContaining("chmod 0700");
    }

    @Test
    void aKeyThatOthersCanReadIsRefusedWithTheMend() throws IOException {
        try (Home home = Home.open(folder.resolve("home"))) {
            home.keyring().secret("vault");
            Files.setPosixFilePermissions(
                    home.keys().resolve("vault.key"), PosixFilePermissions.fromString("rw-r--r--"));
        }
        assertThatThrownBy(() -> Home.open(folder.resolve("home")))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("has mode 0644, expected 0600")
                .hasMessageContaining("chmod 0600");
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused() throws IOException {
        assumeTrue(Ownership.self() == Ownership.ROOT, "only root can give a directory away");
        Home.open(folder.resolve("home")).close();
        Files.setAttribute(folder.resolve("home/keys"), "unix:uid", 4711);
        assertThatThrownBy(() -> Home.open(folder.resolve("home")))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("belongs to user 4711, expected 0");
    }

    @Test
    void aDirectoryWithOtherFilesIsNotTakenForAHome() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "x");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> Home.open(folder))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("holds other files");
        assertThat(folder).isDirectoryNotContaining("glob:**{keys,lock}");
    }

    @Test
    void theSecondToOpenAHomeIsToldWhoHoldsIt() throws Exception {
        Path directory = folder.resolve("home");
        try (Home first = Home.open(directory)) {
            assertThat(first.directory()).isEqualTo(directory.toRealPath());
            assertThatThrownBy(() -> Home.open(directory))
                    .isInstanceOf(HomeInUse.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            // A refused opening here must not let go of the lock that others see.
            try (var child = Child.start("open", directory)) {
                assertThat(child.line())
                        .startsWith("refused The home " + directory.toRealPath() + " is in use by")
                        .contains("process " + ProcessHandle.current().pid());
            }
        }
        Home.open(directory).close();
    }

    @Test
    void aKilledProcessLeavesNoLock() throws Exception {
        Path directory = folder.resolve("home");
        try (var child = Child.start("hold", directory)) {
            assertThat(child.line()).isEqualTo("open");
            assertThatThrownBy(() -> Home.open(directory))
                    .isInstanceOf(HomeInUse.class)
                    .hasMessageContaining("process " + child.process().pid());
            child.kill();
        }
        Home.open(directory).close();
    }

    @Test
    void aSecretIsMadeOnceAndKept() {
        byte[] made;
        try (Home home = Home.open(folder.resolve("home"))) {
            assertThat(home.keyring().holds("vault")).isFalse();
            made = home.keyring().secret("vault");
            assertThat(made).hasSize(32).isNotEqualTo(home.keyring().secret("other"));
            assertThat(Ownership.mode(home.keys().resolve("vault.key"))).isEqualTo(0600);
        }
        try (Home home = Home.open(folder.resolve("home"))) {
            assertThat(home.keyring().holds("vault")).isTrue();
            assertThat(home.keyring().secret("vault")).isEqualTo(made);
        }
    }

    @Test
    void aSecretIsReplacedByItsNextEpochAndTheOldOneIsDestroyed() throws IOException {
        Path directory = folder.resolve("home");
        byte[] old;
        byte[] next;
        try (Home home = Home.open(directory)) {
            var epochs = home.keyring().epochs("vault");
            assertThat(epochs.newest()).isEqualTo(1);
            old = epochs.secret(1);
            assertThat(home.keyring().secret("vault")).isEqualTo(old);
            home.keyring().secret("vault-keeper"); // another name, not an epoch
            assertThat(epochs.begin()).isEqualTo(2);
            next = epochs.secret(2);
            assertThat(next).isNotEqualTo(old);
            assertThat(epochs.held()).containsExactly(1, 2);
        }
        try (Home home = Home.open(directory)) {
            var epochs = home.keyring().epochs("vault");
            epochs.destroy(1);
            epochs.destroy(1);
            assertThat(epochs.held()).containsExactly(2);
            assertThat(epochs.newest()).isEqualTo(2);
            assertThat(epochs.secret(2)).isEqualTo(next);
            assertThatThrownBy(() -> epochs.secret(1))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("of different ages");
            assertThat(directory.resolve("keys/vault.key")).doesNotExist();
        }
    }

    @Test
    void aSecretCutShortIsRefusedAndNotReplaced() throws IOException {
        try (Home home = Home.open(folder.resolve("home"))) {
            home.keyring().secret("vault");
            Path file = home.keys().resolve("vault.key");
            Files.write(file, new byte[7]);
            assertThatThrownBy(() -> home.keyring().secret("vault"))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("has 7 bytes, expected 32");
            assertThat(file).hasSize(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../lock", "a/b", "A", "0", "a b"})
    void aKeyNameNeverBecomesAPath(String name) {
        try (Home home = Home.open(folder.resolve("home"))) {
            assertThatThrownBy(() -> home.keyring().secret(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
