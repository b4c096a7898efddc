package org.haetae;

import org.haetae.cli.Rooms;

import java.nio.file.Path;

/// Opens the rooms of a home for tests that do what no command does yet.
public final class OpenRooms {

    private OpenRooms() {}

    public static Rooms of(Path home) {
        return Wiring.open(home);
    }
}
