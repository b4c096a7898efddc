package org.haetae.archive;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Transaction;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;

/// Why an erasure is asked for and decided, or a hold placed and lifted: words that are sealed in
/// the row under a secret of its own, and to which the ledger's entry commits.
final class Reasons {

    private final Vault vault;
    private final Ledger ledger;

    Reasons(Vault vault, Ledger ledger) {
        this.vault = vault;
        this.ledger = ledger;
    }

    /// @throws ErasureRefused when there are no words
    static byte[] required(String words) {
        if (words.isBlank()) {
            throw new ErasureRefused(Why.NO_REASON);
        }
        return words.strip().getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] words) {
        return new String(words, StandardCharsets.UTF_8);
    }

    /// The words of a row.
    static String text(Secret secret, UUID id, byte[] sealed) {
        return text(Vault.open(secret, id, sealed));
    }

    /// The words of a row that nobody may have said yet.
    static Optional<String> text(Secret secret, UUID id, ResultSet row, String column)
            throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(kept -> text(secret, id, kept));
    }

    /// The secret of a row of `erasure` or `hold`.
    Secret secret(Transaction transaction, ResultSet row) throws SQLException {
        return Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
    }

    Secret secret(Transaction transaction, String table, UUID id) {
        return transaction
                .sql()
                .sql("select wrapped from " + table + " where id = ?")
                .param(id)
                .query((row, number) -> secret(transaction, row))
                .single();
    }

    /// Appends an entry that commits to these bytes.
    void enter(Transaction transaction, Entry entry, Secret secret, byte[] record) {
        ledger.append(
                transaction,
                entry.committing(Digest.ABSENT, secret.commitment(record), Digest.ABSENT));
    }
}
