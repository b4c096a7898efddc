package org.haetae.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.haetae.access.Clearance;
import org.haetae.search.Answer;
import org.haetae.search.Hit;
import org.haetae.search.Passage;
import org.haetae.search.SearchRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae search`: ranked hits with the passage that fits best.
@Command(
        name = "search",
        header = "Searches what was read.",
        description = {
            "Searches: words, \"phrases\", AND OR NOT, ( ), NEAR/5, prefix*, fuzzy~1, type: language: date: name: outcome:",
            "With --list FILE each line of the file is a query, and the answer is a line for each with its count.",
            "A QUERY of - is read from standard input: every user of the machine can read a command line while it runs."
        },
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            arity = "0..1",
            paramLabel = "QUERY",
            description = "what to look for; - is read from standard input")
    private @Nullable String query;

    @Option(
            names = "--limit",
            defaultValue = "10",
            paramLabel = "N",
            description = "most hits (default: ${DEFAULT-VALUE})")
    private int limit = 10;

    @Option(names = "--after", paramLabel = "CURSOR", description = "go on after this place")
    private @Nullable String after;

    @Option(names = "--list", paramLabel = "FILE", description = "queries, one a line")
    private @Nullable Path list;

    SearchCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (query == null && list == null) {
            throw new Misuse("give a query, or --list FILE with one a line");
        }
        if (limit < 1 || limit > SearchRequest.MOST) {
            throw new Misuse(
                    "--limit is %d; it goes from 1 to %d".formatted(limit, SearchRequest.MOST));
        }
        var sought = "-".equals(query) ? SealedWords.of("the query", "QUERY", Path.of("-")) : query;
        var queries = list == null ? List.<String>of() : lines(list);
        try (var rooms = opener.open(common.home())) {
            rooms.index().refresh();
            if (rooms.indexing().isBehind()) {
                terminal.say(
                        "not everything that was read can be found yet; `haetae reindex` makes the index complete");
            }
            var by = Console.clearance(rooms);
            return list == null ? one(rooms, by, sought) : each(rooms, by, queries);
        }
    }

    /// Bytes that are no UTF-8 become the replacement character: such a line finds nothing, the
    /// others do.
    private static List<String> lines(Path list) {
        try {
            return new String(Files.readAllBytes(list), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new Misuse("--list names %s, which cannot be read".formatted(list));
        }
    }

    private int one(Rooms rooms, Clearance by, @Nullable String sought) {
        var first = SearchRequest.of(sought).limit(limit);
        return switch (rooms.index().search(by, after == null ? first : first.after(after))) {
            case Answer.NotUnderstood wrong -> {
                terminal.say("haetae search: " + wrong.problem().english());
                yield Exit.WRONG_USE;
            }
            case Answer.Found found -> {
                found.hits().forEach(this::tell);
                terminal.say(
                        "%,d%s items fit; %d shown, in %d ms"
                                .formatted(
                                        found.total(),
                                        found.totalExact() ? "" : " or more",
                                        found.hits().size(),
                                        found.took().toMillis()));
                found.next().ifPresent(next -> terminal.say("more: --after " + next));
                yield Exit.DONE;
            }
        };
    }

    private int each(Rooms rooms, Clearance by, List<String> queries) {
        var wrong = false;
        for (var line : queries) {
            if (line.isBlank()) {
                continue;
            }
            var row = new LinkedHashMap<String, Object>();
            row.put("query", line);
            switch (rooms.index().search(by, SearchRequest.of(line).limit(limit))) {
                case Answer.NotUnderstood problem -> {
                    wrong = true;
                    row.put("problem", problem.problem().english());
                }
                case Answer.Found found -> {
                    row.put("total", found.total());
                    row.put("exact", found.totalExact());
                    row.put("micros", found.took().toNanos() / 1_000);
                    row.put(
                            "items",
                            found.hits().stream().map(hit -> hit.item().toString()).toList());
                }
            }
            if (common.json()) {
                terminal.row(row);
            } else {
                terminal.line("%10s  %s".formatted(row.getOrDefault("total", "?"), line));
            }
        }
        return wrong ? Exit.FINDINGS : Exit.DONE;
    }

    private void tell(Hit hit) {
        var passage = hit.passages().stream().findFirst();
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("item", hit.item().toString());
            row.put("path", hit.path());
            row.put("title", hit.title().isEmpty() ? null : hit.title());
            row.put("page", passage.map(Passage::page).orElse(null));
            row.put("passage", passage.map(Passage::text).orElse(null));
            row.put("score", hit.score());
            terminal.row(row);
        } else {
            terminal.line(hit.path() + passage.map(found -> ", page " + found.page()).orElse(""));
            passage.ifPresent(found -> terminal.line("    " + marked(found).replace('\n', ' ')));
        }
    }

    /// The passage with what was looked for between brackets.
    private static String marked(Passage passage) {
        var codePoints = passage.text().codePoints().toArray();
        var out = new StringBuilder();
        int at = 0;
        for (var mark : passage.marks()) {
            out.append(new String(codePoints, at, mark.start() - at));
            out.append('[')
                    .append(new String(codePoints, mark.start(), mark.end() - mark.start()))
                    .append(']');
            at = mark.end();
        }
        return out.append(new String(codePoints, at, codePoints.length - at)).toString();
    }
}
