package org.haetae.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.haetae.extract.worker.Content;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.Limits;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.PartHeader;
import org.haetae.extract.worker.Reader;
import org.haetae.extract.worker.Sink;
import org.haetae.extract.worker.Verdict;

/// Runs in the worker and does what the file says, one order a line: a file that has taken its
/// reader over.
public final class ObedientReader implements Reader {
    private static final List<byte[]> HOARD = new ArrayList<>();
    private static int jobs;

    public ObedientReader() {}

    @Override
    public Verdict read(Content content, Hints hints, Limits limits, Sink sink) throws Exception {
        jobs++;
        if (content.length() > 1 << 20) {
            sink.metadata("spooled", String.valueOf(content.bytes() == null));
            long sum = 0;
            try (InputStream in = content.open()) {
                byte[] piece = new byte[1 << 16];
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    sum += n;
                }
            }
            sink.metadata("bytes", String.valueOf(sum));
            return Verdict.read("obedient", "1");
        }
        String text = new String(content.open().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "say" -> sink.page(1, line.substring(4), "i");
                case "type" -> sink.mediaType(words[1]);
                case "jobs" -> sink.metadata("jobs", String.valueOf(jobs));
                case "pages" -> {
                    for (int i = 1; i <= Integer.parseInt(words[1]); i++) {
                        sink.page(i, "page " + i, null);
                    }
                }
                case "text" -> {
                    for (int i = 1; i <= Integer.parseInt(words[1]); i++) {
                        sink.page(i, "x".repeat(1 << 20), null);
                    }
                }
                case "part" -> {
                    try (OutputStream part =
                            sink.part(new PartHeader("a/" + words[1], words[1], null, null))) {
                        byte[] piece = new byte[1000];
                        for (int left = Integer.parseInt(words[2]); left > 0; left -= 1000) {
                            part.write(piece, 0, Math.min(1000, left));
                        }
                    }
                }
                case "half" -> {
                    OutputStream part = sink.part(new PartHeader("half", "half", null, null));
                    part.write(new byte[100_000]);
                    // Time for what was written to leave the process.
                    Thread.sleep(300);
                    Runtime.getRuntime().halt(7);
                }
                case "image" ->
                        sink.image(
                                ImageKind.PAGE,
                                1,
                                Integer.parseInt(words[1]),
                                Integer.parseInt(words[1]),
                                new byte[5_000]);
                case "print" -> System.out.println("h".repeat(100_000));
                case "sleep" -> Thread.sleep(Long.parseLong(words[1]));
                case "slowly" -> {
                    for (int i = 1; i <= Integer.parseInt(words[1]); i++) {
                        Thread.sleep(Long.parseLong(words[2]));
                        sink.page(i, "page " + i, null);
                    }
                }
                case "spin" -> {
                    long until = System.nanoTime() + Long.parseLong(words[1]) * 1_000_000;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                }
                case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(words[1]));
                case "throw" -> throw new IllegalStateException(line);
                case "recurse" -> recurse(1);
                case "hoard" -> hoard(Integer.parseInt(words[1]));
                case "outcome" -> {
                    return new Verdict(Outcome.valueOf(words[1]), "as told", "obedient", "1");
                }
                case "attack" -> attack(words[1], sink);
                default -> {}
            }
        }
        return Verdict.read("obedient", "1");
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + depth;
    }

    private static void hoard(int mb) {
        for (int i = 0; i < mb; i++) {
            HOARD.add(new byte[1 << 20]);
        }
    }

    /// Tries one thing that must not work, and tells what happened.
    private static void attack(String what, Sink sink) {
        String result;
        try {
            result = "worked: " + attack(what);
        } catch (IOException | RuntimeException failed) {
            result = "failed: " + failed.getClass().getSimpleName() + " " + failed.getMessage();
        }
        sink.metadata(what, result);
    }

    private static String attack(String what) throws IOException {
        return switch (what) {
            case "network" -> {
                try (Socket socket = new Socket("127.0.0.1", 22)) {
                    yield socket.toString();
                }
            }
            case "listen" -> {
                try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
                    yield socket.toString();
                }
            }
            case "shadow" -> Files.readString(Path.of("/etc/shadow"));
            case "passwd" -> Files.readString(Path.of("/etc/passwd"));
            case "proc" -> list("/proc");
            case "root" -> list("/root");
            case "work" -> list("/work");
            case "tmp" -> list("/tmp");
            case "shell" -> new ProcessBuilder("/bin/sh", "-c", "id").start().toString();
            case "write-root" -> Files.writeString(Path.of("/x"), "x").toString();
            case "write-app" -> Files.writeString(Path.of("/app/x"), "x").toString();
            case "write-dev" -> Files.writeString(Path.of("/dev/x"), "x").toString();
            case "write-jdk" ->
                    Files.writeString(Path.of(System.getProperty("java.home"), "x"), "x")
                            .toString();
            case "delete-jar" -> {
                Files.delete(Path.of(System.getProperty("java.class.path").split(":")[0]));
                yield "deleted";
            }
            case "fill-scratch" -> {
                Path file = Path.of("/scratch/fill");
                try (OutputStream out = Files.newOutputStream(file)) {
                    byte[] piece = new byte[1 << 20];
                    for (int i = 0; i < 2_000; i++) {
                        out.write(piece);
                    }
                } finally {
                    Files.deleteIfExists(file);
                }
                yield "2 GB written";
            }
            case "fork" -> {
                List<Thread> threads = new ArrayList<>();
                try {
                    for (int i = 0; i < 5_000; i++) {
                        Thread thread = new Thread(() -> forever());
                        thread.setDaemon(true);
                        thread.start();
                        threads.add(thread);
                    }
                } finally {
                    threads.forEach(Thread::interrupt);
                }
                yield "5000 threads";
            }
            // System calls that Java itself never makes; the second word is the first argument.
            case "call-unshare" -> call("unshare", 0x10000000, 0, 0);
            case "call-setuid" -> call("setuid", 0, 0, 0);
            case "call-socket" -> call("socket", 2, 1, 0);
            case "call-ptrace" -> call("ptrace", 16, 1, 0);
            case "call-kill-init" -> call("kill", 1, 9, 0);
            case "call-chroot" -> call("chroot", 0, 0, 0);
            case "call-memfd" -> call("memfd_create", 0, 0, 0);
            case "call-personality" -> call("personality", 0, 0, 0);
            default -> "unknown attack";
        };
    }

    @SuppressWarnings("restricted")
    private static String call(String name, int first, int second, int third) throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle function =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow(name),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG));
        try {
            int result = (int) function.invoke((long) first, (long) second, (long) third);
            if (result < 0) {
                throw new IOException("refused by the kernel");
            }
            return "result " + result;
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable other) {
            throw new IllegalStateException(other);
        }
    }

    private static void forever() {
        try {
            Thread.sleep(1_000_000);
        } catch (InterruptedException end) {
            // Enough.
        }
    }

    private static String list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return folder + " has " + files.count();
        }
    }
}
