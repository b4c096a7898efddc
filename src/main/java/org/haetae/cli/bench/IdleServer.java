package org.haetae.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// A server on an existing home: how long until it is there, and what it holds when nobody asks.
final class IdleServer {

    private static final double MEGABYTE = 1_000_000;
    private static final int SECONDS_OF_REST = 20;

    private IdleServer() {}

    static Row measure(Haetae haetae) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var builder =
                new ProcessBuilder(haetae.words("serve", "--port", "0", "--json"))
                        .redirectError(haetae.work().resolve("serve.errors").toFile());
        builder.environment().putAll(Haetae.AS_BUILT);
        var process = builder.start();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (output.readLine() == null) {
                throw new IOException(
                        "the server ended before it was ready; see serve.errors in the work folder");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            process.waitFor(SECONDS_OF_REST, TimeUnit.SECONDS);
            var tree = new ProcessTree(process.pid(), haetae.home());
            tree.look();
            var memory = tree.peak();
            var values = new LinkedHashMap<String, Double>();
            values.put("seconds", seconds);
            values.put("rss_mb", memory.rssBytes() / MEGABYTE);
            values.put("pss_mb", memory.pssBytes() / MEGABYTE);
            return new Row("server, idle", "haetae", values, OptionalDouble.empty());
        } finally {
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }
}
