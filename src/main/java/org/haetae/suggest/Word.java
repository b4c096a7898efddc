package org.haetae.suggest;

/// A word, number, run of Hangul or single sign of a text.
///
/// @param start first UTF-16 unit
/// @param end one past the last, without "'s"
/// @param next one past the last, with it
/// @param form as it stands, without the dots of "U.S."
/// @param key in small letters and without accents
/// @param breaks a sentence or paragraph ends before it
record Word(int start, int end, int next, Script script, String form, String key, boolean breaks) {

    enum Script {
        LATIN,
        NUMBER,
        HANGUL,
        SIGN
    }

    boolean isLatin() {
        return script == Script.LATIN;
    }

    boolean isNumber() {
        return script == Script.NUMBER;
    }

    boolean isSign(String sign) {
        return script == Script.SIGN && key.equals(sign);
    }

    boolean isCapital() {
        return isLatin() && Character.isUpperCase(form.codePointAt(0));
    }

    boolean isAcronym() {
        return isLatin() && form.length() > 1 && form.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    boolean isPossessive() {
        return next > end;
    }
}
