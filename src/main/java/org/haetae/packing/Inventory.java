package org.haetae.packing;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An OCFL inventory (OCFL 1.1, section 3.5), read as far as it can be read. What is wrong with it
/// is told while reading; what could not be read is empty here.
///
/// @param spec version of OCFL that its type names, as "1.1"
/// @param manifest digest, as written, to content paths
/// @param versions by name, in the order of their numbers
/// @param fixity algorithm to digest to content paths
record Inventory(
        String id,
        String spec,
        String algorithm,
        String head,
        String contentDirectory,
        boolean contentDirectorySet,
        Map<String, List<String>> manifest,
        Map<String, Version> versions,
        Map<String, Map<String, List<String>>> fixity) {

    static final Pattern VERSION = Pattern.compile("v(0*)([1-9][0-9]{0,8})");

    private static final Pattern TYPE =
            Pattern.compile("https://ocfl\\.io/(1\\.[0-9]+)/spec/#inventory");
    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "type",
                    "digestAlgorithm",
                    "head",
                    "contentDirectory",
                    "manifest",
                    "versions",
                    "fixity");

    /// One version of the object.
    ///
    /// @param state digest, as written, to logical paths
    /// @param told created, message and user, to be compared between inventories
    record Version(Map<String, List<String>> state, Map<String, Object> told) {}

    /// Told what is wrong: code, and what was found.
    interface Fault extends BiConsumer<OcflCode, String> {}

    /// @return empty when it is no inventory at all
    static Optional<Inventory> read(byte[] bytes, Fault fault) {
        Map<String, @Nullable Object> json;
        try {
            json = Json.parseObject(bytes);
        } catch (IllegalArgumentException e) {
            fault.accept(OcflCode.E033, e.getMessage());
            return Optional.empty();
        }
        return Optional.of(new Reading(json, fault).read());
    }

    int number(String version) {
        var match = VERSION.matcher(version);
        return match.matches() ? Integer.parseInt(match.group(2)) : 0;
    }

    /// Logical path to the content paths that hold it, in one version.
    Map<String, Set<String>> contents(String version) {
        Map<String, Set<String>> contents = new TreeMap<>();
        Version one = versions.get(version);
        if (one != null) {
            one.state()
                    .forEach(
                            (digest, paths) ->
                                    paths.forEach(
                                            path ->
                                                    contents.put(
                                                            path,
                                                            new TreeSet<>(
                                                                    manifest.getOrDefault(
                                                                            digest, List.of())))));
        }
        return contents;
    }

    /// Content path to its digest in the manifest, in lower case.
    Map<String, String> digests() {
        Map<String, String> digests = new LinkedHashMap<>();
        manifest.forEach(
                (digest, paths) ->
                        paths.forEach(path -> digests.put(path, digest.toLowerCase(Locale.ROOT))));
        return digests;
    }

    private static final class Reading {
        private final Map<String, @Nullable Object> json;
        private final Fault fault;

        Reading(Map<String, @Nullable Object> json, Fault fault) {
            this.json = json;
            this.fault = fault;
        }

        Inventory read() {
            json.keySet().stream()
                    .filter(key -> !KEYS.contains(key))
                    .forEach(key -> fault.accept(OcflCode.E102, "an unknown key"));
            String id = id();
            String spec = spec();
            String algorithm = algorithm();
            String contentDirectory = contentDirectory();
            Map<String, List<String>> manifest = manifest();
            Map<String, Version> versions = versions(manifest);
            String head = head(versions);
            return new Inventory(
                    id,
                    spec,
                    algorithm,
                    head,
                    contentDirectory,
                    json.containsKey("contentDirectory"),
                    manifest,
                    versions,
                    fixity());
        }

        private String required(String key) {
            if (json.get(key) instanceof String text && !text.isEmpty()) {
                return text;
            }
            fault.accept(OcflCode.E036, "no " + key);
            return "";
        }

        private String id() {
            String id = required("id");
            if (!id.isEmpty() && !isUri(id)) {
                fault.accept(OcflCode.W005, "an id that is no URI");
            }
            return id;
        }

        private String spec() {
            String type = required("type");
            var match = TYPE.matcher(type);
            if (match.matches()) {
                return match.group(1);
            }
            if (!type.isEmpty()) {
                fault.accept(OcflCode.E038, "another type");
            }
            return "";
        }

        private String algorithm() {
            String algorithm = required("digestAlgorithm");
            switch (algorithm) {
                case "sha512", "" -> {}
                case "sha256" -> fault.accept(OcflCode.W004, "sha256");
                default -> fault.accept(OcflCode.E025, "another algorithm");
            }
            return algorithm;
        }

        private String contentDirectory() {
            Object value = json.getOrDefault("contentDirectory", "content");
            if (!(value instanceof String name) || name.isEmpty() || name.contains("/")) {
                fault.accept(OcflCode.E017, "a contentDirectory that is no name");
                return "content";
            }
            if (name.equals(".") || name.equals("..")) {
                fault.accept(OcflCode.E018, name);
                return "content";
            }
            return name;
        }

        private Map<String, List<String>> manifest() {
            if (!json.containsKey("manifest")) {
                fault.accept(OcflCode.E041, "no manifest");
                return Map.of();
            }
            if (!(json.get("manifest") instanceof Map<?, ?> block)) {
                fault.accept(OcflCode.E106, "a manifest that is no object");
                return Map.of();
            }
            return contentPaths(Json.asObject(block), OcflCode.E092, OcflCode.E096);
        }

        private Map<String, List<String>> contentPaths(
                Map<String, @Nullable Object> block, OcflCode malformed, OcflCode twice) {
            Map<String, List<String>> paths = paths(block, malformed);
            Set<String> digests = new HashSet<>();
            for (String digest : paths.keySet()) {
                if (!digests.add(digest.toLowerCase(Locale.ROOT))) {
                    fault.accept(twice, "a digest twice");
                }
            }
            List<String> all = paths.values().stream().flatMap(List::stream).toList();
            for (String path : all) {
                if (path.startsWith("/") || path.endsWith("/")) {
                    fault.accept(OcflCode.E100, "a content path that begins or ends with a slash");
                } else if (hasOddElement(path)) {
                    fault.accept(OcflCode.E099, "a content path with an element of dots or none");
                }
            }
            if (twice == OcflCode.E096 && isAmbiguous(all)) {
                fault.accept(OcflCode.E101, "content paths that are the same or part of another");
            }
            return paths;
        }

        private Map<String, List<String>> paths(
                Map<String, @Nullable Object> block, OcflCode malformed) {
            Map<String, List<String>> paths = new LinkedHashMap<>();
            block.forEach(
                    (digest, value) -> {
                        if (value instanceof List<?> list
                                && !list.isEmpty()
                                && list.stream().allMatch(String.class::isInstance)) {
                            paths.put(digest, list.stream().map(String.class::cast).toList());
                        } else {
                            fault.accept(malformed, "paths that are no list of texts");
                        }
                    });
            return paths;
        }

        private static boolean hasOddElement(String path) {
            for (String element : path.split("/", -1)) {
                if (element.isEmpty() || element.equals(".") || element.equals("..")) {
                    return true;
                }
            }
            return false;
        }

        /// Whether a path is there twice or is the folder of another.
        private static boolean isAmbiguous(List<String> paths) {
            Set<String> files = new HashSet<>();
            Set<String> folders = new HashSet<>();
            for (String path : paths) {
                if (!files.add(path)) {
                    return true;
                }
                for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
                    folders.add(path.substring(0, i));
                }
            }
            return files.stream().anyMatch(folders::contains);
        }

        private Map<String, Version> versions(Map<String, List<String>> manifest) {
            if (!json.containsKey("versions")) {
                fault.accept(OcflCode.E041, "no versions");
                return Map.of();
            }
            if (!(json.get("versions") instanceof Map<?, ?> block)) {
                fault.accept(OcflCode.E044, "versions that are no object");
                return Map.of();
            }
            Map<String, @Nullable Object> blocks = Json.asObject(block);
            if (blocks.isEmpty()) {
                fault.accept(OcflCode.E008, "no version");
                return Map.of();
            }
            List<String> names = names(blocks.keySet());
            Map<String, Version> versions = new LinkedHashMap<>();
            for (String name : names) {
                versions.put(name, version(blocks.get(name), manifest));
            }
            Set<String> used = new HashSet<>();
            versions.values().forEach(version -> used.addAll(version.state().keySet()));
            if (!used.containsAll(manifest.keySet())) {
                fault.accept(OcflCode.E107, "a digest in the manifest that no version uses");
            }
            return versions;
        }

        /// Names in the order of their numbers.
        private List<String> names(Set<String> found) {
            TreeMap<Integer, String> byNumber = new TreeMap<>();
            for (String name : found) {
                var match = VERSION.matcher(name);
                if (match.matches()) {
                    byNumber.put(Integer.parseInt(match.group(2)), name);
                } else {
                    fault.accept(OcflCode.E046, "a version by another name than v and a number");
                }
            }
            List<String> names = List.copyOf(byNumber.values());
            if (!names.isEmpty() && byNumber.firstKey() != 1) {
                fault.accept(OcflCode.E009, "a first version " + names.getFirst());
            }
            if (!names.isEmpty() && byNumber.lastKey() - byNumber.firstKey() >= names.size()) {
                fault.accept(OcflCode.E010, "a gap between versions");
            }
            naming(names);
            return names;
        }

        private void naming(List<String> names) {
            if (names.isEmpty()) {
                return;
            }
            boolean padded = names.getFirst().startsWith("v0");
            if (padded) {
                fault.accept(OcflCode.W001, names.getFirst());
            }
            for (String name : names) {
                if (padded && !name.startsWith("v0")) {
                    fault.accept(OcflCode.E011, name);
                    fault.accept(OcflCode.E013, name);
                } else if (padded != name.startsWith("v0")
                        || padded && name.length() != names.getFirst().length()) {
                    fault.accept(OcflCode.E012, name);
                }
            }
        }

        private Version version(@Nullable Object value, Map<String, List<String>> manifest) {
            if (!(value instanceof Map<?, ?> map)) {
                fault.accept(OcflCode.E047, "a version that is no object");
                return new Version(Map.of(), Map.of());
            }
            Map<String, @Nullable Object> block = Json.asObject(map);
            created(block);
            if (block.containsKey("message") && !(block.get("message") instanceof String)) {
                fault.accept(OcflCode.E094, "a message that is no text");
            }
            if (!block.containsKey("message") || !block.containsKey("user")) {
                fault.accept(OcflCode.W007, "a version without message or user");
            }
            if (block.containsKey("user")) {
                user(block.get("user"));
            }
            Map<String, Object> told = new TreeMap<>();
            for (String key : List.of("created", "message", "user")) {
                Object one = block.get(key);
                if (one != null) {
                    told.put(key, one);
                }
            }
            return new Version(state(block, manifest), told);
        }

        private void created(Map<String, @Nullable Object> block) {
            if (!block.containsKey("created")) {
                fault.accept(OcflCode.E048, "a version without created");
            } else if (!(block.get("created") instanceof String time) || !isTime(time)) {
                fault.accept(OcflCode.E049, "a time that is none of RFC 3339");
            }
        }

        private static boolean isTime(String text) {
            // RFC 3339 asks for the seconds and the offset; Java's parser forgives missing seconds.
            if (!text.matches(
                    "(?i)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)")) {
                return false;
            }
            try {
                OffsetDateTime.parse(text.replaceFirst("(\\.\\d{9})\\d+", "$1"));
                return true;
            } catch (DateTimeParseException e) {
                return text.contains(":60"); // a leap second
            }
        }

        private void user(@Nullable Object value) {
            if (!(value instanceof Map<?, ?> user)
                    || !(user.get("name") instanceof String name)
                    || name.isEmpty()) {
                fault.accept(OcflCode.E054, "a user without name");
                return;
            }
            if (!user.containsKey("address")) {
                fault.accept(OcflCode.W008, "a user without address");
            } else if (!(user.get("address") instanceof String address) || !isUri(address)) {
                fault.accept(OcflCode.W009, "an address that is no URI");
            }
        }

        private static boolean isUri(String text) {
            try {
                return new URI(text).getScheme() != null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        private Map<String, List<String>> state(
                Map<String, @Nullable Object> block, Map<String, List<String>> manifest) {
            if (!block.containsKey("state")) {
                fault.accept(OcflCode.E048, "a version without state");
                return Map.of();
            }
            if (!(block.get("state") instanceof Map<?, ?> found)) {
                fault.accept(OcflCode.E050, "a state that is no object");
                return Map.of();
            }
            Map<String, List<String>> state = paths(Json.asObject(found), OcflCode.E051);
            if (!manifest.keySet().containsAll(state.keySet())) {
                fault.accept(OcflCode.E050, "a digest in a state that the manifest does not have");
            }
            List<String> all = new ArrayList<>();
            state.values().forEach(all::addAll);
            for (String path : all) {
                if (path.startsWith("/") || path.endsWith("/")) {
                    fault.accept(OcflCode.E053, "a logical path that begins or ends with a slash");
                } else if (hasOddElement(path)) {
                    fault.accept(OcflCode.E052, "a logical path with an element of dots or none");
                }
            }
            if (isAmbiguous(all)) {
                fault.accept(OcflCode.E095, "logical paths that are the same or part of another");
            }
            return state;
        }

        private String head(Map<String, Version> versions) {
            String head = required("head");
            if (!head.isEmpty()
                    && !versions.isEmpty()
                    && !head.equals(List.copyOf(versions.keySet()).getLast())) {
                fault.accept(OcflCode.E040, "another head than the last version");
            } else if (!head.isEmpty() && !VERSION.matcher(head).matches()) {
                fault.accept(OcflCode.E040, "a head that is no version");
            }
            return head;
        }

        private Map<String, Map<String, List<String>>> fixity() {
            Map<String, Map<String, List<String>>> fixity = new LinkedHashMap<>();
            if (!json.containsKey("fixity")) {
                return fixity;
            }
            if (!(json.get("fixity") instanceof Map<?, ?> block)) {
                fault.accept(OcflCode.E111, "a fixity block that is no object");
                return fixity;
            }
            Json.asObject(block)
                    .forEach(
                            (algorithm, value) -> {
                                if (value instanceof Map<?, ?> digests) {
                                    fixity.put(
                                            algorithm,
                                            contentPaths(
                                                    Json.asObject(digests),
                                                    OcflCode.E057,
                                                    OcflCode.E097));
                                } else {
                                    fault.accept(
                                            OcflCode.E057,
                                            "digests of an algorithm that are no object");
                                }
                            });
            return fixity;
        }
    }
}
