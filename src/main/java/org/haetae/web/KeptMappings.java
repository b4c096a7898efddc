package org.haetae.web;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.exchange.TableMapping;
import org.haetae.home.Database;
import tools.jackson.databind.json.JsonMapper;

/// How somebody mapped the columns of tables before, so that the next table of the same columns is
/// mapped alike. Sealed ([MakersSeal]): heads of columns are words of the material.
final class KeptMappings {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 50;

    private final Database database;
    private final MakersSeal seal;
    private final Clock clock;

    KeptMappings(Database database, MakersSeal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    /// Keeps a mapping, unless it is the one kept last.
    void keep(Clearance by, TableMapping mapping) {
        if (all(by).stream().findFirst().filter(mapping::equals).isPresent()) {
            return;
        }
        UUID id = UUID.randomUUID();
        byte[] sealed = seal.seal(id, by, JSON.writeValueAsBytes(mapping));
        Timestamp now = Timestamp.from(clock.instant());
        database.run(
                by,
                transaction -> {
                    transaction
                            .sql()
                            .sql(
                                    "insert into kept_mapping (id, actor, sealed, made_at) values (?, ?, ?, ?)")
                            .params(id, by.actor().value(), sealed, now)
                            .update();
                    transaction
                            .sql()
                            .sql(
                                    """
                                    delete from kept_mapping where actor = ? and id not in
                                        (select id from kept_mapping where actor = ? order by made_at desc limit ?)
                                    """)
                            .params(by.actor().value(), by.actor().value(), MOST)
                            .update();
                });
    }

    /// The newest first.
    List<TableMapping> all(Clearance by) {
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select id, sealed from kept_mapping where actor = ? order by made_at desc")
                                .param(by.actor().value())
                                .query(
                                        (row, number) ->
                                                JSON.readValue(
                                                        seal.open(
                                                                row.getObject("id", UUID.class),
                                                                by,
                                                                row.getBytes("sealed")),
                                                        TableMapping.class))
                                .list());
    }
}
