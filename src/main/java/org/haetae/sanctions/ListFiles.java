package org.haetae.sanctions;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.CsvRecords.Row;

/// Reads a version of a list from its file or files, whichever format they are in. What they are is
/// told by what stands in them, never by their names.
///
/// A file is read once from its beginning to its end (a table twice, for its charset); what is held
/// is what the entries say. All of it is read or nothing: see [ListRefused].
public final class ListFiles {

    private static final int HEAD = 64;
    private static final int MOST_HEADS = 5;

    /// A file that can be opened more than once.
    public interface Source {
        /// What it is called in messages.
        String name();

        InputStream open() throws IOException;
    }

    private final List<Source> sources;
    private final Entries entries = new Entries();
    private final List<Long> characters = new ArrayList<>();
    private Optional<ListFormat> format = Optional.empty();
    private Optional<HistoricDate> dated = Optional.empty();

    private ListFiles(List<Source> sources) {
        this.sources = sources;
    }

    /// @param sources one file, or the tables of OFAC with `sdn` first
    /// @throws ListRefused when they are no whole list; says which file, where and why, in a line
    public static ListVersion read(List<Source> sources) throws IOException {
        var reading = new ListFiles(sources);
        reading.read();
        return new ListVersion(
                reading.format.orElseThrow(() -> new ListRefused("there is no file to read")),
                reading.dated,
                reading.entries.done(),
                reading.characters);
    }

    private void read() throws IOException {
        var ofac = new OfacCsv(entries);
        for (int i = 0; i < sources.size(); i++) {
            var source = sources.get(i);
            try (var in = new BufferedInputStream(source.open(), 1 << 16)) {
                switch (first(in)) {
                    case '<' -> xml(source, in);
                    case '{' -> {
                        is(ListFormat.FTM_JSON, source);
                        var targets = new FtmTargets(entries, source.name(), i);
                        dated = targets.read(reader(in, StandardCharsets.UTF_8));
                        characters.add(targets.characters());
                    }
                    default -> table(source, i, ofac);
                }
            }
        }
        ofac.end();
        if (entries.isEmpty()) {
            throw new ListRefused(
                    "%s: there is no entry in it".formatted(sources.getFirst().name()));
        }
    }

    /// That all files are of one format, and only tables are several.
    private void is(ListFormat found, Source source) {
        if (format.isPresent() && (format.get() != found || found != ListFormat.OFAC_CSV)) {
            throw new ListRefused(
                    "%s: it is %s, and the file before it is %s; give one list at a time"
                            .formatted(source.name(), found, format.get()));
        }
        format = Optional.of(found);
    }

    /// The first byte that is no space and no byte order mark.
    private static int first(InputStream in) throws IOException {
        in.mark(HEAD);
        var head = in.readNBytes(HEAD);
        in.reset();
        for (byte one : head) {
            int value = one & 0xff;
            if (value > ' ' && value != 0xef && value != 0xbb && value != 0xbf && value < 0xfe) {
                return value;
            }
        }
        return -1;
    }

    // ---- XML

    private void xml(Source source, InputStream in) {
        var name = source.name();
        try (var records = new XmlRecords(name, in, root -> recordsOf(name, root))) {
            dated =
                    switch (records.root().name) {
                        case UnConsolidated.ROOT -> {
                            is(ListFormat.UN_XML, source);
                            yield new UnConsolidated(entries, name).read(records);
                        }
                        case OfacSdn.ROOT -> {
                            is(ListFormat.OFAC_SDN_XML, source);
                            yield new OfacSdn(entries, name).read(records);
                        }
                        case OfacAdvanced.ROOT -> {
                            is(ListFormat.OFAC_ADVANCED_XML, source);
                            yield new OfacAdvanced(entries, name).read(records);
                        }
                        case EuConsolidated.ROOT -> {
                            is(ListFormat.EU_XML, source);
                            yield new EuConsolidated(entries, name).read(records);
                        }
                        default -> {
                            is(ListFormat.UK_XML, source);
                            yield new UkSanctions(entries, name).read(records);
                        }
                    };
            characters.add(records.characters());
        }
    }

    private static Set<String> recordsOf(String file, String root) {
        return switch (root) {
            case UnConsolidated.ROOT -> UnConsolidated.RECORDS;
            case OfacSdn.ROOT -> OfacSdn.RECORDS;
            case OfacAdvanced.ROOT -> OfacAdvanced.RECORDS;
            case EuConsolidated.ROOT -> EuConsolidated.RECORDS;
            case UkSanctions.ROOT -> UkSanctions.RECORDS;
            default ->
                    throw new ListRefused(
                            "%s: its outermost element is %s; expected one of %s, %s, %s, %s, %s"
                                    .formatted(
                                            file,
                                            root.length() > 40 ? root.substring(0, 40) + "…" : root,
                                            UnConsolidated.ROOT,
                                            OfacSdn.ROOT,
                                            OfacAdvanced.ROOT,
                                            EuConsolidated.ROOT,
                                            UkSanctions.ROOT));
        };
    }

    // ---- tables

    private void table(Source source, int number, OfacCsv ofac) throws IOException {
        var charset = charset(source);
        try (var text = reader(source.open(), charset)) {
            var records = new CsvRecords(source.name(), number, text);
            var heads = records.row();
            var table = heads.map(Row::cells).flatMap(OfacCsv::table);
            if (table.isPresent()) {
                is(ListFormat.OFAC_CSV, source);
                if (number == 0 != (table.get() == OfacCsv.Table.SDN)) {
                    throw new ListRefused(
                            "%s: it is the table %s; give sdn first, then the others"
                                    .formatted(source.name(), table.get()));
                }
                ofac.read(records, table.get(), heads.orElseThrow());
            } else {
                britain(source, records, heads);
            }
            characters.add(records.characters());
        }
    }

    private void britain(Source source, CsvRecords records, Optional<Row> first) {
        var row = first;
        for (int i = 0; i < MOST_HEADS && row.isPresent(); i++) {
            var found = UkSanctions.format(row.get().cells());
            if (found.isPresent()) {
                is(found.get(), source);
                new UkSanctions(entries, source.name()).read(records, row.get().cells());
                return;
            }
            var day = UkSanctions.dated(row.get().cells());
            dated = day.isPresent() ? day : dated;
            row = records.row();
        }
        throw new ListRefused(
                "%s: it is no list that we know: neither XML, JSON lines nor a table of OFAC or of the United Kingdom (docs/formats/sanctions.md)"
                        .formatted(source.name()));
    }

    /// UTF-8 where all of it is that, else Windows-1252, in which every byte is a character.
    private static Charset charset(Source source) throws IOException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(1 << 16);
        var characters = CharBuffer.allocate(1 << 16);
        try (var in = source.open()) {
            for (int read = 0; read >= 0; ) {
                read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                if (decoder.decode(bytes, characters.clear(), read < 0).isError()) {
                    return Charset.forName("windows-1252");
                }
                bytes.compact();
            }
        }
        return StandardCharsets.UTF_8;
    }

    /// What is not in the charset becomes visible as such. A byte order mark is none of the text.
    private static Reader reader(InputStream in, Charset charset) throws IOException {
        var reader =
                new BufferedReader(
                        new InputStreamReader(
                                in,
                                charset.newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPLACE)
                                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        return reader;
    }
}
