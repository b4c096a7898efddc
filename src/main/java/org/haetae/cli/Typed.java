package org.haetae.cli;

import java.util.UUID;

/// What people type on a command line.
final class Typed {

    private Typed() {}

    /// @throws Misuse when this is no id
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Misuse(
                    "\"%s\" is no id; an id is written like 1b4e28ba-2fa1-4d52-883f-0016d3cca427"
                            .formatted(text));
        }
    }
}
