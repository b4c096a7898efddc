package org.haetae.casebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.Question.Place;
import org.haetae.home.Transaction;

/// Questions as SQL. Names of columns stand here and nowhere else; what people ask for are
/// parameters.
final class Listing {

    private static final String COUNTS = "until is null and status in (2, 3)";

    private final Kind kind;
    private final Schema schema;
    private final List<Object> parameters = new ArrayList<>();
    private final StringBuilder matching = new StringBuilder();

    /// @param title properties that name an entity of the kind, at least one
    private Listing(Schema schema, Kind kind, List<String> title, List<Condition> conditions) {
        this.schema = schema;
        this.kind = kind;
        matching.append(
                "from claim c where c.kind = ? and c.property = any(?) and c.until is null and c.status in (2, 3)");
        parameters.add(kind.code());
        parameters.add(title.toArray(String[]::new));
        for (var condition : conditions) {
            add(condition);
        }
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
        matching.append(
                " and c.entity in (select entity from claim where property = ? and kind = ? and "
                        + COUNTS);
        parameters.add(condition.property());
        parameters.add(kind.code());
        switch (condition) {
            case Condition.Told told -> {}
            case Condition.Says(String property, String words) -> {
                var escaped = like(Values.folded(words));
                matching.append(" and (words like ? or words like ?)");
                parameters.add(escaped + "%");
                parameters.add("% " + escaped + "%");
            }
            case Condition.Is(String property, String term) -> {
                matching.append(" and words = any(?)");
                parameters.add(
                        schema.vocabulary(kind.propertyOr(property))
                                .map(vocabulary -> vocabulary.within(term))
                                .orElse(List.of(term))
                                .toArray(String[]::new));
            }
            case Condition.During during -> {
                matching.append(" and low_date <= ? and high_date >= ?");
                parameters.add(during.last());
                parameters.add(during.first());
            }
            case Condition.Between between -> {
                matching.append(" and coalesce(low, high) <= ? and coalesce(high, low) >= ?");
                parameters.add(between.high());
                parameters.add(between.low());
            }
            case Condition.RefersTo refers -> {
                matching.append(" and target = ?");
                parameters.add(refers.entity().value());
            }
        }
        matching.append(")");
    }

    private static String like(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    long count(Transaction transaction) {
        return transaction
                .sql()
                .sql("select count(distinct c.entity) " + matching)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    List<Place> places(Transaction transaction, Question question) {
        var all = new ArrayList<>(parameters);
        var after = "";
        if (question.after().isPresent()) {
            after = " having (min(c.words), c.entity) > (?, ?)";
            all.add(question.after().get().words());
            all.add(question.after().get().entity().value());
        }
        all.add(question.limit());
        return transaction
                .sql()
                .sql(
                        "select min(c.words), c.entity "
                                + matching
                                + " group by c.entity"
                                + after
                                + " order by 1, 2 limit ?")
                .params(all)
                .query(
                        (row, number) ->
                                new Place(
                                        Objects.requireNonNullElse(row.getString(1), ""),
                                        new EntityId(row.getObject(2, UUID.class))))
                .list();
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
}
