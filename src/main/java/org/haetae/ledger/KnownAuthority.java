package org.haetae.ledger;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;

/// A timestamp authority as the settings name it.
///
/// @param name what this home calls it; its files in the log's folder are named so
/// @param address where it takes queries (RFC 3161, section 3.4)
/// @param roots certificates that its own must lead to
record KnownAuthority(String name, URI address, List<X509Certificate> roots) {

    KnownAuthority {
        roots = List.copyOf(roots);
    }

    /// Those in the settings of a home.
    ///
    /// @throws HomeRefused naming the line that cannot be used
    static List<KnownAuthority> of(Home home) {
        List<KnownAuthority> authorities = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : home.settings().lines(Setting.TIMESTAMP_AUTHORITIES)) {
            KnownAuthority authority = parse(line, home.directory());
            if (!names.add(authority.name())) {
                throw refused(line, "its name stands twice");
            }
            authorities.add(authority);
        }
        return List.copyOf(authorities);
    }

    private static KnownAuthority parse(String line, Path base) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length != 3 || !StampFiles.NAME.matcher(words[0]).matches()) {
            throw refused(
                    line,
                    "it is not a name (small letters, digits, hyphens), an address and a file of root certificates");
        }
        Path file = base.resolve(words[2]);
        try {
            List<X509Certificate> roots = Timestamp.certificates(Files.readAllBytes(file));
            if (roots.isEmpty()) {
                throw refused(line, file + " holds no certificate");
            }
            return new KnownAuthority(words[0], KnownWitness.httpAddress(words[1]), roots);
        } catch (IOException e) {
            throw refused(line, "there is no file " + file + " that can be read");
        } catch (IllegalArgumentException e) {
            throw refused(line, String.valueOf(e.getMessage()));
        }
    }

    private static HomeRefused refused(String line, String why) {
        return new HomeRefused(
                "haetae.yaml: \"%s\" under %s cannot be used: %s. See docs/manual/witnesses.md."
                        .formatted(line, Setting.TIMESTAMP_AUTHORITIES.key(), why));
    }
}
