package org.haetae.extract.worker;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.EmptyParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;

/// Reads each PDF of a folder by us and by Tika's own parser, in turn and in one JVM, and prints
/// the medians of processor time, their ratio, and how many of Tika's words are in our text and the
/// other way round.
///
/// Arguments: the folder, and the number of rounds (7 unless told).
final class PdfBesideTika {
    private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

    private PdfBesideTika() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        List<Path> files =
                CorpusReading.files(Path.of(arguments[0])).stream()
                        .filter(file -> file.toString().endsWith(".pdf"))
                        .toList();
        double[][] ours = new double[files.size()][rounds];
        double[][] tika = new double[files.size()][rounds];
        String[] ourText = new String[files.size()];
        String[] tikaText = new String[files.size()];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < files.size(); i++) {
                byte[] bytes = Files.readAllBytes(files.get(i));
                String name = files.get(i).getFileName().toString();
                if (round % 2 == 0) {
                    ours[i][round] = ours(name, bytes, ourText, i);
                    tika[i][round] = tika(bytes, tikaText, i);
                } else {
                    tika[i][round] = tika(bytes, tikaText, i);
                    ours[i][round] = ours(name, bytes, ourText, i);
                }
            }
        }
        print(files, ours, tika, ourText, tikaText);
    }

    private static double ours(String name, byte[] bytes, String[] text, int i) throws Exception {
        long start = cpu();
        text[i] = Collected.read(name, bytes, SCRATCH).text();
        return (cpu() - start) / 1e6;
    }

    private static double tika(byte[] bytes, String[] text, int i) {
        PdfFonts.forPictures();
        long start = cpu();
        BodyContentHandler handler = new BodyContentHandler(-1);
        PDFParserConfig config = new PDFParserConfig();
        config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        ParseContext context = new ParseContext();
        context.set(PDFParserConfig.class, config);
        // Neither reads what is attached.
        context.set(Parser.class, EmptyParser.INSTANCE);
        try (TikaInputStream in = TikaInputStream.get(bytes)) {
            new PDFParser().parse(in, handler, new Metadata(), context);
        } catch (Exception broken) {
            // Counted as it comes: a file that Tika cannot read costs it little time.
        }
        text[i] = handler.toString();
        return (cpu() - start) / 1e6;
    }

    /// Processor time of this thread: other work on the machine does not count.
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(
            List<Path> files, double[][] ours, double[][] tika, String[] a, String[] b) {
        double allOurs = 0;
        double allTika = 0;
        for (int i = 0; i < files.size(); i++) {
            double one = median(ours[i]);
            double other = median(tika[i]);
            allOurs += one;
            allTika += other;
            System.out.printf(
                    "%-62s %8.2f %8.2f ms  ratio %5.2f  words theirs in ours %5.3f, ours in theirs"
                            + " %5.3f (%d, %d)%n",
                    files.get(i).getFileName(),
                    one,
                    other,
                    one / other,
                    share(b[i], a[i]),
                    share(a[i], b[i]),
                    a[i].length(),
                    b[i].length());
        }
        System.out.printf(
                "%d files: ours %.1f ms, Tika %.1f ms, ratio %.2f%n",
                files.size(), allOurs, allTika, allOurs / allTika);
    }

    private static double share(String of, String in) {
        Set<String> words = words(of);
        Set<String> others = words(in);
        return words.isEmpty()
                ? 1
                : (double) words.stream().filter(others::contains).count() / words.size();
    }

    private static Set<String> words(String text) {
        return new HashSet<>(
                Arrays.stream(text.split("[^\\p{L}\\p{N}]+")).filter(w -> !w.isEmpty()).toList());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
