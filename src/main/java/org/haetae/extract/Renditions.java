package org.haetae.extract;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.haetae.archive.ItemId;
import org.haetae.archive.SealedDirectory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Page texts, metadata and page images of items: everything derived, sealed, and made again when
/// it is deleted.
///
/// Kept as stored fields of a Lucene index that nobody searches: compressed, checksummed,
/// crash-safe, readable by page, and purged by merging. The directory given seals what is written.
public final class Renditions implements AutoCloseable {

    /// Stands for the thumbnail among an item's images.
    public static final int THUMBNAIL = 0;

    private static final String ITEM = "item";
    private static final String PLACE = "place";
    private static final String HEAD = "head";
    private static final String TEXT = "text";
    private static final String IMAGE = "image";
    private static final int IMAGE_PLACE = 1 << 24;
    private static final long RECENT_CHARACTERS = 14L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What is kept beside the words.
    private record Head(
            List<Integer> numbers,
            List<String> labels,
            List<String> languages,
            Map<String, List<String>> metadata) {}

    private final Directory directory;
    private final ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<ItemId, Text> recent = new LinkedHashMap<>();
    private long recentCharacters;
    private long changes;

    /// Items that were erased; what comes of them late, from a job that had their bytes, is not
    /// kept. Whoever keeps something holds the lock shared, whoever purges holds it alone.
    private final Set<ItemId> erased = new HashSet<>();

    private final ReadWriteLock erasing = new ReentrantReadWriteLock();

    /// Opens the renditions in a folder, or begins anew when what lies there is damaged: then
    /// everything is read again.
    ///
    /// @param key 32 bytes; everything in the folder is sealed with it
    public static Renditions open(Path folder, byte[] key) throws IOException {
        return open(folder, List.of(key));
    }

    /// @param keys the one in use, then those that a change was not finished with
    public static Renditions open(Path folder, List<byte[]> keys) throws IOException {
        Files.createDirectories(folder);
        try {
            return new Renditions(SealedDirectory.open(folder, keys));
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | NoSuchFileException
                | FileNotFoundException
                | IllegalArgumentException damage) {
            System.getLogger(Renditions.class.getName())
                    .log(Level.WARNING, "what was derived is damaged and is made again", damage);
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            return new Renditions(SealedDirectory.open(folder, keys));
        }
    }

    /// @throws IOException when the directory cannot be read; deleting it loses nothing but time
    public Renditions(Directory directory) throws IOException {
        this.directory = directory;
        var settings = new IndexWriterConfig();
        // What is removed leaves the folder when segments are purged, be it ever so little of them.
        var policy = new TieredMergePolicy();
        policy.setForceMergeDeletesPctAllowed(0);
        settings.setMergePolicy(policy);
        settings.setMergeScheduler(merges);
        settings.setRAMBufferSizeMB(16);
        settings.setUseCompoundFile(false);
        settings.setCommitOnClose(true);
        this.writer = new IndexWriter(directory, settings);
        this.searchers = new SearcherManager(writer, new SearcherFactory());
    }

    /// Keeps the words of an item that has none yet. Durable after [#commit].
    void add(ItemId item, Text text) throws IOException {
        unlessErased(
                item,
                () -> {
                    writer.addDocuments(documents(item, text));
                    remember(item, text);
                });
    }

    /// Keeps the words of an item in place of all that was made of it before.
    void replace(ItemId item, Text text) throws IOException {
        unlessErased(
                item,
                () -> {
                    writer.updateDocuments(new Term(ITEM, bytes(item)), documents(item, text));
                    remember(item, text);
                });
    }

    private interface Keeping {
        void keep() throws IOException;
    }

    private void unlessErased(ItemId item, Keeping words) throws IOException {
        erasing.readLock().lock();
        try {
            if (!erased.contains(item)) {
                words.keep();
            }
        } finally {
            erasing.readLock().unlock();
        }
    }

    /// Keeps one page image; page [#THUMBNAIL] is the thumbnail.
    void addImage(ItemId item, int page, PageImage image) throws IOException {
        var document = new Document();
        document.add(new StringField(ITEM, bytes(item), Field.Store.NO));
        document.add(new StringField(PLACE, place(item, IMAGE_PLACE + page), Field.Store.NO));
        document.add(new StoredField(IMAGE, image.encoded()));
        document.add(new StoredField("width", image.width()));
        document.add(new StoredField("height", image.height()));
        unlessErased(
                item,
                () ->
                        writer.updateDocument(
                                new Term(PLACE, place(item, IMAGE_PLACE + page)), document));
    }

    /// Forgets everything made of an item.
    void remove(ItemId item) throws IOException {
        writer.deleteDocuments(new Term(ITEM, bytes(item)));
        synchronized (recent) {
            changes++;
            var forgotten = recent.remove(item);
            recentCharacters -= forgotten == null ? 0 : forgotten.characters();
        }
    }

    /// Forgets everything made of items that were erased, down to the last byte in the folder, and
    /// seals what is left under another key. Nothing is kept of them from then on: an older copy of
    /// the folder is noise when the old one is destroyed.
    ///
    /// @param key 32 bytes, used from now on
    public void purge(Collection<ItemId> items, byte[] key) throws IOException {
        erasing.writeLock().lock();
        try {
            erased.addAll(items);
            for (var item : items) {
                remove(item);
            }
        } finally {
            erasing.writeLock().unlock();
        }
        do {
            writer.forceMergeDeletes(true);
            merges.sync(); // a merge under way already has the segment, and is not waited for
        } while (writer.hasDeletions());
        writer.commit();
        searchers.maybeRefreshBlocking();
        writer.deleteUnusedFiles();
        if (directory instanceof SealedDirectory sealed) {
            sealed.reseal(key);
        }
    }

    /// Makes durable what was kept before.
    void commit() throws IOException {
        writer.commit();
    }

    /// Whether anything at all is kept, as is not so after `derived/` was deleted.
    boolean isEmpty() {
        return writer.getDocStats().numDocs == 0;
    }

    /// Whether words of an item are kept, be they none.
    boolean has(ItemId item) throws IOException {
        return find(place(item, 1)) != null;
    }

    /// All words of an item, if it was read.
    public Optional<Text> text(ItemId item) throws IOException {
        long before;
        synchronized (recent) {
            var remembered = recent.get(item);
            if (remembered != null) {
                return Optional.of(remembered);
            }
            before = changes;
        }
        var first = find(place(item, 1));
        if (first == null) {
            return Optional.empty();
        }
        var head = JSON.readValue(first.get(HEAD), new TypeReference<Head>() {});
        var pages = new ArrayList<Text.Page>();
        for (int i = 0; i < head.numbers().size(); i++) {
            var document = i == 0 ? first : find(place(item, i + 1));
            pages.add(
                    new Text.Page(
                            head.numbers().get(i),
                            document == null ? "" : words(document),
                            head.labels().get(i),
                            head.languages().get(i)));
        }
        var text = new Text(pages, head.metadata());
        unlessErased(item, () -> rememberUnlessChanged(item, text, before));
        return Optional.of(text);
    }

    /// What was read is old when something was kept meanwhile: it may be of the same item.
    private void rememberUnlessChanged(ItemId item, Text text, long before) {
        synchronized (recent) {
            if (changes == before) {
                remember(item, text);
            }
        }
    }

    /// The words of one page.
    ///
    /// @param index place of the page in [Text#pages], counted from 1
    /// @return empty text when there is no such page
    public String page(ItemId item, int index) throws IOException {
        synchronized (recent) {
            var remembered = recent.get(item);
            if (remembered != null) {
                return index <= remembered.pages().size()
                        ? remembered.pages().get(index - 1).text()
                        : "";
            }
        }
        var document = find(place(item, index));
        return document == null ? "" : words(document);
    }

    private static String words(Document document) {
        var words = document.getBinaryValue(TEXT);
        return words == null ? "" : words.utf8ToString();
    }

    /// A page image that was made before.
    public Optional<PageImage> image(ItemId item, int page) throws IOException {
        var document = find(place(item, IMAGE_PLACE + page));
        if (document == null) {
            return Optional.empty();
        }
        var bytes = document.getBinaryValue(IMAGE);
        return Optional.of(
                new PageImage(
                        document.getField("width").numericValue().intValue(),
                        document.getField("height").numericValue().intValue(),
                        BytesRef.deepCopyOf(bytes).bytes));
    }

    private static List<Document> documents(ItemId item, Text text) {
        var documents = new ArrayList<Document>();
        var count = Math.max(1, text.pages().size());
        for (int i = 0; i < count; i++) {
            var document = new Document();
            document.add(new StringField(ITEM, bytes(item), Field.Store.NO));
            document.add(new StringField(PLACE, place(item, i + 1), Field.Store.NO));
            if (i == 0) {
                document.add(new StoredField(HEAD, JSON.writeValueAsString(head(text))));
            }
            if (i < text.pages().size()) {
                // As bytes: Lucene would go through a string twice, character by character.
                var words = text.pages().get(i).text().getBytes(StandardCharsets.UTF_8);
                document.add(new StoredField(TEXT, words));
            }
            documents.add(document);
        }
        return documents;
    }

    private static Head head(Text text) {
        return new Head(
                text.pages().stream().map(Text.Page::number).toList(),
                text.pages().stream().map(Text.Page::label).toList(),
                text.pages().stream().map(Text.Page::language).toList(),
                text.metadata());
    }

    private @Nullable Document find(BytesRef place) throws IOException {
        var found = findNow(place);
        if (found == null) {
            searchers.maybeRefreshBlocking();
            found = findNow(place);
        }
        return found;
    }

    private @Nullable Document findNow(BytesRef place) throws IOException {
        var searcher = searchers.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                var terms = leaf.reader().terms(PLACE);
                if (terms == null) {
                    continue;
                }
                var places = terms.iterator();
                if (!places.seekExact(place)) {
                    continue;
                }
                var postings = places.postings(null, PostingsEnum.NONE);
                var live = leaf.reader().getLiveDocs();
                for (int id = postings.nextDoc();
                        id != PostingsEnum.NO_MORE_DOCS;
                        id = postings.nextDoc()) {
                    if (live == null || live.get(id)) {
                        return leaf.reader().storedFields().document(id);
                    }
                }
            }
            return null;
        } finally {
            searchers.release(searcher);
        }
    }

    private void remember(ItemId item, Text text) {
        synchronized (recent) {
            changes++;
            if (text.characters() > RECENT_CHARACTERS / 4) {
                var forgotten = recent.remove(item);
                recentCharacters -= forgotten == null ? 0 : forgotten.characters();
                return;
            }
            var before = recent.put(item, text);
            recentCharacters += text.characters() - (before == null ? 0 : before.characters());
            while (recentCharacters > RECENT_CHARACTERS) {
                var oldest = recent.keySet().iterator().next();
                recentCharacters -= recent.remove(oldest).characters();
            }
        }
    }

    private static BytesRef bytes(ItemId item) {
        return new BytesRef(
                ByteBuffer.allocate(16)
                        .putLong(item.value().getMostSignificantBits())
                        .putLong(item.value().getLeastSignificantBits())
                        .array());
    }

    private static BytesRef place(ItemId item, int number) {
        return new BytesRef(
                ByteBuffer.allocate(20)
                        .putLong(item.value().getMostSignificantBits())
                        .putLong(item.value().getLeastSignificantBits())
                        .putInt(number)
                        .array());
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
    }
}
