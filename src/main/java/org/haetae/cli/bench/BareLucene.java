package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;

/// The least that indexing texts can cost with this library: read each file, cut it into words and
/// pairs of CJK characters, index them with positions and offsets. No custody, no outcome, no other
/// process, and nothing to show a passage from.
final class BareLucene {

    private static final double BUFFER_MEGABYTES = 64;

    private BareLucene() {}

    /// @param arguments the folder of texts and the folder for the index
    public static void main(String[] arguments) throws IOException {
        index(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /// The same as a process of its own, as the other contestants are.
    static Run run(Path texts, Path work, int round) throws IOException, InterruptedException {
        var index = Folders.empty(work.resolve("bare-lucene"));
        return Run.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareLucene.class.getName(),
                        texts.toString(),
                        index.toString()),
                Map.of(),
                index,
                work.resolve("bare-lucene-round-" + round),
                Duration.ofHours(2));
    }

    static void index(Path texts, Path folder) throws IOException {
        var config = new IndexWriterConfig(new CJKAnalyzer()).setRAMBufferSizeMB(BUFFER_MEGABYTES);
        var words = new FieldType(TextField.TYPE_NOT_STORED);
        words.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        try (var directory = FSDirectory.open(folder);
                var writer = new IndexWriter(directory, config);
                var walk = Files.walk(texts)) {
            for (var file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                var document = new Document();
                document.add(new StoredField("path", file.toString()));
                document.add(new Field("text", Files.readString(file), words));
                writer.addDocument(document);
            }
            writer.commit();
        }
    }
}
