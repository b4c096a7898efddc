package org.haetae.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.Limits;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLimitsTest {
    @TempDir private Path folder;

    @Test
    void aHomeThatSaysNothingHasTheStandard() throws Exception {
        assertThat(JobLimits.of(settings(""))).isEqualTo(JobLimits.STANDARD);
    }

    @Test
    void whatAHomeSaysGoesIntoEachJob() throws Exception {
        JobLimits limits =
                WorkerSettings.of(
                                settings(
                                        """
                                        extract:
                                          text-seconds: 7
                                          render-seconds: 8
                                          ocr-seconds: 9
                                          depth: 0
                                          parts: 11
                                          pages: 12
                                          text-mb: 13
                                          ratio: 14
                                          image-side: 15
                                        """))
                        .limits();
        Limits text = limits.of(Hints.text("a", null, 0));
        assertThat(text.wall()).isEqualTo(Duration.ofSeconds(7));
        assertThat(text.depth()).isZero();
        assertThat(text.children()).isEqualTo(11);
        assertThat(text.pages()).isEqualTo(12);
        assertThat(text.textBytes()).isEqualTo(13L << 20);
        assertThat(text.ratio()).isEqualTo(14);
        assertThat(text.imageSide()).isEqualTo(15);
        assertThat(limits.of(Hints.render("a", null, 1, 1)))
                .isEqualTo(text.within(Duration.ofSeconds(8)));
        assertThat(limits.of(Hints.ocr("a", null, 1, 1, "")))
                .isEqualTo(text.within(Duration.ofSeconds(9)));
    }

    @Test
    void aLimitOfNothingIsRefusedByName() {
        assertThatThrownBy(() -> JobLimits.of(settings("extract.ratio: 0")))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("extract.ratio");
    }

    private Settings settings(String yaml) throws Exception {
        Path home = folder.resolve("home");
        Home.open(home).close();
        Files.writeString(home.resolve("haetae.yaml"), yaml);
        try (Home open = Home.open(home)) {
            return open.settings();
        }
    }
}
