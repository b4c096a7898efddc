package org.haetae.linkage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haetae.names.NameKind;

/// What a field holds, and with it how two of its values are compared.
public enum FieldKind {
    NAME(Level.EXACT, Level.CLOSE, Level.NEAR, Level.FAR, Level.DIFFERENT),
    TEXT(Level.EXACT, Level.CLOSE, Level.NEAR, Level.FAR, Level.DIFFERENT),
    PLACE(Level.EXACT, Level.CLOSE, Level.NEAR, Level.FAR, Level.DIFFERENT),
    /// Names in any script, compared as names and not as letters ([org.haetae.names.Name]).
    PERSON_NAME(Level.EXACT, Level.SPELLING, Level.NEAR, Level.FAR, Level.DIFFERENT),
    ORGANISATION_NAME(Level.EXACT, Level.SPELLING, Level.NEAR, Level.FAR, Level.DIFFERENT),
    PLACE_NAME(Level.EXACT, Level.SPELLING, Level.NEAR, Level.FAR, Level.DIFFERENT),
    /// Digits as `YYYYMMDD`, or a date of ISO 8601-2 (EDTF) that may be partial or a range.
    DATE(Level.EXACT, Level.SWAPPED, Level.ONE_EDIT, Level.WITHIN, Level.PARTLY, Level.DIFFERENT),
    NUMBER(Level.EXACT, Level.ONE_EDIT, Level.DIFFERENT),
    /// A number or code that somebody gave to one person alone; of two issuers it is not compared.
    IDENTIFIER(Level.EXACT, Level.ONE_EDIT, Level.TWO_EDITS, Level.DIFFERENT),
    POSTCODE(Level.EXACT, Level.ONE_EDIT, Level.TWO_EDITS, Level.DIFFERENT),
    /// A word of a short closed list.
    CODE(Level.EXACT, Level.ONE_EDIT, Level.DIFFERENT),
    GENDER(Level.EXACT, Level.DIFFERENT);

    private final List<Level> levels;

    FieldKind(Level... levels) {
        this.levels = List.of(levels);
    }

    /// What a comparison can find, best first; beside these a value can be missing.
    public List<Level> levels() {
        return levels;
    }

    /// Whether values are words, so that two fields of such kinds can have changed places.
    public boolean isText() {
        return this == NAME || this == TEXT || this == PLACE;
    }

    /// What names it holds; none where values are not compared as names.
    public Optional<NameKind> names() {
        return switch (this) {
            case PERSON_NAME -> Optional.of(NameKind.PERSON);
            case ORGANISATION_NAME -> Optional.of(NameKind.ORGANISATION);
            case PLACE_NAME -> Optional.of(NameKind.PLACE);
            case NAME, TEXT, PLACE, DATE, NUMBER, IDENTIFIER, POSTCODE, CODE, GENDER ->
                    Optional.empty();
        };
    }

    /// @param code as it stands in a schema, such as `name` or `person-name`
    static Optional<FieldKind> of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(code))
                .findFirst();
    }
}
