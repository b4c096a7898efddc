/// Packings that other people's tools read too: OCFL objects and BagIt bags, read, written and
/// checked with the JDK alone, so that all of it can ship in the small verifier.
@NullMarked
package org.haetae.packing;

import org.jspecify.annotations.NullMarked;
