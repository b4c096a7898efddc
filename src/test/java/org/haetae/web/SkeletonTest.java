package org.haetae.web;

import com.microsoft.playwright.Page;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkeletonTest {
    @Test
    void everySheetIsShot() throws Exception {
        try (WebServer server =
                WebServer.start(
                        new Rooms(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(Specimens.class))) {
            try (Browser browser = new Browser()) {
                for (String combo : List.of("1440-en-light", "390-en-light", "1440-ko-dark", "390-ko-light")) {
                    String[] c = combo.split("-");
                    Browser.Look look =
                            new Browser.Look(Integer.parseInt(c[0]), Language.of(c[1]), c[2].equals("dark"), true);
                    Page page = browser.visit(look).newPage();
                    for (String name : Specimens.all().keySet()) {
                        page.navigate(server.address() + "specimens/" + name);
                        Browser.shoot(page, name + "-" + look.name());
                    }
                }
            }
        }
    }
}
