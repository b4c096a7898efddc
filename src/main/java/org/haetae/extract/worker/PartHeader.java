package org.haetae.extract.worker;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a container says about one part of it, before the part's bytes.
///
/// All of it is the container's claim, and hostile: a path may hold `..`, control characters or
/// nothing at all. It is kept as a fact about the part and never used as a path of ours.
///
/// @param path where the part lies inside its container, with `/` between the steps
/// @param name last step of the path, or what the container calls the part
/// @param mediaType as declared by the container, when it declares one
/// @param modified as declared by the container, when it declares one
public record PartHeader(
        String path, String name, @Nullable String mediaType, @Nullable Instant modified) {
    public PartHeader {
        Objects.requireNonNull(path);
        Objects.requireNonNull(name);
    }
}
