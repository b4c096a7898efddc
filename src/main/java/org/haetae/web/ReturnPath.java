package org.haetae.web;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where one may go on to after signing in or changing the look: pages of ours by their pattern,
/// nothing else, whatever the request says.
final class ReturnPath {
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final List<Pattern> ALLOWED =
            List.of(
                    Pattern.compile("/"),
                    Pattern.compile("/search(/" + ID + ")?"),
                    Pattern.compile("/batch(/" + ID + ")?"),
                    Pattern.compile("/items/" + ID + "(/pages/[0-9]{1,6})?"),
                    Pattern.compile("/accessions(/new|/" + ID + ")?"),
                    Pattern.compile("/(entity|claims)/" + ID),
                    Pattern.compile("/outcomes|/entities|/queue|/agreement"),
                    Pattern.compile("/people(/" + ID + ")?"),
                    Pattern.compile("/compartments(/" + ID + ")?"),
                    Pattern.compile("/incidents/new|/items/" + ID + "/incident"),
                    Pattern.compile("/drafts(/" + ID + ")?"),
                    Pattern.compile("/account|/consents|/erasures|/health|/help|/sign-in"));

    private ReturnPath() {}

    static boolean isAllowed(String path) {
        return ALLOWED.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    /// The path, or else the front page.
    static String orFront(@Nullable String path) {
        return path != null && isAllowed(path) ? path : "/";
    }
}
