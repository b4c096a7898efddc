package org.haetae.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.exceptionfactory.jagged.bech32.Bech32;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.haetae.SharedData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The age community's 143 vectors (C2SP CCTV) against the reader of sealed files.
///
/// What differs, all of it refused though the vectors accept it: what is in text form (armor), what
/// is sealed to a passphrase or to a hybrid post-quantum key. Items are sealed in binary to one
/// X25519 key, and a reader that takes nothing else has less to go wrong.
///
/// Nothing that the vectors refuse is accepted.
class AgeVectorsTest {

    private static final List<String> DIFFERING =
            List.of(
                    "armor_crlf",
                    "armor_full_last_line",
                    "armor_hybrid",
                    "armor_no_eol",
                    "armor_scrypt",
                    "armor_whitespace_outside",
                    "armor_x25519",
                    "hybrid",
                    "hybrid_and_x25519",
                    "hybrid_grease",
                    "hybrid_multiple_recipients",
                    "scrypt");

    /// @param payload SHA-256 of the plain bytes that come out, also before a late fault
    private record Vector(
            String name, String expected, String payload, List<byte[]> identities, byte[] file) {
        boolean accepts() {
            return expected.equals("success");
        }
    }

    @TestFactory
    Stream<DynamicTest> everyVectorHasItsVerdict() throws IOException {
        return vectors().stream().map(vector -> dynamicTest(vector.name(), () -> check(vector)));
    }

    @Test
    void bothColumnsAreWhole() throws IOException {
        List<Vector> vectors = vectors();
        assertThat(vectors).hasSize(143);
        assertThat(vectors.stream().filter(Vector::accepts)).hasSize(26);
        assertThat(
                        vectors.stream()
                                .filter(Vector::accepts)
                                .filter(Predicate.not(AgeVectorsTest::opens))
                                .map(Vector::name))
                .as("accepted by the vectors and refused here")
                .isEqualTo(DIFFERING);
        assertThat(vectors.stream().filter(AgeVectorsTest::opens))
                .as("accepted")
                .hasSize(14)
                .allMatch(Vector::accepts);
    }

    @Test
    void agreementWithAnOwnKeyIsThatOfTheCurve() {
        var random = new Random(7748);
        for (int i = 0; i < 2_000; i++) {
            byte[] identity = new byte[32];
            byte[] ephemeral = new byte[32];
            random.nextBytes(identity);
            random.nextBytes(ephemeral);
            var secret = new Secret(identity, new byte[32]);
            byte[] expected = new byte[32];
            assertThat(X25519.calculateAgreement(ephemeral, 0, secret.recipient(), 0, expected, 0))
                    .isTrue();
            assertThat(secret.agreement(ephemeral)).as("round %d", i).isEqualTo(expected);
        }
    }

    private static void check(Vector vector) {
        boolean differs = DIFFERING.contains(vector.name());
        assertThat(opens(vector)).isEqualTo(vector.accepts() && !differs);
    }

    private static boolean opens(Vector vector) {
        List<byte[]> keys =
                vector.identities().isEmpty() ? List.of(new byte[32]) : vector.identities();
        return keys.stream().anyMatch(key -> opens(vector, new Secret(key, new byte[32])));
    }

    private static boolean opens(Vector vector, Secret secret) {
        var sealed = Channels.newChannel(new ByteArrayInputStream(vector.file()));
        try (InputStream plain = Age.open(sealed, secret)) {
            byte[] bytes = plain.readAllBytes();
            assertThat(HexFormat.of().formatHex(StorageRoot.sha256().digest(bytes)))
                    .isEqualTo(vector.payload());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedData.custody("cctv").resolve("age/testdata"))) {
            for (Path file : files.sorted().toList()) {
                vectors.add(vector(file));
            }
        }
        return vectors;
    }

    private static Vector vector(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, List<String>> head = new TreeMap<>();
        int at = 0;
        while (bytes[at] != '\n') {
            int end = at;
            while (bytes[end] != '\n') {
                end++;
            }
            String[] line = new String(bytes, at, end - at, StandardCharsets.UTF_8).split(": ", 2);
            head.computeIfAbsent(line[0], key -> new ArrayList<>()).add(line[1]);
            at = end + 1;
        }
        byte[] sealed = Arrays.copyOfRange(bytes, at + 1, bytes.length);
        if (head.containsKey("compressed")) {
            sealed = new InflaterInputStream(new ByteArrayInputStream(sealed)).readAllBytes();
        }
        return new Vector(
                file.getFileName().toString(),
                head.get("expect").getFirst(),
                head.getOrDefault("payload", List.of("")).getFirst(),
                head.getOrDefault("identity", List.of()).stream()
                        .filter(identity -> !identity.contains("-PQ-"))
                        .map(AgeVectorsTest::key)
                        .toList(),
                sealed);
    }

    private static byte[] key(String identity) {
        return Bech32.getDecoder().decode(identity).getData();
    }
}
