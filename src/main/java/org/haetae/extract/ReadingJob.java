package org.haetae.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.haetae.archive.Incoming;
import org.haetae.archive.Item;
import org.haetae.archive.Receipt;
import org.haetae.archive.Sealing;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.PartHeader;
import org.jspecify.annotations.Nullable;

/// One item being read: gathers what the worker finds, and is finished when the worker has said its
/// last word and every part is durable.
final class ReadingJob implements Receiver {

    private final ReadingRoom room;
    private final Item item;
    private final long position;
    private final boolean again;
    private final List<Text.Page> pages = new ArrayList<>();
    private final Map<String, List<String>> metadata = new LinkedHashMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();

    /// Parts not yet acknowledged, and one for the worker's last word.
    private final AtomicInteger awaited = new AtomicInteger(1);

    private String mediaType = "";
    private long characters;
    private volatile boolean large;
    private volatile boolean containsItself;
    private volatile boolean receivingFailed;
    private volatile @Nullable Reading reading;

    /// @param again whether the item was read before, so that words of it may be kept already
    ReadingJob(ReadingRoom room, Item item, long position, boolean again) {
        this.room = room;
        this.item = item;
        this.position = position;
        this.again = again;
    }

    Item item() {
        return item;
    }

    long position() {
        return position;
    }

    /// Whether it has the turn of the texts that are large.
    boolean isLarge() {
        return large;
    }

    Finished finished() {
        return new Finished(item, reading(), mediaType, Text.of(pages, metadata), again);
    }

    /// The reading as it ended. A container that holds itself was not followed any further,
    /// whatever its reader thought.
    private Reading reading() {
        return containsItself
                ? new Reading(
                        Outcome.STOPPED,
                        "contains itself; not followed further",
                        reading.tool(),
                        reading.toolVersion(),
                        reading.millis(),
                        reading.attempts())
                : reading;
    }

    @Override
    public void metadata(String key, String value) {
        metadata.computeIfAbsent(key, any -> new ArrayList<>(1)).add(value);
    }

    @Override
    public void mediaType(String type) {
        mediaType = type;
    }

    @Override
    public void page(int number, String text, @Nullable String label) {
        characters += text.length();
        if (characters > ReadingRoom.LARGE_CHARACTERS && !large) {
            room.awaitTurnOfLarge();
            large = true;
        }
        pages.add(new Text.Page(number, text, label == null ? "" : label, ""));
    }

    @Override
    public OutputStream part(PartHeader header) throws IOException {
        var occurrence = occurrences.merge(header.path(), 1, Integer::sum);
        var incoming =
                new Incoming(
                        header.path(),
                        Optional.ofNullable(header.modified()),
                        Optional.empty(),
                        Optional.of(
                                new Incoming.Container(item.id(), item.depth() + 1, occurrence)));
        try {
            return new Part(room.door(item.accession()).begin(incoming), header.path());
        } catch (IOException | RuntimeException archiveRefuses) {
            receivingFailed = true;
            throw archiveRefuses;
        }
    }

    /// Whether it was the archive that would not take a part in.
    boolean receivingFailed() {
        return receivingFailed;
    }

    private interface Step {
        void take() throws IOException;
    }

    /// Closing means whole, so it is closing that hands the part over.
    private final class Part extends OutputStream {
        private final Sealing sealing;
        private final String path;

        Part(Sealing sealing, String path) {
            this.sealing = sealing;
            this.path = path;
        }

        @Override
        public void write(int b) throws IOException {
            guarded(() -> sealing.write(b));
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            guarded(() -> sealing.write(from, offset, length));
        }

        @Override
        public void close() throws IOException {
            awaited.incrementAndGet();
            guarded(() -> sealing.complete(receipt -> acknowledged(path, receipt)));
        }

        private void guarded(Step step) throws IOException {
            try {
                step.take();
            } catch (IOException | RuntimeException archiveRefuses) {
                receivingFailed = true;
                throw archiveRefuses;
            }
        }
    }

    @Override
    public void cut(OutputStream part) throws IOException {
        ((Part) part).sealing.close();
    }

    private void acknowledged(String path, Receipt receipt) {
        // Also when this very part was received before an interruption, and so is no duplicate.
        var itself = room.containsItself(item, receipt.item());
        containsItself |= itself;
        if (receipt.duplicate()) {
            room.again(item, path, receipt, itself);
        }
        oneLess();
    }

    @Override
    public void image(ImageKind kind, int page, int width, int height, byte[] encoded) {
        // Pictures are asked for when somebody wants to look; an ordinary job brings none.
    }

    @Override
    public boolean again() {
        pages.clear();
        characters = 0;
        if (large) {
            // The job waits for another process now, and others must not wait for the job.
            large = false;
            room.endTurnOfLarge();
        }
        metadata.clear();
        occurrences.clear();
        mediaType = "";
        return true;
    }

    @Override
    public void done(Reading last) {
        reading = last;
        oneLess();
    }

    private void oneLess() {
        if (awaited.decrementAndGet() == 0) {
            room.finished(this);
        }
    }
}
