package org.haetae.linkage;

/// The consonants of a Latin word by how they sound, so that words that are heard alike get one
/// key: `catherine` and `kathryn`, `philip` and `filip`. Words of other scripts stay what they are.
final class Sounds {

    private Sounds() {}

    /// @param compact lower case, without marks and spaces
    static String of(String compact) {
        var sounds = new StringBuilder(compact.length());
        int length = compact.length();
        for (int i = 0; i < length; i++) {
            char c = compact.charAt(i);
            char next = i + 1 < length ? compact.charAt(i + 1) : ' ';
            char sound =
                    switch (c) {
                        case 'a', 'e', 'i', 'o', 'u', 'y', 'w', 'h' ->
                                i == 0 && c != 'h' ? 'a' : ' ';
                        case 'b' -> 'p';
                        case 'p' -> next == 'h' ? 'f' : 'p';
                        case 'f', 'v' -> 'f';
                        case 'c' -> next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
                        case 'k', 'q' -> 'k';
                        case 'g' -> next == 'h' ? ' ' : 'k';
                        case 's', 'x', 'z', 'j' -> 's';
                        case 'd', 't' -> 't';
                        case 'm', 'n' -> 'n';
                        default -> c;
                    };
            if (sound != ' ' && (sounds.isEmpty() || sounds.charAt(sounds.length() - 1) != sound)) {
                sounds.append(sound);
            }
        }
        return sounds.toString();
    }
}
