package org.haetae.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Words that may name a person: from a file, from standard input, or typed at the terminal. Never
/// from the command line, which every user of the machine and the shell's history can read.
final class SealedWords {

    private static final Path STANDARD_INPUT = Path.of("-");

    private SealedWords() {}

    /// @param what as it is asked for
    /// @param option the one that names the file
    /// @param file `-` is standard input; null: asked for
    /// @throws Misuse when there are none
    static String of(String what, String option, @Nullable Path file) throws IOException {
        String words = (file == null ? typed(what, option) : read(option, file)).strip();
        if (words.isEmpty()) {
            throw new Misuse("%s is empty".formatted(what));
        }
        return words;
    }

    /// Words that may name nobody and then may stand on the command line, or else in a file.
    ///
    /// @param option the one that has the words; with `-file` after it, the one that names the file
    /// @param words empty: none
    /// @param file `-` is standard input; null: none
    /// @throws Misuse when both are given, or the file has none
    static String either(String option, String words, @Nullable Path file) throws IOException {
        if (file == null) {
            return words;
        }
        if (!words.isEmpty()) {
            throw new Misuse("give %s or %s-file, not both".formatted(option, option));
        }
        return of("what %s-file names".formatted(option), option + "-file", file);
    }

    private static String read(String option, Path file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Misuse("the file of %s cannot be read: %s".formatted(option, file));
        }
        return Files.readString(file);
    }

    private static String typed(String what, String option) {
        if (!Terminal.isInteractive()) {
            throw new Misuse(
                    "there is no terminal to ask for %s; give %s FILE, or - for standard input"
                            .formatted(what, option));
        }
        String typed = System.console().readLine("%s: ", what);
        return typed == null ? "" : typed;
    }
}
