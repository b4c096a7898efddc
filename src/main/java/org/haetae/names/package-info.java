/// Spellings, calendars and places: pure values, no input or output. What sources say is read here
/// and never improved.
@NullMarked
package org.haetae.names;

import org.jspecify.annotations.NullMarked;
