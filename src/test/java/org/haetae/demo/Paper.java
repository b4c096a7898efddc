package org.haetae.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One text of the story, before it becomes a file of some format.
///
/// The sources lie as plain files in `src/test/resources/demo-text`, named `id.language.txt`: first
/// line `# title`, then `## heading`, lines of text, rows `a | b`, and `---` between pages.
///
/// @param language `ko`, `en`, `zh` or `ru`; decides in which words the paper says that it is
///   invented
record Paper(String id, String language, String title, List<List<Block>> pages) {

    sealed interface Block {
        String text();
    }

    record Heading(String text) implements Block {}

    record Line(String text) implements Block {}

    record Row(List<String> cells) implements Block {
        @Override
        public String text() {
            return String.join(" | ", cells);
        }
    }

    private static final String MARK_EN =
            "Sample material for Haetae. All persons, places and events are invented.";

    /// What every sample says of itself, in its own language and in English.
    static String mark(String language) {
        return switch (language) {
            case "ko" -> "해태 시연용 자료. 등장하는 인물, 장소, 사건은 모두 지어낸 것입니다. / " + MARK_EN;
            case "zh" -> "海台演示材料。人物、地点与事件均为虚构。 / " + MARK_EN;
            case "ru" ->
                    "Учебный материал для Haetae. Все лица, места и события вымышлены. / "
                            + MARK_EN;
            case "en" -> MARK_EN;
            default -> throw new IllegalArgumentException("no mark in language " + language);
        };
    }

    String mark() {
        return mark(language);
    }

    static String source(String name) {
        try (InputStream in = Paper.class.getResourceAsStream("/demo-text/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no demo text " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Paper of(String name) {
        String[] parts = name.split("\\.");
        List<String> lines = source(name + ".txt").lines().toList();
        List<List<Block>> pages = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : lines.subList(1, lines.size())) {
            if (line.equals("---")) {
                pages.add(new ArrayList<>());
            } else if (!line.isBlank()) {
                pages.getLast().add(block(line));
            }
        }
        return new Paper(parts[0], parts[1], lines.getFirst().substring(2), pages);
    }

    private static Block block(String line) {
        if (line.startsWith("## ")) {
            return new Heading(line.substring(3));
        }
        if (line.contains(" | ")) {
            return new Row(Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
        }
        return new Line(line);
    }

    List<Block> blocks() {
        return pages.stream().flatMap(List::stream).toList();
    }

    /// The whole as plain text, mark first.
    String plain() {
        var text = new StringBuilder(title).append('\n').append(mark()).append("\n\n");
        for (Block block : blocks()) {
            text.append(block instanceof Heading ? "\n" : "").append(block.text()).append('\n');
        }
        return text.toString();
    }
}
