package org.haetae.casebook;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.names.DateWords;
import org.haetae.names.HistoricDate;
import org.haetae.names.Language;

/// What entities are called, as far as one reader may know it. A link is called by its ends.
public final class Titles {

    private static final int DEEPEST = 3;
    private static final String BETWEEN = " · ";

    private final Schema schema;
    private final Locale locale;
    private final Language language;
    private final Map<EntityId, Entity> known = new HashMap<>();

    private Titles(Schema schema, Locale locale) {
        this.schema = schema;
        this.locale = locale;
        this.language = locale.getLanguage().equals("ko") ? Language.KOREAN : Language.ENGLISH;
    }

    /// Of these entities, and of all that their titles and values speak of.
    ///
    /// @param read already, of which nothing is asked again
    static Titles of(
            Casebook casebook,
            Clearance by,
            Map<EntityId, Entity> read,
            Collection<EntityId> ids,
            Locale locale) {
        var titles = new Titles(casebook.schema(), locale);
        titles.known.putAll(read);
        Set<EntityId> wanted = titles.named(read.values());
        ids.stream().filter(id -> !read.containsKey(id)).forEach(wanted::add);
        for (int depth = 0; depth < DEEPEST && !wanted.isEmpty(); depth++) {
            var found = titled(casebook, by, wanted);
            titles.known.putAll(found);
            wanted = titles.named(found.values());
        }
        return titles;
    }

    /// With what titles are made of alone, which is little of what is told of most; with all of
    /// those that have none of it, so that of which kind they are is known still.
    private static Map<EntityId, Entity> titled(
            Casebook casebook, Clearance by, Set<EntityId> wanted) {
        var titling =
                casebook.schema().kinds().values().stream()
                        .flatMap(kind -> kind.title().stream())
                        .collect(Collectors.toSet());
        var found = new HashMap<>(casebook.outlines(by, wanted, titling));
        var untitled = new HashSet<>(wanted);
        untitled.removeAll(found.keySet());
        if (!untitled.isEmpty()) {
            found.putAll(casebook.outlines(by, untitled));
        }
        return found;
    }

    /// What the titles of these speak of and is not known yet.
    private Set<EntityId> named(Collection<Entity> entities) {
        return entities.stream()
                .flatMap(
                        entity ->
                                entity.kind().title().stream()
                                        .flatMap(code -> entity.values(code).stream()))
                .flatMap(Titles::target)
                .filter(id -> !known.containsKey(id))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<EntityId> target(Value value) {
        return value instanceof Value.Reference(EntityId entity)
                ? Stream.of(entity)
                : Stream.empty();
    }

    /// What an entity is called; its id when nothing says.
    public String of(EntityId id) {
        return of(id, 0).orElse(id.toString());
    }

    /// Of which kind an entity is, if it is there for this reader.
    public Optional<Kind> kind(EntityId id) {
        return Optional.ofNullable(known.get(id)).map(Entity::kind);
    }

    private Optional<String> of(EntityId id, int depth) {
        var entity = known.get(id);
        if (entity == null || depth == DEEPEST) {
            return Optional.empty();
        }
        var title =
                entity.kind().title().stream()
                        .flatMap(
                                code ->
                                        entity
                                                .value(code)
                                                .flatMap(
                                                        value ->
                                                                words(
                                                                        entity.kind()
                                                                                .propertyOr(code),
                                                                        value,
                                                                        depth))
                                                .stream())
                        .collect(Collectors.joining(BETWEEN));
        return title.isEmpty() ? Optional.empty() : Optional.of(title);
    }

    /// A value in words.
    public String words(Property property, Value value) {
        return words(property, value, 0).orElse("");
    }

    private Optional<String> words(Property property, Value value, int depth) {
        return switch (value) {
            case Value.Name name -> Optional.of(name.text());
            case Value.Text text -> Optional.of(text.text());
            case Value.Date(HistoricDate date) -> Optional.of(DateWords.of(date, language));
            case Value.Number number -> Optional.of(number(number));
            case Value.Point point ->
                    Optional.of(
                            "%.4f, %.4f (± %,.0f m)"
                                    .formatted(
                                            point.latitude(),
                                            point.longitude(),
                                            point.precisionMetres()));
            case Value.Reference reference ->
                    of(reference.entity(), depth + 1).or(() -> Optional.of("…"));
            case Value.Code code ->
                    Optional.of(
                            schema.term(property, code.term())
                                    .map(term -> term.label().in(locale))
                                    .orElse(code.term()));
            case Value.Link link -> Optional.of(link.address().toString());
        };
    }

    private String number(Value.Number number) {
        var low = number.low().map(one -> "%,.10f".formatted(one)).map(Titles::trimmed);
        var high = number.high().map(one -> "%,.10f".formatted(one)).map(Titles::trimmed);
        var rule = number.rule().map(code -> label("counting-rules", code));
        // A rule says of a single bound what it is: more than, at least.
        var bare = rule.isPresent() && (low.isEmpty() || high.isEmpty());
        var amount =
                low.equals(high)
                        ? low.orElse("")
                        : low.isEmpty()
                                ? (bare ? "" : "≤ ") + high.orElse("")
                                : high.isEmpty()
                                        ? (bare ? "" : "≥ ") + low.get()
                                        : low.get() + "–" + high.get();
        var unit = number.unit().map(code -> label("counting-units", code));
        return Stream.of(rule, Optional.of(amount), unit, number.words().map("“%s”"::formatted))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private String label(String vocabulary, String code) {
        return Optional.ofNullable(schema.vocabularies().get(vocabulary))
                .flatMap(terms -> terms.term(code))
                .map(term -> term.label().in(locale))
                .orElse(code);
    }

    private static String trimmed(String decimal) {
        return decimal.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
