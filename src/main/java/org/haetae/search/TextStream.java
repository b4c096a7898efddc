package org.haetae.search;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;
import org.haetae.search.Terms.Tongue;

/// The terms of one document's pages, window by window, as Lucene takes them. Used again for the
/// next document; for one thread.
final class TextStream extends TokenStream implements Scan.Sink {

    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute increment =
            addAttribute(PositionIncrementAttribute.class);
    private final BytesRef bytes = new BytesRef();

    private final Scan scan = new Scan();
    private final Terms terms;
    private final TermBuffer made = new TermBuffer();

    private List<String> pages = List.of();
    private Tongue tongue = Tongue.of(List.of());
    private int nextPage;
    private int[] firstSlots = new int[16];

    /// Units of the window at hand: where in `made` their terms end and which slot they count from.
    private int[] ends = new int[1024];

    private int[] slots = new int[1024];
    private int units;

    private int unit;
    private int at;
    private int lastSlot;

    TextStream(Terms terms) {
        this.terms = terms;
    }

    /// Takes the next document.
    void set(List<String> pages, Tongue tongue) {
        this.pages = pages;
        this.tongue = tongue;
    }

    @Override
    public void reset() {
        nextPage = 0;
        units = 0;
        unit = 0;
        lastSlot = -1;
        scan.begin("", tongue.ideographs(), 0);
        if (firstSlots.length < pages.size()) {
            firstSlots = new int[pages.size() * 2];
        }
    }

    /// First slot of each page, known when the stream was read to its end.
    int firstSlot(int page) {
        return firstSlots[page];
    }

    @Override
    public boolean incrementToken() {
        while (unit == units) {
            if (!nextWindow()) {
                return false;
            }
        }
        byte[] array = made.bytes();
        int slot = slots[unit] + Terms.slotAt(array, at);
        int size = array[at + 2] & 0xFF;
        bytes.bytes = array;
        bytes.offset = at + 3;
        bytes.length = size;
        term.setBytesRef(bytes);
        increment.setPositionIncrement(slot - lastSlot);
        lastSlot = slot;
        at += 3 + size;
        if (at == ends[unit]) {
            unit++;
        }
        return true;
    }

    private boolean nextWindow() {
        units = 0;
        unit = 0;
        at = 0;
        made.clear();
        while (!scan.advance(this)) {
            if (nextPage == pages.size()) {
                return false;
            }
            firstSlots[nextPage] = scan.slot();
            scan.begin(pages.get(nextPage), tongue.ideographs(), scan.slot());
            nextPage++;
        }
        return true;
    }

    /// What was made from a place on is a unit.
    private void unit(int start, int slot) {
        if (start == made.length()) {
            return;
        }
        if (units == slots.length) {
            int more = units * 2;
            ends = Arrays.copyOf(ends, more);
            slots = Arrays.copyOf(slots, more);
        }
        ends[units] = made.length();
        slots[units] = slot;
        units++;
    }

    @Override
    public void word(
            int[] folded, int[] normal, int start, int end, int slot, int begin, int finish) {
        int from = made.length();
        terms.word(folded, normal, start, end, tongue, made);
        unit(from, slot);
    }

    @Override
    public void joined(int[] chars, int length, int slot, int count) {
        int from = made.length();
        made.term(0, chars, 0, length);
        unit(from, slot);
    }

    @Override
    public void run(Scan.Run run, int start, int end, int slot, boolean broken) {
        if (run == Scan.Run.HANGUL && broken) {
            acrossLines(start, slot);
        }
        int from = made.length();
        switch (run) {
            case HAN -> terms.han(scan.folded, scan.normal, start, end, 0, made);
            case JAPANESE -> terms.japanese(scan.folded, scan.normal, start, end, 0, made);
            case UNSPACED -> terms.pairs(scan.folded, start, end, 0, made);
            case HANGUL -> terms.eojeol(scan.folded, scan.normal, start, end, made);
        }
        unit(from, slot);
    }

    /// Typeset Korean breaks lines within words: the last syllable of the line and the first of the
    /// next are a pair, as if nothing were between.
    private void acrossLines(int start, int slot) {
        int before = start - 1;
        while (before > 0 && Characters.classOf(scan.normal[before]) != Characters.HANGUL) {
            before--;
        }
        int from = made.length();
        made.begin(0);
        made.label(Labels.PAIR);
        made.add(scan.normal[before]);
        made.add(scan.normal[start]);
        made.end();
        unit(from, slot - 1);
    }
}
