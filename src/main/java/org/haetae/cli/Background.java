package org.haetae.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.haetae.archive.FixityRounds;
import org.haetae.backup.Backups;
import org.haetae.home.Setting;
import org.jspecify.annotations.Nullable;

/// What a running server does beside serving: reads what was received, indexes it, settles
/// accessions, publishes the ledger, asks witnesses and authorities to vouch for it, tries again
/// erasures that were left undone, makes backups when they are due or a command asks, and when
/// nothing else is to do reads words from page images.
final class Background implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Background.class.getName());
    private static final long PAUSE_MILLIS = 2_000;

    private final Rooms rooms;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final FixityRounds rounds;
    private final Backups backups;
    private @Nullable Door door;
    private @Nullable Thread thread;

    Background(Rooms rooms) {
        this.rooms = rooms;
        this.rounds = new FixityRounds(rooms.home(), rooms.archive(), rooms.clock());
        this.backups =
                new Backups(
                        rooms.home(),
                        rooms.database(),
                        rooms.ledger(),
                        rooms.archive(),
                        rooms.clock());
    }

    void start() {
        rooms.readingRoom().start();
        rooms.indexing().start();
        rooms.attestations().start();
        rounds.start();
        backups.start();
        try {
            door = Door.open(rooms, backups).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("the socket in the home could not be made", e);
        }
        thread = Thread.ofPlatform().name("background").daemon().start(this::work);
    }

    private void work() {
        try {
            do {
                try {
                    turn();
                } catch (IOException | RuntimeException e) {
                    if (closing.getCount() > 0) {
                        LOG.log(Level.ERROR, "work in the background failed and is tried again", e);
                    }
                }
            } while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Closing; what was not done waits in the ledger for the next start.
        }
    }

    private void turn() throws IOException, InterruptedException {
        rooms.ledger().publishNews();
        rooms.erasure().retry();
        if (rooms.readingRoom().underWay() == 0) {
            rooms.archive().settle();
            rooms.index().settle();
            if (rooms.home().settings().on(Setting.EXTRACT_OCR)) {
                rooms.readingRoom().recognise(left -> {}, () -> closing.getCount() > 0);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        rounds.close();
        try {
            if (door != null) {
                door.close();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the socket in the home did not close", e);
        }
        backups.close();
        if (thread != null) {
            // Not interrupted: that would close the file under a rendition that is read or written.
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
