package org.haetae.names;

/// One word of a name.
///
/// @param text as written
public record NameToken(String text, TokenRole role, NameScript script) {}
