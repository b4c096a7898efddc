package org.haetae.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haetae.SharedData;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The Library of Congress's conformance suite for BagIt: valid bags pass, those with a warning
/// pass and have it, invalid ones are refused.
///
/// What differs: `duplicate-file-with-different-case` has one of its two files only, as a system
/// that cannot tell their names apart leaves it; here they can be told apart, so one is missing and
/// the bag is refused. The bags for Windows alone are refused here too.
class BagSuiteTest {

    @TempDir private Path folder;

    private static final Map<String, String> WARNINGS =
            Map.of(
                    "made-with-md5sum-tools", "BAG-PATH-ODD",
                    "relative-path", "BAG-PATH-ODD",
                    "same-filename-listed-twice-with-different-normalization", "BAG-NAMES-ALIKE",
                    "same-filename-listed-twice-with-the-same-hash", "BAG-FILE-REPEATED",
                    "special-system-files", "BAG-SYSTEM-FILE");

    @TestFactory
    Stream<DynamicTest> everyBagHasTheVerdictOfItsFolder() throws IOException {
        return bags().stream()
                .map(
                        bag ->
                                dynamicTest(
                                        bag.getParent().getParent().getFileName()
                                                + " "
                                                + bag.getParent().getFileName()
                                                + " "
                                                + bag.getFileName(),
                                        () -> check(bag)));
    }

    @Test
    void theSuiteIsWhole() throws IOException {
        assertThat(bags()).hasSizeGreaterThan(40);
        assertThat(bags().stream().filter(bag -> bag.getParent().endsWith("valid"))).hasSize(13);
    }

    private void check(Path bag) throws IOException {
        BagCheck.Result result = BagCheck.of(whole(bag));
        String kind = bag.getParent().getFileName().toString();
        String name = bag.getFileName().toString();
        if (name.equals("duplicate-file-with-different-case")) {
            assertThat(result.findings())
                    .filteredOn(one -> one.severity() == Severity.ERROR)
                    .extracting(Finding::code, Finding::subject)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    "BAG-FILE-MISSING", "data/HELLO.txt"));
        } else if (kind.equals("valid")) {
            assertThat(result.isValid()).as(result.findings().toString()).isTrue();
        } else if (kind.equals("warning")) {
            assertThat(result.isValid()).as(result.findings().toString()).isTrue();
            assertThat(result.findings()).extracting(Finding::code).contains(WARNINGS.get(name));
        } else {
            assertThat(result.isValid()).isFalse();
        }
    }

    /// A file that systems make by themselves, and that copies of the suite leave out.
    private Path whole(Path bag) throws IOException {
        if (!bag.endsWith("special-system-files")) {
            return bag;
        }
        Path copy = folder.resolve("bag");
        try (Stream<Path> files = Files.walk(bag)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(bag.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.write(to, Files.readAllBytes(file));
                }
            }
        }
        Path left = copy.resolve("data/.DS_Store");
        if (!Files.exists(left)) {
            Files.createFile(left);
        }
        return copy;
    }

    private static List<Path> bags() throws IOException {
        try (Stream<Path> all = Files.walk(SharedData.custody("bagit-suite"), 3)) {
            return all.filter(Files::isDirectory)
                    .filter(path -> Files.isDirectory(path.resolve("data")))
                    .filter(path -> !path.endsWith("data"))
                    .sorted()
                    .toList();
        }
    }
}
