package org.haetae.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.Limits;

/// One file to be read by a worker.
///
/// @param item whose content it is; the only thing about the job that may appear in a log
/// @param compartments of the item: a process that has read for one set of compartments never reads
///   for another, so what takes it over learns nothing from elsewhere
/// @param length of the content in bytes; the source must deliver exactly as many
/// @param content opens the content from its first byte; called again when the job is repeated
public record Job(
        ItemId item,
        Set<CompartmentId> compartments,
        long length,
        Source content,
        Hints hints,
        Limits limits,
        Lane lane) {
    public Job {
        Objects.requireNonNull(item);
        compartments = Set.copyOf(compartments);
        Objects.requireNonNull(content);
        Objects.requireNonNull(hints);
        Objects.requireNonNull(limits);
        Objects.requireNonNull(lane);
        if (length < 0) {
            throw new IllegalArgumentException(
                    "job for item %s is %d bytes long".formatted(item, length));
        }
    }

    /// The ordinary job, with the limits and the lane that go with what the hints ask for.
    public Job(
            ItemId item,
            Set<CompartmentId> compartments,
            long length,
            Source content,
            Hints hints,
            JobLimits limits) {
        this(item, compartments, length, content, hints, limits.of(hints), lane(hints));
    }

    /// The same for someone who waits for it.
    public Job now() {
        return new Job(item, compartments, length, content, hints, limits, Lane.NOW);
    }

    private static Lane lane(Hints hints) {
        return hints.ocr() || hints.render() ? Lane.IDLE : Lane.ORDINARY;
    }

    /// Where the bytes come from.
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    @Override
    public String toString() {
        return "job for item " + item;
    }
}
