/// Where a command begins, and where the parts are put together in the order of the arrows.
@NullMarked
package org.haetae;

import org.jspecify.annotations.NullMarked;
