package org.haetae.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The memory and processor time of one process and of all that it started, read from /proc.
///
/// Processes that have left the family (their parent is the first process) are counted with their
/// descendants too when they mention the folder `mark` on their command line: a database server
/// does so.
final class ProcessTree {

    /// The units of /proc, fixed on Linux whatever the kernel's own.
    private static final double TICKS_A_SECOND = 100;

    private static final long PAGE_BYTES = 4_096;

    /// To tell which pages are shared the kernel walks through all of them, so not every look asks
    /// for it.
    private static final int LOOKS_FOR_ONE_AT_SHARED_PAGES = 10;

    private final long root;
    private final String mark;
    private final Map<Long, Double> processorSeconds = new HashMap<>();
    private Memory peak = Memory.NONE;
    private int looks;

    ProcessTree(long root, Path mark) {
        this.root = root;
        this.mark = mark.toAbsolutePath().toString();
    }

    /// @param rssBytes resident memory, each process in full: what `ps` adds up to; shared pages
    ///   count several times
    /// @param pssBytes resident memory, each shared page once; 0 where the system does not tell
    record Memory(long rssBytes, long pssBytes) {

        static final Memory NONE = new Memory(0, 0);
    }

    private record Process(long id, long parent, double processorSeconds, long rssBytes) {}

    /// Looks once; to be called often, since what lived and died between two looks is not seen.
    void look() {
        var family = family();
        family.forEach(process -> processorSeconds.put(process.id(), process.processorSeconds()));
        long rss = family.stream().mapToLong(Process::rssBytes).sum();
        long pss =
                looks++ % LOOKS_FOR_ONE_AT_SHARED_PAGES == 0
                        ? family.stream().mapToLong(process -> pssBytes(process.id())).sum()
                        : 0;
        peak = new Memory(Math.max(peak.rssBytes, rss), Math.max(peak.pssBytes, pss));
    }

    /// The most that any look has found.
    Memory peak() {
        return peak;
    }

    /// What all processes seen so far have used of the processors, user and system together. Unlike
    /// time on the clock it hardly depends on what else the machine does.
    double processorSeconds() {
        return processorSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private List<Process> family() {
        var all = all();
        var children = new HashMap<Long, Set<Long>>();
        all.values()
                .forEach(
                        process ->
                                children.computeIfAbsent(
                                                process.parent(), parent -> new HashSet<>())
                                        .add(process.id()));
        var waiting = new ArrayDeque<Long>();
        waiting.add(root);
        children.getOrDefault(1L, Set.of()).stream()
                .filter(process -> read(process, "cmdline").contains(mark))
                .forEach(waiting::add);
        var members = new HashSet<Long>();
        while (!waiting.isEmpty()) {
            var process = waiting.remove();
            if (members.add(process)) {
                waiting.addAll(children.getOrDefault(process, Set.of()));
            }
        }
        return members.stream().filter(all::containsKey).map(all::get).toList();
    }

    private static Map<Long, Process> all() {
        var all = new HashMap<Long, Process>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .map(Long::valueOf)
                    .forEach(process -> parse(process, read(process, "stat"), all));
        } catch (IOException e) {
            throw new UncheckedIOException("listing the processes of this machine", e);
        }
        return all;
    }

    /// The name in brackets may hold anything; the words after it are numbered from 3 in proc(5).
    private static void parse(long process, String stat, Map<Long, Process> all) {
        if (!stat.isEmpty()) {
            var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            all.put(
                    process,
                    new Process(
                            process,
                            Long.parseLong(words[1]),
                            (Long.parseLong(words[11]) + Long.parseLong(words[12]))
                                    / TICKS_A_SECOND,
                            Long.parseLong(words[21]) * PAGE_BYTES));
        }
    }

    private static long pssBytes(long process) {
        return read(process, "smaps_rollup")
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    /// Empty when the process has ended or hides the file.
    private static String read(long process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process), file));
        } catch (IOException e) {
            return "";
        }
    }
}
