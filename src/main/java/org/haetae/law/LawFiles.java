package org.haetae.law;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.casebook.Schema;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/// The law as it stands in files (docs/formats/law.md): what is shipped, and what a group added in
/// the folder `law/` of its home. A later file adds instruments, and provisions to instruments;
/// what it names again it replaces whole.
public final class LawFiles {

    private static final List<String> SHIPPED =
            List.of("crimes.yaml", "treaties.yaml", "statutes.yaml");

    private final Schema schema;
    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private final Map<String, Standard> standards = new LinkedHashMap<>();

    private LawFiles(Schema schema) {
        this.schema = schema;
    }

    /// What is shipped.
    ///
    /// @param schema whose vocabularies the provisions speak of
    public static Law shipped(Schema schema) {
        return new LawFiles(schema).addShipped().law();
    }

    /// What is shipped with what a group added.
    ///
    /// @param folder with files `*.yaml`, read in the order of their names; need not exist
    /// @throws IllegalArgumentException when a file is not as docs/formats/law.md says; names the
    ///   file, the line and what is wrong
    public static Law of(Path folder, Schema schema) throws IOException {
        var files = new LawFiles(schema).addShipped();
        if (Files.isDirectory(folder)) {
            List<Path> added;
            try (Stream<Path> found = Files.list(folder)) {
                added = found.filter(one -> one.toString().endsWith(".yaml")).sorted().toList();
            }
            for (var file : added) {
                try (var in = Files.newInputStream(file)) {
                    files.add(file.getFileName().toString(), in);
                }
            }
        }
        return files.law();
    }

    private Law law() {
        return new Law(instruments, standards);
    }

    private LawFiles addShipped() {
        for (var name : SHIPPED) {
            try (var in = LawFiles.class.getResourceAsStream("law/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the shipped law lacks " + name);
                }
                add(name, in);
            } catch (IOException e) {
                throw new UncheckedIOException("the shipped law could not be read", e);
            }
        }
        return this;
    }

    private void add(String name, InputStream in) {
        try {
            var node =
                    new Yaml(new LoaderOptions())
                            .compose(new InputStreamReader(in, StandardCharsets.UTF_8));
            if (node == null) {
                return;
            }
            var file = Written.of(name, node).allow("version", "instruments", "standards");
            if (!file.at("version").text().equals(Optional.of("1"))) {
                throw file.at("version").wrong("is not 1, the version that this program reads");
            }
            file.at("instruments").each(this::instrument);
            file.at("standards").each(this::standard);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(
                    "%s is not YAML: %s".formatted(name, e.getMessage()), e);
        }
    }

    private void standard(String code, Written at) {
        at.allow("label", "forum", "step", "source");
        standards.put(
                code,
                new Standard(
                        code,
                        at.at("label").label(),
                        at.at("forum").label(),
                        at.at("step").label(),
                        at.at("source").cited()));
    }

    private void instrument(String code, Written at) {
        at.allow(
                "label",
                "type",
                "names",
                "made-by",
                "concerns",
                "adopted",
                "in-force",
                "ended",
                "takes-effect",
                "source",
                "checked",
                "provisions");
        var known = instruments.get(code);
        var provisions =
                new LinkedHashMap<String, Provision>(known == null ? Map.of() : known.provisions());
        at.at("provisions")
                .each((one, place) -> provisions.put(one, provision(code + "." + one, place)));
        instruments.put(
                code,
                known != null && !at.has("label") && !at.has("type")
                        ? more(known, at, provisions)
                        : new Instrument(
                                code,
                                at.at("type")
                                        .oneOf(Instrument.Type.values(), Instrument.Type::word),
                                at.at("label").label(),
                                at.at("names").list(),
                                at.at("made-by").text().map(one -> state(at.at("made-by"), one)),
                                at.at("concerns").list().stream()
                                        .map(one -> state(at.at("concerns"), one))
                                        .toList(),
                                at.at("adopted").date(),
                                at.at("in-force").date(),
                                at.at("ended").date(),
                                takesEffect(at.at("takes-effect")),
                                at.at("source").cited(),
                                at.at("checked").labelIfAny(),
                                provisions));
    }

    /// A file that adds provisions says nothing else of the instrument.
    private static Instrument more(
            Instrument known, Written at, Map<String, Provision> provisions) {
        at.allow("provisions");
        return new Instrument(
                known.code(),
                known.type(),
                known.label(),
                known.names(),
                known.madeBy(),
                known.concerns(),
                known.adopted(),
                known.inForce(),
                known.ended(),
                known.takesEffect(),
                known.source(),
                known.checked(),
                provisions);
    }

    private static String state(Written at, String letters) {
        if (!States.isCode(letters)) {
            throw at.wrong(
                    "names \"%s\"; expected three letters of ISO 3166-1, such as PRK"
                            .formatted(letters));
        }
        return letters;
    }

    private static Optional<TakesEffect> takesEffect(Written at) {
        if (!at.isThere()) {
            return Optional.empty();
        }
        at.allow("article", "months", "days", "first-of-month");
        return Optional.of(
                new TakesEffect(
                        at.at("article").words(),
                        at.at("months").number(),
                        at.at("days").number(),
                        at.at("first-of-month").isTrue()));
    }

    private Provision provision(String code, Written at) {
        at.allow(
                "label",
                "type",
                "article",
                "note",
                "acts",
                "rights",
                "conduct",
                "since",
                "until",
                "unchecked",
                "elements",
                "parts");
        var article = at.at("article").words();
        var parts = new ArrayList<Provision>();
        at.at("elements")
                .each((one, place) -> parts.add(element(code + "." + one, article, place)));
        at.at("parts").each((one, place) -> parts.add(provision(code + "." + one, place)));
        return new Provision(
                code,
                at.at("type").oneOf(Provision.Type.values(), Provision.Type::word),
                article,
                at.at("label").label(),
                at.at("note").labelIfAny(),
                at.at("acts").terms("the vocabulary acts", terms("acts")),
                at.at("rights").terms("the vocabulary rights", terms("rights")),
                at.at("conduct")
                        .terms(
                                "the vocabulary designation-conducts",
                                terms("designation-conducts")),
                at.at("since").date(),
                at.at("until").date(),
                at.at("unchecked").isTrue(),
                parts);
    }

    private static Provision element(String code, String article, Written at) {
        return new Provision(
                code,
                Provision.Type.ELEMENT,
                article,
                at.label(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of());
    }

    private Set<String> terms(String vocabulary) {
        var found = schema.vocabularies().get(vocabulary);
        return found == null ? Set.of() : found.terms().keySet();
    }
}
