package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.Schema;
import org.haetae.exchange.Conditions;
import org.haetae.exchange.Exports;
import org.haetae.exchange.Table;
import org.haetae.exchange.TableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae export table`.
@Command(
        name = "table",
        description = {
            "All entities of a kind as a table in CSV, XLSX or JSON, each value with the ids of the claims",
            "behind it. Drafts, what was retracted and what is kept sealed stay."
        },
        mixinStandardHelpOptions = true)
final class TableCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(paramLabel = "KIND", description = "code of the kind, such as person")
    private String kind = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "a new file; its name ends in .csv, .xlsx or .json")
    private Path out = Path.of("");

    @Option(
            names = "--column",
            paramLabel = "PROPERTY",
            description = "shown, in this order (default: all properties that are not sealed)")
    private List<String> columns = List.of();

    @Option(
            names = "--where",
            paramLabel = "PROPERTY[=VALUE[..TO]]",
            description =
                    "only those of which this is said: words, a term, a date, a number, an id, a range; several must all hold")
    private List<String> where = List.of();

    @Option(
            names = "--language",
            paramLabel = "en|ko",
            defaultValue = "en",
            description = "of labels and words (default: ${DEFAULT-VALUE})")
    private String language = "en";

    @Mixin private ForUse use = new ForUse();

    TableCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var format = format();
        OutFile.require(out);
        try (var rooms = opener.open(common.home())) {
            var table = table(rooms.casebook().schema());
            var export =
                    new Exports(
                                    rooms.casebook(),
                                    rooms.archive().uses(),
                                    rooms.database(),
                                    rooms.ledger(),
                                    rooms.clock())
                            .table(Console.clearance(rooms), use.told(), table);
            var rows = new AtomicLong();
            OutFile.write(
                    out,
                    file -> rows.set(export.write(format, Locale.forLanguageTag(language), file)));
            rooms.ledger().publish();
            var told = new LinkedHashMap<String, Object>();
            told.put("export", export.id().toString());
            told.put("kind", kind);
            told.put("rows", rows.get());
            told.put("out", out.toString());
            told.put("undeclared", export.undeclared());
            if (common.json()) {
                terminal.row(told);
            } else {
                terminal.say("%,d rows exported to %s".formatted(rows.get(), out));
                export.undeclared()
                        .forEach(
                                (property, values) ->
                                        terminal.say(
                                                "left out: %,d of %s, which the schema does not declare any more; haetae show tells them"
                                                        .formatted(values, property)));
            }
            return Exit.DONE;
        }
    }

    private TableFormat format() {
        var name = out.toString().toLowerCase(Locale.ROOT);
        return Stream.of(TableFormat.values())
                .filter(one -> name.endsWith("." + one.word()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "%s says no format; its name ends in .csv, .xlsx or .json"
                                                .formatted(out)));
    }

    private Table table(Schema schema) {
        var of =
                schema.kind(kind)
                        .orElseThrow(
                                () ->
                                        new Misuse(
                                                "there is no kind \"%s\"; kinds are %s"
                                                        .formatted(
                                                                kind,
                                                                String.join(
                                                                        ", ",
                                                                        schema.kinds().keySet()))));
        var shown =
                columns.isEmpty()
                        ? of.properties().values().stream()
                                .filter(property -> !property.sealed() && !property.retired())
                                .map(Property::code)
                                .toList()
                        : columns.stream().map(code -> property(of, code).code()).toList();
        return new Table(
                kind, shown, where.stream().map(text -> condition(schema, of, text)).toList());
    }

    private static Property property(Kind kind, String code) {
        return kind.property(code)
                .filter(property -> !property.sealed())
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "%s has no property \"%s\" that can be shown; it has %s"
                                                .formatted(
                                                        kind.code(),
                                                        code,
                                                        String.join(
                                                                ", ",
                                                                kind.properties().keySet()))));
    }

    private static Condition condition(Schema schema, Kind kind, String text) {
        var parts = text.split("=", 2);
        var range = (parts.length == 2 ? parts[1] : "").split("\\.\\.", 2);
        try {
            return Conditions.of(
                    schema,
                    property(kind, parts[0].strip()),
                    range[0].strip(),
                    range.length == 2 ? range[1].strip() : "");
        } catch (IllegalArgumentException e) {
            throw new Misuse("--where %s: %s".formatted(text, e.getMessage()));
        }
    }
}
