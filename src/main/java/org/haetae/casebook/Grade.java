package org.haetae.casebook;

import java.util.regex.Pattern;

/// How far a source is relied on and what it says believed, by the Admiralty code (NATO AJP-2.1).
///
/// @param reliability of the source, A (completely reliable) to E (unreliable), F (cannot be
///   judged)
/// @param credibility of the information, 1 (confirmed by others) to 5 (improbable), 6 (cannot be
///   judged)
/// @param reason in words; may be empty
public record Grade(char reliability, int credibility, String reason) {

    private static final Pattern CODE = Pattern.compile("[A-F][1-6]");

    /// Not judged yet.
    public static final Grade UNJUDGED = new Grade('F', 6, "");

    public Grade {
        if (!CODE.matcher("" + reliability + credibility).matches()) {
            throw new IllegalArgumentException(
                    "grade is %s%d; expected A to F and 1 to 6, such as B2"
                            .formatted(reliability, credibility));
        }
    }

    /// From its two characters, such as `B2`.
    public static Grade of(String code, String reason) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "grade is \"%s\"; expected A to F and 1 to 6, such as B2".formatted(code));
        }
        return new Grade(code.charAt(0), code.charAt(1) - '0', reason);
    }

    /// Its two characters.
    public String code() {
        return "" + reliability + credibility;
    }
}
