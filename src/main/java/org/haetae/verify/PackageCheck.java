package org.haetae.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Leaf;
import org.haetae.ledger.LedgerCode;
import org.haetae.ledger.LogFolder;
import org.haetae.ledger.Remembered;
import org.haetae.ledger.TimestampCheck;
import org.haetae.verify.ObjectCheck.Heads;
import org.haetae.verify.ObjectCheck.Step;
import org.haetae.verify.ObjectCheck.Vouched;

/// Checks a package of custody, as a kit is one and a bag has one inside (docs/formats/custody.md):
/// that each item in it was received when the log says so, that its bytes are those, and that its
/// steps since are one unbroken chain.
///
/// What a clean result does not say: that there were no steps after the last one shown.
final class PackageCheck {

    static final String LIST = "custody/custody.json";

    private static final String FORMAT = "haetae custody v1";

    /// The signed head, and the folder of entries and their ways to it.
    static final String HEAD = "custody/checkpoint";

    static final String PROOFS = "custody/proofs/";

    /// A head that others signed too, and what it proves of items.
    static final String ATTESTED = "custody/attested/";

    /// The same of authorities that stamp; below, files as a log's folder has them.
    static final String STAMPED = "custody/stamped/";

    /// Beside these, files of a bag that are no payload.
    private static final String BAG_FILES =
            "bagit\\.txt|bag-info\\.txt|(tag)?manifest-[a-z0-9]+\\.txt";

    /// What is told of the items in the words of others' standards. Nothing is believed of it: what
    /// it says is proved by entries and openings, or not at all.
    private static final Set<String> DESCRIPTIONS = Set.of("premis.xml", "ro-crate-metadata.json");

    private final PackageFiles files;
    private final Trust trust;
    private final Report report;
    private final Set<String> accounted = new HashSet<>();
    private final Map<UUID, String> plain = new HashMap<>();
    private final Set<UUID> withheld = new HashSet<>();
    private final List<Vouched> vouched = new ArrayList<>();

    PackageCheck(PackageFiles files, Trust trust, Report report) {
        this.files = files;
        this.trust = trust;
        this.report = report;
    }

    void run() throws IOException {
        Optional<byte[]> head = bytes(HEAD);
        Optional<byte[]> list = bytes(LIST);
        if (head.isEmpty() || list.isEmpty()) {
            return;
        }
        boolean witnessed = files.has(ATTESTED + "checkpoint");
        // The newest head is signed by the log alone as a rule; witnesses are asked some time
        // after.
        Trust ofHead = witnessed ? trust.withoutWitnesses() : trust;
        Optional<Checkpoint> believed = ofHead.believe(HEAD, head.get(), report);
        if (believed.isEmpty() || !remembered(believed.get())) {
            return; // nothing here is worth more than its head
        }
        if (witnessed) {
            byte[] note = bytes(ATTESTED + "checkpoint").orElse(new byte[0]);
            Optional<Checkpoint> attested = trust.believe(ATTESTED + "checkpoint", note, report);
            if (attested.isEmpty()) {
                return;
            }
            vouched.add(new Vouched(ATTESTED, attested.get(), note, "that others signed too"));
        }
        stamped();
        report.prove(
                "a log of %,d entries, root %s, was signed by its keys"
                        .formatted(believed.get().size(), believed.get().root().base64()),
                believed.get().origin());
        Heads heads = new Heads(believed.get(), head.get(), vouched, trust.witnesses());
        try {
            Fields listed = Fields.parse(list.get());
            if (!listed.is("format", FORMAT)) {
                throw new IllegalArgumentException("another format than " + FORMAT);
            }
            List<Fields> items = listed.objects("items");
            if (items.isEmpty()) {
                report.find(CustodyCode.NOTHING_PROVED.at(LIST, "no item", "one at least"));
            }
            for (ObjectCheck item : each(items, heads, ObjectCheck::item)) {
                UUID id = item.listed().id("item");
                item.plain().ifPresent(path -> plain.put(id, path));
                if (item.isWithheld()) {
                    withheld.add(id);
                }
            }
            each(listed.objects("accessions"), heads, ObjectCheck::accession);
            if (files.has(DossierCheck.LIST)) {
                dossier(listed, heads);
            }
        } catch (IllegalArgumentException e) {
            report.find(CustodyCode.LIST_UNKNOWN.at(LIST, e.getMessage(), FORMAT));
            return;
        }
        strays();
    }

    /// Checks as many at a time as there are processors; what was found is told in the order of the
    /// list, up to the first that is malformed.
    private List<ObjectCheck> each(List<Fields> listed, Heads heads, ObjectCheck.Way way)
            throws IOException {
        List<ObjectCheck> checks =
                listed.stream().map(one -> new ObjectCheck(files, heads, one)).toList();
        try {
            checks.parallelStream().forEach(check -> check.run(way));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (ObjectCheck check : checks) {
            report.addAll(check.report());
            accounted.addAll(check.accounted());
            check.checked();
        }
        return checks;
    }

    /// A dossier rests on claims, which have entries of their own, and has some itself.
    private void dossier(Fields listed, Heads heads) throws IOException {
        Map<UUID, Map<Long, Leaf>> claims = new HashMap<>();
        for (ObjectCheck claim : each(listed.objects("claims"), heads, ObjectCheck::claim)) {
            Map<Long, Leaf> entries = new HashMap<>();
            claim.steps().forEach(step -> entries.put(step.position(), step.leaf()));
            claims.put(claim.listed().id("claim"), entries);
        }
        Map<UUID, List<Leaf>> dossiers = new HashMap<>();
        Map<UUID, String> openings = new HashMap<>();
        for (ObjectCheck one : each(listed.objects("dossiers"), heads, ObjectCheck::dossier)) {
            UUID id = one.listed().id("dossier");
            dossiers.put(id, one.steps().stream().map(Step::leaf).toList());
            openings.put(id, one.listed().text("opening"));
        }
        accounted.addAll(
                new DossierCheck(
                                files,
                                report,
                                new DossierCheck.Proved(
                                        claims, dossiers, plain, withheld, openings))
                        .run());
    }

    /// The head against those that the checker remembers. A package holds no path from one head to
    /// another, so only heads of one size can be compared; of others that is told, not passed over.
    private boolean remembered(Checkpoint head) {
        boolean sound = true;
        for (Remembered one : trust.remembered()) {
            Checkpoint before = one.checkpoint();
            if (!before.origin().equals(head.origin()) || before.size() != head.size()) {
                report.find(
                        CustodyCode.HEAD_UNCOMPARED.at(
                                one.where(),
                                "%s, %,d entries".formatted(before.origin(), before.size()),
                                "%s, %,d entries".formatted(head.origin(), head.size())));
            } else if (!before.root().equals(head.root())) {
                report.find(
                        LedgerCode.CHECKPOINT_FORKED.at(
                                one.where(), head.root().base64(), before.root().base64()));
                sound = false;
            } else {
                report.prove("its head is the one remembered in " + one.where(), HEAD);
            }
        }
        return sound;
    }

    /// Timestamps, and the head that they are about.
    private void stamped() throws IOException {
        Path folder = files.root().resolve(STAMPED);
        if (!Files.isDirectory(folder)) {
            return;
        }
        TimestampCheck.files(new LogFolder(folder)).forEach(file -> accounted.add(STAMPED + file));
        List<String> heads = TimestampCheck.heads(new LogFolder(folder));
        for (TimestampCheck.Stamped stamp :
                TimestampCheck.run(new LogFolder(folder), trust.roots(), report::find)) {
            trust.withoutWitnesses()
                    .believe(STAMPED + heads.getLast(), stamp.head(), report)
                    .ifPresent(
                            head ->
                                    vouched.add(
                                            new Vouched(
                                                    STAMPED,
                                                    head,
                                                    stamp.head(),
                                                    "that %s stamped at %s"
                                                            .formatted(
                                                                    stamp.authority(),
                                                                    stamp.time()))));
        }
    }

    private void strays() throws IOException {
        boolean bag = files.has("bagit.txt");
        try (Stream<Path> all = Files.walk(files.root())) {
            for (Path file : (Iterable<Path>) all.sorted()::iterator) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                String name = files.root().relativize(file).toString();
                boolean known =
                        accounted.contains(name)
                                || name.matches("READ-ME\\.(en|ko)\\.txt")
                                || DESCRIPTIONS.contains(name)
                                || bag && name.matches(BAG_FILES);
                if (!known) {
                    report.find(CustodyCode.FILE_STRAY.at(name, "a file", "none by this name"));
                }
            }
        }
    }

    private Optional<byte[]> bytes(String path) throws IOException {
        accounted.add(path);
        Optional<Path> file = files.find(path);
        if (file.isEmpty()) {
            report.find(CustodyCode.FILE_MISSING.at(path, "nothing", "a file"));
            return Optional.empty();
        }
        return Optional.of(Files.readAllBytes(file.get()));
    }
}
