package org.haetae.linkage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A part of a blocking key: some of what one column says, or two columns say in either order.
///
/// @param columns one, or several that may have changed places
/// @param count characters, for those parts that take some
public record KeyPart(List<String> columns, Cut cut, int count) {

    /// What of the value goes into the key.
    public enum Cut {
        /// The whole value without spaces and marks.
        WHOLE,
        /// Its consonants by how they sound.
        SOUND,
        START,
        END,
        YEAR,
        /// Month and day, in either order.
        DAY
    }

    public KeyPart {
        columns = List.copyOf(columns);
    }

    /// @param text `column`, `column sound`, `column start 3`, `given+family sound`
    /// @throws IllegalArgumentException when it is not written so
    static KeyPart of(String text) {
        var words = text.strip().split("\\s+");
        var cut = words.length > 1 ? cut(words[1], text) : Cut.WHOLE;
        var counted = cut == Cut.START || cut == Cut.END;
        if (words.length != (counted ? 3 : words.length == 1 ? 1 : 2)) {
            throw wrong(text);
        }
        int count = 0;
        if (counted) {
            try {
                count = Integer.parseInt(words[2]);
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
            if (count < 1) {
                throw wrong(text);
            }
        }
        return new KeyPart(List.of(words[0].split("\\+")), cut, count);
    }

    private static Cut cut(String word, String text) {
        return Arrays.stream(Cut.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(text));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "part of a key is \"%s\"; expected a column, then nothing, sound, start N, end N, year or day"
                        .formatted(text));
    }
}
