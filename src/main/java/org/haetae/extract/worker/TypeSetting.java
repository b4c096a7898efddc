package org.haetae.extract.worker;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.text.AttributedString;
import org.jspecify.annotations.Nullable;

/// Sets the text of pages as they come on plain sheets: one sheet for each page, made longer than
/// usual when the page is, and cut off at a bound.
///
/// The machine's composite font shows whatever scripts its fonts have; where it has no fonts at all
/// the sheets cannot be made and the job says so.
final class TypeSetting implements Sink {
    private static final int WIDTH = 1_000;
    private static final int MARGIN = 70;
    private static final int SHORTEST = 1_414;
    private static final int LONGEST = 9_000;
    private static final int TEXT_SIZE = 18;
    private static final int PARAGRAPHS = 2_000;

    private final FileJob job;
    private final PageImages.Taker taker;
    private int pages;
    private boolean overTime;
    private @Nullable Exception failure;

    TypeSetting(FileJob job, PageImages.Taker taker) {
        this.job = job;
        this.taker = taker;
    }

    int pages() {
        return pages;
    }

    boolean overTime() {
        return overTime;
    }

    @Nullable Exception failure() {
        return failure;
    }

    @Override
    public void page(int number, String text, @Nullable String label) {
        if (number < job.hints.firstPage() || number > job.hints.lastPage() || failure != null) {
            return;
        }
        if (job.overTime()) {
            overTime = true;
            return;
        }
        try {
            taker.take(number, sheet(text, label));
            pages++;
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception broken) {
            failure = broken;
        }
    }

    private static BufferedImage sheet(String text, @Nullable String label) {
        BufferedImage paper = paper(LONGEST);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, LONGEST);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.BLACK);
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE);
        float y = MARGIN;
        if (label != null) {
            graphics.setColor(Color.GRAY);
            y = paragraph(graphics, label, font, y) + TEXT_SIZE;
            graphics.setColor(Color.BLACK);
        }
        int paragraphs = 0;
        for (String paragraph : text.split("\n", -1)) {
            if (y > LONGEST - MARGIN || paragraphs++ > PARAGRAPHS) {
                break;
            }
            y =
                    paragraph.isBlank()
                            ? y + TEXT_SIZE * 0.8f
                            : paragraph(graphics, paragraph.replace("\t", "    "), font, y);
        }
        graphics.dispose();
        int height = Math.min(LONGEST, Math.max(SHORTEST, (int) y + MARGIN));
        return copy(paper, height);
    }

    private static float paragraph(Graphics2D graphics, String text, Font font, float from) {
        AttributedString styled = new AttributedString(text);
        styled.addAttribute(TextAttribute.FONT, font);
        LineBreakMeasurer measurer =
                new LineBreakMeasurer(styled.getIterator(), graphics.getFontRenderContext());
        float y = from;
        while (measurer.getPosition() < text.length() && y < LONGEST - MARGIN) {
            TextLayout line = measurer.nextLayout(WIDTH - 2f * MARGIN);
            y += line.getAscent();
            float x = line.isLeftToRight() ? MARGIN : WIDTH - MARGIN - line.getAdvance();
            line.draw(graphics, x, y);
            y += line.getDescent() + line.getLeading() + 4;
        }
        return y;
    }

    private static BufferedImage paper(int height) {
        return new BufferedImage(WIDTH, height, BufferedImage.TYPE_BYTE_GRAY);
    }

    private static BufferedImage copy(BufferedImage from, int height) {
        BufferedImage cut = paper(height);
        Graphics2D graphics = cut.createGraphics();
        graphics.drawImage(from, 0, 0, null);
        graphics.dispose();
        return cut;
    }

    @Override
    public void metadata(String key, String value) {
        // The facts were stated when the file was read; here only its words are wanted.
    }

    @Override
    public void mediaType(String type) {
        // As above.
    }

    @Override
    public OutputStream part(PartHeader header) {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void image(ImageKind kind, int page, int width, int height, byte[] encoded) {
        // Pictures are made here and not received.
    }
}
