package org.haetae.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// S3Proxy as a process of its own, on the loopback address.
public final class ObjectStore implements AutoCloseable {

    private static final Path CLASS_PATH = Path.of("target/s3proxy.classpath");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final int port;

    /// Skips the test when there is none.
    public ObjectStore(Path folder) throws IOException, InterruptedException {
        assumeTrue(
                Files.exists(CLASS_PATH),
                "no S3Proxy: mvn -f src/test/s3proxy/pom.xml dependency:build-classpath -Dmdep.outputFile=$PWD/"
                        + CLASS_PATH);
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path data = Files.createDirectories(folder.resolve("objects"));
        Path configuration =
                Files.write(
                        folder.resolve("s3proxy.conf"),
                        List.of(
                                "s3proxy.authorization=aws-v2-or-v4",
                                "s3proxy.endpoint=http://127.0.0.1:" + port,
                                "s3proxy.identity=somebody",
                                "s3proxy.credential=something",
                                "jclouds.provider=filesystem-nio2",
                                "jclouds.identity=somebody",
                                "jclouds.credential=something",
                                "jclouds.filesystem.basedir=" + data));
        Files.createDirectories(data.resolve("evidence"));
        process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                Files.readString(CLASS_PATH).strip(),
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("s3proxy.log").toFile())
                        .start();
        awaitListening(folder);
        System.setProperty("aws.endpointUrlS3", "http://127.0.0.1:" + port);
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "somebody");
        System.setProperty("aws.secretAccessKey", "something");
    }

    private void awaitListening(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("s3proxy.log")))
                    .isTrue();
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("the object store did not start");
    }

    @Override
    public void close() {
        for (String name :
                List.of(
                        "aws.endpointUrlS3",
                        "aws.region",
                        "aws.accessKeyId",
                        "aws.secretAccessKey")) {
            System.clearProperty(name);
        }
        process.destroyForcibly().onExit().join();
    }
}
