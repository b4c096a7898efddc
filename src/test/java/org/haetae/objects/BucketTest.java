package org.haetae.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.haetae.home.HomeRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// Objects in a real store, on the loopback address.
class BucketTest {

    private static final String PLACE = "s3://evidence/parts";

    /// The least that S3 takes for a part.
    private static final int PART = 5 << 20;

    @TempDir Path folder;

    @Test
    void whatIsTooLargeForOneRequestGoesInPartsAndIsMovedInParts() throws Exception {
        var bytes = new byte[2 * PART + 12_345];
        new Random(20_261_122).nextBytes(bytes);
        Path large = Files.write(folder.resolve("large"), bytes);
        try (var objects = new ObjectStore(folder);
                var bucket = Bucket.open(PLACE, PART)) {
            assertThat(objects).isNotNull();
            assertThat(bucket.add("a/large", large)).isTrue();
            assertThat(read(bucket, "a/large")).isEqualTo(bytes);
            bucket.move("a/large", "b/large");
            assertThat(read(bucket, "b/large")).isEqualTo(bytes);
            assertThat(bucket.list("")).containsOnlyKeys("b/large");
            assertThat(bucket.list("b/")).containsEntry("b/large", (long) bytes.length);
            assertThat(bucket.holds("b/")).isTrue();
            assertThat(bucket.holds("a/")).isFalse();
            // What is not there brings nothing.
            assertThatThrownBy(() -> bucket.replace("c", folder.resolve("none")))
                    .isInstanceOf(NoSuchFileException.class);
            bucket.delete("b/large");
            bucket.delete("b/large");
            assertThatThrownBy(() -> bucket.read("b/large"))
                    .isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> Bucket.open("s3://nothing-here"))
                    .isInstanceOf(HomeRefused.class);
            assertThatThrownBy(() -> Bucket.open("s3:evidence")).isInstanceOf(HomeRefused.class);
        }
    }

    @Test
    void whatACrashLeftOfAnUploadIsTakenAwayOnceItIsOld() throws Exception {
        try (var objects = new ObjectStore(folder);
                var bucket = Bucket.open(PLACE);
                var crashing =
                        S3Client.builder()
                                .httpClientBuilder(UrlConnectionHttpClient.builder())
                                .forcePathStyle(true)
                                .build()) {
            assertThat(objects).isNotNull();
            for (var key : List.of("parts/left", "of/others")) {
                crashing.createMultipartUpload(request -> request.bucket("evidence").key(key));
            }
            bucket.sweep(Instant.now());
            assertThat(unfinished(crashing)).containsExactly("of/others", "parts/left");
            bucket.sweep(Instant.now().plus(Duration.ofDays(8)));
            assertThat(unfinished(crashing)).containsExactly("of/others");
        }
    }

    private static List<String> unfinished(S3Client client) {
        return client.listMultipartUploads(request -> request.bucket("evidence")).uploads().stream()
                .map(MultipartUpload::key)
                .sorted()
                .toList();
    }

    private static byte[] read(Bucket bucket, String path) throws IOException {
        try (var in = bucket.read(path)) {
            return in.readAllBytes();
        }
    }
}
