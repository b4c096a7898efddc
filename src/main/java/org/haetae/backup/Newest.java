package org.haetae.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.ledger.Digest;
import org.haetae.ledger.SignedNote;

/// The file `newest` of a backup, a note signed by the ledger's key: which list of files is the
/// backup. Whoever puts another one in its place makes another backup the newest, and nothing else
/// does, so a backup is there whole or not yet.
///
/// @param origin name of the ledger
/// @param number counts the backups of a home in this place, from 1
/// @param kit the recovery kit that opens it
/// @param tables version of the database's tables
/// @param manifest where the list lies
/// @param sha256 of the list
/// @param entries of the ledger
record Newest(
        String origin,
        int number,
        Instant time,
        UUID kit,
        String tables,
        String manifest,
        Digest sha256,
        long entries) {

    static final String FILE = "newest";

    private static final String KIND = "haetae backup v1";

    /// Without the origin, which the ledger puts before them.
    List<String> lines() {
        return List.of(
                KIND,
                "number " + number,
                "time " + time,
                "kit " + kit,
                "tables " + tables,
                "manifest " + manifest,
                "sha256 " + sha256,
                "entries " + entries);
    }

    /// @throws IllegalArgumentException when it is not of this form
    static Newest parse(SignedNote note) {
        var lines = note.text().lines().toList();
        if (lines.size() != 9 || !lines.get(1).equals(KIND)) {
            throw new IllegalArgumentException("not a \"%s\"".formatted(KIND));
        }
        var values = new HashMap<String, String>();
        for (var line : lines.subList(2, lines.size())) {
            var words = line.split(" ", 2);
            values.put(words[0], words[words.length - 1]);
        }
        try {
            return new Newest(
                    lines.getFirst(),
                    Integer.parseInt(value(values, "number")),
                    Instant.parse(value(values, "time")),
                    UUID.fromString(value(values, "kit")),
                    value(values, "tables"),
                    value(values, "manifest"),
                    Digest.parse(value(values, "sha256")),
                    Long.parseLong(value(values, "entries")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    private static String value(HashMap<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
}
