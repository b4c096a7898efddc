package org.haetae.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What was done. The number stands in the leaf and never changes its meaning; new acts get new
/// numbers, and a number is never given twice (docs/formats/ledger.md lists them).
public enum Act {
    /// Material came in: object is the item, content commits to its bytes, sealed is the digest of
    /// what was stored. Always the first entry of a fresh item.
    RECEIVED(1),
    /// The same bytes came again: a second provenance of an item that is held already.
    RECEIVED_AGAIN(2),
    /// An accession began; its first entry.
    ACCESSION_OPENED(3),
    ACCESSION_CLOSED(4),
    /// One item was tied to another: a changed file to what it was before, a copy to its like.
    LINKED(5),
    /// Something that was given could not be taken in: object is the accession, record commits to
    /// its path and content to the reason.
    NOT_RECEIVED(6),

    /// A worker read the item: the code is the outcome's number, record commits to the reading.
    READ(16),
    VIEWED(17),
    DOWNLOADED(18),
    /// That a search was made; never its words.
    SEARCHED(19),
    EXPORTED(20),
    DISCLOSED(21),
    /// It was decided what is not to be seen of an item in the dossiers of a case, or that it may
    /// be seen again: object is the redaction, code 1 or 2, record commits to it.
    REDACTED(22),
    /// A number was given for good, to an exhibit of a case or to a witness in it: object is the
    /// case, code 1 or 2, record commits to the number and to what has it.
    NUMBERED(23),

    CLAIMED(32),
    REVIEWED(33),
    MERGED(34),
    UNMERGED(35),
    CONTESTED(36),
    WITHDRAWN(37),
    COMMENTED(38),
    /// Work on a claim or an entity was given to somebody, or taken back: the code says which.
    ASSIGNED(39),
    /// Somebody rejected a suggestion about an item; never which.
    PROPOSAL_REJECTED(40),
    /// An entry of a list may be somebody of the casebook: object is the entity, code the number of
    /// the cause, record commits to the alert.
    ALERTED(41),
    /// Somebody looked at an alert and found nothing to be judged: code is the number of the
    /// reason.
    ALERT_DISMISSED(42),
    /// A case was begun or its theory changed: object is the case, code the number of the version,
    /// record commits to it.
    CASE_KEPT(43),
    /// A finding was made or made anew: code is the number of its direction, record commits to it.
    FOUND(44),
    /// Somebody else judged a finding: code is the number of the step.
    FINDING_JUDGED(45),
    /// Somebody said whether two items come from one root: object is the one whose id comes first,
    /// code the number of the verdict.
    ROOT_CORRECTED(46),
    /// A task of a case was given, done or dropped: code is the number of its state.
    TASK_KEPT(47),

    GRANTED(48),
    REVOKED(49),
    /// Somebody asked for what they may not have.
    REFUSED(50),
    SIGNED_IN(51),
    SIGN_IN_FAILED(52),
    SIGNED_OUT(53),
    ACCOUNT_CHANGED(54),
    COMPARTMENT_CHANGED(55),
    SETTING_CHANGED(56),

    ERASURE_ASKED(64),
    ERASED(65),
    HELD(66),
    RELEASED(67),
    KEY_MADE(68),
    KEY_DESTROYED(69),
    /// Somebody else than who asked for it decided an erasure: code is the number of the decision.
    ERASURE_APPROVED(70),
    /// Something was tied to a consent, so that it falls with it.
    BOUND(71),
    /// What a consent allows was noted: object is the consent, code the number of the step, record
    /// commits to it.
    CONSENTED(72),
    /// A person took back what a consent allowed: as [#CONSENTED].
    CONSENT_WITHDRAWN(73),
    /// Who stands behind a pseudonym was kept sealed: object is the consent that it falls with.
    IDENTITY_KEPT(74),
    /// Who stands behind a pseudonym was shown to somebody: record commits to the reason.
    IDENTITY_OPENED(75),

    VERIFIED(80),
    RESTORED(81),
    BACKED_UP(82),
    REPAIRED(83),
    /// A witness or a timestamp authority answered for a checkpoint: record commits to the answer.
    ATTESTED(84),
    /// The log before this one ended: sealed is the digest of its last checkpoint.
    SUCCEEDED(85);

    private static final Map<Integer, Act> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toMap(Act::number, Function.identity()));

    private final int number;

    Act(int number) {
        this.number = number;
    }

    /// The number in the leaf, 1 to 65,535.
    public int number() {
        return number;
    }

    /// Whether this act is by its nature the first of a fresh, random object, so that nothing need
    /// be looked up to know that the object has no earlier entry. A bulk intake is fast by this.
    /// Whoever records such an act for an object that already has entries breaks the object's
    /// chain, and [LedgerCheck] says so.
    public boolean begins() {
        return this == RECEIVED || this == ACCESSION_OPENED;
    }

    /// The act of this number; empty when a newer Haetae has acts that this one does not know.
    public static Optional<Act> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
