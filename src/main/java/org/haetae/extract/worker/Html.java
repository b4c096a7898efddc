package org.haetae.extract.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/// Words of a web page, in the order of its source, hidden ones included: what a page hides may be
/// the point. Pictures written into the page itself become parts.
final class Html {
    private static final int META_FACTS = 100;

    private static final Set<String> SILENT = Set.of("script", "style", "template", "head");

    private static final Pattern META_CHARSET =
            Pattern.compile(
                    "(?i)<(?:meta|\\?xml)[^>]{0,200}?(?:charset|encoding)\\s*=\\s*[\"']?\\s*([\\w:.-]+)");

    private Html() {}

    static Verdict read(FileJob job, @Nullable String charset) throws Exception {
        byte[] bytes = job.content.bytes();
        if (bytes == null) {
            try (var in = job.content.open()) {
                bytes = in.readNBytes((int) Math.min(64L << 20, job.content.length()));
            }
        }
        Charsets.Decoded decoded =
                Charsets.decode(bytes, charset == null ? declared(bytes) : charset);
        job.facts.say("charset", decoded.charset());
        Document document = Jsoup.parse(decoded.text());
        facts(document, job.facts);
        job.pages.begin(null, true);
        walk(document, job.pages);
        job.pages.end();
        pictures(document, job);
        Verdict verdict = Tools.HTML.read();
        return bytes.length < job.content.length()
                ? verdict.but(Outcome.STOPPED, "text limit: the first 64 MB were read")
                : verdict;
    }

    /// The words of XML that no strict parser accepts.
    static Verdict readXml(FileJob job) throws IOException {
        byte[] bytes;
        try (var in = job.content.open()) {
            bytes = in.readNBytes((int) Math.min(64L << 20, job.content.length()));
        }
        Charsets.Decoded decoded = Charsets.decode(bytes, declared(bytes));
        job.facts.say("charset", decoded.charset());
        StringBuilder text = new StringBuilder();
        NodeTraversor.traverse(
                (node, depth) -> {
                    if (node instanceof TextNode words && !words.isBlank()) {
                        text.append(words.getWholeText().strip()).append('\n');
                    }
                },
                Jsoup.parse(decoded.text(), Parser.xmlParser()));
        job.pages.begin(null, true);
        job.pages.append(text);
        job.pages.end();
        Verdict verdict = Tools.HTML.read();
        return job.pages.written() == 0
                ? verdict.but(Outcome.DAMAGED, "the bytes do not obey the format")
                : verdict.but(Outcome.READ, "the XML is not well formed; its words were read");
    }

    /// The words of a piece of HTML.
    static String text(String html) {
        StringBuilder text = new StringBuilder();
        NodeTraversor.traverse(new Words(text), Jsoup.parse(html));
        return Clean.layout(text.toString());
    }

    /// The charset that the markup states.
    static @Nullable String declared(byte[] bytes) {
        String head =
                new String(bytes, 0, Math.min(bytes.length, 16_384), StandardCharsets.ISO_8859_1);
        Matcher matcher = META_CHARSET.matcher(head);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static void walk(Document document, Pages pages) {
        StringBuilder text = new StringBuilder();
        NodeTraversor.traverse(new Words(text), document);
        pages.append(text);
    }

    private static void facts(Document document, Facts facts) {
        facts.say("title", document.title());
        int said = 0;
        for (Element meta : document.select("meta[content]")) {
            String name = meta.attr("name");
            String key = name.isEmpty() ? meta.attr("property") : name;
            String value = meta.attr("content");
            if (key.isEmpty() || said++ >= META_FACTS) {
                continue;
            }
            switch (key.toLowerCase(java.util.Locale.ROOT)) {
                case "author", "article:author", "dc.creator" -> facts.say("author", value);
                case "article:published_time", "dc.date", "date", "pubdate" ->
                        facts.date("created", value);
                case "article:modified_time", "last-modified" -> facts.date("modified", value);
                case "og:url" -> facts.say("url", value);
                default -> {
                    // Kept as found, below.
                }
            }
            facts.raw("meta:" + key, value);
        }
        Element canonical = document.selectFirst("link[rel=canonical][href]");
        if (canonical != null) {
            facts.say("url", canonical.attr("href"));
        }
        Element root = document.selectFirst("html[lang]");
        if (root != null) {
            facts.say("declared-language", root.attr("lang"));
        }
    }

    private static void pictures(Document document, FileJob job) throws Exception {
        int number = 0;
        for (Element image : document.select("img[src^=data:image]")) {
            String source = image.attr("src");
            int comma = source.indexOf(',');
            if (comma < 0 || !source.substring(0, comma).endsWith(";base64")) {
                continue;
            }
            byte[] bytes;
            try {
                bytes = Base64.getMimeDecoder().decode(source.substring(comma + 1));
            } catch (IllegalArgumentException broken) {
                continue;
            }
            if (bytes.length > 0 && !Pictures.isTiny(bytes)) {
                String name = "picture-" + ++number + Pictures.extension(bytes);
                job.part(name, null, null, out -> out.write(bytes));
            }
        }
    }

    /// Writes words, with line breaks where blocks begin and end.
    private static final class Words implements NodeVisitor {
        private final StringBuilder out;
        private int silent;
        private int preformatted;

        private Words(StringBuilder out) {
            this.out = out;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                if (silent == 0) {
                    append(text.getWholeText());
                }
            } else if (node instanceof Element element) {
                String name = element.normalName();
                if (SILENT.contains(name)) {
                    silent++;
                } else if (silent == 0) {
                    begin(element, name);
                }
            }
        }

        private void begin(Element element, String name) {
            switch (name) {
                case "br" -> out.append('\n');
                case "td", "th" -> out.append('\t');
                case "img" -> append(" " + element.attr("alt") + " ");
                case "input" -> {
                    if (!element.attr("type").equals("hidden")) {
                        append(" " + element.attr("value") + " ");
                    }
                }
                case "pre", "textarea" -> {
                    preformatted++;
                    out.append('\n');
                }
                default -> {
                    if (breaks(element)) {
                        line();
                    }
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                if (SILENT.contains(name)) {
                    silent--;
                } else if (silent == 0) {
                    if (name.equals("pre") || name.equals("textarea")) {
                        preformatted--;
                    }
                    if (name.equals("p") || name.length() == 2 && name.charAt(0) == 'h') {
                        out.append("\n\n");
                    } else if (breaks(element)) {
                        line();
                    }
                }
            }
        }

        private static boolean breaks(Element element) {
            return element.isBlock() && !element.normalName().equals("td");
        }

        private void line() {
            if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
                out.append('\n');
            }
        }

        private void append(String words) {
            if (preformatted > 0) {
                out.append(words);
                return;
            }
            for (int i = 0; i < words.length(); i++) {
                char c = words.charAt(i);
                if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                    char last = out.isEmpty() ? '\n' : out.charAt(out.length() - 1);
                    if (last != ' ' && last != '\n' && last != '\t') {
                        out.append(' ');
                    }
                } else {
                    out.append(c);
                }
            }
        }
    }
}
