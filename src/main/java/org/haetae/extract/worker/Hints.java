package org.haetae.extract.worker;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is known about a file before it is read, and what is wanted from it.
///
/// With neither `ocr` nor `render` the job is the ordinary one: metadata, text by page and parts.
///
/// @param name the file's name, for telling formats apart by extension; hostile, may be empty
/// @param mediaType as declared by whoever gave it or by its container; may be wrong
/// @param depth 0 for a file received as such, 1 for a part of it, and so on
/// @param ocr text is wanted from pixels of the pages asked for, and nothing else
/// @param render page images are wanted of the pages asked for (and a thumbnail when page 1 is
///   among them), and nothing else
/// @param firstPage first page wanted by `ocr` or `render`, counted from 1
/// @param lastPage last page wanted, included; [Integer#MAX_VALUE] for all
/// @param black rectangles that are painted over on the page images; nothing of what is under them
///   leaves the process
/// @param languages languages for OCR as Tesseract writes them (`kor+eng`); empty lets the reader
///   choose from those installed
public record Hints(
        String name,
        @Nullable String mediaType,
        int depth,
        boolean ocr,
        boolean render,
        int firstPage,
        int lastPage,
        String languages,
        List<Box> black) {

    /// A rectangle of a page image, in ten-thousandths of its width and height from its upper left
    /// corner.
    public record Box(int page, int left, int top, int width, int height) {}

    /// Most of them in one job.
    public static final int MOST_BLACK = 1_000;

    public Hints {
        Objects.requireNonNull(name);
        Objects.requireNonNull(languages);
        black = List.copyOf(black);
        if (black.size() > MOST_BLACK || !black.isEmpty() && !render) {
            throw new IllegalArgumentException(
                    "%d rectangles are to be painted over; expected %d at most, and on page images"
                            .formatted(black.size(), MOST_BLACK));
        }
        if (depth < 0 || firstPage < 1 || lastPage < firstPage || (ocr && render)) {
            throw new IllegalArgumentException(
                    "hints are depth %d, pages %d to %d, ocr %s, render %s; expected depth >= 0, 1 <= first <= last and not both"
                            .formatted(depth, firstPage, lastPage, ocr, render));
        }
    }

    /// The ordinary job: metadata, text and parts.
    public static Hints text(String name, @Nullable String mediaType, int depth) {
        return new Hints(name, mediaType, depth, false, false, 1, Integer.MAX_VALUE, "", List.of());
    }

    /// Page images of a stretch of pages.
    public static Hints render(
            String name, @Nullable String mediaType, int firstPage, int lastPage) {
        return new Hints(name, mediaType, 0, false, true, firstPage, lastPage, "", List.of());
    }

    /// The same with rectangles painted over.
    public Hints without(List<Box> some) {
        return new Hints(name, mediaType, depth, ocr, render, firstPage, lastPage, languages, some);
    }

    /// Text from the pixels of a stretch of pages.
    public static Hints ocr(
            String name,
            @Nullable String mediaType,
            int firstPage,
            int lastPage,
            String languages) {
        return new Hints(
                name, mediaType, 0, true, false, firstPage, lastPage, languages, List.of());
    }
}
