package org.haetae.names;

/// By what two words of two names are held to be one.
public enum Meeting {
    SAME_SPELLING,
    /// The letters differ in marks, case or a convention of spelling.
    SAME_SOUND,
    KOREAN_ROMANISATION,
    HANJA_READING,
    CHINESE_READING,
    /// Pinyin, Wade-Giles, Palladius and the spellings of Hong Kong and overseas.
    CHINESE_ROMANISATION,
    JAPANESE_READING,
    /// Hepburn, Kunrei, Polivanov and kana.
    JAPANESE_ROMANISATION,
    HAN_VARIANT,
    TRANSLITERATION,
    INITIAL,
    SHORT_FORM,
    TRANSLATION,
    /// Words for much the same sort of body: bureau and office.
    NEAR_MEANING,
    ACRONYM,
    WRITTEN_TOGETHER,
    SPELLING_SLIP
}
