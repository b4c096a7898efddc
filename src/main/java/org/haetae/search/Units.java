package org.haetae.search;

import java.util.ArrayList;
import java.util.List;

/// The units of a short text, kept: for queries.
final class Units implements Scan.Sink {

    /// A unit and the slot where it begins.
    sealed interface Unit {
        int slot();
    }

    record Word(String folded, String normal, int slot) implements Unit {}

    /// Several words tied as one; they follow by themselves.
    record Joined(String text, int slot, int slots) implements Unit {}

    record Run(Scan.Run run, String folded, String normal, int slot) implements Unit {
        int length() {
            return normal.codePointCount(0, normal.length());
        }
    }

    private final Scan scan = new Scan();
    private final List<Unit> units = new ArrayList<>();

    private Units() {}

    static List<Unit> of(String text, Scan.Context context) {
        Units sink = new Units();
        sink.scan.read(text, context, 0, sink);
        return List.copyOf(sink.units);
    }

    @Override
    public void word(
            int[] folded, int[] normal, int start, int end, int slot, int begin, int finish) {
        units.add(
                new Word(
                        new String(folded, start, end - start),
                        new String(normal, start, end - start),
                        slot));
    }

    @Override
    public void joined(int[] chars, int length, int slot, int slots) {
        units.add(new Joined(new String(chars, 0, length), slot, slots));
    }

    @Override
    public void run(Scan.Run run, int start, int end, int slot, boolean broken) {
        units.add(
                new Run(
                        run,
                        new String(scan.folded, start, end - start),
                        new String(scan.normal, start, end - start),
                        slot));
    }
}
