package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// An office package without the members that have no declared type: one such member, which any
/// packer can add, makes the proper reader refuse the whole document.
final class OfficeRepair {
    private static final String TYPES = "[Content_Types].xml";
    private static final int LARGEST_INDEX = 16 << 20;

    private final Set<String> extensions = new HashSet<>();
    private final Set<String> members = new HashSet<>();

    private OfficeRepair() {}

    /// A copy in scratch without these members; null when there are none, or when the file cannot
    /// be copied at all.
    static @Nullable Path withoutUndeclared(Content content) {
        Path copy = null;
        try (ZipFile zip = Archives.open(content)) {
            ZipArchiveEntry types = zip.getEntry(TYPES);
            if (types == null) {
                return null;
            }
            OfficeRepair declared = new OfficeRepair();
            try (InputStream in = zip.getInputStream(types)) {
                declared.read(in);
            }
            copy = Files.createTempFile(content.scratch(), "repaired", ".zip");
            if (declared.copy(zip, copy) > 0) {
                return copy;
            }
        } catch (IOException | XMLStreamException | RuntimeException beyondRepair) {
            // Then it is read member by member, without its package.
        }
        delete(copy);
        return null;
    }

    static void delete(@Nullable Path copy) {
        if (copy != null) {
            try {
                Files.deleteIfExists(copy);
            } catch (IOException left) {
                // Scratch is emptied after the job in any case.
            }
        }
    }

    private void read(InputStream in) throws XMLStreamException {
        XMLStreamReader reader =
                Xml.factory().createXMLStreamReader(new Bounded(in, LARGEST_INDEX));
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT) {
                String extension = reader.getAttributeValue(null, "Extension");
                String part = reader.getAttributeValue(null, "PartName");
                if (extension != null) {
                    extensions.add(extension.toLowerCase(Locale.ROOT));
                }
                if (part != null) {
                    members.add(part.toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private int copy(ZipFile zip, Path to) throws IOException {
        int left = 0;
        Set<String> copied = new HashSet<>();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(to)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                boolean declared =
                        name.equals(TYPES.toLowerCase(Locale.ROOT))
                                || members.contains("/" + name)
                                || extensions.contains(name.substring(name.lastIndexOf('.') + 1));
                if (declared && !entry.isDirectory() && copied.add(name)) {
                    try (InputStream raw = zip.getRawInputStream(entry)) {
                        out.addRawArchiveEntry(entry, raw);
                    }
                } else if (!entry.isDirectory()) {
                    left++;
                }
            }
        }
        return left;
    }
}
