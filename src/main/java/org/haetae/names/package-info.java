/// Names and dates as sources write them: pure values, no input or output but tables that are
/// loaded once. A [org.haetae.names.Name] is read, compared and found by its keys; what sources say
/// is never improved.
@NullMarked
package org.haetae.names;

import org.jspecify.annotations.NullMarked;
