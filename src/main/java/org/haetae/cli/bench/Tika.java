package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tika's own batch, which reads a folder and writes a folder of texts. Fetched by Maven when it is
/// first wanted; it is never shipped.
final class Tika {

    /// The newest version whose program is in the registry; the libraries that we use are newer.
    private static final String PROGRAM = "org.apache.tika:tika-app:3.2.2";

    /// OCR off, as on our side.
    private static final String SETTINGS =
            """
            <properties>
              <parsers>
                <parser class="org.apache.tika.parser.DefaultParser">
                  <parser-exclude class="org.apache.tika.parser.ocr.TesseractOCRParser"/>
                </parser>
              </parsers>
            </properties>
            """;

    private final Path program;
    private final Path work;

    private Tika(Path program, Path work) {
        this.program = program;
        this.work = work;
    }

    /// Empty when Maven is absent or the program cannot be had.
    static Optional<Tika> fetch(Path work) throws IOException, InterruptedException {
        var folder = Files.createDirectories(work.resolve("tika"));
        var program = folder.resolve("tika-app-3.2.2.jar");
        if (!Files.exists(program)) {
            var words =
                    List.of(
                            "mvn",
                            "-q",
                            "-B",
                            "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy",
                            "-Dartifact=" + PROGRAM,
                            "-DoutputDirectory=" + folder);
            try {
                Run.of(words, Map.of(), folder, folder.resolve("fetch"), Duration.ofMinutes(10));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        Files.writeString(folder.resolve("tika.xml"), SETTINGS);
        return Files.exists(program) ? Optional.of(new Tika(program, work)) : Optional.empty();
    }

    Run batch(Path folder, int round) throws IOException, InterruptedException {
        var texts = Folders.empty(work.resolve("tika-texts"));
        return Run.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        program.toString(),
                        "--config=" + program.resolveSibling("tika.xml"),
                        "-numConsumers",
                        "2",
                        "-JXmx512m",
                        "-t",
                        "-i",
                        folder.toString(),
                        "-o",
                        texts.toString()),
                Map.of(),
                texts,
                work.resolve("tika-round-" + round),
                Duration.ofHours(2));
    }
}
