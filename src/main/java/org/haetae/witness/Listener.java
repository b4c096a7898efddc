package org.haetae.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haetae.ledger.WitnessRequest;
import org.jspecify.annotations.Nullable;

/// The small server through which others reach a witness or a timestamp authority: the JDK's own,
/// with few threads, short patience and a limit on every body.
public final class Listener implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int BACKLOG = 32;
    private static final Pattern NEWEST = Pattern.compile("/([0-9a-f]{64})/checkpoint");
    private static final System.Logger LOG = System.getLogger(Listener.class.getName());

    /// One kind of request.
    private interface Desk {
        Reply answer(String method, String path, Body body) throws IOException;
    }

    /// The body of a request, read only by who wants it.
    private interface Body {
        byte[] upTo(int bytes) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private Listener(InetSocketAddress address, Desk desk) throws IOException {
        // A client that sends slowly may not hold a thread for long. Read once, by the first
        // server of the process.
        System.setProperty("sun.net.httpserver.maxReqTime", "20");
        System.setProperty("sun.net.httpserver.maxRspTime", "20");
        server = HttpServer.create(address, BACKLOG);
        threads = Executors.newFixedThreadPool(THREADS, Thread.ofVirtual().factory());
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, desk));
        server.start();
    }

    /// Serves a witness at this address.
    public static Listener of(Witness witness, InetSocketAddress address) throws IOException {
        return new Listener(address, (method, path, body) -> ask(witness, method, path, body));
    }

    /// Serves a timestamp authority at this address: queries by POST at any path (RFC 3161, section
    /// 3.4), its list at `/crl`.
    ///
    /// @param made from the address at which it is reached, as its certificate says where the list
    ///   is
    public static Listener of(Function<URI, TimestampAuthority> made, InetSocketAddress address)
            throws IOException {
        AtomicReference<@Nullable TimestampAuthority> authority = new AtomicReference<>();
        Listener listener =
                new Listener(
                        address,
                        (method, path, body) -> {
                            TimestampAuthority open = authority.get();
                            return open == null
                                    ? Reply.refused(503, "not ready yet; ask again")
                                    : ask(open, method, path, body);
                        });
        try {
            authority.set(made.apply(listener.address()));
            return listener;
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private static Reply ask(TimestampAuthority authority, String method, String path, Body body)
            throws IOException {
        if (method.equals("POST")) {
            return authority.stamp(body.upTo(authority.queryLimitBytes()));
        }
        return method.equals("GET") && path.equals("/crl")
                ? authority.list()
                : Reply.refused(404, "an authority takes queries by POST, and has crl");
    }

    private static Reply ask(Witness witness, String method, String path, Body body)
            throws IOException {
        if (path.equals("/add-checkpoint")) {
            return method.equals("POST")
                    ? witness.addCheckpoint(body.upTo(WitnessRequest.LIMIT_BYTES))
                    : Reply.refused(405, "add-checkpoint takes POST");
        }
        Matcher newest = NEWEST.matcher(path);
        if (newest.matches()) {
            return method.equals("GET")
                    ? witness.checkpoint(newest.group(1))
                    : Reply.refused(405, "a checkpoint takes GET");
        }
        return Reply.refused(404, "a witness has add-checkpoint and <origin hash>/checkpoint");
    }

    private static void serve(HttpExchange exchange, Desk desk) throws IOException {
        try (exchange) {
            Reply reply;
            try (InputStream in = exchange.getRequestBody()) {
                reply =
                        desk.answer(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().getPath(),
                                // One byte more than allowed, so that what is too long is seen.
                                limit -> in.readNBytes(limit + 1));
            } catch (IOException | RuntimeException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "a request could not be answered: {0}",
                        e.toString());
                reply = Reply.refused(500, "not answered; see the messages of this process");
            }
            byte[] body = reply.body();
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /// Where it is reached.
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create(
                "http://%s:%d"
                        .formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
