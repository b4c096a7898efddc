package org.haetae.search;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RawCollationKey;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.jspecify.annotations.Nullable;

/// Makes Lucene documents. For one thread; the streams in it are used again.
final class Documents {

    /// Positions, but no offsets: a position is a slot, and slots are found again by `Scan`.
    private static final FieldType WORDS = new FieldType();

    private static final FieldType PAGE_TABLE = new FieldType();

    /// Longest name that is compared when sorting, in bytes of its collation key.
    private static final int LONGEST_KEY = 256;

    static {
        WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        WORDS.setTokenized(true);
        WORDS.freeze();
        PAGE_TABLE.setDocValuesType(DocValuesType.BINARY);
        PAGE_TABLE.freeze();
    }

    private final TextStream text;
    private final TextStream name;
    private final TextStream about;
    private final Collator collator;
    private final RawCollationKey key = new RawCollationKey();

    Documents(Terms terms) {
        text = new TextStream(terms);
        name = new TextStream(terms);
        about = new TextStream(terms);
        collator = Collator.getInstance(ULocale.ROOT);
        if (collator instanceof RuleBasedCollator rules) {
            rules.setNumericCollation(true); // page 2 before page 10
        }
    }

    static BytesRef bytes(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return new BytesRef(bytes.array());
    }

    static UUID id(BytesRef bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static Term term(ItemId item) {
        return new Term(Fields.ITEM, bytes(item.value()));
    }

    /// The document of one item; valid until the next is made.
    Document of(SearchDocument from) {
        Document document = new Document();
        Terms.Tongue tongue = Terms.Tongue.of(from.languages());
        UUID item = from.item().value();

        text.set(from.pages(), tongue);
        document.add(new Field(Fields.TEXT, text, WORDS));
        name.set(List.of(from.path(), from.title()), tongue);
        document.add(new Field(Fields.NAME, name, WORDS));
        if (!from.metadata().isEmpty()) {
            about.set(List.copyOf(from.metadata().values()), tongue);
            document.add(new Field(Fields.ABOUT, about, WORDS));
        }
        if (from.pages().size() > 1) {
            // After the text: the table is known when the stream was read.
            document.add(new PageTable(text, from.pages().size()));
        }

        document.add(new StringField(Fields.ITEM, bytes(item), Field.Store.YES));
        document.add(new NumericDocValuesField(Fields.TIE, item.getLeastSignificantBits()));
        BytesRef compartments = Scope.key(from.compartments());
        document.add(new StringField(Fields.COMPARTMENTS, compartments, Field.Store.NO));
        for (CompartmentId compartment : from.compartments()) {
            document.add(
                    new StringField(
                            Fields.COMPARTMENT, bytes(compartment.value()), Field.Store.NO));
        }
        value(document, Fields.ACCESSION, bytes(from.accession().value()));
        value(document, Fields.KIND, new BytesRef(from.kind().toLowerCase(Locale.ROOT)));
        value(document, Fields.MEDIA_TYPE, new BytesRef(from.mediaType().toLowerCase(Locale.ROOT)));
        value(document, Fields.OUTCOME, new BytesRef(from.outcome().toLowerCase(Locale.ROOT)));
        Set<String> languages = new LinkedHashSet<>();
        from.languages().forEach(code -> languages.add(QueryCompiler.language(code)));
        for (String language : languages) {
            document.add(new StringField(Fields.LANGUAGE, language, Field.Store.NO));
            document.add(new SortedSetDocValuesField(Fields.LANGUAGE, new BytesRef(language)));
        }
        from.date()
                .ifPresent(
                        date ->
                                document.add(
                                        new IntField(
                                                Fields.DATE,
                                                QueryCompiler.day(date),
                                                Field.Store.NO)));
        document.add(new NumericDocValuesField(Fields.RECEIVED, from.received().toEpochMilli()));
        String shown = from.title().isBlank() ? from.path() : from.title();
        document.add(new SortedDocValuesField(Fields.NAME_KEY, key(shown)));
        document.add(new StoredField(Fields.PATH, from.path()));
        if (!from.title().isEmpty()) {
            document.add(new StoredField(Fields.TITLE, from.title()));
        }
        return document;
    }

    private static void value(Document document, String field, BytesRef value) {
        if (value.length <= 1000) {
            document.add(new StringField(field, value, Field.Store.NO));
            document.add(new SortedDocValuesField(field, value));
        }
    }

    private BytesRef key(String shown) {
        String start = shown.length() > 200 ? shown.substring(0, 200) : shown;
        RawCollationKey made = collator.getRawCollationKey(start, key);
        int size = Math.min(made.size, LONGEST_KEY);
        byte[] bytes = new byte[size];
        System.arraycopy(made.bytes, 0, bytes, 0, size);
        return new BytesRef(bytes);
    }

    /// First slot of each page after the first, as differences in variable-length bytes.
    private static final class PageTable extends Field {
        private final TextStream text;
        private final int pages;
        private @Nullable BytesRef made;

        PageTable(TextStream text, int pages) {
            super(Fields.PAGES, PAGE_TABLE);
            this.text = text;
            this.pages = pages;
        }

        @Override
        public BytesRef binaryValue() {
            BytesRef value = made;
            if (value == null) {
                value = make();
                made = value;
            }
            return value;
        }

        private BytesRef make() {
            byte[] bytes = new byte[5 * pages];
            int length = 0;
            int before = 0;
            for (int page = 1; page < pages; page++) {
                int difference = text.firstSlot(page) - before;
                before = text.firstSlot(page);
                while ((difference & ~0x7F) != 0) {
                    bytes[length++] = (byte) (difference & 0x7F | 0x80);
                    difference >>>= 7;
                }
                bytes[length++] = (byte) difference;
            }
            return new BytesRef(bytes, 0, length);
        }
    }

    /// Reads what `PageTable` wrote: the first slot of every page, beginning with 0.
    static int[] pageTable(BytesRef bytes) {
        List<Integer> firsts = new ArrayList<>(List.of(0));
        int at = bytes.offset;
        int end = at + bytes.length;
        int before = 0;
        while (at < end) {
            int difference = 0;
            int shift = 0;
            byte b;
            do {
                b = bytes.bytes[at++];
                difference |= (b & 0x7F) << shift;
                shift += 7;
            } while (b < 0 && at < end);
            before += difference;
            firsts.add(before);
        }
        return firsts.stream().mapToInt(Integer::intValue).toArray();
    }
}
