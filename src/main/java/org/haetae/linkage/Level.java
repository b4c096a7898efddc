package org.haetae.linkage;

import java.util.Locale;

/// How far two values of one field agree, from the same to not at all.
public enum Level {
    EXACT("the same", "같음"),
    /// Day and month, or two fields, have changed places.
    SWAPPED("the same but for parts that changed places", "일부 순서만 바뀌고 같음"),
    ONE_EDIT("one character apart", "한 글자 차이"),
    TWO_EDITS("two characters apart", "두 글자 차이"),
    /// At most 15 % of the longer text differs, or the same words stand in another order.
    CLOSE("nearly the same", "거의 같음"),
    /// At most 30 % of the longer text differs, or the two sound alike; of names compared as such:
    /// worth a look.
    NEAR("alike", "비슷함"),
    /// Two names that a known rule makes one: another script, another romanisation, another order.
    SPELLING("another spelling of the same name", "같은 이름의 다른 표기"),
    /// At most half of the longer text differs, or one begins the other.
    FAR("a little alike", "조금 비슷함"),
    /// Two dates that can both be true: one lies within the other, or both are the same year or
    /// month.
    WITHIN("compatible", "서로 어긋나지 않음"),
    /// Two of day, month and year are the same.
    PARTLY("the same in part", "일부 같음"),
    DIFFERENT("different", "다름"),
    /// One side or both say nothing: no evidence either way.
    MISSING("not stated on both sides", "한쪽 이상에 없음");

    private final String english;
    private final String korean;

    Level(String english, String korean) {
        this.english = english;
        this.korean = korean;
    }

    /// The name in schema and model files: `one-edit`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// In words.
    public String label(Locale locale) {
        return locale.getLanguage().equals("ko") ? korean : english;
    }
}
