package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void withoutAWordEachSettingHasItsStandard() {
        assertThat(
                        Stream.of(Setting.values())
                                .map(s -> s.key() + "=" + Settings.parse("").text(s))
                                .collect(Collectors.joining("\n")))
                .isEqualTo(
                        """
                        database.url=
                        database.user=haetae_owner
                        database.password-file=
                        database.connections=16
                        keys.passphrase-file=
                        keys.file=
                        keys.token-library=
                        keys.token-slot=0
                        keys.token-key=haetae
                        archive.store=
                        ledger.lock=
                        backup.to=
                        backup.hours=24
                        server.address=127.0.0.1
                        server.port=8080
                        workers=2
                        worker.memory-mb=512
                        worker.files=4000
                        sandbox=required
                        extract.ocr=yes
                        extract.text-seconds=30
                        extract.render-seconds=120
                        extract.ocr-seconds=600
                        extract.depth=10
                        extract.parts=10000
                        extract.pages=10000
                        extract.text-mb=32
                        extract.file-mb=4096
                        extract.ratio=100
                        extract.image-side=10000
                        suggest.model=
                        resolve.automatic=
                        witnesses=
                        witness.quorum=1
                        witness.minutes=10
                        witness.days=7
                        timestamp.authorities=
                        timestamp.minutes=60
                        timestamp.days=7
                        timestamp.renewal-days=90
                        verify.daily-percent=3
                        session.idle-minutes=120
                        session.hours=12""");
    }

    @Test
    void aListHasALineForEach() {
        var settings =
                Settings.parse(
                        "witnesses:\n  - https://a.example a.vkey\n  - https://b.example b.vkey");
        assertThat(settings.lines(Setting.WITNESSES))
                .containsExactly("https://a.example a.vkey", "https://b.example b.vkey");
        assertThat(Settings.parse("witnesses: https://a.example a.vkey").lines(Setting.WITNESSES))
                .containsExactly("https://a.example a.vkey");
        assertThat(Settings.parse("workers: 3").lines(Setting.WITNESSES)).isEmpty();
        assertThatThrownBy(() -> Settings.parse("witnesses:\n  - \"\""))
                .hasMessageContaining("takes a list");
    }

    @Test
    void everyStandardIsOfItsKind() {
        for (Setting setting : Setting.values()) {
            switch (setting.kind()) {
                case TEXT -> Settings.parse("").text(setting);
                case NUMBER -> Settings.parse("").number(setting);
                case YES_NO -> Settings.parse("").on(setting);
            }
        }
    }

    @Test
    void theFileOfANewHomeSaysNothingYet() {
        Settings settings = Settings.parse(Settings.template());
        assertThat(settings.number(Setting.SERVER_PORT)).isEqualTo(8080);
    }

    @Test
    void theFileOfANewHomeIsValidWithEveryLineSwitchedOn() {
        Settings settings =
                Settings.parse(Settings.template().replaceAll("(?m)^#(?=[a-z.-]+:)", ""));
        for (Setting setting : Setting.values()) {
            assertThat(settings.text(setting)).isEqualTo(setting.standard());
        }
    }

    @Test
    void aKeyIsWrittenWithPointsOrIndented() {
        assertThat(Settings.parse("server.port: 9000").number(Setting.SERVER_PORT)).isEqualTo(9000);
        assertThat(Settings.parse("server:\n  port: 9000").number(Setting.SERVER_PORT))
                .isEqualTo(9000);
        assertThat(Settings.parse("extract:\n  ocr: no").on(Setting.EXTRACT_OCR)).isFalse();
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> Settings.parse("server:\n  prot: 9000"))
                .isInstanceOf(HomeRefused.class)
                .hasMessage("\"server.prot\" is no setting. Did you mean \"server.port\"?");
        assertThatThrownBy(() -> Settings.parse("utterly.different.thing: 1"))
                .hasMessageContaining("Known are: database.url");
    }

    @Test
    void aValueOfTheWrongKindIsRefused() {
        assertThatThrownBy(() -> Settings.parse("workers: many"))
                .hasMessage("\"workers\" takes a whole number, 0 or more; found \"many\"");
        assertThatThrownBy(() -> Settings.parse("workers: -1"))
                .hasMessageContaining("found \"-1\"");
        assertThatThrownBy(() -> Settings.parse("extract.ocr: 7"))
                .hasMessage("\"extract.ocr\" takes yes or no; found \"7\"");
        assertThatThrownBy(() -> Settings.parse("- a list"))
                .hasMessageContaining("expected lines of the form");
        assertThatThrownBy(() -> Settings.parse("a: [")).hasMessageContaining("no valid YAML");
        assertThatThrownBy(() -> Settings.parse("workers: 1\nworkers: 2"))
                .isInstanceOf(HomeRefused.class);
        assertThatThrownBy(() -> Settings.parse("server.port: 1\nserver:\n  port: 2"))
                .hasMessage("\"server.port\" stands twice");
    }
}
