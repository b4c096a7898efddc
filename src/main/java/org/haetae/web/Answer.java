package org.haetae.web;

/// What a handler of pages returns: a sheet to show, or another page to go to.
public sealed interface Answer permits Sheet, Answer.SeeOther, Answer.WithStatus {

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
}
