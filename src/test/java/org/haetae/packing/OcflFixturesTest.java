package org.haetae.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.SharedData;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The OCFL community's fixtures: good objects pass, objects with a warning pass and have it, bad
/// ones are refused with their own code, which the folder's name begins with.
class OcflFixturesTest {

    private static final Pattern CODE = Pattern.compile("[EW]\\d{3}");

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> everyFixtureHasTheVerdictOfItsName() throws IOException {
        Path suite = SharedData.custody("ocfl-fixtures").resolve("1.1");
        return Stream.of("good-objects", "warn-objects", "bad-objects")
                .flatMap(kind -> children(suite.resolve(kind)))
                .map(object -> dynamicTest(object.getFileName().toString(), () -> check(object)));
    }

    @Test
    void noneOfTheThreeKindsIsEmpty() throws IOException {
        Path suite = SharedData.custody("ocfl-fixtures").resolve("1.1");
        assertThat(
                        Stream.of("good-objects", "warn-objects", "bad-objects")
                                .map(kind -> children(suite.resolve(kind)).count()))
                .containsExactly(12L, 13L, 55L);
    }

    private void check(Path object) throws IOException {
        List<Finding> findings = OcflCheck.object(withoutKeep(object), true);
        String kind = object.getParent().getFileName().toString();
        List<String> expected =
                CODE.matcher(object.getFileName().toString())
                        .results()
                        .map(match -> "OCFL-" + match.group())
                        .toList();
        if (kind.equals("good-objects")) {
            assertThat(findings).isEmpty();
        } else if (kind.equals("warn-objects")) {
            assertThat(findings).allMatch(found -> found.severity() == Severity.WARNING);
            assertThat(findings)
                    .extracting(Finding::code)
                    .containsOnly(expected.toArray(new String[0]));
        } else {
            assertThat(findings).extracting(Finding::code).containsAll(expected);
            // What follows from the fault has codes of its own beside it.
            assertThat(findings).anyMatch(found -> found.severity() == Severity.ERROR);
        }
    }

    /// Git keeps no empty folder, so the one empty fixture is kept by a file that is no part of it.
    private Path withoutKeep(Path object) throws IOException {
        if (!Files.exists(object.resolve(".keep"))) {
            return object;
        }
        return Files.createDirectories(folder.resolve(object.getFileName().toString()));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatIsNoObjectHasOneFindingAndNoException() throws IOException {
        Files.write(folder.resolve("inventory.json"), new byte[] {'{'});
        assertThat(OcflCheck.object(folder, true))
                .extracting(Finding::code)
                .containsExactlyInAnyOrderElementsOf(Set.of("OCFL-E003", "OCFL-E033"));
    }
}
