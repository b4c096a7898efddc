package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Transaction;

/// What is to be erased or held.
///
/// @param id of the item, accession or consent; of the decision itself where a list is replayed
/// @param compartments in which it lies
public record Subject(Kind kind, UUID id, Set<CompartmentId> compartments) {

    public Subject {
        compartments = Set.copyOf(compartments);
    }

    /// What an id may name. The number stands in rows and never changes its meaning.
    public enum Kind {
        ITEM(1),
        ACCESSION(2),
        CONSENT(3),
        /// What the list of a newer state of this home named.
        REPLAYED(4);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Kind of(int number) {
            return List.of(values()).get(number - 1);
        }

        /// As it stands in lists.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What this id names, for whoever this transaction is of.
    ///
    /// @throws ErasureRefused when there is nothing, or it is erased
    static Subject of(Transaction transaction, UUID id) {
        return transaction
                .sql()
                .sql(
                        """
                        select 1 as kind, id as object, compartments from item
                        where id = ? and erased is null
                        union all
                        select 2, id, compartments from accession where id = ? and erased is null
                        union all
                        select 3, id, compartments from consent where id = ? and wrapped is not null
                        """)
                .params(id, id, id)
                .query((row, number) -> of(row))
                .optional()
                .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
    }

    /// Of a row with `kind`, `object` and `compartments`.
    static Subject of(ResultSet row) throws SQLException {
        return new Subject(
                Kind.of(row.getInt("kind")),
                row.getObject("object", UUID.class),
                Vault.compartments(row.getArray("compartments")));
    }
}
