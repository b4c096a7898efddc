package org.haetae.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haetae.backup.Manifest.Listed;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Finding;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.VerifierKey;

/// What lies in a store and how it is read: the newest backup, its list, its files.
///
/// A file that replaces one of the backup before lies under `next/` until the new backup is signed,
/// and is moved to its place afterwards; so it is looked for in both.
record Copies(Store store) {

    static final String NEXT = "next/";

    /// Paths whose files never change once they are there.
    private static final Pattern CONTENT = Pattern.compile("(archive|deposit)/.+/v\\d+/content/.+");

    private static final int LIMIT_BYTES = 1 << 20;

    private static final int END = -1;
    private static final int UNREADABLE = -2;

    /// A backup that was made to its end.
    ///
    /// @param manifestBytes as they lie in the store
    record Found(Newest newest, Manifest manifest, byte[] manifestBytes) {}

    /// Something about a backup that does not fit; goes no further than this room.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Finding finding;

        Unfit(Finding finding) {
            super(finding.code());
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }

    static boolean isContent(String path) {
        return CONTENT.matcher(path).matches();
    }

    /// The newest backup; empty when none was made to its end.
    ///
    /// @param keys of the home; empty: the signature is not looked at
    Optional<Found> newest(Collection<VerifierKey> keys) throws IOException, Unfit {
        byte[] note;
        try (var in = store.read(Newest.FILE)) {
            note = in.readNBytes(LIMIT_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            var signed = SignedNote.parse(note);
            if (!keys.isEmpty() && !signed.verify(keys).accepted()) {
                throw new Unfit(
                        BackupCode.SIGNATURE_WRONG.at(
                                Newest.FILE, "no right signature", "one by " + keys));
            }
            var newest = Newest.parse(signed);
            return Optional.of(found(newest));
        } catch (IllegalArgumentException e) {
            throw new Unfit(
                    BackupCode.NEWEST_UNREADABLE.at(
                            Newest.FILE, e.getMessage(), "the newest backup, signed"));
        }
    }

    private Found found(Newest newest) throws IOException, Unfit {
        try (var in = store.read(newest.manifest())) {
            var bytes = in.readAllBytes();
            if (!Digest.sha256(bytes).equals(newest.sha256())) {
                throw new Unfit(
                        BackupCode.MANIFEST_ALTERED.at(
                                newest.manifest(), Digest.sha256(bytes), newest.sha256()));
            }
            return new Found(newest, Manifest.parse(bytes), bytes);
        } catch (NoSuchFileException e) {
            throw new Unfit(
                    BackupCode.MANIFEST_ALTERED.at(newest.manifest(), "nothing", newest.sha256()));
        }
    }

    /// Copies a file of a backup, from its place or from `next/`.
    ///
    /// @param again gives a place to write to, once for each try
    /// @return what does not fit; empty when the file was copied whole and right
    Optional<Finding> copy(String path, Listed listed, Target again) throws IOException {
        Optional<Digest> found = Optional.empty();
        for (var place : new String[] {path, NEXT + path}) {
            try (var in = store.read(place);
                    var out = again.open()) {
                var digest = copy(in, out);
                if (digest.isEmpty()) {
                    return Optional.of(
                            BackupCode.FILE_UNREADABLE.at(path, "a read error", listed.sha256()));
                }
                if (digest.get().equals(listed.sha256())) {
                    return Optional.empty();
                }
                found = digest;
            } catch (NoSuchFileException e) {
                // In the other place, or nowhere.
            }
        }
        return Optional.of(
                found.map(digest -> BackupCode.FILE_ALTERED.at(path, digest, listed.sha256()))
                        .orElseGet(
                                () ->
                                        BackupCode.FILE_MISSING.at(
                                                path, "nothing", listed.sha256())));
    }

    @FunctionalInterface
    interface Target {
        OutputStream open() throws IOException;
    }

    /// Where the right bytes of a file lie; empty when nowhere.
    Optional<String> place(String path, Listed listed) throws IOException {
        for (var place : new String[] {path, NEXT + path}) {
            try (var in = store.read(place)) {
                if (copy(in, OutputStream.nullOutputStream())
                        .equals(Optional.of(listed.sha256()))) {
                    return Optional.of(place);
                }
            } catch (NoSuchFileException e) {
                // In the other place, or nowhere.
            }
        }
        return Optional.empty();
    }

    /// @return of what was copied; empty when it could not be read to its end
    /// @throws IOException when it could not be written
    private static Optional<Digest> copy(InputStream in, OutputStream out) throws IOException {
        var sha256 = Digest.newSha256();
        var buffer = new byte[1 << 16];
        for (int n = read(in, buffer); n != END; n = read(in, buffer)) {
            if (n == UNREADABLE) {
                return Optional.empty();
            }
            sha256.update(buffer, 0, n);
            out.write(buffer, 0, n);
        }
        return Optional.of(new Digest(sha256.digest()));
    }

    /// One bad sector is a finding about one file, not the end of the whole.
    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
