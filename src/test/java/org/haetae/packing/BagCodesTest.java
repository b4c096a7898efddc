package org.haetae.packing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.haetae.ledger.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each code of a bag is found in a bag that has this fault. Without its line here a new code does
/// not compile.
class BagCodesTest {

    @TempDir Path folder;
    private Path bag;

    @BeforeEach
    void pack() throws IOException {
        bag = folder.resolve("bag");
        try (Parcel parcel = Parcel.folder(bag)) {
            BagWriter writer = new BagWriter(parcel);
            for (String file : new String[] {"one.txt", "two.txt"}) {
                try (var out = writer.payload(file)) {
                    out.write(("an invented letter, " + file).getBytes(UTF_8));
                }
            }
            writer.finish(Map.of());
        }
    }

    @Test
    void aWholeBagHasNoFinding() throws IOException {
        assertThat(BagCheck.of(bag).findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasABagThatHasIt(BagCode code) throws IOException {
        harm(code);
        assertThat(BagCheck.of(bag).findings()).extracting(Finding::code).contains(code.code());
    }

    /// 20 MB of lists that pack to a few kilobytes.
    @Test
    void listsOfABagThatWasSentAreReadAsFarAsMemoryAllows() throws IOException {
        byte[] lines = "0 data/a\n".repeat(20 << 17).getBytes(UTF_8);
        var files = new TreeMap<String, BagCheck.BagFile>();
        for (String name : new String[] {"bagit.txt", "data/one.txt"}) {
            byte[] content = Files.readAllBytes(bag.resolve(name));
            files.put(
                    name,
                    new BagCheck.BagFile(content.length, () -> new ByteArrayInputStream(content)));
        }
        files.put(
                "manifest-sha256.txt",
                new BagCheck.BagFile(lines.length, () -> new ByteArrayInputStream(lines)));
        BagCheck.Result result = BagCheck.of(files);
        assertThat(result.isValid()).isFalse();
        assertThat(result.findings()).extracting(Finding::code).contains("BAG-LISTS-TOO-LONG");
    }

    @Test
    void oneLineWithoutEndIsNotHeld() throws IOException {
        write("fetch.txt", "x".repeat(200_000));
        assertThat(BagCheck.of(bag).findings())
                .extracting(Finding::code, Finding::subject)
                .containsOnly(tuple("BAG-LISTS-TOO-LONG", "fetch.txt"));
    }

    @Test
    void valuesGoOnInFurtherLines() throws IOException {
        append("bag-info.txt", "Note: one\n two\n\tthree\nNote: four\n");
        assertThat(BagCheck.of(bag).info()).containsEntry("Note", List.of("one two three", "four"));
    }

    private void harm(BagCode code) throws IOException {
        switch (code) {
            case DECLARATION_WRONG -> write("bagit.txt", "a bag");
            case VERSION_UNKNOWN -> replace("bagit.txt", "1.0", "7.0");
            case VERSION_OLD -> replace("bagit.txt", "1.0", "0.97");
            case PAYLOAD_MISSING -> {
                Files.delete(bag.resolve("data/one.txt"));
                Files.delete(bag.resolve("data/two.txt"));
                Files.delete(bag.resolve("data"));
            }
            case MANIFEST_MISSING -> {
                Files.delete(bag.resolve("manifest-sha256.txt"));
                Files.delete(bag.resolve("manifest-sha512.txt"));
            }
            case LINE_MALFORMED -> append("manifest-sha256.txt", "what is this?\n");
            case LISTS_TOO_LONG ->
                    append("bag-info.txt", "Contact-Name: A\n" + " and others\n".repeat(10_000));
            case PATH_UNSAFE -> append("manifest-sha256.txt", "00  data/../../secret\n");
            case FILE_TWICE -> append("manifest-sha256.txt", "00  data/one.txt\n");
            case FILE_REPEATED -> {
                replace("bagit.txt", "1.0", "0.97");
                String lines = read("manifest-sha256.txt");
                write("manifest-sha256.txt", lines + lines);
            }
            case FILE_MISSING -> Files.delete(bag.resolve("data/one.txt"));
            case FILE_UNLISTED -> write("data/three.txt", "put in");
            case FILE_ALTERED -> write("data/one.txt", "another letter");
            case ALGORITHM_UNKNOWN -> write("manifest-whirl9.txt", "00  data/one.txt\n");
            case NOTHING_CHECKED -> {
                Files.delete(bag.resolve("manifest-sha512.txt"));
                rename("manifest-sha256.txt", "manifest-whirl9.txt");
            }
            case ALGORITHM_WEAK -> {
                Files.delete(bag.resolve("manifest-sha512.txt"));
                rename("manifest-sha256.txt", "manifest-md5.txt");
            }
            case OXUM_DIFFERS -> replace("bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 9");
            case LINK_FOUND ->
                    Files.createSymbolicLink(bag.resolve("data/three.txt"), Path.of("/etc/hosts"));
            case FETCH_LEFT -> write("fetch.txt", "http://archive.invalid/x 12 data/three.txt\n");
            case PATH_ODD -> replace("manifest-sha256.txt", "  data/one", "  ./data/one");
            case NAMES_ALIKE -> write("data/ONE.txt", "a name that others take for the same");
            case SYSTEM_FILE -> write("data/Thumbs.db", "small pictures");
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(bag.resolve(file));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(bag.resolve(file), text);
    }

    private void append(String file, String line) throws IOException {
        write(file, read(file) + line);
    }

    private void replace(String file, String from, String to) throws IOException {
        assertThat(read(file)).contains(from);
        write(file, read(file).replace(from, to));
    }

    private void rename(String from, String to) throws IOException {
        Files.move(bag.resolve(from), bag.resolve(to));
    }
}
