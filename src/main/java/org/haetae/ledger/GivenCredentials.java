package org.haetae.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.haetae.access.ActorId;

/// Who could act as an account beside its owner: somebody else made it or gave it a password, or
/// took its second factor away. Told by the log's entries alone, so that whoever checks a log can
/// check that nobody was both pairs of four eyes (docs/formats/ledger.md, "Four eyes").
///
/// Follows entries in their order: all, or those of the account that is asked about.
public final class GivenCredentials {

    /// So long an owner has to notice that they cannot sign in any more.
    public static final Duration NOTICE = Duration.ofHours(72);

    // Codes of ACCOUNT_CHANGED (docs/formats/roster.md).
    private static final int MADE = 1;
    private static final int PASSWORD_CHANGED = 3;
    private static final int FACTOR_REMOVED = 7;

    /// Why an account may not decide what another asked for.
    public enum Doubt {
        /// Somebody else could act as it, and its owner may not have noticed yet.
        LATELY,
        /// Who asked gave it the password that it still has.
        BY_ASKER
    }

    private final Predicate<ActorId> isAccount;

    /// When somebody else last could begin to act as an account.
    private final Map<UUID, Instant> newest = new HashMap<>();

    /// Who knows the present password of an account beside its owner.
    private final Map<UUID, ActorId> knowing = new HashMap<>();

    /// @param isAccount whether an actor is an account: what the owner of the home makes at the
    ///   console is a beginning, not a taking over
    public GivenCredentials(Predicate<ActorId> isAccount) {
        this.isAccount = isAccount;
    }

    /// Looks at an entry.
    public void follow(Entry entry) {
        if (entry.act() != Act.ACCOUNT_CHANGED) {
            return;
        }
        var account = entry.object();
        boolean own = entry.actor().value().equals(account);
        switch (entry.code()) {
            case MADE -> {
                if (isAccount.test(entry.actor())) {
                    given(entry);
                }
            }
            case PASSWORD_CHANGED -> {
                if (own) {
                    knowing.remove(
                            account); // an owner who did not do that is locked out, and notices
                } else {
                    given(entry);
                }
            }
            case FACTOR_REMOVED -> {
                if (!own) {
                    newest.put(account, entry.time());
                }
            }
            default -> {}
        }
    }

    private void given(Entry entry) {
        newest.put(entry.object(), entry.time());
        knowing.put(entry.object(), entry.actor());
    }

    /// What stands against a decision at this time, by what was followed so far.
    public Optional<Doubt> about(ActorId deciding, ActorId asking, Instant at) {
        var given = newest.get(deciding.value());
        if (given != null && given.plus(NOTICE).isAfter(at)) {
            return Optional.of(Doubt.LATELY);
        }
        return asking.equals(knowing.get(deciding.value()))
                ? Optional.of(Doubt.BY_ASKER)
                : Optional.empty();
    }
}
