package org.haetae.hostile;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.haetae.extract.worker.Outcome;

/// One file made to hurt its reader, and how reading it has to end.
///
/// @param family the attack, such as `zip-slip`
/// @param name the file's name as given to the reader, hostile itself in some families
/// @param content makes the bytes; may take a moment, so it is called late
/// @param expected outcomes that are right for the file itself; several where either is
/// @param inside when not empty, some part at some depth must end with one of these
/// @param why what the file tries, for whoever reads a failed test
public record HostileFile(
        String family,
        String name,
        Supplier<byte[]> content,
        Set<Outcome> expected,
        Set<Outcome> inside,
        String why) {

    public HostileFile {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("no expected outcome in family " + family);
        }
        expected = Set.copyOf(expected);
        inside = Set.copyOf(inside);
    }

    static HostileFile of(
            String family,
            String name,
            String why,
            Supplier<byte[]> content,
            Outcome first,
            Outcome... others) {
        return new HostileFile(family, name, content, EnumSet.of(first, others), Set.of(), why);
    }

    /// The same, whose parts must also end in one of these ways somewhere.
    HostileFile inside(Outcome first, Outcome... others) {
        return new HostileFile(family, name, content, expected, EnumSet.of(first, others), why);
    }

    /// Fit for a log: the family and the attack, never the hostile name.
    @Override
    public String toString() {
        return family + ": " + why;
    }
}
