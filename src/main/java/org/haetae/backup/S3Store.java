package org.haetae.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.haetae.home.HomeRefused;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A backup in an object store that speaks S3, written `s3://bucket` or `s3://bucket/folder`.
///
/// Where it is and who asks is found as every tool of that world finds it: `AWS_ENDPOINT_URL_S3`,
/// `AWS_REGION`, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in the environment, or a profile
/// in `~/.aws`. An object is there whole or not at all, and durable once it was acknowledged. A new
/// one never takes the place of another: the store itself refuses that (`If-None-Match`).
///
/// A store that keeps versions keeps what was deleted too; docs/threat-model.md says what that
/// means.
final class S3Store implements Store {

    private static final Pattern PLACE =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?(.*?)/?");
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    private S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    static boolean isPlace(String place) {
        return place.startsWith("s3:");
    }

    /// @throws HomeRefused when the place is not written so, or there is no such bucket
    static S3Store open(String place) {
        var words = PLACE.matcher(place);
        if (!words.matches()) {
            throw new HomeRefused(
                    "\"%s\" is no place in an object store; it is written s3://bucket/folder"
                            .formatted(place));
        }
        var folder = words.group(2);
        try {
            var client =
                    S3Client.builder()
                            .httpClientBuilder(UrlConnectionHttpClient.builder())
                            // Stores that are not Amazon's have no name for each bucket.
                            .forcePathStyle(true)
                            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                            .build();
            var store = new S3Store(client, words.group(1), folder.isEmpty() ? "" : folder + "/");
            asked(place, () -> client.headBucket(request -> request.bucket(store.bucket)));
            return store;
        } catch (NoSuchBucketException e) {
            throw new HomeRefused("There is no bucket " + words.group(1), e);
        } catch (SdkException | IOException e) {
            throw new HomeRefused(
                    "The object store cannot be used: %s. Set AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    @Override
    public SortedMap<String, Long> list() throws IOException {
        return asked(
                "the list",
                () -> {
                    var sizes = new TreeMap<String, Long>();
                    client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                            .contents()
                            .forEach(
                                    object ->
                                            sizes.put(
                                                    object.key().substring(prefix.length()),
                                                    object.size()));
                    return sizes;
                });
    }

    @Override
    public InputStream read(String path) throws IOException {
        return asked(
                path, () -> client.getObject(request -> request.bucket(bucket).key(prefix + path)));
    }

    @Override
    public boolean add(String path, Path content) throws IOException {
        try {
            asked(
                    path,
                    () ->
                            client.putObject(
                                    request ->
                                            request.bucket(bucket)
                                                    .key(prefix + path)
                                                    .ifNoneMatch("*"),
                                    RequestBody.fromFile(content)));
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof S3Exception refused
                    && refused.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        asked(
                path,
                () ->
                        client.putObject(
                                request -> request.bucket(bucket).key(prefix + path),
                                RequestBody.fromBytes(content)));
    }

    @Override
    public void move(String from, String to) throws IOException {
        asked(
                to,
                () ->
                        client.copyObject(
                                request ->
                                        request.sourceBucket(bucket)
                                                .sourceKey(prefix + from)
                                                .destinationBucket(bucket)
                                                .destinationKey(prefix + to)));
        delete(from);
    }

    @Override
    public void delete(String path) throws IOException {
        asked(
                path,
                () -> client.deleteObject(request -> request.bucket(bucket).key(prefix + path)));
    }

    /// What the store acknowledged is durable.
    @Override
    public void sync() {}

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }

    private static <T> T asked(String path, Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (NoSuchKeyException e) {
            var missing = new NoSuchFileException(path);
            missing.initCause(e);
            throw missing;
        } catch (NoSuchBucketException e) {
            throw e;
        } catch (SdkException e) {
            throw new IOException(
                    "the object store refused %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
