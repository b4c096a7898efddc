package org.haetae.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.haetae.backup.Backup;
import org.haetae.backup.Backups;
import org.haetae.home.HomeRefused;
import org.haetae.ledger.IntegrityException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Where a running server takes a backup's order from the command: a socket in the home, which
/// nobody reaches but whom the system lets read the keys too. One line asks (the place, or nothing
/// for the one in the settings), one line of JSON answers when the backup was made.
final class Door implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Door.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "server.socket";

    /// @param refused why there is none
    record Answer(Backup.@Nullable Made made, @Nullable String refused) {}

    private final Rooms rooms;
    private final Backups backups;
    private final Path socket;
    private final ServerSocketChannel channel;

    private Door(Rooms rooms, Backups backups, Path socket, ServerSocketChannel channel) {
        this.rooms = rooms;
        this.backups = backups;
        this.socket = socket;
        this.channel = channel;
    }

    /// Opens it. Where the system has no such sockets, or none with so long a path, there is none:
    /// the command then says that the home is in use.
    static Optional<Door> open(Rooms rooms, Backups backups) throws IOException {
        var socket = rooms.home().directory().resolve(NAME);
        // Left by a process that was killed: the home's lock says that nobody listens there.
        Files.deleteIfExists(socket);
        ServerSocketChannel channel;
        try {
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
        } catch (SocketException | UnsupportedOperationException e) {
            LOG.log(Level.WARNING, "no backup can be ordered by a command while this runs", e);
            return Optional.empty();
        }
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        var door = new Door(rooms, backups, socket, channel);
        Thread.ofPlatform().name("door").daemon().start(door::work);
        return Optional.of(door);
    }

    private void work() {
        while (channel.isOpen()) {
            try (var one = channel.accept();
                    var asks =
                            new BufferedReader(Channels.newReader(one, StandardCharsets.UTF_8))) {
                var place = asks.readLine();
                if (place != null) {
                    write(one, JSON.writeValueAsString(answer(place)));
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "who ordered a backup went away", e);
            }
        }
    }

    private Answer answer(String place) {
        try {
            return new Answer(backups.make(place, Console.actor(rooms.home())), null);
        } catch (HomeRefused | IntegrityException e) {
            return new Answer(null, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "a backup could not be made", e);
            return new Answer(
                    null,
                    "The server could not make the backup; its log says why. The one before stays what it was.");
        }
    }

    private static void write(SocketChannel to, String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /// Has the server that runs on this home make the backup, and waits for it.
    ///
    /// @return empty when no server takes orders there
    static Optional<Answer> ask(Path home, String place) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(home.resolve(NAME)));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
        try (channel;
                var answers =
                        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            write(channel, place);
            var line = answers.readLine();
            return Optional.of(
                    line == null
                            ? new Answer(null, "The server ended before the backup was made.")
                            : JSON.readValue(line, Answer.class));
        } catch (IOException e) {
            throw new UncheckedIOException("asking the server for a backup", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(socket);
    }
}
