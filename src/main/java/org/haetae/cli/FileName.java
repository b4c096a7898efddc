package org.haetae.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;

/// How the name of a file is written down when its bytes are no text.
///
/// On Linux a name is any bytes. Those that are UTF-8 are kept as they are, whatever the
/// characters; of others, each byte that fits no character is written `\xFF`, so that two different
/// names never become one.
final class FileName {

    private static final char UNREADABLE = '\uFFFD';

    private FileName() {}

    static String of(Path path) {
        var text = path.toString();
        if (text.indexOf(UNREADABLE) < 0) {
            return text;
        }
        var elements = new ArrayList<String>();
        path.forEach(element -> elements.add(element(element)));
        return (path.isAbsolute() ? "/" : "") + String.join("/", elements);
    }

    private static String element(Path element) {
        if (element.toString().indexOf(UNREADABLE) < 0) {
            return element.toString();
        }
        // The one place where Java shows the bytes of a name: percent-encoded in its URI.
        var encoded = element.toUri().getRawPath().replaceAll("/$", "");
        return exactly(decoded(encoded.substring(encoded.lastIndexOf('/') + 1)));
    }

    private static byte[] decoded(String encoded) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String exactly(byte[] name) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(name);
        var out = CharBuffer.allocate(name.length);
        var text = new StringBuilder();
        while (true) {
            var result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (!result.isMalformed()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append("\\x%02X".formatted(in.get() & 0xFF));
            }
            decoder.reset();
        }
    }
}
