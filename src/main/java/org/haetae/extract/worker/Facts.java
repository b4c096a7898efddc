package org.haetae.extract.worker;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/// Facts that a file states about itself: some thirty under names of our own, in one form whatever
/// the format, and the rest as found under `raw:`.
///
/// Own names: `title author created modified language language-pages pages charset camera place
/// width height duration application from to cc bcc subject sent message-id in-reply-to url
/// captured ocr-needed note encrypted`. Dates are ISO 8601, with the offset where the file has one
/// and without where it has none (never with a guessed one); `place` is `latitude,longitude` in
/// degrees; `duration` is in seconds.
final class Facts {
    /// Most facts kept as found.
    static final int RAW_FACTS = 200;

    /// Longest fact, in UTF-8 bytes.
    static final int FACT_BYTES = 4_096;

    /// Where the field names of formats go. The first one found wins, so the surer stand first.
    private static final Map<String, String> NAMES = names();

    private final Sink sink;
    private final Set<String> said = new HashSet<>();
    private int raw;

    Facts(Sink sink) {
        this.sink = sink;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        String[][] table = {
            {"title", "dc:title", "title"},
            {"author", "dc:creator", "meta:author", "creator", "xmpDM:artist"},
            {
                "created",
                "exif:DateTimeOriginal",
                "dcterms:created",
                "pdf:docinfo:created",
                "xmp:CreateDate",
                "xmpDM:releaseDate"
            },
            {"modified", "dcterms:modified", "pdf:docinfo:modified", "xmp:ModifyDate"},
            {"application", "xmp:CreatorTool", "extended-properties:Application", "producer"},
            {"width", "tiff:ImageWidth"},
            {"height", "tiff:ImageLength"},
            {"subject", "dc:subject", "cp:subject"},
            {"last-author", "meta:last-author"},
            {"publisher", "dc:publisher"},
            {"declared-language", "dc:language"},
            {"organisation", "extended-properties:Company"},
        };
        for (String[] row : table) {
            for (int i = 1; i < row.length; i++) {
                names.put(row[i], row[0]);
            }
        }
        return Collections.unmodifiableMap(names);
    }

    /// States a fact under a name of ours.
    void say(String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        String visible = Clean.cut(oneLine(value), FACT_BYTES);
        if (!visible.isBlank() && said.add(name + '\0' + visible)) {
            said.add(name);
            sink.metadata(name, visible);
        }
    }

    /// States a date under a name of ours, in ISO 8601, or under `raw:` when it is not a date.
    void date(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return;
        }
        String iso = iso(value.strip());
        if (iso != null) {
            say(name, iso);
        } else {
            raw(name, value);
        }
    }

    /// A fact as found.
    void raw(String name, @Nullable String value) {
        if (value == null || value.isBlank() || raw >= RAW_FACTS) {
            return;
        }
        raw++;
        sink.metadata(
                "raw:" + Clean.cut(oneLine(name), 200), Clean.cut(oneLine(value), FACT_BYTES));
    }

    /// Whether something was said under a name of ours.
    boolean has(String name) {
        return said.contains(name);
    }

    /// All that Tika found: what has a name of ours under that name, and everything as found.
    void all(Metadata metadata) {
        String[] keys = metadata.names();
        Arrays.sort(keys);
        for (Map.Entry<String, String> entry : NAMES.entrySet()) {
            String value = metadata.get(entry.getKey());
            if (value == null) {
                continue;
            }
            switch (entry.getValue()) {
                case "created", "modified" -> date(entry.getValue(), value);
                case "author" -> {
                    for (String one : metadata.getValues(entry.getKey())) {
                        say("author", one);
                    }
                }
                default -> {
                    if (!has(entry.getValue())) {
                        say(entry.getValue(), value);
                    }
                }
            }
        }
        camera(metadata);
        String latitude = metadata.get("geo:lat");
        String longitude = metadata.get("geo:long");
        if (latitude != null && longitude != null) {
            say("place", latitude + "," + longitude);
        }
        String duration = metadata.get("xmpDM:duration");
        if (duration != null) {
            say("duration", seconds(duration));
        }
        String pages = metadata.get("xmpTPg:NPages");
        if (pages != null) {
            say("pages", pages);
        }
        for (String key : keys) {
            // What Tika says of its own temporary file is no fact of this one.
            if (key.startsWith("X-TIKA:")
                    || key.startsWith("File ")
                    || key.equals("resourceName")) {
                continue;
            }
            for (String value : metadata.getValues(key)) {
                raw(key, value);
            }
        }
    }

    /// Seconds to the millisecond, or as found when it is no number.
    private static String seconds(String value) {
        try {
            return new BigDecimal(value)
                    .setScale(3, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException notANumber) {
            return value;
        }
    }

    private void camera(Metadata metadata) {
        String make = metadata.get("tiff:Make");
        String model = metadata.get("tiff:Model");
        if (model != null) {
            String both = make == null || model.startsWith(make) ? model : make + " " + model;
            say("camera", both.strip());
        } else {
            say("camera", make);
        }
    }

    private static String oneLine(String value) {
        // Many formats end their strings with NUL.
        String bare = value.replaceAll("^[\\x00\\s]+|[\\x00\\s]+$", "");
        return Clean.name(bare.replaceAll("[\\r\\n\\t\\f]+ ?", " "));
    }

    /// The date in ISO 8601, as precise as it came, or null.
    static @Nullable String iso(String value) {
        try {
            return Instant.parse(value).toString();
        } catch (DateTimeParseException notAnInstant) {
            // Tried in other forms below.
        }
        try {
            return OffsetDateTime.parse(value).toString();
        } catch (DateTimeParseException notWithOffset) {
            // Tried in other forms below.
        }
        try {
            return LocalDateTime.parse(value).toString();
        } catch (DateTimeParseException notLocal) {
            // Tried in other forms below.
        }
        try {
            return LocalDate.parse(value).toString();
        } catch (DateTimeParseException notADay) {
            // Tried in other forms below.
        }
        if (value.matches("\\d{4}(-\\d{2})?")) {
            return value;
        }
        return mailDate(value);
    }

    /// A date as mail and the web write it, with the many liberties taken with RFC 5322.
    private static @Nullable String mailDate(String value) {
        String plain = value.replaceAll("\\([^)]*\\)", " ").replaceAll("\\s+", " ").strip();
        plain = plain.replaceFirst("(?i)^[a-z]{3,9}, ?", "");
        for (String pattern :
                new String[] {
                    "d MMM uuuu H:m[:s] Z",
                    "d MMM uuuu H:m[:s] z",
                    "d MMM uu H:m[:s] Z",
                    "d MMM uu H:m[:s] z"
                }) {
            try {
                ZonedDateTime at =
                        ZonedDateTime.parse(
                                plain, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
                OffsetDateTime fixed = at.toOffsetDateTime();
                return fixed.getOffset().equals(ZoneOffset.UTC)
                        ? fixed.toInstant().toString()
                        : fixed.toString();
            } catch (DateTimeParseException other) {
                // The next pattern may fit.
            }
        }
        return null;
    }
}
