package org.haetae.packing;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Paths as given, made into paths that every system can hold (RFC 8493, section 6.1): no steps
/// out, no reserved names or characters, no two that differ by case or composition only.
///
/// The path as it was given stands in the proof beside the file; this one only says where it lies.
public final class SafeNames {

    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    /// Of a step, in bytes of UTF-8: file systems end at 255, and some at 143 (eCryptfs).
    private static final int LONGEST_STEP = 140;

    private static final int MOST_STEPS = 16;

    private final Set<String> taken = new HashSet<>();

    /// A path for a file, other than every one that was given before.
    ///
    /// @param path as the file was called, with slashes
    /// @param id what tells this file from one of the same path
    public String of(String path, String id) {
        StringBuilder safe = new StringBuilder();
        String[] steps = Normalizer.normalize(path, Normalizer.Form.NFC).split("/");
        for (int i = Math.max(0, steps.length - MOST_STEPS); i < steps.length; i++) {
            String step = step(steps[i]);
            if (!step.isEmpty()) {
                safe.append(safe.isEmpty() ? "" : "/").append(step);
            }
        }
        String found = safe.isEmpty() ? id : safe.toString();
        if (taken.contains(key(found)) || isFolderOrBelowFile(found)) {
            found = id + "/" + found.substring(found.lastIndexOf('/') + 1);
        }
        for (int at = found.indexOf('/'); at >= 0; at = found.indexOf('/', at + 1)) {
            taken.add(key(found.substring(0, at)) + "/");
        }
        taken.add(key(found));
        return found;
    }

    /// Whether a file lies where this path needs a folder, or a folder where it would lie.
    private boolean isFolderOrBelowFile(String path) {
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            if (taken.contains(key(path.substring(0, at)))) {
                return true;
            }
        }
        return taken.contains(key(path) + "/");
    }

    private static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    private static String step(String step) {
        StringBuilder safe = new StringBuilder();
        step.codePoints()
                .forEach(
                        c -> {
                            boolean odd =
                                    Character.isISOControl(c)
                                            || Character.getType(c) == Character.FORMAT
                                            || Character.getType(c) == Character.SURROGATE
                                            || "\\:*?\"<>|%~".indexOf(c) >= 0;
                            safe.appendCodePoint(odd ? '_' : c);
                        });
        String found = safe.toString().strip().replaceFirst("[. ]+$", "");
        if (bytes(found) > LONGEST_STEP) {
            String end = "_" + ending(found);
            found = start(found, LONGEST_STEP - bytes(end)) + end;
        }
        return RESERVED.matcher(found).matches() ? "_" + found : found;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// As many whole characters, as readers see them, as fit.
    private static String start(String name, int mostBytes) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(name);
        int end = 0;
        for (int next = characters.next();
                next != BreakIterator.DONE && bytes(name.substring(0, next)) <= mostBytes;
                next = characters.next()) {
            end = next;
        }
        return name.substring(0, end);
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        String end = dot > 0 ? name.substring(dot) : "";
        return bytes(end) <= 12 ? end : "";
    }
}
