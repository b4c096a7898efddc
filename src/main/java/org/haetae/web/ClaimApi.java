package org.haetae.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.ClaimImport;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Found;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Label;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.Quote;
import org.haetae.casebook.Rereading;
import org.haetae.casebook.Revision;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Status;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.Values;
import org.haetae.casebook.Vocabulary;
import org.haetae.ledger.Act;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The casebook for programs, described in `openapi.yaml`. Fields are named as in a file of claims
/// (docs/formats/claims.md), so what was read can be given in again. What is asked for stands in
/// bodies: names and words never get into an address.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class ClaimApi {
    static final String LINES = "application/x-ndjson";

    /// Each is a set that the database computes.
    private static final int MOST_CONDITIONS = 20;

    private final Casebook casebook;
    private final Archive archive;
    private final Acts acts;

    ClaimApi(Rooms rooms, Acts acts) {
        this.casebook = rooms.casebook();
        this.archive = rooms.archive();
        this.acts = acts;
    }

    // ---- the schema

    record SchemaJson(List<KindJson> kinds, List<VocabularyJson> vocabularies) {}

    record LabelJson(String en, String ko) {
        static LabelJson of(Label label) {
            return new LabelJson(label.english(), label.korean());
        }
    }

    record KindJson(
            String kind,
            LabelJson label,
            List<String> title,
            List<String> link,
            List<PropertyJson> properties,
            Map<String, String> maps) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PropertyJson(
            String property,
            LabelJson label,
            String type,
            @Nullable String vocabulary,
            List<String> to,
            @Nullable String unit,
            boolean many,
            boolean sealed,
            boolean retired,
            Map<String, String> maps) {}

    record VocabularyJson(String vocabulary, LabelJson label, List<TermJson> terms) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TermJson(
            String code, LabelJson label, @Nullable String broader, Map<String, String> maps) {}

    @GetMapping("/schema")
    @Needs(Permission.READ_CLAIMS)
    SchemaJson schema() {
        var schema = casebook.schema();
        return new SchemaJson(
                schema.kinds().values().stream().map(ClaimApi::json).toList(),
                schema.vocabularies().values().stream().map(ClaimApi::json).toList());
    }

    private static KindJson json(Kind kind) {
        return new KindJson(
                kind.code(),
                LabelJson.of(kind.label()),
                kind.title(),
                kind.link(),
                kind.properties().values().stream().map(ClaimApi::json).toList(),
                kind.maps());
    }

    private static PropertyJson json(Property property) {
        return new PropertyJson(
                property.code(),
                LabelJson.of(property.label()),
                property.type().word(),
                property.vocabulary().orElse(null),
                property.to(),
                property.unit().orElse(null),
                property.many(),
                property.sealed(),
                property.retired(),
                property.maps());
    }

    private static VocabularyJson json(Vocabulary vocabulary) {
        return new VocabularyJson(
                vocabulary.code(),
                LabelJson.of(vocabulary.label()),
                vocabulary.terms().values().stream()
                        .map(
                                term ->
                                        new TermJson(
                                                term.code(),
                                                LabelJson.of(term.label()),
                                                term.broader().orElse(null),
                                                term.maps()))
                        .toList());
    }

    // ---- reading

    record EntityJson(String entity, String kind, String title, List<ClaimJson> claims) {}

    /// One version of a claim.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClaimJson(
            String claim,
            int version,
            String entity,
            String kind,
            String property,
            @Nullable Map<String, Object> value,
            @Nullable String words,
            String grade,
            @JsonProperty("grade-reason") String gradeReason,
            String status,
            @Nullable String review,
            String basis,
            String reason,
            String by,
            String at,
            @Nullable String until,
            long position,
            @Nullable Integer erased,
            List<CitationJson> citations) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CitationJson(
            String item,
            PlaceJson place,
            @Nullable String prefix,
            @Nullable String quote,
            @Nullable String suffix,
            @Nullable FoundJson found) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PlaceJson(
            @Nullable Integer page,
            @Nullable Long start,
            @Nullable Long end,
            @Nullable List<Integer> region) {}

    /// What the item says there today: as cited, moved (to where), or gone (why).
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FoundJson(String found, @Nullable PlaceJson to, @Nullable String why) {}

    record HistoryJson(List<ClaimJson> versions) {}

    record ClaimsJson(List<ClaimJson> rows) {}

    /// @param at an instant at which it is shown as it was known then
    @GetMapping("/entities/{id}")
    @Needs(Permission.READ_CLAIMS)
    EntityJson entity(
            @PathVariable UUID id,
            @RequestParam(name = "as-of", required = false) @Nullable Instant at,
            Visitor visitor) {
        var by = visitor.clearance();
        var wanted = new EntityId(id);
        Entity entity =
                (at == null ? casebook.entity(by, wanted) : casebook.entity(by, wanted, at))
                        .orElseThrow(NotHere::new);
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id);
        Titles titles = titles(visitor, List.of(entity));
        return new EntityJson(
                id.toString(),
                entity.kind().code(),
                titles.of(wanted),
                json(visitor, entity.claims(), titles));
    }

    /// All versions, the oldest first; each citation of the newest read again.
    @GetMapping("/claims/{id}")
    @Needs(Permission.READ_CLAIMS)
    ResponseEntity<HistoryJson> claim(@PathVariable UUID id, Visitor visitor) {
        List<Claim> versions = casebook.history(visitor.clearance(), new ClaimId(id));
        if (versions.isEmpty()) {
            throw new NotHere();
        }
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id);
        return ResponseEntity.ok()
                .eTag(tag(versions.getLast()))
                .body(new HistoryJson(json(visitor, versions)));
    }

    /// Claims that cite an item, in the order in which they were recorded.
    @GetMapping("/items/{id}/claims")
    @Needs(Permission.READ_CLAIMS)
    ClaimsJson citing(@PathVariable UUID id, Visitor visitor) {
        archive.item(visitor.clearance(), new ItemId(id))
                .orElseThrow(() -> Gone.orNotHere(archive, visitor.clearance(), id));
        return new ClaimsJson(json(visitor, casebook.citing(visitor.clearance(), new ItemId(id))));
    }

    // ---- asking

    /// @param kind of the entities
    /// @param where all of it must hold
    /// @param after `next` of the answer before
    record Asking(
            @Nullable String kind,
            @Nullable List<Where> where,
            @Nullable Place after,
            @Nullable Integer limit) {}

    /// A property and one thing asked of it; with nothing else, that anything is told of it.
    record Where(
            String property,
            @Nullable String says,
            @Nullable String is,
            @Nullable String from,
            @Nullable String to,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            @Nullable @JsonProperty("refers-to") UUID refersTo) {}

    record Place(@Nullable String words, @Nullable UUID entity) {}

    record EntityRow(String entity, String title, Map<String, List<Map<String, Object>>> values) {}

    record EntitiesJson(List<EntityRow> rows, long count, @Nullable Place next) {}

    /// Entities of a kind in the order of their titles, with the values that count.
    @PostMapping(path = "/entities", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.READ_CLAIMS)
    EntitiesJson entities(@RequestBody Asking asking, Visitor visitor) {
        Kind kind =
                Optional.ofNullable(asking.kind())
                        .flatMap(casebook.schema()::kind)
                        .orElseThrow(
                                () ->
                                        new Unfit(
                                                "kind is %s; expected one of /api/v1/schema"
                                                        .formatted(asking.kind())));
        int most = Api.bounded(asking.limit() == null ? 50 : asking.limit());
        var asked = Optional.ofNullable(asking.where()).orElse(List.of());
        if (asked.size() > MOST_CONDITIONS || asked.stream().anyMatch(Objects::isNull)) {
            throw new Unfit(
                    "where has up to %d conditions, each an object".formatted(MOST_CONDITIONS));
        }
        if (asking.after() instanceof Place place
                && (place.words() == null || place.entity() == null)) {
            throw new Unfit("after is not whole; expected next of the answer before");
        }
        var conditions = asked.stream().map(where -> condition(kind, where)).toList();
        var after =
                Optional.ofNullable(asking.after())
                        .map(
                                place ->
                                        new Question.Place(
                                                place.words(), new EntityId(place.entity())));
        var listed =
                casebook.list(
                        visitor.clearance(), new Question(kind.code(), conditions, after, most));
        var ids = listed.places().stream().map(Question.Place::entity).toList();
        var found = casebook.entities(visitor.clearance(), ids);
        var titles = casebook.titles(visitor.clearance(), ids, visitor.language().locale());
        var last = listed.places().size() < most ? null : listed.places().getLast();
        return new EntitiesJson(
                ids.stream()
                        .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                        .map(
                                entity ->
                                        new EntityRow(
                                                entity.id().toString(),
                                                titles.of(entity.id()),
                                                values(entity)))
                        .toList(),
                listed.count(),
                last == null ? null : new Place(last.words(), last.entity().value()));
    }

    private static Map<String, List<Map<String, Object>>> values(Entity entity) {
        var values = new LinkedHashMap<String, List<Map<String, Object>>>();
        entity.properties()
                .forEach(
                        (property, held) -> {
                            var standing =
                                    held.stream()
                                            .filter(Entity.Held::stands)
                                            .map(one -> Values.map(one.value()))
                                            .toList();
                            if (!standing.isEmpty()) {
                                values.put(property.code(), standing);
                            }
                        });
        return values;
    }

    private Condition condition(Kind kind, Where where) {
        var property =
                kind.property(String.valueOf(where.property()))
                        .filter(one -> !one.sealed())
                        .orElseThrow(
                                () ->
                                        new Unfit(
                                                "%s has no property %s that can be asked for"
                                                        .formatted(kind.code(), where.property())));
        var code = property.code();
        if (where.says() != null) {
            return new Condition.Says(code, where.says());
        }
        if (where.is() != null) {
            return new Condition.Is(code, where.is());
        }
        if (where.refersTo() != null) {
            return new Condition.RefersTo(code, new EntityId(where.refersTo()));
        }
        if (where.from() != null && where.to() != null) {
            return new Condition.During(
                    code,
                    date(property, where.from()).date().earliest(),
                    date(property, where.to()).date().latest());
        }
        if (where.low() != null && where.high() != null) {
            return new Condition.Between(code, where.low(), where.high());
        }
        if (Stream.of(where.from(), where.to(), where.low(), where.high())
                .anyMatch(one -> one != null)) {
            throw new Unfit("%s is asked with one end; expected both".formatted(code));
        }
        return new Condition.Told(code);
    }

    private Value.Date date(Property property, String text) {
        try {
            if (Values.typed(casebook.schema(), property, text, EntityId::parse)
                    instanceof Value.Date date) {
                return date;
            }
        } catch (IllegalArgumentException e) {
            // Told below as one of another type is.
        }
        throw new Unfit("%s cannot be asked for dates like these".formatted(property.code()));
    }

    // ---- writing

    /// @param line of the body, from 1
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeJson(
            int line,
            String outcome,
            @Nullable String entity,
            @Nullable String claim,
            @Nullable String reason) {}

    record OutcomesJson(List<OutcomeJson> rows) {}

    /// Takes lines of a file of claims. The same ones again record nothing twice, so whoever got no
    /// answer sends them again.
    @PostMapping(path = "/claims", consumes = LINES)
    @Needs(Permission.RECORD_CLAIMS)
    OutcomesJson record(
            @RequestParam(name = "dry-run", defaultValue = "false") boolean trial,
            HttpServletRequest request,
            Visitor visitor)
            throws IOException {
        // Whole, before the first line is recorded.
        byte[] body = request.getInputStream().readAllBytes();
        var rows = new ArrayList<OutcomeJson>();
        new ClaimImport(
                        casebook,
                        archive,
                        visitor.clearance(),
                        trial,
                        outcome ->
                                rows.add(
                                        new OutcomeJson(
                                                outcome.number(),
                                                outcome.result().name().toLowerCase(Locale.ROOT),
                                                outcome.entity().map(Object::toString).orElse(null),
                                                outcome.claims().stream()
                                                        .findFirst()
                                                        .map(Object::toString)
                                                        .orElse(null),
                                                outcome.reason().isEmpty()
                                                        ? null
                                                        : outcome.reason())))
                .read(
                        new BufferedReader(
                                new InputStreamReader(
                                        new ByteArrayInputStream(body), StandardCharsets.UTF_8)));
        rows.sort(Comparator.comparingInt(OutcomeJson::line));
        return new OutcomesJson(rows);
    }

    /// What changes of a claim; what is absent stays.
    ///
    /// @param value as in a file of claims
    record Change(
            @Nullable JsonNode value,
            @Nullable String grade,
            @Nullable @JsonProperty("grade-reason") String gradeReason,
            @Nullable String status,
            @Nullable String reason) {}

    /// Makes the next version of a claim. A change that the same account made just before is not
    /// made again but answered again, so that a program whose answer was lost may repeat it (RFC
    /// 9110, 13.1.1).
    ///
    /// @param version `ETag` of the one that the change was made upon
    @PostMapping(path = "/claims/{id}/versions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.RECORD_CLAIMS)
    ResponseEntity<ClaimJson> revise(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", defaultValue = "") String version,
            @RequestBody Change change,
            Visitor visitor) {
        var before =
                casebook.current(visitor.clearance(), new ClaimId(id)).orElseThrow(NotHere::new);
        if (version.isBlank()) {
            throw new Unmatched(428, "If-Match is missing; expected the ETag of the claim as read");
        }
        var revision = revision(before, change);
        if (version.equals(tag(before))) {
            return answer(
                    visitor,
                    casebook.revise(visitor.clearance(), before.id(), before.version(), revision));
        }
        if (made(visitor, version, before, revision)) {
            return answer(visitor, before);
        }
        throw new Unmatched(412, "the claim is at version " + before.version());
    }

    private ResponseEntity<ClaimJson> answer(Visitor visitor, Claim claim) {
        return ResponseEntity.ok().eTag(tag(claim)).body(json(visitor, List.of(claim)).getFirst());
    }

    /// Whether this change, asked for by this account upon that version, made the claim what it is.
    private boolean made(Visitor visitor, String version, Claim now, Revision revision) {
        return now.by().equals(visitor.clearance().actor())
                && casebook.history(visitor.clearance(), now.id()).stream()
                        .filter(one -> one.version() == now.version() - 1)
                        .filter(upon -> tag(upon).equals(version))
                        .anyMatch(
                                upon ->
                                        now.value().equals(revision.value().or(upon::value))
                                                && now.grade()
                                                        .equals(
                                                                revision.grade()
                                                                        .orElse(upon.grade()))
                                                && now.status()
                                                        == revision.status().orElse(upon.status())
                                                && now.reason().equals(revision.reason()));
    }

    private Revision revision(Claim before, Change change) {
        var schema = casebook.schema();
        try {
            return new Revision(
                    Optional.ofNullable(change.value())
                            .map(
                                    node ->
                                            Values.read(
                                                    schema,
                                                    schema.kindOr(before.kind())
                                                            .propertyOr(before.property()),
                                                    node,
                                                    EntityId::parse)),
                    Optional.empty(),
                    Optional.ofNullable(change.grade())
                            .map(
                                    code ->
                                            Grade.of(
                                                    code,
                                                    Optional.ofNullable(change.gradeReason())
                                                            .orElse(""))),
                    Optional.ofNullable(change.status()).map(ClaimApi::status),
                    Optional.ofNullable(change.reason()).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new Unfit(String.valueOf(e.getMessage()));
        }
    }

    private static Status status(String word) {
        return Stream.of(Status.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Unfit(
                                        "status is %s; expected one of %s"
                                                .formatted(
                                                        word,
                                                        Stream.of(Status.values())
                                                                .map(Status::word)
                                                                .toList())));
    }

    // ---- what is wrong, in the words of RFC 9457

    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message, null, false, false);
        }
    }

    private static final class Unmatched extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Unmatched(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    @ExceptionHandler({Unfit.class, Unmatched.class, CaseRefused.class})
    ResponseEntity<ProblemJson> refused(RuntimeException why) {
        int status =
                switch (why) {
                    case Unmatched unmatched -> unmatched.status;
                    case CaseRefused refused -> Mishaps.status(refused);
                    default -> 422;
                };
        return ProblemJson.answer(status, why);
    }

    // ---- how claims are told

    private static String tag(Claim claim) {
        return "\"" + claim.version() + "\"";
    }

    private Titles titles(Visitor visitor, Collection<Entity> entities) {
        var ids = new HashSet<EntityId>();
        for (var entity : entities) {
            ids.add(entity.id());
            ids.addAll(mentioned(entity.claims()));
        }
        return casebook.titles(visitor.clearance(), ids, visitor.language().locale());
    }

    private static Set<EntityId> mentioned(List<Claim> claims) {
        var ids = new HashSet<EntityId>();
        claims.forEach(
                claim ->
                        claim.value()
                                .flatMap(value -> ClaimTellings.target(value))
                                .ifPresent(ids::add));
        return ids;
    }

    private List<ClaimJson> json(Visitor visitor, List<Claim> claims) {
        Titles titles =
                casebook.titles(
                        visitor.clearance(), mentioned(claims), visitor.language().locale());
        return json(visitor, claims, titles);
    }

    private List<ClaimJson> json(Visitor visitor, List<Claim> claims, Titles titles) {
        var standing =
                casebook.reviews()
                        .standing(
                                visitor.clearance(),
                                claims.stream().filter(claim -> claim.until().isEmpty()).toList());
        var rereading =
                casebook.rereading(
                        visitor.clearance(),
                        claims.stream()
                                .filter(claim -> claim.until().isEmpty())
                                .flatMap(claim -> claim.citations().stream())
                                .map(Citation::item)
                                .collect(Collectors.toSet()));
        return claims.stream()
                .map(
                        claim ->
                                json(
                                        claim,
                                        rereading,
                                        titles,
                                        claim.until().isEmpty() ? standing.get(claim.id()) : null))
                .toList();
    }

    private ClaimJson json(
            Claim claim, Rereading rereading, Titles titles, @Nullable Standing standing) {
        var property = casebook.schema().kindOr(claim.kind()).propertyOr(claim.property());
        return new ClaimJson(
                claim.id().toString(),
                claim.version(),
                claim.entity().toString(),
                claim.kind(),
                claim.property(),
                claim.value().map(Values::map).orElse(null),
                claim.value().map(value -> titles.words(property, value)).orElse(null),
                claim.grade().code(),
                claim.grade().reason(),
                claim.status().word(),
                standing == null ? null : standing.word(),
                claim.basis().word(),
                claim.reason(),
                claim.by().toString(),
                claim.at().toString(),
                claim.until().map(Instant::toString).orElse(null),
                claim.position(),
                claim.erased().isPresent() ? claim.erased().getAsInt() : null,
                claim.citations().stream()
                        .map(citation -> json(citation, claim.until().isEmpty(), rereading))
                        .toList());
    }

    private CitationJson json(Citation citation, boolean now, Rereading rereading) {
        return new CitationJson(
                citation.item().toString(),
                place(citation.locator()),
                citation.quote().map(Quote::prefix).orElse(null),
                citation.quote().map(Quote::exact).orElse(null),
                citation.quote().map(Quote::suffix).orElse(null),
                now ? found(rereading.of(citation)) : null);
    }

    private static FoundJson found(Found found) {
        return switch (found) {
            case Found.AsCited _ -> new FoundJson("as-cited", null, null);
            case Found.Moved moved -> new FoundJson("moved", place(moved.to()), null);
            case Found.Gone gone ->
                    new FoundJson(
                            "gone",
                            null,
                            gone.why().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        };
    }

    private static PlaceJson place(Locator locator) {
        return switch (locator) {
            case Locator.Passage(int page, int start, int end) ->
                    new PlaceJson(page, (long) start, (long) end, null);
            case Locator.Region(int page, int left, int top, int width, int height) ->
                    new PlaceJson(page, null, null, List.of(left, top, width, height));
            case Locator.Stretch(long start, long end) -> new PlaceJson(null, start, end, null);
        };
    }
}
