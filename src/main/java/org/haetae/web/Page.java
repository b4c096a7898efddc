package org.haetae.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haetae.access.Permission;
import org.haetae.ledger.AttestationState;
import org.jspecify.annotations.Nullable;

/// What every template needs besides its sheet: the language, who reads, and how to write numbers
/// and times. Times are shown in UTC and say so, because an exhibit is read in many places.
///
/// @param csrf the token that every form of this page carries
/// @param path the page's own address, without its query
/// @param place which entry of the main menu it belongs to
public record Page(
        Words words,
        Theme theme,
        @Nullable Visitor visitor,
        String csrf,
        Assets assets,
        String path,
        String place) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] SIZES = {"B", "KB", "MB", "GB", "TB"};

    public String say(String key, Object... values) {
        return words.say(key, values);
    }

    /// The words for one value of a closed set, as `outcome.too-large`; for a value that has none,
    /// the value itself, for the sets of other rooms may grow.
    public String term(String set, String value) {
        String key = set + "." + value.toLowerCase(Locale.ROOT).replace('_', '-');
        return words.knows(key) ? words.say(key) : value;
    }

    /// For `aria-current` of a menu entry; jte leaves the attribute out when there is no value.
    public @Nullable String here(String entry) {
        return place.equals(entry) ? "page" : null;
    }

    /// The class of what opens a part of the menu, when this page is one of its entries.
    public String among(String... entries) {
        return List.of(entries).contains(place) ? "here" : "";
    }

    public String at(String asset) {
        return assets.at(asset);
    }

    public String lang() {
        return words.language().tag();
    }

    public boolean may(Permission permission) {
        return visitor != null && visitor.may(permission);
    }

    public Optional<Visitor> reader() {
        return Optional.ofNullable(visitor);
    }

    /// Why a file was not simply read, from what is recorded in English.
    public String reason(String recorded) {
        return Reasons.tell(words, recorded);
    }

    /// What people read for one value of a facet.
    public String facet(String facet, Sheet.FacetValue value) {
        return switch (facet) {
            case "type" -> term("kind", value.key());
            case "outcome" -> term("outcome", value.key());
            case "language" -> language(value.key());
            default -> value.label();
        };
    }

    /// A media type where several share one word and people have to choose among them.
    public String mediaType(String mediaType) {
        return "%s (%s)".formatted(term("type", TypeWords.of(mediaType)), mediaType);
    }

    /// How a part of the home stands.
    public String part(Sheet.Part part) {
        return say(
                part.key(),
                part.values().stream()
                        .map(
                                value ->
                                        switch (value) {
                                            case Sheet.Bytes(long bytes) -> size(bytes);
                                            case Sheet.Why(String reason) ->
                                                    Reasons.tell(words, reason);
                                            case AttestationState.Outcome outcome ->
                                                    say("attestation." + outcome.word());
                                            case Number number -> number(number.longValue());
                                            case Instant time -> minute(time);
                                            default -> value;
                                        })
                        .toArray());
    }

    /// What a check found, or expected to find.
    public String finding(String text) {
        return Reasons.tellFinding(words, text);
    }

    /// Why a row was not recorded.
    public String refusal(String text) {
        return Reasons.tellRefusal(words, text);
    }

    /// What to do about a finding; as the check says it when its code is of another version.
    public String advice(Sheet.FindingRow row) {
        String key = "finding.advice." + row.code().toLowerCase(Locale.ROOT);
        return words.knows(key) ? words.say(key) : row.advice();
    }

    /// Where a citation points to.
    public String place(Sheet.Place place) {
        return say("place." + place.key(), number(place.number()), place.span());
    }

    /// A grade in words.
    public String grade(Sheet.ClaimRow claim) {
        return say(
                "grade.both",
                say("grade." + claim.reliability().toLowerCase(Locale.ROOT)),
                say("grade." + claim.credibility()));
    }

    /// What a fact says; languages by their names.
    public String fact(Sheet.Fact fact) {
        return fact.name().endsWith("language") && fact.value().length() <= 8
                ? language(fact.value())
                : fact.value();
    }

    /// The name of a language, in the page's own.
    public String language(String code) {
        String name = Locale.forLanguageTag(code).getDisplayLanguage(words.language().locale());
        return name.isEmpty() ? code : name;
    }

    /// To the minute, as `2026-11-22 03:04`; the template adds the zone.
    public String minute(Instant time) {
        return MINUTE.format(time);
    }

    public String day(Instant time) {
        return DAY.format(time);
    }

    /// For the `datetime` attribute.
    public String machine(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    public String number(long number) {
        return String.format(words.language().locale(), "%,d", number);
    }

    /// A distance: `500 m`, `5 km`, `1,200 km`.
    public String distance(double kilometres) {
        return kilometres < 1
                ? number(Math.round(kilometres * 1000)) + " m"
                : kilometres == Math.rint(kilometres) || kilometres >= 100
                        ? number(Math.round(kilometres)) + " km"
                        : "%.1f km".formatted(kilometres);
    }

    /// Bytes in the largest unit that leaves a number of at least one, 1 KB being 1,000 bytes.
    public String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < SIZES.length - 1) {
            value /= 1000;
            unit++;
        }
        String pattern = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, pattern, value, SIZES[unit]);
    }

    /// As `340 ms`, `12.4 s` or `3 min 20 s`.
    public String time(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 100_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
