package org.haetae;

import java.nio.file.Path;
import org.haetae.cli.Rooms;

/// Opens the rooms of a home for tests that do what no command does yet.
public final class OpenRooms {

    private OpenRooms() {}

    public static Rooms of(Path home) {
        return Wiring.open(home);
    }
}
