package org.haetae.home;

import java.nio.file.Path;
import java.util.OptionalLong;

/// Another process works on this home at this moment. Nothing was touched.
public final class HomeInUse extends HomeRefused {

    private final transient OptionalLong pid;

    HomeInUse(Path home, OptionalLong pid) {
        super(
                "The home %s is in use by %s. Stop that one first, or give another home."
                        .formatted(
                                home,
                                pid.isPresent()
                                        ? "process " + pid.getAsLong()
                                        : "another process"));
        this.pid = pid;
    }

    /// The process that holds the home; empty when it has not written its number yet.
    public OptionalLong pid() {
        return pid;
    }
}
