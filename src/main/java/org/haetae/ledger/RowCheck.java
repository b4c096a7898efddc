package org.haetae.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/// Holds rows of the database against the entries of the ledger that they belong to, one to one and
/// both ways. Changes nothing.
///
/// A row that somebody altered so that it does not even read hides no other: it is looked for by
/// halves of the stretch until it stands alone.
///
/// @param <R> a row
public final class RowCheck<R> {

    private static final int AT_ONCE = 2_000;

    /// Reads rows.
    @FunctionalInterface
    public interface Rows<R> {
        /// @return rows of entries after the one position up to the other, by their position
        /// @throws IllegalArgumentException when a row says what there is not
        /// @throws NullPointerException when a row lacks what each has
        Map<Long, R> between(long after, long last);
    }

    /// Makes a finding of one code.
    @FunctionalInterface
    public interface Code {
        Finding at(Object subject, Object found, Object expected);
    }

    /// @param altered a row is not what was recorded
    /// @param missing an entry has no row
    /// @param stray a row has no entry
    public record Codes(Code altered, Code missing, Code stray) {}

    private final Ledger ledger;
    private final Predicate<Entry> wanted;
    private final Rows<R> rows;
    private final BiPredicate<R, Entry> fits;
    private final Function<R, Object> subject;
    private final Codes codes;
    private final List<Finding> findings = new ArrayList<>();

    /// @param acts entries of which have a row
    /// @param fits whether a row says what its entry says
    /// @param subject by which a row without an entry is named
    public RowCheck(
            Ledger ledger,
            Set<Act> acts,
            Rows<R> rows,
            BiPredicate<R, Entry> fits,
            Function<R, Object> subject,
            Codes codes) {
        this(ledger, Set.copyOf(acts), rows, fits, subject, codes, _ -> true);
    }

    /// @param among which entries of these acts have a row
    public RowCheck(
            Ledger ledger,
            Set<Act> acts,
            Rows<R> rows,
            BiPredicate<R, Entry> fits,
            Function<R, Object> subject,
            Codes codes,
            Predicate<Entry> among) {
        this.ledger = ledger;
        this.wanted = entry -> acts.contains(entry.act()) && among.test(entry);
        this.rows = rows;
        this.fits = fits;
        this.subject = subject;
        this.codes = codes;
    }

    /// What does not fit, in the order of the ledger.
    public List<Finding> findings() {
        long position = Ledger.START;
        while (true) {
            var entries = ledger.after(position, AT_ONCE);
            if (entries.isEmpty()) {
                stretch(position, Long.MAX_VALUE, List.of());
                return List.copyOf(findings);
            }
            long last = entries.getLast().position();
            stretch(
                    position,
                    last,
                    entries.stream().filter(one -> wanted.test(one.entry())).toList());
            position = last;
        }
    }

    private void stretch(long after, long last, List<Recorded> entries) {
        try {
            compare(after, last, entries);
        } catch (IllegalArgumentException | NullPointerException e) {
            if (last - after == 1) {
                unreadable(last, entries);
                return;
            }
            long middle = after + ((last - after) >>> 1);
            stretch(
                    after,
                    middle,
                    entries.stream().filter(one -> one.position() <= middle).toList());
            stretch(middle, last, entries.stream().filter(one -> one.position() > middle).toList());
        }
    }

    private void unreadable(long position, List<Recorded> entries) {
        findings.add(
                entries.isEmpty()
                        ? codes.stray()
                                .at("position " + position, "a row", "no row without an entry")
                        : codes.altered()
                                .at(
                                        entries.getFirst().entry().object(),
                                        "a row that cannot be read",
                                        recorded(position)));
    }

    private void compare(long after, long last, List<Recorded> entries) {
        var left = rows.between(after, last);
        var found = new ArrayList<Finding>();
        for (var one : entries) {
            var row = left.remove(one.position());
            var expected = recorded(one.position());
            if (row == null) {
                found.add(codes.missing().at(one.entry().object(), "no row", expected));
            } else if (!fits.test(row, one.entry())) {
                found.add(codes.altered().at(one.entry().object(), "another row", expected));
            }
        }
        left.values()
                .forEach(
                        row ->
                                found.add(
                                        codes.stray()
                                                .at(
                                                        subject.apply(row),
                                                        "a row",
                                                        "no row without an entry")));
        findings.addAll(found);
    }

    private static String recorded(long position) {
        return "what was recorded at ledger position " + position;
    }
}
