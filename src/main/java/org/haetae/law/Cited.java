package org.haetae.law;

import java.net.URI;
import java.util.Optional;

/// Where a rule stands.
///
/// @param citation as lawyers write it
/// @param web where it can be read; never requested by this software
public record Cited(String citation, Optional<URI> web) {}
