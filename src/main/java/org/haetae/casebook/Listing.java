package org.haetae.casebook;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.Question.Place;
import org.haetae.home.Transaction;

/// Questions as SQL. Names of columns stand here and nowhere else; what people ask for are
/// parameters.
final class Listing {

    /// In the words of the indexes that answer it.
    private static final String COUNTS =
            "kind = ? and property = ? and until is null and status in (2, 3)";

    private final Kind kind;
    private final Schema schema;
    private final List<Object> parameters = new ArrayList<>();
    private final StringBuilder with = new StringBuilder();

    /// Each condition gives a set of entities, by an index alone. Their intersection is computed
    /// before anything else is asked: how many rows a policy leaves the planner cannot know.
    ///
    /// @param title properties that name an entity of the kind, at least one
    private Listing(Schema schema, Kind kind, List<String> title, List<Condition> conditions) {
        this.schema = schema;
        this.kind = kind;
        var among = "";
        for (var condition : conditions) {
            with.append(among.isEmpty() ? "fulfils as materialized (" : " intersect ");
            add(condition);
            among = " and entity in (select entity from fulfils)";
        }
        with.append(among.isEmpty() ? "" : "), ");
        with.append(
                        "titled as materialized (select entity, coalesce(min(words), '') as title from claim")
                .append(
                        " where kind = ? and property = any(?) and until is null and status in (2, 3)")
                .append(among)
                .append(" group by entity)");
        parameters.add(kind.code());
        parameters.add(title.toArray(String[]::new));
    }

    static Listing of(Schema schema, Question question) {
        var kind = schema.kindOr(question.kind());
        return new Listing(schema, kind, named(kind), question.conditions());
    }

    /// What names a kind; of one that is not declared any more, whatever is told.
    private static List<String> named(Kind kind) {
        return kind.title().isEmpty() ? List.copyOf(kind.properties().keySet()) : kind.title();
    }

    private void add(Condition condition) {
        if (condition instanceof Condition.Reviewed(Standing standing)) {
            add(standing);
            return;
        }
        with.append("select entity from claim where ").append(COUNTS);
        parameters.add(kind.code());
        parameters.add(condition.property());
        switch (condition) {
            case Condition.Reviewed reviewed -> {}
            case Condition.Told told -> {}
            case Condition.Says(String property, String words) -> {
                var escaped = like(Values.folded(words));
                with.append(" and (words like ? or words like ?)");
                parameters.add(escaped + "%");
                parameters.add("% " + escaped + "%");
            }
            case Condition.Is(String property, String term) -> {
                with.append(" and words = any(?)");
                parameters.add(
                        schema.vocabulary(kind.propertyOr(property))
                                .map(vocabulary -> vocabulary.within(term))
                                .orElse(List.of(term))
                                .toArray(String[]::new));
            }
            case Condition.During during -> {
                with.append(" and low_date is not null and low_date <= ? and high_date >= ?");
                parameters.add(during.last());
                parameters.add(during.first());
            }
            case Condition.Between between -> {
                with.append(
                        " and (low is not null or high is not null) and coalesce(low, high) <= ? and coalesce(high, low) >= ?");
                parameters.add(between.high());
                parameters.add(between.low());
            }
            case Condition.RefersTo refers -> {
                with.append(" and target = ?");
                parameters.add(refers.entity().value());
            }
        }
    }

    private void add(Standing standing) {
        with.append(
                "select entity from claim where kind = ? and until is null and status in (2, 3)");
        parameters.add(kind.code());
        int step = standing.from().number();
        if (standing != Standing.NOT_REVIEWED) {
            // Few claims have come so far; the others need not be asked how they stand.
            with.append(" and id in (select subject from review_step where step = ?)");
            parameters.add(step);
        }
        with.append(" and ").append(ReviewRows.STANDING).append(" = ?");
        parameters.add(step);
    }

    private static String like(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private record Row(Place place, long count) {}

    Casebook.Listed list(Transaction transaction, Question question) {
        var all = new ArrayList<>(parameters);
        var after = "";
        if (question.after().isPresent()) {
            after = " where (title, entity) > (?, ?)";
            all.add(question.after().get().words());
            all.add(question.after().get().entity().value());
        }
        all.add(question.limit());
        var rows =
                transaction
                        .sql()
                        .sql(
                                "with "
                                        + with
                                        + " select title, entity, (select count(*) from titled) from titled"
                                        + after
                                        + " order by 1, 2 limit ?")
                        .params(all)
                        .query(
                                (row, number) ->
                                        new Row(
                                                new Place(
                                                        row.getString(1),
                                                        new EntityId(row.getObject(2, UUID.class))),
                                                row.getLong(3)))
                        .list();
        return new Casebook.Listed(
                rows.stream().map(Row::place).toList(),
                rows.isEmpty() ? count(transaction) : rows.getFirst().count());
    }

    private long count(Transaction transaction) {
        return transaction
                .sql()
                .sql("with " + with + " select count(*) from titled")
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /// Entities of some kinds with a name that begins so, or a word of which begins so.
    static List<EntityId> named(
            Transaction transaction,
            List<String> kinds,
            List<String> properties,
            String typed,
            int limit) {
        var escaped = like(Values.folded(typed));
        return transaction
                .sql()
                .sql(
                        """
                        select entity from claim
                        where property = any(?) and kind = any(?) and until is null and status in (1, 2, 3)
                          and (words like ? or words like ?)
                        group by entity order by min(length(words)), min(words), entity limit ?
                        """)
                .params(
                        properties.toArray(String[]::new),
                        kinds.toArray(String[]::new),
                        escaped + "%",
                        "% " + escaped + "%",
                        limit)
                .query(UUID.class)
                .list()
                .stream()
                .map(EntityId::new)
                .toList();
    }

    /// Entities of a kind with a name like this one. Their names begin alike: who errs in the first
    /// letters is not asked.
    static List<EntityId> alike(
            Transaction transaction, String kind, List<String> properties, String name, int limit) {
        var folded = Values.folded(name);
        if (folded.isEmpty()) {
            return List.of();
        }
        var alike = new Alike(name);
        record Named(UUID entity, String words) {}
        return transaction
                .sql()
                .sql(
                        """
                        select entity, words from claim
                        where property = any(?) and kind = ? and until is null and status in (1, 2, 3)
                          and words like ? and length(words) between ? and ?
                        """)
                .params(
                        properties.toArray(String[]::new),
                        kind,
                        like(beginning(folded)) + "%",
                        folded.length() / 2,
                        folded.length() * 2)
                .query((row, number) -> new Named(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .stream()
                .filter(one -> alike.to(one.words()))
                .map(one -> new EntityId(one.entity()))
                .distinct()
                .limit(limit)
                .toList();
    }

    /// Two letters of an alphabet, or one sign of a script that writes syllables or words.
    private static String beginning(String folded) {
        int signs = Character.isIdeographic(folded.codePointAt(0)) || hangul(folded) ? 1 : 2;
        return folded.substring(
                0,
                folded.offsetByCodePoints(
                        0, Math.min(signs, folded.codePointCount(0, folded.length()))));
    }

    private static boolean hangul(String text) {
        return Character.UnicodeScript.of(text.codePointAt(0)) == Character.UnicodeScript.HANGUL;
    }
}
