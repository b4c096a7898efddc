package org.haetae.roster;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.home.Transaction;
import org.haetae.ledger.Digest;

/// An account with its grants, as the database has it; not believed before it was compared with
/// what was recorded.
///
/// @param factor the sealed TOTP secret
/// @param recovery digests of the recovery codes that were not used yet
/// @param factorStep time step of the last code that was used
/// @param failures sign-ins that failed since the last that did not
record AccountRow(
        UUID id,
        String login,
        String name,
        String password,
        boolean active,
        Instant createdAt,
        Optional<byte[]> factor,
        List<byte[]> recovery,
        List<String> roles,
        List<UUID> compartments,
        long factorStep,
        int failures,
        Optional<Instant> failedAt) {

    private static final String SELECT =
            """
            SELECT a.*,
                   ARRAY(SELECT role FROM account_role WHERE account = a.id ORDER BY role) AS roles,
                   ARRAY(SELECT compartment FROM account_compartment WHERE account = a.id
                         ORDER BY compartment) AS compartments
            FROM account a
            """;

    static Optional<AccountRow> of(Transaction tx, UUID id) {
        return tx.sql()
                .sql(SELECT + "WHERE a.id = ?")
                .param(id)
                .query((row, n) -> of(row))
                .optional();
    }

    /// The same, held until the transaction ends: whoever else wants to change it waits.
    static Optional<AccountRow> locked(Transaction tx, UUID id) {
        return tx.sql()
                .sql(SELECT + "WHERE a.id = ? FOR UPDATE OF a")
                .param(id)
                .query((row, n) -> of(row))
                .optional();
    }

    static Optional<AccountRow> ofLogin(Transaction tx, String login) {
        return tx.sql()
                .sql(SELECT + "WHERE a.login = ?")
                .param(login)
                .query((row, n) -> of(row))
                .optional();
    }

    static List<AccountRow> all(Transaction tx) {
        return tx.sql().sql(SELECT + "ORDER BY a.login").query((row, n) -> of(row)).list();
    }

    /// What the ledger commits to. The password's hash goes in as a digest, so that old hashes are
    /// not kept.
    SortedMap<String, Object> record() {
        var record = new TreeMap<String, Object>();
        record.put("id", id.toString());
        record.put("login", login);
        record.put("name", name);
        record.put("password", digest(password.getBytes(StandardCharsets.UTF_8)));
        record.put("active", active);
        record.put("created", createdAt.toString());
        record.put("factor", factor.map(AccountRow::digest).orElse(""));
        if (!recovery.isEmpty()) {
            record.put("recovery", recovery.stream().map(AccountRow::digest).sorted().toList());
        }
        record.put("roles", roles);
        record.put("compartments", compartments.stream().map(UUID::toString).toList());
        return record;
    }

    Account account() {
        return new Account(
                new ActorId(id),
                login,
                name,
                active,
                factor.isPresent(),
                recovery.size(),
                createdAt,
                roles.stream().map(Role::valueOf).collect(Collectors.toSet()),
                compartments.stream().map(CompartmentId::new).collect(Collectors.toSet()));
    }

    private static String digest(byte[] bytes) {
        return Digest.sha256(bytes).toString();
    }

    private static AccountRow of(ResultSet row) throws SQLException {
        return new AccountRow(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("login"),
                row.getString("name"),
                row.getString("password"),
                row.getBoolean("active"),
                instant(row, "created_at").orElseThrow(),
                Optional.ofNullable(row.getBytes("factor")),
                Stream.of((Object[]) row.getArray("recovery").getArray())
                        .map(byte[].class::cast)
                        .toList(),
                Stream.of((String[]) row.getArray("roles").getArray()).toList(),
                Stream.of((UUID[]) row.getArray("compartments").getArray()).toList(),
                row.getLong("factor_step"),
                row.getInt("failures"),
                instant(row, "failed_at"));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
