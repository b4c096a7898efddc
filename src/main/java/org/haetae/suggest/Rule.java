package org.haetae.suggest;

/// The rule that made a suggestion. Its code is stable: people tell us by it which rule errs.
public enum Rule {
    LISTED("listed"),
    LISTED_KOREAN("listed-korean"),
    ACRONYM("acronym"),
    DOCUMENT_SYMBOL("document-symbol"),
    DATE("date"),
    NUMBER("number"),
    NUMBER_KOREAN("number-korean"),
    ORDINAL("ordinal"),
    MONEY("money"),
    PERSON_ROMANISED("person-romanised"),
    PERSON_JOINED("person-joined"),
    PERSON_GIVEN_NAME("person-given-name"),
    PERSON_TITLE("person-title"),
    PERSON_APPOSITION("person-apposition"),
    PERSON_SPEECH("person-speech"),
    PERSON_ADMINISTRATION("person-administration"),
    PERSON_KOREAN_TITLE("person-korean-title"),
    PERSON_AGAIN("person-again"),
    ORGANISATION_HEAD("organisation-head"),
    ORGANISATION_GOVERNMENT("organisation-government"),
    ORGANISATION_KOREAN("organisation-korean"),
    PLACE_HEAD("place-head"),
    PLACE_SUFFIX("place-suffix"),
    PLACE_KOREAN("place-korean"),
    SITE_KOREAN("site-korean"),
    CAMP_NUMBER("camp-number"),
    TREATY_HEAD("treaty-head"),
    POST_APPOSITION("post-apposition"),
    POST_BEFORE("post-before"),
    POST_KOREAN("post-korean"),
    DESIGNATION("designation");

    private final String code;

    Rule(String code) {
        this.code = code;
    }

    /// Small letters and hyphens; never changes, never used again for another rule.
    public String code() {
        return code;
    }
}
