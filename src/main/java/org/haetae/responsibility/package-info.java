/// From something that happened to who answers for it: the units involved, the line of command at
/// that date, who held which post then, and what is said of their power, knowledge and failure.
/// Derived from claims each time it is asked; nothing here is typed or kept, and nobody is found
/// responsible.
@NullMarked
package org.haetae.responsibility;

import org.jspecify.annotations.NullMarked;
