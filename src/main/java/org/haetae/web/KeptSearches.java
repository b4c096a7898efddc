package org.haetae.web;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Searches by id, each for the one who made it. Their words are sealed ([MakersSeal]).
///
/// What is not saved under a name ends after half a day, or when its maker signs out.
final class KeptSearches {
    private static final Duration UNSAVED = Duration.ofHours(12);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;
    private final MakersSeal seal;
    private final Clock clock;

    KeptSearches(Database database, MakersSeal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    /// A search as kept.
    ///
    /// @param label the name it was saved under
    record Kept(UUID id, Asked asked, Optional<String> label, Instant madeAt) {}

    UUID keep(Clearance by, Asked asked) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        byte[] sealed = seal.seal(id, by, JSON.writeValueAsBytes(asked));
        update(
                by,
                """
                insert into kept_search (id, actor, sealed, made_at, ends_at) values (?, ?, ?, ?, ?)
                """,
                List.of(
                        id,
                        by.actor().value(),
                        sealed,
                        Timestamp.from(now),
                        Timestamp.from(now.plus(UNSAVED))));
        // Of everyone: the software's own work, since nobody sees the rows of others.
        update(
                Clearance.SYSTEM,
                "delete from kept_search where ends_at < ?",
                List.of(Timestamp.from(now)));
        return id;
    }

    /// The search under this id, if this actor made it and it has not ended.
    Optional<Kept> find(Clearance by, UUID id) {
        return select(by, "and id = ?", List.of(id)).stream().findFirst();
    }

    /// Saved searches, the newest first.
    List<Kept> saved(Clearance by) {
        return select(by, "and label is not null order by made_at desc limit 100", List.of());
    }

    /// Searches made lately and not saved, the newest first.
    List<Kept> recent(Clearance by) {
        return select(by, "and label is null order by made_at desc limit 8", List.of());
    }

    void save(Clearance by, UUID id, String label) {
        byte[] sealed = seal.seal(id, by, label.getBytes(StandardCharsets.UTF_8));
        update(
                by,
                "update kept_search set label = ?, ends_at = null where id = ? and actor = ?",
                List.of(sealed, id, by.actor().value()));
    }

    void forget(Clearance by, UUID id) {
        update(
                by,
                "delete from kept_search where id = ? and actor = ?",
                List.of(id, by.actor().value()));
    }

    /// At signing out: everything that was not saved.
    void forgetUnsaved(Clearance by) {
        update(
                by,
                "delete from kept_search where label is null and actor = ?",
                List.of(by.actor().value()));
    }

    private void update(Clearance by, String sql, List<Object> parameters) {
        database.run(by, transaction -> transaction.sql().sql(sql).params(parameters).update());
    }

    private List<Kept> select(Clearance by, String condition, List<Object> further) {
        List<Object> parameters = new java.util.ArrayList<>();
        parameters.add(by.actor().value());
        parameters.add(Timestamp.from(clock.instant()));
        parameters.addAll(further);
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select id, sealed, label, made_at from kept_search
                                        where actor = ? and (ends_at is null or ends_at > ?)
                                        """
                                                + condition)
                                .params(parameters)
                                .query(
                                        (row, number) -> {
                                            UUID id = row.getObject("id", UUID.class);
                                            return new Kept(
                                                    id,
                                                    JSON.readValue(
                                                            seal.open(
                                                                    id, by, row.getBytes("sealed")),
                                                            Asked.class),
                                                    label(id, by, row.getBytes("label")),
                                                    row.getTimestamp("made_at").toInstant());
                                        })
                                .list());
    }

    private Optional<String> label(UUID id, Clearance by, byte @Nullable [] sealed) {
        return sealed == null
                ? Optional.empty()
                : Optional.of(new String(seal.open(id, by, sealed), StandardCharsets.UTF_8));
    }
}
