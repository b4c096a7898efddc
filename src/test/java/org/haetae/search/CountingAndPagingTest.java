package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.search.SearchRequest.Order;
import org.haetae.search.SearchRequest.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountingAndPagingTest {

    @TempDir Path folder;
    private Shelf shelf;

    @BeforeEach
    void open() {
        shelf = new Shelf(folder);
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    private void putMany(int count) {
        List<SearchDocument> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SearchDocument document =
                    Shelf.sorted(
                            Shelf.document("name " + i, "camp " + "word ".repeat(i % 7)),
                            i % 3 == 0 ? "pdf" : "mail",
                            i % 10 == 0 ? "partial" : "read",
                            i % 2 == 0 ? "ko" : "en",
                            "zh-Hans");
            documents.add(
                    i % 5 == 0
                            ? document
                            : Shelf.dated(
                                    document, "20%02d-0%d-01".formatted(10 + i % 5, 1 + i % 9)));
        }
        shelf.put(documents.toArray(SearchDocument[]::new));
    }

    @Test
    void facetsCountWhatFits() {
        putMany(100);
        Answer.Found found = shelf.found(SearchRequest.of("camp").counting().over(Step.YEAR));
        assertThat(found.total()).isEqualTo(100);
        assertThat(found.totalExact()).isTrue();
        assertThat(found.facets().get(Facet.TYPE))
                .containsExactly(
                        new Answer.Count("mail", 66, false), new Answer.Count("pdf", 34, false));
        assertThat(found.facets().get(Facet.LANGUAGE))
                .containsExactly(
                        new Answer.Count("zh", 100, false),
                        new Answer.Count("en", 50, false),
                        new Answer.Count("ko", 50, false));
        assertThat(found.facets().get(Facet.OUTCOME))
                .containsExactly(
                        new Answer.Count("read", 90, false),
                        new Answer.Count("partial", 10, false));
        assertThat(found.facets().get(Facet.YEAR)).hasSize(4);
        assertThat(found.facets().get(Facet.ACCESSION)).hasSize(1);
        assertThat(found.histogram())
                .containsExactly(
                        new Answer.Bar("2011", 20),
                        new Answer.Bar("2012", 20),
                        new Answer.Bar("2013", 20),
                        new Answer.Bar("2014", 20));
        assertThat(shelf.found(SearchRequest.of("camp").over(Step.MONTH)).histogram())
                .first()
                .extracting(Answer.Bar::from)
                .asString()
                .startsWith("2011-");
    }

    @Test
    void severalValuesOfOneFacetAddUpAndFacetsNarrowEachOther() {
        putMany(100);
        Answer.Found found =
                shelf.found(
                        SearchRequest.of("camp")
                                .counting()
                                .selecting(Facet.YEAR, Set.of("2011", "2012"))
                                .selecting(Facet.TYPE, Set.of("pdf")));
        // Counted by hand: i % 5 in {1, 2} and i % 3 == 0.
        assertThat(found.total()).isEqualTo(13);
        assertThat(found.hits()).allSatisfy(hit -> assertThat(hit.kind()).isEqualTo("pdf"));
        assertThat(found.facets().get(Facet.TYPE))
                .containsExactly(
                        new Answer.Count("mail", 27, false), new Answer.Count("pdf", 13, true));
        assertThat(found.facets().get(Facet.YEAR))
                .extracting(Answer.Count::value)
                .containsExactlyInAnyOrder("2011", "2012", "2013", "2014");
        assertThat(
                        shelf.found(
                                        SearchRequest.of("camp")
                                                .selecting(Facet.YEAR, Set.of("nonsense")))
                                .hits())
                .isEmpty();
        assertThat(
                        shelf.found(
                                        SearchRequest.of("camp")
                                                .selecting(Facet.ACCESSION, Set.of("nonsense")))
                                .hits())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void pagesFollowOneAnotherWithoutGapOrRepetition(Order order) {
        putMany(53);
        SearchRequest request = SearchRequest.of("camp").order(order).limit(10).passages(0);
        List<String> whole =
                shelf.found(request.limit(100)).hits().stream().map(Hit::path).toList();
        List<String> paged = new ArrayList<>();
        Optional<String> next = Optional.empty();
        int pages = 0;
        do {
            Answer.Found found = shelf.found(next.map(request::after).orElse(request));
            found.hits().forEach(hit -> paged.add(hit.path()));
            next = found.next();
            pages++;
        } while (next.isPresent());
        assertThat(paged).isEqualTo(whole).hasSize(53).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(6);
    }

    @Test
    void namesAreSortedAsPeopleDo() {
        shelf.put(
                Shelf.document("page 10", "x"),
                Shelf.document("page 2", "x"),
                Shelf.document("나", "x"),
                Shelf.document("가", "x"),
                Shelf.document("Émile", "x"),
                Shelf.document("emil", "x"));
        assertThat(
                        shelf.found(SearchRequest.of("x").order(Order.NAME)).hits().stream()
                                .map(Hit::path))
                .containsExactly("emil", "Émile", "page 2", "page 10", "가", "나");
    }

    @Test
    void datesSortWithTheUndatedLast() {
        shelf.put(
                Shelf.document("none", "x"),
                Shelf.dated(Shelf.document("old", "x"), "1946-01-01"),
                Shelf.dated(Shelf.document("new", "x"), "2020-01-01"));
        assertThat(names(Order.NEWEST)).containsExactly("new", "old", "none");
        assertThat(names(Order.OLDEST)).containsExactly("old", "new", "none");
        assertThat(shelf.names("date:1940..1950")).containsExactly("old");
        assertThat(shelf.names("date:>1950")).containsExactly("new");
        assertThat(shelf.names("-date:1946")).containsExactlyInAnyOrder("new", "none");
    }

    private List<String> names(Order order) {
        return shelf.found(SearchRequest.of("x").order(order)).hits().stream()
                .map(Hit::path)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!!", "AAAA", "AQAAAAAAZg", "../../etc/passwd", "%00"})
    void aStrangeCursorIsExplained(String cursor) {
        putMany(20);
        Answer answer =
                shelf.index.search(
                        Clearance.SYSTEM, SearchRequest.of("camp").limit(5).after(cursor));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.NotUnderstood.class,
                        not -> assertThat(not.problem().code()).isEqualTo(Problem.Code.CURSOR));
    }

    @Test
    void aCursorChangedAnywhereOrOfAnotherSearchIsExplained() {
        putMany(20);
        SearchRequest request = SearchRequest.of("camp").limit(5);
        String cursor = shelf.found(request).next().orElseThrow();
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(shelf.index.search(Clearance.SYSTEM, request.after(text)))
                    .isInstanceOf(Answer.NotUnderstood.class);
        }
        assertThat(shelf.index.search(Clearance.SYSTEM, request.order(Order.NAME).after(cursor)))
                .isInstanceOf(Answer.NotUnderstood.class);
        assertThat(
                        shelf.index.search(
                                Clearance.SYSTEM, SearchRequest.of("word").limit(5).after(cursor)))
                .isInstanceOf(Answer.NotUnderstood.class);
    }

    @Test
    void likeItemsAreFoundByWhatTheyShare() {
        SearchDocument one =
                Shelf.document("one", "torture detention interrogation Yodok guards interrogation");
        shelf.put(
                one,
                Shelf.document("two", "interrogation and torture in detention at Yodok"),
                Shelf.document("three", "wheat harvest statistics of the year"),
                Shelf.document("four", "detention of guards at the harvest"));
        assertThat(shelf.index.alike(Clearance.SYSTEM, one.item(), 10))
                .extracting(Hit::path)
                .first()
                .isEqualTo("two");
        assertThat(shelf.index.alike(Clearance.SYSTEM, one.item(), 10))
                .extracting(Hit::path)
                .doesNotContain("one", "three");
    }

    @Test
    void aBatchCountsEachTermAndExplainsTheBadOnes() {
        putMany(30);
        List<Index.BatchRow> rows =
                shelf.index.batch(
                        Clearance.SYSTEM, List.of("camp", "\"open", "nothing", "type:pdf"), 3, 0);
        assertThat(rows).extracting(Index.BatchRow::count).containsExactly(30L, 0L, 0L, 10L);
        assertThat(rows.get(1).problem()).isPresent();
        assertThat(rows.getFirst().hits()).hasSize(3);
    }
}
