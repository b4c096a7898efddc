package org.haetae.backup;

import java.util.regex.Pattern;

/// How the files of a backup are called. Whoever gives a place may have more in it than they know:
/// nothing is taken away there whose whole name is not one that only a backup has.
final class Names {

    /// What is taken away when a newer backup does not list it. Sealed content of the storage root
    /// never is: a home that lost a file gets it back from here. What waited in deposit has moved
    /// there since.
    private static final Pattern PASSING =
            Pattern.compile(
                    "database/\\d{2,}-[a-z][a-z0-9_]*\\.[0-9a-f]{32}-[0-9a-f]{8}\\.sql\\.age"
                            + "|database/schema/V\\d+__\\w+\\.sql"
                            + "|home/\\d+-[0-9a-f]{8}\\.age"
                            + "|manifests/\\d+-[0-9a-f]{8}"
                            + "|deposit/[0-9a-f-]{36}/v\\d+/content/[0-9a-f]{2}/[0-9a-f-]{36}\\.age"
                            + "|ledger/tile/(entries|\\d{1,2})/[x0-9/]+\\.p/\\d{1,3}");

    private static final Pattern LASTING =
            Pattern.compile("(archive|ledger)/.+|recovery\\.kit|READ-ME\\.txt|newest\\.new");

    private Names() {}

    static boolean passes(String path) {
        return PASSING.matcher(path).matches();
    }

    /// @param path in its place or under `next/`
    static boolean isOurs(String path) {
        var place = path.startsWith(Copies.NEXT) ? path.substring(Copies.NEXT.length()) : path;
        return passes(place) || LASTING.matcher(place).matches();
    }
}
