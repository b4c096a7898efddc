package org.haetae.ledger;

/// One thing that a check found. Checks collect findings and go on, so that one damaged byte does
/// not hide the next. Names ids, positions and files of the log; never content, never a name.
///
/// @param code fixed, with an entry in docs/manual/findings.md
/// @param subject what it is about: a position, a file of the log, an id
/// @param found what is there
/// @param expected what should be there
/// @param advice what to do next
public record Finding(
        String code,
        Severity severity,
        String subject,
        String found,
        String expected,
        String advice) {

    /// All of it in one line for people.
    public String line() {
        return "%s %s: found %s, expected %s. %s".formatted(code, subject, found, expected, advice);
    }
}
