package org.haetae.extract.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters of a mail header such as `attachment; filename*=UTF-8''%EC%84%9C`.
final class MailParameters {
    private MailParameters() {}

    /// The pieces between semicolons outside quotation marks.
    static List<String> split(String header) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '\\' && quoted && i + 1 < header.length()) {
                piece.append(c).append(header.charAt(++i));
            } else if (c == ';' && !quoted) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                quoted ^= c == '"';
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"') {
            return value;
        }
        int end = value.lastIndexOf('"');
        return value.substring(1, end > 0 ? end : value.length()).replaceAll("\\\\(.)", "$1");
    }

    /// Percent escapes as RFC 2231 has them.
    static String unescaped(String value, @Nullable String charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%' && hex(value, i + 1)) {
                bytes.write(Integer.parseInt(value.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        Charset known = Charsets.known(charset);
        return new String(bytes.toByteArray(), known == null ? StandardCharsets.UTF_8 : known);
    }

    private static boolean hex(String value, int at) {
        return at + 1 < value.length()
                && Character.digit(value.charAt(at), 16) >= 0
                && Character.digit(value.charAt(at + 1), 16) >= 0;
    }
}
