package org.haetae.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.lucene.store.FSDirectory;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Archive;
import org.haetae.archive.Incoming;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Receipt;
import org.haetae.extract.worker.Disc;
import org.haetae.extract.worker.Outcome;
import org.haetae.home.TemporaryHome;
import org.haetae.ledger.Act;
import org.haetae.ledger.Ledger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadingRoomTest {

    @TempDir static Path temporary;
    private TemporaryHome home;
    private Ledger ledger;
    private Archive archive;
    private Renditions renditions;
    private Readings readings;
    private ReadingRoom room;

    @BeforeAll
    void open() throws IOException {
        home = TemporaryHome.in(temporary);
        ledger = new Ledger(home.home(), home.database(), Clock.systemUTC());
        archive = new Archive(home.home(), home.database(), ledger, Clock.systemUTC());
        renditions = new Renditions(FSDirectory.open(temporary.resolve("renditions")));
        readings = new Readings(home.database());
        room =
                new ReadingRoom(
                        home.database(),
                        ledger,
                        archive,
                        Workers.open(
                                temporary.resolve("cache"),
                                WorkerSettings.of(home.home().settings())),
                        renditions,
                        Clock.systemUTC());
        room.start();
    }

    @AfterAll
    void close() throws IOException {
        room.close();
        renditions.close();
        archive.close();
        home.close();
    }

    private ItemId receive(String name, byte[] bytes) throws IOException {
        var receipts = Collections.synchronizedList(new ArrayList<Receipt>());
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), ""));
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            receiving.receive(
                    new Incoming(name, Optional.empty(), Optional.empty(), Optional.empty()),
                    new ByteArrayInputStream(bytes),
                    receipts::add);
        }
        room.catchUp();
        return receipts.getFirst().item();
    }

    private ItemReading reading(ItemId item) {
        return readings.of(Clearance.SYSTEM, item).orElseThrow();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLetterIsReadAndItsOutcomeStandsInTheLedger() throws IOException {
        var item = receive("letter.txt", bytes("정치범수용소에서 온 편지"));
        assertThat(reading(item).outcome()).isEqualTo(Outcome.READ);
        assertThat(renditions.page(item, 1)).contains("정치범수용소에서 온 편지");
        assertThat(ledger.history(item.value()))
                .extracting(recorded -> recorded.entry().act())
                .containsExactly(Act.RECEIVED, Act.READ);
    }

    @Test
    void partsAreItemsWithParentAndPathAndOutcomesOfTheirOwn() throws IOException {
        var inner = zip(Map.of("deep/note.txt", bytes("a note two levels down")));
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("one.txt", bytes("first part"));
        entries.put("inner.zip", inner);
        var item = receive("box.zip", zip(entries));
        var parts = parts(item);
        assertThat(parts).extracting(Item::path).containsExactlyInAnyOrder("one.txt", "inner.zip");
        var box = parts.stream().filter(part -> part.path().equals("inner.zip")).findFirst();
        var notes = parts(box.orElseThrow().id());
        assertThat(notes).extracting(Item::path).containsExactly("deep/note.txt");
        assertThat(notes.getFirst().depth()).isEqualTo(2);
        assertThat(reading(notes.getFirst().id()).outcome()).isEqualTo(Outcome.READ);
        assertThat(renditions.page(notes.getFirst().id(), 1)).contains("a note two levels down");
    }

    @Test
    void nativeCodeUnpacksInTheConfinedProcessWithNamesInEveryScript() throws IOException {
        assumeTrue(Disc.canBeWritten(), "libarchive is not installed");
        var image = temporary.resolve("disc.iso");
        Disc.write(image, "자료/수용소 경비대의 길고 긴 명령서.txt", bytes("an order on a disc"));
        var item = receive("disc.iso", Files.readAllBytes(image));
        assertThat(reading(item).outcome()).isEqualTo(Outcome.READ);
        assertThat(parts(item)).extracting(Item::path).containsExactly("자료/수용소 경비대의 길고 긴 명령서.txt");
    }

    private List<Item> parts(ItemId container) {
        return archive.parts(Clearance.SYSTEM, container, -1, 100).stream()
                .map(Archive.Placed::item)
                .toList();
    }

    @Test
    void rereadingReplacesTheWordsAndAddsToTheHistory() throws IOException {
        var item = receive("again.txt", bytes("read me twice"));
        var count =
                room.reread(
                        Clearance.SYSTEM,
                        new Selection(
                                Set.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(item)));
        assertThat(count).isEqualTo(1);
        assertThat(renditions.page(item, 1)).contains("read me twice");
        assertThat(ledger.history(item.value()))
                .extracting(recorded -> recorded.entry().act())
                .containsExactly(Act.RECEIVED, Act.READ, Act.READ);
    }

    @Test
    void everythingThatWasRecordedVerifies() throws IOException {
        receive("sound.txt", bytes("sound"));
        archive.settle();
        ledger.publish();
        assertThat(ledger.verify()).isEmpty();
        assertThat(archive.verify(true)).isEmpty();
        assertThat(readings.verify(ledger)).isEmpty();
    }

    @Test
    void manyItemsAreAllReadWhateverTheirOrder() throws IOException {
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), ""));
        var items = Collections.synchronizedList(new ArrayList<ItemId>());
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            for (int i = 0; i < 3_000; i++) {
                receiving.receive(
                        new Incoming(
                                "n" + i + ".txt",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new ByteArrayInputStream(bytes("number " + i)),
                        receipt -> items.add(receipt.item()));
            }
        }
        room.catchUp();
        assertThat(readings.of(Clearance.SYSTEM, items))
                .hasSize(3_000)
                .allSatisfy(
                        (item, reading) -> assertThat(reading.outcome()).isEqualTo(Outcome.READ));
        assertThat(List.of(renditions.page(items.get(17), 1))).isNotEmpty();
    }

    @Test
    void anItemWhoseBytesTheArchiveCannotGiveHasAnOutcomeAndHoldsNobodyUp() throws IOException {
        var lost = receive("lost.txt", bytes("these bytes will be gone"));
        var kept = receive("kept.txt", bytes("these bytes will be there"));
        archive.settle();
        Path sealed;
        try (var files = Files.walk(home.home().archive())) {
            sealed =
                    files.filter(Files::isRegularFile)
                            .filter(file -> file.toString().contains(lost.toString()))
                            .findFirst()
                            .orElseThrow();
        }
        var away = Files.move(sealed, temporary.resolve("away"));
        room.reread(
                Clearance.SYSTEM,
                new Selection(
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(lost, kept)));
        assertThat(reading(lost).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reading(lost).reason()).contains("haetae verify");
        assertThat(reading(kept).outcome()).isEqualTo(Outcome.READ);
        Files.move(away, sealed);
    }
}
