package org.haetae.report;

/// Text as it stands in XHTML.
final class Markup {

    private final StringBuilder text = new StringBuilder();

    /// Markup of ours.
    Markup raw(String markup) {
        text.append(markup);
        return this;
    }

    /// Words, whatever stands in them. Characters that XML cannot hold are replaced.
    Markup words(String words) {
        words.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '<' -> text.append("&lt;");
                                case '>' -> text.append("&gt;");
                                case '&' -> text.append("&amp;");
                                case '"' -> text.append("&quot;");
                                default -> text.appendCodePoint(inXml(c) ? c : 0xFFFD);
                            }
                        });
        return this;
    }

    /// Characters of XML 1.0, section 2.2, without those that only steer a device.
    static boolean inXml(int c) {
        return c == '\n'
                || c == '\t'
                || c >= 0x20 && c < 0x7F
                || c >= 0xA0 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
