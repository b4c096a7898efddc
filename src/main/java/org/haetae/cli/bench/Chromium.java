package org.haetae.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The system's Chromium, asked to draw pages. It is spoken to in its own protocol
/// ([DevTools](https://chromedevtools.github.io/devtools-protocol/)), so nothing has to be
/// installed beside it.
final class Chromium implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final long MOST_SECONDS = 60;

    /// Resolves in the frame after the one in which the page was painted.
    private static final String PAINTED =
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelectorAll('%s').length))))";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final String session;
    private int asked;

    /// Starts it with a profile of its own.
    ///
    /// @return empty when there is none on the PATH
    static Optional<Chromium> start(Path work) throws IOException, InterruptedException {
        var program =
                Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                        .flatMap(
                                folder ->
                                        Stream.of("chromium", "chromium-browser", "google-chrome")
                                                .map(name -> Path.of(folder, name)))
                        .filter(Files::isExecutable)
                        .findFirst();
        return program.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chromium(program.get(), work.resolve("chromium")));
    }

    private Chromium(Path program, Path profile) throws IOException, InterruptedException {
        // No sandbox: it does not start in one as root, and sees nothing but our own pages.
        process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--window-size=1440,900",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            socket =
                    client.newWebSocketBuilder().buildAsync(address(), new Listening(heard)).join();
            var target = call("Target.createTarget", Map.of("url", "about:blank"), "");
            session =
                    call(
                                    "Target.attachToTarget",
                                    Map.of(
                                            "targetId",
                                            target.path("targetId").asString(""),
                                            "flatten",
                                            true),
                                    "")
                            .path("sessionId")
                            .asString("");
            call("Page.enable", Map.of(), session);
        } catch (IOException | RuntimeException | InterruptedException e) {
            process.destroy();
            throw e;
        }
    }

    private URI address() throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var address = ADDRESS.matcher(line);
            if (address.find()) {
                // What it tells after this is read and thrown away: a full pipe would stop it.
                Thread.ofVirtual().start(() -> lines.lines().forEach(said -> {}));
                return URI.create(address.group(1));
            }
        }
        throw new IOException("Chromium ended before it could be spoken to");
    }

    /// @param parts a selector, of what has to be there
    /// @return milliseconds from the request until the page was painted, and how many parts it has
    Drawn draw(URI page, String cookie, String value, String parts)
            throws IOException, InterruptedException {
        call(
                "Network.setCookie",
                Map.of("url", page.toString(), "name", cookie, "value", value),
                session);
        heard.clear();
        long began = System.nanoTime();
        int mine = ask("Page.navigate", Map.of("url", page.toString()), session);
        boolean answered = false;
        for (boolean loaded = false; !loaded || !answered; ) {
            var message = hear();
            answered |= message.path("id").asInt(0) == mine;
            loaded |= message.path("method").asString("").equals("Page.loadEventFired");
        }
        var painted =
                call(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                PAINTED.formatted(parts),
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true),
                        session);
        return new Drawn(
                (System.nanoTime() - began) / 1e6, painted.path("result").path("value").asInt(0));
    }

    record Drawn(double milliseconds, int parts) {}

    private JsonNode call(String method, Map<String, Object> parameters, String in)
            throws IOException, InterruptedException {
        int mine = ask(method, parameters, in);
        while (true) {
            var message = hear();
            if (message.path("id").asInt(0) == mine) {
                if (message.has("error")) {
                    throw new IOException(
                            "Chromium refused %s: %s"
                                    .formatted(
                                            method,
                                            message.path("error").path("message").asString("")));
                }
                return message.path("result");
            }
        }
    }

    private int ask(String method, Map<String, Object> parameters, String in) {
        var message =
                in.isEmpty()
                        ? Map.of("id", ++asked, "method", method, "params", parameters)
                        : Map.of(
                                "id",
                                ++asked,
                                "method",
                                method,
                                "params",
                                parameters,
                                "sessionId",
                                in);
        socket.sendText(JSON.writeValueAsString(message), true).join();
        return asked;
    }

    private JsonNode hear() throws IOException, InterruptedException {
        var message = heard.poll(MOST_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IOException(
                    "Chromium did not answer within %d seconds".formatted(MOST_SECONDS));
        }
        return message;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        process.destroy();
        // Its profile is removed after this.
        process.onExit().join();
    }

    /// A message may come in parts.
    private static final class Listening implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> heard;
        private final StringBuilder part = new StringBuilder();

        Listening(BlockingQueue<JsonNode> heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                heard.add(JSON.readTree(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
