package org.haetae.home;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Brings the database's tables to what this version of the software needs, as their owner.
///
/// Flyway looks at every file and every row at each start, which takes most of a second. So the
/// digest of all migration files is left as the comment of the schema, and while it is the same
/// there is nothing to do.
///
/// Numbers only grow: a new migration, of whatever room, takes the number after the highest.
final class Migrations {

    private static final String PLACE = "db/migration";

    private Migrations() {}

    /// Runs the migrations that have not run. Each is a transaction of its own: a crash leaves
    /// those before it done and the rest to the next start.
    static void run(DataSource owner) throws SQLException, IOException {
        String wanted = digest(files());
        if (done(owner).equals(wanted)) {
            return;
        }
        flyway(owner).load().migrate();
        try (Connection connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("COMMENT ON SCHEMA public IS 'migrations " + wanted + "'");
        }
    }

    /// Runs them up to a version that an older Haetae had, so that its rows fit; [#run] does the
    /// rest later.
    ///
    /// @throws HomeRefused when this version of the software does not know that one
    static void runTo(DataSource owner, String version) throws SQLException {
        // Whether owner and database are there at all is told by an SQLException, as in `run`.
        owner.getConnection().close();
        try {
            flyway(owner).target(version).load().migrate();
        } catch (FlywayException e) {
            throw new HomeRefused(
                    "The tables of the backup are of version %s, which this Haetae does not know. Restore with the one that made the backup, or a newer one."
                            .formatted(version),
                    e);
        }
    }

    private static FluentConfiguration flyway(DataSource owner) {
        return Flyway.configure()
                .dataSource(owner)
                .locations("classpath:" + PLACE)
                .table("haetae_migration");
    }

    private static String done(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT obj_description('public'::regnamespace, 'pg_namespace')")) {
            row.next();
            String comment = row.getString(1);
            return comment == null ? "" : comment.replace("migrations ", "");
        }
    }

    private static String digest(SortedMap<String, byte[]> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach(
                    (name, content) -> {
                        digest.update(
                                (name + "\0" + content.length + "\0")
                                        .getBytes(StandardCharsets.UTF_8));
                        digest.update(content);
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static SortedMap<String, byte[]> files() throws IOException {
        var files = new TreeMap<String, byte[]>();
        Enumeration<URL> places = Migrations.class.getClassLoader().getResources(PLACE);
        while (places.hasMoreElements()) {
            URI place = uri(places.nextElement());
            if (place.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                    collect(jar.getPath(PLACE), files);
                }
            } else {
                collect(Path.of(place), files);
            }
        }
        return files;
    }

    private static void collect(Path place, SortedMap<String, byte[]> files) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            for (Path file : entries.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
