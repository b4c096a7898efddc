package org.haetae.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.designations.KeptVersion;
import org.haetae.designations.ListImport;
import org.haetae.names.HistoricDate;
import org.haetae.names.Language;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.ListKeeper;
import org.haetae.sanctions.ListRefused;
import org.haetae.sanctions.ListVersion;
import org.haetae.sanctions.PeopleTable;
import org.haetae.sanctions.Screen;
import org.haetae.sanctions.Screen.Answer;
import org.haetae.sanctions.Screen.Question;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae match`.
@Command(
        name = "match",
        header = "Tells who on a sanctions list a name could be.",
        description = {
            "Who on a list of sanctions a name could be, with the reasons: the likeliest entry first, one answer",
            "for each. The list is the version taken in last (--in), or files that need no home (--file). It tells",
            "what was so on its own day."
        },
        mixinStandardHelpOptions = true)
final class MatchCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "in any script")
    private @Nullable String name;

    @Option(names = "--in", paramLabel = "LIST", description = "un-sc, ofac, eu, uk or ftm")
    private @Nullable String list;

    @Option(names = "--file", paramLabel = "FILE", description = "a list as it is published")
    private List<Path> files = List.of();

    @Option(
            names = "--batch",
            paramLabel = "CSV",
            description =
                    "people to look for: a table with the column name (or full_name), and where known kind, born (or date_of_birth), nationality")
    private @Nullable Path batch;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "person, organisation, vessel or aircraft")
    private @Nullable String kind;

    @Option(
            names = "--born",
            paramLabel = "EDTF",
            description = "date of birth: 1961, 1961-05, 1961~")
    private @Nullable String born;

    @Option(names = "--nationality", paramLabel = "COUNTRY")
    private List<String> nationalities = List.of();

    @Option(names = "--top", paramLabel = "N", defaultValue = "5")
    private int top = 5;

    @Option(
            names = "--language",
            paramLabel = "en|ko",
            defaultValue = "en",
            description = "of the reasons (default: ${DEFAULT-VALUE})")
    private String language = "en";

    MatchCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if ((name == null) == (batch == null)) {
            throw new Misuse("give a name, or --batch with a table of names");
        }
        if ((list == null) == files.isEmpty()) {
            throw new Misuse("give --in LIST for the list taken in last, or --file FILE");
        }
        if (top < 1 || top > 1_000) {
            throw new Misuse("--top is %d; expected 1 to 1000".formatted(top));
        }
        var asked =
                name == null
                        ? List.<Question>of()
                        : List.of(question(name, kind, born, nationalities));
        var version = version();
        terminal.say(
                "%s as of %s"
                        .formatted(
                                version.format().keeper().list(),
                                version.dated()
                                        .map(HistoricDate::edtf)
                                        .orElse("a day that the list does not tell")));
        var screen = Screen.of(version.entries());
        if (batch == null) {
            asked.forEach(one -> tell(1, one, screen.ask(one, top)));
        } else {
            batch(screen, batch);
        }
        return Exit.DONE;
    }

    private ListVersion version() throws IOException {
        try {
            if (list == null) {
                for (var file : files) {
                    if (!Files.isReadable(file)) {
                        throw new Misuse("%s cannot be read".formatted(file));
                    }
                }
                return ListFiles.read(files.stream().map(ImportListCommand::source).toList());
            }
            var keeper =
                    ListKeeper.of(list)
                            .orElseThrow(
                                    () ->
                                            new Misuse(
                                                    "there is no list \"%s\"; lists are %s"
                                                            .formatted(
                                                                    list,
                                                                    Stream.of(ListKeeper.values())
                                                                            .map(ListKeeper::word)
                                                                            .collect(
                                                                                    Collectors
                                                                                            .joining(
                                                                                                    ", ")))));
            try (var rooms = opener.open(common.home())) {
                var by = Console.clearance(rooms);
                var kept =
                        KeptVersion.latest(rooms.database(), rooms.archive(), by, keeper)
                                .orElseThrow(
                                        () ->
                                                new Misuse(
                                                        "no version of %s was taken in; run haetae import %s FILE first, or give --file"
                                                                .formatted(
                                                                        keeper.word(),
                                                                        keeper.word())));
                return ListFiles.read(ListImport.sources(rooms.archive(), by, kept.items()));
            }
        } catch (ListRefused refused) {
            throw new Misuse(String.valueOf(refused.getMessage()));
        }
    }

    private void batch(Screen screen, Path table) throws IOException {
        try (var text = Files.newBufferedReader(table, StandardCharsets.UTF_8)) {
            var subject =
                    kind == null
                            ? Optional.<Subject>empty()
                            : question("", kind, null, List.of()).subject();
            for (var asked : PeopleTable.read(text, subject, Integer.MAX_VALUE)) {
                tell(asked.row(), asked.question(), screen.ask(asked.question(), top));
            }
        } catch (PeopleTable.Unreadable | MalformedInputException e) {
            throw new Misuse("%s: %s".formatted(table, e.getMessage()));
        }
    }

    private static Question question(
            String name, @Nullable String kind, @Nullable String born, List<String> nationalities) {
        try {
            return PeopleTable.question(
                    name,
                    Optional.ofNullable(kind),
                    Optional.empty(),
                    Optional.ofNullable(born),
                    nationalities);
        } catch (IllegalArgumentException e) {
            throw new Misuse(String.valueOf(e.getMessage()));
        }
    }

    private void tell(int number, Question asked, List<Answer> answers) {
        var told = new ArrayList<Answer>(answers);
        if (batch != null) {
            told.removeIf(answer -> !answer.toReview());
        }
        int rank = 0;
        for (var answer : told) {
            rank++;
            var why =
                    answer.name()
                            .explanation()
                            .sentence((language.equals("ko") ? Language.KOREAN : Language.ENGLISH));
            if (common.json()) {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("query", number);
                row.put("rank", rank);
                row.put("entry", answer.entry().id());
                row.put("number", answer.entry().number());
                row.put("caption", answer.entry().caption());
                row.put("name", answer.listed().text());
                row.put("score", Math.round(answer.score() * 10_000) / 10_000.0);
                row.put("review", answer.toReview());
                row.put("born", answer.born().name().toLowerCase(Locale.ROOT));
                row.put("nationality", answer.nationality().name().toLowerCase(Locale.ROOT));
                row.put("reason", why);
                terminal.row(row);
            } else {
                terminal.line(
                        "%s%.3f  %s  %s (%s)%n        %s"
                                .formatted(
                                        batch == null ? "" : asked.name() + "  ",
                                        answer.score(),
                                        answer.entry().number(),
                                        answer.entry().caption(),
                                        answer.listed().text(),
                                        why));
            }
        }
        if (told.isEmpty() && batch == null) {
            terminal.say("nobody on the list could be meant");
        }
    }
}
