package org.haetae.extract.worker;

import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// Turns the XHTML that Tika's parsers make into pages: a sheet, a slide or a chapter is one, and
/// what has none of these is cut into stretches.
///
/// In a sheet each row is a line and each line with a tab is a row: its cells stand between tabs,
/// empty ones too, and what is broken within a cell goes on behind a space. So its columns can be
/// told again from its words alone.
final class TikaText extends DefaultHandler {
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "tr",
                    "table",
                    "ul",
                    "ol",
                    "li",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "br",
                    "blockquote",
                    "pre",
                    "section",
                    "article",
                    "dt",
                    "dd",
                    "caption",
                    "hr");

    private static final Set<String> PAGES =
            Set.of("page", "sheet", "slide", "slide-content", "chapter");

    private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\r]+");

    private final FileJob job;
    private final Supplier<String> head;
    private boolean begun;
    private boolean inBody;
    private int skipped;
    private int slides;
    private boolean inSlide;
    private boolean titleWanted;
    private @Nullable StringBuilder title;

    /// The line at hand of a sheet; null outside of sheets.
    private @Nullable StringBuilder line;

    private int cells;

    /// @param head what stands before the first words, asked for when they come: by then a parser
    ///   has told the facts of which it is made
    TikaText(FileJob job, Supplier<String> head) {
        this.job = job;
        this.head = head;
        job.pages.begin(null, true);
    }

    /// Ends the last page.
    void finish() {
        endSheet();
        job.pages.end();
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
        if (local.equals("body")) {
            inBody = true;
            if (!begun) {
                begun = true;
                job.pages.append(head.get());
            }
            return;
        }
        if (!inBody) {
            return;
        }
        if (job.overTime()) {
            throw new LimitReached("time limit of " + job.limits.wall().toSeconds() + " seconds");
        }
        String kind = attributes.getValue("class");
        if (local.equals("script") || local.equals("style")) {
            skipped++;
        } else if (local.equals("div") && kind != null && PAGES.contains(kind)) {
            endSheet();
            startPage(kind);
        } else if (titleWanted && local.equals("h1")) {
            title = new StringBuilder();
        } else if (line != null) {
            inSheet(line, local);
        } else if (local.equals("table") && attributes.getValue("name") != null) {
            job.pages.begin(attributes.getValue("name"), true);
        } else if (BLOCKS.contains(local)) {
            titleWanted = titleWanted && local.equals("div");
            job.pages.append("\n");
        }
        if (line == null && isCell(local)) {
            job.pages.append("\t");
        }
    }

    private static boolean isCell(String local) {
        return local.equals("td") || local.equals("th");
    }

    private void inSheet(StringBuilder row, String local) {
        if (isCell(local)) {
            row.append(cells++ == 0 ? "" : "\t");
        } else if (cells == 0 && BLOCKS.contains(local)) {
            endLine();
        } else if (BLOCKS.contains(local)) {
            row.append(' ');
        }
    }

    /// A row of a single cell ends with a tab, so that it is told from other lines.
    private void endLine() {
        if (line != null && (cells > 1 || !line.toString().isBlank())) {
            job.pages.append(line + (cells == 1 ? "\t\n" : "\n"));
        }
        if (line != null) {
            line.setLength(0);
        }
        cells = 0;
    }

    private void endSheet() {
        endLine();
        line = null;
    }

    private void startPage(String kind) {
        switch (kind) {
            case "slide" -> {
                inSlide = true;
                job.pages.begin("slide " + ++slides, true);
            }
            case "slide-content" -> {
                if (!inSlide) {
                    job.pages.begin("slide " + ++slides, true);
                }
            }
            default -> {
                job.pages.begin(null, true);
                titleWanted = true;
            }
        }
    }

    @Override
    public void endElement(String uri, String local, String name) {
        if (local.equals("body")) {
            inBody = false;
        } else if (local.equals("script") || local.equals("style")) {
            skipped = Math.max(0, skipped - 1);
        } else if (title != null && local.equals("h1")) {
            String sheet = title.toString().strip();
            title = null;
            titleWanted = false;
            job.pages.begin(sheet.isEmpty() ? null : sheet, false);
            job.pages.append(unbroken(sheet) + "\n");
            line = new StringBuilder();
        } else if (line != null && inBody) {
            if (local.equals("tr") || cells == 0 && BLOCKS.contains(local)) {
                endLine();
            }
        } else if (inBody && BLOCKS.contains(local)) {
            job.pages.append("\n");
        }
    }

    @Override
    public void characters(char[] text, int start, int length) {
        if (title != null) {
            title.append(text, start, length);
        } else if (inBody && skipped == 0 && line != null) {
            line.append(unbroken(new String(text, start, length)));
        } else if (inBody && skipped == 0) {
            job.pages.append(text, start, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] text, int start, int length) {
        if (inBody && skipped == 0 && title == null && line == null) {
            job.pages.append(text, start, length);
        }
    }

    private static String unbroken(String words) {
        return BREAKS.matcher(words).replaceAll(" ");
    }
}
