package org.haetae.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.haetae.ledger.Finding;
import org.haetae.ledger.VerifierKey;

/// Checks a backup without the home: every byte of it against the list that was signed. That what
/// was backed up is right is for `haetae verify` to say, at home or where it was restored.
public final class BackupCheck {

    private BackupCheck() {}

    /// What a check found.
    ///
    /// @param number of the backup; 0 when there is none
    public record Checked(int number, int files, long bytes, List<Finding> findings) {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    /// @param keys of the home, brought by the checker; empty: the signature is not looked at
    public static Checked of(Store store, Collection<VerifierKey> keys) throws IOException {
        var copies = new Copies(store);
        try {
            var newest = copies.newest(keys);
            if (newest.isEmpty()) {
                return new Checked(
                        0,
                        0,
                        0,
                        List.of(
                                BackupCode.NEWEST_UNREADABLE.at(
                                        Newest.FILE, "nothing", "the newest backup, signed")));
            }
            var findings = new ArrayList<Finding>();
            var manifest = newest.get().manifest();
            for (var file : manifest.files().entrySet()) {
                copies.copy(file.getKey(), file.getValue(), OutputStream::nullOutputStream)
                        .ifPresent(findings::add);
            }
            return new Checked(
                    newest.get().newest().number(),
                    manifest.files().size(),
                    manifest.bytes(),
                    findings);
        } catch (Copies.Unfit e) {
            return new Checked(0, 0, 0, List.of(e.finding()));
        }
    }
}
