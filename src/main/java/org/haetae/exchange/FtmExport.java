package org.haetae.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import tools.jackson.databind.json.JsonMapper;

/// The casebook as FollowTheMoney entities, one JSON object a line. It has neither sources nor
/// grades nor rivals: of each property all values stand side by side. What it cannot say is left
/// out and counted.
public final class FtmExport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Locale ENGLISH = Locale.ENGLISH;

    /// @param left how many values were left out, by kind and property
    public record Carried(long entities, Map<String, Long> left) {
        public Carried {
            left = Map.copyOf(left);
        }
    }

    private final Casebook casebook;
    private final Clearance by;
    private final UUID id;
    private final Map<String, Long> left = new TreeMap<>();
    private long count;

    FtmExport(Casebook casebook, Clearance by, UUID id) {
        this.casebook = casebook;
        this.by = by;
        this.id = id;
    }

    /// Under which the export stands in the ledger.
    public UUID id() {
        return id;
    }

    /// Writes all entities of kinds that FollowTheMoney has. The stream is flushed and not closed.
    public Carried write(OutputStream out) throws IOException {
        for (var kind : casebook.schema().kinds().values()) {
            write(kind, List.of(), out);
        }
        out.flush();
        return new Carried(count, left);
    }

    /// The same of one kind that fulfils some conditions; nothing of a kind that FollowTheMoney
    /// does not have.
    public void write(Kind kind, List<Condition> conditions, OutputStream out) throws IOException {
        var schema = FollowTheMoney.schema(kind);
        if (schema.isPresent()) {
            Batches.each(
                    casebook,
                    by,
                    kind.code(),
                    conditions,
                    entities -> {
                        var others = others(entities);
                        for (var entity : entities) {
                            write(out, schema.get(), entity, others);
                        }
                    });
        }
        out.flush();
    }

    /// One entity with what stands next to it: what refers to it, and what these refer to. So no
    /// tie leads out of the file at its one end.
    public void write(EntityId about, OutputStream out) throws IOException {
        var wanted = new LinkedHashSet<EntityId>();
        wanted.add(about);
        casebook.referringTo(by, about).stream()
                .filter(Claim::stands)
                .map(Claim::entity)
                .forEach(wanted::add);
        wanted.addAll(mentioned(casebook.entities(by, wanted).values()));
        var entities = casebook.entities(by, wanted);
        var others = others(entities.values());
        for (var id : wanted) {
            var entity = entities.get(id);
            var schema =
                    Optional.ofNullable(entity).flatMap(one -> FollowTheMoney.schema(one.kind()));
            if (schema.isPresent()) {
                write(out, schema.get(), entity, others);
            }
        }
        out.flush();
    }

    /// Whether FollowTheMoney has such a kind.
    public static boolean has(Kind kind) {
        return FollowTheMoney.schema(kind).isPresent();
    }

    /// What the entities of a batch refer to.
    private record Others(Map<EntityId, Entity> entities, Titles titles) {}

    private Others others(Collection<Entity> entities) {
        var found = casebook.entities(by, mentioned(entities));
        return new Others(found, casebook.titles(by, found, List.of(), ENGLISH));
    }

    private static Set<EntityId> mentioned(Collection<Entity> entities) {
        var mentioned = new LinkedHashSet<EntityId>();
        for (var entity : entities) {
            for (var claim : entity.claims()) {
                if (claim.stands()
                        && claim.value().orElse(null) instanceof Value.Reference(EntityId target)) {
                    mentioned.add(target);
                }
            }
        }
        return mentioned;
    }

    private void write(OutputStream out, String schema, Entity entity, Others others)
            throws IOException {
        var properties = new TreeMap<String, List<String>>();
        for (var property : entity.kind().properties().values()) {
            var values = entity.values(property.code());
            var name = FollowTheMoney.property(property);
            if (property.sealed() || values.isEmpty()) {
                continue;
            }
            var told =
                    name.isEmpty()
                            ? List.<String>of()
                            : values.stream()
                                    .flatMap(
                                            value ->
                                                    word(
                                                            schema,
                                                            name.get(),
                                                            property,
                                                            value,
                                                            others)
                                                            .stream())
                                    .distinct()
                                    .toList();
            if (told.size() < values.size()) {
                left.merge(
                        entity.kind().code() + "." + property.code(),
                        (long) values.size() - told.size(),
                        Long::sum);
            }
            if (!told.isEmpty()) {
                properties.merge(
                        name.orElseThrow(),
                        told,
                        (one, other) ->
                                Stream.concat(one.stream(), other.stream()).distinct().toList());
            }
        }
        if (schema.equals("Occupancy") && properties.containsKey("post")) {
            // A post is an entity of its own there.
            var post = entity.id() + "-post";
            line(out, post, "Position", Map.of("name", properties.get("post")));
            properties.put("post", List.of(post));
        }
        line(out, entity.id().toString(), schema, properties);
    }

    private void line(
            OutputStream out, String entity, String schema, Map<String, List<String>> properties)
            throws IOException {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", entity);
        map.put("schema", schema);
        map.put("properties", new TreeMap<>(properties));
        out.write((JSON.writeValueAsString(map) + "\n").getBytes(StandardCharsets.UTF_8));
        count++;
    }

    private Optional<String> word(
            String schema, String name, Property property, Value value, Others others) {
        return switch (value) {
            case Value.Name(String text, Optional<String> language) -> Optional.of(text);
            case Value.Text(String text, Optional<String> language) ->
                    Optional.of(name.equals("country") ? text.toLowerCase(Locale.ROOT) : text);
            case Value.Date date -> FollowTheMoney.date(date);
            case Value.Link link -> Optional.of(link.address().toString());
            case Value.Code(String code) ->
                    casebook.schema()
                            .term(property, code)
                            .map(term -> FollowTheMoney.term(term).orElse(term.label().english()));
            case Value.Reference(EntityId target) ->
                    FollowTheMoney.isEntity(schema, name)
                            ? mapped(others, target)
                            : FollowTheMoney.isCountry(property, name)
                                    ? country(others, target)
                                    : Optional.ofNullable(others.entities().get(target))
                                            .map(one -> others.titles().of(one.id()));
            case Value.Number number -> Optional.empty();
            case Value.Point point -> Optional.empty();
        };
    }

    /// An id that leads to a line of this file.
    private static Optional<String> mapped(Others others, EntityId target) {
        return Optional.ofNullable(others.entities().get(target))
                .map(Entity::kind)
                .flatMap(FollowTheMoney::schema)
                .map(schema -> target.toString());
    }

    private static Optional<String> country(Others others, EntityId target) {
        return Optional.ofNullable(others.entities().get(target))
                .flatMap(
                        place ->
                                place.kind().properties().values().stream()
                                        .filter(
                                                property ->
                                                        FollowTheMoney.property(property)
                                                                .equals(Optional.of("country")))
                                        .flatMap(property -> place.values(property.code()).stream())
                                        .findFirst())
                .filter(Value.Text.class::isInstance)
                .map(code -> ((Value.Text) code).text().toLowerCase(Locale.ROOT));
    }
}
