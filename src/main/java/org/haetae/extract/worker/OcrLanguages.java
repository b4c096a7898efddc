package org.haetae.extract.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The languages that this machine's Tesseract can read.
public final class OcrLanguages {
    private static final Duration SOON = Duration.ofSeconds(5);

    private OcrLanguages() {}

    /// By Tesseract's names for them, such as `kor`; empty where there is no Tesseract. Asks the
    /// program, which takes some hundredths of a second.
    public static List<String> installed() throws InterruptedException {
        Path tesseract = Program.find("tesseract");
        if (tesseract == null) {
            return List.of();
        }
        try {
            Program.Result list =
                    Program.run(List.of(tesseract.toString(), "--list-langs"), Path.of("/"), SOON);
            return list == null
                    ? List.of()
                    : list.text()
                            .lines()
                            .skip(1)
                            .map(String::strip)
                            .filter(name -> !name.isEmpty() && !name.equals("osd"))
                            .sorted()
                            .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
