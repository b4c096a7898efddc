package org.haetae.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Records of one file or of two, by columns: each value is the number of a text that is kept once.
public final class Records {

    private final List<String> ids;
    private final int firstOfSecond;
    private final Map<String, Integer> columns;
    private final int[][] values;
    private final Dictionary[] dictionaries;

    private Records(
            List<String> ids,
            int firstOfSecond,
            Map<String, Integer> columns,
            int[][] values,
            Dictionary[] dictionaries) {
        this.ids = List.copyOf(ids);
        this.firstOfSecond = firstOfSecond;
        this.columns = Map.copyOf(columns);
        this.values = values;
        this.dictionaries = dictionaries;
    }

    /// How many records there are, of both files together.
    public int size() {
        return ids.size();
    }

    /// Whether two files are linked, each with the other and not within itself.
    public boolean areTwo() {
        return firstOfSecond < size();
    }

    /// The number of the first record of the second file; [#size] when there is one file.
    public int firstOfSecond() {
        return firstOfSecond;
    }

    public String id(int record) {
        return ids.get(record);
    }

    /// What a record says in a column, as it was given; empty when nothing.
    public String text(int record, String column) {
        int index = column(column);
        return dictionaries[index].text(values[index][record]);
    }

    /// How many pairs there are to tell apart.
    public double pairs() {
        double all = size();
        return areTwo() ? firstOfSecond * (all - firstOfSecond) : all * (all - 1) / 2;
    }

    int column(String name) {
        var index = columns.get(name);
        if (index == null) {
            throw new IllegalArgumentException("records have no column " + name);
        }
        return index;
    }

    int[] values(int column) {
        return values[column];
    }

    Dictionary dictionary(int column) {
        return dictionaries[column];
    }

    /// Gathers records.
    public static final class Builder {

        private final Map<String, Integer> columns = new LinkedHashMap<>();
        private final List<Dictionary> dictionaries = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final Set<String> known = new HashSet<>();
        private int[][] values;
        private int firstOfSecond = -1;

        /// @param schema says which columns are kept; others are not asked for
        public Builder(LinkageSchema schema) {
            var kinds = new HashMap<String, FieldKind>();
            schema.fields().forEach(field -> kinds.put(field.column(), field.kind()));
            var words = new Dictionary(Dictionary.Reading.WORDS);
            for (var column : columnsOf(schema)) {
                columns.put(column, columns.size());
                var kind = kinds.get(column);
                dictionaries.add(
                        kind != null && kind.isText()
                                ? words // of one dictionary, so that they can be compared crosswise
                                : new Dictionary(
                                        Dictionary.reading(kind == null ? FieldKind.CODE : kind)));
            }
            values = new int[columns.size()][1024];
        }

        private static Set<String> columnsOf(LinkageSchema schema) {
            var columns = new LinkedHashSet<String>();
            schema.fields().forEach(field -> columns.add(field.column()));
            schema.fields().forEach(field -> field.issuer().ifPresent(columns::add));
            schema.passes().forEach(pass -> pass.forEach(part -> columns.addAll(part.columns())));
            schema.split().forEach(part -> columns.addAll(part.columns()));
            return columns;
        }

        /// The columns that are asked for.
        public Set<String> columns() {
            return Set.copyOf(columns.keySet());
        }

        /// @param value of a column; null or blank where it says nothing
        /// @throws IllegalArgumentException when the file has such an id already
        public void add(String id, UnaryOperator<@Nullable String> value) {
            if (!known.add(id)) {
                throw new IllegalArgumentException(
                        "two records of one file have the id \"%s\"; ids tell records apart"
                                .formatted(id));
            }
            int record = ids.size();
            ids.add(id);
            if (record == values[0].length) {
                for (int c = 0; c < values.length; c++) {
                    values[c] = Arrays.copyOf(values[c], 2 * record);
                }
            }
            columns.forEach(
                    (column, index) -> {
                        var text = value.apply(column);
                        values[index][record] =
                                text == null
                                        ? Dictionary.MISSING
                                        : dictionaries.get(index).add(text);
                    });
        }

        /// What is added from now on is of the second file.
        public void secondFile() {
            firstOfSecond = ids.size();
            known.clear();
        }

        public Records build() {
            known.clear();
            new HashSet<>(dictionaries).forEach(Dictionary::close);
            for (int c = 0; c < values.length; c++) {
                values[c] = Arrays.copyOf(values[c], ids.size());
            }
            return new Records(
                    ids,
                    firstOfSecond < 0 ? ids.size() : firstOfSecond,
                    columns,
                    values,
                    dictionaries.toArray(Dictionary[]::new));
        }
    }
}
