package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    @Test
    void oneOfANameIsUnderWayAtATime() throws Exception {
        try (Errands errands = new Errands()) {
            CountDownLatch go = new CountDownLatch(1);
            var first = errands.begin("one", () -> await(go)).orElseThrow();
            assertThat(errands.isUnderWay("one")).isTrue();
            assertThat(errands.begin("one", () -> {})).isEmpty();
            assertThat(errands.begin("other", () -> {})).isPresent();
            go.countDown();
            first.get(5, TimeUnit.SECONDS);
            assertThat(errands.begin("one", () -> {})).isPresent();
        }
    }

    @Test
    void oneThatFailedTellsWhoWaitsAndMayBeginAgain() {
        try (Errands errands = new Errands()) {
            var failed =
                    errands.begin(
                                    "one",
                                    () -> {
                                        throw new IllegalStateException("words of the material");
                                    })
                            .orElseThrow();
            assertThatThrownBy(() -> failed.get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(errands.begin("one", () -> {})).isPresent();
        }
    }

    @Test
    void whatIsUnderWayEndsWithTheSite() {
        CountDownLatch ended = new CountDownLatch(1);
        Errands errands = new Errands();
        errands.begin(
                "one",
                () -> {
                    await(new CountDownLatch(1));
                    ended.countDown();
                });
        errands.close();
        assertThat(ended.getCount()).isZero();
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
