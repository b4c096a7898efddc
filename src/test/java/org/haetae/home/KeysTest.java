package org.haetae.home;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets of a home, open and wrapped: what opens them, what does not, and what is left of them.
class KeysTest {

    private static final String SPOKEN = "세 사람이 아는 긴 문장";

    @TempDir static Path once;
    private static byte @Nullable [] vault;

    @TempDir Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private Path given(String passphrase) throws IOException {
        return Files.writeString(folder.resolve("passphrase"), passphrase + "\n");
    }

    private void settings(String... lines) throws IOException {
        Files.write(home().resolve("haetae.yaml"), List.of(lines));
    }

    private Home open(String... typed) {
        var answers = new ArrayDeque<>(List.of(typed));
        return Home.open(
                home(), prompt -> Optional.ofNullable(answers.pollFirst()), Optional.empty());
    }

    /// A copy of one wrapped home: each wrapping and each opening takes 128 MB and a second.
    private byte[] wrapped() throws IOException {
        if (vault == null) {
            try (Home home = Home.open(once.resolve("home"))) {
                vault = home.keyring().secret("vault");
                home.keyring().record("ledger-signing.keys", () -> new byte[5000]);
                home.keyring().protect(Protection.PASSPHRASE, Optional.of(given(SPOKEN)));
                assertThat(home.keyring().secret("vault")).isEqualTo(vault);
            }
        }
        TemporaryHome.copy(once.resolve("home"), home());
        return vault;
    }

    @Test
    void aPassphraseWrapsEverySecretAndTheOpenFilesAreGone() throws IOException {
        byte[] vault = wrapped();
        assertThat(Keys.protection(home().resolve("keys"))).isEqualTo(Protection.PASSPHRASE);
        try (Stream<Path> files = Files.list(home().resolve("keys"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactly(WrappedSecrets.FILE);
        }
        assertThat(Ownership.mode(home().resolve("keys").resolve(WrappedSecrets.FILE)))
                .isEqualTo(0600);
        try (Home home = open(SPOKEN)) {
            assertThat(home.keyring().secret("vault")).isEqualTo(vault);
            assertThat(home.keyring().record("ledger-signing.keys", () -> new byte[0]))
                    .hasSize(5000);
            assertThat(home.keyring().secret("made-later")).hasSize(32);
        }
    }

    @Test
    void noSecretLiesInTheHomeInTheClearOnceItIsWrapped() throws IOException {
        byte[] vault = wrapped();
        var forms =
                List.of(
                        new String(vault, java.nio.charset.StandardCharsets.ISO_8859_1),
                        HexFormat.of().formatHex(vault),
                        Base64.getEncoder().withoutPadding().encodeToString(vault),
                        SPOKEN);
        try (Stream<Path> files = Files.walk(home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var content = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(forms.stream().filter(content::contains)).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void aWrongPassphraseOpensNothingAndChangesNothing() throws IOException {
        wrapped();
        byte[] before = Files.readAllBytes(home().resolve("keys").resolve(WrappedSecrets.FILE));
        assertThatThrownBy(() -> open("wrong", "wrong", "wrong"))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("typed is wrong")
                .hasMessageContaining("haetae keys recover");
        assertThatThrownBy(this::open)
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("keys.passphrase-file");
        assertThat(Files.readAllBytes(home().resolve("keys").resolve(WrappedSecrets.FILE)))
                .isEqualTo(before);
        open("wrong", SPOKEN).close();
    }

    @Test
    void thePassphraseMayComeFromAFileThatASettingNames() throws IOException {
        wrapped();
        settings("keys.passphrase-file: " + given(SPOKEN));
        open().close();
        given("wrong");
        assertThatThrownBy(this::open)
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("keys.passphrase-file");
    }

    @Test
    void decomposedLettersAreTheSamePassphrase() throws IOException {
        wrapped();
        open(java.text.Normalizer.normalize(SPOKEN, java.text.Normalizer.Form.NFD)).close();
    }

    @Test
    void wrappedAnewOnlyTheNewPassphraseOpens() throws IOException {
        byte[] vault = wrapped();
        byte[] before = Files.readAllBytes(home().resolve("keys").resolve(WrappedSecrets.FILE));
        try (Home home = open(SPOKEN)) {
            home.keyring().protect(Protection.PASSPHRASE, Optional.of(given("another one")));
        }
        assertThatThrownBy(() -> open(SPOKEN)).isInstanceOf(HomeRefused.class);
        try (Home home = open("another one")) {
            assertThat(home.keyring().secret("vault")).isEqualTo(vault);
        }
        // The home key is another one: who has the old file and passphrase opens nothing new.
        var old = WrappedSecrets.find(old(before)).orElseThrow();
        var now = WrappedSecrets.find(home().resolve("keys")).orElseThrow();
        assertThat(now.wrapped().get("vault.key")).isNotEqualTo(old.wrapped().get("vault.key"));
    }

    private Path old(byte[] content) throws IOException {
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.write(old.resolve(WrappedSecrets.FILE), content);
        return old;
    }

    @Test
    void whatACrashLeftOfWrappingIsFinishedAtTheNextStart() throws IOException {
        byte[] vault;
        byte[] raw;
        try (Home home = open()) {
            vault = home.keyring().secret("vault");
            raw = Files.readAllBytes(home().resolve("keys/vault.key"));
            home.keyring().protect(Protection.PASSPHRASE, Optional.of(given(SPOKEN)));
        }
        // Killed after the wrapped file was in its place and before the open one was destroyed, and
        // in the middle of a replacement of the wrapped file.
        DurableFile.replace(home().resolve("keys/vault.key"), raw);
        DurableFile.replace(home().resolve("keys/wrapped-secrets.old"), new byte[900]);
        try (Home home = open(SPOKEN)) {
            assertThat(home.keyring().secret("vault")).isEqualTo(vault);
        }
        assertThat(home().resolve("keys/vault.key")).doesNotExist();
        assertThat(home().resolve("keys/wrapped-secrets.old")).doesNotExist();
        Files.createLink(
                home().resolve("keys/wrapped-secrets.old"), home().resolve("keys/wrapped-secrets"));
        open(SPOKEN).close();
        assertThat(home().resolve("keys/wrapped-secrets.old")).doesNotExist();
    }

    @Test
    void anOpenSecretThatIsNotTheWrappedOneIsRefused() throws IOException {
        wrapped();
        DurableFile.replace(home().resolve("keys/vault.key"), new byte[32]);
        assertThatThrownBy(() -> open(SPOKEN))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("vault.key");
    }

    @Test
    void everyChangedByteOfTheWrappedSecretsIsRefused() throws IOException {
        Path identity = folder.resolve("stick.txt");
        try (Home home = fileHome(identity)) {
            home.keyring().secret("vault");
            home.keyring().protect(Protection.FILE, Optional.empty());
        }
        Path file = home().resolve("keys").resolve(WrappedSecrets.FILE);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            for (int bit : new int[] {1, 2, 4}) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) bit;
                Files.write(file, bad);
                assertThatThrownBy(this::openAndRead, "bit %d of byte %d", bit, i)
                        .isInstanceOf(HomeRefused.class);
            }
        }
        Files.write(file, good);
        openAndRead();
    }

    private void openAndRead() {
        try (Home home = open()) {
            if (!home.keyring().holds("vault")) {
                throw new HomeRefused("the secret's name was changed");
            }
        }
    }

    private Home fileHome(Path identity) throws IOException {
        open().close();
        settings("keys.file: " + identity);
        return open();
    }

    @Test
    void aFileElsewhereOpensTheSecretsAndWithoutItNothingDoes() throws Exception {
        Path identity = folder.resolve("stick.txt");
        byte[] vault;
        try (Home home = fileHome(identity)) {
            vault = home.keyring().secret("vault");
            home.keyring().protect(Protection.FILE, Optional.empty());
        }
        try (Home home = open()) {
            assertThat(home.keyring().secret("vault")).isEqualTo(vault);
        }
        var locked = WrappedSecrets.find(home().resolve("keys")).orElseThrow().locked();
        assertThat(HomeKeyLock.homeKey(ageOpens(locked, identity))).hasSize(32);
        Files.move(identity, folder.resolve("taken-along"));
        assertThatThrownBy(this::open)
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("is not there");
        Files.writeString(identity, AgeIdentity.random().text());
        assertThatThrownBy(this::open)
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("does not open");
    }

    /// By Debian's own tool.
    private byte[] ageOpens(byte[] sealed, Path identity) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/age")), "age is not installed");
        Path file = Files.write(folder.resolve("sealed.age"), sealed);
        var age =
                new ProcessBuilder("/usr/bin/age", "-d", "-i", identity.toString(), file.toString())
                        .start();
        byte[] plain = age.getInputStream().readAllBytes();
        assertThat(age.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(age.exitValue()).isZero();
        return plain;
    }

    @Test
    void sharesOfTheKitOpenAHomeWhosePassphraseIsLost() throws IOException {
        byte[] vault = wrapped();
        var made = RecoveryKit.make(3, 2, Instant.EPOCH);
        try (Home home = open(SPOKEN)) {
            made.kit().keep(home.keys());
            home.keyring().recoverableBy(made.kit());
        }
        var two = List.of(made.shares().get(2), made.shares().get(0));
        try (Home home = Home.recover(home(), made.kit().open(two))) {
            assertThat(home.keyring().secret("vault")).isEqualTo(vault);
            home.keyring().protect(Protection.PASSPHRASE, Optional.of(given("the next")));
        }
        open("the next").close();
        Home.recover(home(), made.kit().open(two)).close();
        assertThatThrownBy(() -> Home.recover(home(), AgeIdentity.random()))
                .isInstanceOf(HomeRefused.class);
    }

    @Test
    void aDestroyedSecretIsInNoFileAnyMore() throws IOException {
        wrapped();
        String before;
        try (Home home = open(SPOKEN)) {
            home.keyring().secret("epoch-2");
            before =
                    Base64.getEncoder()
                            .encodeToString(
                                    WrappedSecrets.find(home.keys())
                                            .orElseThrow()
                                            .wrapped()
                                            .get("epoch-2.key"));
            home.keyring().destroy("epoch-2");
            assertThat(home.keyring().holds("epoch-2")).isFalse();
        }
        try (Stream<Path> files = Files.list(home().resolve("keys"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain(before);
            }
        }
    }

    @Test
    void aNewSecretOverwritesTheFileBeforeToo() throws IOException {
        wrapped();
        Path copy = folder.resolve("the-inode-before");
        Files.createLink(copy, home().resolve("keys").resolve(WrappedSecrets.FILE));
        byte[] before = Files.readAllBytes(copy);
        try (Home home = open(SPOKEN)) {
            home.keyring().secret("made-later");
        }
        assertThat(Files.readAllBytes(copy)).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(
                        new String(
                                Files.readAllBytes(copy),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("vault.key");
    }

    @Test
    void whatAKillLeftOfDestroyingAnOpenSecretIsOverwrittenByTheNextStart() throws IOException {
        byte[] vault;
        for (boolean noise : new boolean[] {false, true}) {
            Path keys = home().resolve("keys");
            Path copy = folder.resolve("the-inode-" + noise);
            try (Home home = open()) {
                home.keyring().secret("epoch-2");
                vault = home.keyring().secret("vault");
            }
            Files.createLink(copy, keys.resolve("epoch-2.key"));
            byte[] secret = Files.readAllBytes(copy);
            new OpenSecrets(keys).setAside("epoch-2.key");
            if (noise) {
                Files.write(keys.resolve("epoch-2.key.gone"), new byte[7]);
            }
            try (Home home = open()) {
                assertThat(home.keyring().holds("epoch-2")).isFalse();
                assertThat(home.keyring().secret("vault")).isEqualTo(vault);
            }
            assertThat(keys.resolve("epoch-2.key.gone")).doesNotExist();
            assertThat(Files.readAllBytes(copy)).isNotEqualTo(secret);
        }
    }

    @Test
    void whatAKillLeftOfAReplacementThatWasNotYetInItsPlaceGoesToo() throws IOException {
        wrapped();
        Path unfinished = home().resolve("keys/wrapped-secrets.new");
        DurableFile.replace(unfinished, new byte[900]);
        open(SPOKEN).close();
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void thePassphraseOfNowIsNoNewOne() throws IOException {
        wrapped();
        settings("keys.passphrase-file: " + given(SPOKEN));
        byte[] before = Files.readAllBytes(home().resolve("keys").resolve(WrappedSecrets.FILE));
        try (Home home = open()) {
            assertThatThrownBy(
                            () -> home.keyring().protect(Protection.PASSPHRASE, Optional.empty()))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("--new-passphrase-file");
            assertThat(Files.readAllBytes(home().resolve("keys").resolve(WrappedSecrets.FILE)))
                    .isEqualTo(before);
        }
    }

    @Test
    void theFileOfNowIsNoNewOneAndNoneMayLieInTheHome() throws IOException {
        Path identity = folder.resolve("stick.txt");
        Path inside = home().resolve("keys").resolve("me.txt");
        try (Home home = fileHome(identity)) {
            assertThatThrownBy(() -> home.keyring().protect(Protection.FILE, Optional.of(inside)))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("lies in it");
            Path link = Files.createSymbolicLink(folder.resolve("link"), home());
            assertThatThrownBy(
                            () ->
                                    home.keyring()
                                            .protect(
                                                    Protection.FILE,
                                                    Optional.of(link.resolve("me.txt"))))
                    .hasMessageContaining("lies in it");
            assertThat(inside).doesNotExist();
            home.keyring().protect(Protection.FILE, Optional.empty());
            assertThatThrownBy(() -> home.keyring().protect(Protection.FILE, Optional.empty()))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("--new-key-file");
            home.keyring().protect(Protection.FILE, Optional.of(folder.resolve("other.txt")));
        }
        assertThatThrownBy(this::open).isInstanceOf(HomeRefused.class);
        settings("keys.file: " + folder.resolve("other.txt"));
        open().close();
    }

    @Test
    void aTokenOpensTheSecretsAndAWrongPinDoesNot() throws Exception {
        var library =
                Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
                        .filter(one -> Files.exists(Path.of(one)))
                        .findFirst();
        assumeTrue(library.isPresent(), "softhsm2 is not installed");
        // The library reads its configuration from the environment, so a process of its own does
        // it.
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Path configuration =
                Files.writeString(
                        folder.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n");
        softhsm(
                configuration,
                List.of(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "haetae",
                        "--pin",
                        "2468",
                        "--so-pin",
                        "1357"));
        open().close();
        settings(
                "keys.token-library: " + library.get(),
                "keys.passphrase-file: " + Files.writeString(folder.resolve("pin"), "2468\n"));
        var made = softhsm(configuration, java(TokenHome.class, home().toString(), "protect"));
        assertThat(made).contains("TOKEN");
        assertThat(softhsm(configuration, java(TokenHome.class, home().toString(), "open")))
                .isEqualTo(made);
        Files.writeString(folder.resolve("pin"), "9999\n");
        assertThat(softhsm(configuration, java(TokenHome.class, home().toString(), "open")))
                .contains("The token does not open");
    }

    /// What another process does with a home whose keys a token opens.
    static final class TokenHome {
        public static void main(String... arguments) {
            try (Home home = Home.open(Path.of(arguments[0]))) {
                byte[] secret = home.keyring().secret("vault");
                if (arguments[1].equals("protect")) {
                    home.keyring().protect(Protection.TOKEN, Optional.empty());
                }
                System.out.println(
                        Keys.protection(home.keys()) + " " + HexFormat.of().formatHex(secret));
            } catch (HomeRefused e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static List<String> java(Class<?> main, String... arguments) {
        return Stream.concat(
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()),
                        Arrays.stream(arguments))
                .toList();
    }

    private static String softhsm(Path configuration, List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", configuration.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
