package org.haetae.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The OCFL 1.1 storage root, and the deposit beside it in which a version grows until it is whole.
///
/// An accession is an object, named `urn:uuid:...`, laid out by extension 0004 (hashed n-tuple).
/// Its content files are sealed and called by item id, so names and paths say nothing. The digest
/// algorithm is SHA-256, which OCFL allows beside SHA-512, because the ledger commits to that
/// digest too and hashing twice would cost more than sealing.
///
/// A version is moved into the root only when all its files and its inventory are durable: at every
/// moment the root holds whole versions only.
final class StorageRoot {

    /// One content file of an object.
    ///
    /// @param sha256 of the sealed file, hex
    record Content(ItemId item, int version, String sha256) {}

    /// One version of an object.
    record Version(int number, Instant created, String actor) {}

    private static final String DECLARATION = "0=ocfl_1.1";
    private static final String INVENTORY = "inventory.json";
    private static final String SIDECAR = "inventory.json.sha256";
    private static final String OBJECT_DECLARATION = "0=ocfl_object_1.1";
    private static final String LAYOUT = "0004-hashed-n-tuple-storage-layout";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final JsonFactory JSON = new JsonFactory();

    private final Shelf shelf;
    private final Path deposit;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    StorageRoot(Shelf shelf, Path deposit) throws IOException {
        this.shelf = shelf;
        this.deposit = deposit;
        Files.createDirectories(deposit);
        if (!shelf.holds(DECLARATION)) {
            begin();
        }
    }

    private void begin() throws IOException {
        put(
                "extensions/" + LAYOUT + "/config.json",
                """
                {
                  "extensionName": "%s",
                  "digestAlgorithm": "sha256",
                  "tupleSize": 3,
                  "numberOfTuples": 3,
                  "shortObjectRoot": false
                }
                """
                        .formatted(LAYOUT));
        put(
                "ocfl_layout.json",
                """
                {
                  "extension": "%s",
                  "description": "Hashed n-tuple of the object id"
                }
                """
                        .formatted(LAYOUT));
        // Last, so that a crash before leaves a folder that begins anew.
        put(DECLARATION, "ocfl_1.1\n");
    }

    private void put(String place, String text) throws IOException {
        shelf.put(place, Files.write(deposit.resolve("next"), bytes(text)));
    }

    static String objectId(AccessionId accession) {
        return "urn:uuid:" + accession;
    }

    Shelf shelf() {
        return shelf;
    }

    /// Where an object lies, below the root.
    String place(AccessionId accession) {
        var hash = HexFormat.of().formatHex(sha256().digest(bytes(objectId(accession))));
        return String.join(
                "/", hash.substring(0, 3), hash.substring(3, 6), hash.substring(6, 9), hash);
    }

    private Path staged(AccessionId accession) {
        return deposit.resolve(accession.toString());
    }

    private static String logicalPath(ItemId item) {
        var name = item.toString();
        return name.substring(0, 2) + "/" + name + ".age";
    }

    private static String contentPath(ItemId item, int version) {
        return "v" + version + "/content/" + logicalPath(item);
    }

    /// Where a new sealed file is written. Its folder exists when this returns.
    Path depositFile(AccessionId accession, int version, ItemId item) throws IOException {
        var file = staged(accession).resolve(contentPath(item, version));
        if (!made.contains(file.getParent())) {
            // Noted when it is there: another thread may be about to write into it.
            Files.createDirectories(file.getParent());
            made.add(file.getParent());
        }
        return file;
    }

    /// Where it lies below the deposit.
    String depositPlace(AccessionId accession, int version, ItemId item) {
        return accession + "/" + contentPath(item, version);
    }

    /// The sealed bytes, of deposit or of the root: it only ever moves that way.
    ///
    /// @throws NoSuchFileException when they are in neither
    ReadableByteChannel open(AccessionId accession, int version, ItemId item) throws IOException {
        var waiting = waiting(accession, version, item);
        if (Files.exists(waiting)) {
            try {
                return FileChannel.open(waiting);
            } catch (NoSuchFileException moved) {
                // Between the look and the step.
            }
        }
        return shelf.open(settled(accession, version, item));
    }

    /// Where it lies, below the root, once its version is whole.
    String settled(AccessionId accession, int version, ItemId item) {
        return place(accession) + "/" + contentPath(item, version);
    }

    /// Where it lies until then.
    Path waiting(AccessionId accession, int version, ItemId item) {
        return staged(accession).resolve(contentPath(item, version));
    }

    /// How a file of the root is called in findings: its place below the home, wherever the root
    /// lies.
    static String name(String place) {
        return "archive/" + place;
    }

    Path deposit() {
        return deposit;
    }

    /// Removes files of this version that were written but never acknowledged.
    void discardAllBut(AccessionId accession, int version, Set<ItemId> acknowledged)
            throws IOException {
        var content = staged(accession).resolve("v" + version).resolve("content");
        if (!Files.isDirectory(content)) {
            return;
        }
        var names = acknowledged.stream().map(item -> item + ".age").collect(Collectors.toSet());
        try (var files = Files.walk(content)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
        deleteEmptyFolders(content);
        made.clear();
    }

    /// OCFL has no empty folders among content (E024); one stays behind when all that was to lie in
    /// it was kept already.
    private static void deleteEmptyFolders(Path content) throws IOException {
        if (!Files.isDirectory(content)) {
            return;
        }
        try (var folders = Files.list(content)) {
            for (var folder : (Iterable<Path>) folders::iterator) {
                deleteEmpty(folder);
            }
        }
    }

    /// Moves one version into the root, its content being durable already. Can be called again
    /// after a crash at any point of it.
    ///
    /// @param contents every content file of the object, this version's included
    /// @param versions every version, this one last
    /// @return SHA-256 of the inventory
    byte[] settle(AccessionId accession, List<Version> versions, List<Content> contents, Disk disk)
            throws IOException {
        var version = versions.getLast().number();
        var object = place(accession);
        var staged = staged(accession);
        var name = "v" + version;
        var inventory = object + "/" + name + "/" + INVENTORY;
        if (Files.isDirectory(staged.resolve(name)) || !shelf.holds(inventory)) {
            deleteEmptyFolders(staged.resolve(name).resolve("content"));
            writeInventory(staged.resolve(name), accession, versions, contents);
            if (version == 1) {
                copyInventory(staged.resolve(name), staged);
                Files.write(staged.resolve(OBJECT_DECLARATION), bytes("ocfl_object_1.1\n"));
            }
            disk.syncBatch(List.of(staged.resolve(name).resolve(INVENTORY)));
            shelf.take(staged, object, name);
        }
        // After a crash behind that only the object's own inventory may be behind.
        if (version > 1) {
            // A crash between the two leaves a sidecar of the older inventory; start-up comes here
            // again, because the database does not yet say that the version is settled.
            Files.createDirectories(staged);
            for (var file : List.of(INVENTORY, SIDECAR)) {
                try (var in =
                        Channels.newInputStream(shelf.open(object + "/" + name + "/" + file))) {
                    Files.copy(in, staged.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                shelf.put(object + "/" + file, staged.resolve(file));
            }
        }
        deleteEmpty(staged);
        made.removeIf(folder -> folder.startsWith(staged));
        return digest(inventory);
    }

    private static void writeInventory(
            Path folder, AccessionId accession, List<Version> versions, List<Content> contents)
            throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(INVENTORY);
        var digest = sha256();
        try (var out =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
            inventory(out, accession, versions, contents);
        }
        Files.writeString(
                folder.resolve(SIDECAR),
                HexFormat.of().formatHex(digest.digest()) + " inventory.json\n");
    }

    private static void inventory(
            OutputStream out,
            AccessionId accession,
            List<Version> versions,
            List<Content> contents) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("id", objectId(accession));
            json.writeStringProperty("type", "https://ocfl.io/1.1/spec/#inventory");
            json.writeStringProperty("digestAlgorithm", "sha256");
            json.writeStringProperty("head", "v" + versions.getLast().number());
            json.writeObjectPropertyStart("manifest");
            for (var content : contents) {
                json.writeArrayPropertyStart(content.sha256());
                json.writeString(contentPath(content.item(), content.version()));
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeObjectPropertyStart("versions");
            for (var version : versions) {
                json.writeObjectPropertyStart("v" + version.number());
                json.writeStringProperty("created", version.created().toString());
                json.writeStringProperty("message", "Received");
                json.writeObjectPropertyStart("user");
                json.writeStringProperty("name", version.actor());
                json.writeStringProperty("address", "urn:uuid:" + version.actor());
                json.writeEndObject();
                json.writeObjectPropertyStart("state");
                for (var content : contents) {
                    if (content.version() <= version.number()) {
                        json.writeArrayPropertyStart(content.sha256());
                        json.writeString(logicalPath(content.item()));
                        json.writeEndArray();
                    }
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void copyInventory(Path from, Path to) throws IOException {
        for (var file : List.of(INVENTORY, SIDECAR)) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void deleteEmpty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var left = Files.list(folder)) {
                if (left.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }

    /// Removes an object whole, as OCFL advises where the law asks for it. Done again after a
    /// crash, it is finished.
    void remove(AccessionId accession) throws IOException {
        shelf.remove(place(accession));
        deleteWhole(staged(accession));
        Disk.forceFolder(deposit);
        made.clear();
    }

    static void deleteWhole(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// Accessions with something in deposit. What else lies there is not ours and stays.
    List<AccessionId> deposited() throws IOException {
        try (var folders = Files.list(deposit)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> ID.matcher(name).matches())
                    .map(AccessionId::parse)
                    .toList();
        }
    }

    static List<Version> versions(int head, Instant created, String actor) {
        return IntStream.rangeClosed(1, head)
                .mapToObj(number -> new Version(number, created, actor))
                .toList();
    }

    private byte[] digest(String place) throws IOException {
        try (var in = Channels.newInputStream(shelf.open(place))) {
            return sha256().digest(in.readAllBytes());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
