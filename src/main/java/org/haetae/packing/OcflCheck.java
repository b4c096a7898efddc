package org.haetae.packing;

import static org.haetae.packing.OcflCode.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.ledger.Finding;

/// Checks OCFL 1.0 and 1.1 objects and storage roots against the specification, with its own codes.
/// Collects what it finds and goes on. Reads; never writes.
///
/// Fixity digests by an algorithm that this Java does not have (BLAKE2b) are not compared, as
/// section 3.5.4 allows; manifests are always of SHA-512 or SHA-256, which it has.
public final class OcflCheck {

    private static final Pattern DECLARATION = Pattern.compile("0=ocfl_object_(1\\.[01])");
    private static final Pattern ROOT_DECLARATION = Pattern.compile("0=ocfl_(1\\.[01])");
    private static final Pattern SIDECAR =
            Pattern.compile("([0-9a-fA-F]+)[ \t]+inventory\\.json\n?");
    private static final String INVENTORY = "inventory.json";
    private static final String LAYOUT_0004 = "0004-hashed-n-tuple-storage-layout";

    /// Extensions registered with OCFL.
    private static final Set<String> REGISTERED =
            Set.of(
                    "initial",
                    "0001-digest-algorithms",
                    "0002-flat-direct-storage-layout",
                    "0003-hash-and-id-n-tuple-storage-layout",
                    LAYOUT_0004,
                    "0005-mutable-head",
                    "0006-flat-omit-prefix-storage-layout",
                    "0007-n-tuple-omit-prefix-storage-layout",
                    "0008-schema-registry",
                    "0009-digest-algorithms",
                    "0010-differential-n-tuple-omit-prefix-storage-layout",
                    "0011-direct-clean-path-layout");

    private final boolean contents;
    private final Path top;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    private OcflCheck(Path top, boolean contents) {
        this.top = top;
        this.contents = contents;
    }

    /// What is wrong with one object.
    ///
    /// @param contents whether every content file is read and its digests compared; else only that
    ///   it is there
    /// @throws IOException when a folder or file cannot be read
    public static List<Finding> object(Path object, boolean contents) throws IOException {
        OcflCheck check = new OcflCheck(object, contents);
        check.object(object);
        return List.copyOf(check.findings);
    }

    /// What is wrong with a storage root and each of its objects.
    public static List<Finding> root(Path root, boolean contents) throws IOException {
        OcflCheck check = new OcflCheck(root, contents);
        check.root(root);
        return List.copyOf(check.findings);
    }

    private void find(OcflCode code, Path where, String found, String expected) {
        String place = where.equals(top) ? "." : top.relativize(where).toString();
        // Of a list of a thousand equal faults in one file the first says it.
        if (told.add(code + " " + place + " " + found)) {
            findings.add(code.at(place, found, expected));
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name; // in a zip
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    // ---- storage root

    private void root(Path root) throws IOException {
        Optional<String> spec = declared(root, ROOT_DECLARATION, E069, E080);
        Optional<Layout> layout = layout(root);
        for (Path child : children(root)) {
            String name = name(child);
            if (Files.isSymbolicLink(child)) {
                find(E090, child, "a link", "a folder or file");
            } else if (name.equals("extensions")) {
                extensions(child, W016);
            } else if (isFolder(child)) {
                hierarchy(root, child, spec.orElse("1.1"), layout);
            }
            // E087: files here that are not understood are ignored.
        }
    }

    private record Layout(String algorithm, int size, int tuples, boolean shortRoot) {
        String place(String id) {
            MessageDigest digest =
                    Digesting.named(algorithm)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "layout by an unknown digest"));
            String hash =
                    HexFormat.of().formatHex(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
            StringBuilder place = new StringBuilder();
            for (int i = 0; i < tuples; i++) {
                place.append(hash, i * size, (i + 1) * size).append('/');
            }
            return place.append(shortRoot ? hash.substring(size * tuples) : hash).toString();
        }
    }

    /// How ids become paths, where the root says so in a way known here: extension 0004.
    private Optional<Layout> layout(Path root) throws IOException {
        Path file = root.resolve("ocfl_layout.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var json = Json.parseObject(Files.readAllBytes(file));
            if (!(json.get("extension") instanceof String extension)
                    || !(json.get("description") instanceof String)) {
                find(E070, file, "no extension or description", "both");
                return Optional.empty();
            }
            Path config = root.resolve("extensions").resolve(extension).resolve("config.json");
            if (!extension.equals(LAYOUT_0004) || !Files.exists(config)) {
                return Optional.empty();
            }
            var set = Json.parseObject(Files.readAllBytes(config));
            return Optional.of(
                    new Layout(
                            String.valueOf(set.getOrDefault("digestAlgorithm", "sha256")),
                            Integer.parseInt(String.valueOf(set.getOrDefault("tupleSize", "3"))),
                            Integer.parseInt(
                                    String.valueOf(set.getOrDefault("numberOfTuples", "3"))),
                            Boolean.parseBoolean(
                                    String.valueOf(set.getOrDefault("shortObjectRoot", "false")))));
        } catch (IllegalArgumentException e) {
            find(E070, file, e.getMessage(), "a layout");
            return Optional.empty();
        }
    }

    private void hierarchy(Path root, Path folder, String spec, Optional<Layout> layout)
            throws IOException {
        List<Path> children = children(folder);
        if (children.isEmpty()) {
            find(E073, folder, "an empty folder", "none");
            return;
        }
        if (children.stream().anyMatch(child -> name(child).startsWith("0="))) {
            Optional<Found> found = object(folder);
            if (found.isPresent()) {
                if (found.get().spec().compareTo(spec) > 0) {
                    find(E081, folder, "OCFL " + found.get().spec(), spec + " at most");
                }
                String place = root.relativize(folder).toString();
                if (layout.isPresent()
                        && !layout.get().place(found.get().inventory().id()).equals(place)) {
                    find(E083, folder, "an object at another place than its id gives", "its own");
                }
            }
            return;
        }
        boolean folders = false;
        for (Path child : children) {
            if (Files.isSymbolicLink(child)) {
                find(E090, child, "a link", "a folder");
            } else if (isFolder(child)) {
                folders = true;
                hierarchy(root, child, spec, layout);
            } else {
                find(E084, child, "a file between objects", "none");
            }
        }
        if (!folders) {
            find(E085, folder, "no object at the end of the way", "one");
        }
    }

    private Optional<String> declared(Path folder, Pattern form, OcflCode none, OcflCode content)
            throws IOException {
        List<Path> declarations =
                children(folder).stream().filter(child -> name(child).startsWith("0=")).toList();
        if (declarations.size() != 1) {
            find(none, folder, declarations.size() + " declarations", "one");
            return Optional.empty();
        }
        Path file = declarations.getFirst();
        Matcher match = form.matcher(name(file));
        if (!match.matches()) {
            find(none == E003 ? E004 : none, file, "another declaration", "OCFL 1.0 or 1.1");
            return Optional.empty();
        }
        byte[] right = (name(file).substring(2) + "\n").getBytes(StandardCharsets.UTF_8);
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), right)) {
            find(content, file, "other content", "its name and a newline");
        }
        return Optional.of(match.group(1));
    }

    private void extensions(Path folder, OcflCode unregistered) throws IOException {
        for (Path child : children(folder)) {
            if (!isFolder(child)) {
                find(E067, child, "a file", "folders of extensions");
            } else if (!REGISTERED.contains(name(child))) {
                find(
                        unregistered,
                        child,
                        "an extension that is not registered",
                        "a registered one");
            }
        }
    }

    // ---- objects

    private record Found(String spec, Inventory inventory) {}

    private record Read(Inventory inventory, byte[] bytes) {}

    private Optional<Found> object(Path object) throws IOException {
        Optional<String> spec = declared(object, DECLARATION, E003, E007);
        Path file = object.resolve(INVENTORY);
        if (!Files.isRegularFile(file)) {
            find(E063, object, "no inventory", "one");
            return Optional.empty();
        }
        Optional<Read> read = inventory(object);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Inventory inventory = read.get().inventory();
        if (spec.isPresent()
                && !inventory.spec().isEmpty()
                && !inventory.spec().equals(spec.get())) {
            find(E038, file, "an inventory of OCFL " + inventory.spec(), spec.get());
        }
        objectFiles(object, inventory);
        ContentFiles files = new ContentFiles(object, inventory);
        Map<String, Read> versions = versions(object, read.get(), files);
        files.compare(versions);
        return spec.map(one -> new Found(one, inventory));
    }

    /// An inventory with its sidecar.
    private Optional<Read> inventory(Path folder) throws IOException {
        Path file = folder.resolve(INVENTORY);
        byte[] bytes = Files.readAllBytes(file);
        Optional<Inventory> inventory =
                Inventory.read(bytes, (code, found) -> find(code, file, found, "as OCFL has it"));
        if (inventory.isPresent()) {
            sidecar(file, bytes, inventory.get().algorithm());
        }
        return inventory.map(one -> new Read(one, bytes));
    }

    private void sidecar(Path file, byte[] bytes, String algorithm) throws IOException {
        Path sidecar = file.resolveSibling(INVENTORY + "." + algorithm);
        if (!Files.isRegularFile(sidecar)) {
            find(E058, file, "no sidecar", "inventory.json." + algorithm);
            return;
        }
        Matcher match =
                SIDECAR.matcher(new String(Files.readAllBytes(sidecar), StandardCharsets.UTF_8));
        Optional<MessageDigest> digest = Digesting.named(algorithm);
        if (!match.matches()) {
            find(E061, sidecar, "another form", "DIGEST inventory.json");
        } else if (digest.isPresent()) {
            String right = HexFormat.of().formatHex(digest.get().digest(bytes));
            if (!right.equals(match.group(1).toLowerCase(Locale.ROOT))) {
                find(E060, file, right, match.group(1));
            }
        }
    }

    private void objectFiles(Path object, Inventory inventory) throws IOException {
        for (Path child : children(object)) {
            String name = name(child);
            if (Files.isSymbolicLink(child)) {
                find(E090, child, "a link", "a file or folder");
            } else if (isFolder(child)) {
                if (name.equals("extensions")) {
                    extensions(child, W013);
                } else if (Inventory.VERSION.matcher(name).matches()) {
                    if (!inventory.versions().containsKey(name)) {
                        find(E046, child, "a version that the inventory does not have", "none");
                    }
                } else if (!name.equals("logs")) {
                    find(E001, child, "a folder", "none by this name");
                }
            } else if (!name.startsWith("0=")
                    && !name.equals(INVENTORY)
                    && !name.equals(INVENTORY + "." + inventory.algorithm())) {
                find(E001, child, "a file", "none by this name");
            }
        }
    }

    private Map<String, Read> versions(Path object, Read root, ContentFiles files)
            throws IOException {
        Map<String, Read> read = new LinkedHashMap<>();
        Inventory newest = root.inventory();
        String spec = "";
        for (String name : newest.versions().keySet()) {
            Path folder = object.resolve(name);
            if (!isFolder(folder)) {
                find(E010, folder, "no folder of this version", "one");
                continue;
            }
            versionFiles(folder, newest, files);
            if (!Files.isRegularFile(folder.resolve(INVENTORY))) {
                find(W010, folder, "no inventory", "one");
                continue;
            }
            if (name.equals(newest.head())) {
                Path file = folder.resolve(INVENTORY);
                if (!Arrays.equals(Files.readAllBytes(file), root.bytes())) {
                    find(E064, file, "another inventory than the object's", "the same");
                    inventory(folder);
                } else {
                    sidecar(file, root.bytes(), newest.algorithm());
                }
                continue;
            }
            Optional<Read> one = inventory(folder);
            if (one.isPresent()) {
                older(folder, name, one.get().inventory(), newest);
                if (!spec.isEmpty() && one.get().inventory().spec().compareTo(spec) < 0) {
                    find(E103, folder, "OCFL " + one.get().inventory().spec(), spec + " or later");
                }
                spec = one.get().inventory().spec();
                read.put(name, one.get());
            }
        }
        if (!spec.isEmpty() && newest.spec().compareTo(spec) < 0) {
            find(E103, object, "OCFL " + newest.spec(), spec + " or later");
        }
        return read;
    }

    /// An earlier inventory must say of its versions what the newest says.
    private void older(Path folder, String name, Inventory older, Inventory newest) {
        Path file = folder.resolve(INVENTORY);
        if (!older.head().equals(name)) {
            find(E040, file, "head " + older.head(), name);
        }
        if (!older.id().equals(newest.id())) {
            find(E037, file, "another id", newest.id());
        }
        if (!older.contentDirectory().equals(newest.contentDirectory())
                || older.contentDirectorySet() != newest.contentDirectorySet()) {
            find(
                    E019,
                    file,
                    "contentDirectory " + older.contentDirectory(),
                    newest.contentDirectory());
        }
        for (String version : older.versions().keySet()) {
            if (!newest.versions().containsKey(version)) {
                find(E066, file, "a version that the newest has not", "the same");
                continue;
            }
            boolean sameState =
                    older.algorithm().equals(newest.algorithm())
                            ? states(older, version).equals(states(newest, version))
                            : sameContents(older, newest, version);
            if (!sameState) {
                find(E066, file, "another state of " + version, "the newest inventory's");
            }
            if (!older.versions()
                    .get(version)
                    .told()
                    .equals(newest.versions().get(version).told())) {
                find(W011, file, "other words about " + version, "the newest inventory's");
            }
        }
    }

    private static Map<String, String> states(Inventory inventory, String version) {
        Map<String, String> states = new TreeMap<>();
        inventory
                .versions()
                .get(version)
                .state()
                .forEach(
                        (digest, paths) ->
                                paths.forEach(
                                        path -> states.put(path, digest.toLowerCase(Locale.ROOT))));
        return states;
    }

    /// Under two algorithms, by the files that hold the content; a later inventory may know more
    /// files of the same content.
    private static boolean sameContents(Inventory older, Inventory newest, String version) {
        Map<String, Set<String>> before = older.contents(version);
        Map<String, Set<String>> now = newest.contents(version);
        return before.keySet().equals(now.keySet())
                && before.keySet().stream()
                        .allMatch(path -> now.get(path).containsAll(before.get(path)));
    }

    private void versionFiles(Path folder, Inventory inventory, ContentFiles files)
            throws IOException {
        for (Path child : children(folder)) {
            String name = name(child);
            if (Files.isSymbolicLink(child)) {
                find(E090, child, "a link", "a file or folder");
            } else if (isFolder(child)) {
                if (name.equals(inventory.contentDirectory())) {
                    int before = files.present.size();
                    files.collect(child);
                    if (files.present.size() == before) {
                        find(W003, child, "a content folder without files", "none");
                    }
                } else {
                    find(W002, child, "a folder", "none but that for content");
                }
            } else if (!name.startsWith(INVENTORY)) {
                find(E015, child, "a file", "an inventory and its sidecar only");
            }
        }
    }

    /// The content files of one object, against what each inventory says of them.
    private final class ContentFiles {
        private final Path object;
        private final Inventory newest;
        private final Map<String, Path> present = new TreeMap<>();

        ContentFiles(Path object, Inventory newest) {
            this.object = object;
            this.newest = newest;
        }

        void collect(Path folder) throws IOException {
            List<Path> children = children(folder);
            if (children.isEmpty() && !name(folder).equals(newest.contentDirectory())) {
                find(E024, folder, "an empty folder", "none");
            }
            for (Path child : children) {
                if (Files.isSymbolicLink(child)) {
                    find(E090, child, "a link", "a file or folder");
                } else if (isFolder(child)) {
                    collect(child);
                } else {
                    present.put(object.relativize(child).toString(), child);
                }
            }
        }

        void compare(Map<String, Read> older) throws IOException {
            Map<String, String> listed = newest.digests();
            for (var one : present.entrySet()) {
                if (!listed.containsKey(one.getKey())) {
                    find(E023, one.getValue(), "a file that no manifest lists", "none");
                }
            }
            for (String path : listed.keySet()) {
                if (!present.containsKey(path)) {
                    find(E092, inventoryFile(), "no file for a content path", "one");
                }
            }
            newest.fixity()
                    .values()
                    .forEach(
                            block ->
                                    block.values().stream()
                                            .flatMap(List::stream)
                                            .filter(path -> !present.containsKey(path))
                                            .forEach(
                                                    path ->
                                                            find(
                                                                    E093,
                                                                    inventoryFile(),
                                                                    "no file for a fixity digest",
                                                                    "one")));
            for (var one : older.entrySet()) {
                listsItsFiles(one.getKey(), one.getValue().inventory());
            }
            if (contents) {
                digests(older);
            }
        }

        private Path inventoryFile() {
            return object.resolve(INVENTORY);
        }

        private void listsItsFiles(String version, Inventory older) {
            int number = newest.number(version);
            Set<String> listed = older.digests().keySet();
            Path file = object.resolve(version).resolve(INVENTORY);
            for (String path : present.keySet()) {
                int of = newest.number(path.substring(0, path.indexOf('/')));
                if (of <= number && !listed.contains(path)) {
                    find(E023, file, "a file of this version left out", "every file");
                }
            }
            for (String path : listed) {
                if (!present.containsKey(path)) {
                    find(E092, file, "no file for a content path", "one");
                }
            }
        }

        /// Every file is read once, for all digests that anything says of it.
        private void digests(Map<String, Read> older) throws IOException {
            Map<String, List<Claim>> claims = new HashMap<>();
            claims(claims, inventoryFile(), newest);
            older.forEach(
                    (version, read) ->
                            claims(
                                    claims,
                                    object.resolve(version).resolve(INVENTORY),
                                    read.inventory()));
            for (var one : present.entrySet()) {
                List<Claim> of = claims.getOrDefault(one.getKey(), List.of());
                Set<String> algorithms = new LinkedHashSet<>();
                of.forEach(claim -> algorithms.add(claim.algorithm()));
                Map<String, String> right = Digesting.of(one.getValue(), algorithms);
                for (Claim claim : of) {
                    String digest = right.get(claim.algorithm());
                    if (digest != null && !digest.equals(claim.digest())) {
                        find(
                                claim.code(),
                                one.getValue(),
                                claim.algorithm() + " " + digest,
                                claim.digest() + " in " + top.relativize(claim.file()));
                    }
                }
            }
        }

        private void claims(Map<String, List<Claim>> claims, Path file, Inventory inventory) {
            inventory
                    .digests()
                    .forEach(
                            (path, digest) ->
                                    claims.computeIfAbsent(path, key -> new ArrayList<>())
                                            .add(
                                                    new Claim(
                                                            E092,
                                                            file,
                                                            inventory.algorithm(),
                                                            digest)));
            inventory
                    .fixity()
                    .forEach(
                            (algorithm, block) ->
                                    block.forEach(
                                            (digest, paths) ->
                                                    paths.forEach(
                                                            path ->
                                                                    claims.computeIfAbsent(
                                                                                    path,
                                                                                    key ->
                                                                                            new ArrayList<>())
                                                                            .add(
                                                                                    new Claim(
                                                                                            E093,
                                                                                            file,
                                                                                            algorithm,
                                                                                            digest
                                                                                                    .toLowerCase(
                                                                                                            Locale
                                                                                                                    .ROOT))))));
        }
    }

    private record Claim(OcflCode code, Path file, String algorithm, String digest) {}
}
