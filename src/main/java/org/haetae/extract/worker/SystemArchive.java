package org.haetae.extract.worker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Archives that no library in Java unpacks, by `libarchive` (3.3.3 or later), which Tesseract
/// brings along: RAR 5, CAB, LHA, images of discs (ISO 9660 with Joliet and Rock Ridge).
///
/// It is native code that meets hostile bytes, so it is loaded in the confined process only, and
/// only when such a file comes. A file that breaks it ends that process and no other.
final class SystemArchive implements AutoCloseable {

    private static final String ABSENT =
            "there is no libarchive on this machine to unpack it (Debian: apt-get install libarchive13)";

    private static final int BUFFER = 64 << 10;

    private final FileJob job;
    private final Library library;
    private final BitSet enciphered;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment archive;
    private final MemorySegment place = arena.allocate(ADDRESS);
    private final MemorySegment buffer = arena.allocate(BUFFER);
    private final byte[] bytes = new byte[BUFFER];
    private int entries;
    private int files;
    private int locked;
    private int broken;

    private SystemArchive(FileJob job, Library library, BitSet enciphered) {
        this.job = job;
        this.library = library;
        this.enciphered = enciphered;
        this.archive = library.make();
    }

    static Verdict read(FileJob job) throws Exception {
        return read(job, new BitSet());
    }

    /// RAR 5, whose heads are asked first what is enciphered.
    static Verdict readRar(FileJob job) throws Exception {
        Rar5 heads = Rar5.of(job.content);
        return heads.whole()
                ? Tools.HAETAE.says(Outcome.LOCKED, "a password is needed to open it")
                : read(job, heads.entries());
    }

    private static Verdict read(FileJob job, BitSet enciphered) throws Exception {
        Optional<Library> library = Library.installed();
        if (library.isEmpty()) {
            return Tools.LIBARCHIVE.says(Outcome.UNKNOWN, ABSENT);
        }
        Verdict verdict = Verdict.read(Tools.LIBARCHIVE.label(), library.get().version);
        if (!job.unfolds()) {
            return verdict;
        }
        try (SystemArchive archive = new SystemArchive(job, library.get(), enciphered)) {
            return archive.all(verdict);
        }
    }

    private Verdict all(Verdict verdict) throws Exception {
        String broke = open(job.content.path());
        while (broke == null && !job.overTime()) {
            MemorySegment entry = next();
            if (entry == null) {
                break;
            }
            broke = entry.equals(MemorySegment.NULL) ? error() : entry(entry);
        }
        job.facts.say("files", Integer.toString(files));
        if (job.overTime()) {
            return verdict.but(
                    Outcome.STOPPED,
                    "time limit of %d seconds".formatted(job.limits.wall().toSeconds()));
        }
        if (locked > 0 && locked == files) {
            return verdict.but(Outcome.LOCKED, "a password is needed to open it");
        }
        if (broke != null) {
            job.facts.raw("damaged", broke);
            return job.parts() == 0
                    ? verdict.but(Outcome.DAMAGED, "the archive cannot be unpacked")
                    : verdict.but(
                            Outcome.PARTIAL,
                            "the archive is damaged on the way; what came before was read");
        }
        if (broken > 0 && broken == files) {
            return verdict.but(Outcome.DAMAGED, "none of the files inside could be unpacked whole");
        }
        return locked + broken == 0
                ? verdict
                : verdict.but(
                        Outcome.PARTIAL,
                        "of %d files %d need a password and %d are damaged"
                                .formatted(files, locked, broken));
    }

    /// @return what is wrong with it, or null
    private @Nullable String open(Path path) {
        return library.open(archive, arena.allocateFrom(path.toString())) ? null : error();
    }

    /// @return the next entry; null at the end; [MemorySegment#NULL] when there is no going on
    private @Nullable MemorySegment next() {
        return switch (library.next(archive, place)) {
            case Library.END -> null;
            case Library.OK, Library.WARN -> place.get(ADDRESS, 0);
            default -> MemorySegment.NULL;
        };
    }

    /// @return why there is no going on behind it, or null
    private @Nullable String entry(MemorySegment entry) throws Exception {
        boolean isEnciphered = enciphered.get(entries++) || library.isEnciphered(entry);
        String given = library.name(archive, entry);
        String name = given == null ? "file-" + (files + 1) : given;
        switch (library.type(entry)) {
            case Library.FOLDER -> {
                return null;
            }
            case Library.LINK -> {
                job.facts.raw("link", name);
                return null;
            }
            case Library.FILE, 0 -> {}
            default -> {
                job.facts.raw("device", name);
                return null;
            }
        }
        if (library.isHardLink(entry)) {
            job.facts.raw("link", name);
            return null;
        }
        files++;
        if (isEnciphered) {
            locked++;
            job.facts.raw("locked", name);
            return null;
        }
        long[] state = new long[1];
        job.part(name, null, library.modified(entry), out -> state[0] = copy(out));
        if (state[0] == Library.FATAL) {
            return error();
        }
        if (state[0] < 0) {
            broken++;
            job.facts.raw("damaged", name);
        }
        return null;
    }

    /// @return 0, or what the library said when the bytes came to an end before their time
    private long copy(OutputStream out) throws IOException {
        while (!job.overTime()) {
            long length = library.data(archive, buffer, BUFFER);
            if (length <= 0) {
                return length;
            }
            MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, (int) length);
            out.write(bytes, 0, (int) length);
        }
        return 0;
    }

    private String error() {
        return library.error(archive);
    }

    @Override
    public void close() {
        library.free(archive);
        arena.close();
    }

    /// The functions of the library, by its manual pages archive_read(3) and archive_entry(3).
    @SuppressWarnings("restricted")
    private static final class Library {
        static final int OK = 0;
        static final int END = 1;
        static final int WARN = -20;
        static final int FATAL = -30;

        static final int FILE = 0100000;
        static final int FOLDER = 0040000;
        static final int LINK = 0120000;

        /// Those that are read in no other way; a format less is an attack less.
        private static final String[] FORMATS = {"rar5", "cab", "lha", "iso9660"};

        private static final int FORMAT = 0xff0000;
        private static final int LHA = 0xb0000;

        private static final int LC_CTYPE = 0;

        private static final class Once {
            static final Optional<Library> FOUND = find();
        }

        private final Linker linker = Linker.nativeLinker();
        private final SymbolLookup symbols;
        final String version;

        private final MethodHandle readNew;
        private final MethodHandle readFree;
        private final MethodHandle[] supports;
        private final MethodHandle setOption;
        private final MethodHandle format;
        private final MethodHandle openFile;
        private final MethodHandle nextHeader;
        private final MethodHandle readData;
        private final MethodHandle errorString;
        private final MethodHandle pathname;
        private final MethodHandle hardlink;
        private final MethodHandle filetype;
        private final MethodHandle isEncrypted;
        private final MethodHandle mtime;
        private final MethodHandle mtimeIsSet;

        static Optional<Library> installed() {
            return Once.FOUND;
        }

        private static Optional<Library> find() {
            try {
                return Optional.of(
                        new Library(
                                SymbolLookup.libraryLookup("libarchive.so.13", Arena.global())));
            } catch (IllegalArgumentException | NoSuchElementException absent) {
                return Optional.empty();
            }
        }

        private Library(SymbolLookup symbols) {
            this.symbols = symbols;
            readNew = function("archive_read_new", ADDRESS);
            readFree = function("archive_read_free", JAVA_INT, ADDRESS);
            supports = new MethodHandle[FORMATS.length];
            for (int i = 0; i < FORMATS.length; i++) {
                supports[i] =
                        function("archive_read_support_format_" + FORMATS[i], JAVA_INT, ADDRESS);
            }
            setOption =
                    function(
                            "archive_read_set_format_option",
                            JAVA_INT,
                            ADDRESS,
                            ADDRESS,
                            ADDRESS,
                            ADDRESS);
            format = function("archive_format", JAVA_INT, ADDRESS);
            openFile =
                    function("archive_read_open_filename", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
            nextHeader = function("archive_read_next_header", JAVA_INT, ADDRESS, ADDRESS);
            readData = function("archive_read_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
            errorString = function("archive_error_string", ADDRESS, ADDRESS);
            pathname = function("archive_entry_pathname", ADDRESS, ADDRESS);
            hardlink = function("archive_entry_hardlink", ADDRESS, ADDRESS);
            filetype = function("archive_entry_filetype", JAVA_INT, ADDRESS);
            isEncrypted = function("archive_entry_is_data_encrypted", JAVA_INT, ADDRESS);
            mtime = function("archive_entry_mtime", JAVA_LONG, ADDRESS);
            mtimeIsSet = function("archive_entry_mtime_is_set", JAVA_INT, ADDRESS);
            version =
                    text(address(function("archive_version_string", ADDRESS)))
                            .replaceFirst("^libarchive ", "");
            speakUtf8();
        }

        private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
            return linker.downcallHandle(
                    symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
        }

        /// It gives names in the charset of the process, which without this is ASCII.
        private void speakUtf8() {
            MethodHandle setlocale =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("setlocale"),
                            FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
            try (Arena brief = Arena.ofConfined()) {
                address(setlocale, LC_CTYPE, brief.allocateFrom("C.UTF-8"));
            }
        }

        MemorySegment make() {
            MemorySegment made = address(readNew);
            for (MethodHandle support : supports) {
                number(support, made);
            }
            // It insists on a charset that the names of this one format are in, and nobody knows
            // which: this one takes every byte.
            try (Arena brief = Arena.ofConfined()) {
                number(
                        setOption,
                        made,
                        brief.allocateFrom("lha"),
                        brief.allocateFrom("hdrcharset"),
                        brief.allocateFrom("ISO-8859-1"));
            }
            return made;
        }

        boolean open(MemorySegment archive, MemorySegment path) {
            return number(openFile, archive, path, (long) BUFFER) == OK;
        }

        int next(MemorySegment archive, MemorySegment place) {
            return (int) number(nextHeader, archive, place);
        }

        long data(MemorySegment archive, MemorySegment buffer, long length) {
            return number(readData, archive, buffer, length);
        }

        String error(MemorySegment archive) {
            return text(address(errorString, archive));
        }

        @Nullable String name(MemorySegment archive, MemorySegment entry) {
            MemorySegment name = address(pathname, entry);
            if (name.equals(MemorySegment.NULL)) {
                return null;
            }
            String latin = text(name);
            return Archives.Names.ofLatin(
                    (number(format, archive) & FORMAT) == LHA
                            ? new String(
                                    latin.getBytes(StandardCharsets.ISO_8859_1),
                                    StandardCharsets.UTF_8)
                            : latin);
        }

        boolean isHardLink(MemorySegment entry) {
            return !address(hardlink, entry).equals(MemorySegment.NULL);
        }

        int type(MemorySegment entry) {
            return (int) number(filetype, entry);
        }

        boolean isEnciphered(MemorySegment entry) {
            return number(isEncrypted, entry) != 0;
        }

        @Nullable Instant modified(MemorySegment entry) {
            return number(mtimeIsSet, entry) == 0
                    ? null
                    : Instant.ofEpochSecond(number(mtime, entry));
        }

        void free(MemorySegment archive) {
            number(readFree, archive);
        }

        private static String text(MemorySegment pointer) {
            return pointer.equals(MemorySegment.NULL)
                    ? ""
                    : pointer.reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.ISO_8859_1);
        }

        private static long number(MethodHandle function, Object... arguments) {
            return ((Number) call(function, arguments)).longValue();
        }

        private static MemorySegment address(MethodHandle function, Object... arguments) {
            return (MemorySegment) call(function, arguments);
        }

        private static Object call(MethodHandle function, Object... arguments) {
            try {
                return function.invokeWithArguments(arguments);
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
