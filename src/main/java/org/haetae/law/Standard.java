package org.haetae.law;

import org.haetae.casebook.Label;

/// A standard of proof: what one forum asks for one step. There is no order among those of
/// different forums, so none is kept here.
///
/// @param code never changes its meaning
/// @param forum who asks for it
/// @param step for what
public record Standard(String code, Label label, Label forum, Label step, Cited source) {}
