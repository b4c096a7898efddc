package org.haetae.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.designations.KeptScreens;
import org.haetae.designations.KeptScreens.Listed;
import org.haetae.ledger.Act;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.Countries;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.ListKeeper;
import org.haetae.sanctions.Screen.Agreement;
import org.haetae.sanctions.Screen.Answer;
import org.haetae.sanctions.Screen.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who on the imported lists somebody could be, asked and answered as programs ask yente, the
/// matching interface of OpenSanctions: such a program needs another address and a token. Described
/// in `openapi.yaml` and docs/manual/screening.md.
@RestController
final class MatchApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_QUERIES = 100;
    private static final int MOST_VALUES = 20;
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_RESULTS = 500;
    static final String ALL = "default";

    /// What may be asked for; empty where it is not told what it is.
    private static final Map<String, Optional<Subject>> SCHEMATA =
            Map.of(
                    "Person", Optional.of(Subject.PERSON),
                    "Organization", Optional.of(Subject.ORGANISATION),
                    "Company", Optional.of(Subject.ORGANISATION),
                    "PublicBody", Optional.of(Subject.ORGANISATION),
                    "LegalEntity", Optional.empty(),
                    "Thing", Optional.empty(),
                    "Vessel", Optional.of(Subject.VESSEL),
                    "Airplane", Optional.of(Subject.AIRCRAFT));

    private final KeptScreens screens;
    private final Acts acts;

    MatchApi(KeptScreens screens, Acts acts) {
        this.screens = screens;
        this.acts = acts;
    }

    // ---- the answer

    record Matches(
            Map<String, Response> responses,
            Map<String, Feature> matcher,
            Map<String, AsOf> lists,
            int limit) {}

    record Response(int status, List<Scored> results, Total total, JsonNode query) {}

    record Total(int value, String relation) {}

    /// @param number that the list cites the entry by
    record Scored(
            String id,
            String number,
            String caption,
            String schema,
            Map<String, List<String>> properties,
            List<String> datasets,
            List<String> referents,
            boolean target,
            double score,
            boolean match,
            Map<String, Double> features,
            Map<String, Explained> explanations) {}

    record Explained(String detail, double score, String query, String candidate) {}

    record Feature(String description, double coefficient, String url) {}

    /// @param dated the day that the list bears
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AsOf(@Nullable String dated, int entries) {}

    private static final String DESCRIBED = "/api/v1/openapi.yaml";

    static final Map<String, Feature> MATCHER =
            Map.of(
                    "name",
                    new Feature(
                            "Likeness of the names in any script, never above 0.9", 1, DESCRIBED),
                    "birth_date",
                    new Feature(
                            "Odds of the name times 12 when the same, 3 when a year off, 0.06 when another",
                            12,
                            DESCRIBED),
                    "nationality",
                    new Feature(
                            "Odds of the name times 1.5 when the same, 0.7 when another",
                            1.5,
                            DESCRIBED));

    // ---- the question

    /// @param names each asked for by itself; the best answer counts
    private record Query(JsonNode example, boolean legal, List<Question> names) {}

    /// @param threshold from which score on a result is a match
    /// @param cutoff below which score nothing is told
    private record Wanted(
            int limit,
            double threshold,
            double cutoff,
            Set<String> included,
            Set<String> excluded,
            Set<String> noSchema,
            Set<String> noEntity,
            Set<String> topics) {
        /// All that stands on a list of sanctions has one topic.
        boolean isOnTopic() {
            return topics.isEmpty() || topics.contains(ListedEntries.TOPIC);
        }
    }

    @PostMapping(
            path = "/match/{dataset}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.SEARCH)
    Matches match(
            @PathVariable String dataset,
            @RequestParam(defaultValue = "5") String limit,
            @RequestParam(defaultValue = "0.7") String threshold,
            @RequestParam(defaultValue = "0.5") String cutoff,
            HttpServletRequest request,
            Visitor visitor)
            throws IOException {
        var keepers =
                dataset.equals(ALL)
                        ? EnumSet.allOf(ListKeeper.class)
                        : EnumSet.of(ListKeeper.of(dataset).orElseThrow(NotHere::new));
        var wanted = wanted(limit, threshold, cutoff, request);
        var queries = queries(request);
        keepers.removeIf(
                keeper ->
                        wanted.excluded().contains(keeper.word())
                                || !wanted.included().isEmpty()
                                        && !wanted.included().contains(keeper.word()));
        var lists = screens.latest(visitor.clearance(), keepers);
        if (lists.isEmpty() && !keepers.isEmpty() && !dataset.equals(ALL)) {
            throw new NotHere();
        }
        acts.record(visitor, Act.SEARCHED, UUID.randomUUID());
        var language =
                switch (visitor.language()) {
                    case EN -> org.haetae.names.Language.ENGLISH;
                    case KO -> org.haetae.names.Language.KOREAN;
                };
        var responses = new LinkedHashMap<String, Response>();
        queries.forEach((key, query) -> responses.put(key, answer(query, lists, wanted, language)));
        return new Matches(
                responses,
                MATCHER,
                lists.stream()
                        .map(Listed::version)
                        .collect(
                                Collectors.toMap(
                                        one -> one.keeper().word(),
                                        one ->
                                                new AsOf(
                                                        one.dated().isEmpty() ? null : one.dated(),
                                                        one.entries()))),
                wanted.limit());
    }

    private static Wanted wanted(
            String limit, String threshold, String cutoff, HttpServletRequest request) {
        if (request.getParameter("changed_since") != null) {
            throw new Unfit(
                    "changed_since is not known here, and leaving it aside would answer another question");
        }
        int most;
        try {
            most = Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            most = 0;
        }
        if (most < 1 || most > MOST_RESULTS) {
            throw new Unfit("limit is no whole number from 1 to %d".formatted(MOST_RESULTS));
        }
        double match = share("threshold", threshold);
        return new Wanted(
                most,
                match,
                Math.min(match, share("cutoff", cutoff)),
                values(request, "include_dataset"),
                values(request, "exclude_dataset"),
                values(request, "exclude_schema"),
                values(request, "exclude_entity_ids"),
                values(request, "topics"));
    }

    private static double share(String parameter, String text) {
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // Told below as one out of bounds is.
        }
        throw new Unfit("%s is no number from 0 to 1".formatted(parameter));
    }

    private static Set<String> values(HttpServletRequest request, String parameter) {
        return Stream.ofNullable(request.getParameterValues(parameter))
                .flatMap(Stream::of)
                .collect(Collectors.toSet());
    }

    private static Map<String, Query> queries(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new TooMuch();
        }
        JsonNode asked;
        try {
            asked = JSON.readTree(body).path("queries");
        } catch (JacksonException e) {
            throw new Unfit("the body is no JSON");
        }
        if (!asked.isObject() || asked.isEmpty() || asked.size() > MOST_QUERIES) {
            throw new Unfit(
                    "queries is no object of 1 to %d queries, each under a key of its own"
                            .formatted(MOST_QUERIES));
        }
        var queries = new LinkedHashMap<String, Query>();
        for (var one : asked.properties()) {
            try {
                queries.put(one.getKey(), query(one.getValue()));
            } catch (IllegalArgumentException e) {
                throw new Unfit("queries.%s: %s".formatted(brief(one.getKey()), e.getMessage()));
            }
        }
        return queries;
    }

    /// @throws IllegalArgumentException when it cannot be asked; says why
    private static Query query(JsonNode example) {
        var schema = example.path("schema").asString("");
        var subject = SCHEMATA.get(schema);
        if (subject == null) {
            throw new IllegalArgumentException(
                    "schema is \"%s\"; expected one of %s"
                            .formatted(
                                    brief(schema), SCHEMATA.keySet().stream().sorted().toList()));
        }
        var properties = example.path("properties");
        if (!properties.isObject()) {
            throw new IllegalArgumentException("properties is no object");
        }
        boolean person = schema.equals("Person");
        var names = texts(properties, "name", "alias", "previousName", "weakAlias");
        if (names.isEmpty() && person) {
            var parts =
                    Stream.of("firstName", "middleName", "lastName")
                            .flatMap(part -> texts(properties, part).stream().limit(1))
                            .toList();
            names = parts.isEmpty() ? List.of() : List.of(String.join(" ", parts));
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "properties.name has no name; nobody is looked for without one");
        }
        var born = person ? born(texts(properties, "birthDate")) : Optional.<HistoricDate>empty();
        // What is no country that we know cannot speak against anybody.
        var countries =
                (person
                                ? texts(properties, "nationality", "citizenship")
                                : texts(properties, "country", "jurisdiction", "flag"))
                        .stream().filter(one -> Countries.code(one).isPresent()).toList();
        return new Query(
                example,
                schema.equals("LegalEntity"),
                names.stream().map(name -> new Question(name, subject, born, countries)).toList());
    }

    /// Values of properties, which are one text or several.
    private static List<String> texts(JsonNode properties, String... names) {
        var texts = new ArrayList<String>();
        for (var name : names) {
            var value = properties.path(name);
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            for (var one : value.isArray() ? value.values() : List.of(value)) {
                if (!one.isString() || one.asString().length() > MOST_CHARACTERS) {
                    throw new IllegalArgumentException(
                            "properties.%s has a value that is no text of up to %d characters"
                                    .formatted(name, MOST_CHARACTERS));
                }
                var text = one.asString().strip();
                if (!text.isEmpty() && !texts.contains(text)) {
                    texts.add(text);
                }
            }
            if (texts.size() > MOST_VALUES) {
                throw new IllegalArgumentException(
                        "properties %s have more than %d values"
                                .formatted(String.join(", ", names), MOST_VALUES));
            }
        }
        return texts;
    }

    /// Several dates are one that is among them.
    private static Optional<HistoricDate> born(List<String> texts) {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        var days = texts.stream().map(one -> one.replaceFirst("[T ]\\d.*", "")).toList();
        try {
            return Optional.of(
                    HistoricDate.of(
                            days.size() == 1
                                    ? days.getFirst()
                                    : "[" + String.join(",", days) + "]"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "properties.birthDate cannot be read; expected such as 1970, 1970-05 or 1970-05-21",
                    e);
        }
    }

    private static String brief(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    // ---- answering

    private record Met(Listed list, Answer answer, Question question, double score) {
        String id() {
            return list.id(answer.entry());
        }

        String schema() {
            return ListedEntries.schema(answer.entry().subject());
        }
    }

    private static final Comparator<Met> LIKELIEST =
            Comparator.comparingDouble((Met one) -> -one.score()).thenComparing(Met::id);

    private static Response answer(
            Query query, List<Listed> lists, Wanted wanted, org.haetae.names.Language language) {
        var best = new HashMap<String, Met>();
        for (var list : lists) {
            for (var question : query.names()) {
                for (var answer : list.screen().ask(question, MOST_RESULTS)) {
                    var met = new Met(list, answer, question, rounded(answer.score()));
                    if (met.score() >= wanted.cutoff()) {
                        best.merge(
                                met.id(),
                                met,
                                (one, other) -> other.score() > one.score() ? other : one);
                    }
                }
            }
        }
        var met =
                best.values().stream()
                        .filter(_ -> wanted.isOnTopic())
                        .filter(one -> !query.legal() || isLegal(one.answer().entry().subject()))
                        .filter(one -> !wanted.noSchema().contains(one.schema()))
                        .filter(one -> !wanted.noEntity().contains(one.id()))
                        .sorted(LIKELIEST)
                        .toList();
        return new Response(
                200,
                met.stream()
                        .limit(wanted.limit())
                        .map(one -> scored(one, wanted.threshold(), language))
                        .toList(),
                new Total(met.size(), "eq"),
                query.example());
    }

    private static boolean isLegal(Subject subject) {
        return switch (subject) {
            case PERSON, ORGANISATION, UNKNOWN -> true;
            case VESSEL, AIRCRAFT -> false;
        };
    }

    /// Four digits: what is told is what is compared.
    private static double rounded(double score) {
        return Math.round(score * 10_000) / 10_000.0;
    }

    private static Scored scored(Met met, double threshold, org.haetae.names.Language language) {
        var answer = met.answer();
        var question = met.question();
        var entry = answer.entry();
        var keeper = met.list().version().keeper();
        var explained = new LinkedHashMap<String, Explained>();
        explained.put(
                "name",
                new Explained(
                        answer.name().explanation().sentence(language),
                        rounded(answer.name().score()),
                        question.name(),
                        answer.listed().text()));
        explain(
                explained,
                "birth_date",
                answer.born(),
                question.born().map(HistoricDate::edtf).orElse(""),
                entry.births().stream().map(HistoricDate::edtf).collect(Collectors.joining("; ")));
        explain(
                explained,
                "nationality",
                answer.nationality(),
                String.join("; ", question.nationalities()),
                String.join("; ", entry.nationalities()));
        var features = new LinkedHashMap<String, Double>();
        explained.forEach((feature, one) -> features.put(feature, one.score()));
        return new Scored(
                met.id(),
                entry.number(),
                entry.caption(),
                met.schema(),
                ListedEntries.properties(keeper, entry),
                List.of(keeper.word()),
                List.of(),
                true,
                met.score(),
                met.score() >= threshold,
                features,
                explained);
    }

    /// What one side does not tell is no feature.
    private static void explain(
            Map<String, Explained> explained,
            String feature,
            Agreement agreement,
            String asked,
            String listed) {
        if (agreement != Agreement.UNKNOWN) {
            explained.put(
                    feature,
                    new Explained(
                            agreement.name().toLowerCase(Locale.ROOT),
                            switch (agreement) {
                                case SAME -> 1;
                                case CLOSE -> 0.5;
                                case DIFFERENT, UNKNOWN -> 0;
                            },
                            asked,
                            listed));
        }
    }

    // ---- what is wrong, in the words of RFC 9457

    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message, null, false, false);
        }
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("more than %d bytes at once".formatted(MOST_BYTES), null, false, false);
        }
    }

    @ExceptionHandler({Unfit.class, TooMuch.class})
    ResponseEntity<ProblemJson> refused(RuntimeException why) {
        return ProblemJson.answer(why instanceof TooMuch ? 413 : 400, why);
    }
}
