package org.haetae.extract.worker;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Page images: what people look at instead of the original, and a thumbnail of the first page.
///
/// PDF pages are drawn by PDFBox; pictures are decoded and turned upright; Office documents become
/// PDF by LibreOffice where there is one, and everything else with text is set on plain pages,
/// which the metadata say (`rendered-by`), since that shows the words and not the look.
final class Rendering {
    private static final float DPI = 130;

    /// What LibreOffice converts better than we set text.
    private static final Set<String> OFFICE =
            Set.of(
                    "doc", "docx", "docm", "dot", "dotx", "xls", "xlsx", "xlsm", "ppt", "pptx",
                    "pps", "ppsx", "odt", "ods", "odp", "odg", "rtf", "wpd", "wps", "pub", "vsd",
                    "hwp", "fodt", "sxw", "sxc", "sxi");

    private final TikaFormats tika;

    Rendering(TikaFormats tika) {
        this.tika = tika;
    }

    Verdict read(FileJob job) throws Exception {
        try (Kind kind = Kind.of(job.content, job.hints, tika)) {
            job.sink.mediaType(kind.mediaType());
            try {
                return read(job, kind);
            } catch (Screen.NotShown notShown) {
                return Tools.IMAGEIO.says(
                        notShown.outcome(), String.valueOf(notShown.getMessage()));
            }
        }
    }

    private Verdict read(FileJob job, Kind kind) throws Exception {
        if (kind.format() == Kind.Format.PDF) {
            return verdict(
                    Tools.PDFBOX.read(),
                    PageImages.pdf(
                            job, job.content, DPI, Screen.LONGEST, taker(job, Screen.LONGEST)));
        }
        if (kind.mediaType().startsWith("image/") && !kind.mediaType().equals("image/svg+xml")) {
            return verdict(
                    Tools.IMAGEIO.read(),
                    PageImages.picture(job, Screen.LONGEST, taker(job, Screen.LONGEST)));
        }
        if (kind.format() == Kind.Format.LOCKED) {
            return Tools.HAETAE.says(Outcome.LOCKED, "a password is needed to open it");
        }
        String extension = OfficeNames.extension(kind.mediaType());
        if (OFFICE.contains(extension)) {
            Verdict converted = byOffice(job, extension);
            if (converted != null) {
                return converted;
            }
        }
        return asText(job, kind);
    }

    private static PageImages.Taker taker(FileJob job, int longest) {
        return (page, picture) -> {
            BufferedImage fitted = Screen.fitted(picture, longest);
            paintOver(fitted, job.hints.black(), page);
            Screen.Encoded encoded = Screen.encoded(fitted);
            job.sink.image(
                    ImageKind.PAGE, page, encoded.width(), encoded.height(), encoded.bytes());
            if (page == 1) {
                Screen.Encoded small = Screen.encoded(Screen.fitted(fitted, Screen.THUMBNAIL));
                job.sink.image(
                        ImageKind.THUMBNAIL, 0, small.width(), small.height(), small.bytes());
            }
        };
    }

    /// A rectangle covers every pixel that it touches.
    private static void paintOver(BufferedImage picture, List<Hints.Box> boxes, int page) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setComposite(AlphaComposite.Src);
        graphics.setColor(Color.BLACK);
        for (Hints.Box box : boxes) {
            if (box.page() == page) {
                int left = floor(box.left(), picture.getWidth());
                int top = floor(box.top(), picture.getHeight());
                int right = -floor(-box.left() - box.width(), picture.getWidth());
                int bottom = -floor(-box.top() - box.height(), picture.getHeight());
                graphics.fillRect(left, top, right - left, bottom - top);
            }
        }
        graphics.dispose();
    }

    private static int floor(int tenThousandths, int of) {
        return Math.toIntExact(Math.floorDiv((long) tenThousandths * of, 10_000L));
    }

    private static Verdict verdict(Verdict read, PageImages.Count count) {
        if (count.overTime()) {
            return read.but(
                    Outcome.STOPPED,
                    "time limit: %d of %d pages were shown"
                            .formatted(count.shown(), count.wanted()));
        }
        if (count.wanted() > 0 && count.shown() == 0) {
            return read.but(Outcome.DAMAGED, "no page could be shown");
        }
        return count.shown() < count.wanted()
                ? read.but(
                        Outcome.PARTIAL,
                        "%d of %d pages could not be shown"
                                .formatted(count.wanted() - count.shown(), count.wanted()))
                : read;
    }

    /// By way of PDF, or null when there is no LibreOffice or it does not manage.
    private static @Nullable Verdict byOffice(FileJob job, String extension) throws Exception {
        Path office = Program.find("soffice", "libreoffice");
        if (office == null) {
            return null;
        }
        Path folder = Files.createTempDirectory(job.content.scratch(), "office");
        try {
            Path source = folder.resolve("document." + extension);
            Files.copy(job.content.path(), source);
            Duration most = job.limits.wall().multipliedBy(6).dividedBy(10);
            Program.Result result =
                    Program.run(
                            List.of(
                                    office.toString(),
                                    "--headless",
                                    "--norestore",
                                    "--nologo",
                                    "-env:UserInstallation=file://" + folder.resolve("profile"),
                                    "--convert-to",
                                    "pdf",
                                    "--outdir",
                                    folder.toString(),
                                    source.toString()),
                            folder,
                            most);
            Path pdf = folder.resolve("document.pdf");
            if (result == null || !Files.exists(pdf)) {
                job.facts.say("note", "LibreOffice could not convert it");
                return null;
            }
            job.facts.say("rendered-by", Tools.LIBREOFFICE.label());
            try (Content content = Content.of(pdf, folder)) {
                return verdict(
                        Tools.LIBREOFFICE.read(),
                        PageImages.pdf(
                                job, content, DPI, Screen.LONGEST, taker(job, Screen.LONGEST)));
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// The words of the document set on plain pages.
    private Verdict asText(FileJob job, Kind kind) throws Exception {
        TypeSetting setting = new TypeSetting(job, taker(job, job.limits.imageSide()));
        FileJob inner =
                new FileJob(
                        job.content,
                        Hints.text(job.hints.name(), job.hints.mediaType(), job.limits.depth()),
                        job.limits,
                        setting);
        Verdict read = new FileReading(tika).textOf(inner, kind);
        if (setting.failure() != null) {
            throw setting.failure();
        }
        if (setting.pages() == 0) {
            return switch (read.outcome()) {
                case LOCKED, DAMAGED, UNKNOWN, FAILED, TOO_LARGE -> read;
                default ->
                        Tools.HAETAE.says(
                                Outcome.UNKNOWN, "there is nothing to show of this format");
            };
        }
        job.facts.say("rendered-by", "typeset text");
        return setting.overTime()
                ? Tools.HAETAE.says(
                        Outcome.STOPPED, "time limit: " + setting.pages() + " pages were shown")
                : Tools.HAETAE.read();
    }
}
