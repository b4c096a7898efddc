package org.haetae.extract;

import org.haetae.home.Setting;
import org.haetae.home.Settings;

/// How the pool of workers is laid out.
///
/// @param workers processes at a time
/// @param heapMb heap of a process, in MB
/// @param bigHeapMb heap of the process that gets a second try at what the first heap was too small
///   for, in MB
/// @param scratchMb scratch space of a process, in MB; it lies in memory, so that nothing readable
///   reaches a disk. For content that it would not hold, a process with more is started
/// @param fileMb largest content that is read, in MB (else `too-large`)
/// @param files files after which a process is replaced; plain texts count for a fiftieth
/// @param limits of each job
/// @param unconfined parse even where no sandbox can be made; for a throw-away machine only
public record WorkerSettings(
        int workers,
        int heapMb,
        int bigHeapMb,
        int scratchMb,
        int fileMb,
        int files,
        JobLimits limits,
        boolean unconfined) {

    /// Two processes, sized so that intake as a whole stays within 1 GB.
    public static final WorkerSettings STANDARD =
            new WorkerSettings(2, 160, 512, 256, 4096, 4000, JobLimits.STANDARD, false);

    public WorkerSettings {
        if (workers < 1
                || heapMb < 64
                || bigHeapMb < heapMb
                || scratchMb < 16
                || fileMb < 1
                || files < 1) {
            throw new IllegalArgumentException(
                    "workers %d, heap %d MB, big heap %d MB, scratch %d MB, largest file %d MB, %d files; expected at least 1, 64, the heap, 16, 1, 1"
                            .formatted(workers, heapMb, bigHeapMb, scratchMb, fileMb, files));
        }
    }

    /// One process that is never replaced, with so much scratch space, to which its address space
    /// is cut.
    WorkerSettings single(int scratch) {
        return new WorkerSettings(
                1, heapMb, bigHeapMb, scratch, fileMb, Integer.MAX_VALUE / 100, limits, unconfined);
    }

    /// As the settings of a home say.
    public static WorkerSettings of(Settings settings) {
        int most = settings.number(Setting.WORKER_MEMORY_MB);
        return new WorkerSettings(
                settings.number(Setting.WORKERS),
                Math.min(most, STANDARD.heapMb),
                most,
                STANDARD.scratchMb,
                settings.number(Setting.EXTRACT_FILE_MB),
                settings.number(Setting.WORKER_FILES),
                JobLimits.of(settings),
                settings.text(Setting.SANDBOX).equals("none"));
    }
}
