package org.haetae.extract.worker;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hands text on page by page, cleaned, and remembers the language of each page.
///
/// Text without pages of its own is cut into stretches of about [#STRETCH] code points at paragraph
/// ends: what is searched, quoted and shown should be about a page long, whatever the format. A
/// stretch is labelled with its number (`stretch 2`), and behind what the document calls the
/// section (`Sheet1, stretch 2`); a text that fits one stretch has no label but its section's.
final class Pages {
    /// Code points of one stretch of pageless text.
    static final int STRETCH = 4_000;

    private static final int LONGEST = STRETCH + STRETCH / 4;
    private static final int SHORTEST = STRETCH - STRETCH / 4;

    private final Sink sink;
    private final Map<String, BitSet> languages = new LinkedHashMap<>();
    private final Map<String, Long> letters = new LinkedHashMap<>();
    private final StringBuilder flow = new StringBuilder();
    private @Nullable String section;
    private boolean layout;
    private int stretches;
    private int next = 1;
    private long written;
    private boolean enciphered;

    Pages(Sink sink) {
        this.sink = sink;
    }

    /// One true page of the document, with its own number; never cut.
    void page(int number, String text, @Nullable String label) {
        next = Math.max(next, number + 1);
        put(number, text, label);
    }

    /// Starts a section of the document: a sheet, slide, chapter, message. It begins a new page.
    ///
    /// @param layout whether white space in what follows was made by a parser
    void begin(@Nullable String label, boolean layout) {
        end();
        this.section = label;
        this.layout = layout;
    }

    /// More text of the section at hand.
    void append(CharSequence text) {
        flow.append(text);
        while (flow.length() > 4 * LONGEST) {
            cutOne();
        }
    }

    /// More text of the section at hand.
    void append(char[] text, int offset, int length) {
        flow.append(text, offset, length);
        while (flow.length() > 4 * LONGEST) {
            cutOne();
        }
    }

    /// Ends the section at hand and hands its last stretch on.
    void end() {
        while (flow.length() > LONGEST && flow.codePointCount(0, flow.length()) > LONGEST) {
            cutOne();
        }
        if (!flow.isEmpty()) {
            hand(flow.toString(), stretches > 0);
            flow.setLength(0);
        }
        stretches = 0;
        section = null;
    }

    /// How many pages there are so far.
    int count() {
        return next - 1;
    }

    /// How much text there is so far, in characters, white space not counted at page ends.
    long written() {
        return written + flow.toString().strip().length();
    }

    /// Whether a page holds a passage that only a key opens.
    boolean enciphered() {
        return enciphered;
    }

    /// Languages of the pages so far, the most written one first.
    List<String> languages() {
        List<String> all = new ArrayList<>(languages.keySet());
        all.sort((a, b) -> Long.compare(letters.get(b), letters.get(a)));
        return all;
    }

    /// For each language the pages that are in it, such as `ko 1-12,14`.
    List<String> languagePages() {
        return languages().stream().map(l -> l + " " + ranges(languages.get(l))).toList();
    }

    /// Page numbers written short, such as `1-12,14`.
    static String ranges(BitSet numbers) {
        StringBuilder out = new StringBuilder();
        for (int from = numbers.nextSetBit(0); from >= 0; ) {
            int to = numbers.nextClearBit(from) - 1;
            out.append(out.isEmpty() ? "" : ",").append(from);
            if (to > from) {
                out.append('-').append(to);
            }
            from = numbers.nextSetBit(to + 1);
        }
        return out.toString();
    }

    private void cutOne() {
        int at = cut(flow);
        String stretch = flow.substring(0, at);
        flow.delete(0, at);
        hand(stretch, true);
    }

    private void hand(String raw, boolean oneOfSeveral) {
        String text = layout ? Clean.layout(raw) : raw;
        if (text.isBlank()) {
            return;
        }
        String label = section;
        if (oneOfSeveral) {
            stretches++;
            String stretch = "stretch " + stretches;
            label = section == null ? stretch : section + ", " + stretch;
        }
        put(next++, text, label);
    }

    private void put(int number, String raw, @Nullable String label) {
        String text = Clean.text(raw);
        written += text.strip().length();
        enciphered |= text.contains("-----BEGIN PGP MESSAGE-----");
        sink.page(number, text, label == null ? null : Clean.cut(Clean.name(label), 200));
        for (String language : Languages.of(text)) {
            languages.computeIfAbsent(language, _ -> new BitSet()).set(number);
            letters.merge(language, (long) text.length(), Long::sum);
        }
    }

    /// Where to end the first stretch of a longer text: after the paragraph that ends nearest below
    /// the wanted length, else after a line, a sentence or a word, else between two graphemes.
    static int cut(CharSequence text) {
        int shortest = Character.offsetByCodePoints(text, 0, SHORTEST);
        int wanted = Character.offsetByCodePoints(text, shortest, STRETCH - SHORTEST);
        int longest = wanted;
        for (int i = 0; i < LONGEST - STRETCH && longest < text.length(); i++) {
            longest += Character.charCount(Character.codePointAt(text, longest));
        }
        String window = text.subSequence(shortest, longest).toString();
        int middle = wanted - shortest;
        for (String end : new String[] {"\n\n", "\n", ". ", "。", "? ", "! ", "؟ ", " "}) {
            int before = window.lastIndexOf(end, middle);
            int after = window.indexOf(end, middle);
            int best =
                    before < 0 || (after >= 0 && after - middle < middle - before) ? after : before;
            if (best >= 0) {
                return shortest + best + end.length();
            }
        }
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(window);
        int at = graphemes.isBoundary(middle) ? middle : graphemes.preceding(middle);
        return shortest + (at > 0 ? at : middle);
    }
}
