package org.haetae.packing;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// What a check of OCFL finds, by the codes of the specification (OCFL 1.1, "Validation Codes"): E
/// where a MUST is broken, W where a SHOULD is. The texts are there and in docs/manual/findings.md.
public enum OcflCode {
    E001,
    E003,
    E004,
    E007,
    E008,
    E009,
    E010,
    E011,
    E012,
    E013,
    E015,
    E017,
    E018,
    E019,
    E023,
    E024,
    E025,
    E033,
    E036,
    E037,
    E038,
    E040,
    E041,
    E044,
    E046,
    E047,
    E048,
    E049,
    E050,
    E051,
    E052,
    E053,
    E054,
    E057,
    E058,
    E060,
    E061,
    E063,
    E064,
    E066,
    E067,
    E069,
    E070,
    E073,
    E080,
    E081,
    E083,
    E084,
    E085,
    E090,
    E092,
    E093,
    E094,
    E095,
    E096,
    E097,
    E099,
    E100,
    E101,
    E102,
    E103,
    E106,
    E107,
    E111,
    W001,
    W002,
    W003,
    W004,
    W005,
    W007,
    W008,
    W009,
    W010,
    W011,
    W013,
    W016;

    private static final String ADVICE =
            "Compare the object with a backup; the codes are those of OCFL 1.1.";

    /// As it stands in findings: `OCFL-E092`.
    public String code() {
        return "OCFL-" + name();
    }

    Finding at(String subject, String found, String expected) {
        Severity severity = name().startsWith("E") ? Severity.ERROR : Severity.WARNING;
        return new Finding(code(), severity, subject, found, expected, ADVICE);
    }
}
