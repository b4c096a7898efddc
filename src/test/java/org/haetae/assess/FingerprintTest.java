package org.haetae.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.haetae.archive.ItemId;
import org.haetae.assess.Tie.Why;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static String text(long seed, int words) {
        var random = new Random(seed);
        return IntStream.range(0, words)
                .mapToObj(
                        word ->
                                random.ints(2 + random.nextInt(7), 'a', 'z' + 1)
                                        .mapToObj(letter -> "" + (char) letter)
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    private static List<Tie> ties(String... texts) {
        var looks = new LinkedHashMap<ItemId, Fingerprint>();
        var readings = new LinkedHashMap<ItemId, Long>();
        for (int i = 0; i < texts.length; i++) {
            var item = new ItemId(new UUID(0, i));
            looks.put(item, Fingerprint.of(texts[i], OptionalLong.empty()));
            readings.put(item, 1L);
        }
        return new Likeness().among(readings, looks::get);
    }

    @Test
    void aCopyIsOneThoughItsSpaceCaseAndPunctuationAreOthers() {
        var text = text(1, 300);
        assertThat(ties(text, text.toUpperCase().replace(" ", ",\n  ") + "!"))
                .singleElement()
                .satisfies(
                        tie -> {
                            assertThat(tie.why()).isEqualTo(Why.SAME_TEXT);
                            assertThat(tie.measure()).isEqualTo(10_000);
                        });
    }

    @Test
    void aCopyWithEveryTwelfthWordChangedIsStillOne() {
        var words = text(2, 600).split(" ");
        for (int i = 5; i < words.length; i += 12) {
            words[i] = "other";
        }
        assertThat(ties(text(2, 600), String.join(" ", words)))
                .singleElement()
                .satisfies(tie -> assertThat(tie.measure()).isBetween(6_000, 9_900));
    }

    @Test
    void whatStandsWholeInALongerTextIsContainedInIt() {
        var leak = text(3, 200);
        assertThat(ties(leak, text(4, 900) + " " + leak + " " + text(5, 900)))
                .singleElement()
                .satisfies(
                        tie -> {
                            assertThat(tie.why()).isEqualTo(Why.CONTAINS);
                            assertThat(tie.one()).as("what has more").isEqualTo(new UUID(0, 1));
                            assertThat(tie.measure()).isGreaterThan(9_000);
                        });
    }

    @Test
    void textsOfTheirOwnAreNotTiedNorAreThoseTooShortToTell() {
        assertThat(ties(text(6, 500), text(7, 500), text(8, 500))).isEmpty();
        assertThat(ties("Yes, I was there.", "Yes, I was there.")).isEmpty();
        assertThat(ties("", "", "...")).isEmpty();
    }

    @Test
    void koreanIsRecognisedToo() {
        var statement = "그해 겨울 수용소에서 북쪽 선로로 옮겨졌다 경비대가 명부를 가지고 떠났고 아무도 돌아오지 않았다 ";
        var more = "나는 그 전날 밤 점호를 들었으며 숫자를 세던 사람의 목소리를 지금도 기억한다 문은 닫혀 있었다 ";
        assertThat(ties(statement + more, statement.replace(" ", "") + more)).hasSize(1);
        assertThat(ties(statement + statement, more + more)).isEmpty();
    }

    /// The guarantee of winnowing: whatever both have that is long enough leaves a common hash.
    @Test
    void everySharedStretchThatIsLongEnoughLeavesATrace() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var shared =
                    random.ints(Fingerprint.STRETCH + Fingerprint.WINDOW - 1, 'a', 'z' + 1)
                            .mapToObj(letter -> "" + (char) letter)
                            .collect(Collectors.joining());
            var one =
                    Fingerprint.of(
                            text(random.nextLong(), 60) + shared + text(random.nextLong(), 60),
                            OptionalLong.empty());
            var other =
                    Fingerprint.of(
                            text(random.nextLong(), 60) + shared + text(random.nextLong(), 60),
                            OptionalLong.empty());
            var theirs = Arrays.stream(other.hashes()).boxed().collect(Collectors.toSet());
            assertThat(Arrays.stream(one.hashes()).boxed().filter(theirs::contains))
                    .as("seed %d, round %d", seed, round)
                    .isNotEmpty();
        }
    }

    @Test
    void picturesThatDifferInFewBitsAreOneAndOthersAreNot() {
        var one = new Fingerprint(new long[0], OptionalLong.of(0x00ff_12ab_7744_cc01L));
        var near = new Fingerprint(new long[0], OptionalLong.of(0x00ff_12ab_7744_cc07L));
        var far = new Fingerprint(new long[0], OptionalLong.of(0xff00_12ab_8844_0c01L));
        var items =
                Map.of(
                        new ItemId(new UUID(0, 1)),
                        one,
                        new ItemId(new UUID(0, 2)),
                        near,
                        new ItemId(new UUID(0, 3)),
                        far);
        var readings = items.keySet().stream().collect(Collectors.toMap(item -> item, item -> 1L));
        assertThat(new Likeness().among(readings, items::get))
                .singleElement()
                .satisfies(tie -> assertThat(tie.why()).isEqualTo(Why.SAME_PICTURE));
    }

    @Test
    void whatWasReadAnewIsLookedAtAnew() {
        var one = new ItemId(new UUID(0, 1));
        var other = new ItemId(new UUID(0, 2));
        var texts = new LinkedHashMap<>(Map.of(one, text(1, 100), other, text(2, 100)));
        var likeness = new Likeness();
        assertThat(
                        likeness.among(
                                Map.of(one, 1L, other, 1L),
                                item -> Fingerprint.of(texts.get(item), OptionalLong.empty())))
                .isEmpty();
        texts.put(other, text(1, 100));
        assertThat(
                        likeness.among(
                                Map.of(one, 1L, other, 1L),
                                item -> Fingerprint.of(texts.get(item), OptionalLong.empty())))
                .as("remembered")
                .isEmpty();
        assertThat(
                        likeness.among(
                                Map.of(one, 1L, other, 2L),
                                item -> Fingerprint.of(texts.get(item), OptionalLong.empty())))
                .hasSize(1);
    }
}
