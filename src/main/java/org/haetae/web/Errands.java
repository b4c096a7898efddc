package org.haetae.web;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Work that a page began and that outlasts its request. One of each name at a time; all of it ends
/// with the site.
final class Errands implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Errands.class.getName());

    /// Long enough for the step under way to end by itself.
    private static final long SECONDS_TO_END = 2;

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-", 1).factory());
    private final Map<String, Future<?>> underWay = new HashMap<>();

    /// Begins the work. When it fails, the log has the kind of failure and nothing else: what it
    /// says may hold words of the material.
    ///
    /// @return what tells of its end, exceptionally when it failed; empty when one of this name is
    ///   under way, which goes on
    synchronized Optional<Future<?>> begin(String name, Runnable work) {
        if (isUnderWay(name)) {
            return Optional.empty();
        }
        Future<?> begun = threads.submit(() -> run(name, work));
        underWay.put(name, begun);
        return Optional.of(begun);
    }

    synchronized boolean isUnderWay(String name) {
        Future<?> known = underWay.get(name);
        return known != null && !known.isDone();
    }

    private void run(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!threads.isShutdown()) {
                LOG.log(Level.ERROR, "{0} did not end: {1}", name, e.getClass().getName());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
