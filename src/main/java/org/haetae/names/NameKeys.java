package org.haetae.names;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The keys of a name: one that is fine, for counting, and many that are coarse, for finding.
final class NameKeys {

    private static final long WORD = 1;
    private static final long SLIP = 2;
    private static final long KOREAN = 3;
    private static final long HAN = 4;
    private static final long MEANING = 5;
    private static final long ACRONYM = 6;
    private static final long PLAIN = 7;
    private static final long TOGETHER = 8;
    private static final long CHINESE = 9;
    private static final long JAPANESE = 10;

    private NameKeys() {}

    static String fine(Name name) {
        var words =
                Arrays.stream(name.words)
                        .filter(Word::counts)
                        .map(word -> word.meaning == 0 ? word.plain : "#" + word.meaning)
                        .sorted()
                        .collect(Collectors.joining(" "));
        return words.isEmpty() ? Spelling.plain(name.text()).strip() : words;
    }

    static long[] coarse(Name name) {
        var keys = new TreeSet<Long>();
        if (name.writtenOut != null) {
            for (long key : coarse(name.writtenOut)) {
                keys.add(key);
            }
        }
        var initials = new StringBuilder();
        for (var word : name.words) {
            if (!word.counts()) {
                continue;
            }
            if (word.meaning != 0) {
                keys.add(key(MEANING, Integer.toString(word.meaning)));
            }
            if (word.nicknames != null) {
                for (int id : word.nicknames) {
                    keys.add(key(MEANING, Integer.toString(id)));
                }
            }
            if (!word.plain.isEmpty()) {
                initials.append(word.plain.charAt(0));
            }
            if (word.sound.length > 1 || name.words.length == 1) {
                word(word, keys);
            }
        }
        if (!name.isPersonal() || name.words.length == 1) {
            if (initials.length() > 1) {
                keys.add(key(ACRONYM, initials.toString()));
            }
            for (var word : name.words) {
                if (word.plain.length() > 1 && word.plain.length() < 7) {
                    keys.add(key(ACRONYM, word.plain));
                }
            }
        }
        together(name, keys);
        for (var reading : name.korean) {
            korean(reading, keys);
        }
        for (var text : ChineseReading.keys(List.of(name.chinese))) {
            keys.add(key(CHINESE, text));
        }
        for (var text : name.japanese.keys()) {
            keys.add(key(JAPANESE, text));
        }
        for (int i = 0; i + 1 < name.characters.length(); i++) {
            keys.add(key(HAN, name.characters.substring(i, i + 2)));
        }
        return keys.stream().mapToLong(Long::longValue).toArray();
    }

    private static void word(Word word, TreeSet<Long> keys) {
        keys.add(key(PLAIN, word.plain));
        var skeleton = Sound.skeleton(word.sound);
        var bare = skeleton.replace("A", "").replace("V", "");
        keys.add(key(WORD, bare));
        if (word.role == TokenRole.GENERIC) {
            return;
        }
        // One consonant more or less, and words written together: what is left has a key of its
        // own.
        if (bare.length() >= 3) {
            var head = bare.length() > 6 ? bare.substring(0, 6) : bare;
            for (int i = 0; i < head.length(); i++) {
                keys.add(key(SLIP, head.substring(0, i) + head.substring(i + 1)));
            }
            keys.add(key(SLIP, head));
            if (bare.length() >= 4) {
                keys.add(key(SLIP, bare.substring(0, 3)));
                keys.add(key(SLIP, bare.substring(bare.length() - 3)));
            }
        } else {
            keys.add(key(SLIP, bare));
        }
    }

    /// Words that others write as one: each two that follow one another, and all.
    private static void together(Name name, TreeSet<Long> keys) {
        var words =
                Arrays.stream(name.words)
                        .filter(word -> word.counts() && word.sound.length > 0)
                        .limit(8)
                        .toList();
        for (int i = 0; i < words.size(); i++) {
            keys.add(key(TOGETHER, bare(words.subList(i, i + 1))));
            if (i + 1 < words.size()) {
                keys.add(key(TOGETHER, bare(words.subList(i, i + 2))));
            }
        }
        keys.add(key(TOGETHER, bare(words)));
    }

    private static String bare(List<Word> words) {
        var sound = new ByteArrayOutputStream();
        words.forEach(word -> sound.writeBytes(word.sound));
        return Sound.skeleton(sound.toByteArray()).replace("A", "").replace("V", "");
    }

    private static void korean(KoreanReading reading, TreeSet<Long> keys) {
        var given = reading.given();
        for (int family : classes(reading.family(), 0)) {
            for (int first : classes(given, 0)) {
                if (given.length() == 1) {
                    keys.add(key(KOREAN, family + "." + first));
                    continue;
                }
                keys.add(key(KOREAN, family + "." + first + ".."));
                for (int second : classes(given, 1)) {
                    keys.add(key(KOREAN, family + "." + first + "." + second));
                    keys.add(key(KOREAN, family + ".." + second));
                    keys.add(key(KOREAN, first + "+" + second));
                }
            }
        }
    }

    private static final int[] OF_INITIAL = {
        0, 0, 1, 2, 2, 1, 3, 4, 4, 5, 5, 1, 6, 6, 6, 0, 2, 4, 7
    };
    private static final int[] OF_VOWEL = {
        0, 1, 0, 1, 2, 1, 2, 2, 2, 0, 1, 1, 2, 2, 2, 1, 3, 2, 2, 3, 3
    };
    private static final int[] OF_FINAL = {0, 1, 1, 2, 3, 1, 2, 1};

    /// The classes that a syllable may belong to: few, so that all systems share one.
    private static int[] classes(Syllables.Row row, int at) {
        var classes = new TreeSet<Integer>();
        long sure = row.sure()[at];
        for (int i = 0; i < OF_INITIAL.length; i++) {
            if ((sure >> i & 1) == 0) {
                continue;
            }
            for (int v = 0; v < OF_VOWEL.length; v++) {
                if ((sure >> (Syllables.VOWEL + v) & 1) == 0) {
                    continue;
                }
                for (int f = 0; f < OF_FINAL.length; f++) {
                    if ((sure >> (Syllables.FINAL + f) & 1) != 0) {
                        classes.add(OF_INITIAL[i] * 100 + OF_VOWEL[v] * 10 + OF_FINAL[f]);
                    }
                }
            }
        }
        return classes.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The sort of key and its text as one number (FNV-1a), the same in every run and on every
    /// machine.
    private static long key(long sort, String text) {
        long hash = 0xcbf29ce484222325L ^ sort;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 29;
    }
}
