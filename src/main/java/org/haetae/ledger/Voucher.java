package org.haetae.ledger;

import java.io.IOException;
import java.util.Optional;

/// Somebody outside whom this home asks to vouch for its newest head.
sealed interface Voucher permits WitnessVoucher, AuthorityVoucher {

    Attestation.Kind kind();

    /// The witness's key name, or what the settings call the authority.
    String name();

    /// Its answer for the head of this size, as it lies in the log's folder.
    Optional<Attestation> answerFor(long size);

    /// Asks it to vouch for a head, and keeps a right answer in the log's folder and as an entry.
    ///
    /// @throws IOException when it could not be reached
    AttestationState.Outcome ask(SignedNote published, Checkpoint head)
            throws IOException, InterruptedException;

    /// Asks about a head that it has vouched for already: whether it remembers anything newer.
    ///
    /// @return nothing new only when it has answered so by its protocol
    /// @throws IOException when it could not be reached
    AttestationState.Outcome confirm(SignedNote published, Checkpoint head)
            throws IOException, InterruptedException;
}
