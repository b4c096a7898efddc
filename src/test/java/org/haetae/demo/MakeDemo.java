package org.haetae.demo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.haetae.demo.ImageBytes.Spot;
import org.haetae.demo.Letters.Attachment;
import org.haetae.demo.Letters.Letter;
import org.haetae.demo.ScannedImages.Look;

/// Makes all files of `src/main/resources/demo` anew, with their `INDEX`.
///
/// Run it after a change to `src/test/resources/demo-text`: `mvn -q test-compile exec:java
/// -Dexec.classpathScope=test -Dexec.mainClass=org.haetae.demo.MakeDemo`. Needs Debian's
/// `fonts-noto-cjk`, `fonts-nanum`, `fonts-nanum-extra` and `fonts-dejavu-core`. File names are
/// ASCII, so that the build works in any locale; Hangul names live inside the archives and mails.
public final class MakeDemo {

    private static final String GROUP = "Harbour Archive Group";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Letter> letters = Letters.all();

    private MakeDemo() {}

    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path target = Path.of(arguments.length > 0 ? arguments[0] : "src/main/resources/demo");
        var demo = new MakeDemo();
        demo.make();
        demo.write(target);
    }

    private void make() throws IOException {
        readMe();
        interviews();
        statePapers();
        pictures();
        lists();
        mails();
        web();
        states();
        reports();
        packages();
    }

    private void write(Path target) throws IOException {
        for (var file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        Files.writeString(target.resolve("INDEX"), String.join("\n", files.keySet()) + "\n");
        long size = files.values().stream().mapToLong(bytes -> bytes.length).sum();
        System.out.printf("%d files, %,d bytes in %s%n", files.size(), size, target);
    }

    private void readMe() {
        put("00-read-me-first.txt", PaperFormats.utf8(Paper.source("readme.txt")));
    }

    private void interviews() throws IOException {
        String in = "01-interviews/";
        put(in + "W-03-first-interview.docx", docx("w03-first.ko", "2019-05-14"));
        put(in + "W-03-first-interview-translation.odt", odt("w03-first.en", "2019-06-03"));
        var sketch = ScannedImages.sketch();
        put(
                in + "W-03-second-interview.docx",
                PaperFormats.docx(
                        Paper.of("w03-second.ko"),
                        GROUP,
                        date("2020-02-11"),
                        Optional.of(
                                new PaperFormats.Sketch(
                                        ImageBytes.png(sketch, Paper.mark("ko")),
                                        sketch.getWidth(),
                                        sketch.getHeight()))));
        put(in + "W-03-consent.pdf", pdf("consent.ko", "2019-05-14"));
        put(in + "W-03-room-tone.wav", Sounds.wav("W-03 room tone", Paper.mark("en")));
        put(in + "W-07-interview.hwp", PaperFormats.hwp(Paper.of("w07.ko")));
        put(in + "W-07-interview-translation.rtf", PaperFormats.rtf(Paper.of("w07.en")));
        put(in + "W-11-interview.hwpx", PaperFormats.hwpx(Paper.of("w11.ko")));
        put(
                in + "W-14-first-interview-euc-kr.txt",
                plain("w14-first.ko", Charset.forName("EUC-KR")));
        put(in + "W-14-additional-statement.txt", plain("w14-second.ko", StandardCharsets.UTF_8));
        put(in + "W-14-call.mp3", Sounds.mp3("W-14 전화 면담", GROUP, Paper.mark("ko")));
        put(
                in + "W-19-interview-windows-1251.txt",
                plain("w19.ru", Charset.forName("windows-1251")));
        put(
                in + "words-for-places-of-detention.txt",
                plain("notes-euncamp.en", StandardCharsets.UTF_8));
        put("restricted/witness-identities.docx", docx("identity.ko", "2019-12-01"));
    }

    private void statePapers() throws IOException {
        String in = "02-state-papers/";
        put(in + "decree-22-2008.pdf", pdf("decree22.ko", "2016-03-08"));
        Paper order = Paper.of("order0417.ko");
        byte[] scan =
                ImageBytes.jpeg(
                        ScannedImages.gray(
                                ScannedImages.scan(
                                        order, new Look("Noto Serif CJK KR", 27, -1.1, true, 417))),
                        0.42f);
        put(
                in + "order-0417-scan.pdf",
                PaperFormats.imagePdf(order, List.of(scan), date("2019-12-22")));
        put(in + "order-0417-transcript.docx", docx("order0417-transcript.en", "2020-01-12"));
        put(in + "order-0417-assessment.odt", odt("order0417-assessment.en", "2020-01-30"));
        put(
                in + "appointment-2009-rim.tif",
                ImageBytes.tiff(
                        ScannedImages.blackAndWhite(
                                ScannedImages.scan(
                                        Paper.of("appoint2009.ko"),
                                        new Look("Noto Serif CJK KR", 29, 0.7, true, 118)),
                                128),
                        Paper.mark("en")));
        put(
                in + "appointment-2010-ro.png",
                ImageBytes.png(
                        ScannedImages.blackAndWhite(
                                ScannedImages.scan(
                                        Paper.of("appoint2010.ko"),
                                        new Look("Noto Serif CJK KR", 29, -0.6, true, 9)),
                                132),
                        Paper.mark("ko")));
        put(in + "gazette-27-2012.html", html("gazette2012.ko"));
        put(in + "gazette-31-2014.pdf", pdf("appoint2014.ko", "2014-09-02"));
        put(in + "registration-form-71-08-3316.jpg", scannedForm());
        put(in + "supply-ledger-2011-02.jpg", scannedLedger());
        put(in + "gate-log-copy-2011-02-utf16.txt", plain("gatelog.ko", StandardCharsets.UTF_16));
        put(in + "accident-report-0642-2013.hwp", PaperFormats.hwp(Paper.of("accident2013.ko")));
        put(in + "county-memo-2010-hanja.txt", plain("hanja-memo.ko", StandardCharsets.UTF_8));
        put(in + "handover-2012-088.docx", docx("handover.zh", "2012-08-21"));
        put(
                in + "handover-conversation-gb18030.txt",
                plain("handover-note.zh", Charset.forName("GB18030")));
        put(in + "labour-notice-2014.rtf", PaperFormats.rtf(Paper.of("labour.ru")));
        put(in + "line-of-command.png", ImageBytes.png(ScannedImages.chart(), Paper.mark("ko")));
        put(
                in + "line-of-command.svg",
                PaperFormats.utf8(Paper.source("line-of-command.svg").formatted(Paper.mark("en"))));
    }

    private byte[] scannedForm() throws IOException {
        var image =
                ScannedImages.scan(
                        Paper.of("form.ko"), new Look("Noto Serif CJK KR", 26, 0.9, true, 3316));
        return ImageBytes.withExif(
                ImageBytes.jpeg(image, 0.5f),
                Paper.mark("en"),
                "Flatbed sample scanner",
                "2016:11:30 14:02:00",
                Optional.empty());
    }

    private byte[] scannedLedger() throws IOException {
        var image =
                ScannedImages.scan(
                        Paper.of("ration.ko"), new Look("Nanum Pen Script", 38, -0.8, false, 2011));
        return ImageBytes.withExif(
                ImageBytes.jpeg(ScannedImages.gray(image), 0.5f),
                Paper.mark("en"),
                "Flatbed sample scanner",
                "2019:09:04 09:30:00",
                Optional.empty());
    }

    private void pictures() throws IOException {
        String in = "06-pictures/";
        var spot = Optional.of(new Spot(34.5203, 160.2117));
        put(
                in + "eunbong-2010-05.jpg",
                photo(ScannedImages.valley(false), "2010:05:17 02:41:00", spot));
        put(
                in + "eunbong-2012-10.jpg",
                photo(ScannedImages.valley(true), "2012:10:09 02:38:00", spot));
        put(in + "image-notes.odt", odt("satellite.en", "2020-02-08"));
        put(
                in + "sketch-of-the-camp-W-03.png",
                ImageBytes.png(ScannedImages.sketch(), Paper.mark("ko")));
        put(
                in + "heixi-bridge.jpg",
                photo(
                        ScannedImages.bridge(),
                        "2012:08:02 15:20:11",
                        Optional.of(new Spot(34.9711, 159.9203))));
    }

    private static byte[] photo(
            java.awt.image.BufferedImage image, String taken, Optional<Spot> spot)
            throws IOException {
        return ImageBytes.withExif(
                ImageBytes.jpeg(image, 0.6f), Paper.mark("en"), "Sample camera 1", taken, spot);
    }

    private void lists() throws IOException {
        String in = "04-lists/";
        var people = new Lists();
        put(in + "list-A-remembered-by-W-03.csv", people.listA());
        put(in + "list-B-guard-notebook.xlsx", people.listB());
        put(in + "list-C-families-registry.ods", people.listC(date("2020-01-20")));
        put(in + "names-and-spellings.csv", Lists.names());
        put(in + "posts.csv", Lists.posts());
        put(in + "places.geojson", Lists.places());
        put(in + "designations.xls", Lists.designations());
        put(in + "families-meeting-2018-12.docx", docx("committee.ko", "2018-12-01"));
    }

    private void mails() throws IOException {
        String in = "03-mail/";
        put(
                in + "night-roll-call-thread.mbox",
                Letters.mbox(List.of(letters.get("m1"), letters.get("m2"), letters.get("m3"))));
        var order =
                new Attachment(
                        "명령 0417호.pdf",
                        "application/pdf",
                        files.get("02-state-papers/order-0417-scan.pdf"));
        put(
                in + "leak-2019-12-22.eml",
                Letters.eml(letters.get("leak"), StandardCharsets.UTF_8, List.of(order)));
        byte[] withdrawal =
                Letters.eml(letters.get("withdrawal"), Charset.forName("EUC-KR"), List.of());
        put(in + "withdrawal-W-11-euc-kr.eml", withdrawal);
        put(
                in + "withdrawal-W-11-reply.eml",
                Letters.eml(
                        letters.get("withdrawal-reply"),
                        StandardCharsets.UTF_8,
                        List.of(new Attachment("", "message/rfc822", withdrawal))));
        put(
                in + "courier-question.msg",
                Letters.msg(
                        letters.get("desk"),
                        new Attachment(
                                "draft.txt",
                                "text/plain",
                                PaperFormats.utf8(Paper.of("courier.en").plain()))));
        put(
                in + "courier-reply.eml",
                Letters.eml(letters.get("desk-reply"), StandardCharsets.UTF_8, List.of()));
        put(
                in + "lists-A-B-C.eml",
                Letters.eml(
                        letters.get("lists"),
                        StandardCharsets.UTF_8,
                        List.of(
                                new Attachment(
                                        "목록 가.csv",
                                        "text/csv",
                                        files.get("04-lists/list-A-remembered-by-W-03.csv")),
                                new Attachment(
                                        "목록 나.xlsx",
                                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                        files.get("04-lists/list-B-guard-notebook.xlsx")))));
        put(in + "visit-requests.eml", Letters.alternative(letters.get("visit")));
    }

    private void web() throws IOException {
        String in = "05-web/";
        String wire = "https://ridge-wire.example/2019/06/28/nine-froze-to-death";
        String english =
                PaperFormats.html(Paper.of("newsletter.en"), "<a href=\"/\">Ridge Wire</a>");
        String korean = PaperFormats.html(Paper.of("newsletter.ko"), "<a href=\"/\">산마루통신</a>");
        put(
                in + "ridge-wire-2019-06-28.warc.gz",
                Bundles.warc(Map.of(wire, english), date("2019-06-29").toInstant(), true));
        put(
                in + "sanmaru-2019-06-28.warc",
                Bundles.warc(
                        Map.of("https://sanmaru.example/3316", korean),
                        date("2019-06-30").toInstant(),
                        false));
        put(
                in + "westmere-courier-2020-01-18.wacz",
                Bundles.wacz(
                        Map.of(
                                "https://westmere-courier.example/secret-order",
                                PaperFormats.html(Paper.of("courier.en"), "")),
                        date("2020-01-18").toInstant()));
        put(in + "ridge-wire-saved-page.html", PaperFormats.utf8(english));
    }

    private void states() throws IOException {
        String in = "07-states/";
        put(in + "treaty-actions.docx", docx("treaties.en", "2017-01-15"));
        put(in + "engagement-2009-2016.pdf", pdf("engagement.en", "2017-01-20"));
        put(in + "commitment-2009.pdf", pdf("commitment.en", "2009-12-07"));
        put(in + "designations-2016-10-26.html", html("designations.en"));
        put(in + "accountability-act-extract.txt", plain("statute.en", StandardCharsets.UTF_8));
        put(in + "women-in-public-posts-2016.xlsx", Lists.statistics(date("2017-10-02")));
        put(in + "note-on-figures.odt", odt("statsnote.en", "2017-11-12"));
        put(in + "recommendations.csv", Lists.recommendations());
    }

    private void reports() throws IOException {
        String in = "08-reports/";
        put(in + "ridge-wire-2019-06-28.pdf", pdf("newsletter.en", "2019-06-28"));
        put(in + "sanmaru-2019-06-28.txt", plain("newsletter.ko", StandardCharsets.UTF_8));
        put(
                in + "briefing-eunbong-camp.pptx",
                PaperFormats.pptx(Paper.of("briefing.en"), GROUP, date("2020-03-02")));
        put(in + "legal-memo.docx", docx("legalmemo.en", "2020-03-21"));
        put(
                in + "handbook-en.epub",
                PaperFormats.epub(Paper.of("handbook.en"), GROUP, date("2018-03-01")));
        put(
                in + "handbook-ko.epub",
                PaperFormats.epub(Paper.of("handbook.ko"), GROUP, date("2018-03-01")));
    }

    private void packages() throws IOException {
        String in = "09-packages/";
        Map<String, byte[]> folder = new LinkedHashMap<>();
        folder.put("현장 자료/읽어 보기.txt", PaperFormats.utf8(Paper.of("gatelog.ko").plain()));
        folder.put(
                "현장 자료/면담/W-14 추가 진술.txt",
                files.get("01-interviews/W-14-additional-statement.txt"));
        folder.put("현장 자료/그림/약도.png", files.get("06-pictures/sketch-of-the-camp-W-03.png"));
        put(in + "field-folder.zip", Bundles.zip(folder));
        folder.remove("현장 자료/그림/약도.png");
        put(in + "field-folder.tar.gz", Bundles.tarGz(folder));
        put(in + "field-folder.7z", Bundles.sevenZ(folder));
        // Locked files say outside the lock that they are invented: in a comment.
        put(
                in + "locked-invented-sample.zip",
                Bundles.lockedZip(
                        "invented-sample.txt",
                        plain("identity.ko", StandardCharsets.UTF_8),
                        "haetae"));
        put(
                in + "locked-invented-sample.pdf",
                PaperFormats.pdf(
                        Paper.of("identity.ko"), GROUP, date("2019-12-01"), Optional.of("haetae")),
                PaperFormats.utf8("\n% " + Paper.mark("en") + "\n%%EOF\n"));
        byte[] whole = files.get("07-states/engagement-2009-2016.pdf");
        put(
                in + "damaged-report.pdf",
                PaperFormats.utf8("%PDF-1.7\n% " + Paper.mark("en") + "\n"),
                Arrays.copyOfRange(whole, 9, whole.length * 2 / 5));
        byte[] noise = new byte[2048];
        new Random(40).nextBytes(noise);
        noise[0] = (byte) 0xC7;
        noise[1] = 0;
        put(
                in + "radio-log.unknown",
                noise,
                PaperFormats.utf8("\0" + Paper.mark("en") + "\0"),
                noise);
    }

    private byte[] docx(String name, String day) throws IOException {
        return PaperFormats.docx(Paper.of(name), GROUP, date(day), Optional.empty());
    }

    private byte[] odt(String name, String day) throws IOException {
        return PaperFormats.odt(Paper.of(name), GROUP, date(day));
    }

    private byte[] pdf(String name, String day) throws IOException {
        return PaperFormats.pdf(Paper.of(name), GROUP, date(day));
    }

    private byte[] html(String name) {
        return PaperFormats.utf8(PaperFormats.html(Paper.of(name), ""));
    }

    private byte[] plain(String name, Charset charset) {
        return Paper.of(name).plain().getBytes(charset);
    }

    private static Date date(String day) {
        return Date.from(LocalDate.parse(day).atTime(9, 0).toInstant(ZoneOffset.UTC));
    }

    private void put(String path, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var whole = java.nio.ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            whole.put(part);
        }
        if (files.put(path, whole.array()) != null) {
            throw new IllegalStateException("two samples are called " + path);
        }
    }
}
