package org.haetae.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.FileKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Ledger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveTest {

    private static final NewAccession LETTERS =
            new NewAccession(
                    "A box of letters", "A colleague", "", Set.of(CompartmentId.GENERAL), "");

    @TempDir static Path temporary;
    private Home home;
    private Database database;
    private Ledger ledger;
    private Archive archive;

    @BeforeAll
    void open() throws IOException {
        home = Home.open(temporary.resolve("home"));
        database = Database.open(home);
        ledger = new Ledger(home, database, Clock.systemUTC());
        archive = new Archive(home, database, ledger, Clock.systemUTC());
    }

    @AfterAll
    void close() {
        archive.close();
        database.close();
        home.close();
    }

    private Receipt receive(Accession accession, String path, byte[] bytes) throws IOException {
        var receipts = Collections.synchronizedList(new ArrayList<Receipt>());
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            receiving.receive(
                    new Incoming(path, Optional.empty(), Optional.empty(), Optional.empty()),
                    new ByteArrayInputStream(bytes),
                    receipts::add);
        }
        return receipts.getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsReceivedIsReadAgainByteForByte() throws IOException {
        var accession = archive.open(Clearance.SYSTEM, LETTERS);
        var large = new byte[3 << 20];
        new java.util.Random(7).nextBytes(large);
        for (var content : List.of(bytes(""), bytes("편지 한 통"), large)) {
            var receipt = receive(accession, "box/letter " + content.length, content);
            try (var in = archive.read(Clearance.SYSTEM, receipt.item())) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            // A second time from disk: what was at hand in memory is given once.
            try (var in = archive.read(Clearance.SYSTEM, receipt.item())) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            var item = archive.item(Clearance.SYSTEM, receipt.item()).orElseThrow();
            assertThat(item.path()).isEqualTo("box/letter " + content.length);
            assertThat(item.sha256()).isEqualTo(Digest.sha256(content).toString());
        }
    }

    @Test
    void theSameBytesAgainAreOneItemWithTwoProvenances() throws IOException {
        var accession = archive.open(Clearance.SYSTEM, LETTERS);
        var first = receive(accession, "one", bytes("the same words"));
        var second = receive(accession, "two", bytes("the same words"));
        assertThat(first.duplicate()).isFalse();
        assertThat(second.duplicate()).isTrue();
        assertThat(second.item()).isEqualTo(first.item());
        var item = archive.items(Clearance.SYSTEM, accession.id(), -1, 10).getFirst();
        assertThat(item.provenances()).extracting(Item.Provenance::path).containsExactly("two");
        assertThat(ledger.history(first.item().value()))
                .extracting(recorded -> recorded.entry().act())
                .containsExactly(Act.RECEIVED, Act.RECEIVED_AGAIN);
    }

    @Test
    void equalBytesInDifferentCompartmentsAreNotTiedTogether() throws IOException {
        var other = new NewAccession("", "", "", Set.of(CompartmentId.random()), "");
        var here = receive(archive.open(Clearance.SYSTEM, LETTERS), "a", bytes("kept apart"));
        var there = receive(archive.open(Clearance.SYSTEM, other), "a", bytes("kept apart"));
        assertThat(there.duplicate()).isFalse();
        assertThat(there.item()).isNotEqualTo(here.item());
    }

    @Test
    void whoHoldsNotAllCompartmentsKnowsNothing() throws IOException {
        var one = CompartmentId.random();
        var two = CompartmentId.random();
        var accession =
                archive.open(Clearance.SYSTEM, new NewAccession("", "", "", Set.of(one, two), ""));
        var item = receive(accession, "a", bytes("for two eyes")).item();
        for (var held : List.of(Set.<CompartmentId>of(), Set.of(one), Set.of(two))) {
            var clearance = Clearance.of(ActorId.random(), Set.of(Role.ARCHIVIST), held);
            assertThat(archive.item(clearance, item)).isEmpty();
            assertThat(archive.accession(clearance, accession.id())).isEmpty();
            assertThat(archive.accessions(clearance)).isEmpty();
        }
        var both = Clearance.of(ActorId.random(), Set.of(Role.ARCHIVIST), Set.of(one, two));
        assertThat(archive.item(both, item)).isPresent();
        assertThat(archive.accessions(both)).hasSize(1);
    }

    @Test
    void theLedgerCommitsToBytesThatOnlyTheSaltCanConfirm() throws IOException {
        var content = bytes("a leaked statement");
        var receipt = receive(archive.open(Clearance.SYSTEM, LETTERS), "leak", content);
        var entry = ledger.history(receipt.item().value()).getFirst().entry();
        assertThat(entry.content()).isNotEqualTo(Digest.sha256(content));
        assertThat(entry.content())
                .isNotEqualTo(
                        Commitment.content(new byte[32], Digest.sha256(content), content.length));
        var item = archive.item(Clearance.SYSTEM, receipt.item()).orElseThrow();
        assertThat(entry.sealed().toString()).isEqualTo(item.sealedSha256());
    }

    @Test
    void aCompleteAccessionIsAnOcflObjectAndGrowsByVersions() throws IOException {
        var accession = archive.open(Clearance.SYSTEM, LETTERS);
        var first = receive(accession, "1", bytes("first version"));
        archive.complete(Clearance.SYSTEM, accession.id());
        var second = receive(accession, "2", bytes("second version"));
        archive.settle();
        var object = home.archive().resolve(archive.storage().place(accession.id()));
        assertThat(object.resolve("v1/inventory.json")).exists();
        assertThat(object.resolve("v2/inventory.json")).exists();
        assertThat(Files.readString(object.resolve("inventory.json")))
                .contains("\"head\":\"v2\"", first.item() + ".age", second.item() + ".age");
        assertThat(home.archive().resolveSibling("deposit").resolve(accession.id().toString()))
                .doesNotExist();
        try (var in = archive.read(Clearance.SYSTEM, second.item())) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("second version"));
        }
    }

    @Test
    void aFileOpensByWhatItsHeaderHoldsAsByItsIdentityAndByNothingElse() throws IOException {
        var secret = Secret.random();
        var sealed = new ByteArrayOutputStream();
        var sealer =
                Age.sealing(secret, new Buffers(), (some, length) -> sealed.write(some, 0, length));
        sealer.write(bytes("a letter"), 0, 8);
        sealer.finish();
        var kept = Secret.decode(secret.opening(sealer.key()).encode());
        for (var one : List.of(secret, kept)) {
            assertThat(Age.open(channel(sealed), one).readAllBytes()).isEqualTo(bytes("a letter"));
        }
        var other = secret.opening(new FileKey());
        assertThatThrownBy(() -> Age.open(channel(sealed), other)).isInstanceOf(IOException.class);
    }

    private static ReadableByteChannel channel(ByteArrayOutputStream sealed) {
        return Channels.newChannel(new ByteArrayInputStream(sealed.toByteArray()));
    }

    @Test
    void theAgeToolOpensAnItemWithItsKey() throws Exception {
        Assumptions.assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v age").start().waitFor() == 0,
                "the age tool is not installed");
        var secret = Secret.random();
        var sealed = temporary.resolve("sealed.age");
        try (var out = Files.newOutputStream(sealed)) {
            var sealer =
                    Age.sealing(
                            secret, new Buffers(), (bytes, length) -> out.write(bytes, 0, length));
            sealer.write(bytes("opened by others"), 0, 16);
            sealer.finish();
        }
        var key = temporary.resolve("key.txt");
        Files.writeString(key, secret.identityText() + "\n");
        var age = new ProcessBuilder("age", "-d", "-i", key.toString(), sealed.toString()).start();
        assertThat(new String(age.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("opened by others");
        assertThat(age.waitFor(10, TimeUnit.SECONDS)).isTrue();
        try (var in = Age.open(Files.newByteChannel(sealed), secret)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("opened by others"));
        }
    }
}
