package org.haetae.home;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody with all power over the database of a home that nobody has open: no row-level security,
/// no checks of ours. The server is left running; whoever opens the home next adopts it.
public final class Intruder implements AutoCloseable {

    private final @Nullable Home home;
    private final Connection connection;

    private Intruder(@Nullable Home home, Connection connection) {
        this.home = home;
        this.connection = connection;
    }

    public static Intruder in(Path folder) throws SQLException {
        Home home = Home.open(folder);
        try {
            PostgresServer server = PostgresServer.start(home);
            return new Intruder(
                    home,
                    Database.embedded(
                                    server,
                                    "haetae",
                                    PostgresServer.SUPERUSER,
                                    home.keyring().password(PostgresServer.SUPERUSER_KEY))
                            .getConnection());
        } catch (SQLException | RuntimeException e) {
            home.close();
            throw e;
        }
    }

    /// The same beside a home that this process has open.
    public static Intruder beside(Home open) throws SQLException {
        return new Intruder(
                null,
                Database.embedded(
                                PostgresServer.start(open),
                                "haetae",
                                PostgresServer.SUPERUSER,
                                open.keyring().password(PostgresServer.SUPERUSER_KEY))
                        .getConnection());
    }

    /// Puts one table back as it was kept.
    public void putBack(String table) throws SQLException {
        execute(
                "delete from public.%1$s; insert into public.%1$s select * from kept.%1$s"
                        .formatted(table));
    }

    /// Several statements in one transaction.
    public void execute(String statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            // No foreign key is in the way of somebody with all power.
            statement.execute("set session_replication_role = replica");
            statement.execute(statements);
        }
    }

    /// Keeps a copy of every table.
    public void keep() throws SQLException {
        for (var table : tables()) {
            execute(
                    "drop table if exists kept.%1$s; create table kept.%1$s as select * from public.%1$s"
                            .formatted(table));
        }
    }

    /// Puts every table back as it was kept.
    public void putBack() throws SQLException {
        for (var table : tables()) {
            putBack(table);
        }
    }

    private List<String> tables() throws SQLException {
        execute("create schema if not exists kept");
        return ask(
                "select tablename from pg_tables where schemaname = 'public' and tablename <> 'haetae_migration'");
    }

    /// The first column of all rows, as text.
    public List<String> ask(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        if (home != null) {
            home.close();
        }
    }
}
