/// Who acts and what they may see: pure values, no input or output.
@NullMarked
package org.haetae.access;

import org.jspecify.annotations.NullMarked;
