package org.haetae.web;

import java.io.IOException;
import java.io.OutputStream;

/// What a handler of pages returns: a sheet to show, another page to go to, or a file.
public sealed interface Answer permits Sheet, Answer.SeeOther, Answer.WithStatus, Answer.Download {

    /// Go on to another page of ours by GET, as after every form.
    ///
    /// @param path begins with one slash; never taken from a request unchecked
    record SeeOther(String path) implements Answer {
        public SeeOther {
            if (!path.startsWith("/") || path.startsWith("//") || path.contains("\\")) {
                throw new IllegalArgumentException("a path of this site begins with one slash");
            }
        }
    }

    /// A sheet that answers with another status than 200.
    record WithStatus(int status, Sheet sheet) implements Answer {}

    /// A file to be kept, written while it is sent.
    ///
    /// @param name in letters, digits, dots and hyphens; never words of the material
    record Download(String mediaType, String name, Content content) implements Answer {
        public Download {
            if (!name.matches("[A-Za-z0-9.-]+")) {
                throw new IllegalArgumentException(
                        "a file is not called so: only letters, digits, dots and hyphens");
            }
        }
    }

    /// Writes the bytes of a file.
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }
}
