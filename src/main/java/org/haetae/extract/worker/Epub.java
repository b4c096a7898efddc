package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// EPUB books: each document of the spine is a section of its own, in the order of reading;
/// pictures are parts.
final class Epub {
    private static final int LARGEST = 32 << 20;

    private final FileJob job;
    private final ZipFile zip;
    private int missing;
    private int small;

    private Epub(FileJob job, ZipFile zip) {
        this.job = job;
        this.zip = zip;
    }

    static Verdict read(FileJob job) throws Exception {
        try (ZipFile zip = new ZipFile(job.content.path().toFile())) {
            return new Epub(job, zip).read();
        }
    }

    private Verdict read() throws Exception {
        String path = packagePath();
        Document book = path == null ? null : xml(path);
        Verdict verdict = Tools.HTML.readBy("EPUB");
        if (book == null || path == null) {
            return verdict.but(Outcome.DAMAGED, "it has no package document");
        }
        facts(book);
        Map<String, Element> items = new HashMap<>();
        for (Element item : book.getElementsByTag("item")) {
            items.put(item.attr("id"), item);
        }
        if (items.isEmpty()) {
            book.select("*|item").forEach(item -> items.put(item.attr("id"), item));
        }
        for (Element reference : book.select("itemref, *|itemref")) {
            Element item = items.remove(reference.attr("idref"));
            if (item != null) {
                chapter(resolved(path, item.attr("href")));
            }
        }
        for (Element item : items.values()) {
            String type = item.attr("media-type");
            if (type.startsWith("image/")) {
                picture(resolved(path, item.attr("href")), type);
            } else if (type.equals("text/css")
                    || type.equals("application/x-dtbncx+xml")
                    || type.contains("font")
                    || type.contains("opentype")) {
                // How the book looks, and its contents page once more.
                job.read(resolved(path, item.attr("href")));
            }
        }
        if (small > 0) {
            job.facts.say("note", small + " pictures smaller than 32 x 32 left out");
        }
        if (zip.getEntry("META-INF/encryption.xml") != null && job.pages.written() == 0) {
            return verdict.but(Outcome.LOCKED, "protected by digital rights management");
        }
        return missing == 0
                ? verdict
                : verdict.but(
                        Outcome.PARTIAL, missing + " chapters or pictures are missing or damaged");
    }

    private @Nullable String packagePath() throws IOException {
        Document container = xml("META-INF/container.xml");
        Element root = container == null ? null : container.selectFirst("rootfile, *|rootfile");
        if (root != null && !root.attr("full-path").isEmpty()) {
            return root.attr("full-path");
        }
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".opf"))
                .findFirst()
                .orElse(null);
    }

    private void facts(Document book) {
        for (Element about : book.select("metadata > *, *|metadata > *")) {
            String value = about.text();
            switch (about.normalName()) {
                case "dc:title" -> job.facts.say("title", value);
                case "dc:creator" -> job.facts.say("author", value);
                case "dc:date" -> job.facts.date("created", value);
                case "dc:language" -> job.facts.say("declared-language", value);
                case "dc:publisher" -> job.facts.say("publisher", value);
                case "dc:subject" -> job.facts.say("subject", value);
                default -> job.facts.raw("epub:" + about.normalName(), value);
            }
        }
    }

    private void chapter(String path) throws IOException {
        byte[] bytes = bytes(path);
        if (bytes == null) {
            missing++;
            return;
        }
        job.read(path);
        Charsets.Decoded decoded = Charsets.decode(bytes, Html.declared(bytes));
        Element heading = Jsoup.parse(decoded.text()).selectFirst("h1, h2, title");
        String label = heading == null || heading.text().isBlank() ? null : heading.text();
        job.pages.begin(label, true);
        job.pages.append(Html.text(decoded.text()));
        job.pages.end();
    }

    private void picture(String path, String mediaType) throws Exception {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            missing++;
            return;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] start = in.readNBytes(32 << 10);
            if (Pictures.isTiny(start)) {
                small++;
                return;
            }
            job.part(
                    path,
                    mediaType,
                    null,
                    out -> {
                        out.write(start);
                        in.transferTo(out);
                    });
        } catch (LimitReached limit) {
            throw limit;
        } catch (IOException damaged) {
            missing++;
        }
    }

    /// A path in the archive from one written relative to the package document.
    private static String resolved(String packagePath, String href) {
        String plain = href.contains("#") ? href.substring(0, href.indexOf('#')) : href;
        try {
            String base = "/" + packagePath.replace(" ", "%20");
            return URI.create(base).resolve(plain.replace(" ", "%20")).getPath().substring(1);
        } catch (IllegalArgumentException | IndexOutOfBoundsException odd) {
            String folder = packagePath.substring(0, packagePath.lastIndexOf('/') + 1);
            return folder + URLDecoder.decode(plain.replace("%", "%25"), StandardCharsets.UTF_8);
        }
    }

    private @Nullable Document xml(String path) throws IOException {
        byte[] bytes = bytes(path);
        return bytes == null
                ? null
                : Jsoup.parse(Charsets.decode(bytes, null).text(), "", Parser.xmlParser());
    }

    private byte @Nullable [] bytes(String path) throws IOException {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(LARGEST);
        } catch (IOException damaged) {
            return null;
        }
    }
}
