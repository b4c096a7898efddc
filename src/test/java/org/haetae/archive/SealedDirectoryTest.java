package org.haetae.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ChecksumIndexInput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.RandomAccessInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedDirectoryTest {

    private static final long SEED = 11;
    private static final byte[] KEY = new byte[32];

    static {
        new Random(SEED).nextBytes(KEY);
    }

    @TempDir Path folder;

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(SEED + length).nextBytes(bytes);
        return bytes;
    }

    private static void write(SealedDirectory directory, String name, byte[] bytes)
            throws IOException {
        try (IndexOutput output = directory.createOutput(name, IOContext.DEFAULT)) {
            output.writeBytes(bytes, bytes.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 4095, 4096, 4097, 16_384, 100_001, 1_000_003})
    void whatIsWrittenIsRead(int length) throws IOException {
        byte[] bytes = random(length);
        try (SealedDirectory directory = SealedDirectory.open(folder, KEY)) {
            write(directory, "file", bytes);
            assertThat(directory.fileLength("file")).isEqualTo(length);
            assertThat(Files.size(folder.resolve("file"))).isEqualTo(length + 48L);
            try (IndexInput input = directory.openInput("file", IOContext.DEFAULT)) {
                assertThat(input.length()).isEqualTo(length);
                byte[] read = new byte[length];
                input.readBytes(read, 0, length);
                assertThat(read).isEqualTo(bytes);
                assertThatThrownBy(input::readByte).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void anyStretchCanBeReadInAnyWay() throws IOException {
        byte[] bytes = random(200_000);
        java.nio.ByteBuffer expected =
                java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        // A cache of two blocks: nearly every read evicts something.
        try (SealedDirectory directory =
                new SealedDirectory(new MMapDirectory(folder), KEY, 8192)) {
            write(directory, "file", bytes);
            try (IndexInput input = directory.openInput("file", IOContext.DEFAULT)) {
                Random random = new Random(SEED);
                for (int i = 0; i < 5000; i++) {
                    int at = random.nextInt(bytes.length - 4000);
                    int offset = random.nextInt(100);
                    IndexInput slice = input.slice("slice", at, 4000);
                    RandomAccessInput access = input.randomAccessSlice(at, 4000);
                    switch (random.nextInt(7)) {
                        case 0 -> {
                            slice.seek(offset);
                            assertThat(slice.readLong()).isEqualTo(expected.getLong(at + offset));
                            assertThat(slice.getFilePointer()).isEqualTo(offset + 8);
                        }
                        case 1 ->
                                assertThat(access.readInt(offset))
                                        .isEqualTo(expected.getInt(at + offset));
                        case 2 ->
                                assertThat(access.readShort(offset))
                                        .isEqualTo(expected.getShort(at + offset));
                        case 3 -> {
                            int[] ints = new int[900];
                            slice.seek(offset);
                            slice.readInts(ints, 0, 900);
                            assertThat(ints[899]).isEqualTo(expected.getInt(at + offset + 4 * 899));
                        }
                        case 4 -> {
                            long[] longs = new long[450];
                            slice.seek(offset);
                            slice.readLongs(longs, 0, 450);
                            assertThat(longs[449])
                                    .isEqualTo(expected.getLong(at + offset + 8 * 449));
                        }
                        case 5 -> {
                            IndexInput copy = slice.clone();
                            copy.skipBytes(offset);
                            assertThat(copy.readByte()).isEqualTo(bytes[at + offset]);
                            assertThat(slice.getFilePointer()).isZero();
                        }
                        default -> {
                            byte[] some = new byte[3000];
                            access.readBytes(offset, some, 0, 3000);
                            assertThat(some)
                                    .isEqualTo(
                                            Arrays.copyOfRange(
                                                    bytes, at + offset, at + offset + 3000));
                        }
                    }
                    assertThatThrownBy(() -> access.readLong(3996))
                            .isInstanceOf(EOFException.class);
                }
            }
        }
    }

    @Test
    void manyThreadsReadTheSameFile() throws Exception {
        byte[] bytes = random(500_000);
        try (SealedDirectory directory =
                        new SealedDirectory(new MMapDirectory(folder), KEY, 64 << 10);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            write(directory, "file", bytes);
            try (IndexInput input = directory.openInput("file", IOContext.DEFAULT)) {
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    IndexInput own = input.clone();
                    long seed = thread;
                    running.add(
                            threads.submit(
                                    () -> {
                                        Random random = new Random(seed);
                                        byte[] read = new byte[2000];
                                        for (int i = 0; i < 1000; i++) {
                                            int at = random.nextInt(bytes.length - read.length);
                                            own.seek(at);
                                            own.readBytes(read, 0, read.length);
                                            assertThat(
                                                            Arrays.equals(
                                                                    read,
                                                                    0,
                                                                    read.length,
                                                                    bytes,
                                                                    at,
                                                                    at + read.length))
                                                    .isTrue();
                                        }
                                        return null;
                                    }));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            }
        }
    }

    @Test
    void noPlainByteLiesInTheFolder() throws IOException {
        String canary = "CANARY-요덕수용소-canary";
        try (SealedDirectory directory = SealedDirectory.open(folder, KEY);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            Document document = new Document();
            document.add(new TextField("text", canary, Field.Store.YES));
            writer.addDocument(document);
            writer.commit();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String raw =
                        new String(
                                Files.readAllBytes(file),
                                java.nio.charset.StandardCharsets.ISO_8859_1);
                for (String word : List.of("CANARY", "canary", "Lucene", "text", "요덕")) {
                    assertThat(raw)
                            .doesNotContain(
                                    new String(
                                            word.getBytes(UTF_8),
                                            java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    @Test
    void equalFilesLookDifferent() throws IOException {
        byte[] zeros = new byte[10_000];
        try (SealedDirectory directory = SealedDirectory.open(folder, KEY)) {
            write(directory, "one", zeros);
            write(directory, "two", zeros);
        }
        byte[] one = Files.readAllBytes(folder.resolve("one"));
        byte[] two = Files.readAllBytes(folder.resolve("two"));
        assertThat(Arrays.copyOfRange(one, 48, one.length))
                .isNotEqualTo(Arrays.copyOfRange(two, 48, two.length));
    }

    @Test
    void anotherKeyOpensNothingAndSaysSo() throws IOException {
        try (SealedDirectory directory = SealedDirectory.open(folder, KEY)) {
            write(directory, "file", random(100));
        }
        byte[] other = KEY.clone();
        other[0] ^= 1;
        try (SealedDirectory directory = SealedDirectory.open(folder, other)) {
            assertThatThrownBy(() -> directory.openInput("file", IOContext.DEFAULT))
                    .isInstanceOf(CorruptIndexException.class)
                    .hasMessageContaining("another key");
        }
    }

    @Test
    void eachFlippedByteOfAnIndexFileIsNoticedByItsChecksum() throws IOException {
        byte[] bytes = random(500);
        try (SealedDirectory directory = SealedDirectory.open(folder, KEY)) {
            try (IndexOutput output = directory.createOutput("file", IOContext.DEFAULT)) {
                CodecUtil.writeHeader(output, "test", 1);
                output.writeBytes(bytes, bytes.length);
                CodecUtil.writeFooter(output);
            }
            byte[] sealed = Files.readAllBytes(folder.resolve("file"));
            for (int i = 0; i < sealed.length; i++) {
                byte[] damaged = sealed.clone();
                damaged[i] ^= 4;
                Files.write(folder.resolve("file"), damaged);
                assertThatThrownBy(
                                () -> {
                                    try (ChecksumIndexInput input =
                                            directory.openChecksumInput("file")) {
                                        CodecUtil.checkHeader(input, "test", 1, 1);
                                        input.seek(input.length() - CodecUtil.footerLength());
                                        CodecUtil.checkFooter(input);
                                    }
                                })
                        .as("byte %d", i)
                        .isInstanceOf(IOException.class);
            }
            for (int length = 0; length < sealed.length; length += 7) {
                Files.write(folder.resolve("file"), Arrays.copyOf(sealed, length));
                assertThatThrownBy(
                                () -> {
                                    try (IndexInput input =
                                            directory.openInput("file", IOContext.DEFAULT)) {
                                        CodecUtil.checksumEntireFile(input);
                                    }
                                })
                        .as("cut to %d", length)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aWholeIndexPassesLucenesOwnCheck() throws IOException {
        try (SealedDirectory directory = SealedDirectory.open(folder, KEY)) {
            IndexWriterConfig config = new IndexWriterConfig().setMaxBufferedDocs(20);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                Random random = new Random(SEED);
                for (int i = 0; i < 500; i++) {
                    Document document = new Document();
                    StringBuilder text = new StringBuilder();
                    for (int k = 0; k < 50; k++) {
                        text.append("w").append(random.nextInt(300)).append(' ');
                    }
                    document.add(new TextField("text", text.toString(), Field.Store.YES));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            try (CheckIndex check = new CheckIndex(directory)) {
                assertThat(check.checkIndex().clean).isTrue();
            }
        }
    }
}
