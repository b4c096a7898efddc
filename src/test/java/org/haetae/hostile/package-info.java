/// Files and strings made to hurt whoever reads, stores or shows them. All made on the fly by code
/// of ours; none is kept in the repository.
@NullMarked
package org.haetae.hostile;

import org.jspecify.annotations.NullMarked;
