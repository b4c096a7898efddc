package org.haetae.search;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;

/// Stems of words of languages that inflect. For one thread.
final class Stems {

    /// Languages with a stemmer, by the script whose words they take.
    enum Language {
        ENGLISH("en"),
        FRENCH("fr"),
        SPANISH("es"),
        GERMAN("de"),
        PORTUGUESE("pt"),
        ITALIAN("it"),
        DUTCH("nl"),
        SWEDISH("sv"),
        NORWEGIAN("no"),
        DANISH("da"),
        FINNISH("fi"),
        RUSSIAN("ru"),
        UKRAINIAN("uk"),
        ARABIC("ar"),
        NONE("");

        private final String code;

        Language(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        boolean isLatin() {
            return ordinal() < RUSSIAN.ordinal();
        }
    }

    /// Endings of Ukrainian nouns and adjectives, longest first; what is left keeps three letters.
    private static final List<String> UKRAINIAN_ENDINGS =
            List.of(
                    "ування", "ими", "ями", "ами", "ого", "ому", "ості", "істю", "ість", "ові",
                    "еві", "єві", "ими", "іми", "ній", "них", "ним", "ною", "ах", "ях", "ам", "ям",
                    "ом", "ем", "єм", "ою", "ею", "єю", "ів", "їв", "ий", "ій", "их", "іх", "им",
                    "ім", "ої", "ую", "юю", "ті", "ти", "ла", "ло", "ли", "ів", "а", "я", "о", "е",
                    "є", "и", "і", "ї", "у", "ю", "й", "ь");

    private static final List<String> ARABIC_PREFIXES = List.of("ال", "بال", "كال", "فال", "لل");
    private static final List<String> ARABIC_SUFFIXES =
            List.of("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي");

    private final @Nullable SnowballStemmer[] made = new SnowballStemmer[Language.values().length];

    /// The language whose stemmer a word takes.
    ///
    /// @param first its first letter
    /// @param latin the language of the text, if it is written in Latin letters, else English
    /// @param ukrainian whether Cyrillic text is Ukrainian
    static Language languageOf(int first, Language latin, boolean ukrainian, boolean arabic) {
        if (first >= 'a' && first <= 'z' || first >= 0xDF && first < 0x250) {
            return latin;
        }
        if (first >= 0x400 && first < 0x530) {
            return ukrainian ? Language.UKRAINIAN : Language.RUSSIAN;
        }
        if (first >= 0x620 && first < 0x700) {
            return arabic ? Language.ARABIC : Language.NONE;
        }
        return Language.NONE;
    }

    /// The first of these languages that is written in Latin letters and has a stemmer; English
    /// when there is none.
    static Language latinOf(List<String> codes) {
        for (String code : codes) {
            String plain = code.toLowerCase(Locale.ROOT);
            for (Language language : Language.values()) {
                if (language.isLatin() && plain.startsWith(language.code)) {
                    return language;
                }
            }
        }
        return Language.ENGLISH;
    }

    /// The stem, or the same text when the language has none for it.
    String stem(String word, Language language) {
        if (word.length() < 3) {
            return word;
        }
        return switch (language) {
            case NONE -> word;
            case ARABIC -> arabic(word);
            case UKRAINIAN -> ukrainian(word);
            default -> snowball(word, language);
        };
    }

    private String snowball(String word, Language language) {
        SnowballStemmer stemmer = made[language.ordinal()];
        if (stemmer == null) {
            stemmer = make(language);
            made[language.ordinal()] = stemmer;
        }
        stemmer.setCurrent(word);
        stemmer.stem();
        String stem = stemmer.getCurrent();
        return stem.isEmpty() ? word : stem;
    }

    private static SnowballStemmer make(Language language) {
        return switch (language) {
            case FRENCH -> new FrenchStemmer();
            case SPANISH -> new SpanishStemmer();
            case GERMAN -> new GermanStemmer();
            case PORTUGUESE -> new PortugueseStemmer();
            case ITALIAN -> new ItalianStemmer();
            case DUTCH -> new DutchStemmer();
            case SWEDISH -> new SwedishStemmer();
            case NORWEGIAN -> new NorwegianStemmer();
            case DANISH -> new DanishStemmer();
            case FINNISH -> new FinnishStemmer();
            case RUSSIAN -> new RussianStemmer();
            case ENGLISH, UKRAINIAN, ARABIC, NONE -> new EnglishStemmer();
        };
    }

    /// Light10 (Larkey, Ballesteros, Connell 2007), on letters already brought to one form.
    private static String arabic(String word) {
        String stem = word;
        if (stem.length() > 3 && stem.startsWith("و")) {
            stem = stem.substring(1);
        }
        for (String prefix : ARABIC_PREFIXES) {
            if (stem.startsWith(prefix) && stem.length() - prefix.length() >= 2) {
                stem = stem.substring(prefix.length());
                break;
            }
        }
        for (String suffix : ARABIC_SUFFIXES) {
            if (stem.endsWith(suffix) && stem.length() - suffix.length() >= 2) {
                stem = stem.substring(0, stem.length() - suffix.length());
            }
        }
        return stem;
    }

    private static String ukrainian(String word) {
        for (String ending : UKRAINIAN_ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 3) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
