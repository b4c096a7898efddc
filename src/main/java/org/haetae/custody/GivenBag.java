package org.haetae.custody;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.haetae.access.Clearance;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;
import org.haetae.packing.BagCheck;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What could be proved of a bag when it was taken in, and what could not; kept with its accession.
///
/// Proved is at most that the files are those that the bag's manifests list. Who packed it, when,
/// and whether the manifests were exchanged together with the files, no bag says.
///
/// @param version of BagIt; empty where it does not say
/// @param algorithms of the manifests that were computed
/// @param files in the payload
/// @param proved how many of them have the digest of each manifest that lists them
/// @param findings code and subject of what did not fit or was odd; subjects name files
public record GivenBag(
        String version,
        List<String> algorithms,
        long files,
        long bytes,
        long proved,
        boolean valid,
        List<Odd> findings) {

    /// Kept in the archive under this.
    static final String KIND = "bagit";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What declares a bag (RFC 8493, section 2.1.1).
    private static final String NAME = "bagit.txt";

    private static final int MOST_BAGS = 100;
    private static final int MOST_FINDINGS = 1_000;

    /// One thing that did not fit, or was odd.
    public record Odd(String code, boolean error, String subject) {}

    public GivenBag {
        algorithms = List.copyOf(algorithms);
        findings = List.copyOf(findings);
    }

    /// From a check of the bag before it was taken in.
    public static GivenBag of(BagCheck.Result result) {
        return new GivenBag(
                result.version(),
                result.algorithms(),
                result.files(),
                result.bytes(),
                result.digests().keySet().stream().filter(path -> path.startsWith("data/")).count(),
                result.isValid(),
                // Errors first: what is beyond the limit must not make a broken bag look whole.
                result.findings().stream()
                        .map(GivenBag::odd)
                        .sorted(Comparator.comparing(Odd::error).reversed())
                        .limit(MOST_FINDINGS)
                        .toList());
    }

    /// Whether a file of this name declares a bag.
    public static boolean isOne(String path) {
        return path.equals(NAME) || path.endsWith("/" + NAME);
    }

    /// Checks every bag that lies in no other among what was received with an accession, and keeps
    /// what came of it. For those that came without a folder: by a browser, or inside a ZIP.
    ///
    /// @param inside only those that lie inside of containers
    public static List<GivenBag> keepAll(
            Archive archive, Clearance by, Accession accession, boolean inside) throws IOException {
        List<GivenBag> bags = new ArrayList<>();
        for (Tree tree : Tree.of(archive, by, accession.id(), inside)) {
            for (String root : outermost(tree.files().keySet())) {
                if (bags.size() < MOST_BAGS) {
                    GivenBag bag = of(BagCheck.of(files(archive, by, tree, root)));
                    bag.keep(archive, by, accession);
                    bags.add(bag);
                }
            }
        }
        return bags;
    }

    /// Where bags are that lie in no other bag: the manifests of the outer one speak of all that is
    /// inside, and nothing is read twice.
    ///
    /// @return what comes before the names of their files: empty, or ending with a slash
    static List<String> outermost(Set<String> paths) {
        List<String> roots = new ArrayList<>();
        paths.stream()
                .filter(GivenBag::isOne)
                .map(path -> path.substring(0, path.length() - NAME.length()))
                .sorted() // so that what lies in one follows it at once
                .forEach(
                        root -> {
                            if (roots.isEmpty() || !root.startsWith(roots.getLast())) {
                                roots.add(root);
                            }
                        });
        return roots;
    }

    private static Map<String, BagCheck.BagFile> files(
            Archive archive, Clearance by, Tree tree, String root) {
        Map<String, BagCheck.BagFile> files = new TreeMap<>();
        tree.files()
                .forEach(
                        (path, one) -> {
                            if (path.startsWith(root)) {
                                files.put(
                                        path.substring(root.length()),
                                        new BagCheck.BagFile(
                                                one.bytes(), () -> archive.read(by, one.item())));
                            }
                        });
        return files;
    }

    private static Odd odd(Finding finding) {
        return new Odd(finding.code(), finding.severity() == Severity.ERROR, finding.subject());
    }

    private long errors() {
        return findings.stream().filter(Odd::error).count();
    }

    /// Keeps it with the accession that the bag became.
    public void keep(Archive archive, Clearance by, Accession accession) {
        archive.note(by, accession, KIND, Math.toIntExact(errors()), encode());
    }

    /// Those of an accession; one for each bag that was given with it.
    public static List<GivenBag> of(Archive archive, Clearance by, AccessionId accession) {
        return archive.notes(by, accession, KIND).stream()
                .map(note -> decode(note.record()))
                .toList();
    }

    /// Canonical: keys in alphabetical order, no spaces.
    private byte[] encode() {
        Map<String, Object> map = new TreeMap<>();
        map.put("algorithms", algorithms);
        map.put("bytes", bytes);
        map.put("files", files);
        List<Map<String, Object>> odd = new ArrayList<>();
        for (Odd one : findings) {
            odd.add(
                    new TreeMap<>(
                            Map.of(
                                    "code",
                                    one.code(),
                                    "error",
                                    one.error(),
                                    "subject",
                                    one.subject())));
        }
        map.put("findings", odd);
        map.put("proved", proved);
        map.put("valid", valid);
        map.put("version", version);
        return JSON.writeValueAsBytes(map);
    }

    private static GivenBag decode(byte[] encoded) {
        JsonNode tree = JSON.readTree(encoded);
        List<Odd> odd = new ArrayList<>();
        for (JsonNode one : tree.get("findings")) {
            odd.add(
                    new Odd(
                            one.get("code").asString(),
                            one.get("error").asBoolean(),
                            one.get("subject").asString()));
        }
        return new GivenBag(
                tree.get("version").asString(),
                tree.get("algorithms").valueStream().map(JsonNode::asString).toList(),
                tree.get("files").asLong(),
                tree.get("bytes").asLong(),
                tree.get("proved").asLong(),
                tree.get("valid").asBoolean(),
                odd);
    }

    /// The first error, for a message.
    public Optional<String> firstError() {
        return findings.stream().filter(Odd::error).map(Odd::code).findFirst();
    }
}
