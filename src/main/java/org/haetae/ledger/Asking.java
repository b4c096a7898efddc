package org.haetae.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Requests to those who vouch: no redirect is followed, no answer is waited for long, and none is
/// read beyond what it may be.
final class Asking implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofSeconds(30);

    /// Made when somebody is first asked: most homes ask nobody.
    private @Nullable HttpClient client;

    private boolean closed;

    private synchronized HttpClient client() throws IOException {
        if (closed) {
            throw new IOException("not asking any more: this process is ending");
        }
        HttpClient known = client;
        if (known == null) {
            known =
                    HttpClient.newBuilder()
                            .connectTimeout(CONNECTING)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build();
            client = known;
        }
        return known;
    }

    /// @param body of the answer; cut off where it is too long, and then no right one
    record Answered(int status, byte[] body) {}

    Answered post(URI address, String type, byte[] body, int limit)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body)),
                limit);
    }

    Answered get(URI address, int limit) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).GET(), limit);
    }

    private Answered send(HttpRequest.Builder request, int limit)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client().send(request.timeout(ANSWERING).build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            return new Answered(response.statusCode(), in.readNBytes(limit));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdownNow();
        }
    }
}
