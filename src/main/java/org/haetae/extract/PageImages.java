package org.haetae.extract;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.ImageKind;

/// Pages as pixels, so that nobody need open an original: made by a confined worker when first
/// asked for, kept sealed, made again when they were deleted.
public final class PageImages {

    /// Made together when one of them is asked for.
    private static final int PAGES_AT_ONCE = 4;

    private final Archive archive;
    private final Readings readings;
    private final Workers workers;
    private final Renditions renditions;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    public PageImages(Archive archive, Readings readings, Workers workers, Renditions renditions) {
        this.archive = archive;
        this.readings = readings;
        this.workers = workers;
        this.renditions = renditions;
    }

    /// The image of one page, or the thumbnail ([Renditions#THUMBNAIL]).
    ///
    /// @return empty when there is no such item for this actor, or no image can be made of it
    /// @throws IOException when what is kept cannot be read
    public Optional<PageImage> image(Clearance by, ItemId id, int page)
            throws IOException, InterruptedException {
        var item = archive.item(by, id);
        if (item.isEmpty() || page < 0) {
            return Optional.empty();
        }
        var kept = renditions.image(id, page);
        if (kept.isPresent()) {
            return kept;
        }
        var reading = readings.of(by, id);
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        oneAtATime.lockInterruptibly();
        try {
            var meanwhile = renditions.image(id, page);
            if (meanwhile.isPresent()) {
                return meanwhile;
            }
            int first = Math.max(1, page);
            int last = page == Renditions.THUMBNAIL ? 1 : first + PAGES_AT_ONCE - 1;
            workers.read(
                    new Job(
                                    id,
                                    item.get().compartments(),
                                    item.get().bytes(),
                                    () -> archive.read(Clearance.SYSTEM, id),
                                    Hints.render(
                                            item.get().name(),
                                            reading.get().mediaType(),
                                            first,
                                            last),
                                    workers.limits())
                            .now(),
                    new Keeper(id));
            renditions.commit();
            return renditions.image(id, page);
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Page images with rectangles painted over, made anew and kept nowhere.
    ///
    /// @param first of the pages, and
    /// @param last of them
    /// @return by page; without those of which no image can be made
    public Map<Integer, PageImage> without(
            Clearance by, ItemId id, int first, int last, List<Hints.Box> black)
            throws IOException, InterruptedException {
        var item = archive.item(by, id);
        var reading = readings.of(by, id);
        if (item.isEmpty() || reading.isEmpty()) {
            return Map.of();
        }
        var images = new TreeMap<Integer, PageImage>();
        workers.read(
                new Job(
                                id,
                                item.get().compartments(),
                                item.get().bytes(),
                                () -> archive.read(Clearance.SYSTEM, id),
                                Hints.render(
                                                item.get().name(),
                                                reading.get().mediaType(),
                                                first,
                                                last)
                                        .without(black),
                                workers.limits())
                        .now(),
                new Selective() {
                    @Override
                    public void image(
                            ImageKind kind, int page, int width, int height, byte[] encoded) {
                        if (kind == ImageKind.PAGE && page >= first && page <= last) {
                            images.put(page, new PageImage(width, height, encoded));
                        }
                    }
                });
        return images;
    }

    /// Keeps the pictures of one job.
    private final class Keeper extends Selective {
        private final ItemId item;

        Keeper(ItemId item) {
            this.item = item;
        }

        @Override
        public void image(ImageKind kind, int page, int width, int height, byte[] encoded)
                throws IOException {
            renditions.addImage(
                    item,
                    kind == ImageKind.THUMBNAIL ? Renditions.THUMBNAIL : page,
                    new PageImage(width, height, encoded));
        }
    }
}
