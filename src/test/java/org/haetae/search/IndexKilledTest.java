package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// That `kill -9` costs no more than what was not committed.
class IndexKilledTest {

    private static final int TOGETHER = 10;

    @TempDir Path folder;

    /// The process that is killed: puts ten items, commits, says so, and goes on for ever.
    public static final class Child {
        public static void main(String[] arguments) {
            Index index = Index.open(Path.of(arguments[0]), Shelf.KEY, (item, page) -> "");
            for (long position = index.position() + 1; ; position++) {
                List<SearchDocument> documents = new ArrayList<>();
                for (int i = 0; i < TOGETHER; i++) {
                    documents.add(Shelf.document("name " + position, "alpha number " + i));
                }
                index.put(documents);
                index.commit(position);
                System.out.println(position);
            }
        }
    }

    @RepeatedTest(3)
    void whatWasCommittedOutlivesTheProcess() throws IOException, InterruptedException {
        Random random = new Random();
        long before = -1;
        for (int round = 0; round < 2; round++) {
            Process child =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Child.class.getName(),
                                    folder.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            long said = before;
            long killAfter = before + 1 + random.nextInt(20);
            try (BufferedReader lines = child.inputReader()) {
                String line = lines.readLine();
                while (line != null && said < killAfter) {
                    said = Long.parseLong(line);
                    line = lines.readLine();
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertThat(said).as("the child must have got somewhere").isGreaterThan(before);
            try (Index index = Index.open(folder, Shelf.KEY, (item, page) -> "")) {
                assertThat(index.rebuilt()).isEmpty();
                assertThat(index.position()).isGreaterThanOrEqualTo(said);
                assertThat(index.count(Clearance.SYSTEM))
                        .isEqualTo((index.position() + 1) * TOGETHER);
                assertThat(index.verify()).isEmpty();
                index.remove(List.of(ItemId.random()));
                before = index.position();
            }
        }
    }
}
