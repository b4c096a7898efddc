package org.haetae.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.archive.ItemId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// An incident as its form holds it: names of fields with what was typed, nothing understood yet.
/// This is also what a draft keeps.
///
/// A field is called `part-row-field`, such as `victim-2-who`. Rows keep their numbers for good. A
/// box that is ticked for a row of another part ends with that row's number: `act-1-to-2`. A second
/// value of a field ends with its own: `act-1-method-2`. Behind a name stand three more fields:
/// `-is`, what was chosen for it (an id, or `new:` and a kind); `-asked`, the name that it was
/// chosen for; `-sure`, the name that somebody wants made new though others are called so.
record Incident(SortedMap<String, String> fields) {
    static final int MOST_ROWS = 30;
    static final int MOST_VALUES = 12;

    private static final int MOST_FIELDS = 3_000;
    private static final Pattern NAME = Pattern.compile("[a-z]{1,12}(-[a-z0-9]{1,16}){0,6}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What the screen asks for, part by part. What a field is called and which terms it offers
    /// stands in the schema, so that a group's own terms and labels are offered here as well.
    ///
    /// @param fields properties, by kind and code; a kind that is not the part's own is a link that
    ///   is made beside it
    enum Part {
        EVENT(
                List.of("event"),
                "event.type",
                "event.date",
                "event.place",
                "event.organiser",
                "event.number",
                "event.description"),
        VICTIM(List.of("person", "group"), "person.birth-date", "person.gender", "group.number"),
        ACT(
                List.of(),
                "act.type",
                "act.date",
                "act.place",
                "act.facility",
                "act.method",
                "act.ground",
                "act.description"),
        INVOLVED(
                List.of("person", "group", "organisation"),
                "involvement.role",
                "involvement.degree",
                "membership.organisation"),
        DETENTION(
                List.of(),
                "detention.facility",
                "detention.type",
                "detention.authority",
                "detention.start",
                "detention.end",
                "detention.outcome");

        /// Of which kinds what a row names may be; empty where a row names nothing and is itself
        /// something new.
        final List<String> named;

        final List<Field> fields;

        Part(List<String> named, String... fields) {
            this.named = named;
            this.fields = List.of(fields).stream().map(Field::of).toList();
        }

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// A property that the screen asks for.
    record Field(String kind, String property) {
        private static Field of(String both) {
            int dot = both.indexOf('.');
            return new Field(both.substring(0, dot), both.substring(dot + 1));
        }
    }

    /// Whom or what a row names.
    static final String WHO = "who";

    static final String PASSAGE = "passage";
    static final String CITES = "cites";

    /// Whom an act was done to, or who was detained.
    static final String TO = "to";

    /// In which act somebody was involved.
    static final String IN = "in";

    Incident {
        fields = new TreeMap<>(fields);
    }

    /// What the form has, without what belongs to its sending.
    static Incident of(Map<String, String> form) {
        SortedMap<String, String> fields = new TreeMap<>();
        form.forEach(
                (name, value) -> {
                    if (NAME.matcher(name).matches()
                            && !name.equals("do")
                            && fields.size() < MOST_FIELDS) {
                        fields.put(name, TypedValue.field(form, name));
                    }
                });
        return new Incident(fields);
    }

    /// The form as it is before anything is typed.
    static Incident empty() {
        return new Incident(new TreeMap<>())
                .with(name(Part.EVENT, 1, WHO), "")
                .adding(Part.VICTIM)
                .adding(Part.ACT)
                .adding(Part.INVOLVED);
    }

    static Incident read(String json) {
        return new Incident(
                new TreeMap<>(JSON.readValue(json, new TypeReference<Map<String, String>>() {})));
    }

    String json() {
        return JSON.writeValueAsString(fields);
    }

    // ---- fields

    static String name(Part part, int row, String field) {
        return name(part.code(), row, field);
    }

    static String name(String part, int row, String field) {
        return "%s-%d-%s".formatted(part, row, field);
    }

    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    String text(Part part, int row, String field) {
        return text(name(part, row, field));
    }

    int number(String name, int otherwise) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    Incident with(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(fields);
        changed.put(name, value);
        return new Incident(changed);
    }

    /// Rows of other parts that are ticked.
    Set<Integer> ticked(Part part, int row, String field) {
        return numbers(Pattern.compile(Pattern.quote(name(part, row, field)) + "-(\\d{1,3})"));
    }

    // ---- rows

    SortedSet<Integer> rows(Part part) {
        return rows(part.code());
    }

    SortedSet<Integer> passages() {
        return rows(PASSAGE);
    }

    private SortedSet<Integer> rows(String part) {
        return numbers(Pattern.compile(part + "-(\\d{1,3})-.*"));
    }

    private SortedSet<Integer> numbers(Pattern pattern) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String name : fields.keySet()) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                numbers.add(Integer.parseInt(matcher.group(1)));
            }
        }
        return numbers;
    }

    private int next(String part) {
        SortedSet<Integer> rows = rows(part);
        return rows.isEmpty() ? 1 : rows.last() + 1;
    }

    /// With one row more. It is taken to be about the same people, and from the same passages, as
    /// the one before it.
    Incident adding(Part part) {
        SortedSet<Integer> rows = rows(part);
        if (rows.size() >= MOST_ROWS) {
            return this;
        }
        int next = next(part.code());
        Incident more = with(name(part, next, part.named.isEmpty() ? "date" : WHO), "");
        for (String boxes : List.of(CITES, TO, IN)) {
            Set<Integer> ticked = new HashSet<>();
            if (!rows.isEmpty()) {
                ticked.addAll(ticked(part, rows.last(), boxes));
            } else if (boxes.equals(TO) && part != Part.INVOLVED && part != Part.VICTIM) {
                ticked.add(1);
            } else if (boxes.equals(IN) && part == Part.INVOLVED) {
                ticked.add(1);
            } else if (boxes.equals(CITES) && !passages().isEmpty()) {
                ticked.add(passages().last());
            }
            for (int one : ticked) {
                more = more.with(name(part, next, boxes) + "-" + one, "on");
            }
        }
        return more;
    }

    /// With one passage more; nothing cites it yet, but for the first.
    Incident citing(ItemId item, int page, int start, String quote) {
        if (passages().size() >= MOST_ROWS) {
            return this;
        }
        int next = next(PASSAGE);
        Incident more =
                with(name(PASSAGE, next, "item"), item.toString())
                        .with(name(PASSAGE, next, "page"), Integer.toString(page))
                        .with(name(PASSAGE, next, "start"), Integer.toString(start))
                        .with(name(PASSAGE, next, "quote"), quote);
        if (passages().isEmpty()) {
            for (Part part : Part.values()) {
                for (int row : rows(part)) {
                    more = more.with(name(part, row, CITES) + "-" + next, "on");
                }
            }
        }
        return more;
    }

    /// Without a row, and without what was ticked for it.
    Incident without(String part, int row) {
        SortedMap<String, String> fewer = new TreeMap<>(fields);
        Pattern own = Pattern.compile("%s-%d-.*".formatted(Pattern.quote(part), row));
        String boxes =
                switch (part) {
                    case PASSAGE -> CITES;
                    case "victim" -> TO;
                    case "act" -> IN;
                    default -> "none";
                };
        Pattern ticks = Pattern.compile("[a-z]+-\\d{1,3}-%s-%d".formatted(boxes, row));
        fewer.keySet()
                .removeIf(name -> own.matcher(name).matches() || ticks.matcher(name).matches());
        return new Incident(fewer);
    }

    // ---- values

    /// Under which names the values of a property stand in a row: the first under the property's
    /// own, each further one with its number behind.
    List<String> values(Part part, int row, String property) {
        Pattern further = Pattern.compile(Pattern.quote(name(part, row, property)) + "-(\\d{1,3})");
        return Stream.concat(
                        Stream.of(property),
                        numbers(further).stream().map(number -> property + "-" + number))
                .toList();
    }

    /// With room for one value more of a field, or as it is where there is room left.
    ///
    /// @param name of the field, as in [#name]
    /// @return the name of the field that waits to be filled; empty when there is no such field
    Optional<String> room(String name) {
        for (Part part : Part.values()) {
            for (int row : rows(part)) {
                for (Field field : part.fields) {
                    if (name(part, row, field.property()).equals(name)) {
                        List<String> values = values(part, row, field.property());
                        return values.stream()
                                .filter(value -> text(part, row, value).isEmpty())
                                .findFirst()
                                .or(
                                        () ->
                                                values.size() < MOST_VALUES
                                                        ? Optional.of(after(values.getLast()))
                                                        : Optional.of(values.getLast()))
                                .map(value -> name(part, row, value));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String after(String value) {
        Matcher numbered = Pattern.compile("(.+)-(\\d{1,3})").matcher(value);
        return numbered.matches()
                ? numbered.group(1) + "-" + (Integer.parseInt(numbered.group(2)) + 1)
                : value + "-2";
    }

    private Stream<String> told(Part part, int row) {
        return Stream.concat(
                Stream.of(WHO),
                part.fields.stream()
                        .flatMap(field -> values(part, row, field.property()).stream()));
    }

    /// Whether anything of a row was told, besides what was ticked.
    boolean tells(Part part, int row) {
        return told(part, row).anyMatch(field -> !text(part, row, field).isEmpty());
    }

    /// Whether there is anything worth keeping.
    boolean tells() {
        return !passages().isEmpty()
                || List.of(Part.values()).stream()
                        .anyMatch(part -> rows(part).stream().anyMatch(row -> tells(part, row)));
    }

    /// The first name for which nothing was chosen yet; empty when there is none.
    String unchosen() {
        for (Part part : Part.values()) {
            for (int row : rows(part)) {
                for (String field : told(part, row).toList()) {
                    String name = name(part, row, field);
                    boolean asksFor = fields.containsKey(name + "-asked");
                    if (asksFor && !text(name).isEmpty() && text(name + "-is").isEmpty()) {
                        return name;
                    }
                }
            }
        }
        return "";
    }

    /// What it is called in a list of drafts; may be empty.
    String title() {
        return text(Part.EVENT, 1, WHO);
    }

    /// The item whose words alone may be entered here; empty when several are weighed together.
    String only() {
        return text("item");
    }

    /// Every item that words were taken from, or that is open beside the form.
    Set<ItemId> items() {
        List<String> named = new ArrayList<>(List.of(only(), text("open-item")));
        passages().forEach(row -> named.add(text(name(PASSAGE, row, "item"))));
        Set<ItemId> items = new HashSet<>();
        for (String one : named) {
            try {
                items.add(new ItemId(UUID.fromString(one)));
            } catch (IllegalArgumentException e) {
                // No item is open, or somebody tampered with the form: then it cites nothing.
            }
        }
        return items;
    }

    @Override
    public String toString() {
        return "Incident[withheld]";
    }
}
