/// Erasing to the last byte: when the archive has destroyed the keys, everything that was derived
/// is purged, wherever it lies.
@NullMarked
package org.haetae.erasure;

import org.jspecify.annotations.NullMarked;
