package org.haetae.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.IOContext;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Ledger;

/// Looks for what ought not to be found: in the bytes of a folder, and in everything that somebody
/// who has the home and all its keys could open.
public final class Remains {

    private static final List<Charset> WRITTEN =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private Remains() {}

    /// Files under the folder whose name or bytes have this text in them.
    public static List<String> inTheClear(Path folder, String text) throws IOException {
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().contains(text)) {
                    found.add("name of " + folder.relativize(file));
                }
                if (Files.isRegularFile(file) && has(Files.readAllBytes(file), text)) {
                    found.add(folder.relativize(file).toString());
                }
            }
        }
        return List.copyOf(found);
    }

    static boolean has(byte[] bytes, String text) {
        return WRITTEN.stream().anyMatch(charset -> has(bytes, text.getBytes(charset)));
    }

    private static boolean has(byte[] bytes, byte[] wanted) {
        outer:
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            for (int k = 0; k < wanted.length; k++) {
                if (bytes[i + k] != wanted[k]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    /// Places in which this text is found by somebody who opens, with every key that is there,
    /// every row, sealed file, rendition and index file of the home.
    ///
    /// @param folder a home that nobody has open
    public static List<String> opened(Path folder, String text) throws IOException {
        var found = new ArrayList<String>();
        try (Home home = Home.open(folder);
                Database database = Database.open(home);
                Archive archive =
                        Archive.asFound(
                                home,
                                database,
                                new Ledger(home, database, Clock.systemUTC()),
                                Clock.systemUTC())) {
            var secrets = secrets(database, archive);
            rows(database, secrets, text, found);
            files(home, secrets, text, found);
            derived(home, text, found);
        }
        return found;
    }

    /// What of an older copy of the tables can be opened with newer keys: ids of objects whose
    /// secrets can be had, and `a key` for each wrapped key of a scope or consent.
    public static Set<String> openedByAnyKey(Path folder, Path keys, Path newer)
            throws IOException {
        var opening = new ArrayList<SecretKey>();
        try (Stream<Path> files = Files.list(keys)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".key") && Files.size(file) == 32) {
                    opening.add(new SecretKeySpec(Files.readAllBytes(file), "AES"));
                }
            }
        }
        // What the new home's own tables give, opened by its keys.
        var scopes = new ArrayList<Scope>();
        try (Home home = Home.open(newer);
                Database database = Database.open(home)) {
            var vault = new Vault(database, home.keyring());
            vault.run(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql("select id from scope where wrapped is not null")
                                    .query(UUID.class)
                                    .list()
                                    .forEach(id -> scopes.add(vault.scope(transaction, id))));
        }
        var opened = new TreeSet<String>();
        try (Home home = Home.open(folder);
                Database database = Database.open(home)) {
            var wrappedScopes =
                    database.as(
                            Clearance.SYSTEM,
                            transaction ->
                                    transaction
                                            .sql()
                                            .sql(
                                                    """
                                                    select wrapped from scope where wrapped is not null
                                                    union all select recognition from scope
                                                    where recognition is not null
                                                    union all select wrapped from consent
                                                    where wrapped is not null
                                                    """)
                                            .query(byte[].class)
                                            .list());
            for (var wrapped : wrappedScopes) {
                for (var key : opening) {
                    if (opens(() -> Scope.unwrap(key, wrapped))) {
                        opened.add("a key");
                    }
                }
            }
            database.run(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql("select object, wrapped from vault")
                                    .query(
                                            row -> {
                                                var wrapped = row.getBytes(2);
                                                if (scopes.stream()
                                                        .anyMatch(
                                                                scope ->
                                                                        opens(
                                                                                () ->
                                                                                        scope
                                                                                                .unwrap(
                                                                                                        wrapped)))) {
                                                    opened.add(row.getString(1));
                                                }
                                            }));
        }
        return opened;
    }

    private static boolean opens(Runnable opening) {
        try {
            opening.run();
            return true;
        } catch (Tampered | IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<UUID, Secret> secrets(Database database, Archive archive) {
        var secrets = new HashMap<UUID, Secret>();
        var vault = archive.vault();
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select object, scope, wrapped from vault")
                                .query(
                                        row -> {
                                            secrets.put(
                                                    row.getObject(1, UUID.class),
                                                    vault.scope(
                                                                    transaction,
                                                                    row.getObject(2, UUID.class))
                                                            .unwrap(row.getBytes(3)));
                                        }));
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select id, wrapped from consent where wrapped is not null")
                                .query(
                                        row -> {
                                            var secret =
                                                    Secret.decode(
                                                            vault.unwrap(
                                                                    transaction, row.getBytes(2)));
                                            secrets.put(
                                                    row.getObject(1, UUID.class),
                                                    vault.identity(secret));
                                        }));
        return secrets;
    }

    /// Each row as text, and each sealed column by each secret there is.
    private static void rows(
            Database database, Map<UUID, Secret> secrets, String text, List<String> found) {
        var tables =
                database.as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                """
                                                select relname from pg_class where relnamespace = 'public'::regnamespace
                                                  and relkind = 'r' and has_table_privilege(oid, 'select')
                                                """)
                                        .query(String.class)
                                        .list());
        for (var table : tables) {
            database.run(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql("select t::text as plain, t.* from " + table + " t")
                                    .query(
                                            row -> {
                                                if (row.getString("plain").contains(text)) {
                                                    found.add("row of " + table);
                                                }
                                                var columns = row.getMetaData();
                                                for (int i = 2;
                                                        i <= columns.getColumnCount();
                                                        i++) {
                                                    if (columns.getColumnTypeName(i).equals("bytea")
                                                            && row.getBytes(i) != null) {
                                                        sealed(
                                                                secrets,
                                                                row.getBytes(i),
                                                                text,
                                                                table
                                                                        + "."
                                                                        + columns.getColumnName(i),
                                                                found);
                                                    }
                                                }
                                            }));
        }
    }

    private static void sealed(
            Map<UUID, Secret> secrets,
            byte[] bytes,
            String text,
            String where,
            List<String> found) {
        if (bytes.length < 28) {
            return;
        }
        secrets.forEach(
                (object, secret) -> {
                    try {
                        if (has(Vault.open(secret, object, bytes), text)) {
                            found.add(where + " of " + object);
                        }
                    } catch (Tampered e) {
                        // Not under this one.
                    }
                });
    }

    private static void files(Home home, Map<UUID, Secret> secrets, String text, List<String> found)
            throws IOException {
        for (var root : List.of(home.archive(), home.directory().resolve("deposit"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        (Iterable<Path>)
                                files.filter(one -> one.toString().endsWith(".age"))::iterator) {
                    for (var secret : secrets.values()) {
                        try (InputStream in = Age.open(FileChannel.open(file), secret)) {
                            if (has(in.readAllBytes(), text)) {
                                found.add("plain bytes of " + file.getFileName());
                            }
                        } catch (IOException e) {
                            // Not under this one.
                        }
                    }
                }
            }
        }
    }

    private static void derived(Home home, String text, List<String> found) throws IOException {
        for (var name : List.of("renditions", "index")) {
            var folder = home.derived().resolve(name);
            var keys = home.keyring().epochs(name).secrets();
            try (var directory = SealedDirectory.open(folder, keys)) {
                for (var file : directory.listAll()) {
                    if (Files.size(folder.resolve(file)) < 48) {
                        continue;
                    }
                    try (var in = directory.openInput(file, IOContext.READONCE)) {
                        var bytes = new byte[(int) in.length()];
                        in.readBytes(bytes, 0, bytes.length);
                        if (has(bytes, text)) {
                            found.add(name + "/" + file);
                        }
                    }
                }
                try (var reader = DirectoryReader.open(directory)) {
                    for (LeafReaderContext leaf : reader.leaves()) {
                        var stored = leaf.reader().storedFields();
                        for (int id = 0; id < leaf.reader().maxDoc(); id++) {
                            var said = new ByteArrayOutputStream();
                            for (var field : stored.document(id)) {
                                var value =
                                        field.stringValue() == null
                                                ? field.binaryValue() == null
                                                        ? new byte[0]
                                                        : field.binaryValue().bytes
                                                : field.stringValue()
                                                        .getBytes(StandardCharsets.UTF_8);
                                said.write(value);
                            }
                            if (has(said.toByteArray(), text)) {
                                found.add("stored fields of " + name);
                            }
                        }
                        for (var field : leaf.reader().getFieldInfos()) {
                            var terms = leaf.reader().terms(field.name);
                            if (terms == null) {
                                continue;
                            }
                            var each = terms.iterator();
                            for (var term = each.next(); term != null; term = each.next()) {
                                var bytes =
                                        java.util.Arrays.copyOfRange(
                                                term.bytes, term.offset, term.offset + term.length);
                                if (has(bytes, text)) {
                                    found.add("terms of " + name);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
