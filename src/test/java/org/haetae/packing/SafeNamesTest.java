package org.haetae.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names as given become names that every file system can hold.
class SafeNamesTest {

    @TempDir Path folder;

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void aLongNameInHangulFitsIntoAFileSystem() throws Exception {
        String name = "가".repeat(120) + ".hwp";
        String safe = new SafeNames().of(name, "id");
        assertThat(bytes(safe)).isLessThanOrEqualTo(140);
        assertThat(safe).startsWith("가가가").endsWith("_.hwp");
        Files.createFile(folder.resolve(safe));
    }

    @Test
    void aNameIsNeverCutInsideACharacter() {
        // Three bytes a syllable, four a face, and a letter of which readers see one and bytes are
        // many.
        for (String one : new String[] {"한", "😀", "e\u0301", "👩\u200D👧"}) {
            for (int before = 0; before < 8; before++) {
                String safe = new SafeNames().of("x".repeat(before) + one.repeat(100), "id");
                assertThat(bytes(safe)).isLessThanOrEqualTo(140);
                assertThat(
                                new String(
                                        safe.getBytes(StandardCharsets.UTF_8),
                                        StandardCharsets.UTF_8))
                        .isEqualTo(safe);
                assertThat(safe).endsWith("_");
            }
        }
        String marks = "a" + "\u0301".repeat(500);
        assertThat(bytes(new SafeNames().of(marks, "id"))).isLessThanOrEqualTo(140);
    }

    @Test
    void whatIsShortStaysAsItIs() {
        assertThat(new SafeNames().of("서류/명령 14.pdf", "id")).isEqualTo("서류/명령 14.pdf");
    }

    @Test
    void twoLongNamesThatBeginAlikeLieInTwoPlaces() {
        SafeNames names = new SafeNames();
        String long1 = names.of("가".repeat(119) + "1.txt", "first");
        String long2 = names.of("가".repeat(119) + "2.txt", "second");
        assertThat(long2).isNotEqualTo(long1).startsWith("second/");
    }
}
