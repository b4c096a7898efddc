package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The memory and processor time of one process and of all that it started, read from /proc.
///
/// Processes that mention the folder `mark` on their command line are counted with their
/// descendants too: a database server leaves the family of whoever started it.
final class ProcessTree {

    /// The unit of /proc, fixed on Linux whatever the kernel's own.
    private static final double TICKS_A_SECOND = 100;

    private final long root;
    private final String mark;
    private final Map<Long, Double> processorSeconds = new HashMap<>();

    ProcessTree(long root, Path mark) {
        this.root = root;
        this.mark = mark.toAbsolutePath().toString();
    }

    /// @param rssBytes resident memory, each process in full: what `ps` adds up to; shared pages
    ///   count several times
    /// @param pssBytes resident memory, each shared page once; 0 where the system does not tell
    record Memory(long rssBytes, long pssBytes) {

        static final Memory NONE = new Memory(0, 0);

        Memory plus(Memory other) {
            return new Memory(rssBytes + other.rssBytes, pssBytes + other.pssBytes);
        }

        Memory peak(Memory other) {
            return new Memory(
                    Math.max(rssBytes, other.rssBytes), Math.max(pssBytes, other.pssBytes));
        }
    }

    /// Looks once; to be called often, since what lived and died between two looks is not seen.
    Memory now() {
        var members = members();
        members.forEach(process -> processorSeconds.put(process, processorSecondsOf(process)));
        return members.stream().map(ProcessTree::memoryOf).reduce(Memory.NONE, Memory::plus);
    }

    private Set<Long> members() {
        var members = new HashSet<Long>();
        long self = ProcessHandle.current().pid();
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .filter(process -> process.pid() == root || mentionsMark(process.pid()))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .forEach(process -> members.add(process.pid()));
        return members;
    }

    private boolean mentionsMark(long process) {
        return read(process, "cmdline").contains(mark);
    }

    private static Memory memoryOf(long process) {
        var rollup = read(process, "smaps_rollup");
        return rollup.isEmpty()
                ? new Memory(kilobytes(read(process, "status"), "VmRSS:"), 0)
                : new Memory(kilobytes(rollup, "Rss:"), kilobytes(rollup, "Pss:"));
    }

    /// What all processes seen so far have used of the processors, user and system together. Unlike
    /// time on the clock it hardly depends on what else the machine does.
    double processorSeconds() {
        return processorSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private double processorSecondsOf(long process) {
        var stat = read(process, "stat");
        if (stat.isEmpty()) {
            return processorSeconds.getOrDefault(process, 0.0);
        }
        // The name in brackets may hold anything; user and system time are the 12th and 13th word
        // after it (proc(5)).
        var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS_A_SECOND;
    }

    private static long kilobytes(String table, String label) {
        return table.lines()
                .filter(line -> line.startsWith(label))
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
