package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShreddingTest {

    private static final int LARGE = 20_000_001;

    @TempDir Path folder;

    @Test
    void aLargeFileIsOverwrittenToItsEndWithoutBeingHeldInMemory() throws IOException {
        var file = Files.write(folder.resolve("secret"), new byte[LARGE]);
        var otherName = Files.createLink(folder.resolve("other-name"), file);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Shredding.shred(file);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(LARGE / 2);
        assertThat(file).doesNotExist();
        var left = Files.readAllBytes(otherName);
        assertThat(left).hasSize(LARGE);
        // A chunk that was passed over would be 16 zeros in a row.
        assertThat(longestRunOfZeros(left)).isLessThan(16);
    }

    private static int longestRunOfZeros(byte[] bytes) {
        int longest = 0;
        int run = 0;
        for (byte one : bytes) {
            run = one == 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
