package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// The members of a document that is a ZIP inside, after its reader is done: each of them is the
/// package's plumbing, was read, was handed out, or is handed out here. A file that somebody put
/// into a document, and that no relation names, is read by no office program and still is there.
final class Members {
    private static final int LARGEST_INDEX = 16 << 20;

    private static final Pattern ODF_PLUMBING =
            Pattern.compile(
                    "mimetype|(content|styles|meta|settings|current)\\.xml|manifest\\.rdf|layout-cache"
                            + "|META-INF/(manifest|documentsignatures|macrosignatures)\\.xml"
                            + "|Object [^/]*/(styles|meta|settings)\\.xml"
                            + "|ObjectReplacements/.*|Thumbnails/thumbnail\\.(png|pdf)"
                            + "|Configurations2/.*\\.xml|Fonts/.*\\.(ttf|otf)");

    private static final Pattern HWPX_PLUMBING =
            Pattern.compile(
                    "mimetype|version\\.xml|settings\\.xml|Contents/(header\\.xml|content\\.hpf)"
                            + "|Contents/section\\d+\\.xml|Preview/Prv(Text\\.txt|Image\\.png)"
                            + "|META-INF/(container\\.xml|container\\.rdf|manifest\\.xml)");

    private static final Pattern EPUB_PLUMBING =
            Pattern.compile(
                    "mimetype|META-INF/(container|encryption|rights|signatures|metadata)\\.xml"
                            + "|META-INF/com\\.apple\\.ibooks\\.display-options\\.xml"
                            + "|.*\\.opf");

    /// What the archives of other makers hold for their own program.
    private static final Pattern OTHER_PLUMBING =
            Pattern.compile(
                    "mimetype|.*\\.(iwa|plist|rels|css|ttf|otf)|.*index\\.(xml|apxl)(\\.gz)?");

    private enum Family {
        OFFICE,
        OPEN_DOCUMENT,
        HWPX,
        EPUB,
        OTHER
    }

    private final FileJob job;
    private final ZipFile zip;
    private final Family family;
    private final Map<String, ZipArchiveEntry> byName = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<String> related = new HashSet<>();
    private int unnamed;
    private int small;
    private int broken;

    private Members(FileJob job, ZipFile zip, Family family) {
        this.job = job;
        this.zip = zip;
        this.family = family;
    }

    /// Hands out what the reader left, and says so.
    static Verdict rest(FileJob job, String mediaType, Verdict verdict) throws Exception {
        if (!isZip(job.content)) {
            return verdict;
        }
        try (ZipFile zip = Archives.open(job.content)) {
            Members members = new Members(job, zip, family(zip, mediaType));
            members.handOut();
            return members.verdict(verdict);
        } catch (IOException | XMLStreamException unreadable) {
            return verdict.outcome() == Outcome.READ
                    ? verdict.but(
                            Outcome.PARTIAL, "the directory of the files inside cannot be read")
                    : verdict;
        }
    }

    private static boolean isZip(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return PlainText.starts(in.readNBytes(4), "PK\3\4");
        }
    }

    private static Family family(ZipFile zip, String mediaType) {
        if (zip.getEntry("[Content_Types].xml") != null) {
            return Family.OFFICE;
        }
        return switch (mediaType) {
            case "application/hwp+zip" -> Family.HWPX;
            case "application/epub+zip" -> Family.EPUB;
            default ->
                    zip.getEntry("content.xml") != null
                                    && (mediaType.contains("opendocument")
                                            || mediaType.contains("sun.xml"))
                            ? Family.OPEN_DOCUMENT
                            : Family.OTHER;
        };
    }

    private void handOut() throws Exception {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
        for (ZipArchiveEntry entry : entries) {
            if (byName.putIfAbsent(key(entry.getName()), entry) != null) {
                repeated.add(key(entry.getName()));
            }
        }
        if (family == Family.OFFICE) {
            relations();
        }
        for (ZipArchiveEntry entry : entries) {
            if (entry.isDirectory() || entry.getSize() == 0 || isAccountedFor(entry)) {
                continue;
            }
            if (job.overTime()) {
                throw new LimitReached(
                        "time limit of " + job.limits.wall().toSeconds() + " seconds");
            }
            handOut(entry);
        }
    }

    private void handOut(ZipArchiveEntry entry) throws Exception {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] start = in.readNBytes(32 << 10);
            if (Pictures.isTiny(start)) {
                small++;
            } else if (job.part(
                    entry.getName(),
                    null,
                    null,
                    out -> {
                        out.write(start);
                        in.transferTo(out);
                    })) {
                // Pictures of a HWPX come this way as a rule.
                unnamed += entry.getName().startsWith("BinData/") ? 0 : 1;
            }
        } catch (LimitReached limit) {
            throw limit;
        } catch (IOException | RuntimeException damaged) {
            broken++;
            job.facts.raw("damaged", entry.getName());
        }
    }

    private Verdict verdict(Verdict verdict) {
        if (small > 0) {
            job.facts.say("note", small + " pictures smaller than 32 x 32 left out");
        }
        if (unnamed > 0) {
            job.facts.say(
                    "note",
                    unnamed + " files inside that the document does not show were taken out");
        }
        return broken == 0
                ? verdict
                : verdict.also(Outcome.PARTIAL, broken + " files inside could not be taken out");
    }

    private boolean isAccountedFor(ZipArchiveEntry entry) {
        String name = entry.getName();
        if (job.wasHandedOut(entry.getCrc(), entry.getSize())) {
            return true;
        }
        // Of two members of one name a reader sees one, and the other hides behind it.
        if (repeated.contains(key(name))) {
            return false;
        }
        if (job.wasRead(name)) {
            return true;
        }
        return switch (family) {
            case OFFICE -> isOfficePlumbing(name);
            case OPEN_DOCUMENT -> ODF_PLUMBING.matcher(name).matches();
            case HWPX -> HWPX_PLUMBING.matcher(name).matches();
            case EPUB -> EPUB_PLUMBING.matcher(name).matches();
            case OTHER -> OTHER_PLUMBING.matcher(name).matches();
        };
    }

    /// What relations lead to is read or is plumbing, save pictures, sound, film and macros, which
    /// readers pass over in places.
    private boolean isOfficePlumbing(String name) {
        String key = key(name);
        if (key.equals("[content_types].xml")) {
            return true;
        }
        if (key.endsWith(".rels") && key.contains("_rels/")) {
            String source = source(key);
            return source.isEmpty() || byName.containsKey(source);
        }
        return related.contains(key)
                && !key.matches(
                        ".*\\.(png|jpe?g|gif|bmp|tiff?|heic|webp|mp3|m4a|wav|wma|mp4|m4v|mov|avi|wmv|pdf)")
                && !key.endsWith("vbaproject.bin");
    }

    /// Follows the relations from the package's root to all that they name.
    private void relations() throws IOException, XMLStreamException {
        Deque<String> open = new ArrayDeque<>();
        open.add("");
        while (!open.isEmpty()) {
            String source = open.poll();
            int slash = source.lastIndexOf('/') + 1;
            ZipArchiveEntry rels =
                    byName.get(
                            source.substring(0, slash)
                                    + "_rels/"
                                    + source.substring(slash)
                                    + ".rels");
            if (rels == null) {
                continue;
            }
            for (String target : targets(rels)) {
                String path = resolved(source.substring(0, slash), target);
                if (related.add(path)) {
                    open.add(path);
                }
            }
        }
    }

    private Set<String> targets(ZipArchiveEntry rels) throws IOException {
        Set<String> targets = new HashSet<>();
        try (InputStream in = zip.getInputStream(rels)) {
            XMLStreamReader reader =
                    Xml.factory().createXMLStreamReader(new Bounded(in, LARGEST_INDEX));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT) {
                    String target = reader.getAttributeValue(null, "Target");
                    if (target != null
                            && !"External".equals(reader.getAttributeValue(null, "TargetMode"))) {
                        targets.add(target);
                    }
                }
            }
        } catch (XMLStreamException damaged) {
            // What it named until here counts; the rest is handed out, which loses nothing.
            broken++;
        }
        return targets;
    }

    private static String resolved(String folder, String target) {
        String plain = target.contains("#") ? target.substring(0, target.indexOf('#')) : target;
        String path =
                (plain.startsWith("/") ? plain.substring(1) : folder + plain).replace('\\', '/');
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.equals(".") && !step.isEmpty()) {
                steps.add(step);
            }
        }
        return key(decoded(String.join("/", steps)));
    }

    private static String decoded(String path) {
        try {
            return path.contains("%")
                    ? URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8)
                    : path;
        } catch (IllegalArgumentException notEscaped) {
            return path;
        }
    }

    private static String source(String rels) {
        return rels.replaceFirst("_rels/([^/]*)\\.rels$", "$1");
    }

    /// Names within a package mean the same in either case.
    private static String key(String name) {
        String path = name.replace('\\', '/').toLowerCase(Locale.ROOT);
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
