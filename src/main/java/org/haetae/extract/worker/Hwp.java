package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import kr.dogfoot.hwplib.object.HWPFile;
import kr.dogfoot.hwplib.object.bindata.EmbeddedBinaryData;
import kr.dogfoot.hwplib.object.bodytext.Section;
import kr.dogfoot.hwplib.reader.HWPReader;
import kr.dogfoot.hwplib.tool.textextractor.ForParagraphList;
import kr.dogfoot.hwplib.tool.textextractor.TextExtractMethod;
import kr.dogfoot.hwplib.tool.textextractor.TextExtractOption;
import org.apache.poi.hpsf.Property;
import org.apache.poi.hpsf.PropertySet;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.hwp.HwpV5Parser;
import org.jspecify.annotations.Nullable;

/// HWP 5 documents, those for distribution included, by hwplib; when that breaks, by Tika, which
/// reads fewer things more robustly; when that breaks too, the preview text that most files carry.
final class Hwp {
    private static final int FILE_HEADER = 256;
    private static final int PASSWORD = 1 << 1;
    private static final int DISTRIBUTION = 1 << 2;
    private static final int DRM = 1 << 4;

    private Hwp() {}

    static Verdict read(FileJob job, TikaFormats tika) throws Exception {
        byte[] start;
        try (InputStream in = job.content.open()) {
            start = in.readNBytes(32);
        }
        if (PlainText.starts(start, "HWP Document File")) {
            return Hwp3.read(job);
        }
        String preview;
        try (InputStream in = job.content.open();
                POIFSFileSystem files = new POIFSFileSystem(in)) {
            Verdict locked = header(files.getRoot(), job.facts);
            if (locked != null) {
                return locked;
            }
            summary(files.getRoot(), job.facts);
            preview = preview(files.getRoot());
        }
        Throwable first;
        try {
            return byHwplib(job);
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception | OutOfMemoryError | StackOverflowError broken) {
            // hwplib believes every count in the file; what it took is free again by now.
            first = broken;
        }
        Verdict second = byTika(job, tika);
        if (second != null) {
            return second;
        }
        if (!preview.isBlank()) {
            job.pages.begin(null, true);
            job.pages.append(preview);
            job.pages.end();
            return Tools.HWPLIB.says(
                    Outcome.PARTIAL, "the body is damaged; only the preview text was read");
        }
        return Tools.HWPLIB.says(Outcome.DAMAGED, reason(first));
    }

    private static String reason(Throwable broken) {
        return "the body of the document cannot be read ("
                + broken.getClass().getSimpleName()
                + ")";
    }

    private static @Nullable Verdict header(DirectoryNode root, Facts facts) throws IOException {
        byte[] header;
        try (InputStream in = root.createDocumentInputStream("FileHeader")) {
            header = in.readNBytes(FILE_HEADER);
        }
        if (header.length < 40) {
            return Tools.HWPLIB.says(Outcome.DAMAGED, "its header is cut short");
        }
        facts.raw(
                "hwp:version",
                "%d.%d.%d.%d".formatted(header[35], header[34], header[33], header[32]));
        int properties =
                (header[36] & 0xff)
                        | (header[37] & 0xff) << 8
                        | (header[38] & 0xff) << 16
                        | (header[39] & 0xff) << 24;
        if ((properties & PASSWORD) != 0) {
            return Tools.HWPLIB.says(Outcome.LOCKED, "a password is needed to open it");
        }
        if ((properties & DRM) != 0) {
            return Tools.HWPLIB.says(Outcome.LOCKED, "protected by digital rights management");
        }
        if ((properties & DISTRIBUTION) != 0) {
            facts.say("encrypted", "for distribution: opens without a password");
        }
        return null;
    }

    private static void summary(DirectoryNode root, Facts facts) {
        String name = "\005HwpSummaryInformation";
        if (!root.hasEntryCaseInsensitive(name)) {
            return;
        }
        try (InputStream in = root.createDocumentInputStream(name)) {
            PropertySet set = new PropertySet(in);
            // Hancom's set has a format identifier of its own with the ids of the common one.
            facts.say("title", text(set, 2));
            facts.say("subject", text(set, 3));
            facts.say("author", text(set, 4));
            facts.say("last-author", text(set, 8));
            facts.date("created", date(set, 12));
            facts.date("modified", date(set, 13));
            facts.raw("hwp:keywords", text(set, 5));
            facts.raw("hwp:comments", text(set, 6));
            facts.raw("hwp:date", text(set, 0x14));
        } catch (Exception unreadable) {
            facts.say("note", "the summary could not be read");
        }
    }

    private static @Nullable String text(PropertySet set, int id) {
        return property(set, id) instanceof String value && !value.isBlank() ? value : null;
    }

    private static @Nullable String date(PropertySet set, int id) {
        return property(set, id) instanceof Date at && at.getTime() > 0
                ? at.toInstant().toString()
                : null;
    }

    private static @Nullable Object property(PropertySet set, int id) {
        for (Property property : set.getProperties()) {
            if (property.getID() == id) {
                return property.getValue();
            }
        }
        return null;
    }

    private static String preview(DirectoryNode root) {
        if (!root.hasEntryCaseInsensitive("PrvText")) {
            return "";
        }
        try (InputStream in = root.createDocumentInputStream("PrvText")) {
            return new String(in.readNBytes(64 << 10), StandardCharsets.UTF_16LE);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static Verdict byHwplib(FileJob job) throws Exception {
        HWPFile file;
        try (InputStream in = job.content.open()) {
            file = HWPReader.fromInputStream(in);
        }
        TextExtractOption option =
                new TextExtractOption(TextExtractMethod.InsertControlTextBetweenParagraphText);
        option.setWithControlChar(false);
        option.setAppendEndingLF(true);
        List<Section> sections = file.getBodyText().getSectionList();
        StringBuffer[] texts = new StringBuffer[sections.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new StringBuffer();
            ForParagraphList.extract(sections.get(i), option, null, texts[i]);
        }
        // Only when every section could be read is any handed on: else another reader does it.
        for (int i = 0; i < texts.length; i++) {
            job.pages.begin(texts.length > 1 ? "section " + (i + 1) : null, true);
            job.pages.append(texts[i]);
        }
        job.pages.end();
        for (EmbeddedBinaryData part : file.getBinData().getEmbeddedBinaryDataList()) {
            byte[] bytes = part.getData();
            if (bytes != null && bytes.length > 0 && !Pictures.isTiny(bytes)) {
                job.part("BinData/" + part.getName(), null, null, out -> out.write(bytes));
            }
        }
        return Tools.HWPLIB.read();
    }

    /// By Tika's reader, or null when that gets nothing either.
    private static @Nullable Verdict byTika(FileJob job, TikaFormats tika) throws Exception {
        Metadata metadata = new Metadata();
        try (TikaInputStream in = TikaInputStream.get(job.content.path(), metadata)) {
            Verdict verdict = tika.read(job, in, metadata, new HwpV5Parser());
            return job.pages.written() == 0 ? null : verdict;
        }
    }
}
