package org.haetae;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Test suites that others wrote, which lie beside the repository and not in it.
public final class SharedData {

    private SharedData() {}

    /// This folder of the names and lists; the test that asks is skipped where they are not.
    public static Path resolve(String folder) {
        return folder("resolve/" + folder);
    }

    /// This folder of them; the test that asks is skipped where they are not.
    public static Path custody(String folder) {
        return folder("custody/" + folder);
    }

    private static Path folder(String folder) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("shared/data").resolve(folder);
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        assumeTrue(false, "shared/data/" + folder + " is not beside the repository; skipped");
        throw new IllegalStateException("not reached");
    }
}
