package org.haetae.extract.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadMemoryMappedFile;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;

/// Text of a PDF page by page, by PDFBox without what text does not need: no embedded font is
/// parsed whose characters are told without it, no system font is looked for, no picture decoded.
///
/// A page that cannot be read does not end the others. A password that only limits printing or
/// copying is no lock: the text opens without it.
final class PdfText {
    private static final int OUTLINE_ENTRIES = 2_000;
    private static final int LARGEST_SEARCHED = 64 << 20;
    private static final int FIELDS = 5_000;

    private final FileJob job;
    private final PDDocument document;
    private final BitSet failed = new BitSet();
    private final BitSet withoutText = new BitSet();
    private PdfPageText reader = new PdfPageText();
    private PdfFonts.@Nullable WithoutPrograms fonts;
    private boolean partsFailed;

    private PdfText(FileJob job, PDDocument document) {
        this.job = job;
        this.document = document;
    }

    static Verdict read(FileJob job) throws Exception {
        PdfFonts.forText();
        PDDocument opened;
        try {
            opened = open(job.content);
        } catch (IOException refused) {
            if (isForRecipients(job.content)) {
                return Tools.PDFBOX.says(
                        Outcome.LOCKED, "it is enciphered: a private key is needed");
            }
            throw refused;
        }
        try (PDDocument document = opened) {
            return new PdfText(job, document).read();
        }
    }

    /// Whether a PDF is enciphered for the keys of certain people (ISO 32000-1, 7.6.4) rather than
    /// by a password; the dictionary that says so is itself never enciphered.
    private static boolean isForRecipients(Content content) throws IOException {
        try (var in = content.open()) {
            String bytes = new String(in.readNBytes(LARGEST_SEARCHED), StandardCharsets.ISO_8859_1);
            return bytes.contains("/Adobe.PubSec") && bytes.contains("/Recipients");
        }
    }

    /// Opens a PDF without copying it.
    static PDDocument open(Content content) throws IOException {
        byte[] bytes = content.bytes();
        RandomAccessRead source =
                bytes != null
                        ? new RandomAccessReadBuffer(bytes)
                        : new RandomAccessReadMemoryMappedFile(content.path());
        try {
            return Loader.loadPDF(
                    source,
                    content.length() < (32L << 20)
                            ? IOUtils.createMemoryOnlyStreamCache()
                            : MemoryUsageSetting.setupMixed(64L << 20, 2L << 30)
                                    .setTempDir(content.scratch().toFile())
                                    .streamCache);
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private Verdict read() throws Exception {
        facts();
        int pages = pages();
        boolean stopped = pages < document.getNumberOfPages() && job.overTime();
        if (!stopped) {
            outline();
            form();
            attachments();
        }
        return verdict(pages, stopped);
    }

    private Verdict verdict(int pages, boolean stopped) {
        Verdict verdict = Tools.PDFBOX.read();
        int all = document.getNumberOfPages();
        if (!withoutText.isEmpty()) {
            job.facts.say("ocr-needed", Pages.ranges(withoutText));
        }
        if (stopped) {
            return verdict.but(
                    Outcome.STOPPED,
                    "time limit of %d seconds: %d of %d pages were read"
                            .formatted(job.limits.wall().toSeconds(), pages, all));
        }
        if (pages == 0) {
            return verdict.but(Outcome.DAMAGED, "no page could be found in it");
        }
        if (failed.cardinality() == pages && job.pages.written() == 0) {
            return verdict.but(Outcome.DAMAGED, "no page could be read");
        }
        if (!failed.isEmpty()) {
            return verdict.but(
                    Outcome.PARTIAL,
                    "%d of %d pages could not be read: %s"
                            .formatted(failed.cardinality(), pages, Pages.ranges(failed)));
        }
        if (!ended()) {
            return verdict.but(
                    Outcome.PARTIAL, "the end of the file is missing; what was found was read");
        }
        return partsFailed
                ? verdict.but(Outcome.PARTIAL, "an attachment could not be taken out")
                : verdict;
    }

    /// Whether the file ends as a PDF must, somewhere in its last bytes.
    private boolean ended() {
        int most = 4_096;
        byte[] bytes = job.content.bytes();
        byte[] tail;
        try {
            if (bytes != null) {
                tail = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - most), bytes.length);
            } else {
                try (RandomAccessFile file =
                        new RandomAccessFile(job.content.path().toFile(), "r")) {
                    file.seek(Math.max(0, file.length() - most));
                    tail = new byte[(int) (file.length() - file.getFilePointer())];
                    file.readFully(tail);
                }
            }
        } catch (IOException unreadable) {
            return false;
        }
        String end = new String(tail, StandardCharsets.ISO_8859_1);
        return end.contains("%%EOF") || end.contains("startxref");
    }

    private int pages() throws IOException {
        fonts = new PdfFonts.WithoutPrograms();
        document.setResourceCache(fonts);
        int number = 0;
        var pages = document.getPages().iterator();
        while (pages.hasNext() && !job.overTime()) {
            number++;
            PDPage page = next(pages);
            if (page == null) {
                failed.set(number);
                continue;
            }
            page(page, number);
        }
        return number;
    }

    private static @Nullable PDPage next(java.util.Iterator<PDPage> pages) {
        try {
            return pages.next();
        } catch (IllegalStateException damaged) {
            return null;
        }
    }

    private void page(PDPage page, int number) {
        String text;
        try {
            text = reader.text(page);
            if (reader.unknown() > 0 && fonts != null && fonts.restore()) {
                // Some characters can only be told by the programs after all; from here on all
                // pages are read with them.
                fonts = null;
                document.setResourceCache(new DefaultResourceCache());
                reader = new PdfPageText();
                text = reader.text(new PDPage(page.getCOSObject()));
            }
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            if (broken instanceof LimitReached limit) {
                throw limit;
            }
            failed.set(number);
            text = reader.soFar();
        }
        String annotations = PdfParts.annotationText(page);
        String links = String.join("\n", PdfParts.links(page));
        String beside = links.isEmpty() ? annotations : annotations + links + "\n";
        String whole = beside.isEmpty() ? text : text + "\n" + beside;
        if (sparse(text) && PdfParts.hasPicture(page)) {
            withoutText.set(number);
        }
        job.pages.page(number, Clean.layout(whole), null);
    }

    /// Whether a page has too little text to be the text of what is seen on it.
    private static boolean sparse(String text) {
        int letters = 0;
        for (int i = 0; i < text.length() && letters < 16; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                letters++;
            }
        }
        return letters < 16;
    }

    private void facts() {
        PDDocumentInformation info = document.getDocumentInformation();
        job.facts.say("pages", Integer.toString(document.getNumberOfPages()));
        job.facts.say("title", info.getTitle());
        job.facts.say("author", info.getAuthor());
        job.facts.say("subject", info.getSubject());
        date("created", info.getCreationDate());
        date("modified", info.getModificationDate());
        job.facts.say("application", info.getCreator());
        if (document.isEncrypted()) {
            job.facts.say("encrypted", "opens without a password");
        }
        job.facts.raw("pdf:version", Float.toString(document.getVersion()));
        for (Map.Entry<COSName, COSBase> entry : info.getCOSObject().entrySet()) {
            String value = info.getCOSObject().getString(entry.getKey());
            job.facts.raw("pdf:" + entry.getKey().getName(), value);
        }
        PdfParts.xmp(document, job.facts);
    }

    private void date(String name, @Nullable Calendar at) {
        if (at != null) {
            OffsetDateTime time =
                    OffsetDateTime.ofInstant(at.toInstant(), at.getTimeZone().toZoneId());
            job.facts.date(name, time.withNano(0).toString());
        }
    }

    /// Bookmarks, as a page of their own behind the last: they are words of the document.
    private void outline() {
        try {
            PDDocumentOutline outline = document.getDocumentCatalog().getDocumentOutline();
            if (outline == null) {
                return;
            }
            StringBuilder text = new StringBuilder();
            Set<COSDictionary> seen = new HashSet<>();
            Deque<PDOutlineItem> left = new ArrayDeque<>();
            push(left, outline.getFirstChild());
            while (!left.isEmpty() && seen.size() < OUTLINE_ENTRIES) {
                PDOutlineItem item = left.pop();
                if (seen.add(item.getCOSObject())) {
                    String title = item.getTitle();
                    text.append(title == null ? "" : title.strip()).append('\n');
                    push(left, item.getNextSibling());
                    push(left, item.getFirstChild());
                }
            }
            extra(text, "bookmarks");
        } catch (RuntimeException damaged) {
            job.facts.say("note", "the bookmarks could not be read");
        }
    }

    private static void push(Deque<PDOutlineItem> left, @Nullable PDOutlineItem item) {
        if (item != null) {
            left.push(item);
        }
    }

    /// What was filled into a form, AcroForm or XFA.
    private void form() {
        COSDictionary form =
                document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.ACRO_FORM);
        if (form == null) {
            return;
        }
        StringBuilder text = new StringBuilder();
        Set<COSBase> seen = new HashSet<>();
        fields(form.getCOSArray(COSName.FIELDS), "", text, seen);
        try {
            text.append(PdfParts.xfa(form.getDictionaryObject(COSName.XFA)));
        } catch (IOException | RuntimeException damaged) {
            job.facts.say("note", "the XFA form could not be read");
        }
        extra(text, "form");
    }

    private static void fields(
            @Nullable COSArray fields, String prefix, StringBuilder text, Set<COSBase> seen) {
        if (fields == null) {
            return;
        }
        for (int i = 0; i < fields.size() && seen.size() < FIELDS; i++) {
            if (fields.getObject(i) instanceof COSDictionary field && seen.add(field)) {
                String name = field.getString(COSName.T);
                String path = name == null ? prefix : prefix.isEmpty() ? name : prefix + "." + name;
                String value = value(field.getDictionaryObject(COSName.V));
                if (value != null && !value.isBlank()) {
                    text.append(path).append(": ").append(value.strip()).append('\n');
                }
                fields(field.getCOSArray(COSName.KIDS), path, text, seen);
            }
        }
    }

    private static @Nullable String value(@Nullable COSBase value) {
        return switch (value) {
            case COSString string -> string.getString();
            case COSName name -> name.getName();
            case COSStream stream -> stream.toTextString();
            case null, default -> null;
        };
    }

    private void extra(CharSequence text, String label) {
        if (!text.toString().isBlank()) {
            job.pages.begin(label, true);
            job.pages.append(text);
            job.pages.end();
        }
    }

    private void attachments() throws Exception {
        for (PdfParts.Attachment part : PdfParts.attachments(document)) {
            if (!job.unfolds()) {
                return;
            }
            try {
                byte[] bytes = part.bytes();
                job.part(
                        part.path(),
                        part.mediaType(),
                        part.modified(),
                        new ByteArrayInputStream(bytes));
            } catch (IOException broken) {
                partsFailed = true;
            }
        }
    }
}
