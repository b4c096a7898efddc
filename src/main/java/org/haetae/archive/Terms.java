package org.haetae.archive;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a person allows: uses, and the days on which they hold, counted in UTC.
///
/// @param uses none means that nothing is allowed
/// @param from first day; empty means at once
/// @param until last day; empty means without end
public record Terms(List<Use> uses, Optional<LocalDate> from, Optional<LocalDate> until) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Comparator<Use> ORDER =
            Comparator.comparing(Use::purpose).thenComparing(Use::to).thenComparing(Use::named);

    /// Nothing is allowed: a consent that was not given, or was taken back.
    public static final Terms NOTHING = new Terms(List.of(), Optional.empty(), Optional.empty());

    public Terms {
        uses = uses.stream().distinct().sorted(ORDER).toList();
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new IllegalArgumentException(
                    "a consent from %s until %s ends before it begins"
                            .formatted(from.get(), until.get()));
        }
    }

    /// The time in which the team itself may work with it, as a range of PostgreSQL; this is what
    /// the database withholds material by.
    String usable() {
        return uses.stream().anyMatch(use -> use.covers(Use.INTERNAL))
                ? "[%s,%s)".formatted(start(from), start(until.map(day -> day.plusDays(1))))
                : "empty";
    }

    private static String start(Optional<LocalDate> day) {
        return day.map(it -> it.atStartOfDay(ZoneOffset.UTC).toInstant().toString()).orElse("");
    }

    /// What is sealed, and what the ledger commits to (docs/formats/archive.md): canonical JSON.
    byte[] encode(int step, String reason) {
        var map = new TreeMap<String, Object>();
        map.put("reason", reason);
        map.put("step", step);
        map.put(
                "uses",
                uses.stream()
                        .map(
                                use ->
                                        new TreeMap<String, Object>(
                                                Map.of(
                                                        "named", use.named(),
                                                        "purpose", use.purpose().word(),
                                                        "to", use.to())))
                        .toList());
        from.ifPresent(day -> map.put("from", day.toString()));
        until.ifPresent(day -> map.put("until", day.toString()));
        return JSON.writeValueAsBytes(map);
    }

    static Terms decode(byte[] encoded) {
        JsonNode node = JSON.readTree(encoded);
        return new Terms(
                node.get("uses")
                        .valueStream()
                        .map(
                                use ->
                                        new Use(
                                                Use.Purpose.of(use.get("purpose").asString())
                                                        .orElseThrow(),
                                                use.get("to").asString(),
                                                use.get("named").asBoolean()))
                        .toList(),
                day(node, "from"),
                day(node, "until"));
    }

    static String reason(byte[] encoded) {
        return JSON.readTree(encoded).get("reason").asString();
    }

    private static Optional<LocalDate> day(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(it -> LocalDate.parse(it.asString()));
    }
}
