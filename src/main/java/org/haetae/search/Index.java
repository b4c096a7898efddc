package org.haetae.search;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.haetae.access.Clearance;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;
import org.haetae.archive.SealedDirectory;
import org.haetae.search.Passage.Range;
import org.haetae.search.Passages.Match;
import org.haetae.search.SearchRequest.Order;
import org.jspecify.annotations.Nullable;

/// The search index: everything that was read, found by its words, under the asker's clearance.
///
/// It follows the ledger: who feeds it says at each `commit` up to which position it is complete,
/// and goes on from `position` after a start. What was put and not committed is gone after a crash
/// and comes again. An index that is damaged, or was made by an older analysis, is begun anew at
/// the beginning by `open`; `rebuilt` says so.
///
/// `put`, `remove` and all searches may be called by many threads at once. What was put is found
/// after a second, in the middle of a large intake a few seconds later, or at once after `refresh`
/// or `commit`.
public final class Index implements AutoCloseable {

    private static final double WRITE_BUFFER_MB = 32;
    private static final String POSITION = "position";
    private static final String VERSION = "version";

    /// The position of an index that is complete up to nothing: the ledger begins with 0.
    private static final long BEGINNING = -1;

    private static final String DAMAGED = "damaged";
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final long QUICKLY_WRITTEN = 4 << 20;
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(20);

    /// Hits are counted exactly up to here, unless asked otherwise.
    private static final int COUNTED = 1000;

    private static final int MOST_MARKED_WORDS = 32;

    /// Words that a thread which feeds the index remembers the terms of, and one that asks.
    private static final int MANY_WORDS = 1 << 16;

    private static final int FEW_WORDS = 1 << 8;

    static {
        // One word of a query becomes some dozens of terms; the reader limits the words.
        IndexSearcher.setMaxClauseCount(100_000);
    }

    private final Path folder;
    private final SealedDirectory directory;
    private final ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final PageText pages;
    private final Optional<String> rebuilt;
    private final ConcurrentLinkedDeque<Documents> makers = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Terms> askers = new ConcurrentLinkedDeque<>();
    private final Withheld withheld;
    private volatile Scopes scopes = new Scopes(null, Map.of());
    private volatile long position;
    private volatile boolean fed;
    private volatile boolean changed;
    private volatile long refreshed = System.nanoTime();
    private final AtomicBoolean refreshing = new AtomicBoolean();

    /// What somebody sees: values of compartments, without these items.
    private record Seen(SortedSet<BytesRef> values, Set<ItemId> withheld) {}

    /// Scopes of one state of the index, by what is seen.
    private record Scopes(@Nullable IndexReader reader, Map<Seen, Scope> byWhatIsSeen) {}

    private Index(
            Path folder,
            SealedDirectory directory,
            PageText pages,
            Withheld withheld,
            Optional<String> rebuilt)
            throws IOException {
        this.withheld = withheld;
        this.folder = folder;
        this.directory = directory;
        this.pages = pages;
        this.rebuilt = rebuilt;
        merges.setMaxMergesAndThreads(6, 1);
        TieredMergePolicy policy = new TieredMergePolicy();
        policy.setNoCFSRatio(0);
        policy.setForceMergeDeletesPctAllowed(0);
        IndexWriterConfig config =
                new IndexWriterConfig()
                        .setRAMBufferSizeMB(WRITE_BUFFER_MB)
                        .setMergeScheduler(merges)
                        .setMergePolicy(new OnceFed(policy))
                        .setUseCompoundFile(false)
                        .setCommitOnClose(false);
        writer = new IndexWriter(directory, config);
        Map<String, String> data = committed(writer);
        position = Long.parseLong(data.getOrDefault(POSITION, Long.toString(BEGINNING)));
        searchers = new SearcherManager(writer, true, false, new SearcherFactory());
    }

    /// Opens the index in a folder, or begins one, of which nothing is withheld.
    ///
    /// @param key 32 bytes; everything in the folder is sealed with it
    /// @param pages where the words of a passage are read
    public static Index open(Path folder, byte[] key, PageText pages) {
        return open(folder, List.of(key), pages, by -> Set.of());
    }

    /// Opens the index in a folder, or begins one.
    ///
    /// @param keys the one in use, then those that a change was not finished with
    public static Index open(Path folder, List<byte[]> keys, PageText pages, Withheld withheld) {
        try {
            Files.createDirectories(folder);
            Optional<String> unfit = unfit(folder, keys);
            if (unfit.isPresent()) {
                clear(folder);
            }
            SealedDirectory directory = SealedDirectory.open(folder, keys);
            try {
                return new Index(folder, directory, pages, withheld, unfit);
            } catch (IOException | RuntimeException failed) {
                directory.close();
                throw failed;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("opening the search index failed", failure);
        }
    }

    /// Why what lies in the folder cannot be used, or empty when it can.
    private static Optional<String> unfit(Path folder, List<byte[]> keys) throws IOException {
        if (Files.exists(folder.resolve(DAMAGED))) {
            return Optional.of("it was found damaged");
        }
        try (SealedDirectory directory = SealedDirectory.open(folder, keys)) {
            if (!DirectoryReader.indexExists(directory)) {
                return Optional.empty();
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                String version = reader.getIndexCommit().getUserData().get(VERSION);
                return Fields.VERSION.equals(version)
                        ? Optional.empty()
                        : Optional.of(
                                "it was made by analysis %s, this is analysis %s"
                                        .formatted(version, Fields.VERSION));
            }
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | NoSuchFileException
                | java.io.FileNotFoundException
                | IllegalArgumentException damage) {
            return Optional.of("it is damaged: " + damage.getClass().getSimpleName());
        }
    }

    private static void clear(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static Map<String, String> committed(IndexWriter writer) {
        Map<String, String> data = new HashMap<>();
        Iterable<Map.Entry<String, String>> entries = writer.getLiveCommitData();
        if (entries != null) {
            entries.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        }
        return data;
    }

    /// Why the index was begun anew at this opening, or empty when it was not.
    public Optional<String> rebuilt() {
        return rebuilt;
    }

    /// The ledger position up to which the index was complete at its last commit; -1 for a new one.
    public long position() {
        return position;
    }

    /// Leaves segments as they are until something is put: a short command must not begin, at its
    /// opening, a merge that its end breaks off.
    private final class OnceFed extends FilterMergePolicy {

        OnceFed(MergePolicy policy) {
            super(policy);
        }

        @Override
        public @Nullable MergeSpecification findMerges(
                MergeTrigger trigger, SegmentInfos segments, MergeContext context)
                throws IOException {
            return fed ? super.findMerges(trigger, segments, context) : null;
        }

        @Override
        public @Nullable MergeSpecification findFullFlushMerges(
                MergeTrigger trigger, SegmentInfos segments, MergeContext context)
                throws IOException {
            return fed ? super.findFullFlushMerges(trigger, segments, context) : null;
        }
    }

    // ---- feeding

    /// Adds items, or replaces what is known of them.
    public void put(Collection<SearchDocument> documents) {
        each(documents, (item, document) -> writer.updateDocument(Documents.term(item), document));
    }

    /// Adds items that were never put before, which costs less the larger the index is.
    public void add(Collection<SearchDocument> documents) {
        each(documents, (item, document) -> writer.addDocument(document));
    }

    private interface Writing {
        void write(ItemId item, Document document) throws IOException;
    }

    private void each(Collection<SearchDocument> documents, Writing writing) {
        fed = true;
        Documents maker = makers.pollFirst();
        if (maker == null) {
            maker = new Documents(new Terms(MANY_WORDS));
        }
        try {
            for (SearchDocument document : documents) {
                writing.write(document.item(), maker.of(document));
            }
            changed = true;
        } catch (IOException failure) {
            throw failed("Adding to the index", failure);
        }
        // After a failure it is not used again: it may be in the middle of a document.
        makers.addFirst(maker);
    }

    /// Forgets items. Their words leave the files when segments are next merged; `purge` waits for
    /// that.
    public void remove(Collection<ItemId> items) {
        try {
            writer.deleteDocuments(items.stream().map(Documents::term).toArray(Term[]::new));
            changed = true;
        } catch (IOException failure) {
            throw failed("Removing from the index", failure);
        }
    }

    /// Makes durable what was put and removed, and notes that the index is complete up to a ledger
    /// position. Calls of `put` for entries up to that position must have returned.
    public void commit(long upTo) {
        try {
            writer.setLiveCommitData(
                    Map.of(POSITION, Long.toString(upTo), VERSION, Fields.VERSION).entrySet());
            writer.commit();
            position = upTo;
        } catch (IOException failure) {
            throw failed("Committing the index", failure);
        }
        refresh();
    }

    /// Lets searches see all that was put before.
    public void refresh() {
        try {
            changed = false;
            searchers.maybeRefreshBlocking();
            refreshed = System.nanoTime();
        } catch (IOException failure) {
            changed = true;
            throw failed("Refreshing the index", failure);
        }
    }

    /// Rewrites every segment that still holds words of removed items, and commits, so that no byte
    /// of them is left in the folder. For erasures; waits until it is done.
    ///
    /// @param upTo as for [#commit]
    public void purge(long upTo) {
        try {
            do {
                writer.forceMergeDeletes(true);
                merges.sync(); // a merge under way already has the segment, and is not waited for
            } while (writer.hasDeletions());
            commit(upTo);
            writer.deleteUnusedFiles();
            // Words that were analysed lately.
            makers.clear();
            askers.clear();
        } catch (IOException failure) {
            throw failed("Purging the index", failure);
        }
    }

    /// Seals every file of the index under another key, so that an older copy of the folder is
    /// noise when the old key is destroyed.
    ///
    /// @param key 32 bytes, used from now on
    public void reseal(byte[] key) {
        try {
            directory.reseal(key);
        } catch (IOException failure) {
            throw failed("Sealing the index anew", failure);
        }
    }

    /// Merges small segments now that nothing else is to be done. Searches get faster.
    public void settle() {
        try {
            fed = true;
            writer.maybeMerge();
        } catch (IOException failure) {
            throw failed("Settling the index", failure);
        }
    }

    /// Begins anew with nothing. The caller then puts everything again.
    public void clear() {
        try {
            writer.deleteAll();
            commit(BEGINNING);
        } catch (IOException failure) {
            throw failed("Clearing the index", failure);
        }
    }

    /// Reads every byte and compares Lucene's checksums.
    ///
    /// @return what is wrong, or empty
    public Optional<String> verify() {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            return Optional.empty();
        } catch (org.apache.lucene.index.IndexNotFoundException none) {
            return Optional.empty(); // nothing was committed yet
        } catch (IOException damage) {
            return Optional.of(damage.getClass().getSimpleName());
        }
    }

    /// Bytes on disk.
    public long sizeBytes() {
        try {
            long bytes = 0;
            for (String name : directory.listAll()) {
                bytes += directory.fileLength(name);
            }
            return bytes;
        } catch (IOException failure) {
            throw failed("Measuring the index", failure);
        }
    }

    private RuntimeException failed(String what, IOException failure) {
        boolean damage =
                failure instanceof CorruptIndexException
                        || failure instanceof EOFException
                        || failure instanceof IndexFormatTooOldException
                        || failure instanceof NoSuchFileException;
        if (!damage) {
            return new UncheckedIOException(what + " failed", failure);
        }
        try {
            Files.writeString(folder.resolve(DAMAGED), "");
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
        return new IndexDamaged(what, failure);
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.close();
            directory.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("closing the search index failed", failure);
        }
    }

    // ---- asking

    private interface Asking<T> {
        T ask(IndexSearcher searcher, Scope scope, Terms terms) throws IOException;
    }

    private <T> T asking(Clearance clearance, Asking<T> asking) {
        freshen();
        Terms terms = askers.pollFirst();
        if (terms == null) {
            terms = new Terms(FEW_WORDS);
        }
        try {
            IndexSearcher plain = searchers.acquire();
            try {
                Scope scope = scope(clearance, plain.getIndexReader());
                T answer = asking.ask(scope.searcher(plain), scope, terms);
                askers.addFirst(terms);
                return answer;
            } finally {
                searchers.release(plain);
            }
        } catch (IOException failure) {
            throw failed("Searching", failure);
        }
    }

    /// Brings what was put into sight, when that is soon done. In the middle of a large intake it
    /// takes a second or two, and the search goes on without waiting for it.
    private void freshen() {
        if (!changed || System.nanoTime() - refreshed < FRESH.toNanos()) {
            return;
        }
        if (writer.ramBytesUsed() < QUICKLY_WRITTEN) {
            refresh();
        } else if (refreshing.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    refresh();
                                } finally {
                                    refreshing.set(false);
                                }
                            });
        }
    }

    private Scope scope(Clearance clearance, IndexReader reader) throws IOException {
        Scopes known = scopes;
        if (known.reader != reader) {
            known = new Scopes(reader, new ConcurrentHashMap<>());
            scopes = known;
        }
        Seen seen = new Seen(Scope.seenBy(clearance, reader), withheld.from(clearance));
        Scope scope = known.byWhatIsSeen.get(seen);
        if (scope == null) {
            scope = Scope.of(reader, seen.values(), seen.withheld());
            known.byWhatIsSeen.put(seen, scope);
        }
        return scope;
    }

    /// Searches what the clearance sees.
    public Answer search(Clearance clearance, SearchRequest request) {
        long start = System.nanoTime();
        QueryReader.Result read = QueryReader.read(request.query());
        return switch (read) {
            case QueryReader.NotUnderstood not -> new Answer.NotUnderstood(not.problem());
            case QueryReader.Understood understood ->
                    asking(
                            clearance,
                            (searcher, scope, terms) -> {
                                try {
                                    QueryCompiler.Compiled compiled =
                                            compiler(searcher, scope, terms, request)
                                                    .compile(understood.expression());
                                    return find(searcher, scope, request, compiled, start);
                                } catch (Refused refused) {
                                    return new Answer.NotUnderstood(refused.problem());
                                }
                            });
        };
    }

    private static QueryCompiler compiler(
            IndexSearcher searcher, Scope scope, Terms terms, SearchRequest request)
            throws IOException {
        return new QueryCompiler(
                searcher.getIndexReader(), scope, terms, scope.latin(), request.names());
    }

    private Answer find(
            IndexSearcher searcher,
            Scope scope,
            SearchRequest request,
            QueryCompiler.Compiled compiled,
            long start)
            throws IOException {
        Optional<FieldDoc> after = Optional.empty();
        if (request.after().isPresent()) {
            after = Cursor.read(request.after().get(), request);
            if (after.isEmpty()) {
                return new Answer.NotUnderstood(Problem.of(Problem.Code.CURSOR, 0, 0));
            }
        }
        long deadline = start + LONGEST_SEARCH.toNanos();
        searcher.setTimeout(() -> System.nanoTime() - deadline > 0);
        Query found = within(scope, compiled.find());
        Query narrowed = narrowed(found, request);

        TopFieldDocs top =
                searcher.search(
                        narrowed,
                        new TopFieldCollectorManager(
                                sort(request.order()),
                                request.limit(),
                                after.orElse(null),
                                request.exactTotal() ? Integer.MAX_VALUE : COUNTED));
        long total = top.totalHits.value();
        boolean exact = top.totalHits.relation() == TotalHits.Relation.EQUAL_TO;
        Map<Facet, List<Answer.Count>> facets = Map.of();
        List<Answer.Bar> histogram = List.of();
        if (!request.facets().isEmpty() || request.histogram().isPresent()) {
            Counting counted = searcher.search(found, Counting.manager(request));
            total = counted.total();
            exact = true;
            facets = counted.facets();
            histogram = counted.histogram();
        }
        List<Hit> hits = hits(searcher, top.scoreDocs, request, compiled.marks());
        boolean more = top.scoreDocs.length == request.limit();
        Optional<String> next =
                more
                        ? Optional.of(
                                Cursor.of(
                                        (FieldDoc) top.scoreDocs[top.scoreDocs.length - 1],
                                        request))
                        : Optional.empty();
        return new Answer.Found(
                hits,
                total,
                exact,
                facets,
                histogram,
                next,
                !searcher.timedOut(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static Query within(Scope scope, Query query) {
        Query filter = scope.filter();
        return filter == null
                ? query
                : new BooleanQuery.Builder()
                        .add(query, Occur.MUST)
                        .add(filter, Occur.FILTER)
                        .build();
    }

    private static Query narrowed(Query query, SearchRequest request) {
        if (request.selected().isEmpty()) {
            return query;
        }
        BooleanQuery.Builder builder = new BooleanQuery.Builder().add(query, Occur.MUST);
        request.selected()
                .forEach((facet, values) -> builder.add(any(facet, values), Occur.FILTER));
        return builder.build();
    }

    private static Query any(Facet facet, Set<String> values) {
        if (facet == Facet.YEAR) {
            BooleanQuery.Builder years = new BooleanQuery.Builder();
            for (String value : values) {
                Counting.parse(value)
                        .ifPresent(
                                year ->
                                        years.add(
                                                IntField.newRangeQuery(
                                                        Fields.DATE,
                                                        QueryCompiler.day(LocalDate.of(year, 1, 1)),
                                                        QueryCompiler.day(
                                                                LocalDate.of(year, 12, 31))),
                                                Occur.SHOULD));
            }
            return years.build();
        }
        List<BytesRef> terms = new ArrayList<>();
        for (String value : values) {
            if (facet == Facet.ACCESSION) {
                try {
                    terms.add(Documents.bytes(UUID.fromString(value)));
                } catch (IllegalArgumentException noIdentifier) {
                    // fits nothing
                }
            } else {
                terms.add(new BytesRef(value));
            }
        }
        return new TermInSetQuery(facet.field(), terms);
    }

    private static Sort sort(Order order) {
        SortField first =
                switch (order) {
                    case RELEVANCE -> SortField.FIELD_SCORE;
                    case NEWEST ->
                            IntField.newSortField(
                                    Fields.DATE,
                                    true,
                                    SortedNumericSelector.Type.MIN,
                                    Integer.MIN_VALUE);
                    case OLDEST ->
                            IntField.newSortField(
                                    Fields.DATE,
                                    false,
                                    SortedNumericSelector.Type.MIN,
                                    Integer.MAX_VALUE);
                    case NAME ->
                            new SortField(
                                    Fields.NAME_KEY,
                                    SortField.Type.STRING,
                                    false,
                                    SortField.STRING_LAST);
                    case RECEIVED -> new SortField(Fields.RECEIVED, SortField.Type.LONG, true);
                };
        return new Sort(first, new SortField(Fields.TIE, SortField.Type.LONG));
    }

    // ---- hits

    private List<Hit> hits(
            IndexSearcher searcher, ScoreDoc[] documents, SearchRequest request, List<Query> marks)
            throws IOException {
        List<Weight> words = new ArrayList<>();
        if (request.passages() > 0) {
            words = weights(searcher, marks);
        }
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        StoredFields stored = searcher.storedFields();
        Passages passages = new Passages();
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc document : documents) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document.doc, leaves));
            int local = document.doc - leaf.docBase;
            org.apache.lucene.document.Document fields = stored.document(document.doc);
            ItemId item = item(fields);
            List<Passage> shown =
                    request.passages() == 0
                            ? List.of()
                            : passages(passages, words, leaf, local, item, request.passages());
            float score =
                    document instanceof FieldDoc sorted && sorted.fields[0] instanceof Float of
                            ? of
                            : 0f;
            hits.add(hit(item, fields, leaf, local, score, shown));
        }
        return hits;
    }

    private static List<Weight> weights(IndexSearcher searcher, List<Query> marks)
            throws IOException {
        List<Weight> words = new ArrayList<>();
        for (Query mark : marks.subList(0, Math.min(marks.size(), MOST_MARKED_WORDS))) {
            words.add(
                    searcher.createWeight(
                            searcher.rewrite(mark), ScoreMode.COMPLETE_NO_SCORES, 1f));
        }
        return words;
    }

    private static ItemId item(org.apache.lucene.document.Document fields) {
        return new ItemId(Documents.id(fields.getBinaryValue(Fields.ITEM)));
    }

    private List<Passage> passages(
            Passages passages,
            List<Weight> words,
            LeafReaderContext leaf,
            int document,
            ItemId item,
            int most)
            throws IOException {
        List<Match> matches = Passages.matches(words, leaf, document);
        if (matches.isEmpty()) {
            String first = pages.page(item, 1);
            return first.isEmpty() ? List.of() : List.of(Passages.beginning(1, first));
        }
        int[] firsts = pageTable(leaf, document);
        Map<Integer, List<Match>> byPage = byPage(matches, firsts);
        List<Integer> best =
                byPage.keySet().stream()
                        .sorted(
                                Comparator.<Integer>comparingInt(page -> -worth(byPage.get(page)))
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(most)
                        .toList();
        List<Passage> shown = new ArrayList<>();
        for (int page : best) {
            if (shown.size() < most) {
                String text = pages.page(item, page);
                int wanted = Math.min(most - shown.size(), Math.max(1, most / best.size()));
                shown.addAll(passages.of(page, text, firsts[page - 1], byPage.get(page), wanted));
            }
        }
        return shown;
    }

    /// Different words count most, then how many there are.
    private static int worth(List<Match> matches) {
        return (int) matches.stream().mapToInt(Match::word).distinct().count() * 1000
                + Math.min(matches.size(), 999);
    }

    private static Map<Integer, List<Match>> byPage(List<Match> matches, int[] firsts) {
        Map<Integer, List<Match>> byPage = new TreeMap<>();
        int page = 1;
        for (Match match : matches) {
            while (page < firsts.length && firsts[page] <= match.first()) {
                page++;
            }
            byPage.computeIfAbsent(page, first -> new ArrayList<>()).add(match);
        }
        return byPage;
    }

    private static int[] pageTable(LeafReaderContext leaf, int document) throws IOException {
        var tables = DocValues.getBinary(leaf.reader(), Fields.PAGES);
        return tables.advanceExact(document)
                ? Documents.pageTable(tables.binaryValue())
                : new int[] {0};
    }

    private static Hit hit(
            ItemId item,
            org.apache.lucene.document.Document fields,
            LeafReaderContext leaf,
            int document,
            float score,
            List<Passage> passages)
            throws IOException {
        SortedDocValues accessions = DocValues.getSorted(leaf.reader(), Fields.ACCESSION);
        accessions.advanceExact(document);
        AccessionId accession =
                new AccessionId(Documents.id(accessions.lookupOrd(accessions.ordValue())));
        List<String> languages = new ArrayList<>();
        SortedSetDocValues codes = DocValues.getSortedSet(leaf.reader(), Fields.LANGUAGE);
        if (codes.advanceExact(document)) {
            for (int i = 0; i < codes.docValueCount(); i++) {
                languages.add(codes.lookupOrd(codes.nextOrd()).utf8ToString());
            }
        }
        SortedNumericDocValues dates = DocValues.getSortedNumeric(leaf.reader(), Fields.DATE);
        Optional<LocalDate> date =
                dates.advanceExact(document)
                        ? Optional.of(LocalDate.ofEpochDay(dates.nextValue()))
                        : Optional.empty();
        var received = DocValues.getNumeric(leaf.reader(), Fields.RECEIVED);
        received.advanceExact(document);
        String title = fields.get(Fields.TITLE);
        return new Hit(
                item,
                accession,
                fields.get(Fields.PATH),
                title == null ? "" : title,
                word(leaf, document, Fields.KIND),
                word(leaf, document, Fields.MEDIA_TYPE),
                languages,
                date,
                Instant.ofEpochMilli(received.longValue()),
                word(leaf, document, Fields.OUTCOME),
                score,
                passages);
    }

    private static String word(LeafReaderContext leaf, int document, String field)
            throws IOException {
        SortedDocValues values = DocValues.getSorted(leaf.reader(), field);
        return values.advanceExact(document)
                ? values.lookupOrd(values.ordValue()).utf8ToString()
                : "";
    }

    // ---- within one item

    /// Where in an item the words of a query stand.
    ///
    /// @param page first page is 1
    /// @param marks in code points of the page, in order and apart
    public record PageMarks(int page, List<Range> marks) {
        public PageMarks {
            marks = List.copyOf(marks);
        }
    }

    /// How often the words of a query stand on each page of an item that has any; empty also when
    /// the item is not seen or the query not understood.
    public Map<Integer, Integer> pagesWith(Clearance clearance, ItemId item, String query) {
        Map<Integer, Integer> counts = new TreeMap<>();
        within(
                clearance,
                item,
                query,
                (firsts, matches) ->
                        byPage(matches, firsts).forEach((page, on) -> counts.put(page, on.size())));
        return counts;
    }

    /// What to mark on one page of an item.
    public PageMarks marks(Clearance clearance, ItemId item, int page, String query) {
        List<Range> marks = new ArrayList<>();
        within(
                clearance,
                item,
                query,
                (firsts, matches) -> {
                    List<Match> on = byPage(matches, firsts).get(page);
                    if (on != null) {
                        String text = pages.page(item, page);
                        marks.addAll(new Passages().marks(text, firsts[page - 1], on));
                    }
                });
        return new PageMarks(page, marks);
    }

    private interface Within {
        void found(int[] firsts, List<Match> matches);
    }

    private void within(Clearance clearance, ItemId item, String query, Within within) {
        if (!(QueryReader.read(query) instanceof QueryReader.Understood understood)) {
            return;
        }
        asking(
                clearance,
                (searcher, scope, terms) -> {
                    int document = document(searcher, scope, item);
                    if (document < 0) {
                        return false;
                    }
                    try {
                        QueryCompiler.Compiled compiled =
                                compiler(searcher, scope, terms, SearchRequest.of(query))
                                        .compile(understood.expression());
                        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
                        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
                        int local = document - leaf.docBase;
                        within.found(
                                pageTable(leaf, local),
                                Passages.matches(weights(searcher, compiled.marks()), leaf, local));
                        return true;
                    } catch (Refused refused) {
                        return false;
                    }
                });
    }

    /// The document of an item within the scope, or -1.
    private static int document(IndexSearcher searcher, Scope scope, ItemId item)
            throws IOException {
        Query one = within(scope, new TermQuery(Documents.term(item)));
        ScoreDoc[] found = searcher.search(one, 1).scoreDocs;
        return found.length == 0 ? -1 : found[0].doc;
    }

    // ---- alike

    private static final int LONGEST_SAMPLE = 20_000;
    private static final int MOST_TELLING_WORDS = 25;

    /// Items whose words are like those of this one, the likest first; nothing when it is not seen.
    public List<Hit> alike(Clearance clearance, ItemId item, int most) {
        return asking(
                clearance,
                (searcher, scope, terms) -> {
                    if (document(searcher, scope, item) < 0) {
                        return List.of();
                    }
                    List<Term> telling = telling(item, scope, terms);
                    if (telling.isEmpty()) {
                        return List.of();
                    }
                    BooleanQuery.Builder words = new BooleanQuery.Builder();
                    telling.forEach(term -> words.add(new TermQuery(term), Occur.SHOULD));
                    words.setMinimumNumberShouldMatch(Math.max(1, telling.size() / 4));
                    Query others =
                            new BooleanQuery.Builder()
                                    .add(words.build(), Occur.MUST)
                                    .add(new TermQuery(Documents.term(item)), Occur.MUST_NOT)
                                    .build();
                    SearchRequest request = SearchRequest.of("").limit(most).passages(0);
                    TopFieldDocs top =
                            searcher.search(
                                    within(scope, others), most, sort(Order.RELEVANCE), false);
                    return hits(searcher, top.scoreDocs, request, List.of());
                });
    }

    /// The words of an item that are frequent in it and rare elsewhere.
    private List<Term> telling(ItemId item, Scope scope, Terms terms) throws IOException {
        StringBuilder sample = new StringBuilder();
        for (int page = 1; page <= 5 && sample.length() < LONGEST_SAMPLE; page++) {
            sample.append(pages.page(item, page)).append('\n');
        }
        String text = sample.substring(0, Math.min(sample.length(), LONGEST_SAMPLE));
        Map<BytesRef, Integer> frequencies = new HashMap<>();
        try (TextStream stream = new TextStream(terms)) {
            stream.set(List.of(text), Terms.Tongue.of(List.of()));
            stream.reset();
            var bytes =
                    stream.getAttribute(
                            org.apache.lucene.analysis.tokenattributes.BytesTermAttribute.class);
            while (stream.incrementToken()) {
                BytesRef term = bytes.getBytesRef();
                boolean labelled = term.bytes[term.offset] >= 0 && term.bytes[term.offset] < ' ';
                if (!labelled && term.length > 3) {
                    frequencies.merge(BytesRef.deepCopyOf(term), 1, Integer::sum);
                }
            }
        }
        record Telling(Term term, double weight) {}
        PriorityQueue<Telling> most =
                new PriorityQueue<>(Comparator.comparingDouble(Telling::weight));
        for (Map.Entry<BytesRef, Integer> entry : frequencies.entrySet()) {
            Term term = new Term(Fields.TEXT, entry.getKey());
            int in = scope.frequency(term);
            if (in < 2 || in > Math.max(20, scope.count() / 5)) {
                continue;
            }
            double weight = Math.sqrt(entry.getValue()) * Math.log(1 + (double) scope.count() / in);
            most.add(new Telling(term, weight));
            if (most.size() > MOST_TELLING_WORDS) {
                most.poll();
            }
        }
        return most.stream().map(Telling::term).toList();
    }

    // ---- many terms at once

    /// One line of a batch.
    ///
    /// @param problem why this line was not understood, else empty
    /// @param count items that fit
    /// @param hits the first of them
    public record BatchRow(
            int line, String query, Optional<Problem> problem, long count, List<Hit> hits) {
        public BatchRow {
            hits = List.copyOf(hits);
        }
    }

    /// Searches for each of many queries and counts exactly.
    ///
    /// @param hitsEach most hits listed for each
    /// @param passages most passages of each hit
    public List<BatchRow> batch(
            Clearance clearance, List<String> queries, int hitsEach, int passages) {
        List<BatchRow> rows = new ArrayList<>();
        int line = 0;
        for (String query : queries) {
            line++;
            SearchRequest request =
                    SearchRequest.of(query)
                            .limit(Math.max(1, hitsEach))
                            .passages(hitsEach == 0 ? 0 : passages)
                            .exactTotal(true);
            rows.add(
                    switch (search(clearance, request)) {
                        case Answer.NotUnderstood not ->
                                new BatchRow(line, query, Optional.of(not.problem()), 0, List.of());
                        case Answer.Found found ->
                                new BatchRow(
                                        line,
                                        query,
                                        Optional.empty(),
                                        found.total(),
                                        hitsEach == 0 ? List.of() : found.hits());
                    });
        }
        return rows;
    }

    /// How many items the clearance sees.
    public long count(Clearance clearance) {
        return asking(
                clearance,
                (searcher, scope, terms) ->
                        (long) searcher.count(within(scope, MatchAllDocsQuery.INSTANCE)));
    }
}
