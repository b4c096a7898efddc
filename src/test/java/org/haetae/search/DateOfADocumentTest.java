package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.haetae.extract.Text;
import org.junit.jupiter.api.Test;

class DateOfADocumentTest {
    @Test
    void theDateIsWhatTheDocumentStatesTheSurestFirst() {
        assertThat(
                        Indexing.date(
                                text(
                                        Map.of(
                                                "modified", List.of("2019-05-06T10:00:00Z"),
                                                "created", List.of("2016-03-02T10:00:00Z")))))
                .contains(LocalDate.of(2016, 3, 2));
        assertThat(
                        Indexing.date(
                                text(
                                        Map.of(
                                                "created", List.of("unknown"),
                                                "modified", List.of("2019-05-06")))))
                .contains(LocalDate.of(2019, 5, 6));
    }

    @Test
    void aDocumentThatStatesNoDateHasNoneWhateverItsFileWasLastCopied() {
        assertThat(Indexing.date(text(Map.of()))).isEmpty();
    }

    private static Text text(Map<String, List<String>> metadata) {
        return new Text(List.of(), metadata);
    }
}
