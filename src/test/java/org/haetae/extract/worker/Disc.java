package org.haetae.extract.worker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Arrays;

/// Images of discs, written by the library that reads them, whose writer is another program than
/// its reader.
@SuppressWarnings("restricted")
public final class Disc {
    private static final Linker LINKER = Linker.nativeLinker();

    private Disc() {}

    /// Whether there is the library on this machine.
    public static boolean canBeWritten() {
        try {
            SymbolLookup.libraryLookup("libarchive.so.13", Arena.global());
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }

    /// Writes an image that holds one file.

    public static void write(Path image, String name, byte[] words) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library = SymbolLookup.libraryLookup("libarchive.so.13", arena);
            var archive = call(library, "archive_write_new", ADDRESS);
            call(library, "archive_write_set_format_iso9660", JAVA_INT, archive);
            call(
                    library,
                    "archive_write_open_filename",
                    JAVA_INT,
                    archive,
                    arena.allocateFrom(image.toString()));
            var entry = call(library, "archive_entry_new", ADDRESS);
            call(
                    library,
                    "archive_entry_update_pathname_utf8",
                    JAVA_INT,
                    entry,
                    arena.allocateFrom(name));
            call(library, "archive_entry_set_filetype", JAVA_INT, entry, 0100000);
            call(library, "archive_entry_set_perm", JAVA_INT, entry, 0644);
            call(library, "archive_entry_set_size", JAVA_INT, entry, (long) words.length);
            call(library, "archive_write_header", JAVA_INT, archive, entry);
            MemorySegment data = arena.allocate(words.length);
            MemorySegment.copy(MemorySegment.ofArray(words), 0, data, 0, words.length);
            call(library, "archive_write_data", JAVA_LONG, archive, data, (long) words.length);
            assertThat(call(library, "archive_write_close", JAVA_INT, archive)).isEqualTo(0);
            call(library, "archive_write_free", JAVA_INT, archive);
        }
    }

    private static Object call(
            SymbolLookup library, String name, MemoryLayout result, Object... arguments) {
        MemoryLayout[] layouts =
                Arrays.stream(arguments)
                        .map(
                                argument ->
                                        switch (argument) {
                                            case Integer _ -> JAVA_INT;
                                            case Long _ -> JAVA_LONG;
                                            default -> ADDRESS;
                                        })
                        .toArray(MemoryLayout[]::new);
        try {
            return LINKER.downcallHandle(
                            library.findOrThrow(name), FunctionDescriptor.of(result, layouts))
                    .invokeWithArguments(arguments);
        } catch (Throwable failed) {
            throw new IllegalStateException(name, failed);
        }
    }
}
