package org.haetae.extract.worker;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.jspecify.annotations.Nullable;

/// Decodes text whose charset is unknown, or declared and perhaps wrong.
///
/// The order is that of certainty: a byte order mark; bytes that are valid UTF-8, which other text
/// is next to never by chance; zero bytes where UTF-16 or UTF-32 would have them; escapes of ISO
/// 2022; then each East Asian double-byte charset that decodes without a fault, weighed by how
/// common its characters are; the declared charset; and at last the statistics of ICU.
final class Charsets {
    /// Text, and the charset in which its bytes were read.
    ///
    /// @param faults bytes that could not be read in it, shown as U+FFFD
    record Decoded(String text, String charset, int faults) {}

    /// How many bytes the guesses look at.
    private static final int SAMPLE = 64 << 10;

    private static final String[] EAST_ASIAN = {
        "x-windows-949", "GB18030", "Shift_JIS", "Big5", "EUC-JP"
    };

    private Charsets() {}

    /// The text of these bytes.
    ///
    /// @param declared charset that the file or its container states, if any
    static Decoded decode(byte[] bytes, @Nullable String declared) {
        Decoded sure = marked(bytes);
        if (sure == null) {
            sure = utf8(bytes);
        }
        if (sure == null) {
            sure = wide(bytes);
        }
        return sure != null ? sure : guessed(bytes, declared);
    }

    /// The text if the bytes are valid UTF-8 and nothing else by escape, else null.
    static @Nullable Decoded utf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // The decoder puts U+FFFD for each fault; when one stands in the text, look whether it was
        // written there.
        if (text.indexOf('\ufffd') >= 0 && strict(bytes, StandardCharsets.UTF_8) == null) {
            return cutInMiddle(bytes) ? new Decoded(text, "UTF-8", 1) : null;
        }
        if (text.length() == bytes.length && text.indexOf('\u001b') >= 0) {
            String escaped = iso2022(bytes);
            if (escaped != null) {
                return lenient(bytes, Charset.forName(escaped));
            }
        }
        return text.indexOf(0) >= 0 && zeros(bytes) > bytes.length / 10
                ? null
                : new Decoded(text, "UTF-8", 0);
    }

    /// Whether bytes that carry no signature read as text in some charset.
    static boolean looksLikeText(byte[] sample) {
        Decoded decoded = decode(sample, null);
        String text = decoded.text();
        int strange = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f')
                    || (c >= 0x7f && c < 0xa0)
                    || c == '\ufffd'
                    || !Character.isDefined(c)) {
                strange++;
            } else if (Character.isLetterOrDigit(c) || c == ' ') {
                letters++;
            }
        }
        return strange * 100 <= text.length() && letters * 2 > text.length();
    }

    /// Whether the only fault is a last character without its end, as in a file cut short.
    private static boolean cutInMiddle(byte[] bytes) {
        for (int less = 1; less <= 3 && less < bytes.length; less++) {
            if ((bytes[bytes.length - less] & 0xc0) == 0xc0) {
                byte[] whole = Arrays.copyOf(bytes, bytes.length - less);
                return strict(whole, StandardCharsets.UTF_8) != null;
            }
        }
        return false;
    }

    private static @Nullable Decoded marked(byte[] b) {
        if (starts(b, 0xef, 0xbb, 0xbf)) {
            return lenient(Arrays.copyOfRange(b, 3, b.length), StandardCharsets.UTF_8);
        }
        if (starts(b, 0xff, 0xfe, 0, 0)) {
            return lenient(Arrays.copyOfRange(b, 4, b.length), Charset.forName("UTF-32LE"));
        }
        if (starts(b, 0, 0, 0xfe, 0xff)) {
            return lenient(Arrays.copyOfRange(b, 4, b.length), Charset.forName("UTF-32BE"));
        }
        if (starts(b, 0xff, 0xfe)) {
            return lenient(Arrays.copyOfRange(b, 2, b.length), StandardCharsets.UTF_16LE);
        }
        if (starts(b, 0xfe, 0xff)) {
            return lenient(Arrays.copyOfRange(b, 2, b.length), StandardCharsets.UTF_16BE);
        }
        if (starts(b, 0x84, 0x31, 0x95, 0x33)) {
            return lenient(Arrays.copyOfRange(b, 4, b.length), Charset.forName("GB18030"));
        }
        return null;
    }

    private static boolean starts(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static int zeros(byte[] bytes) {
        int zeros = 0;
        for (byte b : bytes) {
            if (b == 0) {
                zeros++;
            }
        }
        return zeros;
    }

    /// UTF-16 or UTF-32 without a mark, told by where zero bytes or line ends stand.
    private static @Nullable Decoded wide(byte[] b) {
        int length = Math.min(b.length, SAMPLE) & ~3;
        if (length < 4) {
            return null;
        }
        int[] zeros = new int[4];
        int[] lines = new int[2];
        for (int i = 0; i < length; i++) {
            if (b[i] == 0) {
                zeros[i & 3]++;
                if (i + 1 < length && (i & 1) == 0 && (b[i + 1] == '\n' || b[i + 1] == ' ')) {
                    lines[0]++;
                }
                if ((i & 1) == 1 && (b[i - 1] == '\n' || b[i - 1] == ' ')) {
                    lines[1]++;
                }
            }
        }
        int quarter = length / 4;
        if (zeros[0] > quarter * 9 / 10 && zeros[1] > quarter * 9 / 10) {
            return plausible(b, "UTF-32BE");
        }
        if (zeros[2] > quarter * 9 / 10 && zeros[3] > quarter * 9 / 10) {
            return plausible(b, "UTF-32LE");
        }
        int even = zeros[0] + zeros[2];
        int odd = zeros[1] + zeros[3];
        if (even > 4 * odd + 2 && (even > quarter / 2 || lines[0] * 50 > length / 2)) {
            return plausible(b, "UTF-16BE");
        }
        if (odd > 4 * even + 2 && (odd > quarter / 2 || lines[1] * 50 > length / 2)) {
            return plausible(b, "UTF-16LE");
        }
        return null;
    }

    private static @Nullable Decoded plausible(byte[] bytes, String charset) {
        Decoded decoded = lenient(bytes, Charset.forName(charset));
        int strange = 0;
        int looked = Math.min(decoded.text().length(), 4_000);
        for (int i = 0; i < looked; i++) {
            char c = decoded.text().charAt(i);
            if (!Character.isDefined(c) || (c < 0x20 && c != '\n' && c != '\r' && c != '\t')) {
                strange++;
            }
        }
        return strange * 20 > looked ? null : decoded;
    }

    private static @Nullable String iso2022(byte[] b) {
        int end = Math.min(b.length - 3, SAMPLE);
        for (int i = 0; i < end; i++) {
            if (b[i] == 0x1b && (b[i + 1] == '$' || b[i + 1] == '(')) {
                if (b[i + 1] == '$' && b[i + 2] == ')' && b[i + 3] == 'C') {
                    return "ISO-2022-KR";
                }
                if (b[i + 1] == '$' && b[i + 2] == ')' && b[i + 3] == 'A') {
                    return "ISO-2022-CN";
                }
                if (b[i + 2] == 'B' || b[i + 2] == '@' || b[i + 2] == 'J' || b[i + 2] == 'I') {
                    return "ISO-2022-JP";
                }
            }
        }
        return null;
    }

    private static Decoded guessed(byte[] bytes, @Nullable String declared) {
        byte[] sample = bytes.length > SAMPLE ? Arrays.copyOf(bytes, SAMPLE) : bytes;
        Charset stated = known(declared);
        Charset asian = eastAsian(sample, stated);
        if (asian != null) {
            return lenient(bytes, asian);
        }
        if (stated != null && usual(stated)) {
            Decoded decoded = lenient(bytes, stated);
            if (decoded.faults() == 0 && !controls(decoded.text())) {
                return decoded;
            }
        }
        return lenient(bytes, statistical(sample));
    }

    /// Whether a declaration of this charset is worth believing against the statistics.
    private static boolean usual(Charset charset) {
        return !charset.name().startsWith("UTF-") && !charset.name().equals("US-ASCII");
    }

    private static boolean controls(String text) {
        int controls = 0;
        int looked = Math.min(text.length(), 10_000);
        for (int i = 0; i < looked; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && c < 0xa0) {
                controls++;
            }
        }
        return controls * 100 > looked;
    }

    /// The double-byte charset that reads the sample without a fault into common characters.
    private static @Nullable Charset eastAsian(byte[] sample, @Nullable Charset stated) {
        Charset best = null;
        double bestShare = 0.55;
        for (String name : EAST_ASIAN) {
            Charset charset = Charset.forName(name);
            String text = nearlyStrict(sample, charset);
            if (text == null) {
                continue;
            }
            double share = common(text, name);
            if (charset.equals(stated)) {
                share += 0.2;
            }
            if (share > bestShare) {
                best = charset;
                bestShare = share;
            }
        }
        return best;
    }

    /// Share of the characters beyond ASCII that are common in the charset's own language.
    private static double common(String text, String charset) {
        int beyond = 0;
        double common = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            beyond++;
            boolean han = c >= 0x4e00 && c <= 0x9fff;
            boolean punctuation = (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff5e);
            common +=
                    switch (charset) {
                        case "x-windows-949" ->
                                c >= 0xac00 && c <= 0xd7a3
                                        ? KOREAN.indexOf(c) >= 0 ? 1.3 : 0.7
                                        : punctuation ? 0.6 : han ? 0.15 : 0;
                        case "Shift_JIS", "EUC-JP" ->
                                c >= 0x3041 && c <= 0x30ff
                                        ? 1.2
                                        : punctuation
                                                ? 0.8
                                                : han ? JAPANESE.indexOf(c) >= 0 ? 1.2 : 0.45 : 0;
                        case "GB18030" ->
                                han
                                        ? SIMPLIFIED.indexOf(c) >= 0 ? 2.2 : 0.5
                                        : punctuation ? 0.8 : 0;
                        default ->
                                han
                                        ? TRADITIONAL.indexOf(c) >= 0 ? 2.2 : 0.5
                                        : punctuation ? 0.8 : 0;
                    };
        }
        return beyond == 0 ? 0 : common / beyond;
    }

    private static final String KOREAN =
            "이다는에의을를가고은하지도로한서사기나라인정자있과대시으아리그어일들와해부전장수제보" + "것여주조만적원국민권모든동공면게구상우무성선오니세되유치관소할며";
    private static final String JAPANESE = "日本人年大国会中時事者出一上自見前行生分後社部方間地";
    private static final String SIMPLIFIED =
            "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家"
                    + "学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面"
                    + "公同三已老从动两长";
    private static final String TRADITIONAL =
            "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家"
                    + "學對可裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面"
                    + "公同三已老從動兩長";

    private static Charset statistical(byte[] sample) {
        CharsetDetector detector = new CharsetDetector();
        detector.setText(sample);
        CharsetMatch match = detector.detect();
        Charset charset = match == null ? null : known(match.getName());
        if (charset != null && latin(charset) && mostlyHigh(sample)) {
            Charset cyrillic = cyrillic(sample);
            charset = cyrillic == null ? charset : cyrillic;
        }
        if (charset == null
                || (western(sample) && !ebcdic(charset))
                || (match.getConfidence() < 40 && latin(charset))) {
            return Charset.forName("windows-1252");
        }
        return charset.name().equals("ISO-8859-1") ? Charset.forName("windows-1252") : charset;
    }

    /// Whether most letters lie beyond ASCII, as in a script other than Latin.
    private static boolean mostlyHigh(byte[] sample) {
        int high = 0;
        int letters = 0;
        for (byte b : sample) {
            if (b < 0) {
                high++;
            } else if (Character.isLetter(b)) {
                letters++;
            }
        }
        return high > 2 * letters;
    }

    /// The Cyrillic charset in which the commonest letters of Russian and Ukrainian are common.
    private static @Nullable Charset cyrillic(byte[] sample) {
        Charset best = null;
        double most = 0.45;
        for (String name : new String[] {"windows-1251", "KOI8-U", "IBM866", "ISO-8859-5"}) {
            Charset charset = Charset.forName(name);
            String text = new String(sample, charset);
            int letters = 0;
            int common = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c >= 0x80) {
                    letters++;
                    if ("оеаинтсрвлі".indexOf(c) >= 0) {
                        common++;
                    }
                }
            }
            if (letters > 0 && (double) common / letters > most) {
                best = charset;
                most = (double) common / letters;
            }
        }
        return best;
    }

    /// Whether this is one of the charsets that differ from windows-1252 in accented letters only.
    private static boolean latin(Charset charset) {
        return charset.name()
                .matches("ISO-8859-(?:1|2|3|4|9|13|15)|windows-125[0247]|x-Mac.*|IBM850");
    }

    private static boolean ebcdic(Charset charset) {
        return charset.name().startsWith("IBM4") || charset.name().startsWith("IBM5");
    }

    /// Letters beyond ASCII are rare and stand alone, as accents do; statistics need more than that
    /// and then name any charset.
    private static boolean western(byte[] sample) {
        int high = 0;
        int pairs = 0;
        int letters = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] < 0) {
                high++;
                if (i > 0 && sample[i - 1] < 0) {
                    pairs++;
                }
            } else if (Character.isLetter(sample[i])) {
                letters++;
            }
        }
        return high > 0 && high * 5 < letters && pairs * 4 <= high;
    }

    /// The charset of this name, or null when there is none.
    static @Nullable Charset known(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        String plain = name.strip().replaceAll("^[\"']|[\"';]+$", "");
        try {
            return switch (plain.toLowerCase(java.util.Locale.ROOT)) {
                // As browsers read them: each a superset of what the name says.
                case "euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "cp949", "uhc", "ms949" ->
                        Charset.forName("x-windows-949");
                case "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936" -> Charset.forName("GB18030");
                case "iso-8859-1", "latin1", "us-ascii", "ascii" -> Charset.forName("windows-1252");
                case "iso-8859-8-i" -> Charset.forName("ISO-8859-8");
                case "shift_jis", "sjis", "x-sjis", "cp932", "ms932" ->
                        Charset.forName("windows-31j");
                default -> Charset.forName(plain);
            };
        } catch (IllegalCharsetNameException | UnsupportedCharsetException nameless) {
            return null;
        }
    }

    private static @Nullable String strict(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException invalid) {
            return null;
        }
    }

    /// Like strict, but forgiving a last character cut in two.
    private static @Nullable String nearlyStrict(byte[] bytes, Charset charset) {
        var decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var result = decoder.decode(in, out, false);
        if (result.isError() && in.remaining() > 3) {
            return null;
        }
        return out.flip().toString();
    }

    static Decoded lenient(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        int faults = 0;
        for (int i = text.indexOf('\ufffd'); i >= 0; i = text.indexOf('\ufffd', i + 1)) {
            faults++;
        }
        return new Decoded(text, charset.name(), faults);
    }
}
