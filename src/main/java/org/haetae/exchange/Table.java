package org.haetae.exchange;

import java.util.List;
import org.haetae.casebook.Question.Condition;

/// A table of the entities of one kind.
///
/// @param columns codes of the properties shown, in their order
/// @param conditions all of which hold for each row
public record Table(String kind, List<String> columns, List<Condition> conditions) {
    public Table {
        columns = List.copyOf(columns);
        conditions = List.copyOf(conditions);
    }
}
