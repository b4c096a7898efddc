/// Cases: what we conclude. Findings upon elements of the law, each with the claims for it and
/// against it, and what follows from them whenever somebody looks: the matrix of a case, how many
/// independent roots each of its cells has, what would fall without a source.
@NullMarked
package org.haetae.assess;

import org.jspecify.annotations.NullMarked;
