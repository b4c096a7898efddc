package org.haetae.casebook;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.haetae.home.Transaction;

/// Which entities are asked for by what is told of them: those that lie somewhere, were at some
/// time, or lead to others. For drawings, which show many kinds at once.
///
/// @param properties by kind, whatever their values
/// @param to only values that refer to one of these; without it any
/// @param within only entities that may have been at a time between two days: from the first day
///   that any of their dates can mean to the last
public record Told(
        List<Of> properties,
        Optional<Collection<EntityId>> to,
        Optional<Within> within,
        int after,
        int limit) {

    private static final int MOST = 10_000;

    /// A property of a kind.
    public record Of(String kind, String property) {}

    /// Two days, both included.
    public record Within(LocalDate first, LocalDate last) {}

    public Told {
        properties = List.copyOf(properties);
        if (limit < 1 || limit > MOST || after < 0) {
            throw new IllegalArgumentException(
                    "%d entities after %d; expected 1 to %d after 0 or more"
                            .formatted(limit, after, MOST));
        }
    }

    /// Properties of some kinds.
    public static List<Of> of(
            Collection<Kind> kinds, Function<Kind, ? extends Collection<Property>> which) {
        return kinds.stream()
                .flatMap(
                        kind ->
                                which.apply(kind).stream()
                                        .map(property -> new Of(kind.code(), property.code())))
                .toList();
    }

    List<EntityId> entities(Transaction transaction) {
        var parameters = new ArrayList<Object>();
        parameters.add(properties.stream().map(Of::kind).toArray(String[]::new));
        parameters.add(properties.stream().map(Of::property).toArray(String[]::new));
        var sql =
                new StringBuilder(
                        """
                        select entity from claim
                        where (kind, property) in (select * from unnest(?::text[], ?::text[]))
                          and until is null and status in (2, 3) and erased is null
                        """);
        to.ifPresent(
                targets -> {
                    sql.append(" and target = any(?)");
                    parameters.add(targets.stream().map(EntityId::value).toArray(UUID[]::new));
                });
        sql.append(" group by entity");
        within.ifPresent(
                days -> {
                    sql.append(" having min(low_date) <= ? and max(high_date) >= ?");
                    parameters.add(days.last());
                    parameters.add(days.first());
                });
        sql.append(" order by min(low_date) nulls last, entity limit ? offset ?");
        parameters.add(limit);
        parameters.add(after);
        return transaction
                .sql()
                .sql(sql.toString())
                .params(parameters)
                .query(UUID.class)
                .list()
                .stream()
                .map(EntityId::new)
                .toList();
    }
}
