package org.haetae.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one page shows, as plain values; each kind has the template of the same name.
public sealed interface Sheet extends Answer {

    /// The file under `src/main/jte`.
    default String template() {
        return getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT)
                + ".jte";
    }

    /// The entry of the main menu that is marked while this sheet is shown.
    default String place() {
        return "";
    }

    /// Name and password.
    ///
    /// @param problem key of what went wrong with the last attempt
    /// @param to where to go on, one of {@link ReturnPath}
    record SignIn(@Nullable String problem, String to) implements Sheet {}

    /// Turned away, or something failed.
    record Refused(int status) implements Sheet {
        /// Where the words are; 403 and 404 have their own, the rest is ours or theirs to mend.
        public String key() {
            return switch (status) {
                case 400, 403, 404, 405, 413, 429, 507 -> "refused." + status;
                default -> status < 500 ? "refused.400" : "refused.500";
            };
        }
    }
}
