package org.haetae;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.haetae.verify.Verifier;

/// Where `haetae-verify.jar` begins.
final class Verify {

    private Verify() {}

    /// Ends the process with the verdict; see [Verifier].
    public static void main(String[] words) {
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = new Verifier(out, err).run(words);
        out.flush();
        System.exit(code);
    }
}
