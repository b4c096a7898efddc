/// Duties and deeds of states: what binds a state on a day and what it did, derived from claims
/// each time it is asked. Nothing here is typed or kept.
@NullMarked
package org.haetae.monitor;

import org.jspecify.annotations.NullMarked;
