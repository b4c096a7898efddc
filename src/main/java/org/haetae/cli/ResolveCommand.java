package org.haetae.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.haetae.home.Setting;
import org.haetae.linkage.Explanation;
import org.haetae.linkage.Link;
import org.haetae.linkage.Linkage;
import org.haetae.linkage.LinkageSchema;
import org.haetae.linkage.Model;
import org.haetae.linkage.RecordFiles;
import org.haetae.linkage.Records;
import org.haetae.resolve.Automatic;
import org.haetae.resolve.Proposals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae resolve`: which records are one.
@Command(
        name = "resolve",
        header = "Finds which records may be one.",
        description = {
            "Finds which records of CSV files are one: within one file, or between two. Without files: which entities of the casebook may be one, for a person to judge with `haetae judge`.",
            "Of files it writes id_a,id_b,probability,decision (same or review), the likeliest first. The first column of a file is the id. Nothing need be labelled; nothing is recorded."
        },
        mixinStandardHelpOptions = true)
final class ResolveCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--files",
            arity = "1..2",
            paramLabel = "FILE",
            description = "one file with records that may be one, or two files to be linked")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--schema",
            paramLabel = "FILE|NAME",
            description =
                    "which columns are compared and how, in YAML (docs/formats/linkage.md), or one that ships: febrl")
    private String schema = "";

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "a model that was kept, instead of learning one from the records")
    private @Nullable Path model;

    @Option(
            names = "--keep-model",
            paramLabel = "FILE",
            description = "write the model into this new file, in YAML")
    private @Nullable Path keepModel;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "a new file (default: standard output)")
    private @Nullable Path out;

    @Option(
            names = "--explain",
            paramLabel = "ID_A,ID_B",
            description =
                    "instead of the list, why these two are held to be one or not: in a sentence and in arithmetic that you can do again")
    private @Nullable String explain;

    @Option(
            names = "--language",
            paramLabel = "en|ko",
            defaultValue = "en",
            description = "of the sentence (default: ${DEFAULT-VALUE})")
    private String language = "en";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "without files: only entities of this kind: person, organisation or place")
    private @Nullable String kind;

    @Option(
            names = "--join",
            description =
                    "without files: joins, as judgements of the software, what leaves no doubt: a name agrees, nothing contradicts, and an identifier or several more fields agree. Only in the compartments that the setting resolve.automatic names; `haetae judge` undoes it")
    private boolean join;

    ResolveCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!language.equals("en") && !language.equals("ko")) {
            throw new Misuse("--language is %s; it is en or ko".formatted(language));
        }
        if (files.isEmpty()) {
            return propose();
        }
        if (kind != null || join || schema.isEmpty()) {
            throw new Misuse("files need --schema, and have neither --kind nor --join");
        }
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new Misuse("there is no file " + file);
            }
        }
        for (var made : new Path[] {out, keepModel}) {
            if (made != null) {
                OutFile.require(made);
            }
        }
        var of = schema();
        var records = records(of);
        var linkage = linkage(of, records);
        if (explain != null) {
            explain(records, linkage, explain);
        } else {
            link(records, linkage);
        }
        var keep = keepModel;
        if (keep != null) {
            OutFile.write(
                    keep,
                    into -> into.write(linkage.model().yaml(of).getBytes(StandardCharsets.UTF_8)));
        }
        return Exit.DONE;
    }

    private int propose() {
        if (!schema.isEmpty()
                || out != null
                || model != null
                || keepModel != null
                || explain != null) {
            throw new Misuse(
                    "--schema, --model, --keep-model, --explain and --out are for --files");
        }
        if (kind != null && !Proposals.KINDS.contains(kind)) {
            throw new Misuse(
                    "--kind is %s; it is one of %s"
                            .formatted(kind, String.join(", ", Proposals.KINDS)));
        }
        try (var rooms = opener.open(common.home())) {
            if (join) {
                return joined(rooms);
            }
            var proposals = new Proposals(rooms.casebook(), ShownEntity.judgements(rooms));
            int count = 0;
            for (var of : kind == null ? Proposals.KINDS : List.of(kind)) {
                for (var one : proposals.of(Console.clearance(rooms), of)) {
                    count++;
                    tell(of, one);
                }
            }
            terminal.say("%,d pairs are for a person to judge".formatted(count));
            return Exit.DONE;
        }
    }

    private int joined(Rooms rooms) {
        var where =
                rooms.home().settings().lines(Setting.RESOLVE_AUTOMATIC).stream()
                        .map(name -> Console.compartment(rooms, name))
                        .collect(Collectors.toSet());
        if (where.isEmpty()) {
            throw new Misuse(
                    "the setting resolve.automatic names no compartment, and without a person nothing is joined in any other; see docs/manual/resolving.md");
        }
        var judgements = ShownEntity.judgements(rooms);
        var automatic =
                new Automatic(judgements, new Proposals(rooms.casebook(), judgements), where);
        int count = 0;
        for (var of : kind == null ? Proposals.KINDS : List.of(kind)) {
            for (var judgement : automatic.join(of)) {
                count++;
                if (common.json()) {
                    var row = new LinkedHashMap<String, Object>();
                    row.put("kind", of);
                    row.put("one", judgement.one().toString());
                    row.put("other", judgement.other().toString());
                    row.put("position", judgement.position());
                    row.put("model", judgement.model().orElse(""));
                    terminal.row(row);
                } else {
                    terminal.line("%s  %s".formatted(judgement.one(), judgement.other()));
                }
            }
        }
        terminal.say("%,d pairs were joined".formatted(count));
        return Exit.DONE;
    }

    private void tell(String of, Proposals.Proposal one) {
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("kind", of);
            row.put("one", one.one().toString());
            row.put("other", one.other().toString());
            row.put("claims", one.claims());
            row.putAll(data(one.why()));
            terminal.row(row);
            return;
        }
        terminal.line("%s  %s".formatted(one.one(), one.other()));
        terminal.line("  " + one.why().sentence(Locale.of(language)));
    }

    private LinkageSchema schema() throws IOException {
        var file = Path.of(schema);
        if (!Files.isRegularFile(file)) {
            // By its name, or by where it lies in the program.
            return LinkageSchema.shipped(
                            schema.replaceFirst("^schema/resolve/", "")
                                    .replaceFirst("\\.yaml$", ""))
                    .orElseThrow(
                            () ->
                                    new Misuse(
                                            "there is no schema %s; give a file in YAML, or febrl"
                                                    .formatted(schema)));
        }
        try (var in = Files.newInputStream(file)) {
            return LinkageSchema.read(in);
        } catch (IllegalArgumentException e) {
            throw new Misuse("%s: %s".formatted(file, e.getMessage()));
        }
    }

    private Records records(LinkageSchema of) throws IOException {
        try {
            return RecordFiles.read(of, files);
        } catch (IllegalArgumentException e) {
            throw new Misuse(Optional.ofNullable(e.getMessage()).orElse("not CSV"));
        }
    }

    private Linkage linkage(LinkageSchema of, Records records) throws IOException {
        if (model == null) {
            return Linkage.of(of, records);
        }
        try {
            return Linkage.of(of, records, Model.read(of, Files.readString(model)));
        } catch (IllegalArgumentException | IOException e) {
            throw new Misuse("%s: %s".formatted(model, e.getMessage()));
        }
    }

    private void link(Records records, Linkage linkage) throws IOException {
        tell(records, linkage);
        var links = linkage.links();
        if (common.json()) {
            links.forEach(link -> terminal.row(row(records, link)));
        } else if (out == null) {
            RecordFiles.write(records, links, terminal.data());
        } else {
            OutFile.write(out, into -> RecordFiles.write(records, links, into));
        }
        long same = links.stream().filter(link -> link.decision() == Link.Decision.SAME).count();
        terminal.say(
                "%,d pairs are one, %,d are for a person to look at"
                        .formatted(same, links.size() - same));
    }

    /// How the answer came about: what was not compared must not be silent.
    private void tell(Records records, Linkage linkage) {
        var learned = linkage.model().learning();
        terminal.say("%,d records".formatted(records.size()));
        linkage.told().forEach(terminal::say);
        if (model == null) {
            terminal.say(
                    "the model was learned from %,d pairs in %d rounds%s"
                            .formatted(
                                    learned.pairs(),
                                    learned.rounds(),
                                    learned.settled()
                                            ? ""
                                            : " and had not settled: look at it before you rely on it"));
        }
    }

    private static Map<String, Object> row(Records records, Link link) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id_a", records.id(link.a()));
        row.put("id_b", records.id(link.b()));
        row.put("probability", link.probability());
        row.put("bits", link.bits());
        row.put("decision", decision(link));
        return row;
    }

    private static String decision(Link link) {
        return link.decision().name().toLowerCase(Locale.ROOT);
    }

    private void explain(Records records, Linkage linkage, String two) {
        var ids = two.split(",", -1);
        if (ids.length != 2) {
            throw new Misuse("--explain is \"%s\"; expected two ids, as ID_A,ID_B".formatted(two));
        }
        int a = record(records, ids[0].strip(), 0, records.firstOfSecond());
        int b =
                record(
                        records,
                        ids[1].strip(),
                        records.areTwo() ? records.firstOfSecond() : 0,
                        records.size());
        if (a == b) {
            throw new Misuse("--explain names %s twice; expected two records".formatted(ids[0]));
        }
        var why = linkage.explain(a, b);
        if (common.json()) {
            terminal.row(data(why));
            return;
        }
        terminal.line(why.sentence(Locale.of(language)));
        why.arithmetic().forEach(terminal::line);
    }

    private static int record(Records records, String id, int from, int to) {
        return IntStream.range(from, to)
                .filter(record -> records.id(record).equals(id))
                .findFirst()
                .orElseThrow(() -> new Misuse("there is no record \"%s\"".formatted(id)));
    }

    private Map<String, Object> data(Explanation why) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id_a", why.a());
        data.put("id_b", why.b());
        data.put("probability", why.probability());
        data.put("bits", why.bits());
        data.put("prior_bits", why.priorBits());
        data.put("model", why.model());
        data.put("sentence", why.sentence(Locale.of(language)));
        data.put(
                "fields",
                why.fields().stream()
                        .map(
                                one -> {
                                    var field = new LinkedHashMap<String, Object>();
                                    field.put("field", one.field().column());
                                    field.put("a", one.a());
                                    field.put("b", one.b());
                                    field.put("level", one.level().code());
                                    field.put("m", one.m());
                                    field.put("u", one.u());
                                    field.put("by_frequency", one.rarity().isPresent());
                                    field.put("tries", one.tries());
                                    field.put("bits", one.bits());
                                    return field;
                                })
                        .toList());
        data.put(
                "correlated",
                why.groups().stream()
                        .map(
                                group ->
                                        Map.of(
                                                "columns", group.columns(),
                                                "bits", group.sum(),
                                                "factor", group.factor()))
                        .toList());
        return data;
    }
}
