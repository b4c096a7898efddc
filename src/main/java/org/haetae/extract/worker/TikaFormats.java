package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.extractor.DefaultEmbeddedStreamTranslator;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedStreamTranslator;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.EmptyParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.external.CompositeExternalParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.xml.DcXMLParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;

/// The formats left to Tika's parsers: Office, OpenDocument, RTF, EPUB, images, sound and film,
/// databases and some hundred more.
///
/// Parsers are called one at a time on one file: nothing recurses, no outside program is started,
/// and what lies inside goes to the sink as a part. Detection and parsers are built once.
final class TikaFormats {
    /// Parsers that have a reader of ours, start other programs, or unfold archives by themselves.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "org.apache.tika.parser.ocr.TesseractOCRParser",
                    "org.apache.tika.parser.external2.ExternalParser",
                    "org.apache.tika.parser.pdf.PDFParser",
                    "org.apache.tika.parser.pkg.PackageParser",
                    "org.apache.tika.parser.pkg.CompressorParser",
                    "org.apache.tika.parser.pkg.RarParser",
                    "org.apache.tika.parser.pkg.UnrarParser",
                    "org.apache.tika.parser.microsoft.pst.OutlookPSTParser",
                    "org.apache.tika.parser.mail.RFC822Parser",
                    "org.apache.tika.parser.mbox.MboxParser",
                    "org.apache.tika.parser.warc.WARCParser",
                    "org.apache.tika.parser.html.JSoupParser",
                    "org.apache.tika.parser.csv.TextAndCSVParser",
                    "org.apache.tika.parser.txt.TXTParser");

    private final DefaultDetector detector;
    private final CompositeParser parsers;
    private final EmbeddedStreamTranslator translator = new DefaultEmbeddedStreamTranslator();

    TikaFormats() {
        MimeTypes types = MimeTypes.getDefaultMimeTypes();
        ServiceLoader loader = new ServiceLoader(TikaFormats.class.getClassLoader());
        this.detector = new DefaultDetector(types, loader);
        List<Parser> kept = new ArrayList<>();
        // Those that start programs try them out when they are made, so they are not made at all.
        for (Parser parser :
                loader.loadStaticServiceProviders(
                        Parser.class, List.of(CompositeExternalParser.class))) {
            if (!LEFT_OUT.contains(parser.getClass().getName())) {
                kept.add(parser);
            }
        }
        this.parsers = new CompositeParser(types.getMediaTypeRegistry(), kept);
        this.parsers.setFallback(EmptyParser.INSTANCE);
    }

    /// The media type by content and name.
    String detect(TikaInputStream stream, Metadata metadata) throws IOException {
        return detector.detect(stream, metadata).toString();
    }

    /// Whether there is a parser for what the metadata says the file is.
    boolean reads(Metadata metadata) {
        return !(parser(metadata) instanceof EmptyParser);
    }

    /// Whether a type that nobody reads is a ZIP at least, so that its files can be handed out.
    boolean isZip(String type) {
        MediaType known = MediaType.parse(type);
        return known != null
                && parsers.getMediaTypeRegistry()
                        .isSpecializationOf(known, MediaType.APPLICATION_ZIP);
    }

    private Parser parser(Metadata metadata) {
        MediaType type = MediaType.parse(metadata.get(Metadata.CONTENT_TYPE));
        ParseContext context = new ParseContext();
        var all = parsers.getParsers(context);
        var registry = parsers.getMediaTypeRegistry();
        for (MediaType at = type == null ? null : registry.normalize(type);
                at != null;
                at = registry.getSupertype(at)) {
            Parser found = all.get(at);
            if (found != null) {
                return found;
            }
            if (at.equals(MediaType.OCTET_STREAM) || at.equals(MediaType.TEXT_PLAIN)) {
                break;
            }
        }
        return EmptyParser.INSTANCE;
    }

    /// The verdict to vary when a parser of Tika throws.
    static Verdict tool(Kind kind) {
        return Tools.TIKA.read();
    }

    /// Reads a file by the parser for its type.
    Verdict read(FileJob job, Kind kind) throws Exception {
        Parser parser = parser(kind.metadata());
        return read(job, kind.stream(), kind.metadata(), parser);
    }

    /// The same for other bytes of the same type.
    Verdict read(FileJob job, Kind kind, TikaInputStream stream) throws Exception {
        Metadata metadata = new Metadata();
        metadata.set(Metadata.CONTENT_TYPE, kind.metadata().get(Metadata.CONTENT_TYPE));
        return read(job, stream, metadata, parser(kind.metadata()));
    }

    /// Reads a file by this parser.
    Verdict read(FileJob job, TikaInputStream stream, Metadata metadata, Parser parser)
            throws Exception {
        Verdict verdict = Tools.TIKA.readBy(parser.getClass().getSimpleName());
        Parts parts = new Parts(job);
        boolean message = OutlookFacts.isMessage(metadata);
        TikaText text = new TikaText(job, () -> message ? OutlookFacts.head(metadata) : "");
        try {
            parser.parse(stream, text, metadata, context(parts));
            text.finish();
            OutlookFacts.say(message, metadata, job.facts);
            job.facts.all(metadata);
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception | StackOverflowError | OutOfMemoryError thrown) {
            text.finish();
            job.facts.all(metadata);
            if (parser instanceof DcXMLParser && job.pages.written() == 0) {
                return Html.readXml(job);
            }
            return Troubles.verdict(verdict, thrown, job.pages.written() > 0 || job.parts() > 0);
        }
        pixels(job, metadata);
        return message && OutlookFacts.isEncrypted(metadata)
                ? verdict.but(Outcome.LOCKED, "the message is encrypted: a private key is needed")
                : parts.verdict(verdict);
    }

    /// Says which pages of a picture wait for OCR, when it is one that can be decoded here and is
    /// large enough to hold words.
    private static void pixels(FileJob job, Metadata metadata) throws IOException {
        String type = metadata.get(Metadata.CONTENT_TYPE);
        if (type == null || !type.startsWith("image/")) {
            return;
        }
        PageImages.Size size = PageImages.size(job.content);
        if (size == null || size.width() < 100 || size.height() < 30) {
            return;
        }
        job.facts.say("width", Integer.toString(size.width()));
        job.facts.say("height", Integer.toString(size.height()));
        job.facts.say("pages", Integer.toString(size.pages()));
        job.facts.say("ocr-needed", size.pages() == 1 ? "1" : "1-" + size.pages());
    }

    private ParseContext context(Parts parts) {
        ParseContext context = new ParseContext();
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        // Deleted and moved words are in the file and may be the very evidence.
        office.setIncludeDeletedContent(true);
        office.setIncludeMoveFromContent(true);
        office.setIncludeHeadersAndFooters(true);
        office.setIncludeSlideMasterContent(false);
        office.setExtractMacros(false);
        // Who wrote to whom is put above the words by us, as for any other mail.
        office.setWriteSelectHeadersInBody(false);
        context.set(OfficeParserConfig.class, office);
        context.set(EmbeddedDocumentExtractor.class, parts);
        context.set(Parser.class, EmptyParser.INSTANCE);
        return context;
    }

    /// Hands to the sink what a parser finds inside a file, instead of parsing it.
    private final class Parts implements EmbeddedDocumentExtractor {
        private final FileJob job;
        private int unnamed;
        private int small;
        private @Nullable Exception trouble;

        private Parts(FileJob job) {
            this.job = job;
        }

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return true;
        }

        @Override
        public void parseEmbedded(
                InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
                throws IOException {
            try {
                InputStream bytes = stream;
                if (translator.shouldTranslate(stream, metadata)) {
                    bytes = translator.translate(stream, metadata);
                }
                byte[] start = bytes.readNBytes(32 << 10);
                if (start.length == 0) {
                    return;
                }
                if (Pictures.isTiny(start)) {
                    small++;
                    return;
                }
                InputStream rest = bytes;
                job.part(
                        name(metadata, start),
                        metadata.get(Metadata.CONTENT_TYPE),
                        null,
                        out -> {
                            out.write(start);
                            rest.transferTo(out);
                        });
            } catch (LimitReached limit) {
                throw limit;
            } catch (Exception broken) {
                trouble = broken;
            }
        }

        private String name(Metadata metadata, byte[] start) {
            for (String key :
                    new String[] {
                        TikaCoreProperties.INTERNAL_PATH.getName(),
                        TikaCoreProperties.EMBEDDED_RELATIONSHIP_ID,
                        TikaCoreProperties.RESOURCE_NAME_KEY
                    }) {
                String value = metadata.get(key);
                if (value != null
                        && !value.isBlank()
                        && !value.startsWith("rId")
                        && !value.startsWith("__")) {
                    return value;
                }
            }
            unnamed++;
            String type = metadata.get(Metadata.CONTENT_TYPE);
            return "application/vnd.ms-outlook".equals(type)
                    ? "message-" + unnamed + ".msg"
                    : "part-" + unnamed + Pictures.extension(start);
        }

        private Verdict verdict(Verdict read) {
            if (small > 0) {
                job.facts.say("note", small + " pictures smaller than 32 x 32 left out");
            }
            return trouble == null
                    ? read
                    : read.but(Outcome.PARTIAL, "a part inside could not be taken out");
        }
    }
}
