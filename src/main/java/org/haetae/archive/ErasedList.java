package org.haetae.archive;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.VerifierKey;

/// The list of what was erased, signed by the key of the home's ledger: whoever puts an older state
/// back erases again what two persons decided, and nothing that somebody wrote into a file.
///
/// Its lines, an empty line, and a signed note over their number and digest. Not one note over all:
/// readers of notes rightly refuse large ones.
///
/// @param lines `number id kind`, ids only
record ErasedList(List<String> lines) {

    ErasedList {
        lines = List.copyOf(lines);
    }

    /// Reads a list that this home signed.
    ///
    /// @param file its lines; none at all are a list of nothing
    /// @throws IllegalArgumentException when it is not signed by one of these keys, or was changed
    static ErasedList parse(Collection<String> file, List<VerifierKey> keys) {
        var all = List.copyOf(file);
        if (all.stream().allMatch(String::isBlank)) {
            return new ErasedList(List.of());
        }
        int blank = all.indexOf("");
        if (blank < 0) {
            throw unsigned("it has no signature");
        }
        var list = new ErasedList(all.subList(0, blank));
        var note =
                SignedNote.parse(
                        (String.join("\n", all.subList(blank + 1, all.size())) + "\n")
                                .getBytes(StandardCharsets.UTF_8));
        var expected = keys.getFirst().name() + "\n" + String.join("\n", list.statement()) + "\n";
        if (!note.text().equals(expected) || !note.verify(keys).accepted()) {
            throw unsigned("its signature is over something else, or by another home");
        }
        return list;
    }

    private static IllegalArgumentException unsigned(String why) {
        return new IllegalArgumentException(
                "this is not a list of erasures that this home signed: %s; take erased.txt as the home wrote it"
                        .formatted(why));
    }

    /// As it lies in its file.
    byte[] signed(Ledger ledger) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        text.append('\n')
                .append(new String(ledger.state(statement()).encode(), StandardCharsets.UTF_8));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<String> statement() {
        return List.of("erased things " + lines.size(), "sha256 " + digest());
    }

    /// SHA-256 of the lines, each with its newline.
    Digest digest() {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
