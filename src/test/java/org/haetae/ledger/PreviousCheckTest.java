package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether each entry names the one before it, held against a map that remembers everything.
class PreviousCheckTest {

    /// Of few entries all stay in memory, of many most wait in the file.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 300_000})
    void whatAMapWouldFindIsFound(int entries) throws IOException {
        long seed = Long.getLong("haetae.seed", System.nanoTime());
        System.out.println("entries by -Dhaetae.seed=" + seed);
        var random = new Random(seed);
        var objects = random.longs(entries / 3 + 1).toArray();
        Map<Long, Long> last = new HashMap<>();
        List<PreviousCheck.Wrong> wrong = new ArrayList<>();
        long waiting = temporary();
        try (var check = new PreviousCheck()) {
            for (long position = 0; position < entries; position++) {
                long object = objects[random.nextInt(objects.length)];
                Long before = last.put(object, position);
                var right = before == null ? OptionalLong.empty() : OptionalLong.of(before);
                var named = right;
                if (random.nextInt(500) == 0) {
                    named = OptionalLong.of(position + random.nextInt(3));
                } else if (random.nextInt(500) == 0) {
                    named = OptionalLong.empty();
                }
                if (!named.equals(right)) {
                    wrong.add(new PreviousCheck.Wrong(position, named, right));
                }
                check.add(object, position, named);
            }
            assertThat(check.wrong()).isEqualTo(wrong);
        }
        assertThat(temporary()).as("files left behind").isLessThanOrEqualTo(waiting);
    }

    private static long temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("haetae-verify"))
                    .count();
        }
    }
}
