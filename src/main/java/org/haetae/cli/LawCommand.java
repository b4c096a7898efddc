package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.haetae.casebook.Label;
import org.haetae.casebook.SchemaFiles;
import org.haetae.law.Cited;
import org.haetae.law.Instrument;
import org.haetae.law.Law;
import org.haetae.law.LawFiles;
import org.haetae.law.Provision;
import org.haetae.law.Standard;
import org.haetae.names.HistoricDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae law`: instruments and standards of proof.
@Command(
        name = "law",
        header = "Shows crimes, duties and criteria, element by element.",
        description = {
            "What the law asks: crimes with their elements, duties of treaties, criteria of statutes, standards of",
            "proof; in our own short words, each with its article. A group adds its own in the folder law/ of its home."
        },
        mixinStandardHelpOptions = true)
final class LawCommand implements Runnable {

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private LawCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new LawCommand(terminal))
                .addSubcommand(new Listed(terminal))
                .addSubcommand(new Shown(terminal));
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do with the law: list or show");
    }

    /// The law of a home whose files alone are read: no database is started for it.
    static Law of(Path home) throws IOException {
        try {
            return LawFiles.of(home.resolve("law"), SchemaFiles.of(home.resolve("schema")));
        } catch (IllegalArgumentException e) {
            throw new Misuse(
                    "the law of this home cannot be used: %s. Mend the file in its folder law/ or schema/."
                            .formatted(e.getMessage()));
        }
    }

    private abstract static class OnLaw implements Callable<Integer> {

        final Terminal terminal;

        @Mixin private Common common = new Common();

        @Option(
                names = "--language",
                defaultValue = "en",
                paramLabel = "en|ko",
                description = "of the words (default: ${DEFAULT-VALUE})")
        private String language = "en";

        OnLaw(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if (!List.of("en", "ko").contains(language)) {
                throw new Misuse("--language is %s; it is en or ko".formatted(language));
            }
            return tell(of(common.home()));
        }

        abstract int tell(Law law);

        String in(Label label) {
            return label.in(Locale.of(language));
        }

        void row(Map<String, Object> row, String line) {
            if (common.json()) {
                terminal.row(row);
            } else {
                terminal.line(line);
            }
        }

        static Map<String, String> both(Label label) {
            return Map.of("en", label.english(), "ko", label.korean());
        }

        static void source(Map<String, Object> row, Cited source) {
            row.put("source", source.citation());
            source.web().ifPresent(web -> row.put("web", web.toString()));
        }
    }

    @Command(
            name = "list",
            description = "One line for each instrument, then one for each standard of proof.",
            mixinStandardHelpOptions = true)
    static final class Listed extends OnLaw {

        Listed(Terminal terminal) {
            super(terminal);
        }

        @Override
        int tell(Law law) {
            law.instruments().values().forEach(this::tell);
            law.standards().values().forEach(this::tell);
            return Exit.DONE;
        }

        private void tell(Instrument instrument) {
            row(
                    head(instrument),
                    "%-22s %-9s %s"
                            .formatted(
                                    instrument.code(),
                                    instrument.type().word(),
                                    in(instrument.label())));
        }

        private void tell(Standard standard) {
            row(
                    head(standard),
                    "%-22s %-9s %s (%s: %s)"
                            .formatted(
                                    standard.code(),
                                    "standard",
                                    in(standard.label()),
                                    in(standard.forum()),
                                    in(standard.step())));
        }
    }

    private static Map<String, Object> head(Instrument instrument) {
        var row = new LinkedHashMap<String, Object>();
        row.put("code", instrument.code());
        row.put("type", instrument.type().word());
        row.put("label", OnLaw.both(instrument.label()));
        instrument.madeBy().ifPresent(state -> row.put("made-by", state));
        instrument.adopted().ifPresent(date -> row.put("adopted", date.edtf()));
        instrument.inForce().ifPresent(date -> row.put("in-force", date.edtf()));
        instrument.ended().ifPresent(date -> row.put("ended", date.edtf()));
        instrument.checked().ifPresent(one -> row.put("checked", OnLaw.both(one)));
        row.put("provisions", instrument.all().count());
        OnLaw.source(row, instrument.source());
        return row;
    }

    private static Map<String, Object> head(Standard standard) {
        var row = new LinkedHashMap<String, Object>();
        row.put("code", standard.code());
        row.put("type", "standard");
        row.put("label", OnLaw.both(standard.label()));
        row.put("forum", OnLaw.both(standard.forum()));
        row.put("step", OnLaw.both(standard.step()));
        OnLaw.source(row, standard.source());
        return row;
    }

    @Command(
            name = "show",
            description =
                    "An instrument with all that it says, one provision with its parts and elements, or a standard of proof.",
            mixinStandardHelpOptions = true)
    static final class Shown extends OnLaw {

        @Parameters(paramLabel = "CODE", description = "as `haetae law list` and this one give it")
        private String code = "";

        Shown(Terminal terminal) {
            super(terminal);
        }

        @Override
        int tell(Law law) {
            var instrument = law.instrumentOf(code);
            if (instrument.isPresent() && instrument.get().code().equals(code)) {
                row(head(instrument.get()), in(instrument.get().label()));
                instrument
                        .get()
                        .provisions()
                        .values()
                        .forEach(provision -> tell(instrument.get(), provision));
                return Exit.DONE;
            }
            var provision = law.provision(code);
            if (provision.isPresent()) {
                tell(instrument.orElseThrow(), provision.get());
                return Exit.DONE;
            }
            var standard = law.standards().get(code);
            if (standard == null) {
                throw new Misuse(
                        "there is no \"%s\"; `haetae law list` names what there is"
                                .formatted(code));
            }
            row(
                    head(standard),
                    "%s · %s · %s · %s"
                            .formatted(
                                    in(standard.label()),
                                    in(standard.forum()),
                                    in(standard.step()),
                                    standard.source().citation()));
            return Exit.DONE;
        }

        /// One row for the provision and one for each part that is no element; elements stand with
        /// what they are elements of.
        private void tell(Instrument instrument, Provision provision) {
            var elements = instrument.elements(provision);
            var row = new LinkedHashMap<String, Object>();
            row.put("code", provision.code());
            row.put("type", provision.type().word());
            row.put("article", provision.article());
            row.put("label", both(provision.label()));
            provision.note().ifPresent(note -> row.put("note", both(note)));
            put(row, "acts", provision.acts());
            put(row, "rights", provision.rights());
            put(row, "conduct", provision.conduct());
            provision.since().map(HistoricDate::edtf).ifPresent(date -> row.put("since", date));
            provision.until().map(HistoricDate::edtf).ifPresent(date -> row.put("until", date));
            if (provision.unchecked()) {
                row.put("unchecked", true);
            }
            if (!elements.isEmpty()) {
                row.put(
                        "elements",
                        elements.stream()
                                .map(
                                        one ->
                                                Map.of(
                                                        "number",
                                                        one.number(),
                                                        "code",
                                                        one.element().code(),
                                                        "label",
                                                        both(one.element().label())))
                                .toList());
            }
            var lines = new StringBuilder();
            lines.append(
                    "  %-12s %-13s %s%s"
                            .formatted(
                                    provision.article(),
                                    provision.type().word(),
                                    in(provision.label()),
                                    provision.unchecked()
                                            ? "  [not checked against its text]"
                                            : ""));
            elements.forEach(
                    one ->
                            lines.append(
                                    "\n  %-12s %11d.  %s"
                                            .formatted(
                                                    "", one.number(), in(one.element().label()))));
            row(row, lines.toString());
            provision.parts().stream()
                    .filter(part -> part.type() != Provision.Type.ELEMENT)
                    .forEach(part -> tell(instrument, part));
        }

        private static void put(Map<String, Object> row, String key, List<String> terms) {
            if (!terms.isEmpty()) {
                row.put(key, terms);
            }
        }
    }
}
