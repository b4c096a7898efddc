package org.haetae.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        var asked =
                client().sendAsync(
                                request.timeout(ANSWERING).build(),
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit));
        try {
            // The request's own time ends with the head of the answer, this one with its body.
            var response = asked.get(ANSWERING.toMillis(), TimeUnit.MILLISECONDS);
            return new Answered(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new HttpTimeoutException(
                    "no whole answer in %d seconds".formatted(ANSWERING.toSeconds()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e);
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
