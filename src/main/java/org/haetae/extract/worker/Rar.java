package org.haetae.extract.worker;

import com.github.junrar.Archive;
import com.github.junrar.exception.RarException;
import com.github.junrar.rarfile.FileHeader;
import java.io.IOException;
import java.time.Instant;

/// RAR archives: those up to version 4 here, later ones by [SystemArchive].
final class Rar {
    private Rar() {}

    static Verdict read(FileJob job) throws Exception {
        if (Rar5.is(job.content)) {
            return SystemArchive.readRar(job);
        }
        if (!job.unfolds()) {
            return Tools.JUNRAR.read();
        }
        int files = 0;
        int broken = 0;
        int locked = 0;
        try (Archive archive = new Archive(job.content.path().toFile())) {
            if (archive.isEncrypted()) {
                return Tools.JUNRAR.says(Outcome.LOCKED, "a password is needed to open it");
            }
            for (FileHeader header : archive.getFileHeaders()) {
                if (header.isDirectory()) {
                    continue;
                }
                files++;
                if (header.isEncrypted()) {
                    locked++;
                    job.facts.raw("locked", header.getFileName());
                    continue;
                }
                try {
                    Instant modified =
                            header.getMTime() == null ? null : header.getMTime().toInstant();
                    job.part(
                            header.getFileName(),
                            null,
                            modified,
                            out -> archive.extractFile(header, out));
                } catch (LimitReached limit) {
                    throw limit;
                } catch (RarException | IOException | RuntimeException damaged) {
                    rethrowLimit(damaged);
                    broken++;
                    job.facts.raw("damaged", header.getFileName());
                }
            }
        }
        job.facts.say("files", Integer.toString(files));
        return verdict(files, locked, broken);
    }

    private static void rethrowLimit(Exception thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof LimitReached limit) {
                throw limit;
            }
        }
    }

    private static Verdict verdict(int files, int locked, int broken) {
        if (locked > 0 && locked == files) {
            return Tools.JUNRAR.says(Outcome.LOCKED, "a password is needed to open it");
        }
        if (broken > 0 && broken == files) {
            return Tools.JUNRAR.says(
                    Outcome.DAMAGED, "none of the files inside could be unpacked whole");
        }
        return locked + broken == 0
                ? Tools.JUNRAR.read()
                : Tools.JUNRAR.says(
                        Outcome.PARTIAL,
                        "of %d files %d need a password and %d are damaged"
                                .formatted(files, locked, broken));
    }
}
