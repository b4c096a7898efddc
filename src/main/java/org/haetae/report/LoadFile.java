package org.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The exhibits of a dossier as programs for disclosure take them in: a Concordance load file
/// (`.dat`), one row for each exhibit, and an Opticon file (`.opt`), one line for each.
///
/// UTF-8 with the mark of its byte order at the beginning; U+0014 between fields, þ around each, ®
/// for a line end within one, CR LF after each row. None of these stands in a value: there U+FFFD
/// takes its place.
final class LoadFile {

    static final String VOLUME = "HAETAE001";

    private static final char BETWEEN = '\u0014';
    private static final char AROUND = 'þ';
    private static final char LINE_END = '®';
    private static final String ROW_END = "\r\n";
    private static final char MARK = '\uFEFF';

    private LoadFile() {}

    /// @param below folder of the payload from the file, such as `..`
    static void concordance(List<Exhibit> exhibits, String below, OutputStream out)
            throws IOException {
        var text = new StringBuilder().append(MARK);
        boolean first = true;
        for (var exhibit : exhibits) {
            var row = row(exhibit, below);
            if (first) {
                append(text, row.keySet().stream().toList());
                first = false;
            }
            append(text, List.copyOf(row.values()));
        }
        out.write(text.toString().getBytes(UTF_8));
    }

    private static Map<String, String> row(Exhibit exhibit, String below) {
        var row = new LinkedHashMap<String, String>();
        row.put("BEGBATES", exhibit.page(1));
        row.put("ENDBATES", exhibit.page(exhibit.lastPage()));
        row.put("BEGATTACH", "");
        row.put("ENDATTACH", "");
        row.put("EXHIBIT", exhibit.label());
        row.put("ITEMID", exhibit.item().toString());
        row.put("CUSTODIAN", "Haetae");
        row.put("DOCTYPE", exhibit.mediaType());
        row.put("FILENAME", exhibit.name());
        row.put("DATERECEIVED", exhibit.received());
        row.put("PAGECOUNT", Integer.toString(exhibit.lastPage()));
        row.put("FILESIZE", Long.toString(exhibit.bytes()));
        row.put("SHA256", exhibit.sha256());
        row.put("REDACTED", exhibit.redacted() ? "Y" : "N");
        row.put("NATIVEPATH", path(below, exhibit.file()));
        row.put("TEXTPATH", exhibit.text().map(one -> path(below, one)).orElse(""));
        return row;
    }

    private static void append(StringBuilder text, List<String> values) {
        text.append(
                values.stream()
                        .map(value -> AROUND + value(value) + AROUND)
                        .collect(Collectors.joining(String.valueOf(BETWEEN), "", ROW_END)));
    }

    /// A value as it may stand in the file.
    static String value(String value) {
        var clean = new StringBuilder();
        value.replace("\r\n", "\n")
                .codePoints()
                .forEach(
                        c -> {
                            if (c == '\n') {
                                clean.append(LINE_END);
                            } else if (Character.isISOControl(c)
                                    || c == AROUND
                                    || c == LINE_END
                                    || c == MARK) {
                                clean.append('\uFFFD');
                            } else {
                                clean.appendCodePoint(c);
                            }
                        });
        return clean.toString();
    }

    /// One line for each exhibit: its first page, the volume, the file, Y for the first page of a
    /// document, two fields that nobody fills, how many pages.
    static void opticon(List<Exhibit> exhibits, String below, OutputStream out) throws IOException {
        var text = new StringBuilder();
        for (var exhibit : exhibits) {
            text.append(
                            String.join(
                                    ",",
                                    exhibit.page(1),
                                    VOLUME,
                                    path(below, exhibit.file()),
                                    "Y",
                                    "",
                                    "",
                                    Integer.toString(exhibit.lastPage())))
                    .append(ROW_END);
        }
        out.write(text.toString().getBytes(UTF_8));
    }

    /// As these programs write paths.
    private static String path(String below, String file) {
        return (below + "/" + file).replace('/', '\\');
    }
}
