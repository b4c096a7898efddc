package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// The memory of one process and of all that it started, read from /proc.
///
/// Processes that mention the folder `mark` on their command line are counted with their
/// descendants too: a database server leaves the family of whoever started it.
final class ProcessTree {

    private final long root;
    private final String mark;

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

    Memory now() {
        return members().stream().map(ProcessTree::memoryOf).reduce(Memory.NONE, Memory::plus);
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
