/// Who works here: accounts, what each may do and see, who is signed in. Every change is an entry
/// of the ledger, and a row that differs from what was recorded is refused.
@NullMarked
package org.haetae.roster;

import org.jspecify.annotations.NullMarked;
