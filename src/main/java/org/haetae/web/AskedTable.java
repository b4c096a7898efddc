package org.haetae.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as somebody asks for it: kept sealed when it gets a name.
///
/// @param name that it is kept under; empty while it is not
/// @param columns codes of properties
/// @param standing how far the review of some claim has come: word of a standing; empty for any
record AskedTable(
        String name,
        String kind,
        List<String> columns,
        List<AskedFor> conditions,
        @Nullable String standing) {

    /// A condition as it was typed.
    ///
    /// @param target of several entities of one name, the one that is meant
    record AskedFor(String property, String value, String to, String target) {}

    AskedTable {
        standing = standing == null ? "" : standing;
        columns = List.copyOf(columns);
        conditions = List.copyOf(conditions);
    }

    AskedTable named(String other) {
        return new AskedTable(other, kind, columns, conditions, standing);
    }

    @Override
    public String toString() {
        return "a table of " + kind;
    }
}
