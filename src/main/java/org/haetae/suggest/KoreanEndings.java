package org.haetae.suggest;

import java.util.Set;

/// What may stand after a Korean name in the same run of syllables.
final class KoreanEndings {

    /// From this many syllables on, a name is clear enough for any noun to follow it.
    private static final int CLEAR = 3;

    private final Set<String> particles;
    private final Set<String> verbStarts;
    private final Set<String> followers;

    KoreanEndings(Vocabulary vocabulary) {
        particles = vocabulary.list("particles");
        verbStarts = vocabulary.list("verb-starts");
        followers = vocabulary.list("country-follow");
    }

    boolean mayFollow(String text, int from, int to, Kind kind) {
        if (to - from >= CLEAR) {
            return true;
        }
        var rest = rest(text, to);
        return switch (kind.layer()) {
            case WORD -> isEnding(rest) || verbStarts.stream().anyMatch(rest::startsWith);
            default -> isEnding(rest) || followers.stream().anyMatch(rest::startsWith);
        };
    }

    /// Nothing, or particles alone.
    boolean isEnding(String rest) {
        return rest.isEmpty() || particles.contains(rest);
    }

    /// The syllables after this place, up to the end of the run.
    static String rest(String text, int from) {
        int at = from;
        while (at < text.length() && Words.isHangul(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }
}
