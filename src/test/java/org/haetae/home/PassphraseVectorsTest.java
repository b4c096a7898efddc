package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.haetae.SharedData;
import org.junit.jupiter.api.Test;

/// The age community's vectors (C2SP CCTV) for what is sealed to a passphrase, against the one part
/// of it that is our own code.
class PassphraseVectorsTest {

    @Test
    void eachVectorHasItsVerdict() throws Exception {
        var accepted = new ArrayList<String>();
        var refused = new ArrayList<String>();
        for (Path file : vectors()) {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\n\n");
            var head = new TreeMap<String, String>();
            for (String line : text.substring(0, end).split("\n")) {
                var pair = line.split(": ", 2);
                head.putIfAbsent(pair[0], pair[1]);
            }
            byte[] sealed = text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
            var plain = opened(sealed, head.get("passphrase"));
            (plain.isPresent() ? accepted : refused).add(file.getFileName().toString());
            assertThat(plain.isPresent())
                    .as(file.getFileName().toString())
                    .isEqualTo(head.get("expect").equals("success"));
            if (plain.isPresent()) {
                var digest = MessageDigest.getInstance("SHA-256").digest(plain.get());
                assertThat(HexFormat.of().formatHex(digest)).isEqualTo(head.get("payload"));
            }
        }
        assertThat(accepted).containsExactly("scrypt");
        assertThat(refused).hasSize(24);
    }

    private static Optional<byte[]> opened(byte[] sealed, String passphrase) {
        try {
            return Optional.of(AgeFile.open(sealed, new Passphrase(passphrase).reader()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.custody("cctv").resolve("age/testdata"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("scrypt"))
                    .sorted()
                    .toList();
        }
    }
}
