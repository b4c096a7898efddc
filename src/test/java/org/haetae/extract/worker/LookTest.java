package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LookTest {

    private static BufferedImage picture(long seed, int width, int height) {
        var random = new Random(seed);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 60; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(
                    (int) (random.nextDouble() * width),
                    (int) (random.nextDouble() * height),
                    width / 4,
                    height / 4);
        }
        graphics.dispose();
        return image;
    }

    private static int apart(BufferedImage one, BufferedImage other) {
        return Long.bitCount(Screen.look(one).orElseThrow() ^ Screen.look(other).orElseThrow());
    }

    @Test
    void aPictureIsRecognisedSmallerInGreyAndSavedOnceMore() throws IOException {
        var image = picture(7, 1200, 900);
        assertThat(apart(image, Screen.fitted(image, 300))).isLessThanOrEqualTo(3);
        var grey = new BufferedImage(600, 450, BufferedImage.TYPE_BYTE_GRAY);
        grey.createGraphics().drawImage(image, 0, 0, 600, 450, null);
        assertThat(apart(image, grey)).isLessThanOrEqualTo(6);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        assertThat(apart(image, ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()))))
                .isLessThanOrEqualTo(3);
    }

    @Test
    void otherPicturesLookOtherwise() {
        for (int seed = 0; seed < 40; seed++) {
            assertThat(apart(picture(seed, 640, 480), picture(seed + 100, 640, 480)))
                    .as("seed %d", seed)
                    .isGreaterThan(6);
        }
    }

    @Test
    void aBlankPageTellsNothing() {
        var blank = new BufferedImage(600, 800, BufferedImage.TYPE_BYTE_GRAY);
        assertThat(Screen.look(blank)).isEmpty();
        var lined = picture(1, 600, 800);
        Graphics2D graphics = lined.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 600, 800);
        graphics.setColor(Color.BLACK);
        graphics.drawString("One word.", 50, 60);
        graphics.dispose();
        assertThat(Screen.look(lined)).isEmpty();
    }
}
