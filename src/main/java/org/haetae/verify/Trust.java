package org.haetae.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.LedgerCode;
import org.haetae.ledger.Remembered;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.VerifierKey;

/// What a checker brings along, had by ways of their own and never from inside of what is checked.
///
/// @param keys of the log, all of which must have signed each head, and of witnesses
/// @param witnesses how many of the witnesses must have signed the head
/// @param remembered heads of the log from earlier times
/// @param roots certificates of timestamp authorities
public record Trust(
        List<VerifierKey> keys,
        int witnesses,
        List<Remembered> remembered,
        List<X509Certificate> roots) {
    public Trust {
        roots = List.copyOf(roots);
        keys = List.copyOf(keys);
        remembered = List.copyOf(remembered);
    }

    /// The same, asking for no witness.
    Trust withoutWitnesses() {
        return new Trust(keys, 0, remembered, roots);
    }

    /// The head in these bytes, when it is one and everyone signed it who must have; else what is
    /// wrong with it has been told.
    Optional<Checkpoint> believe(String file, byte[] bytes, Report report) {
        SignedNote note;
        Checkpoint head;
        try {
            note = SignedNote.parse(bytes);
            head = Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            report.find(LedgerCode.CHECKPOINT_MALFORMED.at(file, e.getMessage(), "a signed head"));
            return Optional.empty();
        }
        if (!signedByLog(file, note, head.origin(), report)) {
            return Optional.empty();
        }
        long witnessed =
                note.verify(keys).signed().stream()
                        .map(VerifierKey::name)
                        .filter(name -> !name.equals(head.origin()))
                        .distinct()
                        .count();
        if (witnessed < witnesses) {
            report.find(
                    CustodyCode.WITNESS_MISSING.at(
                            file, witnessed + " witnesses", witnesses + " at least"));
            return Optional.empty();
        }
        return Optional.of(head);
    }

    /// Whether every known key of this name has signed the note, and no known key wrongly.
    private boolean signedByLog(String file, SignedNote note, String origin, Report report) {
        List<VerifierKey> own = keys.stream().filter(key -> key.name().equals(origin)).toList();
        if (own.isEmpty()) {
            report.find(
                    LedgerCode.CHECKPOINT_FOREIGN.at(
                            file, "origin " + origin, "an origin that a key names"));
            return false;
        }
        return signed(file, note, own, report);
    }

    /// Whether all of these keys have signed a note, and no known key wrongly.
    boolean signed(String file, SignedNote note, List<VerifierKey> by, Report report) {
        SignedNote.Verdict verdict = note.verify(keys);
        for (VerifierKey wrong : verdict.wrong()) {
            report.find(
                    LedgerCode.SIGNATURE_WRONG.at(
                            file, "a wrong signature by " + wrong, "a right one"));
        }
        List<VerifierKey> absent = new ArrayList<>(by);
        absent.removeAll(verdict.signed());
        absent.removeAll(verdict.wrong());
        for (VerifierKey key : absent) {
            report.find(LedgerCode.SIGNATURE_MISSING.at(file, "no signature by " + key, "one"));
        }
        return absent.isEmpty() && verdict.accepted();
    }
}
