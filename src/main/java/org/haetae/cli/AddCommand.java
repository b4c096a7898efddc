package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Consent;
import org.haetae.archive.ConsentId;
import org.haetae.archive.NewAccession;
import org.haetae.custody.GivenBag;
import org.haetae.custody.GivenCrate;
import org.haetae.packing.BagCheck;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae add`: takes files and folders in.
@Command(
        name = "add",
        header = "Takes files and folders in.",
        description = {
            "Takes in files and folders: each file is hashed, sealed and entered in the ledger, then read, and",
            "so is every part found inside. Interrupted, it goes on where it was when it is run again; an unchanged",
            "folder costs a look at it. A BagIt bag is checked first, and what could be proved of it is kept with the",
            "accession; what an RO-Crate states of its files is held against them and kept as the giver's word.",
            "Exit 1 when anything was not simply read, a bag was not whole, or a crate does not fit."
        },
        mixinStandardHelpOptions = true)
final class AddCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files and folders")
    private List<Path> paths = List.of();

    @Option(
            names = "--source",
            paramLabel = "S",
            description =
                    "where the material comes from. Every user of the machine can read a command line while it runs: what names a person belongs into a file")
    private String source = "";

    @Option(
            names = "--source-file",
            paramLabel = "FILE",
            description = "file with the same; - is standard input")
    private @Nullable Path sourceFile;

    @Option(names = "--given-by", paramLabel = "P", description = "who handed it over")
    private String givenBy = "";

    @Option(
            names = "--given-by-file",
            paramLabel = "FILE",
            description = "file with the same; - is standard input")
    private @Nullable Path givenByFile;

    @Option(
            names = "--note",
            paramLabel = "N",
            description = "consent, conditions and circumstances")
    private String note = "";

    @Option(
            names = "--note-file",
            paramLabel = "FILE",
            description = "file with the same; - is standard input")
    private @Nullable Path noteFile;

    @Option(
            names = "--compartment",
            paramLabel = "C",
            description =
                    "who may know of it: those who hold all the compartments named (default: general)")
    private List<String> compartments = List.of();

    @Option(
            names = "--consent",
            paramLabel = "ID",
            description =
                    "consent that it is tied to, with every part found inside; falls when any of those given is withdrawn (haetae consent)")
    private List<String> consents = List.of();

    @Option(
            names = "--ocr",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "whether words in page images are read before the command ends (default: ${DEFAULT-VALUE}); what is left is read when the server runs")
    private String ocr = "on";

    @Option(names = "--quiet", description = "no progress on the terminal")
    private boolean quiet;

    AddCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (!ocr.equals("on") && !ocr.equals("off")) {
            throw new Misuse("--ocr is \"%s\"; it is on or off".formatted(ocr));
        }
        for (var path : paths) {
            if (!Files.exists(path)) {
                terminal.say("haetae add: there is no %s; nothing was taken in.".formatted(path));
                return Exit.WRONG_USE;
            }
        }
        var where = SealedWords.either("--source", source, sourceFile);
        var who = SealedWords.either("--given-by", givenBy, givenByFile);
        var how = SealedWords.either("--note", note, noteFile);
        try (var rooms = opener.open(common.home())) {
            var chosen = compartments(rooms);
            var given =
                    new NewAccession(
                            where,
                            who,
                            how,
                            chosen,
                            String.join(
                                    "\n",
                                    paths.stream()
                                            .map(
                                                    path ->
                                                            FileName.of(
                                                                    path.toAbsolutePath()
                                                                            .normalize()))
                                            .toList()),
                            consents(rooms));
            try (var intake =
                    new Intake(
                            rooms,
                            Console.clearance(rooms),
                            given,
                            FileName::of,
                            terminal,
                            common.json(),
                            quiet)) {
                // A bag is looked at before it is taken in, and taken in whatever comes of that.
                var folders = bagFolders();
                var bags = checked(folders);
                // What was found out is kept before the first of its files: a kill loses neither.
                intake.onOpened(
                        accession ->
                                bags.forEach(
                                        bag ->
                                                bag.keep(
                                                        rooms.archive(),
                                                        Console.clearance(rooms),
                                                        accession)));
                var read = intake.take(paths, ocr.equals("on"));
                var whole = bags.size() == folders.size();
                for (var bag : bags) {
                    whole &= bag.valid();
                    tell(bag);
                }
                var packed = intake.packed();
                if (packed.isPresent()) {
                    for (var bag :
                            GivenBag.keepAll(
                                    rooms.archive(),
                                    Console.clearance(rooms),
                                    packed.get(),
                                    true)) {
                        whole &= bag.valid();
                        tell(bag);
                    }
                    rooms.ledger().publish();
                }
                var described = intake.described();
                if (described.isPresent()) {
                    for (var crate :
                            GivenCrate.keepAll(
                                    rooms.archive(), Console.clearance(rooms), described.get())) {
                        whole &= crate.fits();
                        tell(crate);
                    }
                    rooms.ledger().publish();
                }
                return read && whole ? Exit.DONE : Exit.FINDINGS;
            }
        }
    }

    private List<Path> bagFolders() {
        return paths.stream()
                .filter(path -> Files.isDirectory(path) && BagCheck.isBag(path))
                .toList();
    }

    private List<GivenBag> checked(List<Path> folders) {
        var bags = new ArrayList<GivenBag>();
        for (var path : folders) {
            try {
                bags.add(GivenBag.of(BagCheck.of(path)));
            } catch (IOException e) {
                // Its files are taken in like any, and told one by one.
                terminal.say(
                        "the bag %s could not be checked: %s"
                                .formatted(FileName.of(path), Scan.reason(e)));
            }
        }
        return bags;
    }

    private void tell(GivenCrate crate) {
        terminal.say(
                crate.fits()
                        ? "the RO-Crate describes %,d files; %,d came as it states; what it states is kept as the giver's word"
                                .formatted(crate.described(), crate.matched())
                        : "the RO-Crate does not fit what came (%s): %,d of %,d files are as it states; all was taken in as it is"
                                .formatted(
                                        crate.findings().getFirst().code(),
                                        crate.matched(),
                                        crate.described()));
    }

    private void tell(GivenBag bag) {
        terminal.say(
                bag.valid()
                        ? "the bag is whole: %,d files have the digests of its manifests; who packed it, no bag says"
                                .formatted(bag.proved())
                        : "the bag is not whole (%s): %,d of %,d files have the digests of its manifests; it was taken in as it is"
                                .formatted(bag.firstError().orElse(""), bag.proved(), bag.files()));
    }

    private Set<ConsentId> consents(Rooms rooms) {
        if (consents.isEmpty()) {
            return Set.of();
        }
        var chosen = new LinkedHashSet<ConsentId>();
        consents.forEach(text -> chosen.add(new ConsentId(Typed.id(text))));
        var known =
                rooms.archive().consents().list(Console.clearance(rooms)).stream()
                        .filter(consent -> consent.erased().isEmpty())
                        .map(Consent::id)
                        .toList();
        for (var consent : chosen) {
            if (!known.contains(consent)) {
                throw new Misuse(
                        "there is no consent %s; `haetae consent list` shows them"
                                .formatted(consent));
            }
        }
        return chosen;
    }

    private Set<CompartmentId> compartments(Rooms rooms) {
        if (compartments.isEmpty()) {
            return Set.of(CompartmentId.GENERAL);
        }
        var chosen = new LinkedHashSet<CompartmentId>();
        for (var name : compartments) {
            chosen.add(Console.compartment(rooms, name));
        }
        return chosen;
    }
}
