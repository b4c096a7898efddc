package org.haetae.packing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Reads and checks a BagIt bag (RFC 8493, and the drafts 0.93 to 0.97 before it). Fetches nothing
/// and follows no link. Reads every byte of it once, for all manifests together; of a bag in a
/// folder as many files at a time as there are processors.
public final class BagCheck {

    private static final Pattern DECLARATION =
            Pattern.compile(
                    "BagIt-Version: ([0-9]+\\.[0-9]+)(?:\r\n|\r|\n)Tag-File-Character-Encoding: (\\S+)(?:\r\n|\r|\n)?");
    private static final Pattern MANIFEST = Pattern.compile("(tag)?manifest-([a-zA-Z0-9]+)\\.txt");
    private static final Pattern LISTED = Pattern.compile("([0-9a-fA-F]+)[ \t]+(.+)");
    private static final Pattern FETCH = Pattern.compile("(\\S+)[ \t]+([0-9]+|-)[ \t]+(.+)");
    private static final Pattern OXUM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");
    private static final Set<String> OLD = Set.of("0.93", "0.94", "0.95", "0.96", "0.97");
    private static final Set<String> WEAK = Set.of("md5", "sha1");
    private static final Set<String> LEFT_BEHIND = Set.of("Thumbs.db", ".DS_Store", "desktop.ini");
    private static final int LONGEST_DECLARATION = 1_000;
    private static final int LONGEST_LINE = 64 << 10;
    private static final int READ_AT_ONCE = 8 << 10;
    private static final int MOST_FINDINGS = 10_000;

    /// How many characters of lists are read: of a bag in a folder, which somebody at this machine
    /// asks about, and of one that was sent.
    private static final int LONGEST_HERE = 64 << 20;

    private static final int LONGEST_SENT = 16 << 20;

    /// No line of a manifest is shorter as a rule. Short ones cost most memory for their length.
    private static final int USUAL_LINE = 64;

    private static final String DATA = "data/";

    /// What a check of a bag found out.
    ///
    /// @param version of BagIt, empty where it is not told
    /// @param algorithms of the payload manifests that were computed
    /// @param files in the payload
    /// @param bytes in the payload
    /// @param digests path in the bag to algorithm to digest, of what was computed and fits
    /// @param info what `bag-info.txt` says, label to values in their order
    public record Result(
            String version,
            List<String> algorithms,
            long files,
            long bytes,
            Map<String, Map<String, String>> digests,
            Map<String, List<String>> info,
            List<Finding> findings) {
        /// Complete and valid (RFC 8493, section 3): nothing but warnings.
        public boolean isValid() {
            return findings.stream().noneMatch(one -> one.severity() == Severity.ERROR);
        }
    }

    /// One file of a bag, wherever it lies.
    ///
    /// @param bytes its length
    public record BagFile(long bytes, Content content) {
        /// Opens it from its first byte.
        @FunctionalInterface
        public interface Content {
            InputStream open() throws IOException;
        }
    }

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<String, BagFile> payload = new TreeMap<>();
    private final Map<String, BagFile> tags = new TreeMap<>();

    /// Algorithm to path to digest, of payload and of tag files.
    private final Map<String, Map<String, String>> manifests = new TreeMap<>();

    private final Map<String, Map<String, String>> tagManifests = new TreeMap<>();
    private final Map<String, Map<String, String>> fitting = new TreeMap<>();
    private String version = "";
    private Charset charset = UTF_8;
    private long bytes;
    private final Map<BagCode, Integer> found = new EnumMap<>(BagCode.class);
    private final boolean severalAtOnce;
    private long charactersLeft;
    private long linesLeft;

    private BagCheck(int longest, boolean severalAtOnce) {
        this.severalAtOnce = severalAtOnce;
        charactersLeft = longest;
        linesLeft = longest / USUAL_LINE;
    }

    /// Whether a folder says that it is a bag.
    public static boolean isBag(Path folder) {
        return Files.isRegularFile(folder.resolve("bagit.txt"), LinkOption.NOFOLLOW_LINKS);
    }

    /// Checks a bag whole.
    ///
    /// @throws IOException when a file of it cannot be read
    public static Result of(Path bag) throws IOException {
        BagCheck check = new BagCheck(LONGEST_HERE, true);
        check.walk(bag.toRealPath());
        return check.run(Files.isDirectory(bag.resolve("data"), LinkOption.NOFOLLOW_LINKS));
    }

    /// Checks a bag whose files lie elsewhere than in a folder.
    ///
    /// @param files path in the bag, with slashes, to file
    /// @throws IOException when one of them cannot be read
    public static Result of(Map<String, BagFile> files) throws IOException {
        BagCheck check = new BagCheck(LONGEST_SENT, false);
        files.forEach(check::file);
        return check.run(!check.payload.isEmpty());
    }

    private Result run(boolean hasPayload) throws IOException {
        declaration();
        if (!hasPayload) {
            find(BagCode.PAYLOAD_MISSING, "data", "no folder", "the payload");
        }
        for (var file : new TreeMap<>(tags).entrySet()) {
            Matcher name = MANIFEST.matcher(file.getKey());
            if (name.matches()) {
                boolean tag = name.group(1) != null;
                manifest(
                        file.getKey(),
                        file.getValue(),
                        tag,
                        (tag ? tagManifests : manifests)
                                .computeIfAbsent(
                                        name.group(2).toLowerCase(Locale.ROOT),
                                        key -> new TreeMap<>()));
            }
        }
        Set<String> fetched = fetch();
        List<String> algorithms = algorithms();
        Map<String, List<String>> info = info();
        complete(manifests, payload, fetched);
        complete(tagManifests, tags, Set.of());
        listed();
        digests(manifests, payload);
        digests(tagManifests, tags);
        alike();
        oxum(info);
        return new Result(
                version,
                algorithms,
                payload.size(),
                bytes,
                Map.copyOf(fitting),
                info,
                List.copyOf(findings.values()));
    }

    private void find(BagCode code, String subject, String found, String expected) {
        if (this.found.merge(code, 1, Integer::sum) <= MOST_FINDINGS) {
            findings.putIfAbsent(code + " " + subject, code.at(subject, found, expected));
        }
    }

    private void declaration() throws IOException {
        BagFile file = tags.get("bagit.txt");
        if (file == null) {
            find(BagCode.DECLARATION_WRONG, "bagit.txt", "nothing", "the declaration of a bag");
            return;
        }
        Matcher match;
        try (InputStream in = file.content().open()) {
            match = DECLARATION.matcher(new String(in.readNBytes(LONGEST_DECLARATION), UTF_8));
        }
        if (!match.matches()) {
            find(
                    BagCode.DECLARATION_WRONG,
                    "bagit.txt",
                    "other lines",
                    "BagIt-Version and Tag-File-Character-Encoding, and nothing else");
            return;
        }
        version = match.group(1);
        if (OLD.contains(version)) {
            find(BagCode.VERSION_OLD, "bagit.txt", version, "1.0");
        } else if (!version.equals("1.0")) {
            find(BagCode.VERSION_UNKNOWN, "bagit.txt", version, "1.0");
        }
        try {
            charset = Charset.forName(match.group(2));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            find(BagCode.DECLARATION_WRONG, "bagit.txt", "an unknown encoding", "UTF-8");
        }
    }

    private boolean isFinal() {
        return !OLD.contains(version);
    }

    private void walk(Path root) throws IOException {
        Map<String, BasicFileAttributes> inside = new TreeMap<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes what) {
                        inside.put(root.relativize(file).toString(), what);
                        return FileVisitResult.CONTINUE;
                    }
                });
        inside.forEach(
                (path, what) -> {
                    if (what.isRegularFile()) {
                        Path file = root.resolve(path);
                        file(path, new BagFile(what.size(), () -> Files.newInputStream(file)));
                    } else {
                        find(
                                BagCode.LINK_FOUND,
                                path,
                                what.isSymbolicLink() ? "a link" : "neither",
                                "a file or folder");
                    }
                });
    }

    private void file(String path, BagFile file) {
        if (!path.startsWith(DATA)) {
            tags.put(path, file);
            return;
        }
        payload.put(path, file);
        bytes += file.bytes();
        if (LEFT_BEHIND.contains(path.substring(path.lastIndexOf('/') + 1))) {
            find(BagCode.SYSTEM_FILE, path, "a file of the system's", "none");
        }
    }

    /// The lines of a tag file that are not blank, one after the other, as far as lists are read.
    private void lines(String name, BagFile file, Consumer<String> each) throws IOException {
        try (Reader text =
                new InputStreamReader(
                        file.content().open(),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            StringBuilder line = new StringBuilder();
            char[] some = new char[READ_AT_ONCE];
            boolean begins = true;
            for (int read = text.read(some); read >= 0; read = text.read(some)) {
                // A mark of the byte order is no part of the text; only bagit.txt may not have one.
                for (int i = begins && some[0] == '\uFEFF' ? 1 : 0; i < read; i++) {
                    if (--charactersLeft < 0 || linesLeft < 0 || line.length() > LONGEST_LINE) {
                        find(
                                BagCode.LISTS_TOO_LONG,
                                name,
                                "more than is read",
                                "fewer, shorter lines");
                        return;
                    }
                    if (some[i] == '\n' || some[i] == '\r') {
                        line(line, each);
                    } else {
                        line.append(some[i]);
                    }
                }
                begins = false;
            }
            line(line, each);
        } catch (CharacterCodingException e) {
            find(BagCode.LINE_MALFORMED, name, "text in another encoding", charset.name());
        }
    }

    private void line(StringBuilder line, Consumer<String> each) {
        String whole = line.toString();
        line.setLength(0);
        if (!whole.isBlank()) {
            linesLeft--;
            each.accept(whole);
        }
    }

    private void manifest(String name, BagFile file, boolean tag, Map<String, String> into)
            throws IOException {
        lines(name, file, line -> listed(name, line, tag, into));
    }

    private void listed(String name, String line, boolean tag, Map<String, String> into) {
        Matcher match = LISTED.matcher(line);
        if (!match.matches()) {
            find(BagCode.LINE_MALFORMED, name, "a line of another form", "digest and path");
            return;
        }
        String digest = match.group(1).toLowerCase(Locale.ROOT);
        String path = decoded(plain(name, match.group(2)));
        if (isUnsafe(path, tag)) {
            find(BagCode.PATH_UNSAFE, name, "a path that leads elsewhere", "one in the bag");
            return;
        }
        String before = into.putIfAbsent(path, digest);
        if (before != null) {
            boolean fatal = isFinal() || !before.equals(digest);
            find(
                    fatal ? BagCode.FILE_TWICE : BagCode.FILE_REPEATED,
                    path,
                    "two lines in " + name,
                    "one");
        }
    }

    /// As md5sum and find write paths.
    private String plain(String manifest, String path) {
        String plain = path;
        if (plain.startsWith("*")) {
            plain = plain.substring(1);
        }
        if (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        if (plain.length() < path.length()) {
            find(BagCode.PATH_ODD, manifest, "a path after * or ./", "the path alone");
        }
        return plain;
    }

    /// Section 2.1.3: line ends and the percent sign, and nothing else, are written as escapes.
    private String decoded(String path) {
        if (!isFinal() || path.indexOf('%') < 0) {
            return path;
        }
        return path.replaceAll("(?i)%0A", "\n").replaceAll("(?i)%0D", "\r").replace("%25", "%");
    }

    private static boolean isUnsafe(String path, boolean tag) {
        if (path.startsWith("/")
                || path.startsWith("~")
                || path.contains("\\")
                || path.contains("\u0000")
                || tag == path.startsWith(DATA)) {
            return true;
        }
        return Stream.of(path.split("/", -1))
                .anyMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    }

    private Set<String> fetch() throws IOException {
        Set<String> fetched = new HashSet<>();
        BagFile file = tags.get("fetch.txt");
        if (file == null) {
            return fetched;
        }
        lines("fetch.txt", file, line -> fetched(line, fetched));
        return fetched;
    }

    private void fetched(String line, Set<String> fetched) {
        Matcher match = FETCH.matcher(line);
        if (!match.matches()) {
            find(BagCode.LINE_MALFORMED, "fetch.txt", "a line of another form", "three parts");
            return;
        }
        String path = decoded(plain("fetch.txt", match.group(3)));
        if (isUnsafe(path, false)) {
            find(BagCode.PATH_UNSAFE, "fetch.txt", "a path that leads elsewhere", DATA);
        } else if (!payload.containsKey(path)) {
            fetched.add(path);
            find(BagCode.FETCH_LEFT, path, "a file elsewhere", "a file in the bag");
        }
    }

    private List<String> algorithms() {
        if (manifests.isEmpty()) {
            find(BagCode.MANIFEST_MISSING, "manifest", "no payload manifest", "one at least");
            return List.of();
        }
        List<String> known = new ArrayList<>();
        for (String algorithm : manifests.keySet()) {
            if (Digesting.named(algorithm).isPresent()) {
                known.add(algorithm);
            } else {
                find(
                        BagCode.ALGORITHM_UNKNOWN,
                        "manifest-" + algorithm + ".txt",
                        "an algorithm that is unknown here",
                        "sha512 or sha256");
            }
        }
        if (known.isEmpty()) {
            find(BagCode.NOTHING_CHECKED, "manifest", "no known algorithm", "sha512 or sha256");
        } else if (WEAK.containsAll(known)) {
            find(
                    BagCode.ALGORITHM_WEAK,
                    "manifest",
                    String.join(", ", known),
                    "sha512 or sha256: these show damage, not forgery");
        }
        return known;
    }

    /// Every file that a manifest lists is there.
    private void complete(
            Map<String, Map<String, String>> lists,
            Map<String, BagFile> files,
            Set<String> fetched) {
        Map<String, String> composed = new HashMap<>();
        files.keySet().forEach(path -> composed.put(composed(path), path));
        for (Map<String, String> list : lists.values()) {
            for (String path : new TreeSet<>(list.keySet())) {
                if (files.containsKey(path) || fetched.contains(path)) {
                    continue;
                }
                String same = composed.get(composed(path));
                if (same == null) {
                    find(BagCode.FILE_MISSING, path, "nothing", "a file");
                } else {
                    // Some systems compose letters by themselves; the bytes say which file it is.
                    find(BagCode.NAMES_ALIKE, path, "a name composed otherwise", "one name");
                    list.putIfAbsent(same, list.get(path));
                    list.remove(path);
                }
            }
        }
    }

    private static String composed(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }

    /// Every file of the payload is in each manifest (1.0), or in one at least (before).
    private void listed() {
        for (String path : payload.keySet()) {
            long lists = manifests.values().stream().filter(one -> one.containsKey(path)).count();
            if (lists == 0 || isFinal() && lists < manifests.size()) {
                find(BagCode.FILE_UNLISTED, path, lists + " manifests", "a line in each");
            }
        }
    }

    private void digests(Map<String, Map<String, String>> lists, Map<String, BagFile> files)
            throws IOException {
        Map<String, Map<String, String>> promised = new TreeMap<>();
        lists.forEach(
                (algorithm, list) ->
                        list.forEach(
                                (path, digest) -> {
                                    if (files.containsKey(path)) {
                                        promised.computeIfAbsent(path, key -> new TreeMap<>())
                                                .put(algorithm, digest);
                                    }
                                }));
        computed(promised, files)
                .forEach(
                        (path, right) -> {
                            boolean fits = !right.isEmpty();
                            for (var digest : right.entrySet()) {
                                String listed = promised.get(path).get(digest.getKey());
                                if (!digest.getValue().equals(listed)) {
                                    fits = false;
                                    find(
                                            BagCode.FILE_ALTERED,
                                            path,
                                            digest.getKey() + " " + digest.getValue(),
                                            listed);
                                }
                            }
                            if (fits) {
                                fitting.put(path, right);
                            }
                        });
    }

    /// In the order of paths. Each file is a task of its own, for the large ones lie together as a
    /// rule.
    private Map<String, Map<String, String>> computed(
            Map<String, Map<String, String>> promised, Map<String, BagFile> files)
            throws IOException {
        Map<String, Map<String, String>> computed = new TreeMap<>();
        if (!severalAtOnce) {
            for (var one : promised.entrySet()) {
                computed.put(
                        one.getKey(), digests(files.get(one.getKey()), one.getValue().keySet()));
            }
            return computed;
        }
        int atOnce = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
            Map<String, Future<Map<String, String>>> tasks = new TreeMap<>();
            promised.forEach(
                    (path, right) ->
                            tasks.put(
                                    path,
                                    workers.submit(
                                            () -> digests(files.get(path), right.keySet()))));
            try {
                for (var task : tasks.entrySet()) {
                    computed.put(task.getKey(), task.getValue().get());
                }
            } finally {
                workers.shutdownNow();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        return computed;
    }

    private static Map<String, String> digests(BagFile file, Set<String> algorithms)
            throws IOException {
        try (InputStream in = file.content().open()) {
            return Digesting.of(in, algorithms, file.bytes());
        }
    }

    /// Section 6.1.3 and 6.1.4: names that other systems cannot tell apart.
    private void alike() {
        Map<String, String> folded = new HashMap<>();
        Set<String> all = new LinkedHashSet<>(payload.keySet());
        manifests.values().forEach(list -> all.addAll(list.keySet()));
        for (String path : all) {
            String other = folded.putIfAbsent(composed(path).toLowerCase(Locale.ROOT), path);
            if (other != null) {
                find(BagCode.NAMES_ALIKE, path, "a name like another", "names that differ");
            }
        }
    }

    private Map<String, List<String>> info() throws IOException {
        BagFile file = tags.get("bag-info.txt");
        if (file == null) {
            return Map.of();
        }
        Info info = new Info();
        lines("bag-info.txt", file, info::line);
        return info.end();
    }

    /// What `bag-info.txt` says, as its lines come (section 2.2.2).
    private final class Info {
        private final Map<String, List<String>> said = new LinkedHashMap<>();
        private final StringBuilder value = new StringBuilder();
        private String label = "";

        void line(String line) {
            int colon = line.indexOf(':');
            if (Character.isWhitespace(line.charAt(0)) && !label.isEmpty()) {
                goOn(line.strip());
            } else if (colon > 0) {
                end();
                label = line.substring(0, colon).strip();
                value.append(line.substring(colon + 1).strip());
            } else {
                find(BagCode.LINE_MALFORMED, "bag-info.txt", "a line without label", "a label");
            }
        }

        private void goOn(String more) {
            if (value.length() + more.length() > LONGEST_LINE) {
                find(
                        BagCode.LISTS_TOO_LONG,
                        "bag-info.txt",
                        "a value without end",
                        "a shorter one");
            } else {
                value.append(' ').append(more);
            }
        }

        /// Of the last label, and so of all.
        Map<String, List<String>> end() {
            if (!label.isEmpty()) {
                said.computeIfAbsent(label, key -> new ArrayList<>()).add(value.toString());
                value.setLength(0);
            }
            return said;
        }
    }

    private void oxum(Map<String, List<String>> info) {
        info.forEach(
                (label, values) -> {
                    if (label.equalsIgnoreCase("Payload-Oxum")) {
                        Matcher match = OXUM.matcher(values.getFirst());
                        String right = bytes + "." + payload.size();
                        if (!match.matches() || !values.getFirst().equals(right)) {
                            find(
                                    BagCode.OXUM_DIFFERS,
                                    "bag-info.txt",
                                    "Payload-Oxum " + values.getFirst(),
                                    right);
                        }
                    }
                });
    }
}
