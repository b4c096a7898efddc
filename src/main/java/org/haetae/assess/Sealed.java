package org.haetae.assess;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.archive.ItemId;
import org.haetae.archive.Slips;
import org.haetae.assess.CaseRows.Proof;
import org.haetae.casebook.CaseRefused;
import org.haetae.home.Transaction;
import org.haetae.ledger.Commitment;

/// Words of ours that may quote sources: sealed under the key of each item, one inside the other,
/// so that they are gone with the first of them.
final class Sealed {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static byte[] seal(Slips slips, List<ItemId> items, byte[] words) {
        if (items.isEmpty()) {
            throw new CaseRefused(CaseRefused.Why.UNFIT, "words have no item to be kept with");
        }
        var sealed = words;
        for (var item : items) {
            sealed = slips.seal(item, sealed);
        }
        return sealed;
    }

    /// @return nothing where there are none, one of the items is not there for the reader, or they
    ///   were erased
    static Optional<String> open(Slips slips, Proof proof) {
        var bytes = proof.sealed();
        if (bytes == null
                || proof.items().stream().anyMatch(item -> slips.compartments(item).isEmpty())) {
            return Optional.empty();
        }
        for (var item : proof.items().reversed()) {
            bytes = slips.open(item, bytes);
        }
        return Optional.of(new String(bytes, UTF_8));
    }

    static byte[] salt() {
        var salt = new byte[Commitment.SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /// Nothing that words are kept with is erased until the transaction ends.
    static void checkStillThere(Transaction transaction, Collection<ItemId> items) {
        var there =
                transaction
                        .sql()
                        .sql(
                                "select id from item where id = any(?) and erased is null order by id for share")
                        .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                        .query(UUID.class)
                        .list();
        for (var item : items) {
            if (!there.contains(item.value())) {
                throw new CaseRefused(CaseRefused.Why.NOT_THERE, "no item " + item);
            }
        }
    }
}
