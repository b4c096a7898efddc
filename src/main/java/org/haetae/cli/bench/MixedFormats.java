package org.haetae.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/// Files in many formats, taken in whole (hashed, sealed, entered, read, indexed, each with an
/// outcome), beside programs that only extract or only index.
public final class MixedFormats {

    private static final List<Path> SYSTEM_DOCUMENTS =
            List.of(
                    Path.of("/usr/share/doc"),
                    Path.of("/usr/share/icons"),
                    Path.of("/usr/share/pixmaps"));

    private MixedFormats() {}

    /// Makes the files, unless they are there from an earlier run.
    ///
    /// @param pdfs how many PDF files with text are made beside what the samples and this system
    ///   have
    public static Path make(Path work, Samples samples, int pdfs, long seed) throws IOException {
        var folder = work.resolve("mixed-" + samples.mark() + pdfs);
        Mixed.write(folder, samples, SYSTEM_DOCUMENTS, pdfs, seed);
        return folder;
    }

    /// @param folder the files
    /// @param work a folder that the bench may fill and empty
    public static List<Row> run(
            Path folder, Path launcher, Path work, int rounds, PrintWriter progress)
            throws IOException, InterruptedException {
        var size = Folders.size(folder);
        progress.printf("mixed formats: %d files, %d MB%n", size.files(), size.bytes() / 1_000_000);
        Folders.warm(folder);
        var contest = new Contest("mixed formats", size.files(), progress);
        contest.add(
                "haetae",
                round ->
                        new Haetae(launcher, Folders.absent(work.resolve("home-mixed")), work)
                                .add(folder, round));
        Tika.fetch(work)
                .ifPresentOrElse(
                        tika -> contest.add("tika batch", round -> tika.batch(folder, round)),
                        () ->
                                progress.println(
                                        "Tika's batch could not be fetched (needs Maven and a registry)"));
        Recoll.find(work)
                .ifPresentOrElse(
                        recoll ->
                                contest.add(
                                        "recoll",
                                        round -> recoll.index(recoll.fresh(folder), round)),
                        () ->
                                progress.println(
                                        "recoll is not installed (apt-get install recollcmd)"));
        return contest.rounds(rounds);
    }
}
