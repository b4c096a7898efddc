package org.haetae.linkage;

import java.util.List;

/// Compares pairs field by field into one `long`, three bits a comparison: the index of the level
/// in those of the field's kind, or [#MISSING]. After the fields come the swaps, 1 where the two
/// fields have changed places. For one thread.
final class Comparer {

    static final int MISSING = 7;
    private static final int BITS = 3;
    private static final int CLOSE = 1;
    private static final int NEAR = 2;
    private static final int DIFFERENT_WORDS = 4;

    private final List<Field> fields;
    private final FieldKind[] kinds;
    private final int[][] values;
    private final int[][] issuers;
    private final Dictionary[] dictionaries;
    private final Dictionary[] issuing;
    private final int[][] swaps;
    private final Edits edits = new Edits();

    Comparer(LinkageSchema schema, Records records) {
        fields = schema.fields();
        int count = fields.size();
        kinds = new FieldKind[count];
        values = new int[count][];
        issuers = new int[count][];
        dictionaries = new Dictionary[count];
        issuing = new Dictionary[count];
        for (int f = 0; f < count; f++) {
            var field = fields.get(f);
            int column = records.column(field.column());
            kinds[f] = field.kind();
            values[f] = records.values(column);
            dictionaries[f] = records.dictionary(column);
            int issuer = field.issuer().map(records::column).orElse(column);
            issuers[f] = field.issuer().isPresent() ? records.values(issuer) : new int[0];
            issuing[f] = records.dictionary(issuer);
        }
        swaps =
                schema.swaps().stream()
                        .map(swap -> swap.stream().mapToInt(this::field).toArray())
                        .toArray(int[][]::new);
    }

    private int field(String column) {
        for (int f = 0; f < fields.size(); f++) {
            if (fields.get(f).column().equals(column)) {
                return f;
            }
        }
        throw new IllegalArgumentException("no field " + column);
    }

    static int level(long pattern, int comparison) {
        return (int) (pattern >>> (BITS * comparison)) & MISSING;
    }

    private static long with(long pattern, int comparison, int level) {
        int shift = BITS * comparison;
        return pattern & ~((long) MISSING << shift) | (long) level << shift;
    }

    long pattern(int a, int b) {
        long pattern = 0;
        for (int f = 0; f < kinds.length; f++) {
            pattern |= (long) compare(f, a, b) << (BITS * f);
        }
        for (int s = 0; s < swaps.length; s++) {
            pattern = crosswise(pattern, s, a, b);
        }
        return pattern;
    }

    /// The level of one field of two records, or [#MISSING].
    int compare(int f, int a, int b) {
        if (issuers[f].length > 0) {
            int issuerA = issuing[f].same(issuers[f][a]);
            int issuerB = issuing[f].same(issuers[f][b]);
            if (issuerA != issuerB && issuerA != 0 && issuerB != 0) {
                return MISSING;
            }
        }
        return compare(f, values[f][a], values[f][b], dictionaries[f]);
    }

    private int compare(int f, int a, int b, Dictionary dictionary) {
        int sameA = dictionary.same(a);
        int sameB = dictionary.same(b);
        if (sameA == Dictionary.MISSING || sameB == Dictionary.MISSING) {
            return MISSING;
        }
        if (sameA == sameB) {
            return kinds[f] == FieldKind.DATE ? dictionary.compareEqualDates(sameA) : 0;
        }
        return switch (kinds[f]) {
            case NAME, TEXT, PLACE -> dictionary.compareWords(sameA, sameB, edits);
            case PERSON_NAME, ORGANISATION_NAME, PLACE_NAME ->
                    dictionary.compareNames(sameA, sameB);
            case DATE -> dictionary.compareDates(sameA, sameB, edits);
            case NUMBER, CODE -> dictionary.edits(sameA, sameB, 1, edits);
            case IDENTIFIER, POSTCODE -> dictionary.edits(sameA, sameB, 2, edits);
            case GENDER -> 1;
        };
    }

    /// Where neither field agrees with itself, each is compared with the other.
    private long crosswise(long pattern, int s, int a, int b) {
        int one = swaps[s][0];
        int two = swaps[s][1];
        int straightOne = level(pattern, one);
        int straightTwo = level(pattern, two);
        if (straightOne <= CLOSE || straightTwo <= CLOSE) {
            return pattern;
        }
        int crossOne = compare(one, values[one][a], values[two][b], dictionaries[one]);
        int crossTwo = compare(two, values[two][a], values[one][b], dictionaries[two]);
        if (Math.min(crossOne, crossTwo) > NEAR
                || Math.max(crossOne, crossTwo) == DIFFERENT_WORDS
                || good(crossOne) + good(crossTwo) <= good(straightOne) + good(straightTwo)) {
            return pattern;
        }
        return with(with(with(pattern, one, crossOne), two, crossTwo), kinds.length + s, 1);
    }

    private static int good(int level) {
        return Math.max(0, DIFFERENT_WORDS - level);
    }

    /// The value that a record gives for a field, as it was compared: after a swap, the other
    /// one's.
    int compared(long pattern, int field, int record, boolean second) {
        if (second) {
            for (int s = 0; s < swaps.length; s++) {
                if (level(pattern, kinds.length + s) == 1) {
                    if (swaps[s][0] == field) {
                        return values[swaps[s][1]][record];
                    }
                    if (swaps[s][1] == field) {
                        return values[swaps[s][0]][record];
                    }
                }
            }
        }
        return values[field][record];
    }
}
