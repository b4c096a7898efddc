package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// What a file brings along as its own proof of where it comes from: C2PA credentials, ProofMode
/// bundles, signed web archives. Says what of it can be proved from the file alone, what does not
/// hold, and what cannot be proved; never changes how the reading ended.
///
/// Each finding is a fact `credential`: scheme (`c2pa`, `proofmode`, `wacz`), verdict (`proved`,
/// `broken`, `unproved`), a code, and after these a detail in the words of the file. No root of
/// trust is known here, so nothing is ever proved of *who* signed (docs/formats/outcomes.md).
final class Credentials {

    /// Rises when more, or something else, is found out than before.
    static final String TOOL = "haetae/credentials 1";

    /// Larger stores of manifests are not read into memory.
    static final int MOST_BYTES = 32 << 20;

    /// How a finding speaks of the file.
    enum Verdict {
        PROVED,
        BROKEN,
        UNPROVED
    }

    private final FileJob job;
    private boolean any;

    private Credentials(FileJob job) {
        this.job = job;
    }

    /// Looks for credentials in a file that was read.
    static void say(FileJob job) {
        Credentials credentials = new Credentials(job);
        try {
            credentials.look();
        } catch (LimitReached limit) {
            throw limit;
        } catch (IOException | RuntimeException | StackOverflowError unreadable) {
            // Whatever is wrong with the file as such, its reader has said; of the proofs inside it
            // is to be said that nothing came of them.
            if (credentials.any) {
                credentials.found("any", Verdict.UNPROVED, "unreadable", "");
            }
        }
        if (credentials.any) {
            job.facts.say("credential-tool", TOOL);
        }
    }

    private void look() throws IOException {
        byte[] head;
        try (InputStream in = job.content.open()) {
            head = in.readNBytes(16);
        }
        if (head.length < 16) {
            return;
        }
        if (PlainText.starts(head, "PK\3\4")) {
            zip();
            return;
        }
        byte[] store = Jumbf.find(job.content, head);
        if (store.length > 0) {
            new C2pa(job.content, this).check(store);
        }
    }

    private void zip() throws IOException {
        try (ZipFile zip = Archives.open(job.content)) {
            if (ProofMode.isOne(zip)) {
                new ProofMode(job, zip, this).check();
            } else if (SignedWacz.isOne(zip)) {
                new SignedWacz(job, zip, this).check();
            }
        } catch (ZipException damaged) {
            // Its reader has said so.
        }
    }

    /// One thing found out.
    ///
    /// @param detail in the file's own words; hostile, so it is only ever shown
    void found(String scheme, Verdict verdict, String code, String detail) {
        any = true;
        job.facts.say(
                "credential",
                "%s %s %s %s"
                        .formatted(
                                scheme,
                                verdict.name().toLowerCase(java.util.Locale.ROOT),
                                code,
                                Clean.cut(detail, 1_000))
                        .strip());
    }
}
