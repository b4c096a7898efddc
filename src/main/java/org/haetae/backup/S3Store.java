package org.haetae.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import org.haetae.objects.Bucket;

/// A backup in an object store. A new object never takes the place of another.
record S3Store(Bucket bucket) implements Store {

    @Override
    public SortedMap<String, Long> list() throws IOException {
        return bucket.list("");
    }

    @Override
    public InputStream read(String path) throws IOException {
        return bucket.read(path);
    }

    @Override
    public boolean add(String path, Path content) throws IOException {
        return bucket.add(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        bucket.replace(path, content);
    }

    @Override
    public void move(String from, String to) throws IOException {
        bucket.move(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        bucket.delete(path);
    }

    @Override
    public void sweep(Instant now) {
        bucket.sweep(now);
    }

    /// What the store acknowledged is durable.
    @Override
    public void sync() {}

    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return bucket.toString();
    }
}
