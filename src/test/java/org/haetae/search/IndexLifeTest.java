package org.haetae.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an index that is closed, killed, damaged, or asked to forget.
class IndexLifeTest {

    @TempDir Path folder;

    @Test
    void whatWasCommittedIsThereAgainAndTheRestIsNot() {
        try (Shelf shelf = new Shelf(folder)) {
            assertThat(shelf.index.position()).isEqualTo(-1);
            shelf.put(Shelf.document("first", "alpha"));
            shelf.index.commit(7);
            shelf.put(Shelf.document("second", "alpha"));
        }
        try (Shelf shelf = new Shelf(folder)) {
            assertThat(shelf.index.rebuilt()).isEmpty();
            assertThat(shelf.index.position()).isEqualTo(7);
            assertThat(shelf.names("alpha")).containsExactly("first");
            assertThat(shelf.index.verify()).isEmpty();
        }
    }

    @Test
    void clearedItBeginsAnew() {
        try (Shelf shelf = new Shelf(folder)) {
            shelf.put(Shelf.document("first", "alpha"));
            shelf.index.commit(7);
            shelf.index.clear();
            assertThat(shelf.names("alpha")).isEmpty();
            assertThat(shelf.index.position()).isEqualTo(-1);
        }
        try (Shelf shelf = new Shelf(folder)) {
            assertThat(shelf.index.position()).isEqualTo(-1);
            assertThat(shelf.index.count(Clearance.SYSTEM)).isZero();
        }
    }

    /// One byte of one file after another is changed: the index either still answers rightly, or
    /// says that it is damaged; opened again after that it is empty at the beginning, never wrong.
    @Test
    void damageIsNoticedAndEndsInARebuild() throws IOException {
        Path made = folder.resolve("made");
        try (Shelf shelf = new Shelf(made)) {
            for (int i = 0; i < 20; i++) {
                shelf.put(Shelf.document("name " + i, "alpha beta " + i));
            }
            shelf.index.commit(20);
        }
        Random random = new Random(5);
        int rebuilt = 0;
        int noticed = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(made)) {
            files = all.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
        for (Path file : files) {
            Path copy = folder.resolve("copy-" + file.getFileName());
            Files.createDirectory(copy);
            for (Path one : files) {
                Files.copy(one, copy.resolve(one.getFileName()));
            }
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= 16;
            Files.write(copy.resolve(file.getFileName()), bytes);
            try (Shelf shelf = new Shelf(copy)) {
                if (shelf.index.rebuilt().isPresent()) {
                    rebuilt++;
                    assertThat(shelf.index.position()).isEqualTo(-1);
                    assertThat(shelf.names("")).isEmpty();
                } else if (shelf.index.verify().isPresent()) {
                    noticed++;
                } else {
                    assertThat(shelf.names("alpha")).hasSize(20);
                }
            }
        }
        assertThat(rebuilt + noticed).isGreaterThan(files.size() / 2);
    }

    @Test
    void anotherKeyMeansBeginningAnew() {
        try (Shelf shelf = new Shelf(folder)) {
            shelf.put(Shelf.document("first", "alpha"));
            shelf.index.commit(7);
        }
        try (Index index = Index.open(folder, new byte[32], (item, page) -> "")) {
            assertThat(index.rebuilt()).isPresent();
            assertThat(index.position()).isEqualTo(-1);
        }
    }

    @Test
    void noWordNameOrMetadataLiesReadableInTheFolder() throws IOException {
        try (Shelf shelf = new Shelf(folder)) {
            shelf.put(
                    Shelf.about(
                            Shelf.document("canaryname.pdf", "canarytext 요덕수용소"),
                            java.util.Map.of("author", "canaryauthor")));
            shelf.index.commit(1);
            assertThat(shelf.names("canarytext")).hasSize(1);
            assertThat(holders("canary", "요덕", "kind", "language")).isEmpty();
        }
    }

    /// The key is known here, so that it can be looked for what is left of an item beneath the
    /// seal.
    @Test
    void afterAPurgeNothingIsLeftOfWhatWasRemoved() throws IOException {
        SearchDocument witness = Shelf.document("canaryname", "canarytext");
        try (Shelf shelf = new Shelf(folder)) {
            shelf.put(witness, Shelf.document("other", "something"));
            shelf.index.commit(1);
            shelf.index.remove(List.of(witness.item()));
            shelf.index.purge(shelf.index.position());
            assertThat(shelf.names("canarytext")).isEmpty();
            assertThat(shelf.names("something")).hasSize(1);
        }
        try (org.haetae.archive.SealedDirectory directory =
                org.haetae.archive.SealedDirectory.open(folder, Shelf.KEY)) {
            for (String name : directory.listAll()) {
                if (name.equals("write.lock")) {
                    continue;
                }
                try (var input =
                        directory.openInput(name, org.apache.lucene.store.IOContext.DEFAULT)) {
                    byte[] bytes = new byte[(int) input.length()];
                    input.readBytes(bytes, 0, bytes.length);
                    assertThat(new String(bytes, ISO_8859_1)).as(name).doesNotContain("canary");
                }
            }
        }
    }

    private List<Path> holders(String... words) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(
                            file -> {
                                try {
                                    String raw = new String(Files.readAllBytes(file), ISO_8859_1);
                                    return Stream.of(words)
                                            .anyMatch(
                                                    word ->
                                                            raw.contains(
                                                                    new String(
                                                                            word.getBytes(UTF_8),
                                                                            ISO_8859_1)));
                                } catch (IOException failure) {
                                    throw new java.io.UncheckedIOException(failure);
                                }
                            })
                    .toList();
        }
    }
}
