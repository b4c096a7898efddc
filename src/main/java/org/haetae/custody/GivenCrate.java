package org.haetae.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.haetae.access.Clearance;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the giver states of files in an RO-Crate (1.1 or later) that came with an accession, held
/// against the files that came.
///
/// Statements are the giver's, whatever comes of the comparison: that a digest fits proves that
/// this is the file meant, not who made it or when.
///
/// @param path of its `ro-crate-metadata.json`, as received
/// @param about what it states of the whole, under the names of schema.org
/// @param described how many files it describes
/// @param matched how many of these came with the digest or, where none is stated, the length
///   stated
/// @param statements of the first files described
/// @param findings what did not fit; subjects name files
public record GivenCrate(
        String path,
        Map<String, String> about,
        long described,
        long matched,
        List<Statement> statements,
        List<GivenBag.Odd> findings) {

    /// What a crate's description is called, at its root (RO-Crate 1.1, section "RO-Crate
    /// Structure").
    public static final String NAME = "ro-crate-metadata.json";

    /// Kept in the archive under this.
    static final String KIND = "ro-crate";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_BYTES = 4 << 20;

    /// As the giver wrote it. What costs little to write may cost much to hold: an empty object is
    /// two bytes in a file and forty times that in memory.
    private static final JsonMapper GIVEN =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxDocumentLength(MOST_BYTES)
                                                    .maxTokenCount(500_000)
                                                    .maxNestingDepth(32)
                                                    .build())
                                    .build())
                    .build();

    private static final int MOST_CRATES = 100;
    private static final int MOST_FINDINGS = 1_000;
    private static final int MOST_STATEMENTS = 1_000;
    private static final int MOST_WORDS = 1 << 20;
    private static final int LONGEST = 2_000;

    /// The longest path of a file, if each of its bytes is written as an escape.
    private static final int LONGEST_ID = 3 * 4_096;

    private static final Set<String> FILES = Set.of("File", "MediaObject");
    private static final List<String> OF_ALL =
            List.of("name", "description", "author", "creator", "datePublished", "license");
    private static final List<String> OF_A_FILE =
            List.of(
                    "name",
                    "description",
                    "author",
                    "creator",
                    "dateCreated",
                    "dateModified",
                    "datePublished",
                    "encodingFormat",
                    "contentSize",
                    "sha256",
                    "license");

    /// What is stated of one file.
    ///
    /// @param path in the crate
    /// @param item that came at this path; empty when none did
    public record Statement(String path, Optional<ItemId> item, Map<String, String> facts) {
        public Statement {
            facts = Map.copyOf(new TreeMap<>(facts));
        }
    }

    public GivenCrate {
        about = Map.copyOf(about);
        statements = List.copyOf(statements);
        findings = List.copyOf(findings);
    }

    /// Whether everything described came, and as described.
    public boolean fits() {
        return findings.stream().noneMatch(GivenBag.Odd::error);
    }

    /// Whether a file of this name describes a crate.
    public static boolean isOne(String path) {
        return path.equals(NAME) || path.endsWith("/" + NAME);
    }

    /// Reads every crate that came with an accession, keeps what it states with the accession, and
    /// enters that in the ledger. Reads the names of everything received, so ask [#isOne] first.
    public static List<GivenCrate> keepAll(Archive archive, Clearance by, Accession accession)
            throws IOException {
        List<GivenCrate> crates = new ArrayList<>();
        for (Tree tree : Tree.of(archive, by, accession.id(), false)) {
            for (Archive.Reception one : tree.files().values()) {
                if (isOne(one.path()) && crates.size() < MOST_CRATES) {
                    GivenCrate crate = read(archive, by, one, tree.files());
                    long errors = crate.findings().stream().filter(GivenBag.Odd::error).count();
                    archive.note(by, accession, KIND, Math.toIntExact(errors), crate.encode());
                    crates.add(crate);
                }
            }
        }
        return crates;
    }

    private static GivenCrate read(
            Archive archive,
            Clearance by,
            Archive.Reception description,
            Map<String, Archive.Reception> tree)
            throws IOException {
        try {
            return compare(description.path(), bytes(archive, by, description.item()), tree);
        } catch (IllegalArgumentException e) {
            return malformed(description.path());
        }
    }

    /// @param path of the description, as received
    /// @param description its bytes
    /// @param tree path to what came
    static GivenCrate compare(
            String path, byte[] description, Map<String, Archive.Reception> tree) {
        Map<String, JsonNode> entities;
        try {
            entities = entities(description);
        } catch (JacksonException | IllegalArgumentException e) {
            return malformed(path);
        }
        String root = path.substring(0, path.length() - NAME.length());
        return new Comparison(entities, root, tree).of(path);
    }

    private static GivenCrate malformed(String path) {
        return new GivenCrate(
                path,
                Map.of(),
                0,
                0,
                List.of(),
                List.of(new GivenBag.Odd("CRATE-MALFORMED", true, path)));
    }

    private static byte[] bytes(Archive archive, Clearance by, ItemId item) throws IOException {
        try (InputStream in = archive.read(by, item)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(
                    new java.io.FilterOutputStream(bytes) {
                        @Override
                        public void write(byte[] from, int offset, int length) {
                            if (bytes.size() + length > MOST_BYTES) {
                                throw new IllegalArgumentException("larger than is read");
                            }
                            bytes.write(from, offset, length);
                        }
                    });
            return bytes.toByteArray();
        }
    }

    private static Map<String, JsonNode> entities(byte[] bytes) {
        JsonNode graph = GIVEN.readTree(bytes).path("@graph");
        if (!graph.isArray()) {
            throw new IllegalArgumentException("no @graph");
        }
        Map<String, JsonNode> entities = new LinkedHashMap<>();
        for (JsonNode entity : graph) {
            if (entity.path("@id").isString()) {
                entities.putIfAbsent(entity.path("@id").asString(), entity);
            }
        }
        return entities;
    }

    private static final class Comparison {
        private final Map<String, JsonNode> entities;
        private final String root;
        private final Map<String, Archive.Reception> tree;
        private final List<Statement> statements = new ArrayList<>();
        private final List<GivenBag.Odd> findings = new ArrayList<>();
        private long described;
        private long matched;
        private long words;

        Comparison(
                Map<String, JsonNode> entities, String root, Map<String, Archive.Reception> tree) {
            this.entities = entities;
            this.root = root;
            this.tree = tree;
        }

        GivenCrate of(String path) {
            Set<String> told = new java.util.HashSet<>(Set.of(path));
            for (JsonNode entity : entities.values()) {
                String id = entity.path("@id").asString();
                // What lies in the web is described too, and is not here.
                if (isFile(entity) && !id.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
                    file(id, entity, told);
                }
            }
            tree.keySet().stream()
                    .filter(one -> one.startsWith(root) && !told.contains(one))
                    .sorted()
                    .forEach(one -> find("CRATE-FILE-UNDESCRIBED", false, one));
            return new GivenCrate(
                    path,
                    facts(entities.getOrDefault("./", JSON.createObjectNode()), OF_ALL),
                    described,
                    matched,
                    statements,
                    findings.stream()
                            .sorted(Comparator.comparing(GivenBag.Odd::error).reversed())
                            .limit(MOST_FINDINGS)
                            .toList());
        }

        private static boolean isFile(JsonNode entity) {
            JsonNode type = entity.path("@type");
            return type.isArray()
                    ? type.valueStream().anyMatch(one -> FILES.contains(one.asString("")))
                    : FILES.contains(type.asString(""));
        }

        private void file(String id, JsonNode entity, Set<String> told) {
            described++;
            Optional<String> place = place(id);
            if (place.isEmpty()) {
                find("CRATE-PATH-OUTSIDE", true, id);
                return;
            }
            told.add(root + place.get());
            Archive.@Nullable Reception came = tree.get(root + place.get());
            Map<String, String> facts = facts(entity, OF_A_FILE);
            words += facts.values().stream().mapToLong(String::length).sum();
            if (statements.size() < MOST_STATEMENTS && words <= MOST_WORDS) {
                statements.add(
                        new Statement(
                                place.get(),
                                Optional.ofNullable(came).map(Archive.Reception::item),
                                facts));
            }
            if (came == null) {
                find("CRATE-FILE-MISSING", true, place.get());
            } else if (facts.containsKey("sha256")
                    && !facts.get("sha256").equalsIgnoreCase(came.sha256())) {
                find("CRATE-DIGEST-DIFFERS", true, place.get());
            } else if (facts.getOrDefault("contentSize", "").matches("[0-9]{1,18}")
                    && Long.parseLong(facts.get("contentSize")) != came.bytes()) {
                find("CRATE-SIZE-DIFFERS", true, place.get());
            } else if (facts.containsKey("sha256") || facts.containsKey("contentSize")) {
                matched++;
            }
        }

        private void find(String code, boolean error, String subject) {
            findings.add(new GivenBag.Odd(code, error, cut(subject)));
        }

        /// An `@id` as a path below the root (RFC 3986); empty when it leads elsewhere, or is
        /// longer than any path.
        private static Optional<String> place(String id) {
            if (id.length() > LONGEST_ID) {
                return Optional.empty();
            }
            String whole = decoded(id);
            int start = 0;
            while (whole.startsWith("./", start)) {
                start += 2;
            }
            String path = whole.substring(start);
            boolean out =
                    path.isEmpty()
                            || path.startsWith("/")
                            || List.of(path.split("/", -1)).contains("..");
            return out ? Optional.empty() : Optional.of(path);
        }

        private static String decoded(String id) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < id.length(); i++) {
                if (isEscape(id, i)) {
                    bytes.write(HexFormat.fromHexDigits(id, i + 1, i + 3));
                    i += 2;
                } else {
                    int c = id.codePointAt(i);
                    bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
                    i += Character.charCount(c) - 1;
                }
            }
            return bytes.toString(UTF_8);
        }

        private static boolean isEscape(String id, int at) {
            return id.charAt(at) == '%'
                    && at + 2 < id.length()
                    && HexFormat.isHexDigit(id.charAt(at + 1))
                    && HexFormat.isHexDigit(id.charAt(at + 2));
        }

        private Map<String, String> facts(JsonNode entity, List<String> names) {
            Map<String, String> facts = new TreeMap<>();
            for (String name : names) {
                String value = words(entity.path(name));
                if (!value.isBlank()) {
                    facts.put(name, value);
                }
            }
            return facts;
        }

        /// A value as people read it: what it refers to by name. Cut before it is joined: many may
        /// refer to one thing with a long name.
        private String words(JsonNode value) {
            if (value.isArray()) {
                StringBuilder all = new StringBuilder();
                value.valueStream()
                        .limit(20)
                        .takeWhile(one -> all.length() <= LONGEST)
                        .map(this::words)
                        .filter(one -> !one.isBlank())
                        .forEach(one -> all.append(all.isEmpty() ? "" : "; ").append(one));
                return cut(all.toString());
            }
            if (value.isObject()) {
                String id = value.path("@id").asString("");
                JsonNode named = entities.getOrDefault(id, value).path("name");
                return cut(named.isString() ? named.asString() : value.path("@value").asString(id));
            }
            return cut(value.asString(""));
        }

        private static String cut(String text) {
            return text.length() <= LONGEST
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
        }
    }

    // ---- kept

    /// Those of an accession, oldest first.
    public static List<GivenCrate> of(Archive archive, Clearance by, AccessionId accession) {
        return archive.notes(by, accession, KIND).stream()
                .map(note -> decode(note.record()))
                .toList();
    }

    /// Canonical: keys in alphabetical order, no spaces.
    private byte[] encode() {
        Map<String, Object> map = new TreeMap<>();
        map.put("about", new TreeMap<>(about));
        map.put("described", described);
        map.put(
                "findings",
                findings.stream()
                        .map(
                                one ->
                                        new TreeMap<String, Object>(
                                                Map.of(
                                                        "code", one.code(),
                                                        "error", one.error(),
                                                        "subject", one.subject())))
                        .toList());
        map.put("matched", matched);
        map.put("path", path);
        map.put(
                "statements",
                statements.stream()
                        .map(
                                one -> {
                                    Map<String, Object> fields = new TreeMap<>();
                                    fields.put("facts", new TreeMap<>(one.facts()));
                                    one.item().ifPresent(id -> fields.put("item", id.toString()));
                                    fields.put("path", one.path());
                                    return fields;
                                })
                        .toList());
        return JSON.writeValueAsBytes(map);
    }

    private static GivenCrate decode(byte[] encoded) {
        JsonNode tree = JSON.readTree(encoded);
        return new GivenCrate(
                tree.get("path").asString(),
                map(tree.get("about")),
                tree.get("described").asLong(),
                tree.get("matched").asLong(),
                tree.get("statements")
                        .valueStream()
                        .map(
                                one ->
                                        new Statement(
                                                one.get("path").asString(),
                                                Optional.ofNullable(one.get("item"))
                                                        .map(id -> ItemId.parse(id.asString())),
                                                map(one.get("facts"))))
                        .toList(),
                tree.get("findings")
                        .valueStream()
                        .map(
                                one ->
                                        new GivenBag.Odd(
                                                one.get("code").asString(),
                                                one.get("error").asBoolean(),
                                                one.get("subject").asString()))
                        .toList());
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties().forEach(one -> map.put(one.getKey(), one.getValue().asString()));
        return map;
    }
}
