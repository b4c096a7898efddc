package org.haetae.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Scope;
import org.haetae.home.Transaction;

/// A session as the database has it.
///
/// @param token SHA-256 of what the browser or the program holds
/// @param program what was agreed when it was made for a program; empty for a person's own
record SessionRow(
        UUID id,
        byte[] token,
        UUID account,
        Instant startedAt,
        Instant usedAt,
        Optional<Instant> endedAt,
        Optional<Token> program) {

    static Optional<SessionRow> ofToken(Transaction tx, byte[] token) {
        return tx.sql()
                .sql("SELECT * FROM session WHERE token = ?")
                .param(token)
                .query((row, n) -> of(row))
                .optional();
    }

    static Optional<SessionRow> locked(Transaction tx, UUID id) {
        return tx.sql()
                .sql("SELECT * FROM session WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, n) -> of(row))
                .optional();
    }

    static Optional<SessionRow> of(Transaction tx, UUID id) {
        return tx.sql()
                .sql("SELECT * FROM session WHERE id = ?")
                .param(id)
                .query((row, n) -> of(row))
                .optional();
    }

    static List<UUID> ids(Transaction tx) {
        return tx.sql().sql("SELECT id FROM session ORDER BY id").query(UUID.class).list();
    }

    static List<SessionRow> ofAccount(Transaction tx, UUID account) {
        return tx.sql()
                .sql("SELECT * FROM session WHERE account = ? ORDER BY started_at DESC")
                .param(account)
                .query((row, n) -> of(row))
                .list();
    }

    /// What the ledger's entries of signing in and out commit to.
    SortedMap<String, Object> record() {
        var record = new TreeMap<String, Object>();
        record.put("id", id.toString());
        record.put("account", account.toString());
        record.put("token", HexFormat.of().formatHex(token));
        record.put("started", startedAt.toString());
        record.put("ended", endedAt.map(Instant::toString).orElse(""));
        program.ifPresent(
                one -> {
                    record.put("label", one.label());
                    record.put("scopes", one.scopes().stream().map(Scope::name).sorted().toList());
                    record.put("until", one.until().toString());
                });
        return record;
    }

    /// The earlier of its two ends: unused for so long, or begun so long ago. A program's ends on
    /// the day that was agreed.
    Instant endsAt(Duration idle, Duration whole) {
        if (program.isPresent()) {
            return program.get().until();
        }
        Instant unused = usedAt.plus(idle);
        Instant old = startedAt.plus(whole);
        return unused.isBefore(old) ? unused : old;
    }

    boolean isOpen(Instant now, Duration idle, Duration whole) {
        return endedAt.isEmpty() && now.isBefore(endsAt(idle, whole));
    }

    Session session(Duration idle, Duration whole) {
        return new Session(
                id, new ActorId(account), startedAt, usedAt, endsAt(idle, whole), program);
    }

    private static Optional<Token> token(ResultSet row) throws SQLException {
        String label = row.getString("label");
        if (label == null) {
            return Optional.empty();
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (Object name : (Object[]) row.getArray("scopes").getArray()) {
            scopes.add(Scope.valueOf((String) name));
        }
        return Optional.of(
                new Token(label, scopes, AccountRow.instant(row, "until").orElseThrow()));
    }

    private static SessionRow of(ResultSet row) throws SQLException {
        return new SessionRow(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getBytes("token"),
                Objects.requireNonNull(row.getObject("account", UUID.class)),
                AccountRow.instant(row, "started_at").orElseThrow(),
                AccountRow.instant(row, "used_at").orElseThrow(),
                AccountRow.instant(row, "ended_at"),
                token(row));
    }
}
