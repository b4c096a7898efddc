package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// What read a file, by name and version: a reread can choose what an older one read.
enum Tools {
    HAETAE("haetae", "1"),
    HAETAE_TEXT("haetae/text", "1"),
    HAETAE_MAIL("haetae/mail + mime4j", version("org.apache.james", "apache-mime4j-core", "0.8")),
    HAETAE_MAILBOX("haetae/mailbox", "1"),
    HTML("jsoup", version("org.jsoup", "jsoup", "1")),
    PDFBOX("PDFBox", version("org.apache.pdfbox", "pdfbox", "3")),
    HWPLIB("hwplib", version("kr.dogfoot", "hwplib", "1.1")),
    HWPXLIB("hwpxlib", version("kr.dogfoot", "hwpxlib", "1.0")),
    COMPRESS("commons-compress", version("org.apache.commons", "commons-compress", "1")),
    JUNRAR("junrar", version("com.github.junrar", "junrar", "7")),
    LIBARCHIVE("libarchive", ""),
    JWARC("jwarc", version("org.netpreserve", "jwarc", "0")),
    LIBPST("java-libpst", version("com.pff", "java-libpst", "0.9")),
    TIKA("Tika", version("org.apache.tika", "tika-core", "3")),
    IMAGEIO("Java ImageIO", System.getProperty("java.version")),
    TESSERACT("Tesseract", ""),
    LIBREOFFICE("LibreOffice", "");

    private final String label;
    private final String version;

    Tools(String label, String version) {
        this.label = label;
        this.version = version;
    }

    /// Verdict of a file that this tool read whole.
    Verdict read() {
        return Verdict.read(label, version);
    }

    /// Verdict of a file that a part of this tool read whole, such as one parser of Tika.
    Verdict readBy(String part) {
        return Verdict.read(label + " " + part, version);
    }

    /// Another verdict of this tool.
    Verdict says(Outcome outcome, String reason) {
        return new Verdict(outcome, reason, label, version);
    }

    String label() {
        return label;
    }

    String version() {
        return version;
    }

    /// Version as the library's own jar states it.
    private static String version(String group, String artifact, String otherwise) {
        String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = Tools.class.getResourceAsStream(resource)) {
            if (in == null) {
                return otherwise;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", otherwise);
        } catch (IOException unreadable) {
            return otherwise;
        }
    }
}
