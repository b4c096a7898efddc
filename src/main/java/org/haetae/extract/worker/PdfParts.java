package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.jspecify.annotations.Nullable;

/// What a PDF holds beside the text of its pages: files, notes, forms, XMP.
final class PdfParts {
    private static final int NAME_TREE_NODES = 10_000;
    private static final int LINKS = 200;

    private PdfParts() {}

    /// A file inside a PDF.
    record Attachment(String path, PDEmbeddedFile file) {
        byte[] bytes() throws IOException {
            try (InputStream in = file.createInputStream()) {
                return in.readAllBytes();
            }
        }

        @Nullable String mediaType() {
            return file.getSubtype();
        }

        @Nullable Instant modified() {
            try {
                Calendar at = file.getModDate();
                return at == null ? null : at.toInstant();
            } catch (IOException unreadable) {
                return null;
            }
        }
    }

    /// Files in the name tree and in annotations of pages, each once.
    static List<Attachment> attachments(PDDocument document) {
        List<Attachment> found = new ArrayList<>();
        Set<COSBase> seen = new HashSet<>();
        try {
            var names = document.getDocumentCatalog().getNames();
            if (names != null && names.getEmbeddedFiles() != null) {
                walk(names.getEmbeddedFiles(), found, seen, new int[1]);
            }
        } catch (IOException | RuntimeException damaged) {
            // What was found until here is kept.
        }
        for (PDPage page : document.getPages()) {
            COSArray annotations = page.getCOSObject().getCOSArray(COSName.ANNOTS);
            for (int i = 0; annotations != null && i < annotations.size(); i++) {
                if (annotations.getObject(i) instanceof COSDictionary annotation
                        && annotation.getDictionaryObject(COSName.FS)
                                instanceof COSDictionary file) {
                    add(new PDComplexFileSpecification(file), null, found, seen);
                }
            }
        }
        return found;
    }

    private static void walk(
            PDNameTreeNode<PDComplexFileSpecification> node,
            List<Attachment> found,
            Set<COSBase> seen,
            int[] nodes)
            throws IOException {
        if (!seen.add(node.getCOSObject()) || nodes[0]++ > NAME_TREE_NODES) {
            return;
        }
        Map<String, PDComplexFileSpecification> names = node.getNames();
        if (names != null) {
            names.forEach((name, file) -> add(file, name, found, seen));
        }
        var kids = node.getKids();
        if (kids != null) {
            for (var kid : kids) {
                walk(kid, found, seen, nodes);
            }
        }
    }

    private static void add(
            @Nullable PDComplexFileSpecification specification,
            @Nullable String name,
            List<Attachment> found,
            Set<COSBase> seen) {
        if (specification == null) {
            return;
        }
        PDEmbeddedFile file = null;
        for (PDEmbeddedFile candidate :
                new PDEmbeddedFile[] {
                    specification.getEmbeddedFileUnicode(),
                    specification.getEmbeddedFile(),
                    specification.getEmbeddedFileDos(),
                    specification.getEmbeddedFileMac(),
                    specification.getEmbeddedFileUnix()
                }) {
            if (candidate != null && file == null) {
                file = candidate;
            }
        }
        if (file == null || !seen.add(file.getCOSObject())) {
            return;
        }
        String own = specification.getFilename();
        found.add(
                new Attachment(
                        own != null && !own.isBlank()
                                ? own
                                : name != null ? name : "attachment-" + (found.size() + 1),
                        file));
    }

    /// Words of the notes on a page and of its form fields, as their authors wrote them.
    static String annotationText(PDPage page) {
        StringBuilder text = new StringBuilder();
        try {
            COSArray annotations = page.getCOSObject().getCOSArray(COSName.ANNOTS);
            for (int i = 0; annotations != null && i < annotations.size(); i++) {
                if (annotations.getObject(i) instanceof COSDictionary annotation
                        && !COSName.LINK.equals(annotation.getCOSName(COSName.SUBTYPE))
                        && !COSName.POPUP.equals(annotation.getCOSName(COSName.SUBTYPE))) {
                    append(text, annotation.getString(COSName.T), true);
                    append(text, annotation.getString(COSName.SUBJ), true);
                    append(text, annotation.getString(COSName.CONTENTS), false);
                }
            }
        } catch (RuntimeException damaged) {
            // The page's own text stands; what was gathered of its notes is kept.
        }
        return text.toString();
    }

    /// Addresses that links on a page lead to, each once, at most [#LINKS].
    static Set<String> links(PDPage page) {
        Set<String> links = new LinkedHashSet<>();
        try {
            COSArray annotations = page.getCOSObject().getCOSArray(COSName.ANNOTS);
            for (int i = 0; annotations != null && i < annotations.size(); i++) {
                if (annotations.getObject(i) instanceof COSDictionary annotation
                        && annotation.getDictionaryObject(COSName.A) instanceof COSDictionary action
                        && action.getString(COSName.URI) instanceof String uri
                        && links.size() < LINKS) {
                    links.add(uri.strip());
                }
            }
        } catch (RuntimeException damaged) {
            // The page's own text stands; what was gathered is kept.
        }
        return links;
    }

    private static void append(StringBuilder text, @Nullable String words, boolean label) {
        if (words != null && !words.isBlank()) {
            text.append(words.strip()).append(label ? ": " : "\n");
        }
    }

    /// Whether a page shows a picture of a size that may hold text.
    static boolean hasPicture(PDPage page) {
        COSDictionary resources =
                page.getResources() == null ? null : page.getResources().getCOSObject();
        return hasPicture(resources, 0);
    }

    private static boolean hasPicture(@Nullable COSDictionary resources, int depth) {
        COSDictionary objects =
                resources == null ? null : resources.getCOSDictionary(COSName.XOBJECT);
        if (objects == null || depth > 3) {
            return false;
        }
        for (COSName name : objects.keySet()) {
            if (objects.getDictionaryObject(name) instanceof COSStream object) {
                COSName kind = object.getCOSName(COSName.SUBTYPE);
                if (COSName.IMAGE.equals(kind)
                        && object.getInt(COSName.WIDTH) >= 200
                        && object.getInt(COSName.HEIGHT) >= 50) {
                    return true;
                }
                if (COSName.FORM.equals(kind)
                        && hasPicture(object.getCOSDictionary(COSName.RESOURCES), depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Text of an XFA form: what stands between its tags.
    static String xfa(@Nullable COSBase form) throws IOException {
        StringBuilder text = new StringBuilder();
        if (form instanceof COSStream stream) {
            characters(string(stream), text);
        } else if (form instanceof COSArray parts) {
            StringBuilder whole = new StringBuilder();
            for (int i = 0; i < parts.size(); i++) {
                if (parts.getObject(i) instanceof COSStream stream) {
                    whole.append(string(stream));
                }
            }
            characters(whole.toString(), text);
        }
        return text.toString();
    }

    private static String string(COSStream stream) throws IOException {
        try (InputStream in = stream.createInputStream()) {
            return new String(IOUtils.toByteArray(in), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static void characters(String xml, StringBuilder text) {
        XMLInputFactory factory = Xml.factory();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamReader.CHARACTERS && !reader.isWhiteSpace()) {
                    text.append(reader.getText().strip()).append('\n');
                }
            }
        } catch (XMLStreamException | RuntimeException broken) {
            // What stood before the fault is kept.
        }
    }

    /// What the XMP packet says beyond the information dictionary.
    static void xmp(PDDocument document, Facts facts) {
        var metadata = document.getDocumentCatalog().getMetadata();
        if (metadata == null) {
            return;
        }
        try (InputStream in = metadata.createInputStream()) {
            Xmp.read(in.readNBytes(1 << 20), facts);
        } catch (IOException | RuntimeException damaged) {
            facts.say("note", "the XMP metadata could not be read");
        }
    }
}
