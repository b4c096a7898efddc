package org.haetae.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.haetae.archive.ItemId;
import org.haetae.extract.Text;
import org.junit.jupiter.api.Test;

/// Words that are cited, and texts that are made anew under them.
class PassagesTest {

    private static final ItemId LETTER = ItemId.random();

    private final Map<ItemId, Text> texts = new HashMap<>();
    private final Passages passages = new Passages(item -> Optional.ofNullable(texts.get(item)));

    private void read(String... pages) {
        texts.put(
                LETTER,
                new Text(
                        IntStream.range(0, pages.length)
                                .mapToObj(i -> new Text.Page(i + 1, pages[i], "", ""))
                                .toList(),
                        Map.of()));
    }

    private Locator.Passage only(String quote) {
        var places = passages.saying(LETTER, quote, Optional.empty());
        assertThat(places).hasSize(1);
        return places.getFirst();
    }

    @Test
    void placesAreCountedInCodePointsWhateverStandsBefore() {
        read("첫 장", "𠮷野家 𝄞 그는 요덕에 있었다.");
        var place = only("요덕에 있었다");
        assertThat(place).isEqualTo(new Locator.Passage(2, 9, 16));
        assertThat(passages.quote(LETTER, place))
                .isEqualTo(new Quote("𠮷野家 𝄞 그는 ", "요덕에 있었다", "."));
    }

    @Test
    void aLineBreakInTheTextIsASpaceInTheQuote() {
        read("He was taken\n   to the\u00a0camp in March.");
        var place = only("taken to the camp");
        assertThat(passages.quote(LETTER, place).exact()).isEqualTo("taken\n   to the\u00a0camp");
    }

    @Test
    void whatStandsThereTwiceIsFoundTwice() {
        read("the camp, the camp", "the camp");
        assertThat(passages.saying(LETTER, "the camp", Optional.empty())).hasSize(3);
        assertThat(passages.saying(LETTER, "the camp", Optional.of(2))).hasSize(1);
        assertThat(passages.saying(LETTER, "a prison", Optional.empty())).isEmpty();
    }

    @Test
    void aTextThatIsTheSameIsFoundAsCited() {
        read("He was taken in March.");
        var place = only("in March");
        var quote = passages.quote(LETTER, place);
        assertThat(passages.check(LETTER, place, quote)).isEqualTo(new Found.AsCited());
    }

    @Test
    void wordsThatMovedAreFoundWhereTheyAreNow() {
        read("He was taken in March.");
        var place = only("in March");
        var quote = passages.quote(LETTER, place);
        read("Page one of two.", "By order: he was taken in\nMarch.");
        assertThat(passages.check(LETTER, place, quote))
                .isEqualTo(new Found.Moved(new Locator.Passage(2, 23, 31)));
    }

    @Test
    void ofSeveralPlacesTheOneWithTheSameNeighboursIsMeant() {
        read("Kim was taken to the camp in March, Ri was sent to the camp in June.");
        var second = passages.saying(LETTER, "the camp", Optional.empty()).get(1);
        var quote = passages.quote(LETTER, second);
        read("0123456789 Kim was taken to the camp in March, Ri was sent to the camp in June.");
        var now = passages.saying(LETTER, "the camp", Optional.empty()).get(1);
        assertThat(passages.check(LETTER, second, quote)).isEqualTo(new Found.Moved(now));
    }

    @Test
    void otherWordsAtThePlaceAreNeverTakenForThoseCited() {
        read("He was taken in March.");
        var place = only("in March");
        var quote = passages.quote(LETTER, place);
        for (var other : List.of("He was taken in April.", "He", "", "He was taken in march.")) {
            read(other);
            assertThat(passages.check(LETTER, place, quote))
                    .as(other)
                    .isEqualTo(new Found.Gone(Found.Why.OTHER_WORDS));
        }
        texts.clear();
        assertThat(passages.check(LETTER, place, quote))
                .isEqualTo(new Found.Gone(Found.Why.NOT_READ));
    }

    @Test
    void aPassageBeyondThePageIsRefused() {
        read("short");
        assertThatThrownBy(() -> passages.quote(LETTER, new Locator.Passage(1, 2, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 5 characters");
        assertThatThrownBy(() -> passages.quote(LETTER, new Locator.Passage(2, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
