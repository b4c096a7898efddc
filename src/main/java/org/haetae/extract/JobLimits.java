package org.haetae.extract;

import java.time.Duration;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.Limits;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.home.Settings;

/// How much a job may take and give back, by what is asked of it.
///
/// @param text for metadata, text and parts
/// @param render for page images and thumbnails
/// @param ocr for words from pixels
public record JobLimits(Limits text, Limits render, Limits ocr) {

    /// What holds when the settings say nothing.
    public static final JobLimits STANDARD = new JobLimits(Limits.TEXT, Limits.RENDER, Limits.OCR);

    /// As the settings of a home say.
    ///
    /// @throws HomeRefused naming a setting that leaves nothing to be read
    public static JobLimits of(Settings settings) {
        Limits standard = Limits.TEXT;
        var text =
                new Limits(
                        seconds(settings, Setting.EXTRACT_TEXT_SECONDS),
                        atLeastOne(settings, Setting.EXTRACT_PAGES),
                        (long) atLeastOne(settings, Setting.EXTRACT_TEXT_MB) << 20,
                        atLeastOne(settings, Setting.EXTRACT_PARTS),
                        settings.number(Setting.EXTRACT_DEPTH),
                        atLeastOne(settings, Setting.EXTRACT_RATIO),
                        standard.ratioFreeBytes(),
                        atLeastOne(settings, Setting.EXTRACT_IMAGE_SIDE),
                        standard.outputBytes(),
                        standard.metadataValues(),
                        standard.metadataBytes());
        return new JobLimits(
                text,
                text.within(seconds(settings, Setting.EXTRACT_RENDER_SECONDS)),
                text.within(seconds(settings, Setting.EXTRACT_OCR_SECONDS)));
    }

    private static Duration seconds(Settings settings, Setting setting) {
        return Duration.ofSeconds(atLeastOne(settings, setting));
    }

    private static int atLeastOne(Settings settings, Setting setting) {
        int number = settings.number(setting);
        if (number < 1) {
            throw new HomeRefused(
                    "haetae.yaml: \"%s\" is %d; it takes 1 or more"
                            .formatted(setting.key(), number));
        }
        return number;
    }

    /// Those that go with what the hints ask for.
    Limits of(Hints hints) {
        return hints.ocr() ? ocr : hints.render() ? render : text;
    }
}
