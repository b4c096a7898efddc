package org.haetae.web;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import tools.jackson.databind.json.JsonMapper;

/// Tables that people keep under a name, each for the one who made it. What they filter by is
/// sealed ([MakersSeal]).
final class KeptTables {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;
    private final MakersSeal seal;
    private final Clock clock;

    KeptTables(Database database, MakersSeal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    record Kept(UUID id, AskedTable asked, Instant madeAt) {}

    UUID keep(Clearance by, AskedTable asked) {
        UUID id = UUID.randomUUID();
        byte[] sealed = seal.seal(id, by, JSON.writeValueAsBytes(asked));
        Timestamp now = Timestamp.from(clock.instant());
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "insert into kept_table (id, actor, sealed, made_at) values (?, ?, ?, ?)")
                                .params(id, by.actor().value(), sealed, now)
                                .update());
        return id;
    }

    /// The table under this id, if this actor made it.
    Optional<Kept> find(Clearance by, UUID id) {
        return select(by, "and id = ?", List.of(id)).stream().findFirst();
    }

    /// The newest first.
    List<Kept> all(Clearance by) {
        return select(by, "order by made_at desc limit 100", List.of());
    }

    void forget(Clearance by, UUID id) {
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("delete from kept_table where id = ? and actor = ?")
                                .params(id, by.actor().value())
                                .update());
    }

    private List<Kept> select(Clearance by, String condition, List<Object> further) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(by.actor().value());
        parameters.addAll(further);
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select id, sealed, made_at from kept_table where actor = ? "
                                                + condition)
                                .params(parameters)
                                .query(
                                        (row, number) -> {
                                            UUID id = row.getObject("id", UUID.class);
                                            byte[] plain =
                                                    seal.open(id, by, row.getBytes("sealed"));
                                            return new Kept(
                                                    id,
                                                    JSON.readValue(plain, AskedTable.class),
                                                    row.getTimestamp("made_at").toInstant());
                                        })
                                .list());
    }
}
