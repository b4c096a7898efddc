package org.haetae.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Splits a name into words and gives each its role.
final class NameReader {

    /// What is longer is cut for comparison: no name needs it, and a hostile one must not cost
    /// more.
    private static final int LONGEST = 400;

    private static final int MOST_WORDS = 24;

    private static final Pattern PARTS =
            Pattern.compile("[\\s,;/()\\[\\]{}\"“”„«»<>·・‧•_&+|:!?*]+");
    private static final Pattern JOINED_FORM = Pattern.compile("(\\p{Ll}{2,})(\\p{Lu}{2,4})$");
    private static final Pattern PATRONYMIC =
            Pattern.compile(
                    "\\p{L}{3,}(ovich|evich|ovych|evych|yovych|ovitch|evitch|owitsch|ewitsch|ovna|evna|ivna|ovic|owicz|ovics|evics|ovici|ovits|ович|евич|йович|овна|евна|івна|ович|евіч|авіч|oglu|ogly|oğlu|qizi|kyzy|vich)");
    private static final Pattern ABD =
            Pattern.compile(
                    "abd(?:[aeiou](?=(.)\\1)|[uaeio]l(?=..)|[uaeio](?=[^aeioul]))?(\\p{L}{2,})");
    private static final Pattern DIN = Pattern.compile("(\\p{L}{3,}?)(?:[uaeio]?d+[iey]e?n)");
    private static final Pattern PROVINCE =
            Pattern.compile("(\\p{L}*?)(nam|puk|buk|нам|пук)(do|to|до|то)");

    /// A province with its direction, parted by a hyphen: Hamgyongbuk-do.
    private static final Pattern PARTED_PROVINCE =
            Pattern.compile("(?iu)(\\p{L}+(?:nam|puk|buk|нам|пук))[-‐‑‒–—―](do|to|до|то)");

    /// The Arabic article, with "and", "for" and "in" that are written onto it.
    private static final Pattern WITH_ARTICLE = Pattern.compile("[وبف]?(?:ال|لل)(\\p{L}{3,})");

    private static final Pattern ADJECTIVE =
            Pattern.compile("([a-z]{4,}?)(?:sk|tsk)(?:iy|ii|iyi|yy|aya|aia|oye|oe|ogo|oi|oy|y|i)");
    private static final Set<String> SERVANT =
            Set.of("abd", "abdur", "abdus", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdi");

    /// A name, and the same in another script in brackets.
    private static final Pattern TWICE =
            Pattern.compile("([^(（\\[]+)[(（\\[]([^)）\\]]+)[)）\\]]\\s*");

    private static final Set<String> ADDRESS = Set.of("씨", "님", "氏", "様");
    private static final Set<String> ARTICLES =
            Set.of(
                    "al", "el", "ul", "as", "ash", "ar", "ad", "az", "an", "at", "il", "ud", "ur",
                    "us", "uz", "ol", "ed", "es");

    /// "Father of", "mother of": what follows is what tells.
    private static final Set<String> KUNYA =
            Set.of(
                    "abu", "abou", "abo", "umm", "um", "abi", "أبو", "ابو", "ابی", "ابي", "أم",
                    "ام");

    private final String text;
    private final NameKind kind;
    private final List<Word> words = new ArrayList<>();
    private boolean likelyKorean;
    private boolean personal;

    NameReader(String text, NameKind kind) {
        this.text = text;
        this.kind = kind;
    }

    Name read() {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        // Of a name of no told kind it could be a person's: 오일호 is nobody's number 51.
        var whole =
                kind == NameKind.ORGANISATION || kind == NameKind.PLACE
                        ? Numerals.inDigits(cut)
                        : cut;
        var twice = kind == NameKind.PERSON ? TWICE.matcher(whole) : null;
        boolean both =
                twice != null
                        && twice.matches()
                        && script(twice.group(1)) != script(twice.group(2))
                        && letters(twice.group(1)) > 1
                        && letters(twice.group(2)) > 1;
        var shown = both && twice != null ? twice.group(1) : whole;
        var script = script(shown);
        var parts = new ArrayList<String>();
        for (var part : PARTS.split(shown)) {
            if (parts.size() < MOST_WORDS) {
                dots(kind == NameKind.PERSON ? withoutAddress(part) : part, parts);
            }
        }
        if (shown.indexOf(',') > 0
                && parts.size() > 1
                && SERVANT.contains(Spelling.plain(parts.getLast()))) {
            // "Haq, Abdul" is one given name, parted by those who take its end for a surname.
            parts.addFirst(parts.removeLast());
        }
        var pieces = pieces(parts, script);
        boolean organised = kind == NameKind.ORGANISATION || kind == NameKind.PLACE;
        personal = kind == NameKind.PERSON || !organised && !speaksOfABody(pieces);
        var korean = personal ? korean(parts, script) : List.<KoreanReading>of();
        likelyKorean = korean.stream().anyMatch(KoreanReading::likely);
        var classified = meanings(pieces);
        if (kind != NameKind.PERSON && !personal && script == NameScript.LATIN) {
            classified = romanised(classified);
        }
        words(classified, korean);
        var characters =
                script == NameScript.HAN
                        ? Han.simplified(String.join("", parts).replaceAll("[^\\p{IsHan}]", ""))
                        : "";
        return new Name(
                text,
                kind,
                script,
                personal,
                List.copyOf(words),
                List.copyOf(korean),
                personal ? ChineseReading.of(parts, script, !korean.isEmpty()) : List.of(),
                personal ? JapaneseReading.of(parts, script, shown) : JapaneseReading.NONE,
                characters,
                personal ? List.of() : whole(script),
                both && twice != null
                        ? new NameReader(twice.group(2), kind).read()
                        : writtenOut(pieces));
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetter).count();
    }

    /// A form of address that is written onto the name it follows: 김정은동지, 习近平主席, 安倍晋三氏.
    private static String withoutAddress(String part) {
        int length = part.length();
        if (length < 4
                || length > 8
                || !NameScript.of(part.codePointBefore(length)).transcribes()) {
            return part;
        }
        for (int from = Math.max(2, length - 4); from < length; from++) {
            var end = part.substring(from);
            var meaning = Lexicon.of(end, true, NameKind.PERSON);
            // One syllable alone may be the end of the name.
            boolean address = end.length() > 1 || ADDRESS.contains(end) && from > 2;
            if (address && meaning != null && meaning.of() == Lexicon.Class.TITLE) {
                return part.substring(0, from);
            }
        }
        return part;
    }

    /// All words as one row of Korean syllables, for names that are written out by their sound.
    private List<Syllables.Row> whole(NameScript script) {
        var rows = List.of(Syllables.Row.NONE);
        for (var part : PARTS.split(text.toLowerCase(Locale.ROOT))) {
            for (var word : part.split("-")) {
                var plain = Spelling.plain(word).replaceAll("['’‘ʻʼ`´]", "");
                if (plain.isEmpty()) {
                    continue;
                }
                if (plain.length() > 14 || !plain.chars().allMatch(Character::isLetter)) {
                    return List.of();
                }
                var longer = new ArrayList<Syllables.Row>();
                for (var more : rows(new Piece(word, plain), script)) {
                    for (var row : rows) {
                        if (longer.size() < 4 && row.length() + more.length() <= 12) {
                            longer.add(row.and(more));
                        }
                    }
                }
                rows = longer;
            }
        }
        return rows.stream().filter(row -> row.length() > 1).toList();
    }

    /// The name with a well-known short form in full, where nothing but a country stands beside it.
    private @Nullable Name writtenOut(List<Piece> pieces) {
        if (kind == NameKind.PERSON || kind == NameKind.PLACE || pieces.size() > 4) {
            return null;
        }
        var whole = Lexicon.writtenOut(Spelling.plain(text).strip());
        if (whole != null) {
            return new NameReader(whole, NameKind.ORGANISATION).read();
        }
        var full = new StringBuilder();
        boolean found = false;
        for (var piece : pieces) {
            var words = Lexicon.writtenOut(piece.plain());
            var meaning = words == null ? Lexicon.of(piece.plain(), false, kind) : null;
            if (words == null
                    && (meaning == null
                            || meaning.of() != Lexicon.Class.COUNTRY
                                    && meaning.of() != Lexicon.Class.PARTICLE)) {
                return null;
            }
            found |= words != null;
            full.append(words == null ? piece.plain() : words).append(' ');
        }
        return found ? new NameReader(full.toString().strip(), NameKind.ORGANISATION).read() : null;
    }

    /// Parts at dots, save in numbers: "A.B.C." gives three.
    private static void dots(String part, List<String> parts) {
        if (part.indexOf('.') < 0) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
            return;
        }
        for (var piece : part.split("\\.+")) {
            if (!piece.isEmpty() && !piece.equals("-")) {
                parts.add(piece.startsWith("-") ? piece.substring(1) : piece);
            }
        }
    }

    static NameScript script(String text) {
        var counts = new int[NameScript.values().length];
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> counts[NameScript.of(letter).ordinal()]++);
        var most = NameScript.LATIN;
        for (var script : NameScript.values()) {
            if (counts[script.ordinal()] > counts[most.ordinal()]) {
                most = script;
            }
        }
        // A name in kana and Han characters is Japanese.
        return most == NameScript.HAN && counts[NameScript.KANA.ordinal()] > 0
                ? NameScript.KANA
                : most;
    }

    /// @param written as in the name
    /// @param plain lower case, no marks, no apostrophes
    private record Piece(String written, String plain) {}

    private record Classified(Piece piece, Lexicon.@Nullable Meaning meaning) {}

    private List<Piece> pieces(List<String> parts, NameScript script) {
        var pieces = new ArrayList<Piece>();
        for (var part : parts) {
            var whole =
                    kind == NameKind.PLACE
                            ? PARTED_PROVINCE.matcher(part).replaceAll("$1$2")
                            : part;
            for (var piece : whole.split("[-‐‑‒–—―־]+")) {
                var written = piece.replaceAll("^['’‘ʻʼ`´#]+|['’‘ʻʼ`´]+$", "");
                var joined = JOINED_FORM.matcher(written);
                if (joined.find()
                        && Lexicon.of(joined.group(2).toLowerCase(Locale.ROOT), false, kind)
                                instanceof Lexicon.Meaning meaning
                        && meaning.of() == Lexicon.Class.LEGAL) {
                    add(joined.replaceFirst("$1"), pieces);
                    add(joined.group(2), pieces);
                } else {
                    add(written, pieces);
                }
            }
        }
        if (kind != NameKind.PERSON && script.transcribes()) {
            return segmented(pieces);
        }
        return pieces;
    }

    private void add(String written, List<Piece> pieces) {
        var plain = Spelling.plain(written).replaceAll("['’‘ʻʼ`´ʹʺʿʾ.]", "");
        if (plain.isEmpty() || !plain.chars().anyMatch(Character::isLetterOrDigit)) {
            return;
        }
        boolean digits = plain.chars().anyMatch(Character::isDigit);
        boolean letters = plain.chars().anyMatch(Character::isLetter);
        if (digits && letters && !plain.matches("\\d+(st|nd|rd|th)")) {
            if (kind == NameKind.PERSON) {
                plain = disguised(plain);
            } else if (plain.matches("\\d+\\p{L}+|\\p{L}{2,}\\d+")
                    && Lexicon.of(plain, false, kind) == null) {
                for (var half : plain.split("(?<=\\d)(?=\\p{L})|(?<=\\p{L})(?=\\d)")) {
                    pieces.add(new Piece(half, half));
                }
                return;
            }
        }
        if (kind != NameKind.PERSON
                && written.matches(".*['’]s")
                && Lexicon.of(plain, false, kind) == null) {
            plain = plain.substring(0, plain.length() - 1);
        }
        var article = kind == NameKind.PERSON ? null : WITH_ARTICLE.matcher(plain);
        if (article != null && article.matches() && Lexicon.of(plain, false, kind) == null) {
            pieces.add(new Piece("ال", "ال"));
            pieces.add(new Piece(article.group(1), article.group(1)));
            return;
        }
        var province = kind == NameKind.PLACE ? PROVINCE.matcher(plain) : null;
        if (province != null && province.matches()) {
            for (int i = 1; i <= 3; i++) {
                if (!province.group(i).isEmpty()) {
                    pieces.add(new Piece(province.group(i), province.group(i)));
                }
            }
            return;
        }
        pieces.add(new Piece(written, plain));
    }

    /// Digits that stand for letters (Ig0r Sech1n).
    private static String disguised(String plain) {
        return plain.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('8', 'b')
                .replace('9', 'g');
    }

    /// Hangul and Han names of bodies and places have no spaces: cut off what is known.
    private List<Piece> segmented(List<Piece> pieces) {
        var segmented = new ArrayList<Piece>();
        for (var piece : pieces) {
            var plain = piece.plain();
            int from = 0;
            int at = 0;
            while (at < plain.length()) {
                int end = Math.min(plain.length(), at + 12);
                while (end > at + 1 && Lexicon.of(plain.substring(at, end), false, kind) == null) {
                    end--;
                }
                // One block alone (성, 부, 군) means something only at the end of a word; of a place
                // nothing
                // does behind one other block (구성, 무산, 전거리).
                boolean stub = kind == NameKind.PLACE && at == from + 1;
                boolean known =
                        end > at + 1 && !stub
                                || end == plain.length()
                                        && at > 0
                                        && !stub
                                        && Lexicon.of(plain.substring(at, end), false, kind) != null
                                || Character.isDigit(plain.charAt(at));
                if (known) {
                    while (Character.isDigit(plain.charAt(at))
                            && end < plain.length()
                            && Character.isDigit(plain.charAt(end))) {
                        end++;
                    }
                    if (at > from) {
                        rest(plain.substring(from, at), segmented);
                    }
                    segmented.add(new Piece(plain.substring(at, end), plain.substring(at, end)));
                    from = end;
                    at = end;
                } else {
                    at++;
                }
            }
            if (from < plain.length()) {
                rest(plain.substring(from), segmented);
            }
        }
        return segmented;
    }

    /// What stands between known words; a direction before the last word of a place is one more.
    private void rest(String plain, List<Piece> segmented) {
        int last = plain.length() - 1;
        if (kind == NameKind.PLACE && last > 1 && "남북南北".indexOf(plain.charAt(last)) >= 0) {
            segmented.add(new Piece(plain.substring(0, last), plain.substring(0, last)));
            segmented.add(new Piece(plain.substring(last), plain.substring(last)));
        } else {
            segmented.add(new Piece(plain, plain));
        }
    }

    private static boolean isBody(Lexicon.@Nullable Meaning meaning) {
        return meaning != null
                && switch (meaning.of()) {
                    case LEGAL, GENERIC, CONCEPT, NUMBER, COUNTRY -> true;
                    default -> false;
                };
    }

    private boolean speaksOfABody(List<Piece> pieces) {
        if (pieces.size() < 2) {
            return false;
        }
        for (var piece : pieces) {
            if (piece.plain().length() > 2 && isBody(Lexicon.of(piece.plain(), false, kind))
                    || piece.plain().chars().anyMatch(Character::isDigit)
                    || piece.plain().equals("ag")
                    || piece.plain().equals("co")) {
                return true;
            }
        }
        return false;
    }

    /// The longest phrases that mean something; single letters are put together in names of bodies.
    private List<Classified> meanings(List<Piece> pieces) {
        var classified = new ArrayList<Classified>();
        int at = 0;
        while (at < pieces.size()) {
            int singles = personal ? 1 : singles(pieces, at);
            int length = Math.min(Lexicon.LONGEST, pieces.size() - at);
            Lexicon.@Nullable Meaning meaning = null;
            if (Lexicon.begins(pieces.get(at).plain())) {
                while (length > 0 && meaning == null) {
                    meaning = length == 1 && singles > 1 ? null : meant(pieces, at, length);
                    if (meaning == null) {
                        length--;
                    }
                }
            }
            if (meaning == null) {
                length = singles;
                var mended =
                        personal || singles > 1 ? null : Lexicon.mended(pieces.get(at).plain());
                if (mended != null) {
                    meaning = Lexicon.of(mended, false, kind);
                }
            }
            classified.add(new Classified(joined(pieces, at, length), meaning));
            at += length;
        }
        return classified;
    }

    /// Korean words in Latin letters, where two of them or the country's own name show that they
    /// are Korean: one alone may be anything.
    private List<Classified> romanised(List<Classified> classified) {
        int korean = 0;
        for (var one : classified) {
            var meaning = one.meaning();
            if (meaning == null
                    ? Lexicon.romanised(one.piece().plain()) != null
                    : meaning.of() == Lexicon.Class.COUNTRY && meaning.first().equals("korea")) {
                korean++;
            }
        }
        return korean < 2
                ? classified
                : classified.stream()
                        .map(
                                one ->
                                        one.meaning() == null
                                                ? new Classified(
                                                        one.piece(),
                                                        Lexicon.romanised(one.piece().plain()))
                                                : one)
                        .toList();
    }

    private static int singles(List<Piece> pieces, int at) {
        int end = at;
        while (end < pieces.size()
                && pieces.get(end).plain().length() == 1
                && Character.isLetter(pieces.get(end).plain().charAt(0))
                && !NameScript.of(pieces.get(end).plain().charAt(0)).transcribes()) {
            end++;
        }
        return Math.max(1, end - at);
    }

    private static Piece joined(List<Piece> pieces, int at, int length) {
        if (length == 1) {
            return pieces.get(at);
        }
        var written = new StringBuilder();
        var plain = new StringBuilder();
        for (int i = at; i < at + length; i++) {
            written.append(i > at ? " " : "").append(pieces.get(i).written());
            plain.append(pieces.get(i).plain());
        }
        return new Piece(written.toString(), plain.toString());
    }

    private Lexicon.@Nullable Meaning meant(List<Piece> pieces, int at, int length) {
        var phrase = new StringBuilder();
        for (int i = at; i < at + length; i++) {
            phrase.append(i > at ? " " : "").append(pieces.get(i).plain());
        }
        var meaning = Lexicon.of(phrase.toString(), personal, kind);
        if (meaning == null) {
            return null;
        }
        boolean last = at + length == pieces.size();
        boolean whole = length == pieces.size();
        boolean fits =
                switch (meaning.of()) {
                    case TITLE -> personal && !likelyKorean && !last;
                    case GENERATIONAL -> personal && at > 0;
                    case PARTICLE ->
                            !whole
                                    && (!personal
                                            || !likelyKorean
                                                    && !(at == 0 && phrase.toString().equals("ben"))
                                                    && (phrase.length() > 1 || last || at > 0));
                    case LEGAL ->
                            personal
                                    ? last && at > 0 && phrase.length() > 1 && capitals(pieces, at)
                                    : !whole
                                            && (phrase.length() > 2
                                                    || at > 0
                                                    || length > 1
                                                    || pieces.size() > 1);
                    case NUMBER -> !personal && (phrase.length() > 1 || at > 0);
                    case GENERIC, CONCEPT, COUNTRY, PLACE, OLD_AND_NEW -> !personal;
                };
        return fits ? meaning : null;
    }

    /// Whether a legal form behind a person's name stands in capitals, as SA and LLC do.
    private static boolean capitals(List<Piece> pieces, int at) {
        return pieces.get(at).written().equals(pieces.get(at).written().toUpperCase(Locale.ROOT))
                && pieces.get(at).plain().length() <= 4
                && !pieces.get(0)
                        .written()
                        .equals(pieces.get(0).written().toUpperCase(Locale.ROOT));
    }

    /// The Korean readings of the parts of a person's name: of all, or else of what is no title.
    private static List<KoreanReading> korean(List<String> parts, NameScript script) {
        var all = KoreanReading.of(parts, script);
        if (!all.isEmpty() && all.get(0).likely()) {
            return all;
        }
        var kept = new ArrayList<String>();
        for (var part : parts) {
            var meaning = Lexicon.of(Spelling.plain(part), true, NameKind.PERSON);
            if (meaning == null || meaning.of() != Lexicon.Class.TITLE) {
                kept.add(part);
            }
        }
        return kept.size() == parts.size() || kept.isEmpty() ? all : KoreanReading.of(kept, script);
    }

    // ---- words

    private void words(List<Classified> classified, List<KoreanReading> korean) {
        int at = 0;
        while (at < classified.size() && words.size() < MOST_WORDS) {
            var one = classified.get(at);
            if (personal && one.meaning() == null) {
                at += person(classified, at);
            } else if (one.meaning() != null && one.meaning().of() == Lexicon.Class.NUMBER) {
                number(one);
                at++;
            } else {
                words.add(word(one.piece(), one.meaning(), role(one.meaning(), one.piece())));
                at++;
            }
        }
        if (personal) {
            familyAndGiven(korean);
        }
    }

    /// A number in words is kept in digits: forty-four is 44.
    private void number(Classified one) {
        int value = Integer.parseInt(one.meaning().first());
        var before = words.isEmpty() ? null : words.get(words.size() - 1);
        if (before != null
                && value < 10
                && before.role == TokenRole.NUMBER
                && before.plain.matches("[2-9]0")
                && !before.written.equals(before.plain)) {
            words.removeLast();
            value += Integer.parseInt(before.plain);
        }
        words.add(word(new Piece(one.piece().written(), "" + value), null, TokenRole.NUMBER));
    }

    private TokenRole role(Lexicon.@Nullable Meaning meaning, Piece piece) {
        if (meaning == null) {
            return piece.plain().chars().allMatch(Character::isDigit)
                    ? TokenRole.NUMBER
                    : TokenRole.WORD;
        }
        return switch (meaning.of()) {
            case TITLE -> TokenRole.TITLE;
            case GENERATIONAL -> TokenRole.GENERATIONAL;
            case PARTICLE -> TokenRole.PARTICLE;
            case LEGAL -> TokenRole.LEGAL_FORM;
            case GENERIC, PLACE -> TokenRole.GENERIC;
            case CONCEPT, COUNTRY, OLD_AND_NEW -> TokenRole.WORD;
            case NUMBER -> TokenRole.NUMBER;
        };
    }

    /// A word of a person's name; Arabic names that are written apart are put together.
    ///
    /// @return how many pieces it took
    private int person(List<Classified> classified, int at) {
        var piece = classified.get(at).piece();
        var plain = piece.plain();
        int used = 1;
        var script = script(plain);
        if (script == NameScript.HAN
                && classified.size() == 1
                && plain.length() > 1
                && plain.length() <= 4) {
            int family =
                    plain.length() > 2
                                    && ChineseSounds.isCompound(
                                            Han.simplified(plain.substring(0, 2)))
                            ? 2
                            : 1;
            for (var part : List.of(plain.substring(0, family), plain.substring(family))) {
                words.add(word(new Piece(part, part), null, TokenRole.WORD));
            }
            return 1;
        }
        if (script == NameScript.ARABIC) {
            if (plain.startsWith("ال") && plain.length() > 4) {
                words.add(word(new Piece("ال", "ال"), null, TokenRole.PARTICLE));
                plain = plain.substring(2);
            }
            if (plain.equals("عبد") && at + 1 < classified.size()) {
                var next = classified.get(at + 1).piece().plain();
                plain += next.startsWith("ال") && next.length() > 3 ? next.substring(2) : next;
                used = 2;
            } else if (plain.startsWith("عبدال") && plain.length() > 6) {
                plain = "عبد" + plain.substring(5);
            }
        } else if (script == NameScript.LATIN) {
            if (SERVANT.contains(plain) && at + 1 < classified.size()) {
                int next = at + 1;
                if (ARTICLES.contains(classified.get(next).piece().plain())
                        && next + 1 < classified.size()) {
                    next++;
                }
                plain = "abd" + bare(classified.get(next).piece().plain());
                used = next - at + 1;
            } else if (plain.startsWith("abd") && plain.length() > 5) {
                var servant = ABD.matcher(plain);
                if (servant.matches()) {
                    plain = "abd" + bare(servant.group(2));
                }
            } else if (at + 2 < classified.size()
                    && ARTICLES.contains(classified.get(at + 1).piece().plain())
                    && classified.get(at + 2).piece().plain().matches("d[iey]e?n")) {
                plain += "din";
                used = 3;
            } else if (at + 1 < classified.size()
                    && classified.get(at + 1).piece().plain().matches("[ue]d+[iey]e?n")) {
                plain += "din";
                used = 2;
            } else {
                var faith = DIN.matcher(plain);
                if (plain.length() > 6 && faith.matches() && plain.matches(".*[uae]d+[iey]e?n")) {
                    plain = faith.group(1) + "din";
                }
            }
            if (used == 1 && initials(piece)) {
                for (int i = 0; i < plain.length(); i++) {
                    var letter = String.valueOf(plain.charAt(i));
                    words.add(word(new Piece(letter, letter), null, TokenRole.GIVEN));
                }
                return 1;
            }
        }
        var written = new StringBuilder(piece.written());
        for (int i = 1; i < used; i++) {
            written.append(' ').append(classified.get(at + i).piece().written());
        }
        var role =
                PATRONYMIC.matcher(plain).matches() && classified.size() > 1
                        ? TokenRole.PATRONYMIC
                        : TokenRole.WORD;
        words.add(word(new Piece(written.toString(), plain), null, role));
        return used;
    }

    private static String bare(String plain) {
        return plain.length() > 2 && plain.charAt(0) == plain.charAt(1)
                ? plain.substring(1)
                : plain;
    }

    /// JC for Jean-Claude: two or three capitals without a vowel.
    private static boolean initials(Piece piece) {
        var written = piece.written();
        return written.length() == 2
                && written.equals(written.toUpperCase(Locale.ROOT))
                && written.chars().noneMatch(letter -> "AEIOUY".indexOf(letter) >= 0)
                && written.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    }

    private Word word(Piece piece, Lexicon.@Nullable Meaning meaning, TokenRole role) {
        var script = script(piece.plain());
        var latin =
                script == NameScript.LATIN
                                && piece.plain().chars().allMatch(c -> c >= 'a' && c <= 'z')
                                && piece.written().chars().allMatch(c -> c < 0x80)
                        ? piece.plain()
                        : Spelling.latin(
                                personal && role == TokenRole.WORD && script != NameScript.LATIN
                                                || piece.written().indexOf(' ') > 0
                                        ? piece.plain()
                                        : piece.written(),
                                script);
        var adjective = personal || meaning != null ? null : ADJECTIVE.matcher(latin);
        if (adjective != null && adjective.matches()) {
            latin = adjective.group(1);
        }
        boolean foreign =
                !personal
                        && (meaning == null || meaning.of() == Lexicon.Class.OLD_AND_NEW)
                        && role == TokenRole.WORD
                        && latin.length() <= 14
                        && switch (script) {
                            case HANGUL, HAN, LATIN, CYRILLIC -> true;
                            default -> false;
                        };
        return new Word(
                piece.written(),
                piece.plain(),
                role,
                script,
                latin,
                weight(piece.plain(), latin, meaning, role, script),
                meaning,
                personal ? nicknames(piece.plain(), latin) : null,
                foreign ? rows(piece, script) : List.of());
    }

    /// Of the word as written, or as it is transliterated (Γιώργος gives giorgos).
    private static int @Nullable [] nicknames(String plain, String latin) {
        var found = Lexicon.nicknames(plain);
        return found != null ? found : Lexicon.nicknames(latin);
    }

    private static List<Syllables.Row> rows(Piece piece, NameScript script) {
        var plain = piece.plain();
        if (script == NameScript.HAN) {
            var row = Han.korean(plain);
            return row == null ? List.of() : List.of(row);
        }
        if (script != NameScript.LATIN && script != NameScript.CYRILLIC) {
            if (script != NameScript.HANGUL || !plain.chars().allMatch(Syllables::isBlock)) {
                return List.of();
            }
            var row = Syllables.hangul(plain);
            Syllables.beginning(row, 0);
            return List.of(row);
        }
        var rows =
                script == NameScript.CYRILLIC
                        ? Syllables.cyrillic(piece.written().toLowerCase(Locale.ROOT))
                        : Syllables.latin(plain, Syllables.Style.of(plain));
        for (var row : rows) {
            Syllables.assimilate(row);
            Syllables.beginning(row, 0);
        }
        return rows;
    }

    private float weight(
            String plain,
            String latin,
            Lexicon.@Nullable Meaning meaning,
            TokenRole role,
            NameScript script) {
        float weight =
                switch (role) {
                    case TITLE, LEGAL_FORM, PARTICLE, GENERATIONAL -> 0.05f;
                    case GENERIC -> 0.35f;
                    case NUMBER -> 0.9f;
                    case PATRONYMIC -> 0.8f;
                    case FAMILY, GIVEN, WORD ->
                            plain.length() == 1 && script != NameScript.HAN
                                    ? 0.35f
                                    : latin.length() <= 2 && script != NameScript.HAN
                                            ? 0.6f
                                            : latin.length() == 3 ? 0.8f : 1f;
                };
        if (personal && KUNYA.contains(plain)) {
            return 0.35f;
        }
        if (meaning != null && meaning.of() == Lexicon.Class.COUNTRY) {
            return 0.5f;
        }
        return personal && Lexicon.common(plain) ? weight * 0.75f : weight;
    }

    /// Which word is the surname, where the name itself tells: a comma, capitals, or a Korean or
    /// Chinese surname first.
    private void familyAndGiven(List<KoreanReading> korean) {
        int comma = text.indexOf(',');
        int family = -1;
        if (!korean.isEmpty() && korean.get(0).likely()) {
            family = korean.get(0).turned() ? lastWord() : firstWord();
        } else if (comma > 0) {
            family = firstWord();
        } else {
            int capitals = -1;
            int count = 0;
            int counting = 0;
            for (int i = 0; i < words.size(); i++) {
                var word = words.get(i);
                if (word.role == TokenRole.WORD && word.plain.length() > 1) {
                    counting++;
                    if (word.written.equals(word.written.toUpperCase(Locale.ROOT))
                            && !word.written.equals(word.written.toLowerCase(Locale.ROOT))) {
                        capitals = i;
                        count++;
                    }
                }
            }
            family = count == 1 && counting > 1 ? capitals : lastWord();
        }
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.role == TokenRole.WORD) {
                words.set(
                        i,
                        word.as(
                                i == family && counting() > 1
                                        ? TokenRole.FAMILY
                                        : TokenRole.GIVEN));
            }
        }
    }

    private int counting() {
        int count = 0;
        for (var word : words) {
            if (word.counts()) {
                count++;
            }
        }
        return count;
    }

    private int firstWord() {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).role == TokenRole.WORD) {
                return i;
            }
        }
        return -1;
    }

    private int lastWord() {
        for (int i = words.size() - 1; i >= 0; i--) {
            if (words.get(i).role == TokenRole.WORD) {
                return i;
            }
        }
        return -1;
    }
}
