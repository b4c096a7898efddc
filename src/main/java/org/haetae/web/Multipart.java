package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/// Reads a form with files as it arrives, part by part, so that a file goes from the network
/// straight into the archive and its plain bytes never lie on a disk of ours.
///
/// The token against forged forms is the form's first part and is checked before anything else is
/// read; the filter that checks all other forms cannot look into such a body without storing it.
final class Multipart {
    private static final int LONGEST_FIELD = 1 << 20;
    private static final XorCsrfTokenRequestAttributeHandler TOKENS =
            new XorCsrfTokenRequestAttributeHandler();

    private final CsrfTokens csrf;

    Multipart(CsrfTokens csrf) {
        this.csrf = csrf;
    }

    /// What a handler does with the parts, in the order in which the form has them.
    interface Parts {
        void field(String name, String value) throws IOException;

        /// @param name as the browser states it: hostile, perhaps with folders
        /// @param content to be read within the call
        void file(String field, String name, InputStream content) throws IOException;
    }

    /// The form is not one of our pages', or its page is too old.
    static final class Forged extends RuntimeException {
        private static final long serialVersionUID = 1;

        Forged() {
            super("form without its token", null, false, false);
        }
    }

    /// The body does not have the shape of a form with files.
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed() {
            super("malformed form", null, false, false);
        }
    }

    static boolean is(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/");
    }

    void read(HttpServletRequest request, Parts parts) throws IOException {
        if (!is(request)) {
            throw new Malformed();
        }
        boolean trusted = isOurs(request, request.getHeader("X-CSRF-TOKEN"));
        try {
            FileUpload upload = new FileUpload();
            upload.setHeaderEncoding("UTF-8");
            FileItemIterator items = upload.getItemIterator(new ServletRequestContext(request));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                try (InputStream content = item.openStream()) {
                    if (!trusted) {
                        trusted =
                                item.isFormField()
                                        && item.getFieldName().equals("_csrf")
                                        && isOurs(request, text(content));
                        if (!trusted) {
                            throw new Forged();
                        }
                    } else if (item.isFormField()) {
                        parts.field(item.getFieldName(), text(content));
                    } else if (item.getName() != null && !item.getName().isEmpty()) {
                        parts.file(item.getFieldName(), item.getName(), content);
                    }
                }
            }
        } catch (FileUploadException e) {
            throw new Malformed();
        }
        if (!trusted) {
            throw new Forged();
        }
    }

    private static String text(InputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            bytes.write(buffer, 0, read);
            if (bytes.size() > LONGEST_FIELD) {
                throw new Malformed();
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private boolean isOurs(HttpServletRequest request, @Nullable String given) {
        CsrfToken expected = csrf.loadToken(request);
        if (expected == null || given == null) {
            return false;
        }
        String unmasked = TOKENS.resolveCsrfTokenValue(new WithToken(request, given), expected);
        return unmasked != null
                && MessageDigest.isEqual(
                        unmasked.getBytes(StandardCharsets.UTF_8),
                        expected.getToken().getBytes(StandardCharsets.UTF_8));
    }

    private static final class WithToken extends HttpServletRequestWrapper {
        private final String token;

        WithToken(HttpServletRequest request, String token) {
            super(request);
            this.token = token;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equals("X-CSRF-TOKEN") ? token : super.getHeader(name);
        }
    }
}
