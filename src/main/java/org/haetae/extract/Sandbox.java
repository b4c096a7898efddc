package org.haetae.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a worker process is shut into.
///
/// Bubblewrap gives the process namespaces of its own for mounts, processes, network, IPC and host
/// name: it sees a Java home, the parsers' jars, system libraries, fonts and Tesseract, all
/// read-only; a scratch space in memory; no network, no `/proc`, no other process, no file of ours.
/// It holds no capability, may gain none, and a seccomp filter denies it sockets and the calls that
/// kernel exploits begin with. Run by root, it becomes user 65534 for real, not only by mapping: a
/// namespace alone would leave it root to the file system.
///
/// Where this cannot be had, files are not read, unless a setting says to do without.
public final class Sandbox {
    private static final String NOBODY = "65534";
    private static final String SCRATCH = "/scratch";
    private static final String HOME = "/home";
    private static final String APP = "/app";

    /// Where a folder open for writing lies inside.
    static final String OUT = "/out";

    private static final String MEND =
            "Install bubblewrap (Debian: apt-get install bubblewrap) and allow user namespaces,"
                    + " or, on a throw-away machine only, set `sandbox: none` in haetae.yaml";

    /// Address space beyond the heap: code, class data, stacks, libraries, mapped jars.
    private static final int BESIDES_HEAP_MB = 2048;

    /// How a process is confined.
    public enum Kind {
        /// As described above.
        BUBBLEWRAP,
        /// Not at all, because a setting says so.
        NONE,
        /// It cannot be, so there will be none.
        REFUSED
    }

    private final Kind kind;
    private final String description;
    private final boolean root;
    private final Path cache;
    private final @Nullable Path bwrap;
    private final @Nullable Path filter;

    private Sandbox(
            Kind kind,
            String description,
            boolean root,
            Path cache,
            @Nullable Path bwrap,
            @Nullable Path filter) {
        this.kind = kind;
        this.description = description;
        this.root = root;
        this.cache = cache;
        this.bwrap = bwrap;
        this.filter = filter;
    }

    /// Finds out what confinement this machine allows, by starting something in it.
    ///
    /// @param cache folder of ours for the filter; may be emptied at any time when nothing runs
    /// @param unconfined whether a setting allows reading without confinement where there is none
    public static Sandbox probe(Path cache, boolean unconfined) {
        String trouble;
        try {
            boolean root = isRoot();
            Optional<Path> bwrap = program("bwrap");
            Optional<Path> setpriv = program("setpriv");
            if (bwrap.isEmpty()) {
                trouble = "bubblewrap is not installed";
            } else if (root && setpriv.isEmpty()) {
                trouble = "setpriv (util-linux) is not installed, and root needs it";
            } else {
                Sandbox sandbox = bubblewrap(cache, bwrap.get(), root);
                trouble = sandbox.trial();
                if (trouble.isEmpty()) {
                    return sandbox;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("probing the sandbox for workers", failed);
        }
        return without(cache, trouble, unconfined);
    }

    /// What there is where bubblewrap cannot be had.
    ///
    /// @param trouble why it cannot
    /// @param unconfined whether a setting allows reading without confinement
    public static Sandbox without(Path cache, String trouble, boolean unconfined) {
        String description =
                unconfined
                        ? "NONE, by setting: files are parsed unconfined (%s)".formatted(trouble)
                        : "files cannot be read without a sandbox: %s. %s".formatted(trouble, MEND);
        Kind kind = unconfined ? Kind.NONE : Kind.REFUSED;
        return new Sandbox(kind, description, false, cache, null, null);
    }

    private static Sandbox bubblewrap(Path cache, Path bwrap, boolean root) throws IOException {
        Optional<byte[]> calls = SystemCalls.filter();
        Path filter = null;
        if (calls.isPresent()) {
            Files.createDirectories(cache);
            filter = cache.resolve("system-calls.bpf");
            Path fresh = Files.createTempFile(cache, "system-calls", ".tmp");
            Files.write(fresh, calls.get());
            Files.move(fresh, filter, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        String description =
                "bubblewrap, %s: no network, no other process, read-only, scratch in memory%s"
                        .formatted(
                                root ? "as user " + NOBODY : "in a user namespace",
                                filter == null
                                        ? "; no system-call filter for this architecture"
                                        : ", system calls filtered");
        return new Sandbox(Kind.BUBBLEWRAP, description, root, cache, bwrap, filter);
    }

    /// How processes are confined.
    public Kind kind() {
        return kind;
    }

    /// The same in a sentence for people; for [Kind#REFUSED] with what to do about it.
    public String description() {
        return description;
    }

    @Override
    public String toString() {
        return description;
    }

    /// The sandbox around a Java that only says its version; empty when it works.
    private String trial() throws IOException {
        WorkerProgram version =
                new WorkerProgram(
                        Path.of(System.getProperty("java.home")),
                        List.of(),
                        "-version",
                        List.of(),
                        List.of());
        Process process =
                new ProcessBuilder(command(version, 64, 16, false, null))
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readNBytes(2_000), StandardCharsets.UTF_8).trim();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                return "it did not end within 30 s";
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "it was interrupted";
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue() == 0 ? "" : said.lines().findFirst().orElse("no reason given");
    }

    /// The command that starts a program in this sandbox.
    ///
    /// @param idle whether it yields to everything else on the machine
    /// @param aotCache class cache made for this program
    List<String> command(
            WorkerProgram program,
            int heapMb,
            int scratchMb,
            boolean idle,
            @Nullable Path aotCache) {
        return command(program, heapMb, scratchMb, idle, aotCache, null);
    }

    /// The same with one folder of this machine open for writing, as [#OUT]: only ever for a
    /// process that reads material of our own.
    List<String> command(
            WorkerProgram program,
            int heapMb,
            int scratchMb,
            boolean idle,
            @Nullable Path aotCache,
            @Nullable Path out) {
        return switch (kind) {
            case BUBBLEWRAP -> confined(program, heapMb, scratchMb, idle, aotCache, out);
            case NONE -> unconfined(program, heapMb, idle);
            case REFUSED -> throw new IllegalStateException(description);
        };
    }

    private List<String> unconfined(WorkerProgram program, int heapMb, boolean idle) {
        List<String> command = new ArrayList<>();
        if (idle) {
            command.addAll(List.of("nice", "-n", "10"));
        }
        try {
            Path memory = Path.of("/dev/shm");
            Path scratch =
                    Files.isWritable(memory)
                            ? Files.createTempDirectory(memory, "haetae-worker")
                            : Files.createTempDirectory(cache, "scratch");
            scratch.toFile().deleteOnExit();
            command.addAll(
                    program.command(
                            program.classPath().stream().map(Path::toString).toList(),
                            scratch.toString(),
                            scratch.toString(),
                            heapMb,
                            null));
        } catch (IOException trouble) {
            throw new UncheckedIOException("making scratch space for a worker", trouble);
        }
        return command;
    }

    private List<String> confined(
            WorkerProgram program,
            int heapMb,
            int scratchMb,
            boolean idle,
            @Nullable Path aotCache,
            @Nullable Path out) {
        Walls walls = new Walls();
        // A file descriptor for the filter is the one thing that Java cannot hand to a child.
        walls.add(
                "/bin/sh",
                "-c",
                (filter == null ? "" : "exec 3<\"$0\"; ")
                        + (idle ? "exec nice -n 10 \"$@\"" : "exec \"$@\""),
                filter == null ? "sandbox" : filter.toString());
        walls.add(String.valueOf(bwrap), "--die-with-parent", "--new-session", "--clearenv");
        if (root) {
            walls.add("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts");
            walls.add("--unshare-cgroup-try");
            // Needed to become nobody; setpriv then drops these as well.
            walls.add("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID");
            walls.add("--cap-add", "CAP_SETPCAP");
        } else {
            walls.add("--unshare-all", "--uid", NOBODY, "--gid", NOBODY, "--cap-drop", "ALL");
        }
        walls.add("--hostname", "worker");
        if (filter != null) {
            walls.add("--seccomp", "3");
        }
        environment(walls, program.javaHome());
        system(walls);
        walls.show(program.javaHome());
        walls.folder(APP);
        List<String> paths = new ArrayList<>();
        for (Path path : program.classPath()) {
            String inside = "%s/%03d-%s".formatted(APP, paths.size(), path.getFileName());
            walls.add("--ro-bind", path.toString(), inside);
            paths.add(inside);
        }
        String cacheInside = null;
        if (aotCache != null) {
            cacheInside = APP + "/classes.aot";
            walls.add("--ro-bind", aotCache.toString(), cacheInside);
        }
        for (String device : List.of("/dev/null", "/dev/random", "/dev/urandom")) {
            walls.folder("/dev");
            walls.add("--dev-bind", device, device);
        }
        if (out != null) {
            walls.add("--bind", out.toString(), OUT);
        }
        walls.memory(SCRATCH, scratchMb);
        walls.memory(HOME, 32);
        walls.add("--remount-ro", "/", "--chdir", SCRATCH, "--");
        limits(walls, heapMb, scratchMb);
        if (root) {
            walls.add("/usr/bin/setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
            walls.add("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs");
        }
        walls.words.addAll(program.command(paths, SCRATCH, HOME, heapMb, cacheInside));
        return walls.words;
    }

    private static void environment(Walls walls, Path javaHome) {
        walls.add("--setenv", "LANG", "C.UTF-8", "--setenv", "HOME", HOME);
        walls.add("--setenv", "PATH", "/usr/bin", "--setenv", "TMPDIR", SCRATCH);
        // Each further arena of malloc costs memory and speeds nothing up here.
        walls.add("--setenv", "MALLOC_ARENA_MAX", "2");
        // One page at a time on one core; the pool decides how many run.
        walls.add("--setenv", "OMP_THREAD_LIMIT", "1");
        // The java launcher finds its libraries by /proc, which is not there.
        Path library = javaHome.resolve("lib");
        walls.add("--setenv", "LD_LIBRARY_PATH", library + ":" + library.resolve("server"));
    }

    /// System libraries, fonts, Tesseract, and the two tools that set limits: not a shell, not an
    /// interpreter, nothing under `/etc` but fonts and the linker's cache.
    private void system(Walls walls) {
        String multiarch =
                switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                    case "aarch64" -> "aarch64-linux-gnu";
                    default -> "x86_64-linux-gnu";
                };
        boolean debian = Files.isDirectory(Path.of("/usr/lib", multiarch));
        for (String top : List.of("/lib", "/lib64")) {
            Path path = Path.of(top);
            if (Files.isSymbolicLink(path)) {
                walls.add("--symlink", target(path), top);
            } else if (Files.isDirectory(path)) {
                walls.show(debian && top.equals("/lib") ? path.resolve(multiarch) : path);
            }
        }
        if (debian) {
            walls.show(Path.of("/usr/lib", multiarch));
            walls.show(Path.of("/usr/lib64"));
        } else {
            walls.show(Path.of("/usr/lib64"));
            walls.show(Path.of("/usr/lib"));
        }
        for (String each :
                List.of(
                        "/usr/bin/prlimit",
                        "/usr/bin/setpriv",
                        "/usr/bin/tesseract",
                        "/usr/share/tesseract-ocr",
                        "/usr/share/tessdata",
                        "/etc/ld.so.cache",
                        // What libarchive knows UTF-8 by.
                        "/usr/lib/locale/C.utf8",
                        "/etc/alternatives",
                        "/etc/fonts",
                        "/usr/share/fonts",
                        "/usr/share/fontconfig",
                        "/usr/share/poppler",
                        "/var/cache/fontconfig",
                        // Where Debian's own OpenJDK keeps its configuration.
                        "/etc/java-%d-openjdk".formatted(Runtime.version().feature()))) {
            walls.show(Path.of(each));
        }
    }

    private static void limits(Walls walls, int heapMb, int scratchMb) {
        if (Files.isExecutable(Path.of("/usr/bin/prlimit"))) {
            walls.add("/usr/bin/prlimit", "--core=0", "--nofile=1024", "--nproc=512");
            walls.add("--memlock=65536", "--msgqueue=0");
            walls.add("--fsize=" + ((long) scratchMb << 20));
            walls.add("--as=" + ((long) (heapMb + scratchMb + BESIDES_HEAP_MB) << 20), "--");
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException trouble) {
            throw new UncheckedIOException("reading the link %s".formatted(link), trouble);
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /// The command line under construction; makes the folders above whatever is shown.
    private static final class Walls {
        final List<String> words = new ArrayList<>();
        private final Set<String> folders = new LinkedHashSet<>();

        void add(String... more) {
            words.addAll(List.of(more));
        }

        /// Shows a file or folder of this machine at its own place, read-only; nothing when there
        /// is none.
        void show(Path path) {
            if (Files.exists(path)) {
                folder(String.valueOf(path.getParent()));
                add("--ro-bind", path.toString(), path.toString());
            }
        }

        /// A folder, and those above it. Bubblewrap would make them for its own user only.
        void folder(String path) {
            Path folder = Path.of(path);
            for (int i = 1; i <= folder.getNameCount(); i++) {
                String above = "/" + folder.subpath(0, i);
                if (folders.add(above)) {
                    add("--perms", "0755", "--dir", above);
                }
            }
        }

        void memory(String path, int mb) {
            add("--perms", "1777", "--size", String.valueOf((long) mb << 20), "--tmpfs", path);
        }
    }
}
