package org.haetae.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import org.haetae.ledger.Finding;

/// Tells what a check found, one line or one object each.
final class Found {

    private Found() {}

    static void tell(Terminal terminal, Common common, Finding finding) {
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("code", finding.code());
            row.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            row.put("subject", finding.subject());
            row.put("found", finding.found());
            row.put("expected", finding.expected());
            row.put("advice", finding.advice());
            terminal.row(row);
        } else {
            terminal.line(finding.line());
        }
    }
}
