/// Everything that is kept held against the ledger: for `haetae verify` on a home at rest, and for
/// the page of the home's state while others work.
@NullMarked
package org.haetae.audit;

import org.jspecify.annotations.NullMarked;
