package org.haetae.exchange;

import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.Values;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Claims that cite some items, as W3C Web Annotations: one JSON-LD document, an annotation for
/// each claim. Its body is the claim, in the fields of a file of claims and again in words; its
/// targets are the places cited.
public final class AnnotationExport {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Casebook casebook;
    private final Archive archive;
    private final Clearance by;
    private final UUID id;

    AnnotationExport(Casebook casebook, Archive archive, Clearance by, UUID id) {
        this.casebook = casebook;
        this.archive = archive;
        this.by = by;
        this.id = id;
    }

    /// Under which the export stands in the ledger.
    public UUID id() {
        return id;
    }

    /// Writes the claims that stand and cite these items. The stream is flushed and not closed.
    ///
    /// @param locale of what is said in words
    /// @return how many claims
    public long write(Collection<ItemId> items, Locale locale, OutputStream out) {
        long count = 0;
        var told = new HashSet<ClaimId>();
        try (var json = JSON.createGenerator(out)) {
            begin(json);
            for (var item : items) {
                count += write(json, casebook.citing(by, item), told, locale);
            }
            end(json);
        }
        return count;
    }

    private void begin(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("@context", Annotations.CONTEXT);
        json.writeStringProperty("id", "urn:uuid:" + id);
        json.writeStringProperty("type", "AnnotationPage");
        json.writeArrayPropertyStart("items");
    }

    private static void end(JsonGenerator json) {
        json.writeEndArray();
        json.writeEndObject();
    }

    /// @param told those that were written already
    private long write(
            JsonGenerator json, Collection<Claim> some, Set<ClaimId> told, Locale locale) {
        return write(json, some, told, item -> true, UnaryOperator.identity(), locale);
    }

    /// @param named items whose digests may stand in it
    /// @param telling changes what is said in words
    private long write(
            JsonGenerator json,
            Collection<Claim> some,
            Set<ClaimId> told,
            Predicate<ItemId> named,
            UnaryOperator<String> telling,
            Locale locale) {
        var claims =
                some.stream()
                        .filter(claim -> claim.stands() && claim.value().isPresent())
                        .filter(claim -> !isSealed(claim))
                        .filter(claim -> told.add(claim.id()))
                        .toList();
        var titles = titles(claims, locale);
        var digests = digests(claims);
        digests.keySet().removeIf(named.negate());
        for (var claim : claims) {
            json.writeRaw('\n');
            json.writePOJO(annotation(claim, titles, digests, telling, locale));
        }
        return claims.size();
    }

    /// Writes these claims, those that stand and are not kept sealed. The stream is flushed and not
    /// closed.
    ///
    /// @param named items whose digests may stand in it
    /// @param telling changes what is said in words
    /// @return how many
    public long write(
            Collection<Claim> claims,
            Set<ItemId> named,
            UnaryOperator<String> telling,
            Locale locale,
            OutputStream out) {
        try (var json = JSON.createGenerator(out)) {
            begin(json);
            long count = write(json, claims, new HashSet<>(), named::contains, telling, locale);
            end(json);
            return count;
        }
    }

    /// Writes the claims about an entity that stand. The stream is flushed and not closed.
    ///
    /// @return how many
    public long write(EntityId about, Locale locale, OutputStream out) {
        var claims =
                casebook.entity(by, about).map(Entity::claims).orElse(List.of()).stream()
                        .filter(claim -> !claim.citations().isEmpty())
                        .toList();
        try (var json = JSON.createGenerator(out)) {
            begin(json);
            long count = write(json, claims, new HashSet<>(), locale);
            end(json);
            return count;
        }
    }

    private boolean isSealed(Claim claim) {
        return casebook.schema().kindOr(claim.kind()).propertyOr(claim.property()).sealed();
    }

    private Titles titles(List<Claim> claims, Locale locale) {
        var mentioned = new HashSet<EntityId>();
        for (var claim : claims) {
            mentioned.add(claim.entity());
            if (claim.value().orElse(null) instanceof Value.Reference(EntityId target)) {
                mentioned.add(target);
            }
        }
        return casebook.titles(by, mentioned, locale);
    }

    private Map<ItemId, String> digests(List<Claim> claims) {
        var cited = new HashSet<ItemId>();
        claims.forEach(claim -> claim.citations().forEach(one -> cited.add(one.item())));
        var digests = new HashMap<ItemId, String>();
        archive.items(by, cited).forEach(item -> digests.put(item.id(), item.sha256()));
        return digests;
    }

    private Map<String, Object> annotation(
            Claim claim,
            Titles titles,
            Map<ItemId, String> digests,
            UnaryOperator<String> telling,
            Locale locale) {
        var property = casebook.schema().kindOr(claim.kind()).propertyOr(claim.property());
        var said = new LinkedHashMap<String, Object>();
        said.put("entity", claim.entity().toString());
        said.put("kind", claim.kind());
        said.put("property", claim.property());
        said.put("value", Values.map(claim.value().orElseThrow()));
        said.put("grade", claim.grade().code());
        said.put("grade-reason", claim.grade().reason());
        said.put("status", claim.status().word());
        said.put("basis", claim.basis().word());
        var words =
                telling.apply(
                        "%s: %s %s"
                                .formatted(
                                        titles.of(claim.entity()),
                                        property.label().in(locale),
                                        titles.words(property, claim.value().orElseThrow())));
        return Annotations.map(
                "id",
                "urn:uuid:" + claim.id(),
                "type",
                "Annotation",
                "motivation",
                "describing",
                "created",
                claim.at().toString(),
                "body",
                List.of(
                        Annotations.map(
                                "type",
                                "TextualBody",
                                "purpose",
                                "describing",
                                "format",
                                "text/plain",
                                "language",
                                locale.getLanguage(),
                                "value",
                                words),
                        Annotations.map(
                                "type",
                                "TextualBody",
                                "purpose",
                                "classifying",
                                "format",
                                "application/json",
                                "value",
                                JSON.writeValueAsString(said))),
                "target",
                claim.citations().stream()
                        .map(
                                citation ->
                                        Annotations.target(
                                                citation,
                                                Optional.ofNullable(digests.get(citation.item()))
                                                        .filter(digest -> !digest.isEmpty()),
                                                claim.at().toString()))
                        .toList());
    }
}
