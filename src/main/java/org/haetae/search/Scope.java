package org.haetae.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.jspecify.annotations.Nullable;

/// What one clearance sees of one state of the index: which documents, and how frequent a term is
/// among those alone.
///
/// Documents that are withheld at the moment are taken out one by one: they are few, and change
/// with time alone.
///
/// Every document carries its set of compartments as one value; a clearance sees the values whose
/// compartments it holds. Frequencies are counted within the scope too, because they enter the
/// scores: otherwise someone could watch scores move while others' material comes in.
final class Scope {

    private static final int MOST_FREQUENCIES = 20_000;

    private final IndexReader reader;
    private final SortedSet<BytesRef> seen;
    private final boolean whole;
    private final List<FixedBitSet> visible;
    private final int count;

    /// First document of each leaf, and at the end how many there are.
    private final int[] starts;

    private volatile @Nullable Set<Stems.Language> latin;
    private final Map<Term, Integer> frequencies = new ConcurrentHashMap<>();

    private Scope(
            IndexReader reader,
            SortedSet<BytesRef> seen,
            boolean whole,
            List<FixedBitSet> visible,
            int count) {
        this.reader = reader;
        this.seen = seen;
        this.whole = whole;
        this.visible = visible;
        this.count = count;
        this.starts = new int[visible.size() + 1];
        for (LeafReaderContext leaf : reader.leaves()) {
            starts[leaf.ord + 1] = leaf.docBase + leaf.reader().maxDoc();
        }
    }

    /// The compartments of a document as one value.
    static BytesRef key(Collection<CompartmentId> compartments) {
        TreeSet<UUID> sorted = new TreeSet<>();
        compartments.forEach(compartment -> sorted.add(compartment.value()));
        ByteBuffer bytes = ByteBuffer.allocate(1 + 16 * sorted.size());
        bytes.put((byte) 1);
        for (UUID id : sorted) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return new BytesRef(bytes.array());
    }

    private static Set<CompartmentId> compartments(BytesRef key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.bytes, key.offset + 1, key.length - 1);
        Set<CompartmentId> compartments = new HashSet<>();
        while (bytes.remaining() >= 16) {
            compartments.add(new CompartmentId(new UUID(bytes.getLong(), bytes.getLong())));
        }
        return compartments;
    }

    /// The values in this state of the index that a clearance sees.
    static SortedSet<BytesRef> seenBy(Clearance clearance, IndexReader reader) throws IOException {
        SortedSet<BytesRef> seen = new TreeSet<>();
        Terms terms = MultiTerms.getTerms(reader, Fields.COMPARTMENTS);
        if (terms != null) {
            TermsEnum keys = terms.iterator();
            for (BytesRef key = keys.next(); key != null; key = keys.next()) {
                if (clearance.sees(compartments(key))) {
                    seen.add(BytesRef.deepCopyOf(key));
                }
            }
        }
        return seen;
    }

    static Scope of(IndexReader reader, SortedSet<BytesRef> seen, Collection<ItemId> withheld)
            throws IOException {
        List<FixedBitSet> visible = new ArrayList<>();
        int count = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            FixedBitSet bits = new FixedBitSet(leaf.reader().maxDoc());
            for (BytesRef key : seen) {
                PostingsEnum postings =
                        leaf.reader()
                                .postings(new Term(Fields.COMPARTMENTS, key), PostingsEnum.NONE);
                if (postings != null) {
                    bits.or(postings);
                }
            }
            for (ItemId item : withheld) {
                PostingsEnum postings =
                        leaf.reader().postings(Documents.term(item), PostingsEnum.NONE);
                if (postings != null) {
                    for (int document = postings.nextDoc();
                            document != DocIdSetIterator.NO_MORE_DOCS;
                            document = postings.nextDoc()) {
                        bits.clear(document);
                    }
                }
            }
            count += bits.cardinality();
            visible.add(bits);
        }
        return new Scope(reader, seen, count == reader.maxDoc(), visible, count);
    }

    /// Whether everything in the index is seen.
    boolean whole() {
        return whole;
    }

    boolean nothing() {
        return count == 0;
    }

    /// How many documents are seen, those deleted a moment ago included.
    int count() {
        return count;
    }

    boolean sees(LeafReaderContext leaf, int document) {
        return whole || visible.get(leaf.ord).get(document);
    }

    /// In how many documents that are seen the term occurs.
    int frequency(Term term) throws IOException {
        if (whole) {
            return reader.docFreq(term);
        }
        Integer known = frequencies.get(term);
        if (known != null) {
            return known;
        }
        int frequency = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings != null) {
                frequency += within(leaf, postings, Integer.MAX_VALUE);
            }
        }
        if (frequencies.size() > MOST_FREQUENCIES) {
            frequencies.clear();
        }
        frequencies.put(term, frequency);
        return frequency;
    }

    /// The same of the term that an enumeration of the whole index stands at, without looking it up
    /// again.
    int frequency(TermsEnum at) throws IOException {
        if (whole) {
            return at.docFreq();
        }
        PostingsEnum postings = at.postings(null, PostingsEnum.NONE);
        int frequency = 0;
        int leaf = 0;
        for (int document = postings.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS;
                document = postings.nextDoc()) {
            while (document >= starts[leaf + 1]) {
                leaf++;
            }
            if (visible.get(leaf).get(document - starts[leaf])) {
                frequency++;
            }
        }
        return frequency;
    }

    private int within(LeafReaderContext leaf, PostingsEnum postings, int enough)
            throws IOException {
        FixedBitSet bits = visible.get(leaf.ord);
        int found = 0;
        for (int document = postings.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS && found < enough;
                document = postings.nextDoc()) {
            if (bits.get(document)) {
                found++;
            }
        }
        return found;
    }

    /// Whether the term occurs anywhere in what is seen.
    boolean has(Term term) throws IOException {
        if (whole) {
            return reader.docFreq(term) > 0;
        }
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings != null && within(leaf, postings, 1) > 0) {
                return true;
            }
        }
        return false;
    }

    /// Languages written in Latin letters that occur in what is seen.
    Set<Stems.Language> latin() throws IOException {
        Set<Stems.Language> known = latin;
        if (known == null) {
            known = EnumSet.noneOf(Stems.Language.class);
            for (Stems.Language language : Stems.Language.values()) {
                if (language.isLatin() && has(new Term(Fields.LANGUAGE, language.code()))) {
                    known.add(language);
                }
            }
            latin = known;
        }
        return known;
    }

    /// Restricts a search to what is seen, or null when that is everything.
    @Nullable Query filter() {
        return whole ? null : new Seen(this);
    }

    /// The documents of a scope. It is compared by what is seen, so that it can stand in a cache.
    private static final class Seen extends Query {
        private final Scope scope;

        Seen(Scope scope) {
            this.scope = scope;
        }

        @Override
        public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
            return new ConstantScoreWeight(this, boost) {
                @Override
                public ScorerSupplier scorerSupplier(LeafReaderContext context) {
                    FixedBitSet bits = scope.visible.get(context.ord);
                    return ConstantScoreScorerSupplier.fromIterator(
                            new BitSetIterator(bits, bits.approximateCardinality()),
                            score(),
                            mode,
                            context.reader().maxDoc());
                }

                @Override
                public boolean isCacheable(LeafReaderContext context) {
                    return false; // it is a cache itself, and belongs to one state of the index
                }
            };
        }

        @Override
        public void visit(QueryVisitor visitor) {
            visitor.visitLeaf(this);
        }

        @Override
        public String toString(String field) {
            return "seen(" + scope.seen.size() + ")";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Seen seen && seen.scope == scope;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(scope);
        }
    }

    /// Opens the index to one scope.
    IndexSearcher searcher(IndexSearcher plain) {
        return new ScopedSearcher(plain);
    }

    /// Scores by what is seen alone. The average length of a document is a constant for the same
    /// reason.
    private final class ScopedSearcher extends IndexSearcher {

        private static final long USUAL_TEXT = 600;
        private static final long USUAL_NAME = 12;

        ScopedSearcher(IndexSearcher plain) {
            super(plain.getTopReaderContext());
            setQueryCache(null);
        }

        @Override
        public org.apache.lucene.search.TermStatistics termStatistics(
                Term term, int documents, long total) throws IOException {
            int seenIn = whole ? documents : Math.max(1, frequency(term));
            return new org.apache.lucene.search.TermStatistics(
                    term.bytes(), seenIn, Math.max(seenIn, whole ? total : seenIn));
        }

        @Override
        public org.apache.lucene.search.CollectionStatistics collectionStatistics(String field) {
            long documents = Math.max(1, count);
            long usual = field.equals(Fields.TEXT) ? USUAL_TEXT : USUAL_NAME;
            return new org.apache.lucene.search.CollectionStatistics(
                    field, Math.max(1, reader.maxDoc()), documents, documents * usual, documents);
        }
    }

    static UncheckedIOException failed(IOException failure) {
        return new UncheckedIOException("reading the index failed", failure);
    }
}
