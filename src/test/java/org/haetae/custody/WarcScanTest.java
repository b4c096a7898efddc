package org.haetae.custody;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Heads of records are found in one pass, whatever they hold.
class WarcScanTest {

    private static List<WarcScan.Found> scan(String warc) throws IOException {
        List<WarcScan.Found> found = new ArrayList<>();
        WarcScan.of(new ByteArrayInputStream(warc.getBytes(US_ASCII)), found::add);
        return found;
    }

    @Test
    void recordsEndWhereTheirHeadsSay() throws IOException {
        String record = "WARC/1.1\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n";
        assertThat(scan(record + record))
                .extracting(WarcScan.Found::offset, WarcScan.Found::length)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(0L, (long) record.length()),
                        org.assertj.core.api.Assertions.tuple(
                                (long) record.length(), (long) record.length()));
    }

    @Test
    void aHeadOfEmptyLinesIsNotCopiedAtEach() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        String head = "WARC/1.1\r\n" + "\n".repeat(80 << 10);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scan(head))
                .withMessageContaining("longer than any");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }
}
