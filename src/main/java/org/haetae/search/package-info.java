/// One index over everything that was read: analysis of many scripts, queries, passages, counts. It
/// is derived; it can be deleted and made again.
@NullMarked
package org.haetae.search;

import org.jspecify.annotations.NullMarked;
