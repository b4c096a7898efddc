package org.haetae.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The typefaces that are put into every PDF, because PDF/A asks for all of them to be inside:
/// Liberation Serif for the letters of Europe, Nanum Gothic for Korean with its Chinese letters.
/// Both are under the SIL Open Font License 1.1.
enum Typefaces {
    SERIF("/liberation/LiberationSerif-Regular.ttf"),
    SERIF_BOLD("/liberation/LiberationSerif-Bold.ttf"),
    SERIF_ITALIC("/liberation/LiberationSerif-Italic.ttf"),
    KOREAN("NanumGothic.ttf");

    private final String resource;

    Typefaces(String resource) {
        this.resource = resource;
    }

    InputStream open() {
        return Objects.requireNonNull(Typefaces.class.getResourceAsStream(resource), resource);
    }

    byte[] bytes() {
        try (var in = open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a typeface could not be read", e);
        }
    }
}
