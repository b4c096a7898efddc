package org.haetae.web;

/// Cells of a CSV file (RFC 4180) that a spreadsheet does not take for a formula.
final class Csv {
    private Csv() {}

    static String cell(String text) {
        String safe = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
