package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/// Reads one file of any format: what it is, its text by page, the facts it states, the parts
/// inside it; or pictures of its pages; or text from those pictures.
///
/// Never throws for what a file holds: a file that cannot be read has a [Verdict] that says why.
/// What lets a job end otherwise is [LimitReached] from the sink, and running out of memory, which
/// the process shell reports. One instance reads any number of files, one at a time.
public final class FileReading implements Reader {
    private final TikaFormats tika;

    /// A reader of all formats. Making one takes a good part of a second; it serves any number of
    /// files.
    public FileReading() {
        this(new TikaFormats());
    }

    FileReading(TikaFormats tika) {
        this.tika = tika;
    }

    @Override
    public Verdict read(Content content, Hints hints, Limits limits, Sink sink) {
        FileJob job = new FileJob(content, hints, limits, sink);
        try {
            Verdict verdict =
                    hints.render()
                            ? new Rendering(tika).read(job)
                            : hints.ocr() ? new Recognition(tika).read(job) : text(job);
            return job.depthReached() && verdict.outcome() != Outcome.LOCKED
                    ? verdict.but(
                            Outcome.STOPPED,
                            "depth limit %d: the parts inside were not taken out"
                                    .formatted(limits.depth()))
                    : verdict;
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception | StackOverflowError | OutOfMemoryError thrown) {
            return Troubles.verdict(
                    Tools.HAETAE.read(), thrown, job.pages.written() > 0 || job.parts() > 0);
        }
    }

    private Verdict text(FileJob job) throws Exception {
        if (job.content.length() == 0) {
            job.sink.mediaType("application/x-empty");
            return Tools.HAETAE.says(Outcome.READ, "empty: the file has no bytes");
        }
        Charsets.Decoded obvious = obvious(job);
        Verdict verdict = obvious == null ? byFormat(job) : asText(job, obvious);
        if (obvious == null) {
            Credentials.say(job);
        }
        say(job);
        return job.pages.enciphered() && verdict.outcome() == Outcome.READ
                ? verdict.also(
                        Outcome.PARTIAL, "a passage in it is enciphered (PGP): a key is needed")
                : verdict;
    }

    private static Charsets.@Nullable Decoded obvious(FileJob job) {
        byte[] bytes = job.content.bytes();
        return bytes == null ? null : PlainText.obvious(bytes, job.hints.name());
    }

    private static Verdict asText(FileJob job, Charsets.Decoded text) {
        job.sink.mediaType(
                switch (PlainText.extension(job.hints.name())) {
                    case "csv" -> "text/csv";
                    case "tsv" -> "text/tab-separated-values";
                    case "md", "markdown" -> "text/markdown";
                    case "json" -> "application/json";
                    default -> "text/plain";
                });
        return PlainText.read(job, text);
    }

    private Verdict byFormat(FileJob job) throws Exception {
        try (Kind kind = Kind.of(job.content, job.hints, tika)) {
            job.sink.mediaType(kind.mediaType());
            return textOf(job, kind);
        }
    }

    /// Reads a file of which it is known what it is.
    Verdict textOf(FileJob job, Kind kind) {
        try {
            Verdict verdict = otherwise(job, kind, byItsReader(job, kind));
            return switch (verdict.outcome()) {
                case READ, PARTIAL -> Surplus.rest(job, rest(job, kind, verdict));
                case LOCKED, DAMAGED, UNKNOWN, TOO_LARGE, STOPPED, FAILED -> verdict;
            };
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception | StackOverflowError | OutOfMemoryError thrown) {
            job.pages.end();
            return Troubles.verdict(
                    kind.format().tool(kind), thrown, job.pages.written() > 0 || job.parts() > 0);
        }
    }

    private Verdict byItsReader(FileJob job, Kind kind) {
        try {
            Verdict verdict = read(job, kind);
            job.pages.end();
            return verdict;
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception | StackOverflowError | OutOfMemoryError thrown) {
            job.pages.end();
            return Troubles.verdict(
                    kind.format().tool(kind), thrown, job.pages.written() > 0 || job.parts() > 0);
        }
    }

    /// What a file is by its name or its first bytes may be wrong: where its reader got nothing, an
    /// office package is read without what disturbs it, and what is plainly text as text.
    private Verdict otherwise(FileJob job, Kind kind, Verdict verdict) throws Exception {
        if (job.pages.written() > 0 || job.parts() > 0) {
            return verdict;
        }
        boolean refused =
                verdict.outcome() == Outcome.DAMAGED || verdict.outcome() == Outcome.FAILED;
        if (refused && OfficeWords.isOffice(kind.mediaType())) {
            return office(job, kind, verdict);
        }
        return refused && kind.format() == Kind.Format.TIKA
                        || kind.format() == Kind.Format.UNKNOWN
                        || isEmptyByMistake(job, kind, verdict)
                ? plain(job, kind, verdict)
                : verdict;
    }

    private Verdict office(FileJob job, Kind kind, Verdict verdict) throws Exception {
        Path repaired = OfficeRepair.withoutUndeclared(job.content);
        if (repaired != null) {
            try (TikaInputStream in = TikaInputStream.get(repaired, new Metadata())) {
                Verdict second = tika.read(job, kind, in);
                job.pages.end();
                if (job.pages.written() > 0) {
                    return second.also(
                            Outcome.READ,
                            "files inside have no declared type; it was read without them");
                }
            } finally {
                OfficeRepair.delete(repaired);
            }
        }
        return OfficeWords.read(job, verdict);
    }

    /// A mail without a single header line, and RTF that does not begin or end as RTF does, hold
    /// words that their readers do not see.
    private static boolean isEmptyByMistake(FileJob job, Kind kind, Verdict verdict)
            throws IOException {
        if (verdict.outcome() != Outcome.READ) {
            return false;
        }
        if (kind.format() == Kind.Format.MAIL) {
            return true;
        }
        if (!kind.mediaType().equals("application/rtf")) {
            return false;
        }
        try (InputStream in = job.content.open()) {
            byte[] start = in.readNBytes(5);
            in.skipNBytes(Math.max(0, job.content.length() - 64 - start.length));
            String end = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).strip();
            return !PlainText.starts(start, "{\\rtf") || !end.replace("\0", "").endsWith("}");
        }
    }

    private static Verdict plain(FileJob job, Kind kind, Verdict verdict) throws IOException {
        if (!PlainText.isPlain(job.content)) {
            return verdict;
        }
        Verdict text = PlainText.readGuessing(job, null);
        return job.pages.written() == 0
                ? verdict
                : text.also(
                        Outcome.READ,
                        "not readable as " + kind.mediaType() + "; read as plain text");
    }

    /// What lies in a document that is a ZIP and was not read. Of an archive every file is a part
    /// as it is.
    private static Verdict rest(FileJob job, Kind kind, Verdict verdict) throws Exception {
        return switch (kind.format()) {
            case TIKA, EPUB, HWPX -> Members.rest(job, kind.mediaType(), verdict);
            case TEXT,
                    PDF,
                    HTML,
                    MAIL,
                    MAILBOX,
                    OUTLOOK_STORE,
                    HWP,
                    ARCHIVE,
                    PACKED,
                    RAR,
                    SYSTEM_ARCHIVE,
                    WEB_ARCHIVE,
                    SIGNED,
                    LOCKED,
                    UNKNOWN ->
                    verdict;
        };
    }

    private Verdict read(FileJob job, Kind kind) throws Exception {
        return switch (kind.format()) {
            case TEXT -> PlainText.readGuessing(job, null);
            case PDF -> PdfText.read(job);
            case HTML -> Html.read(job, null);
            case MAIL -> Mail.read(job);
            case MAILBOX -> Mailbox.read(job);
            case OUTLOOK_STORE -> OutlookStore.read(job);
            case HWP -> Hwp.read(job, tika);
            case HWPX -> Hwpx.read(job);
            case EPUB -> Epub.read(job);
            case ARCHIVE -> Archives.read(job, kind.mediaType());
            case PACKED -> Archives.unpack(job, kind.mediaType());
            case RAR -> Rar.read(job);
            case SYSTEM_ARCHIVE -> SystemArchive.read(job);
            case WEB_ARCHIVE -> WebArchive.read(job);
            case SIGNED -> Ciphered.readSigned(job);
            case LOCKED ->
                    Tools.HAETAE.says(
                            Outcome.LOCKED,
                            kind.mediaType().equals("application/x-tika-ooxml-protected")
                                    ? "a password is needed to open it"
                                    : "it is enciphered: a password or a private key is needed");
            case UNKNOWN ->
                    Tools.HAETAE.says(
                            Outcome.UNKNOWN,
                            kind.mediaType().equals("application/octet-stream")
                                    ? "the format is not known"
                                    : "no reader for " + kind.mediaType());
            case TIKA -> tika.read(job, kind);
        };
    }

    /// What is known of the file as a whole once its pages are.
    private static void say(FileJob job) throws IOException {
        for (String language : job.pages.languages()) {
            job.facts.say("language", language);
        }
        if (job.pages.count() > 1) {
            for (String pages : job.pages.languagePages()) {
                job.facts.say("language-pages", pages);
            }
        }
    }
}
