/// What leaves a home with its proof, and why what is kept may be believed: kits, bags, receipts.
/// Every export is an entry in the ledger before its first byte leaves.
@NullMarked
package org.haetae.custody;

import org.jspecify.annotations.NullMarked;
