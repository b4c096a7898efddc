package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MessageBody;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTargetRecord;
import org.netpreserve.jwarc.Warcinfo;

/// WARC and ARC files: each response and resource is a part at its URL, dated by its capture, with
/// the body as the browser would have seen it. Requests and other records are counted.
final class WebArchive {
    private final FileJob job;
    private final Map<String, Integer> others = new TreeMap<>();
    private int captures;
    private int broken;

    private WebArchive(FileJob job) {
        this.job = job;
    }

    static Verdict read(FileJob job) throws Exception {
        if (!job.unfolds()) {
            return Tools.JWARC.read();
        }
        WebArchive archive = new WebArchive(job);
        Verdict verdict = Tools.JWARC.read();
        boolean whole = true;
        try (InputStream in = job.content.open();
                WarcReader reader = new WarcReader(in)) {
            reader.setLenient(true);
            whole = archive.records(reader);
        }
        archive.others.forEach((type, count) -> job.facts.say("records", type + " " + count));
        job.facts.say("captures", Integer.toString(archive.captures));
        if (!whole) {
            return archive.captures + archive.others.size() == 0
                    ? verdict.but(Outcome.DAMAGED, "no record could be read")
                    : verdict.but(
                            Outcome.PARTIAL, "a record is damaged; what came before it was read");
        }
        return archive.broken == 0
                ? verdict
                : verdict.but(
                        Outcome.PARTIAL,
                        "the bodies of %d captures could not be read whole"
                                .formatted(archive.broken));
    }

    private boolean records(WarcReader reader) throws Exception {
        while (true) {
            WarcRecord record;
            try {
                record = reader.next().orElse(null);
            } catch (IOException | RuntimeException damaged) {
                return false;
            }
            if (record == null) {
                return true;
            }
            record(record);
        }
    }

    private void record(WarcRecord record) throws Exception {
        if (record instanceof WarcTargetRecord target
                && (record instanceof WarcResponse
                        || record instanceof WarcResource
                        || record.type().equals("conversion"))) {
            capture(target);
            return;
        }
        others.merge(record.type(), 1, Integer::sum);
        if (record instanceof Warcinfo info) {
            try {
                info.fields()
                        .map()
                        .forEach(
                                (name, values) -> job.facts.raw("warc:" + name, values.toString()));
            } catch (IOException | RuntimeException unreadable) {
                job.facts.say("note", "the archive's own description could not be read");
            }
        }
    }

    private void capture(WarcTargetRecord record) throws Exception {
        captures++;
        try {
            InputStream body = body(record);
            String url = url(record);
            job.part(url, type(record), date(record), body);
        } catch (LimitReached limit) {
            throw limit;
        } catch (IOException | RuntimeException damaged) {
            broken++;
        }
    }

    private static String url(WarcTargetRecord record) {
        String url = record.target();
        // Some writers put the URL between angle brackets.
        return url.startsWith("<") && url.endsWith(">") ? url.substring(1, url.length() - 1) : url;
    }

    private static @Nullable Instant date(WarcRecord record) {
        try {
            return record.date();
        } catch (RuntimeException undated) {
            return null;
        }
    }

    private static InputStream body(WarcTargetRecord record) throws IOException {
        if (record instanceof WarcResponse response && isHttp(response)) {
            HttpResponse http = response.http();
            MessageBody decoded = http.bodyDecoded();
            return decoded.stream();
        }
        return record.body().stream();
    }

    private static boolean isHttp(WarcResponse response) {
        return response.contentType().base().toString().equals("application/http")
                || response.target().startsWith("http");
    }

    private static @Nullable String type(WarcTargetRecord record) {
        try {
            return record.payload().map(p -> p.type().base().toString()).orElse(null);
        } catch (IOException | RuntimeException untyped) {
            return null;
        }
    }

    /// The type of a gzip file by what it holds.
    static String typeInside(Content content, String otherwise) {
        try (InputStream in = new GZIPInputStream(content.open())) {
            byte[] start = in.readNBytes(16);
            return PlainText.starts(start, "WARC/")
                    ? "application/warc+gz"
                    : PlainText.starts(start, "filedesc:") ? "application/arc+gz" : otherwise;
        } catch (IOException notPacked) {
            return otherwise;
        }
    }
}
