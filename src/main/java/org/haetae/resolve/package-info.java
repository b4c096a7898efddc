/// Which entities are one: what people judged, and the clusters that follow. A judgement changes no
/// claim; undoing one is another judgement.
@NullMarked
package org.haetae.resolve;

import org.jspecify.annotations.NullMarked;
