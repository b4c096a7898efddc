package org.haetae.backup;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.haetae.access.Clearance;
import org.haetae.home.Database;

/// What came of the newest backup.
///
/// @param number of it in its place; empty when it could not be made
/// @param findings what somebody should look at
public record LastBackup(Instant endedAt, OptionalInt number, int findings) {

    /// Empty when none was tried yet.
    public static Optional<LastBackup> of(Database database) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select ended_at, number, findings from backup_result")
                                .query(
                                        (row, index) -> {
                                            var number = row.getObject(2, Integer.class);
                                            return new LastBackup(
                                                    row.getTimestamp(1).toInstant(),
                                                    number == null
                                                            ? OptionalInt.empty()
                                                            : OptionalInt.of(number),
                                                    row.getInt(3));
                                        })
                                .optional());
    }

    void keep(Database database) {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        insert into backup_result (ended_at, number, findings) values (?, ?, ?)
                                        on conflict (newest) do update set ended_at = excluded.ended_at,
                                            number = excluded.number, findings = excluded.findings
                                        """)
                                .params(
                                        Timestamp.from(endedAt),
                                        number.isPresent() ? number.getAsInt() : null,
                                        findings)
                                .update());
    }
}
