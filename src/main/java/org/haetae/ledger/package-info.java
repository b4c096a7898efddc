/// What happened, in an order that nobody can change: an append-only Merkle log in the C2SP
/// formats.
///
/// Two halves. What reads and checks a log ([LogFolder], [LedgerCheck], [Merkle], [SignedNote],
/// [Leaf] and the values they use) is on the JDK, and on BouncyCastle for timestamps alone, so that
/// it can ship as a jar of its own. [Attestations] asks others to vouch for the log. What writes
/// one ([Ledger], [JournalCheck]) stands on the database and the home.
@NullMarked
package org.haetae.ledger;

import org.jspecify.annotations.NullMarked;
