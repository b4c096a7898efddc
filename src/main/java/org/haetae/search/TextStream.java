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
    private final TermBuffer direct = new TermBuffer();

    private List<String> pages = List.of();
    private Tongue tongue = Tongue.of(List.of());
    private int nextPage;
    private int[] firstSlots = new int[16];

    /// Units of the window at hand: where their terms are and which slot they count from. An array
    /// of null stands for the buffer of this stream, which may move while it grows.
    private byte[][] arrays = new byte[1024][];

    private int[] starts = new int[1024];
    private int[] ends = new int[1024];
    private int[] slots = new int[1024];
    private int units;

    private int unit;
    private int at;
    private int lastSlot;

    private static final byte[] DIRECT = new byte[0];

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
        byte[] array = arrays[unit] == DIRECT ? direct.bytes() : arrays[unit];
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
            if (unit < units) {
                at = starts[unit];
            }
        }
        return true;
    }

    private boolean nextWindow() {
        units = 0;
        unit = 0;
        direct.clear();
        while (!scan.advance(this)) {
            if (nextPage == pages.size()) {
                return false;
            }
            firstSlots[nextPage] = scan.slot();
            scan.begin(pages.get(nextPage), tongue.ideographs(), scan.slot());
            nextPage++;
        }
        at = units > 0 ? starts[0] : 0;
        return true;
    }

    private void unit(byte[] array, int start, int end, int slot) {
        if (start == end) {
            return;
        }
        if (units == slots.length) {
            int more = units * 2;
            arrays = Arrays.copyOf(arrays, more);
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            slots = Arrays.copyOf(slots, more);
        }
        arrays[units] = array;
        starts[units] = start;
        ends[units] = end;
        slots[units] = slot;
        units++;
    }

    @Override
    public void word(
            int[] folded, int[] normal, int start, int end, int slot, int begin, int finish) {
        byte[] made = terms.word(folded, normal, start, end, tongue);
        unit(made, 0, made.length, slot);
    }

    @Override
    public void joined(int[] chars, int length, int slot, int count) {
        int start = direct.length();
        direct.term(0, chars, 0, length);
        unit(DIRECT, start, direct.length(), slot);
    }

    @Override
    public void run(Scan.Run run, int start, int end, int slot, boolean broken) {
        if (run == Scan.Run.HANGUL) {
            if (broken) {
                acrossLines(start, slot);
            }
            byte[] made = terms.eojeol(scan.folded, scan.normal, start, end);
            unit(made, 0, made.length, slot);
            return;
        }
        int from = direct.length();
        switch (run) {
            case HAN -> terms.han(scan.folded, scan.normal, start, end, 0, direct);
            case JAPANESE -> terms.japanese(scan.folded, scan.normal, start, end, 0, direct);
            case UNSPACED -> terms.pairs(scan.folded, start, end, 0, direct);
            case HANGUL -> {}
        }
        unit(DIRECT, from, direct.length(), slot);
    }

    /// Typeset Korean breaks lines within words: the last syllable of the line and the first of the
    /// next are a pair, as if nothing were between.
    private void acrossLines(int start, int slot) {
        int before = start - 1;
        while (before > 0 && Characters.classOf(scan.normal[before]) != Characters.HANGUL) {
            before--;
        }
        int from = direct.length();
        direct.begin(0);
        direct.label(Labels.PAIR);
        direct.add(scan.normal[before]);
        direct.add(scan.normal[start]);
        direct.end();
        unit(DIRECT, from, direct.length(), slot - 1);
    }
}
