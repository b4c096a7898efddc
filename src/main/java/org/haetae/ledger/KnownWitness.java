package org.haetae.ledger;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;

/// A witness as the settings name it.
///
/// @param address submission and monitoring prefix (tlog-witness)
/// @param keys its verifier keys, all under one name
record KnownWitness(URI address, List<VerifierKey> keys) {

    KnownWitness {
        keys = List.copyOf(keys);
    }

    String name() {
        return keys.getFirst().name();
    }

    /// Those in the settings of a home.
    ///
    /// @throws HomeRefused naming the line that cannot be used
    static List<KnownWitness> of(Home home) {
        List<KnownWitness> witnesses = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : home.settings().lines(Setting.WITNESSES)) {
            KnownWitness witness = parse(line, home.directory());
            if (!names.add(witness.name())) {
                throw refused(line, "its name stands twice");
            }
            witnesses.add(witness);
        }
        return List.copyOf(witnesses);
    }

    private static KnownWitness parse(String line, Path base) {
        String[] words = line.strip().split("\\s+", 2);
        if (words.length != 2) {
            throw refused(line, "it is not an address and a file of verifier keys");
        }
        Path file = base.resolve(words[1]);
        try {
            List<VerifierKey> keys =
                    Files.readAllLines(file).stream()
                            .filter(key -> !key.isBlank())
                            .map(VerifierKey::parse)
                            .toList();
            if (keys.stream().map(VerifierKey::name).distinct().count() != 1) {
                throw refused(line, "the file does not hold the keys of one name");
            }
            if (keys.stream().anyMatch(key -> key.type() == KeyType.ED25519)) {
                throw refused(line, "the file holds a key that is not a cosigner's");
            }
            return new KnownWitness(
                    httpAddress(words[0].endsWith("/") ? words[0] : words[0] + "/"), keys);
        } catch (IOException e) {
            throw refused(line, "there is no file " + file + " that can be read");
        } catch (IllegalArgumentException e) {
            throw refused(line, String.valueOf(e.getMessage()));
        }
    }

    /// An address that can be asked over HTTP.
    ///
    /// @throws IllegalArgumentException when it is none
    static URI httpAddress(String text) {
        URI address = URI.create(text);
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "its address does not begin with http:// or https:// and a host");
        }
        return address;
    }

    private static HomeRefused refused(String line, String why) {
        return new HomeRefused(
                "haetae.yaml: \"%s\" under %s cannot be used: %s. See docs/manual/witnesses.md."
                        .formatted(line, Setting.WITNESSES.key(), why));
    }
}
