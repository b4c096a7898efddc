package org.haetae.verify;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.haetae.ledger.Digest;
import org.haetae.packing.Json;
import org.jspecify.annotations.Nullable;

/// An object of a list in JSON, read as what it has to be. Whatever is of another form is an
/// [IllegalArgumentException] that says so.
record Fields(Map<String, @Nullable Object> json) {

    static Fields of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(Json.asObject(map));
        }
        throw new IllegalArgumentException("something else than an object in a list");
    }

    static Fields parse(byte[] bytes) {
        return new Fields(Json.parseObject(bytes));
    }

    boolean has(String key) {
        return json.containsKey(key);
    }

    boolean is(String key, Object value) {
        return value.equals(json.get(key));
    }

    String text(String key) {
        if (json.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text under " + key);
    }

    UUID id(String key) {
        return UUID.fromString(text(key));
    }

    Digest digest(String key) {
        return Digest.parse(text(key));
    }

    long number(String key) {
        return number(json.get(key));
    }

    long[] numbers(String key) {
        return numbers(json.get(key));
    }

    List<?> list(String key) {
        if (json.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("no list of " + key);
    }

    List<Fields> objects(String key) {
        return list(key).stream().map(Fields::of).toList();
    }

    static long[] numbers(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().mapToLong(Fields::number).toArray();
        }
        throw new IllegalArgumentException("no list of numbers");
    }

    private static long number(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("a number that is none of a place", e);
            }
        }
        throw new IllegalArgumentException("something else than a number");
    }
}
