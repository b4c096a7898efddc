package org.haetae.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.haetae.names.Births;
import org.haetae.names.Comparison;
import org.haetae.names.Language;
import org.haetae.names.Name;
import org.haetae.names.NameIndex;
import org.haetae.names.NameKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae names`: the name matcher on files, without a home, a server or a network.
@Command(
        name = "names",
        header = "Compares names in any script.",
        description = {
            "Compares names of persons, organisations and places in any script.",
            "Files in, files out: no home is needed and nothing is kept."
        },
        mixinStandardHelpOptions = true)
final class NamesCommand implements Runnable {

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private NamesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do with names: score or rank");
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new NamesCommand(terminal))
                .addSubcommand(new Score(terminal))
                .addSubcommand(new Rank(terminal));
    }

    private abstract static class OnFiles implements Callable<Integer> {

        final Terminal terminal;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "write here instead of to standard output")
        private @Nullable Path out;

        @Option(
                names = "--language",
                defaultValue = "en",
                paramLabel = "en|ko",
                description = "language of the reasons (default: ${DEFAULT-VALUE})")
        private String language = "en";

        OnFiles(Terminal terminal) {
            this.terminal = terminal;
        }

        Language language() {
            return switch (language) {
                case "en" -> Language.ENGLISH;
                case "ko" -> Language.KOREAN;
                default -> throw new Misuse("--language is %s; it is en or ko".formatted(language));
            };
        }

        CSVPrinter printer() throws IOException {
            var format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
            return new CSVPrinter(
                    out == null
                            ? terminal.data()
                            : Files.newBufferedWriter(out, StandardCharsets.UTF_8),
                    format);
        }

        /// Standard output stays open: it is the process's.
        void finish(CSVPrinter printer) throws IOException {
            if (out == null) {
                printer.flush();
            } else {
                printer.close();
            }
        }

        /// Opens a table; what is no table at all is wrong use.
        static Table open(Path file) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new Misuse("there is no file " + file);
            }
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    Files.newInputStream(file), StandardCharsets.UTF_8));
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            var parser =
                    CSVFormat.DEFAULT
                            .builder()
                            .setLenientEof(true)
                            .setTrailingData(true)
                            .setIgnoreEmptyLines(true)
                            .get()
                            .parse(reader);
            var rows = parser.iterator();
            if (!rows.hasNext()) {
                parser.close();
                throw new Misuse(file + " is empty; its first row names the columns");
            }
            var columns = new ArrayList<String>();
            rows.next().forEach(columns::add);
            return new Table(file, parser, columns);
        }
    }

    /// A file with a first row that names its columns.
    private record Table(Path file, CSVParser parser, List<String> columns)
            implements AutoCloseable {

        int column(String... names) {
            for (var name : names) {
                int at = find(name);
                if (at >= 0) {
                    return at;
                }
            }
            throw new Misuse(
                    "%s has no column %s; it has %s"
                            .formatted(file, names[0], String.join(", ", columns)));
        }

        int find(String name) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).strip().equalsIgnoreCase(name)) {
                    return i;
                }
            }
            return -1;
        }

        static @Nullable String cell(CSVRecord row, int column) {
            return column >= 0 && column < row.size() ? row.get(column) : null;
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }

    private static NameKind kind(@Nullable String word) {
        if (word == null) {
            return NameKind.UNKNOWN;
        }
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "person", "individual", "people", "사람", "인물", "개인" -> NameKind.PERSON;
            case "organisation",
                    "organization",
                    "company",
                    "publicbody",
                    "unit",
                    "org",
                    "기관",
                    "조직",
                    "단체",
                    "회사" ->
                    NameKind.ORGANISATION;
            case "place", "address", "location", "facility", "장소", "지명" -> NameKind.PLACE;
            default -> NameKind.UNKNOWN;
        };
    }

    /// Adds to each pair of names how they agree.
    @Command(
            name = "score",
            description = {
                "Scores pairs of names: a CSV file with the columns a and b, and optional kind, born_a and born_b.",
                "Each row is written again with score, same_name and reason behind it. From 0.70 on a pair is worth a look; of names alone no score exceeds 0.90. Births are EDTF or words: 1957-01, 1957?, ca. 1957, 1957/1959, 1957 or 1958."
            },
            mixinStandardHelpOptions = true)
    static final class Score extends OnFiles {

        @Parameters(paramLabel = "PAIRS.csv", description = "UTF-8, first row names the columns")
        private Path pairs = Path.of("");

        Score(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() throws IOException {
            var told = language();
            int bad = 0;
            try (var table = open(pairs)) {
                int a = table.column("a", "name_a", "name1");
                int b = table.column("b", "name_b", "name2");
                int kind = table.find("kind");
                int bornA = table.find("born_a");
                int bornB = table.find("born_b");
                var printer = printer();
                var header = new ArrayList<String>(table.columns());
                header.addAll(List.of("score", "same_name", "reason"));
                printer.printRecord(header);
                for (var row : table.parser()) {
                    var cells = new ArrayList<String>();
                    row.forEach(cells::add);
                    while (cells.size() < table.columns().size()) {
                        cells.add("");
                    }
                    var one = Table.cell(row, a);
                    var other = Table.cell(row, b);
                    if (one == null || other == null || row.size() > table.columns().size()) {
                        bad++;
                        terminal.say(
                                "haetae names: row %d has %d cells and the table %d columns; it is kept without a score"
                                        .formatted(
                                                row.getRecordNumber(),
                                                row.size(),
                                                table.columns().size()));
                        cells.addAll(List.of("", "", ""));
                    } else {
                        var of = kind(Table.cell(row, kind));
                        var comparison = Name.read(one, of).compare(Name.read(other, of));
                        score(
                                cells,
                                comparison,
                                births(Table.cell(row, bornA)),
                                births(Table.cell(row, bornB)),
                                told);
                    }
                    printer.printRecord(cells);
                }
                finish(printer);
            } catch (UncheckedIOException e) {
                throw new Misuse(
                        "%s cannot be read further: %s"
                                .formatted(pairs, e.getCause().getMessage()));
            }
            return bad == 0 ? Exit.DONE : Exit.FINDINGS;
        }

        private static void score(
                List<String> cells,
                Comparison comparison,
                Births one,
                Births other,
                Language language) {
            var born = one.compare(other);
            boolean apart = born == Births.Agreement.APART;
            cells.add(String.format(Locale.ROOT, "%.6f", Births.weigh(comparison.score(), born)));
            cells.add(Boolean.toString(comparison.sameName() && !apart));
            var reason = comparison.explanation().sentence(language);
            int years = one.yearsApart(other);
            boolean korean = language == Language.KOREAN;
            cells.add(
                    reason
                            + switch (born) {
                                case SAME_DAY -> korean ? " 출생일이 같음." : " Born on the same day.";
                                case POSSIBLE ->
                                        korean ? " 출생일이 같을 수 있음." : " The births can be one.";
                                case CLOSE, APART ->
                                        years == 0
                                                ? korean
                                                        ? " 출생일이 다름."
                                                        : " The births differ within a year."
                                                : korean
                                                        ? " 출생 연도가 %d년 다름.".formatted(years)
                                                        : " The years of birth are %d %s apart."
                                                                .formatted(
                                                                        years,
                                                                        years == 1
                                                                                ? "year"
                                                                                : "years");
                                case UNTOLD -> "";
                            });
        }

        private static Births births(@Nullable String told) {
            return told == null ? new Births(List.of()) : Births.of(told);
        }
    }

    /// For each query the names of a list that are most like it.
    @Command(
            name = "rank",
            description = {
                "Ranks the names of a list for each query: two CSV files with the columns id and name (and optional kind).",
                "Writes query, rank, id, score. Several rows of the list may have one id: its best name counts."
            },
            mixinStandardHelpOptions = true)
    static final class Rank extends OnFiles {

        @Parameters(index = "0", paramLabel = "QUERIES.csv", description = "id,name")
        private Path queries = Path.of("");

        @Parameters(index = "1", paramLabel = "LIST.csv", description = "id,name")
        private Path list = Path.of("");

        @Option(
                names = "--top",
                paramLabel = "K",
                defaultValue = "10",
                description = "how many for each query (default: ${DEFAULT-VALUE})")
        private int top = 10;

        @Option(names = "--reasons", description = "add the name that was found and the reason")
        private boolean reasons;

        Rank(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() throws IOException {
            if (top < 1) {
                throw new Misuse("--top is %d; it is 1 or more".formatted(top));
            }
            var told = language();
            var bad = new int[1];
            var ids = new ArrayList<String>();
            var names = new ArrayList<Name>();
            each(
                    list,
                    bad,
                    (id, name) -> {
                        ids.add(id);
                        names.add(name);
                    });
            var numbers = new HashMap<String, Integer>();
            int[] owners =
                    ids.stream()
                            .mapToInt(id -> numbers.computeIfAbsent(id, k -> numbers.size()))
                            .toArray();
            var index = new NameIndex(names, owners);
            var printer = printer();
            printer.printRecord(
                    reasons
                            ? List.of("query", "rank", "id", "score", "name", "reason")
                            : List.of("query", "rank", "id", "score"));
            each(
                    queries,
                    bad,
                    (id, query) -> {
                        int rank = 0;
                        double before = 2;
                        for (var hit : index.nearest(query, top)) {
                            // Equal scores keep the order of the list, and say so.
                            double score =
                                    Math.max(0, Math.min(hit.comparison().score(), before - 1e-6));
                            before = score;
                            var cells = new ArrayList<Object>();
                            cells.addAll(
                                    List.of(
                                            id,
                                            ++rank,
                                            ids.get(hit.row()),
                                            String.format(Locale.ROOT, "%.6f", score)));
                            if (reasons) {
                                cells.add(names.get(hit.row()).text());
                                cells.add(hit.comparison().explanation().sentence(told));
                            }
                            printer.printRecord(cells);
                        }
                    });
            finish(printer);
            return bad[0] == 0 ? Exit.DONE : Exit.FINDINGS;
        }

        private interface Taking {
            void take(String id, Name name) throws IOException;
        }

        private void each(Path file, int[] bad, Taking taking) throws IOException {
            try (var table = open(file)) {
                int id = table.column("id", "query");
                int name = table.column("name");
                int kind = table.find("kind");
                for (var row : table.parser()) {
                    var text = Table.cell(row, name);
                    var of = Table.cell(row, id);
                    if (text == null || of == null) {
                        bad[0]++;
                        terminal.say(
                                "haetae names: row %d of %s has no id or no name; it is left out"
                                        .formatted(row.getRecordNumber(), file));
                        continue;
                    }
                    taking.take(of, Name.read(text, kind(Table.cell(row, kind))));
                }
            } catch (UncheckedIOException e) {
                throw new Misuse(
                        "%s cannot be read further: %s".formatted(file, e.getCause().getMessage()));
            }
        }
    }
}
