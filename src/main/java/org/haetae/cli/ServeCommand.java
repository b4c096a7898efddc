package org.haetae.cli;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.haetae.home.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae serve`: the pages, and the work in the background.
@Command(
        name = "serve",
        header = "Serves the pages of a home.",
        description =
                "Serves the pages of this home and does what waits in the background, until it is stopped (Ctrl-C).",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Site.Opener siteOpener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port (default: the setting server.port; 0 takes a free one)")
    private @Nullable Integer port;

    @Option(
            names = "--address",
            paramLabel = "A",
            description = "address (default: the setting server.address)")
    private @Nullable String address;

    ServeCommand(Rooms.Opener opener, Site.Opener siteOpener, Terminal terminal) {
        this.opener = opener;
        this.siteOpener = siteOpener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new Misuse("--port is %d; it goes from 0 to 65535".formatted(port));
        }
        try (var rooms = opener.open(common.home())) {
            serve(rooms, siteOpener, socket(rooms), terminal, common.json(), () -> {});
        }
        return Exit.DONE;
    }

    private InetSocketAddress socket(Rooms rooms) {
        var settings = rooms.home().settings();
        return new InetSocketAddress(
                address == null ? settings.text(Setting.SERVER_ADDRESS) : address,
                port == null ? settings.number(Setting.SERVER_PORT) : port);
    }

    /// Serves until the process is asked to stop.
    static void serve(
            Rooms rooms,
            Site.Opener siteOpener,
            InetSocketAddress socket,
            Terminal terminal,
            boolean json,
            Runnable afterwards)
            throws InterruptedException {
        var stopping = new CountDownLatch(1);
        var site = siteOpener.open(rooms, socket);
        rooms.later().accept(site);
        var background = new Background(rooms);
        rooms.later().accept(background);
        rooms.later().accept(stopping::countDown);
        background.start();
        if (json) {
            var row = new LinkedHashMap<String, Object>();
            row.put("url", site.address().toString());
            terminal.row(row);
        } else {
            terminal.line("Haetae is at " + site.address());
        }
        afterwards.run();
        terminal.flush();
        stopping.await();
        rooms.close();
    }
}
