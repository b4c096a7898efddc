/// What the words of an item may say, proposed by our rules and, where its owner connects one, by a
/// model that they serve themselves; and what people decided about it. A proposal is no claim: it
/// is seen in no count, export or report before somebody accepts it.
@NullMarked
package org.haetae.propose;

import org.jspecify.annotations.NullMarked;
