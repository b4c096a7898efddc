package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Readings;
import org.haetae.ledger.Act;
import org.haetae.roster.Compartment;
import org.haetae.search.Facet;
import org.haetae.search.Hit;
import org.haetae.search.Index;
import org.haetae.search.Problem;
import org.haetae.search.QueryReader;
import org.haetae.search.SearchRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Searching. What is asked travels in the body of a form, is kept sealed for its maker, and is
/// from then on known by an id: no address, history or log ever holds a word of it.
@Controller
final class SearchDesk {
    static final Map<String, SearchRequest.Order> SORTS = new LinkedHashMap<>();

    static {
        SORTS.put(Asked.RELEVANCE, SearchRequest.Order.RELEVANCE);
        SORTS.put("newest", SearchRequest.Order.NEWEST);
        SORTS.put("oldest", SearchRequest.Order.OLDEST);
        SORTS.put("received", SearchRequest.Order.RECEIVED);
        SORTS.put("title", SearchRequest.Order.NAME);
    }

    private static final int PAGE = 20;
    private static final int PASSAGES = 3;
    private static final int FACET_VALUES = 12;
    private static final int MOST_TERMS = 500;
    private static final int MOST_BARS = 150;
    private static final int LONGEST_LABEL = 100;

    private static final int MOST_NAMED = 5;

    /// Where a query is more than a name.
    private static final Pattern MARKS = Pattern.compile("[:：()*?~]");

    private final Index index;
    private final Casebook casebook;
    private final Archive archive;
    private final Readings readings;
    private final KeptSearches searches;
    private final Acts acts;
    private final Names names;
    private final Multipart multipart;

    SearchDesk(Rooms rooms, KeptSearches searches, Acts acts, Names names, Multipart multipart) {
        this.index = rooms.index();
        this.casebook = rooms.casebook();
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.searches = searches;
        this.acts = acts;
        this.names = names;
        this.multipart = multipart;
    }

    @GetMapping("/search")
    @Needs(Permission.SEARCH)
    Answer front(Visitor visitor) {
        return front(visitor, "", null);
    }

    private Sheet front(Visitor visitor, String query, Sheet.@Nullable Problem problem) {
        return new Sheet.Search(
                query,
                problem,
                searches.saved(visitor.clearance()).stream().map(SearchDesk::kept).toList(),
                searches.recent(visitor.clearance()).stream()
                        .filter(kept -> !kept.asked().batch() && kept.asked().like() == null)
                        .map(SearchDesk::kept)
                        .toList());
    }

    private static Sheet.Kept kept(KeptSearches.Kept kept) {
        return new Sheet.Kept(
                kept.id().toString(), kept.label().orElse(kept.asked().query()), kept.madeAt());
    }

    @PostMapping("/search")
    @Needs(Permission.SEARCH)
    Answer ask(@RequestParam(defaultValue = "") String q, Visitor visitor) {
        String query = q.strip();
        if (query.isEmpty()) {
            return new Answer.SeeOther("/search");
        }
        if (query.length() > QueryReader.MOST_CHARACTERS
                && QueryReader.read(query) instanceof QueryReader.NotUnderstood(Problem tooLong)) {
            // Not kept: an address would lead to it again and again. Its words are given back.
            return new Answer.WithStatus(
                    422,
                    front(
                            visitor,
                            query,
                            new Sheet.Problem("", tooLong.english(), tooLong.korean())));
        }
        return keep(visitor, Asked.of(query));
    }

    @PostMapping("/search/similar")
    @Needs(Permission.SEARCH)
    Answer similar(@RequestParam UUID item, Visitor visitor) {
        Item like = archive.item(visitor.clearance(), new ItemId(item)).orElseThrow(NotHere::new);
        return keep(visitor, Asked.like(like.id().toString()));
    }

    private Answer keep(Visitor visitor, Asked asked) {
        UUID id = searches.keep(visitor.clearance(), asked);
        acts.record(visitor, Act.SEARCHED, id);
        return new Answer.SeeOther((asked.batch() ? "/batch/" : "/search/") + id);
    }

    private KeptSearches.Kept find(Visitor visitor, UUID id) {
        return searches.find(visitor.clearance(), id).orElseThrow(NotHere::new);
    }

    /// Results. Begins on the page that `after`, a cursor of an earlier page, points to.
    @GetMapping("/search/{id}")
    @Needs(Permission.SEARCH)
    Answer results(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "1") int from,
            Visitor visitor) {
        KeptSearches.Kept kept = find(visitor, id);
        if (kept.asked().batch()) {
            throw new NotHere();
        }
        if (kept.asked().like() != null) {
            return alike(visitor, kept, new ItemId(UUID.fromString(kept.asked().like())));
        }
        SearchRequest request =
                request(visitor, kept.asked())
                        .limit(PAGE)
                        .passages(PASSAGES)
                        .counting()
                        .over(SearchRequest.Step.YEAR);
        if (after != null) {
            request = request.after(after);
        }
        return switch (index.search(visitor.clearance(), request)) {
            case org.haetae.search.Answer.NotUnderstood not ->
                    new Answer.WithStatus(
                            422,
                            front(
                                    visitor,
                                    kept.asked().query(),
                                    problem(kept.asked().query(), not.problem())));
            case org.haetae.search.Answer.Found found -> {
                Map<String, String> accessions =
                        accessions(
                                visitor.clearance(),
                                found.hits(),
                                found.facets().getOrDefault(Facet.ACCESSION, List.of()));
                yield new Sheet.Found(
                        id.toString(),
                        kept.asked().query(),
                        null,
                        kept.label().orElse(null),
                        found.total(),
                        !found.totalExact(),
                        found.took(),
                        kept.asked().sort(),
                        List.copyOf(SORTS.keySet()),
                        facets(found, accessions),
                        chart(found.histogram()),
                        hits(visitor.clearance(), found.hits(), accessions),
                        Math.max(1, from),
                        found.next().orElse(null),
                        after != null,
                        after == null ? named(visitor, kept.asked().query()) : List.of());
            }
        };
    }

    /// Entities that are called what was asked for: a name alone, quoted or not.
    private List<Sheet.Candidate> named(Visitor visitor, String query) {
        String name = query.replaceAll("[\"“”]", "").strip();
        return !visitor.may(Permission.READ_CLAIMS) || MARKS.matcher(name).find()
                ? List.of()
                : ClaimTellings.candidates(
                        casebook,
                        visitor,
                        casebook.lookUp(visitor.clearance(), name, List.of(), MOST_NAMED));
    }

    private Sheet alike(Visitor visitor, KeptSearches.Kept kept, ItemId item) {
        Clearance by = visitor.clearance();
        Item like = archive.item(by, item).orElseThrow(NotHere::new);
        List<Hit> hits = index.alike(by, item, PAGE);
        return new Sheet.Found(
                kept.id().toString(),
                "",
                Tellings.name(like),
                kept.label().orElse(null),
                hits.size(),
                false,
                Duration.ZERO,
                Asked.RELEVANCE,
                List.of(),
                List.of(),
                null,
                hits(by, hits, accessions(by, hits, List.of())),
                1,
                null,
                false,
                List.of());
    }

    private SearchRequest request(Visitor visitor, Asked asked) {
        SearchRequest request =
                SearchRequest.of(asked.query())
                        .order(SORTS.getOrDefault(asked.sort(), SearchRequest.Order.RELEVANCE))
                        .names(known(visitor, asked.query()));
        for (Map.Entry<String, List<String>> chosen : asked.narrowed().entrySet()) {
            Optional<Facet> facet = facet(chosen.getKey());
            if (facet.isPresent()) {
                request = request.selecting(facet.get(), Set.copyOf(chosen.getValue()));
            }
        }
        return request;
    }

    /// What may be written in a query for a compartment or an accession. Looked up only for a query
    /// that can name one: the source of every accession has to be unsealed for it.
    private Map<String, UUID> known(Visitor visitor, String query) {
        Clearance by = visitor.clearance();
        Map<String, UUID> known = new HashMap<>();
        if (query.indexOf(':') < 0 && query.indexOf('：') < 0) {
            return known;
        }
        for (Compartment compartment : names.of(visitor, by.compartments())) {
            known.put(compartment.english().toLowerCase(Locale.ROOT), compartment.id().value());
            known.put(compartment.korean().toLowerCase(Locale.ROOT), compartment.id().value());
        }
        for (Accession accession : archive.accessions(by)) {
            if (!accession.source().isBlank()) {
                known.putIfAbsent(
                        accession.source().toLowerCase(Locale.ROOT), accession.id().value());
            }
        }
        return known;
    }

    /// Labels of the accessions that a page of results speaks of.
    private Map<String, String> accessions(
            Clearance by, List<Hit> hits, List<org.haetae.search.Answer.Count> counted) {
        Set<AccessionId> ids = new HashSet<>();
        hits.forEach(hit -> ids.add(hit.accession()));
        int values = 0;
        for (org.haetae.search.Answer.Count count : counted) {
            if (values++ < FACET_VALUES || count.selected()) {
                id(count.value()).ifPresent(ids::add);
            }
        }
        Map<String, String> labels = new HashMap<>();
        for (Accession accession : archive.accessions(by, ids)) {
            labels.put(accession.id().toString(), AccessionDesk.label(accession));
        }
        return labels;
    }

    /// Empty for what somebody wrote into a form.
    private static Optional<AccessionId> id(String value) {
        try {
            return Optional.of(new AccessionId(UUID.fromString(value)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Sheet.Problem problem(String query, Problem problem) {
        int points = query.codePointCount(0, query.length());
        int from = Math.clamp(problem.position(), 0, points);
        int to = Math.clamp((long) problem.position() + problem.length(), from, points);
        String part =
                query.substring(query.offsetByCodePoints(0, from), query.offsetByCodePoints(0, to));
        return new Sheet.Problem(part, problem.english(), problem.korean());
    }

    private static Optional<Facet> facet(String name) {
        for (Facet facet : Facet.values()) {
            if (name(facet).equals(name)) {
                return Optional.of(facet);
            }
        }
        return Optional.empty();
    }

    private static String name(Facet facet) {
        return facet.name().toLowerCase(Locale.ROOT);
    }

    private static List<Sheet.Facet> facets(
            org.haetae.search.Answer.Found found, Map<String, String> accessions) {
        List<Sheet.Facet> facets = new ArrayList<>();
        for (Map.Entry<Facet, List<org.haetae.search.Answer.Count>> entry :
                new EnumMap<>(found.facets()).entrySet()) {
            List<Sheet.FacetValue> values = new ArrayList<>();
            for (org.haetae.search.Answer.Count count : entry.getValue()) {
                if (values.size() < FACET_VALUES || count.selected()) {
                    values.add(
                            new Sheet.FacetValue(
                                    count.value(),
                                    accessions.getOrDefault(count.value(), count.value()),
                                    count.count(),
                                    count.selected()));
                }
            }
            facets.add(new Sheet.Facet(name(entry.getKey()), values));
        }
        return facets;
    }

    /// Bars for every year from the first to the last, those without items included.
    static Sheet.@Nullable Chart chart(List<org.haetae.search.Answer.Bar> bars) {
        if (bars.isEmpty()) {
            return null;
        }
        TreeMap<Integer, Long> years = new TreeMap<>();
        for (org.haetae.search.Answer.Bar bar : bars) {
            years.merge(Integer.parseInt(bar.from().substring(0, 4)), bar.count(), Long::sum);
        }
        List<Sheet.Bar> all = new ArrayList<>();
        if (years.lastKey() - years.firstKey() < MOST_BARS) {
            for (int year = years.firstKey(); year <= years.lastKey(); year++) {
                all.add(new Sheet.Bar(Integer.toString(year), years.getOrDefault(year, 0L)));
            }
        } else {
            years.forEach((year, count) -> all.add(new Sheet.Bar(Integer.toString(year), count)));
        }
        return new Sheet.Chart(
                all, years.values().stream().mapToLong(Long::longValue).max().orElse(1));
    }

    private List<Sheet.Hit> hits(Clearance by, List<Hit> found, Map<String, String> accessions) {
        Map<ItemId, ItemReading> read = readings.of(by, found.stream().map(Hit::item).toList());
        return found.stream()
                .map(
                        hit ->
                                new Sheet.Hit(
                                        hit.item().toString(),
                                        title(hit),
                                        hit.path(),
                                        TypeWords.of(hit.mediaType()),
                                        hit.outcome(),
                                        hit.date().map(Object::toString).orElse(null),
                                        hit.accession().toString(),
                                        accessions.getOrDefault(
                                                hit.accession().toString(),
                                                hit.accession().toString().substring(0, 8)),
                                        Optional.ofNullable(read.get(hit.item()))
                                                .map(reading -> reading.pictures() > 0)
                                                .orElse(false),
                                        hit.passages().stream()
                                                .filter(passage -> !passage.text().isBlank())
                                                .map(Hits::quote)
                                                .toList()))
                .toList();
    }

    private static String title(Hit hit) {
        if (!hit.title().isBlank()) {
            return hit.title();
        }
        String name = hit.path().substring(hit.path().lastIndexOf('/') + 1);
        return name.isBlank() ? hit.item().toString() : name;
    }

    /// Narrows, widens or sorts: a new search, so that going back finds the old one.
    @PostMapping("/search/{id}/narrow")
    @Needs(Permission.SEARCH)
    Answer narrow(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String toggle,
            @RequestParam(required = false) @Nullable String sort,
            Visitor visitor) {
        Asked asked = find(visitor, id).asked();
        if (asked.batch()) {
            throw new NotHere();
        }
        if (sort != null && SORTS.containsKey(sort)) {
            asked = asked.sortedBy(sort);
        }
        if (toggle != null) {
            int colon = toggle.indexOf(':');
            if (toggle.equals("none")) {
                asked = asked.widened();
            } else if (colon > 0
                    && toggle.length() < 300
                    && facet(toggle.substring(0, colon)).isPresent()) {
                asked = asked.toggled(toggle.substring(0, colon), toggle.substring(colon + 1));
            }
        }
        return new Answer.SeeOther("/search/" + searches.keep(visitor.clearance(), asked));
    }

    @PostMapping("/search/{id}/keep")
    @Needs(Permission.SEARCH)
    Answer save(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String name, Visitor visitor) {
        find(visitor, id);
        String label = name.strip();
        if (!label.isEmpty()) {
            searches.save(
                    visitor.clearance(),
                    id,
                    label.substring(0, Math.min(LONGEST_LABEL, label.length())));
        }
        return new Answer.SeeOther("/search/" + id);
    }

    @PostMapping("/search/{id}/forget")
    @Needs(Permission.SEARCH)
    Answer forget(@PathVariable UUID id, Visitor visitor) {
        find(visitor, id);
        searches.forget(visitor.clearance(), id);
        return new Answer.SeeOther("/search");
    }

    // Lists of terms

    @GetMapping("/batch")
    @Needs(Permission.SEARCH)
    Answer batchForm() {
        return new Sheet.Batch("", null, List.of(), 0);
    }

    @PostMapping("/batch")
    @Needs(Permission.SEARCH)
    Answer batch(HttpServletRequest request, Visitor visitor) throws IOException {
        StringBuilder terms = new StringBuilder();
        multipart.read(
                request,
                new Multipart.Parts() {
                    @Override
                    public void field(String name, String value) {
                        if (name.equals("terms")) {
                            terms.append(value).append('\n');
                        }
                    }

                    @Override
                    public void file(String field, String name, InputStream content)
                            throws IOException {
                        byte[] bytes = content.readNBytes(1 << 20);
                        terms.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
                    }
                });
        List<String> lines = lines(terms.toString());
        if (lines.size() > MOST_TERMS) {
            return new Answer.WithStatus(
                    422, new Sheet.Batch(terms.toString(), null, List.of(), lines.size()));
        }
        return lines.isEmpty()
                ? new Answer.SeeOther("/batch")
                : keep(visitor, Asked.batch(String.join("\n", lines)));
    }

    @GetMapping("/batch/{id}")
    @Needs(Permission.SEARCH)
    Answer batchResults(@PathVariable UUID id, Visitor visitor) {
        Asked asked = findBatch(visitor, id);
        List<Sheet.BatchRow> rows = new ArrayList<>();
        for (Index.BatchRow row : index.batch(visitor.clearance(), lines(asked.query()), 3, 0)) {
            rows.add(
                    new Sheet.BatchRow(
                            row.query(),
                            row.count(),
                            row.hits().stream()
                                    .map(
                                            hit ->
                                                    new Sheet.BatchHit(
                                                            hit.item().toString(), title(hit)))
                                    .toList(),
                            row.problem().map(it -> problem(row.query(), it)).orElse(null)));
        }
        return new Sheet.Batch(asked.query(), id.toString(), rows, 0);
    }

    @GetMapping("/batch/{id}/table.csv")
    @Needs(Permission.SEARCH)
    void csv(@PathVariable UUID id, Visitor visitor, HttpServletResponse response)
            throws IOException {
        Asked asked = findBatch(visitor, id);
        StringBuilder csv = new StringBuilder("\ufeffterm,count,problem,item,title,path,page\r\n");
        for (Index.BatchRow row : index.batch(visitor.clearance(), lines(asked.query()), 10, 1)) {
            String head =
                    Csv.cell(row.query())
                            + ','
                            + (row.problem().isPresent() ? "" : Long.toString(row.count()))
                            + ','
                            + Csv.cell(row.problem().map(it -> tell(visitor, it)).orElse(""));
            if (row.hits().isEmpty()) {
                csv.append(head).append(",,,,\r\n");
            }
            for (Hit hit : row.hits()) {
                csv.append(head).append(',').append(hit.item());
                csv.append(',').append(Csv.cell(title(hit)));
                csv.append(',').append(Csv.cell(hit.path()));
                csv.append(',');
                hit.passages().stream().findFirst().ifPresent(it -> csv.append(it.page()));
                csv.append("\r\n");
            }
        }
        byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/csv;charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"terms.csv\"");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String tell(Visitor visitor, Problem problem) {
        return visitor.language() == Language.KO ? problem.korean() : problem.english();
    }

    /// A term of a batch as a search of its own.
    @PostMapping("/batch/{id}/open")
    @Needs(Permission.SEARCH)
    Answer open(@PathVariable UUID id, @RequestParam int row, Visitor visitor) {
        List<String> terms = lines(findBatch(visitor, id).query());
        if (row < 0 || row >= terms.size()) {
            throw new NotHere();
        }
        return keep(visitor, Asked.of(terms.get(row)));
    }

    private Asked findBatch(Visitor visitor, UUID id) {
        Asked asked = find(visitor, id).asked();
        if (!asked.batch()) {
            throw new NotHere();
        }
        return asked;
    }

    private static List<String> lines(String terms) {
        return terms.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    // For programs

    /// Hits as rows, or why the query was not understood.
    record Rows(
            List<Row> rows,
            long total,
            boolean exact,
            @Nullable String next,
            @Nullable String problem) {}

    record Row(
            String item,
            String path,
            String title,
            @Nullable Integer page,
            @Nullable String passage,
            float score) {}

    Rows rows(Visitor visitor, Api.Question question) {
        String query = question.query() == null ? "" : question.query();
        SearchRequest request =
                SearchRequest.of(query)
                        .limit(Api.bounded(question.limit() == null ? PAGE : question.limit()))
                        .order(
                                SORTS.getOrDefault(
                                        question.sort() == null ? Asked.RELEVANCE : question.sort(),
                                        SearchRequest.Order.RELEVANCE))
                        .passages(1)
                        .names(known(visitor, query));
        if (question.after() != null) {
            request = request.after(question.after());
        }
        acts.record(visitor, Act.SEARCHED, UUID.randomUUID());
        return switch (index.search(visitor.clearance(), request)) {
            case org.haetae.search.Answer.NotUnderstood not ->
                    new Rows(List.of(), 0, true, null, not.problem().english());
            case org.haetae.search.Answer.Found found ->
                    new Rows(
                            found.hits().stream().map(SearchDesk::row).toList(),
                            found.total(),
                            found.totalExact(),
                            found.next().orElse(null),
                            null);
        };
    }

    private static Row row(Hit hit) {
        var passage = hit.passages().stream().findFirst();
        return new Row(
                hit.item().toString(),
                hit.path(),
                title(hit),
                passage.map(it -> it.page()).orElse(null),
                passage.map(it -> it.text()).orElse(null),
                hit.score());
    }
}
