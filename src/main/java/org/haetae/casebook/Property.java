package org.haetae.casebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be said of an entity of some kind.
///
/// @param vocabulary whose terms are its values, when they are codes
/// @param to kinds that it may refer to, when it refers; empty means any
/// @param unit of its numbers, unless a value has another
/// @param many whether several values hold at once; else two different values are rivals
/// @param sealed whether values are kept encrypted, and so cannot be searched for
/// @param tells what drawings take it for
/// @param note help for those who fill it in
/// @param maps the same property in public schemes (`ftm`, `schema` ...)
/// @param retired whether it is kept only so that what was recorded under it can be read
public record Property(
        String code,
        Label label,
        ValueType type,
        Optional<String> vocabulary,
        List<String> to,
        Optional<String> unit,
        boolean many,
        boolean sealed,
        Optional<Tells> tells,
        Optional<Label> note,
        Map<String, String> maps,
        boolean retired) {

    public Property {
        to = List.copyOf(to);
        maps = Map.copyOf(maps);
        if ((type == ValueType.CODE) != vocabulary.isPresent()) {
            throw new IllegalArgumentException(
                    "property %s is of type %s with %s; expected a vocabulary with codes, and with codes only"
                            .formatted(
                                    code,
                                    type.word(),
                                    vocabulary.map("vocabulary "::concat).orElse("no vocabulary")));
        }
        if (tells.isPresent() && (sealed || !fits(tells.get(), type))) {
            throw new IllegalArgumentException(
                    "property %s (%s%s) tells %s; expected an open date that tells when, begins, ends or cited, or an open reference that tells anything else"
                            .formatted(
                                    code,
                                    sealed ? "sealed " : "",
                                    type.word(),
                                    tells.get().word()));
        }
    }

    private static boolean fits(Tells tells, ValueType type) {
        return switch (tells) {
            case WHEN, BEGINS, ENDS, CITED -> type == ValueType.DATE;
            case WHERE, BY, TO, WITHIN -> type == ValueType.REFERENCE;
        };
    }

    /// Whether it tells this.
    public boolean tells(Tells what) {
        return tells.filter(what::equals).isPresent();
    }

    /// One that no schema declares any more, or not yet: claims recorded under it stay readable.
    static Property undeclared(String code) {
        return new Property(
                code,
                new Label(code, code),
                ValueType.TEXT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                true);
    }
}
