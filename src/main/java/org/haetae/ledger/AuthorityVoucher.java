package org.haetae.ledger;

import java.util.Optional;

/// placeholder
final class AuthorityVoucher implements Voucher {
    @Override
    public Attestation.Kind kind() {
        return Attestation.Kind.TIMESTAMP;
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public Optional<Attestation> answerFor(long size) {
        return Optional.empty();
    }

    @Override
    public AttestationState.Outcome ask(SignedNote published, Checkpoint head) {
        return AttestationState.Outcome.REFUSED;
    }
}
