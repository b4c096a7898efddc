package org.haetae.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Fixity;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Tampered;
import org.haetae.archive.Use;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.IntegrityException;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.LogFolder;
import org.haetae.ledger.Recorded;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.TlogProof;
import org.haetae.packing.BagWriter;
import org.haetae.packing.Parcel;
import org.haetae.packing.SafeNames;
import org.haetae.verify.CustodyCode;
import tools.jackson.databind.json.JsonMapper;

/// Exports with their proofs, and why an item may be believed.
///
/// Whoever asks for an export is entered in the ledger first; the head that proves the item also
/// proves that it left. What is exported and to whom is in the hands of the caller: a route or a
/// command that has checked the permission.
public final class Custody {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TAKE = 1_000;

    /// Acts that say what became of an item, rather than who looked at it.
    private static final Set<Act> STEPS =
            Set.of(
                    Act.RECEIVED,
                    Act.RECEIVED_AGAIN,
                    Act.LINKED,
                    Act.READ,
                    Act.EXPORTED,
                    Act.DISCLOSED,
                    Act.VERIFIED,
                    Act.RESTORED,
                    Act.REPAIRED,
                    Act.HELD,
                    Act.RELEASED,
                    Act.ERASED);

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Clock clock;

    private final Formats formats;
    private final Optional<Receivers> receivers;
    private final List<Receiver> to;
    private final Optional<Use> use;

    /// What the reading of items found them to be; readings are made in a later room.
    @FunctionalInterface
    public interface Formats {
        /// Media types of those of the items that were read.
        Map<ItemId, String> of(Clearance by, Collection<ItemId> items);
    }

    public Custody(
            Database database, Ledger ledger, Archive archive, Formats formats, Clock clock) {
        this(
                database,
                ledger,
                archive,
                formats,
                clock,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private Custody(
            Database database,
            Ledger ledger,
            Archive archive,
            Formats formats,
            Clock clock,
            Optional<Receivers> receivers,
            List<Receiver> to,
            Optional<Use> use) {
        this.use = use;
        this.receivers = receivers;
        this.to = List.copyOf(to);
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.formats = formats;
        this.clock = clock;
    }

    /// The same, entering of each export to whom it goes. That it is sealed to them is in the hands
    /// of the caller: see [Receivers#sealing].
    public Custody to(Receivers receivers, List<Receiver> to) {
        return new Custody(
                database, ledger, archive, formats, clock, Optional.of(receivers), to, use);
    }

    /// The same for a use. Material that is tied to a consent leaves for a use that was named and
    /// that the consent allows, and not else; a receipt goes to whoever gave it.
    public Custody in(Use use) {
        return new Custody(
                database, ledger, archive, formats, clock, receivers, to, Optional.of(use));
    }

    // ---- exports

    /// Exports one item sealed, with everything that proves it.
    ///
    /// @param withKey whether the key goes with it, so that whoever has the kit reads the item
    /// @throws java.util.NoSuchElementException when there is no such item for this actor
    public void kit(Clearance by, ItemId id, boolean withKey, Parcel parcel) throws IOException {
        need(by, Permission.EXPORT);
        if (withKey) {
            need(by, Permission.DOWNLOAD_ORIGINAL);
        }
        Item item = archive.item(by, id).orElseThrow();
        archive.uses().require(by, use, List.of(id));
        record(by, withKey ? Exported.KIT_WITH_KEY : Exported.KIT, List.of(id.value()));
        Proofs proofs = new Proofs(ledger, parcel::file);
        Map<String, String> more = new LinkedHashMap<>();
        more.put("sealed", id + ".age");
        try (OutputStream out = parcel.file(id + ".age");
                InputStream sealed = archive.sealed(by, id)) {
            sealed.transferTo(out);
        }
        if (withKey) {
            Archive.Opening opening = archive.opening(by, id);
            more.put("key", id + ".agekey");
            write(parcel, id + ".agekey", opening.identity() + "\n");
            more.put("opening", opening(proofs(parcel), item, opening));
        }
        proofs.item(id.value(), more);
        proofs.finish();
        try (OutputStream out = parcel.file("premis.xml")) {
            premis(proofs.checkpoint())
                    .write(out, Optional.empty(), Premis.of(described(by, List.of(item), withKey)));
        }
        for (String language : List.of("en", "ko")) {
            write(
                    parcel,
                    "READ-ME." + language + ".txt",
                    instructions(withKey ? "kit-with-key" : "kit", language, proofs.checkpoint())
                            .replace("{item}", id.toString())
                            .replace("{sealed}", item.sealedSha256())
                            .replace("{sha256}", withKey ? item.sha256() : "")
                            .replace("{position}", Long.toString(item.position())));
        }
    }

    private static Proofs.Files proofs(Parcel parcel) {
        return parcel::file;
    }

    /// Exports items in the clear, in a BagIt bag, with what proves each.
    public void bag(Clearance by, Collection<ItemId> ids, Parcel parcel) throws IOException {
        need(by, Permission.EXPORT);
        need(by, Permission.DOWNLOAD_ORIGINAL);
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no item for the bag; expected one at least");
        }
        List<Item> items = List.copyOf(items(by, ids).values());
        archive.uses().require(by, use, ids);
        record(by, Exported.BAG, items.stream().map(item -> item.id().value()).toList());
        BagWriter bag = new BagWriter(parcel);
        Proofs proofs = new Proofs(ledger, bag::tag);
        SafeNames names = new SafeNames();
        Crate crate = new Crate();
        Map<ItemId, String> types = formats.of(by, items.stream().map(Item::id).toList());
        Map<ItemId, Archive.Opening> openings = archive.openings(by, ids);
        Map<UUID, Map<String, ?>> proven = new LinkedHashMap<>();
        for (Item item : items) {
            String path = names.of(item.path(), item.id().toString());
            try (OutputStream out = bag.payload(path);
                    InputStream plain = archive.read(by, item.id())) {
                plain.transferTo(out);
            }
            String opening = opening(bag::tag, item, openings.get(item.id()));
            proven.put(item.id().value(), Map.of("plain", "data/" + path, "opening", opening));
            crate.add(
                    new Crate.Described(
                            item, "data/" + path, Optional.ofNullable(types.get(item.id()))));
        }
        proofs.items(proven);
        proofs.finish();
        try (OutputStream out = bag.tag("premis.xml")) {
            premis(proofs.checkpoint())
                    .write(out, Optional.empty(), Premis.of(described(by, items, true)));
        }
        try (OutputStream out = bag.tag(GivenCrate.NAME)) {
            crate.write(out, proofs.checkpoint(), clock.instant());
        }
        for (String language : List.of("en", "ko")) {
            try (OutputStream out = bag.tag("READ-ME." + language + ".txt")) {
                out.write(instructions("bag", language, proofs.checkpoint()).getBytes(UTF_8));
            }
        }
        finish(bag, proofs);
    }

    /// Items in the order in which they are asked for, each once.
    ///
    /// @throws java.util.NoSuchElementException when one is not there for this actor
    private Map<ItemId, Item> items(Clearance by, Collection<ItemId> ids) {
        Map<ItemId, Item> found = new HashMap<>();
        archive.items(by, ids).forEach(item -> found.put(item.id(), item));
        Map<ItemId, Item> items = new LinkedHashMap<>();
        for (ItemId id : ids) {
            items.put(id, Optional.ofNullable(found.get(id)).orElseThrow());
        }
        return items;
    }

    /// What a dossier takes along.
    ///
    /// @param dossier its own id, by which the log knows it
    /// @param plain items whose bytes are in it as received, each with its path below the payload
    /// @param redacted items of which only a rendition is in it
    /// @param claims that it rests on
    /// @param salt of the commitment to its list, 32 random bytes; it goes with the dossier
    public record Packed(
            UUID dossier,
            Map<ItemId, String> plain,
            Set<ItemId> redacted,
            Collection<UUID> claims,
            byte[] salt) {

        @Override
        public String toString() {
            return "Packed[" + dossier + "]";
        }
    }

    /// What is told of the exhibits of a dossier; written in a later room.
    public interface Telling {
        /// Writes it into the payload, while the exhibits are written.
        void write(BagWriter bag) throws IOException;

        /// Lists the payload, once all else of it is written.
        Told list(BagWriter bag);
    }

    /// The code of the entry of a dossier that left whole.
    public static final int DOSSIER_WHOLE = Exported.DOSSIER_WHOLE.code();

    /// What is told of the exhibits, once it is written.
    ///
    /// @param list of the dossier, which names every file of the payload
    /// @param record of what is kept of the dossier, to which its entry commits
    /// @param keeping done in the transaction of that entry
    public record Told(byte[] list, Digest record, Keeping keeping) {}

    /// Keeps that a dossier left.
    @FunctionalInterface
    public interface Keeping {
        /// @param position of its entry
        void keep(Transaction transaction, long position);
    }

    /// Exports a dossier: exhibits and what is told of them in a BagIt bag, with what proves each
    /// item and each claim. That it was begun is entered before its first byte leaves; once it is
    /// whole, a second entry commits to its list, so that the head proves every file that the list
    /// names.
    ///
    /// @throws org.haetae.archive.UseRefused when a consent does not let something of it out
    public void dossier(Clearance by, Packed packed, Telling telling, Parcel parcel)
            throws IOException {
        need(by, Permission.EXPORT);
        need(by, Permission.DOWNLOAD_ORIGINAL);
        Map<ItemId, Item> items = items(by, packed.plain().keySet());
        List<Item> shown = List.copyOf(items(by, packed.redacted()).values());
        archive.uses().require(by, use, packed.plain().keySet());
        archive.uses().require(by, use.map(Custody::withoutName), packed.redacted());
        record(
                by,
                Exported.DOSSIER,
                Stream.concat(items.values().stream(), shown.stream())
                        .map(item -> item.id().value())
                        .toList(),
                Optional.of(packed.dossier()));
        BagWriter bag = BagWriter.quick(parcel);
        List<Premis.Described> described =
                Stream.concat(
                                described(by, List.copyOf(items.values()), true).stream(),
                                described(by, shown, false).stream())
                        .toList();
        if (parcel.takesSeveralAtOnce()) {
            beside(
                    () -> exhibits(by, packed.plain(), bag),
                    () -> {
                        premis(described, bag);
                        telling.write(bag);
                    });
        } else {
            exhibits(by, packed.plain(), bag);
            premis(described, bag);
            telling.write(bag);
        }
        Told told = telling.list(bag);
        byte[] list = told.list();
        try (OutputStream out = bag.payload("dossier.json")) {
            out.write(list);
        }
        Digest sha256 = Digest.sha256(list);
        Entry entry =
                Entry.of(
                                Act.EXPORTED,
                                Exported.DOSSIER_WHOLE.code(),
                                clock.instant(),
                                by.actor(),
                                packed.dossier())
                        .committing(
                                Commitment.content(packed.salt(), sha256, list.length),
                                told.record(),
                                Digest.ABSENT);
        database.run(
                by,
                transaction -> told.keeping().keep(transaction, ledger.append(transaction, entry)));
        Proofs proofs = new Proofs(ledger, bag::tag);
        Map<ItemId, Archive.Opening> openings = archive.openings(by, items.keySet());
        Map<UUID, Map<String, ?>> proven = new LinkedHashMap<>();
        for (Item item : items.values()) {
            String path = "data/" + packed.plain().get(item.id());
            String opening = opening(bag::tag, item, openings.get(item.id()));
            proven.put(item.id().value(), Map.of("plain", path, "opening", opening));
        }
        packed.redacted().forEach(item -> proven.put(item.value(), Map.of("redacted", true)));
        proofs.items(proven);
        proofs.claims(packed.claims());
        proofs.dossier(packed.dossier(), opening(bag, packed, sha256, list.length));
        proofs.finish();
        for (String language : List.of("en", "ko")) {
            try (OutputStream out = bag.tag("READ-ME." + language + ".txt")) {
                out.write(instructions("dossier", language, proofs.checkpoint()).getBytes(UTF_8));
            }
        }
        finish(bag, proofs);
    }

    private void exhibits(Clearance by, Map<ItemId, String> plain, BagWriter bag)
            throws IOException {
        for (Map.Entry<ItemId, String> exhibit : plain.entrySet()) {
            try (OutputStream out = bag.payload(exhibit.getValue());
                    InputStream in = archive.read(by, exhibit.getKey())) {
                in.transferTo(out);
            }
        }
    }

    private void premis(List<Premis.Described> described, BagWriter bag) throws IOException {
        try (OutputStream out = bag.payload("premis.xml")) {
            premis(ledger.publishWhole()).write(out, Optional.empty(), Premis.of(described));
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /// Does both at the same time, and ends when both have ended, however they did.
    private static void beside(Writing one, Writing other) throws IOException {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> first =
                    thread.submit(
                            () -> {
                                one.run();
                                return null;
                            });
            other.run();
            first.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while exhibits were written");
        }
    }

    /// What does not show who people are leaves also where a name may not.
    private static Use withoutName(Use use) {
        return new Use(use.purpose(), use.to(), false);
    }

    private static String opening(BagWriter bag, Packed packed, Digest sha256, long bytes)
            throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("dossier", packed.dossier().toString());
        facts.put("salt", HexFormat.of().formatHex(packed.salt()));
        facts.put("sha256", sha256.toString());
        facts.put("bytes", bytes);
        String path = "custody/openings/" + packed.dossier() + ".json";
        try (OutputStream out = bag.tag(path)) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts));
        }
        return path;
    }

    private void finish(BagWriter bag, Proofs proofs) throws IOException {
        Map<String, String> info = new LinkedHashMap<>();
        info.put("Bagging-Date", clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString());
        info.put("Bag-Software-Agent", "Haetae");
        info.put("External-Identifier", proofs.checkpoint().origin());
        bag.finish(info);
    }

    /// Packs web archives as they were received into one WACZ, for others' viewers.
    ///
    /// @throws IllegalArgumentException when one of them is no WARC file, or cannot be indexed
    public void wacz(Clearance by, Collection<ItemId> ids, OutputStream out) throws IOException {
        need(by, Permission.EXPORT);
        need(by, Permission.DOWNLOAD_ORIGINAL);
        Map<ItemId, String> types = formats.of(by, ids);
        List<Wacz.Warc> warcs = new ArrayList<>();
        for (ItemId id : ids) {
            Item item = archive.item(by, id).orElseThrow();
            String type = types.getOrDefault(id, "");
            if (!type.equals("application/warc") && !type.equals("application/warc+gz")) {
                throw new IllegalArgumentException(
                        "item %s was read as \"%s\"; a WACZ is packed from WARC files, and a capture goes with the file that it lies in"
                                .formatted(id, type));
            }
            warcs.add(warc(by, item, id + (type.endsWith("+gz") ? ".warc.gz" : ".warc")));
        }
        archive.uses().require(by, use, ids);
        Wacz wacz = Wacz.of(warcs);
        record(by, Exported.WACZ, ids.stream().map(ItemId::value).toList());
        wacz.write(
                out,
                "Web archives of the evidence log " + ledger.publishWhole().origin(),
                clock.instant());
    }

    private Wacz.Warc warc(Clearance by, Item item, String name) {
        return new Wacz.Warc() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long bytes() {
                return item.bytes();
            }

            @Override
            public InputStream open() throws IOException {
                return archive.read(by, item.id());
            }
        };
    }

    /// What became of an item, in the words of PREMIS 3 (`premis.xml`).
    ///
    /// @throws java.util.NoSuchElementException when there is no such item for this actor
    public void premis(Clearance by, ItemId id, OutputStream out) throws IOException {
        need(by, Permission.EXPORT);
        Item item = archive.item(by, id).orElseThrow();
        archive.uses().require(by, use, List.of(id));
        record(by, Exported.PREMIS, List.of(id.value()));
        premis(ledger.publishWhole())
                .write(out, Optional.empty(), Premis.of(described(by, List.of(item), true)));
    }

    /// The same of everything that was received with an accession, parts included.
    public void premis(Clearance by, AccessionId id, OutputStream out) throws IOException {
        need(by, Permission.EXPORT);
        archive.accession(by, id).orElseThrow();
        archive.uses().require(by, use, itemsOf(by, id));
        record(by, Exported.PREMIS, List.of(id.value()));
        premis(ledger.publishWhole())
                .write(
                        out,
                        Optional.of(id),
                        taker -> {
                            long after = -1;
                            while (true) {
                                List<Item> some = archive.items(by, id, after, TAKE);
                                if (some.isEmpty()) {
                                    return;
                                }
                                for (Premis.Described one : described(by, some, true)) {
                                    taker.take(one);
                                }
                                after = some.getLast().position();
                            }
                        });
    }

    /// Parts included: what is tied to a consent may be one part alone.
    private List<ItemId> itemsOf(Clearance by, AccessionId accession) {
        List<ItemId> items = new ArrayList<>();
        long after = -1;
        while (true) {
            List<Item> some = archive.items(by, accession, after, TAKE);
            if (some.isEmpty()) {
                return items;
            }
            some.forEach(item -> items.add(item.id()));
            after = some.getLast().position();
        }
    }

    private Premis premis(Checkpoint head) {
        return new Premis(ledger, head.origin(), head.size());
    }

    private List<Premis.Described> described(Clearance by, List<Item> items, boolean plain) {
        Map<ItemId, String> types =
                plain ? formats.of(by, items.stream().map(Item::id).toList()) : Map.of();
        return items.stream()
                .map(
                        item ->
                                new Premis.Described(
                                        item, Optional.ofNullable(types.get(item.id())), plain))
                .toList();
    }

    /// Every item of an accession, parts found inside others left out: they are in these.
    public List<ItemId> whole(Clearance by, AccessionId accession) {
        Set<ItemId> items = new java.util.LinkedHashSet<>();
        long after = -1;
        while (true) {
            var some = archive.receptions(by, accession, true, after, TAKE);
            if (some.isEmpty()) {
                return List.copyOf(items);
            }
            some.forEach(one -> items.add(one.item()));
            after = some.getLast().position();
        }
    }

    private String opening(Proofs.Files files, Item item, Archive.Opening opening)
            throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("item", item.id().toString());
        facts.put("salt", HexFormat.of().formatHex(opening.salt()));
        facts.put("sha256", item.sha256());
        facts.put("bytes", item.bytes());
        facts.put("description", new String(opening.description(), UTF_8));
        String path = "custody/openings/" + item.id() + ".json";
        try (OutputStream out = files.file(path)) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts));
        }
        return path;
    }

    /// What was handed over in one accession, signed by the home: for whoever gave it.
    public void receipt(Clearance by, AccessionId id, Parcel parcel) throws IOException {
        Accession accession = archive.accession(by, id).orElseThrow();
        record(by, Exported.RECEIPT, List.of(id.value()));
        MessageDigest digest = Digest.newSha256();
        long files = 0;
        long bytes = 0;
        try (OutputStream out = parcel.file("manifest-sha256.txt")) {
            long after = -1;
            while (true) {
                var some = archive.receptions(by, id, true, after, TAKE);
                if (some.isEmpty()) {
                    break;
                }
                for (Archive.Reception one : some) {
                    byte[] line = line(one.sha256(), one.path()).getBytes(UTF_8);
                    digest.update(line);
                    out.write(line);
                    files++;
                    bytes += one.bytes();
                }
                after = some.getLast().position();
            }
        }
        SignedNote note =
                ledger.state(
                        List.of(
                                "haetae receipt v1",
                                "accession " + id,
                                "opened " + accession.openedAt(),
                                "made " + clock.instant(),
                                "files " + files,
                                "bytes " + bytes,
                                "not-received " + archive.missing(by, id).size(),
                                "manifest " + HexFormat.of().formatHex(digest.digest())));
        try (OutputStream out = parcel.file("receipt.note")) {
            out.write(note.encode());
        }
        Checkpoint head = ledger.publishWhole();
        for (String language : List.of("en", "ko")) {
            write(parcel, "READ-ME." + language + ".txt", instructions("receipt", language, head));
        }
    }

    /// As `sha256sum` writes and reads it.
    private static String line(String sha256, String path) {
        boolean escaped = path.contains("\\") || path.contains("\n") || path.contains("\r");
        String name = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped ? "\\" : "") + sha256 + "  " + name + "\n";
    }

    private void record(Clearance by, Exported what, List<UUID> objects) {
        record(by, what, objects, Optional.empty());
    }

    /// @param first entered before them: it has no secret, so that it says nothing of receivers
    private void record(Clearance by, Exported what, List<UUID> objects, Optional<UUID> first) {
        Instant now = clock.instant();
        List<Entry> entries = new ArrayList<>();
        first.ifPresent(
                id -> entries.add(Entry.of(Act.EXPORTED, what.code(), now, by.actor(), id)));
        for (UUID id : objects) {
            entries.add(Entry.of(Act.EXPORTED, what.code(), now, by.actor(), id));
            for (Receiver one : to) {
                entries.add(receivers.orElseThrow().entry(by, id, what, one));
            }
        }
        database.run(by, transaction -> ledger.append(transaction, entries));
    }

    private static void need(Clearance by, Permission permission) {
        if (!by.may(permission)) {
            throw new IllegalArgumentException(
                    "actor %s may not %s".formatted(by.actor(), permission));
        }
    }

    private static void write(Parcel parcel, String path, String text) throws IOException {
        try (OutputStream out = parcel.file(path)) {
            out.write(text.getBytes(UTF_8));
        }
    }

    private static String instructions(String kind, String language, Checkpoint head)
            throws IOException {
        String name = kind + "_" + language + ".txt";
        try (InputStream in = Custody.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8)
                    .replace("{origin}", head.origin())
                    .replace("{size}", Long.toString(head.size()))
                    .replace("{root}", head.root().base64());
        }
    }

    // ---- why believe this

    /// One step of an item's custody.
    ///
    /// @param code as the act has it: an outcome, what kind of export
    public record Step(long position, Instant time, Act act, int code) {}

    /// Why an item may be believed, as far as it can be told on a page.
    ///
    /// @param head newest signed head of the log; the item's last steps may be younger
    /// @param witnessed how many from outside signed a head that has this item, the most of any
    /// @param proven when it was last proven, by whoever asked for it or in a run over many; empty
    ///   when it never was, or when the last time it did not hold
    /// @param failed when a proof did not hold that nothing since, as deep as it, found right
    /// @param steps what became of it, oldest first, without those who only looked
    public record Belief(
            Item item,
            Accession accession,
            Optional<Checkpoint> head,
            int witnessed,
            Optional<Instant> proven,
            Optional<Instant> failed,
            List<Step> steps) {}

    /// What speaks for an item, from the ledger; to prove it now is [#prove].
    public Optional<Belief> why(Clearance by, ItemId id) {
        Optional<Item> found = archive.item(by, id);
        Optional<Accession> accession =
                found.flatMap(item -> archive.accession(by, item.accession()));
        if (accession.isEmpty()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Optional<Entry> verified = Optional.empty();
        for (Recorded recorded : ledger.history(id.value())) {
            Entry entry = recorded.entry();
            if (STEPS.contains(entry.act())) {
                steps.add(new Step(recorded.position(), entry.time(), entry.act(), entry.code()));
            }
            if (entry.act() == Act.VERIFIED) {
                verified = Optional.of(entry);
            }
        }
        LogFolder log = ledger.files();
        Optional<SignedNote> head = log.checkpoint().map(SignedNote::parse);
        Optional<Instant> failed = archive.fixity().failure(by, id).map(Fixity.Failure::at);
        if (ledger.isRefused()) {
            // Nothing is entered any more, and so not that it is proven no longer.
            failed = Optional.of(clock.instant());
        }
        Optional<Instant> asked = verified.filter(entry -> entry.code() == 0).map(Entry::time);
        Optional<Instant> read = archive.fixity().lastRead(found.get().position());
        Optional<Instant> proven =
                Stream.of(asked, read).flatMap(Optional::stream).max(Comparator.naturalOrder());
        return Optional.of(
                new Belief(
                        found.get(),
                        accession.get(),
                        head.map(note -> Checkpoint.parse(note.text())),
                        head.map(Custody::witnesses).orElse(0),
                        failed.isPresent() ? Optional.empty() : proven,
                        failed,
                        List.copyOf(steps)));
    }

    private static int witnesses(SignedNote note) {
        String origin = note.text().lines().findFirst().orElse("");
        return (int)
                note.signatures().stream()
                        .map(SignedNote.Line::name)
                        .filter(name -> !name.equals(origin))
                        .distinct()
                        .count();
    }

    /// Proves one item now: its entry in the signed log, its sealed bytes, its plain bytes. Enters
    /// in the ledger that it was done, and whether it held.
    ///
    /// @return what did not fit; empty when all did
    /// @throws IntegrityException when the ledger refuses to be added to; [#why] tells it too
    public List<Finding> prove(Clearance by, ItemId id) {
        Item item = archive.item(by, id).orElseThrow();
        List<Finding> findings = new ArrayList<>();
        try {
            Optional<Entry> received = received(item, findings);
            if (received.isPresent()) {
                bytes(by, item, received.get(), findings);
            }
        } catch (IntegrityException e) {
            findings.add(e.finding());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            findings.add(
                    CustodyCode.PROOF_MALFORMED.at(
                            item.id(), "a log that cannot be read", "the item's proof"));
        }
        Entry verified =
                Entry.of(
                        Act.VERIFIED,
                        findings.isEmpty() ? 0 : 1,
                        clock.instant(),
                        by.actor(),
                        id.value());
        database.run(by, transaction -> ledger.append(transaction, verified));
        return List.copyOf(findings);
    }

    /// The item's first entry, when the signed log has it at its place.
    private Optional<Entry> received(Item item, List<Finding> findings) {
        ledger.publishWhole();
        LogFolder log = ledger.files();
        byte[] head = log.checkpoint().orElseThrow();
        SignedNote note = SignedNote.parse(head);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!note.verify(ledger.verifierKeys()).signed().containsAll(ledger.verifierKeys())) {
            findings.add(
                    org.haetae.ledger.LedgerCode.SIGNATURE_MISSING.at(
                            "checkpoint", "not signed by each key", "signed by each"));
            return Optional.empty();
        }
        byte[] leaf = log.entry(item.position(), checkpoint.size());
        if (!TlogProof.of(log, item.position(), head).proves(leaf, checkpoint)) {
            findings.add(
                    CustodyCode.PROOF_WRONG.at(
                            item.id(), "no way to the signed root", "entry " + item.position()));
            return Optional.empty();
        }
        Entry entry = org.haetae.ledger.Leaf.decode(leaf).entry();
        if (!entry.object().equals(item.id().value()) || entry.act() != Act.RECEIVED) {
            findings.add(
                    CustodyCode.ENTRY_FOREIGN.at(
                            item.id(), "another's entry at " + item.position(), "its reception"));
            return Optional.empty();
        }
        return Optional.of(entry);
    }

    private void bytes(Clearance by, Item item, Entry received, List<Finding> findings) {
        Measured sealed;
        try (InputStream in = archive.sealed(by, item.id())) {
            sealed = Measured.of(in);
        } catch (IOException e) {
            findings.add(
                    CustodyCode.FILE_MISSING.at(
                            item.id(), "no sealed file that can be read", received.sealed()));
            return;
        }
        if (!sealed.sha256().equals(received.sealed())) {
            findings.add(
                    CustodyCode.SEALED_ALTERED.at(item.id(), sealed.sha256(), received.sealed()));
            return;
        }
        try (InputStream in = archive.read(by, item.id())) {
            Measured plain = Measured.of(in);
            byte[] salt = archive.opening(by, item.id()).salt();
            if (!Commitment.content(salt, plain.sha256(), plain.size())
                    .equals(received.content())) {
                findings.add(
                        CustodyCode.PLAIN_ALTERED.at(
                                item.id(), "other bytes", "those committed to"));
            }
        } catch (IOException | Tampered e) {
            findings.add(
                    CustodyCode.PLAIN_ALTERED.at(
                            item.id(), "bytes that do not open", "those committed to"));
        }
    }

    private record Measured(Digest sha256, long size) {
        static Measured of(InputStream in) throws IOException {
            MessageDigest digest = Digest.newSha256();
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
            return new Measured(new Digest(digest.digest()), size);
        }
    }
}
