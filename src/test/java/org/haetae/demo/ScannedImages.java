package org.haetae.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Papers as a poor scanner sees them, and the drawings of the story.
///
/// Needs the fonts of Debian's `fonts-noto-cjk` and `fonts-nanum` (both SIL OFL 1.1); only their
/// pictures end up in the files.
final class ScannedImages {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 1414;
    private static final Color INK = new Color(38, 36, 44);
    private static final Color SEAL = new Color(178, 34, 40, 170);

    private ScannedImages() {}

    /// How the paper was written and how badly it was scanned.
    record Look(String font, int size, double degrees, boolean seal, long seed) {}

    static BufferedImage scan(Paper paper, Look look) {
        var sheet = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = smooth(sheet);
        g.setPaint(
                new GradientPaint(
                        0, 0, new Color(236, 230, 214), WIDTH, HEIGHT, new Color(219, 209, 188)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.rotate(Math.toRadians(look.degrees()), WIDTH / 2.0, HEIGHT / 2.0);
        g.setColor(INK);
        int y = write(g, paper, look);
        if (look.seal()) {
            seal(g, WIDTH - 260, Math.min(y + 10, HEIGHT - 320));
        }
        g.setColor(INK);
        g.setFont(new Font("Noto Sans CJK KR", Font.PLAIN, 19));
        int foot = HEIGHT - 74;
        for (String part : paper.mark().split(" / ")) {
            g.drawString(part, 90, foot);
            foot += 28;
        }
        g.dispose();
        return worn(sheet, look.seed());
    }

    private static int write(Graphics2D g, Paper paper, Look look) {
        g.setFont(new Font(look.font(), Font.BOLD, look.size() + 14));
        int y = 150;
        g.drawString(paper.title(), (WIDTH - g.getFontMetrics().stringWidth(paper.title())) / 2, y);
        y += 70;
        g.setFont(new Font(look.font(), Font.PLAIN, look.size()));
        for (Paper.Block block : paper.blocks()) {
            y =
                    switch (block) {
                        case Paper.Row row -> row(g, row, y, look.size());
                        case Paper.Heading heading -> lines(g, heading.text(), y + 10, look.size());
                        case Paper.Line line -> lines(g, line.text(), y, look.size());
                    };
        }
        return y;
    }

    private static int row(Graphics2D g, Paper.Row row, int y, int size) {
        int height = size * 2 + 4;
        int[] edges = row.cells().size() == 2 ? new int[] {90, 330, 910} : spread(row.cells());
        g.setStroke(new BasicStroke(1.6f));
        for (int i = 0; i < row.cells().size(); i++) {
            g.drawRect(edges[i], y - size - 8, edges[i + 1] - edges[i], height);
            g.drawString(row.cells().get(i), edges[i] + 14, y + 4);
        }
        return y + height;
    }

    private static int[] spread(List<String> cells) {
        int[] edges = new int[cells.size() + 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = 90 + i * 820 / cells.size();
        }
        return edges;
    }

    private static int lines(Graphics2D g, String text, int top, int size) {
        int y = top;
        var line = new StringBuilder();
        for (String word : text.splitWithDelimiters(" ", 0)) {
            if (g.getFontMetrics().stringWidth(line + word) > WIDTH - 190 && !line.isEmpty()) {
                g.drawString(line.toString(), 95, y);
                line.setLength(0);
                y += (int) (size * 1.6);
            }
            line.append(word);
        }
        g.drawString(line.toString(), 95, y);
        return y + (int) (size * 1.95);
    }

    private static void seal(Graphics2D g, int x, int y) {
        g.setColor(SEAL);
        g.setStroke(new BasicStroke(6));
        g.draw(new Ellipse2D.Double(x, y, 150, 150));
        g.setStroke(new BasicStroke(2));
        g.draw(new Ellipse2D.Double(x + 12, y + 12, 126, 126));
        g.setFont(new Font("Noto Serif CJK KR", Font.BOLD, 34));
        g.drawString("견 본", x + 38, y + 72);
        g.setFont(new Font("Noto Serif CJK KR", Font.BOLD, 20));
        g.drawString("SAMPLE", x + 34, y + 102);
    }

    /// Grain, specks, a fold and the dark edge of the glass.
    private static BufferedImage worn(BufferedImage sheet, long seed) {
        var random = new Random(seed);
        float[] blur = {.04f, .1f, .04f, .1f, .44f, .1f, .04f, .1f, .04f};
        BufferedImage image =
                new ConvolveOp(new Kernel(3, 3, blur), ConvolveOp.EDGE_NO_OP, null)
                        .filter(sheet, null);
        Graphics2D g = smooth(image);
        g.setPaint(
                new GradientPaint(0, 0, new Color(30, 28, 26, 150), 34, 0, new Color(0, 0, 0, 0)));
        g.fillRect(0, 0, 34, HEIGHT);
        int fold = HEIGHT / 2 + random.nextInt(60) - 30;
        g.setColor(new Color(120, 110, 95, 46));
        g.fillRect(0, fold, WIDTH, 3);
        g.setColor(new Color(255, 255, 255, 40));
        g.fillRect(0, fold + 3, WIDTH, 4);
        for (int i = 0; i < 260; i++) {
            int size = 1 + random.nextInt(3);
            g.setColor(new Color(60, 54, 48, 60 + random.nextInt(120)));
            g.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), size, size);
        }
        g.dispose();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int grain = (int) (random.nextGaussian() * 3.2);
                image.setRGB(x, y, shift(image.getRGB(x, y), grain));
            }
        }
        return image;
    }

    private static int shift(int rgb, int by) {
        return clamp((rgb >> 16 & 255) + by) << 16
                | clamp((rgb >> 8 & 255) + by) << 8
                | clamp((rgb & 255) + by);
    }

    private static int clamp(int value) {
        return Math.clamp(value, 0, 255);
    }

    static BufferedImage gray(BufferedImage image) {
        var gray =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = gray.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return gray;
    }

    /// Each pixel black or white, as a fax machine decides.
    static BufferedImage blackAndWhite(BufferedImage image, int threshold) {
        var result =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        BufferedImage gray = gray(image);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean white = gray.getRaster().getSample(x, y, 0) > threshold;
                result.setRGB(x, y, white ? 0xFFFFFF : 0);
            }
        }
        return result;
    }

    /// A valley from above. Drawn; nobody's land.
    static BufferedImage valley(boolean later) {
        var image = new BufferedImage(900, 640, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = smooth(image);
        var random = new Random(71);
        g.setColor(new Color(92, 104, 78));
        g.fillRect(0, 0, 900, 640);
        for (int i = 0; i < 1500; i++) {
            int shade = random.nextInt(34);
            g.setColor(new Color(58 + shade, 76 + shade, 52 + shade, 90));
            int size = 8 + random.nextInt(34);
            g.fillOval(random.nextInt(900), random.nextInt(640), size, size);
        }
        g.setColor(new Color(150, 140, 116));
        g.fill(new Polygon(new int[] {190, 640, 720, 240}, new int[] {170, 140, 470, 520}, 4));
        g.setColor(new Color(205, 198, 180));
        g.setStroke(new BasicStroke(9));
        g.drawPolyline(new int[] {0, 160, 260, 420, 560}, new int[] {600, 520, 430, 400, 250}, 5);
        g.setColor(new Color(222, 218, 206));
        g.setStroke(new BasicStroke(2));
        g.draw(new Polygon(new int[] {190, 640, 720, 240}, new int[] {170, 140, 470, 520}, 4));
        roofs(g);
        towers(g, later);
        if (later) {
            g.setColor(new Color(128, 94, 66));
            g.fillRoundRect(610, 66, 92, 44, 14, 14);
            label(g, "disturbed soil", 600, 60);
            label(g, "two boards", 96, 560);
        }
        label(g, "shaft 3", 560, 236);
        label(g, "yard, 2nd company", 330, 330);
        label(g, "gate", 200, 452);
        g.setColor(new Color(255, 255, 255, 225));
        g.fillRect(0, 606, 900, 34);
        g.setColor(Color.BLACK);
        g.setFont(new Font("Noto Sans CJK KR", Font.PLAIN, 15));
        g.drawString(
                (later ? "2012-10-09  " : "2010-05-17  ")
                        + "그림 / drawn picture. "
                        + Paper.mark("en"),
                12,
                629);
        g.dispose();
        return image;
    }

    private static void roofs(Graphics2D g) {
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < 6; i++) {
                g.setColor(new Color(118, 112, 108));
                g.fillRect(300 + i * 46, 360 + row * 26, 36, 12);
                g.setColor(new Color(60, 58, 56, 120));
                g.fillRect(302 + i * 46, 372 + row * 26, 36, 4);
            }
        }
        g.setColor(new Color(176, 166, 140));
        g.fillRect(330, 250, 150, 66);
        g.setColor(new Color(52, 50, 50));
        g.fillOval(540, 242, 26, 18);
        g.fillOval(600, 300, 22, 16);
        g.fillOval(620, 360, 22, 16);
    }

    private static void towers(Graphics2D g, boolean later) {
        List<int[]> towers =
                new ArrayList<>(
                        List.of(
                                new int[] {186, 166},
                                new int[] {636, 136},
                                new int[] {716, 466},
                                new int[] {236, 516}));
        if (later) {
            towers.add(new int[] {480, 492});
        }
        for (int[] tower : towers) {
            g.setColor(new Color(235, 230, 215));
            g.fillRect(tower[0] - 6, tower[1] - 6, 13, 13);
            g.setColor(new Color(30, 30, 30, 150));
            g.fillRect(tower[0] + 7, tower[1] + 2, 14, 5);
        }
    }

    private static void label(Graphics2D g, String text, int x, int y) {
        g.setFont(new Font("Noto Sans CJK KR", Font.BOLD, 17));
        g.setColor(new Color(0, 0, 0, 190));
        g.drawString(text, x + 1, y + 1);
        g.setColor(new Color(255, 240, 150));
        g.drawString(text, x, y);
    }

    static BufferedImage sketch() {
        var image = new BufferedImage(820, 640, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = smooth(image);
        g.setColor(new Color(250, 248, 240));
        g.fillRect(0, 0, 820, 640);
        g.setColor(new Color(40, 60, 130));
        g.setStroke(new BasicStroke(2.6f));
        g.drawPolyline(new int[] {110, 640, 716, 160, 108}, new int[] {122, 96, 500, 540, 126}, 5);
        g.drawOval(560, 170, 46, 34);
        g.drawRect(240, 230, 210, 96);
        g.drawRect(480, 330, 130, 66);
        g.drawPolyline(new int[] {150, 170, 186, 206}, new int[] {540, 510, 538, 512}, 4);
        g.drawArc(540, 20, 190, 120, 0, 180);
        g.setFont(new Font("Nanum Pen Script", Font.PLAIN, 34));
        g.drawString("3호갱", 610, 204);
        g.drawString("2중대 마당", 276, 286);
        g.drawString("선광장", 506, 372);
        g.drawString("정문", 150, 582);
        g.drawString("뒷산 (매장지)", 560, 60);
        g.drawString("북 ↑", 40, 60);
        g.drawString("은봉 수용소  제71호 관리소", 40, 106);
        g.drawString("소장 림도헌 (Rim To Hon)", 240, 450);
        g.setFont(new Font("Noto Sans CJK KR", Font.PLAIN, 11));
        g.setColor(Color.DARK_GRAY);
        g.drawString(Paper.mark("ko"), 24, 624);
        g.dispose();
        return image;
    }

    static BufferedImage bridge() {
        var image = new BufferedImage(800, 520, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = smooth(image);
        g.setPaint(new GradientPaint(0, 0, new Color(196, 208, 218), 0, 300, Color.WHITE));
        g.fillRect(0, 0, 800, 300);
        g.setColor(new Color(120, 134, 126));
        g.fill(
                new Polygon(
                        new int[] {0, 180, 420, 800, 800, 0},
                        new int[] {220, 150, 230, 140, 320, 320},
                        6));
        g.setPaint(new GradientPaint(0, 300, new Color(70, 86, 96), 0, 480, new Color(40, 50, 60)));
        g.fillRect(0, 300, 800, 190);
        g.setColor(new Color(84, 80, 76));
        g.fillRect(0, 262, 800, 20);
        for (int x = 60; x < 800; x += 170) {
            g.fillRect(x, 282, 26, 130);
        }
        g.setStroke(new BasicStroke(3));
        for (int x = 0; x < 800; x += 26) {
            g.drawLine(x, 244, x, 262);
        }
        g.drawLine(0, 244, 800, 244);
        g.setColor(Color.WHITE);
        g.fillRect(0, 488, 800, 32);
        g.setColor(Color.BLACK);
        g.setFont(new Font("Noto Sans CJK KR", Font.PLAIN, 14));
        g.drawString("흑계강 다리 (그림) / Heixi bridge, drawn. " + Paper.mark("en"), 10, 509);
        g.dispose();
        return image;
    }

    static BufferedImage chart() {
        var image = new BufferedImage(1100, 720, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = smooth(image);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 1100, 720);
        g.setColor(INK);
        g.setFont(new Font("Noto Sans CJK KR", Font.BOLD, 26));
        g.drawString("지휘 계통 / Line of command, 2009–2014", 40, 54);
        box(g, 400, 90, "국가수호성 상 / Minister", "한류진 Han Ryu Jin, 2007–");
        box(g, 400, 230, "제7국 / Bureau 7", "2009–2014 ?; 서문철 2014-09-02");
        box(g, 400, 370, "제71호 관리소 소장 (은봉 수용소)", "림도헌 Rim To Hon, 2009-03-16 – 2014-09-02");
        box(g, 60, 530, "경비대 1중대", "정문, 담장 / gate");
        box(g, 400, 530, "경비대 2중대", "로정식 Ro Jong Sik, 2010-01-15 – ?");
        box(g, 740, 530, "경비대 3중대", "호송 / escort");
        g.drawLine(550, 170, 550, 230);
        g.drawLine(550, 310, 550, 370);
        g.drawLine(550, 450, 550, 530);
        g.drawLine(210, 490, 890, 490);
        g.drawLine(210, 490, 210, 530);
        g.drawLine(890, 490, 890, 530);
        g.setFont(new Font("Noto Sans CJK KR", Font.PLAIN, 14));
        g.drawString(Paper.mark("ko"), 40, 690);
        g.dispose();
        return image;
    }

    private static void box(Graphics2D g, int x, int y, String title, String holder) {
        g.setStroke(new BasicStroke(2));
        g.drawRoundRect(x, y, 310, 80, 10, 10);
        g.setFont(new Font("Noto Sans CJK KR", Font.BOLD, 17));
        g.drawString(title, x + 12, y + 32);
        g.setFont(new Font("Noto Sans CJK KR", Font.PLAIN, 14));
        g.drawString(holder, x + 12, y + 60);
    }

    private static Graphics2D smooth(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return g;
    }
}
