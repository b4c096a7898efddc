package org.haetae.extract.worker;

import java.nio.charset.StandardCharsets;

/// Makes text from a file safe to store, show and index without changing its words.
///
/// Line ends become `\n`; control characters, byte order marks and non-characters go; half a
/// surrogate pair becomes U+FFFD. Nothing is composed, folded or reordered: a quotation must match
/// what stands in the file.
final class Clean {
    private Clean() {}

    /// The text of a page.
    static String text(String raw) {
        int length = raw.length();
        for (int i = 0; i < length; i++) {
            if (needsWork(raw.charAt(i))) {
                return rewritten(raw, i);
            }
        }
        return raw;
    }

    /// Text made by a parser out of layout or markup: also without spaces at line ends and without
    /// more than one empty line in a row, which are the parser's and not the document's.
    static String layout(String raw) {
        String text = text(raw);
        StringBuilder out = new StringBuilder(text.length());
        int newlines = 2;
        int spaces = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                spaces = 0;
                if (newlines < 2) {
                    out.append(c);
                }
                newlines++;
            } else if (c == ' ' || c == '\t' || c == '\u00a0') {
                spaces++;
            } else {
                if (spaces > 0 && newlines == 0) {
                    out.append(text, i - spaces, i);
                }
                spaces = 0;
                newlines = 0;
                out.append(c);
            }
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == '\n') {
            end--;
        }
        out.setLength(end);
        return out.toString();
    }

    /// A name or a metadata value, on one line, with everything invisible made visible: a hostile
    /// name must not look like another one.
    static String name(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        raw.codePoints()
                .forEach(
                        c -> {
                            if (c < 0x20) {
                                out.appendCodePoint(0x2400 + c);
                            } else if (c == 0x7f) {
                                out.append('\u2421');
                            } else if (invisible(c)) {
                                out.append("[U+%04X]".formatted(c));
                            } else {
                                out.appendCodePoint(c);
                            }
                        });
        return out.toString();
    }

    /// At most so many UTF-8 bytes, cut between code points.
    static String cut(String text, int bytes) {
        if (text.length() * 3L <= bytes || text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
            return text;
        }
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (used > bytes) {
                break;
            }
            i += Character.charCount(c);
        }
        return text.substring(0, i);
    }

    private static boolean invisible(int c) {
        return (c >= 0x80 && c < 0xa0)
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff
                || (c >= 0xd800 && c <= 0xdfff)
                || (c & 0xfffe) == 0xfffe;
    }

    private static boolean needsWork(char c) {
        if (c < 0x20) {
            return c != '\n' && c != '\t';
        }
        if (c < 0x7f) {
            return false;
        }
        return c < 0xa0
                || c == '\u2028'
                || c == '\u2029'
                || (c >= 0xd800 && c < 0xe000)
                || c == '\ufeff'
                || c >= '\ufffe';
    }

    private static String rewritten(String raw, int from) {
        StringBuilder out = new StringBuilder(raw.length()).append(raw, 0, from);
        for (int i = from; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (!needsWork(c)) {
                out.append(c);
            } else if (c == '\r') {
                if (i + 1 >= raw.length() || raw.charAt(i + 1) != '\n') {
                    out.append('\n');
                }
            } else if (c == '\f' || c == 0x0b || c == 0x85 || c == '\u2028' || c == '\u2029') {
                out.append('\n');
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < raw.length()
                    && Character.isLowSurrogate(raw.charAt(i + 1))) {
                int whole = Character.toCodePoint(c, raw.charAt(++i));
                if ((whole & 0xfffe) != 0xfffe) {
                    out.appendCodePoint(whole);
                }
            } else if (Character.isSurrogate(c)) {
                out.append('\ufffd');
            }
        }
        return out.toString();
    }
}
