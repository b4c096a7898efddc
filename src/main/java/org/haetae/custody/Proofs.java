package org.haetae.custody;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.LogFolder;
import org.haetae.ledger.Recorded;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.TimestampCheck;
import org.haetae.ledger.TlogProof;
import tools.jackson.databind.json.JsonMapper;

/// The folder `custody/` of a package, while it is written (docs/formats/custody.md).
final class Proofs {

    private static final String FORMAT = "haetae custody v1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Objects whose histories are held in memory together.
    private static final int AT_ONCE = 500;

    /// Begins a file of the package.
    @FunctionalInterface
    interface Files {
        OutputStream file(String path) throws IOException;
    }

    private final Ledger ledger;
    private final LogFolder log;
    private final Files files;
    private final byte[] head;
    private final Checkpoint checkpoint;
    private final Optional<Older> attested;
    private final Optional<Older> stamped;
    private final Set<Long> written = new HashSet<>();
    private final List<Map<String, Object>> items = new ArrayList<>();
    private final List<Map<String, Object>> accessions = new ArrayList<>();
    private final List<Map<String, Object>> claims = new ArrayList<>();
    private final List<Map<String, Object>> dossiers = new ArrayList<>();

    /// A head that others vouch for, as it lies in the log.
    private record Older(byte[] note, long size) {
        static Older of(byte[] note) {
            return new Older(note, Proofs.checkpoint(note).size());
        }
    }

    /// Publishes the ledger, so that what led to this export is in the head that proves it.
    Proofs(Ledger ledger, Files files) throws IOException {
        this.ledger = ledger;
        this.files = files;
        ledger.publishWhole();
        this.log = ledger.files();
        this.head = log.checkpoint().orElseThrow();
        this.checkpoint = checkpoint(head);
        this.attested = attested().map(Older::of);
        write("custody/checkpoint", head);
        if (attested.isPresent()) {
            write("custody/attested/checkpoint", attested.get().note());
        }
        this.stamped = stamped().map(Older::of);
    }

    /// Takes along the newest head that an authority stamped, with its stamps as they lie in the
    /// log.
    private Optional<byte[]> stamped() throws IOException {
        List<String> heads = TimestampCheck.heads(log);
        if (heads.isEmpty()) {
            return Optional.empty();
        }
        String place = heads.getLast().replaceFirst("checkpoint$", "");
        Optional<byte[]> note = Optional.empty();
        try (Stream<Path> beside = java.nio.file.Files.list(log.path().resolve(place))) {
            for (Path file : (Iterable<Path>) beside.sorted()::iterator) {
                String name = file.getFileName().toString();
                byte[] bytes = java.nio.file.Files.readAllBytes(file);
                if (!name.endsWith(".new")) {
                    write("custody/stamped/" + place + name, bytes);
                }
                if (name.equals("checkpoint")) {
                    note = Optional.of(bytes);
                }
            }
        }
        return note;
    }

    private static Checkpoint checkpoint(byte[] note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /// The newest head that somebody outside signed too.
    private Optional<byte[]> attested() {
        return log.checkpoints().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .map(Map.Entry::getValue)
                .filter(
                        note ->
                                SignedNote.parse(note).signatures().stream()
                                        .anyMatch(line -> !line.name().equals(checkpoint.origin())))
                .findFirst();
    }

    private void write(String path, byte[] bytes) throws IOException {
        try (OutputStream out = files.file(path)) {
            out.write(bytes);
        }
    }

    /// Proves an item, and tells what else the package has of it.
    ///
    /// @param more keys of the list: where the bytes lie, what opens them
    void item(UUID item, Map<String, ?> more) throws IOException {
        items(Map.of(item, more));
    }

    /// The same of many, in their order.
    void items(Map<UUID, ? extends Map<String, ?>> some) throws IOException {
        objects("item", some, items);
    }

    void accession(UUID accession) throws IOException {
        objects("accession", Map.of(accession, Map.of()), accessions);
    }

    void claims(Collection<UUID> some) throws IOException {
        Map<UUID, Map<String, ?>> nothingMore = new LinkedHashMap<>();
        some.forEach(claim -> nothingMore.put(claim, Map.of()));
        objects("claim", nothingMore, claims);
    }

    /// @param opening where lies what opens the commitment of its last entry
    void dossier(UUID dossier, String opening) throws IOException {
        objects("dossier", Map.of(dossier, Map.of("opening", opening)), dossiers);
    }

    private void objects(
            String kind, Map<UUID, ? extends Map<String, ?>> some, List<Map<String, Object>> into)
            throws IOException {
        List<UUID> all = List.copyOf(some.keySet());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<UUID> ids = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            for (var one : ledger.histories(ids, checkpoint.size()).entrySet()) {
                List<Long> positions = one.getValue().stream().map(Recorded::position).toList();
                into.add(object(kind, one.getKey(), positions, some.get(one.getKey())));
            }
        }
    }

    private Map<String, Object> object(
            String kind, UUID id, List<Long> positions, Map<String, ?> more) throws IOException {
        for (long position : positions) {
            if (written.add(position)) {
                String file = "custody/proofs/" + position;
                write(file + ".entry", log.entry(position, checkpoint.size()));
                write(
                        file + ".tlog-proof",
                        TlogProof.of(log, position, head, checkpoint.size()).encode());
            }
        }
        alsoProve("custody/attested/", attested, positions.getFirst());
        alsoProve("custody/stamped/", stamped, positions.getFirst());
        Map<String, Object> listed = new LinkedHashMap<>();
        listed.put(kind, id.toString());
        listed.put("entries", positions);
        listed.putAll(more);
        return listed;
    }

    private void alsoProve(String folder, Optional<Older> head, long position) throws IOException {
        if (head.isPresent() && head.get().size() > position) {
            write(
                    folder + position + ".tlog-proof",
                    TlogProof.of(log, position, head.get().note(), head.get().size()).encode());
        }
    }

    /// Writes the list of all this, which ends the folder.
    void finish() throws IOException {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("format", FORMAT);
        list.put("origin", checkpoint.origin());
        list.put("items", items);
        list.put("accessions", accessions);
        if (!dossiers.isEmpty()) {
            list.put("claims", claims);
            list.put("dossiers", dossiers);
        }
        write(
                "custody/custody.json",
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(list));
    }
}
