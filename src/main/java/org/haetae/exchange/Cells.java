package org.haetae.exchange;

import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Value;

/// What stands in one cell of a table for people.
final class Cells {

    /// Between values that all hold, and between values of which one at most is true.
    static final String AND = " | ";

    static final String RIVALS = " ≠ ";

    /// What spreadsheets begin formulas with, those of full width among them.
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)*");

    private Cells() {}

    /// All values, told apart by whether they can be true together. Dates are in EDTF, so that they
    /// can be sorted and are the same in every language; everything else is in words.
    static String values(TableExport.Cell cell) {
        return joined(
                cell,
                held ->
                        held.value() instanceof Value.Date date
                                ? date.date().edtf()
                                : held.words());
    }

    /// Ids of the claims behind each value, in the order of the values.
    static String claims(TableExport.Cell cell) {
        return joined(
                cell,
                held ->
                        held.claims().stream()
                                .map(claim -> claim.id().toString())
                                .collect(Collectors.joining(" ")));
    }

    /// How far the review of each of these claims has come, in the order of the claims.
    static String reviews(TableExport.Cell cell) {
        return joined(
                cell,
                held ->
                        held.standing().stream()
                                .map(Standing::word)
                                .collect(Collectors.joining(" ")));
    }

    private static String joined(TableExport.Cell cell, Function<TableExport.Held, String> word) {
        return cell.held().stream()
                .map(word)
                .collect(Collectors.joining(cell.rivals() ? RIVALS : AND));
    }

    /// A text that no spreadsheet takes for a formula: an apostrophe goes before what begins one.
    static String harmless(String text) {
        return text.isEmpty()
                        || FORMULA.indexOf(text.charAt(0)) < 0
                        || NUMBER.matcher(text).matches()
                ? text
                : "'" + text;
    }
}
