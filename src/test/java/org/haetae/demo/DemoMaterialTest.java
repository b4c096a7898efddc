package org.haetae.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The folder of samples is complete, small and portable. What can be read in it is tested where
/// the readers are: `org.haetae.extract.worker.DemoReadingTest`.
class DemoMaterialTest {

    private static List<String> index() throws IOException {
        try (InputStream in = DemoMaterialTest.class.getResourceAsStream("/demo/INDEX")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(DemoMaterialTest.class.getResource("/demo/INDEX").toURI()).getParent();
    }

    @Test
    void theIndexListsExactlyTheFiles() throws IOException, URISyntaxException {
        Path folder = folder();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            index().stream(),
                                            Stream.of("INDEX", "claims.jsonl", "cases.jsonl"))
                                    .toList());
        }
    }

    /// Claims name items by the SHA-256 of their files, so no byte of these may change on the way.
    @Test
    void everyClaimNamesAShippedFile() throws Exception {
        var files = new HashSet<String>();
        for (String name : index()) {
            files.add(
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(Files.readAllBytes(folder().resolve(name)))));
        }
        var json = JsonMapper.builder().build();
        assertThat(Files.readAllLines(folder().resolve("claims.jsonl")))
                .filteredOn(line -> line.startsWith("{"))
                .hasSizeGreaterThan(300)
                .allSatisfy(
                        line ->
                                assertThat(files)
                                        .contains(json.readTree(line).get("item").asString()));
    }

    @Test
    void thePlacesLieWhereTheyAreMadeToLie() throws Exception {
        assertThat(Files.readAllBytes(folder().resolve("04-lists/places.geojson")))
                .isEqualTo(Lists.places());
    }

    @Test
    void theWholeIsSmallAndItsNamesWorkInEveryLocale() throws IOException, URISyntaxException {
        long bytes = 0;
        for (String name : index()) {
            bytes += Files.size(folder().resolve(name));
        }
        assertThat(bytes).isLessThan(3_000_000);
        assertThat(index()).allMatch(name -> name.matches("[A-Za-z0-9./_-]+"));
    }

    @Test
    void theSamplesComeInManyFormats() throws IOException {
        assertThat(index().stream().map(name -> name.substring(name.lastIndexOf('.') + 1)))
                .contains("docx", "odt", "hwp", "hwpx", "rtf", "pdf", "txt", "html", "epub")
                .contains("pptx", "xlsx", "xls", "ods", "csv", "eml", "msg", "mbox", "warc")
                .contains("wacz", "zip", "7z", "gz", "jpg", "png", "tif", "svg", "wav", "mp3")
                .contains("geojson", "unknown");
    }
}
