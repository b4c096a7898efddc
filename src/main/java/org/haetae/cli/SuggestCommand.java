package org.haetae.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.haetae.archive.ItemId;
import org.haetae.suggest.Labels;
import org.haetae.suggest.Rule;
import org.haetae.suggest.Shape;
import org.haetae.suggest.Suggester;
import org.haetae.suggest.Suggestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae suggest`: what texts mention and say, as rules propose it. Nothing is recorded.
@Command(
        name = "suggest",
        header = "Proposes what texts mention, for a person to accept.",
        description = {
            "Proposes what texts mention and say: people, organisations, places, treaties, documents, dates, numbers, acts, posts, designations.",
            "By rules alone, on this machine; nothing is recorded. Files are plain text in UTF-8; a form feed begins a page."
        },
        mixinStandardHelpOptions = true)
final class SuggestCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "plain text files; no home is needed")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--item", paramLabel = "ID", description = "the text of this item of the home")
    private @Nullable String item;

    @Option(names = "--rules", description = "tell what each rule goes by, and end")
    private boolean rules;

    @Option(
            names = "--language",
            defaultValue = "en",
            paramLabel = "en|ko",
            description =
                    "language of the words beside the suggestions (default: ${DEFAULT-VALUE})")
    private String language = "en";

    SuggestCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!language.equals("en") && !language.equals("ko")) {
            throw new Misuse("--language is %s; it is en or ko".formatted(language));
        }
        var labels = new Labels(Locale.of(language));
        if (rules) {
            for (var rule : Rule.values()) {
                tellRule(labels, rule);
            }
            return Exit.DONE;
        }
        if (files.isEmpty() == (item == null)) {
            throw new Misuse("give text files, or --item ID");
        }
        var suggester = new Suggester();
        return item == null ? ofFiles(suggester, labels) : ofItem(suggester, labels, item);
    }

    private int ofFiles(Suggester suggester, Labels labels) throws IOException {
        int ending = Exit.DONE;
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new Misuse("there is no file " + file);
            }
        }
        for (var file : files) {
            try {
                var text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                                .toString();
                int number = 1;
                for (var page : text.split("\f", -1)) {
                    tell(labels, "file", file.toString(), number++, suggester.suggest(page));
                }
            } catch (CharacterCodingException e) {
                terminal.say(
                        "haetae suggest: %s is no text in UTF-8; take it in with `haetae add` and name the item"
                                .formatted(file));
                ending = Exit.FINDINGS;
            }
        }
        return ending;
    }

    private int ofItem(Suggester suggester, Labels labels, String id) throws IOException {
        var named = new ItemId(Typed.id(id));
        try (var rooms = opener.open(common.home())) {
            // To propose is to work with it.
            var by = Console.clearance(rooms).using();
            var text =
                    rooms.archive().item(by, named).isPresent()
                            ? rooms.renditions().text(named)
                            : java.util.Optional.<org.haetae.extract.Text>empty();
            if (text.isEmpty()) {
                terminal.say("haetae suggest: there is no item %s with a text".formatted(id));
                return Exit.FINDINGS;
            }
            for (var page : text.get().pages()) {
                tell(labels, "item", id, page.number(), suggester.suggest(page.text()));
            }
            return Exit.DONE;
        }
    }

    private void tell(
            Labels labels, String source, String name, int page, List<Suggestion> suggestions) {
        for (var one : suggestions) {
            if (common.json()) {
                var row = new LinkedHashMap<String, Object>();
                row.put(source, name);
                row.put("page", page);
                row.put("start", one.start());
                row.put("end", one.end());
                row.put("quote", one.quote());
                row.put("kind", one.kind().word());
                row.put("value", one.value());
                row.put("rule", one.rule().code());
                row.put("claim", one.claim().map(SuggestCommand::claim).orElse(null));
                terminal.row(row);
            } else {
                terminal.line(
                        "%s %d:%d-%d  %s  %s%s  (%s)"
                                .formatted(
                                        name,
                                        page,
                                        one.start(),
                                        one.end(),
                                        labels.of(one.kind()),
                                        one.quote().replaceAll("\\s+", " "),
                                        one.value().equals(one.quote()) ? "" : " = " + one.value(),
                                        labels.of(one.rule())));
            }
        }
    }

    private static Map<String, Object> claim(Shape shape) {
        var claim = new LinkedHashMap<String, Object>();
        claim.put("kind", shape.kind());
        claim.put("properties", shape.properties());
        return claim;
    }

    private void tellRule(Labels labels, Rule rule) {
        if (common.json()) {
            terminal.row(Map.of("rule", rule.code(), "means", labels.of(rule)));
        } else {
            terminal.line("%-26s %s".formatted(rule.code(), labels.of(rule)));
        }
    }
}
