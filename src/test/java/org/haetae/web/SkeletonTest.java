package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SkeletonTest {
    @Test
    void theSignInPageIsShown() throws Exception {
        long start = System.nanoTime();
        try (WebServer server =
                WebServer.start(
                        new Rooms(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            System.out.println("started in ms " + (System.nanoTime() - start) / 1_000_000);
            try (Browser browser = new Browser()) {
                for (int width : new int[] {1440, 390}) {
                    for (boolean dark : new boolean[] {false, true}) {
                        for (Language language : Language.values()) {
                            Browser.Look look = new Browser.Look(width, language, dark, true);
                            Page page = browser.visit(look).newPage();
                            page.navigate(server.address() + "search");
                            assertThat(page.title()).contains("Haetae");
                            Browser.shoot(page, "sign-in-" + look.name());
                        }
                    }
                }
            }
        }
    }
}
