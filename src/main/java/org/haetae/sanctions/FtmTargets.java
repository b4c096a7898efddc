package org.haetae.sanctions;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Place;
import org.haetae.sanctions.ListEntry.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// FollowTheMoney entities, one JSON object a line: those that bear names as a list, what sanctions
/// say of them joined to them, whether these stand inside of them (`targets.nested.json`) or on
/// lines of their own (`entities.ftm.json`).
final class FtmTargets {

    private static final int MOST_LINE = 8 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Subject> SCHEMAS =
            Map.ofEntries(
                    Map.entry("Person", Subject.PERSON),
                    Map.entry("Organization", Subject.ORGANISATION),
                    Map.entry("Company", Subject.ORGANISATION),
                    Map.entry("PublicBody", Subject.ORGANISATION),
                    Map.entry("LegalEntity", Subject.UNKNOWN),
                    Map.entry("Vessel", Subject.VESSEL),
                    Map.entry("Airplane", Subject.AIRCRAFT));
    private static final List<String> IDENTIFIERS =
            List.of(
                    "passportNumber",
                    "idNumber",
                    "taxNumber",
                    "innCode",
                    "ogrnCode",
                    "registrationNumber",
                    "imoNumber",
                    "mmsi",
                    "callSign",
                    "swiftBic",
                    "leiCode",
                    "wikidataId",
                    "unscId",
                    "socialSecurityNumber");

    private final Entries entries;
    private final String file;
    private final int number;
    private final Map<String, List<JsonNode>> sanctions = new HashMap<>();
    private @Nullable HistoricDate last;
    private long characters;

    FtmTargets(Entries entries, String file, int number) {
        this.entries = entries;
        this.file = file;
        this.number = number;
    }

    /// The day of the latest change that the entities tell of.
    Optional<HistoricDate> read(Reader text) throws IOException {
        var line = new StringBuilder();
        var buffer = new char[1 << 16];
        int count = 0;
        for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
            int from = 0;
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    line.append(buffer, from, i - from);
                    line(++count, line);
                    line.setLength(0);
                    from = i + 1;
                }
            }
            line.append(buffer, from, read - from);
            if (line.length() > MOST_LINE) {
                throw refused(count + 1, "it is longer than %,d characters".formatted(MOST_LINE));
            }
        }
        line(count + 1, line);
        join();
        return Optional.ofNullable(last);
    }

    long characters() {
        return characters;
    }

    private ListRefused refused(int line, String what) {
        return new ListRefused("%s, line %d: %s".formatted(file, line, what));
    }

    private void line(int count, StringBuilder text) {
        long from = characters;
        for (int i = 0; i < text.length(); i++) {
            if (!Entries.isSpace(text.charAt(i))) {
                characters++;
            }
        }
        if (characters == from) {
            return;
        }
        try {
            var node = JSON.readTree(text.toString());
            var schema = node.path("schema").asString("");
            if (!node.isObject() || schema.isEmpty()) {
                throw refused(count, "it is no entity; expected id, schema and properties");
            }
            var subject = SCHEMAS.get(schema);
            if (subject != null && node.path("target").asBoolean(true)) {
                entity(node, subject, new Place(number, from, characters), count);
            } else if (schema.equals("Sanction")) {
                texts(node, "entity")
                        .forEach(
                                id ->
                                        sanctions
                                                .computeIfAbsent(id, one -> new ArrayList<>(1))
                                                .add(node));
            }
        } catch (JacksonException e) {
            throw refused(
                    count,
                    "it is no whole JSON object (%s)"
                            .formatted(e.getOriginalMessage().replaceAll("\\s+", " ")));
        }
    }

    private static List<String> texts(JsonNode node, String property) {
        var values = node.path("properties").path(property);
        return values.isArray()
                ? values.valueStream()
                        .map(
                                one ->
                                        one.isObject()
                                                ? one.path("caption").asString("")
                                                : one.asString(""))
                        .filter(one -> !one.isBlank())
                        .toList()
                : values.isString() ? List.of(values.asString()) : List.of();
    }

    private void entity(JsonNode node, Subject subject, Place place, int line) {
        var draft = entries.open(node.path("id").asString(""), "%s, line %d".formatted(file, line));
        draft.places.add(place);
        draft.subject = subject;
        draft.number = texts(node, "unscId").stream().findFirst().orElse("");
        draft.name(node.path("caption").asString(""), NameType.PRIMARY, null);
        texts(node, "name").forEach(one -> draft.name(one, script(one, NameType.PRIMARY), null));
        texts(node, "alias").forEach(one -> draft.name(one, script(one, NameType.ALIAS), null));
        texts(node, "previousName").forEach(one -> draft.name(one, NameType.FORMER, null));
        texts(node, "weakAlias").forEach(one -> draft.name(one, NameType.WEAK, null));
        copy(node, "title", draft, draft.honorifics);
        copy(node, "birthPlace", draft, draft.birthPlaces);
        copy(node, "nationality", draft, draft.nationalities);
        copy(node, "citizenship", draft, draft.nationalities);
        copy(node, "position", draft, draft.posts);
        copy(node, "program", draft, draft.programmes);
        copy(node, "notes", draft, draft.remarks);
        if (subject != Subject.PERSON) {
            copy(node, "country", draft, draft.nationalities);
            copy(node, "flag", draft, draft.nationalities);
        }
        texts(node, "birthDate").forEach(one -> draft.birth(ListDates.iso(one), one));
        texts(node, "gender").forEach(one -> draft.gender = UnConsolidated.gender(one));
        texts(node, "address").forEach(one -> draft.address(one, null));
        IDENTIFIERS.forEach(
                kind -> texts(node, kind).forEach(one -> draft.identifier(kind, one, null)));
        texts(node, "modifiedAt").forEach(one -> draft.amended(ListDates.iso(one)));
        var nested = node.path("properties").path("sanctions");
        if (nested.isArray()) {
            nested.valueStream().filter(JsonNode::isObject).forEach(one -> sanction(one, draft));
        }
        var changed = ListDates.iso(node.path("last_change").asString(null));
        if (changed != null
                && (last == null || HistoricDate.CHRONOLOGICAL.compare(changed, last) > 0)) {
            last = changed;
        }
    }

    private static NameType script(String name, NameType latin) {
        return name.codePoints()
                        .filter(Character::isLetter)
                        .allMatch(
                                c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                ? latin
                : NameType.ORIGINAL_SCRIPT;
    }

    private static void copy(
            JsonNode node, String property, Entries.Draft draft, LinkedHashSet<String> to) {
        texts(node, property).forEach(one -> draft.add(to, one));
    }

    private static void sanction(JsonNode node, Entries.Draft draft) {
        copy(node, "authority", draft, draft.authorities);
        copy(node, "program", draft, draft.programmes);
        copy(node, "reason", draft, draft.reasons);
        copy(node, "provisions", draft, draft.remarks);
        copy(node, "summary", draft, draft.remarks);
        var number = texts(node, "authorityId").stream().findFirst();
        if (draft.number.isEmpty() && number.isPresent()) {
            draft.number = number.get();
        }
        for (var property : List.of("listingDate", "startDate")) {
            for (var text : texts(node, property)) {
                if (draft.listed == null) {
                    draft.listed = ListDates.iso(text);
                }
            }
        }
        texts(node, "modifiedAt").forEach(one -> draft.amended(ListDates.iso(one)));
    }

    private void join() {
        sanctions.forEach(
                (id, all) ->
                        entries.begun(id)
                                .ifPresent(draft -> all.forEach(one -> sanction(one, draft))));
    }
}
