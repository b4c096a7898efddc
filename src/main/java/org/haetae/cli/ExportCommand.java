package org.haetae.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.haetae.access.Clearance;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Disk;
import org.haetae.archive.ItemId;
import org.haetae.archive.Use;
import org.haetae.archive.UseRefused;
import org.haetae.custody.Custody;
import org.haetae.custody.Receiver;
import org.haetae.custody.Receivers;
import org.haetae.packing.Parcel;
import org.haetae.report.Dossiers;
import org.haetae.report.Obstacle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae export`: what leaves the home, with what proves it.
@Command(
        name = "export",
        header = "Exports items, claims and receipts, with proofs.",
        description = {
            "Exports items with what proves them, and receipts. Each export is entered in the"
                    + " ledger before",
            "its first byte is written."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {

    private final Terminal terminal;

    @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// With its kinds.
    static picocli.CommandLine line(Rooms.Opener opener, Terminal terminal) {
        var line = new picocli.CommandLine(new ExportCommand(terminal));
        line.addSubcommand(new Kit(opener, terminal));
        line.addSubcommand(new Bag(opener, terminal));
        line.addSubcommand(new Receipt(opener, terminal));
        line.addSubcommand(new PremisFile(opener, terminal));
        line.addSubcommand(new WaczFile(opener, terminal));
        line.addSubcommand(new ExportDossierCommand(opener, terminal));
        line.addSubcommand(new TableCommand(opener, terminal));
        line.addSubcommand(new ExportFtmCommand(opener, terminal));
        line.addSubcommand(new ExportAnnotationsCommand(opener, terminal));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(),
                "what is to be exported is missing: kit, bag, receipt, premis, wacz, dossier,"
                        + " table, ftm or annotations");
    }

    /// What they have in common.
    abstract static class Kind implements Callable<Integer> {

        private final Rooms.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();

        @Option(
                names = "--out",
                paramLabel = "DIR",
                required = true,
                description =
                        "a new folder, or an empty one; with --to a new file, a ZIP inside age")
        private Path out = Path.of("");

        @Option(
                names = "--to",
                paramLabel = "age1...|FILE",
                description =
                        "seals it to this age key, or to each in a file of them: only they open it,"
                                + " with age -d")
        private List<String> to = List.of();

        @Option(
                names = "--receiver",
                paramLabel = "NAME",
                description = "what we call the receiver; kept sealed, the ledger has a pseudonym")
        private String receiver = "";

        @Mixin private ForUse use = new ForUse();

        /// For what it leaves; empty when it was not said.
        final Optional<Use> used() {
            return use.told();
        }

        Kind(Rooms.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        /// @return what to tell, or null when there is no such thing
        abstract LinkedHashMap<String, Object> export(
                Rooms rooms, Custody custody, Clearance by, Parcel parcel) throws IOException;

        /// Whether what is asked for is there, before anything is written.
        abstract boolean isThere(Rooms rooms, Clearance by) throws IOException;

        @Override
        public Integer call() throws Exception {
            try (var rooms = opener.open(common.home())) {
                var by = Console.clearance(rooms);
                if (!isThere(rooms, by)) {
                    terminal.say("haetae export: there is nothing of this id in the home");
                    return Exit.FINDINGS;
                }
                LinkedHashMap<String, Object> told;
                try {
                    told = to.isEmpty() ? intoFolder(rooms, by) : sealed(rooms, by);
                } catch (UseRefused e) {
                    terminal.say("haetae export: nothing was exported: " + e.getMessage());
                    return Exit.FINDINGS;
                } catch (Dossiers.Refused e) {
                    e.obstacles().forEach(this::tell);
                    terminal.say("haetae export: nothing was exported: " + e.getMessage());
                    return Exit.FINDINGS;
                } catch (FileAlreadyExistsException e) {
                    throw new Misuse(
                            "%s is there already; name something new with --out".formatted(out));
                }
                told.put("out", out.toString());
                if (common.json()) {
                    terminal.row(told);
                } else {
                    terminal.say("exported to " + out);
                }
                return Exit.DONE;
            }
        }

        private void tell(Obstacle obstacle) {
            if (common.json()) {
                var row = new LinkedHashMap<String, Object>();
                row.put("obstacle", obstacle.why().word());
                row.put("subject", obstacle.subject().toString());
                row.put("by", obstacle.by().toString());
                terminal.row(row);
            } else {
                var words =
                        switch (obstacle.why()) {
                            case STALE ->
                                    "finding %s leans on claim %s, which fell or changed: make the"
                                            + " finding anew or take it back";
                            case MOVED ->
                                    "claim %s cites words that are not there any more: cite them"
                                            + " anew, or retract it (%s)";
                            case CONSENT ->
                                    "item %s does not leave for this use: consent %s does not let"
                                            + " it";
                            case UNSEEN ->
                                    "item %s is redacted, and nothing of it can be shown: lift"
                                            + " that, or leave it out (%s)";
                        };
                terminal.say(words.formatted(obstacle.subject(), obstacle.by()));
            }
        }

        private LinkedHashMap<String, Object> intoFolder(Rooms rooms, Clearance by)
                throws IOException {
            try (var parcel = Parcel.folder(out);
                    var disk = new Disk(out)) {
                LinkedHashMap<String, Object> told;
                try {
                    told = export(rooms, used(rooms), by, parcel);
                } catch (IOException | RuntimeException e) {
                    empty(); // half an export is none
                    throw e;
                }
                // Before the command says that it is done: a stick is pulled out right then.
                durable(disk);
                return told;
            }
        }

        /// The folder was new or empty, so all that lies in it was written here.
        private void empty() throws IOException {
            try (var inside = Files.walk(out)) {
                for (var one :
                        inside.sorted(Comparator.reverseOrder())
                                .filter(path -> !path.equals(out))
                                .toList()) {
                    Files.delete(one);
                }
            }
        }

        /// A ZIP inside age; no byte of it touches the disk in the clear.
        private LinkedHashMap<String, Object> sealed(Rooms rooms, Clearance by) throws IOException {
            var receivers = Console.receivers(rooms);
            var all = new ArrayList<Receiver>();
            for (var key : recipients()) {
                all.add(receivers.of(by, key, receiver));
            }
            var custody = used(rooms).to(receivers, all);
            var file = Parcel.alone(out);
            try {
                LinkedHashMap<String, Object> told;
                try (var age = Receivers.sealing(file, all);
                        var parcel = Parcel.zip(age)) {
                    told = export(rooms, custody, by, parcel);
                }
                try (var disk = new Disk(out.toAbsolutePath().getParent())) {
                    disk.syncBatch(List.of(out.toAbsolutePath()));
                }
                told.put("receivers", all.stream().map(one -> one.id().toString()).toList());
                return told;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(out); // half of it opens for nobody
                throw e;
            }
        }

        /// Keys as given, or from the lines of files as `age -R` has them.
        private List<String> recipients() throws IOException {
            var keys = new LinkedHashSet<String>();
            for (var one : to) {
                if (one.startsWith("age1")) {
                    keys.add(one);
                } else {
                    Files.readAllLines(Path.of(one)).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .forEach(keys::add);
                }
            }
            for (var key : keys) {
                if (!Receivers.isRecipient(key)) {
                    throw new Misuse(
                            "what --to names is no age key of the kind X25519 (age1..., 62 letters,"
                                    + " as age-keygen prints it); nothing was exported");
                }
            }
            if (keys.isEmpty()) {
                throw new Misuse("there is no key in what --to names; nothing was exported");
            }
            return List.copyOf(keys);
        }

        private Custody used(Rooms rooms) {
            var custody = custody(rooms);
            return use.told().map(custody::in).orElse(custody);
        }

        /// With how its readings tell formats.
        static Custody custody(Rooms rooms) {
            return new Custody(
                    rooms.database(),
                    rooms.ledger(),
                    rooms.archive(),
                    (by, items) -> rooms.readings().mediaTypes(by, items),
                    rooms.clock());
        }

        private void durable(Disk disk) throws IOException {
            try (var files = Files.walk(out)) {
                disk.syncBatch(files.filter(Files::isRegularFile).toList());
            }
        }
    }

    @Command(
            name = "kit",
            description = {
                "One item sealed, with its entries, proofs and the signed head of the ledger, to be"
                        + " checked offline",
                "by haetae-verify.jar or by hand."
            },
            mixinStandardHelpOptions = true)
    static final class Kit extends Kind {

        @Parameters(paramLabel = "ITEM", description = "id of the item")
        private String item = "";

        @Option(
                names = "--with-key",
                description = "with the key that opens it: whoever has the kit reads the item")
        private boolean withKey;

        Kit(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        boolean isThere(Rooms rooms, Clearance by) {
            return rooms.archive().item(by, new ItemId(Typed.id(item))).isPresent();
        }

        @Override
        LinkedHashMap<String, Object> export(
                Rooms rooms, Custody custody, Clearance by, Parcel parcel) throws IOException {
            custody.kit(by, new ItemId(Typed.id(item)), withKey, parcel);
            var told = new LinkedHashMap<String, Object>();
            told.put("item", item);
            told.put("withKey", withKey);
            return told;
        }
    }

    @Command(
            name = "bag",
            description = {
                "Items in the clear in a BagIt bag, with what proves each. Of an accession,"
                        + " everything that was",
                "handed over."
            },
            mixinStandardHelpOptions = true)
    static final class Bag extends Kind {

        @Parameters(
                arity = "1..*",
                paramLabel = "ACCESSION|ITEM",
                description = "ids of accessions and items")
        private List<String> ids = List.of();

        Bag(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        boolean isThere(Rooms rooms, Clearance by) {
            return ids.stream().map(Typed::id).allMatch(id -> isThere(rooms, by, id));
        }

        private static boolean isThere(Rooms rooms, Clearance by, UUID id) {
            return rooms.archive().item(by, new ItemId(id)).isPresent()
                    || rooms.archive().accession(by, new AccessionId(id)).isPresent();
        }

        @Override
        LinkedHashMap<String, Object> export(
                Rooms rooms, Custody custody, Clearance by, Parcel parcel) throws IOException {
            var items = new ArrayList<ItemId>();
            for (var text : ids) {
                var accession = new AccessionId(Typed.id(text));
                if (rooms.archive().accession(by, accession).isPresent()) {
                    items.addAll(custody.whole(by, accession));
                } else {
                    items.add(new ItemId(Typed.id(text)));
                }
            }
            var distinct = items.stream().distinct().toList();
            if (distinct.isEmpty()) {
                throw new Misuse("nothing was received with this accession; a bag needs an item");
            }
            custody.bag(by, distinct, parcel);
            var told = new LinkedHashMap<String, Object>();
            told.put("items", distinct.size());
            return told;
        }
    }

    @Command(
            name = "premis",
            description = {
                "What became of an item, or of everything in an accession, as PREMIS 3 XML:"
                        + " objects, events and",
                "agents, these by pseudonym alone."
            },
            mixinStandardHelpOptions = true)
    static final class PremisFile extends Kind {

        @Parameters(paramLabel = "ITEM|ACCESSION", description = "id of an item or an accession")
        private String id = "";

        PremisFile(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        boolean isThere(Rooms rooms, Clearance by) {
            return Bag.isThere(rooms, by, Typed.id(id));
        }

        @Override
        LinkedHashMap<String, Object> export(
                Rooms rooms, Custody custody, Clearance by, Parcel parcel) throws IOException {
            var told = new LinkedHashMap<String, Object>();
            try (var out = parcel.file("premis.xml")) {
                if (rooms.archive().accession(by, new AccessionId(Typed.id(id))).isPresent()) {
                    custody.premis(by, new AccessionId(Typed.id(id)), out);
                    told.put("accession", id);
                } else {
                    custody.premis(by, new ItemId(Typed.id(id)), out);
                    told.put("item", id);
                }
            }
            return told;
        }
    }

    @Command(
            name = "wacz",
            description = {
                "Web archives (WARC files) as they were received, in one WACZ with index and list"
                        + " of pages, for",
                "others' viewers. Not signed: what proves them is a kit or a bag of the same items."
            },
            mixinStandardHelpOptions = true)
    static final class WaczFile extends Kind {

        @Parameters(arity = "1..*", paramLabel = "ITEM", description = "ids of WARC files")
        private List<String> ids = List.of();

        WaczFile(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        boolean isThere(Rooms rooms, Clearance by) {
            return ids.stream()
                    .allMatch(id -> rooms.archive().item(by, new ItemId(Typed.id(id))).isPresent());
        }

        @Override
        LinkedHashMap<String, Object> export(
                Rooms rooms, Custody custody, Clearance by, Parcel parcel) throws IOException {
            var items = ids.stream().distinct().map(id -> new ItemId(Typed.id(id))).toList();
            try (var out = parcel.file("archive.wacz")) {
                custody.wacz(by, items, out);
            } catch (IllegalArgumentException e) {
                throw new Misuse("the WACZ could not be packed: " + e.getMessage());
            }
            var told = new LinkedHashMap<String, Object>();
            told.put("items", items.size());
            return told;
        }
    }

    @Command(
            name = "receipt",
            description =
                    "A receipt for whoever gave an accession: its files and their digests, signed"
                            + " by the home.",
            mixinStandardHelpOptions = true)
    static final class Receipt extends Kind {

        @Parameters(paramLabel = "ACCESSION", description = "id of the accession")
        private String accession = "";

        Receipt(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        boolean isThere(Rooms rooms, Clearance by) {
            return rooms.archive().accession(by, new AccessionId(Typed.id(accession))).isPresent();
        }

        @Override
        LinkedHashMap<String, Object> export(
                Rooms rooms, Custody custody, Clearance by, Parcel parcel) throws IOException {
            custody.receipt(by, new AccessionId(Typed.id(accession)), parcel);
            var told = new LinkedHashMap<String, Object>();
            told.put("accession", accession);
            return told;
        }
    }
}
