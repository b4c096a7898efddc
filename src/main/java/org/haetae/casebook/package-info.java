/// What sources say, claim by claim, each pinned to its passage: entities of kinds that are
/// declared in data, claims with their citations, and their whole history.
@NullMarked
package org.haetae.casebook;

import org.jspecify.annotations.NullMarked;
