package org.haetae.packing;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads JSON (RFC 8259) as strictly as evidence wants it: UTF-8 without faults, no key twice in
/// one object, nothing after the value.
///
/// Objects are maps in the order of their keys, arrays lists; further String, BigDecimal, Boolean
/// and null. Here and not a library's, because the small verifier is on the JDK alone.
public final class Json {

    private static final int DEEPEST = 64;
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException saying what is wrong and where, as a character from 0
    public static @Nullable Object parse(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("JSON is not UTF-8", e);
        }
        Json json = new Json(text);
        Object value = json.value(0);
        json.space();
        if (json.at < text.length()) {
            throw json.wrong("something after the value");
        }
        return value;
    }

    /// The same when it must be an object.
    public static Map<String, @Nullable Object> parseObject(byte[] bytes) {
        if (parse(bytes) instanceof Map<?, ?> map) {
            return asObject(map);
        }
        throw new IllegalArgumentException("JSON is not an object");
    }

    /// What [#parse] gave as an object, with its keys' type.
    @SuppressWarnings("unchecked") // keys of what is parsed here are strings
    public static Map<String, @Nullable Object> asObject(Map<?, ?> parsed) {
        return (Map<String, @Nullable Object>) parsed;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("JSON has %s at character %d".formatted(what, at));
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char next() {
        if (at >= text.length()) {
            throw wrong("its end");
        }
        return text.charAt(at);
    }

    private void expect(String word) {
        if (!text.startsWith(word, at)) {
            throw wrong("no " + word);
        }
        at += word.length();
    }

    private @Nullable Object value(int depth) {
        if (depth > DEEPEST) {
            throw wrong("more than %d levels".formatted(DEEPEST));
        }
        space();
        return switch (next()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        expect(word);
        return value;
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        at++;
        space();
        if (next() == '}') {
            at++;
            return object;
        }
        while (true) {
            space();
            if (next() != '"') {
                throw wrong("no key");
            }
            String key = string();
            space();
            expect(":");
            Object value = value(depth + 1);
            if (object.containsKey(key)) {
                throw wrong("a key a second time");
            }
            object.put(key, value);
            space();
            if (next() == '}') {
                at++;
                return object;
            }
            expect(",");
        }
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        at++;
        space();
        if (next() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value(depth + 1));
            space();
            if (next() == ']') {
                at++;
                return array;
            }
            expect(",");
        }
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (true) {
            char c = next();
            at++;
            if (c == '"') {
                return string.toString();
            }
            if (c < 0x20) {
                throw wrong("a control character");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw wrong("an unknown escape");
        };
    }

    private char unit() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0 || next() > 'f') {
                throw wrong("an escape without four digits");
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    private BigDecimal number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        if (number.length() > 64 || !NUMBER.matcher(number).matches()) {
            throw wrong("no value");
        }
        return new BigDecimal(number);
    }
}
