package org.haetae.objects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.haetae.home.HomeRefused;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects in a store that speaks S3, below a place written `s3://bucket` or `s3://bucket/folder`.
///
/// Where it is and who asks is found as every tool of that world finds it: `AWS_ENDPOINT_URL_S3`,
/// `AWS_REGION`, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in the environment, or a profile
/// in `~/.aws`. An object is there whole or not at all, and durable once it was acknowledged. What
/// is too large for one request goes in parts, and is there when all of them are.
///
/// A store that keeps versions keeps what was deleted too; docs/threat-model.md says what that
/// means.
public final class Bucket implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Bucket.class.getName());
    private static final Pattern PLACE =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?(.*?)/?");
    private static final int PRECONDITION_FAILED = 412;

    /// Far below the 5 GB that one request may bring, so that a broken line costs little.
    private static final long PART_BYTES = 64L << 20;

    /// No upload takes that long.
    private static final Duration DEAD_UPLOAD = Duration.ofDays(7);

    /// The most that S3 knows of one object.
    private static final int PARTS = 10_000;

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final long partBytes;

    private Bucket(S3Client client, String bucket, String prefix, long partBytes) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.partBytes = partBytes;
    }

    /// Whether somebody means an object store.
    public static boolean isPlace(String place) {
        return place.startsWith("s3:");
    }

    /// @throws HomeRefused when the place is not written so, or there is no such bucket
    public static Bucket open(String place) {
        return open(place, PART_BYTES);
    }

    static Bucket open(String place, long partBytes) {
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
            var opened =
                    new Bucket(
                            client,
                            words.group(1),
                            folder.isEmpty() ? "" : folder + "/",
                            partBytes);
            asked(place, () -> client.headBucket(request -> request.bucket(opened.bucket)));
            return opened;
        } catch (SdkException | IOException e) {
            if (e.getCause() instanceof NoSuchBucketException) {
                throw new HomeRefused("There is no bucket " + words.group(1), e);
            }
            throw new HomeRefused(
                    "The object store cannot be used: %s. Set AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /// Paths that begin so, each with its size in bytes.
    public SortedMap<String, Long> list(String beginning) throws IOException {
        return asked(
                "the list",
                () -> {
                    var sizes = new TreeMap<String, Long>();
                    client.listObjectsV2Paginator(
                                    request -> request.bucket(bucket).prefix(prefix + beginning))
                            .contents()
                            .forEach(
                                    object ->
                                            sizes.put(
                                                    object.key().substring(prefix.length()),
                                                    object.size()));
                    return sizes;
                });
    }

    /// Whether there is a path that begins so.
    public boolean holds(String beginning) throws IOException {
        return asked(
                beginning,
                () ->
                        !client.listObjectsV2(
                                        request ->
                                                request.bucket(bucket)
                                                        .prefix(prefix + beginning)
                                                        .maxKeys(1))
                                .contents()
                                .isEmpty());
    }

    /// The bytes of an object, as they come. A line that breaks is an error of its own, never an
    /// end: what was cut short on its way must not look altered.
    ///
    /// @throws NoSuchFileException when there is none
    public InputStream read(String path) throws IOException {
        return new Coming(
                path,
                asked(
                        path,
                        () ->
                                client.getObject(
                                        request -> request.bucket(bucket).key(prefix + path))));
    }

    /// Puts an object where none is. The store itself refuses otherwise (`If-None-Match`).
    ///
    /// @return false, and nothing changed, when there is one
    public boolean add(String path, Path content) throws IOException {
        try {
            put(path, content, "*");
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof S3Exception refused
                    && refused.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    /// An object as it was read.
    ///
    /// @param version what the store calls these bytes (`ETag`)
    public record Version(byte[] bytes, String version) {}

    /// A small object with what the store calls it; empty when there is none.
    public Optional<Version> readVersion(String path) throws IOException {
        try {
            return Optional.of(
                    asked(
                            path,
                            () -> {
                                var read =
                                        client.getObjectAsBytes(
                                                request ->
                                                        request.bucket(bucket).key(prefix + path));
                                return new Version(read.asByteArray(), read.response().eTag());
                            }));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Puts a small object in the place of the version that was read, or where none is. The store
    /// itself refuses otherwise (`If-Match`, `If-None-Match`).
    ///
    /// @return false, and nothing changed, when something else is there
    public boolean swap(String path, Optional<String> known, byte[] next) throws IOException {
        try {
            asked(
                    path,
                    () ->
                            client.putObject(
                                    request -> {
                                        request.bucket(bucket).key(prefix + path);
                                        known.ifPresentOrElse(
                                                request::ifMatch, () -> request.ifNoneMatch("*"));
                                    },
                                    RequestBody.fromBytes(next)));
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof S3Exception refused
                    && refused.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    /// Puts an object in the place of whatever is there.
    public void replace(String path, Path content) throws IOException {
        put(path, content, null);
    }

    /// Puts an object in the place of whatever is there.
    public void replace(String path, byte[] content) throws IOException {
        asked(
                path,
                () ->
                        client.putObject(
                                request -> request.bucket(bucket).key(prefix + path),
                                RequestBody.fromBytes(content)));
    }

    private void put(String path, Path content, @Nullable String unless) throws IOException {
        long bytes = Files.size(content);
        if (bytes > partBytes) {
            inParts(
                    path,
                    bytes,
                    unless,
                    (upload, number, from, length) ->
                            client.uploadPart(
                                            request ->
                                                    request.bucket(bucket)
                                                            .key(prefix + path)
                                                            .uploadId(upload)
                                                            .partNumber(number),
                                            RequestBody.fromContentProvider(
                                                    stretch(content, from, length),
                                                    length,
                                                    "application/octet-stream"))
                                    .eTag());
            return;
        }
        asked(
                path,
                () ->
                        client.putObject(
                                request ->
                                        request.bucket(bucket)
                                                .key(prefix + path)
                                                .ifNoneMatch(unless),
                                RequestBody.fromFile(content)));
    }

    /// Brings one part to the store.
    private interface Bringing {
        /// @param from first byte
        /// @return what the store calls what it has
        String bring(String upload, int number, long from, long length);
    }

    private void inParts(String path, long bytes, @Nullable String unless, Bringing bringing)
            throws IOException {
        long each = Math.max(partBytes, (bytes + PARTS - 1) / PARTS);
        asked(
                path,
                () -> {
                    var upload =
                            client.createMultipartUpload(
                                            request -> request.bucket(bucket).key(prefix + path))
                                    .uploadId();
                    try {
                        var parts = new ArrayList<CompletedPart>();
                        for (long from = 0; from < bytes; from += each) {
                            int number = parts.size() + 1;
                            var tag =
                                    bringing.bring(
                                            upload, number, from, Math.min(each, bytes - from));
                            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
                        }
                        return client.completeMultipartUpload(
                                request ->
                                        request.bucket(bucket)
                                                .key(prefix + path)
                                                .uploadId(upload)
                                                .ifNoneMatch(unless)
                                                .multipartUpload(whole -> whole.parts(parts)));
                    } catch (SdkException e) {
                        abandon(path, upload, e);
                        throw e;
                    }
                });
    }

    /// Takes away what uploads in parts left that never ended: by a crash, or by a line that broke
    /// so that they could not be abandoned. What still runs is younger. A store that does not let
    /// them be listed keeps them, which the log says.
    public void sweep(Instant now) {
        try {
            int swept = abandonUploads(now.minus(DEAD_UPLOAD));
            if (swept > 0) {
                LOG.log(Level.INFO, "{0} unfinished uploads were taken out of the store", swept);
            }
        } catch (SdkException e) {
            LOG.log(Level.WARNING, "unfinished uploads could not be taken out of the store", e);
        }
    }

    private int abandonUploads(Instant before) {
        int abandoned = 0;
        var uploads =
                client.listMultipartUploadsPaginator(
                                request -> request.bucket(bucket).prefix(prefix))
                        .uploads();
        for (var upload : uploads) {
            if (upload.initiated().isBefore(before)) {
                client.abortMultipartUpload(
                        request ->
                                request.bucket(bucket)
                                        .key(upload.key())
                                        .uploadId(upload.uploadId()));
                abandoned++;
            }
        }
        return abandoned;
    }

    /// Parts of what was never finished are paid for, and are seen by nobody.
    private void abandon(String path, String upload, SdkException because) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(prefix + path).uploadId(upload));
        } catch (SdkException e) {
            because.addSuppressed(e);
        }
    }

    private static ContentStreamProvider stretch(Path content, long from, long length) {
        return () -> {
            try {
                var in = Files.newInputStream(content);
                in.skipNBytes(from);
                return new Stretch(in, length);
            } catch (IOException e) {
                throw new UncheckedIOException("a file to be brought to the object store", e);
            }
        };
    }

    /// Moves an object over another one.
    public void move(String from, String to) throws IOException {
        long bytes =
                asked(
                        from,
                        () ->
                                client.headObject(
                                                request ->
                                                        request.bucket(bucket).key(prefix + from))
                                        .contentLength());
        if (bytes > partBytes) {
            inParts(
                    to,
                    bytes,
                    null,
                    (upload, number, first, length) ->
                            client.uploadPartCopy(
                                            request ->
                                                    request.sourceBucket(bucket)
                                                            .sourceKey(prefix + from)
                                                            .copySourceRange(
                                                                    "bytes=%d-%d"
                                                                            .formatted(
                                                                                    first,
                                                                                    first + length
                                                                                            - 1))
                                                            .destinationBucket(bucket)
                                                            .destinationKey(prefix + to)
                                                            .uploadId(upload)
                                                            .partNumber(number))
                                    .copyPartResult()
                                    .eTag());
        } else {
            asked(
                    to,
                    () ->
                            client.copyObject(
                                    request ->
                                            request.sourceBucket(bucket)
                                                    .sourceKey(prefix + from)
                                                    .destinationBucket(bucket)
                                                    .destinationKey(prefix + to)));
        }
        delete(from);
    }

    /// Takes an object away. That there is none is no error.
    public void delete(String path) throws IOException {
        asked(
                path,
                () -> client.deleteObject(request -> request.bucket(bucket).key(prefix + path)));
    }

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
        } catch (SdkException e) {
            throw new IOException(
                    "the object store refused %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    /// So many bytes of a file.
    private static final class Stretch extends FilterInputStream {
        private long left;

        Stretch(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = left == 0 ? -1 : super.read(into, from, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /// An object on its way.
    private static final class Coming extends FilterInputStream {
        private final String path;
        private final ResponseInputStream<GetObjectResponse> object;
        private long left;

        Coming(String path, ResponseInputStream<GetObjectResponse> object) {
            super(object);
            this.path = path;
            this.object = object;
            this.left = object.response().contentLength();
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read;
            try {
                read = super.read(into, from, length);
            } catch (IOException | SdkException e) {
                throw broken(e);
            }
            if (read < 0 && left > 0) {
                throw broken(null);
            }
            left -= Math.max(read, 0);
            return read;
        }

        private UncheckedIOException broken(@Nullable Exception by) {
            return new UncheckedIOException(
                    "the object store did not give %s to its end".formatted(path),
                    new IOException("%,d bytes are missing".formatted(left), by));
        }

        /// What nobody reads any more is not waited for.
        @Override
        public void close() throws IOException {
            if (left > 0) {
                object.abort();
            }
            super.close();
        }
    }
}
