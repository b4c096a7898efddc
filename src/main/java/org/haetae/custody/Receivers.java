package org.haetae.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Recorded;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Those to whom something left under their own key: known to the ledger by a commitment, to the
/// database by a pseudonym, by name to those alone who hold the keys of this home.
public final class Receivers {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NONCE_BYTES = 12;

    private final Database database;
    private final Archive archive;
    private final SecretKey naming;
    private final SecretKey sealing;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /// @param secret of this home, 32 bytes
    public Receivers(Database database, Archive archive, byte[] secret, Clock clock) {
        this.database = database;
        this.archive = archive;
        this.clock = clock;
        this.naming = key(secret, "haetae/receivers/v1/pseudonyms");
        this.sealing = key(secret, "haetae/receivers/v1/labels");
    }

    private static SecretKey key(byte[] secret, String info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .thenExpand(info.getBytes(UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is missing from this Java", e);
        }
    }

    /// Whether this is a key that can be sealed to.
    public static boolean isRecipient(String text) {
        try {
            X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /// The receiver of this key, the same each time, kept under the name given last.
    public Receiver of(Clearance by, String recipient, String label) {
        UUID id = pseudonym(recipient);
        Receiver receiver =
                new Receiver(
                        id,
                        recipient,
                        label.isEmpty() ? find(by, id).map(Receiver::label).orElse("") : label);
        byte[] sealed =
                seal(
                        id,
                        JSON.writeValueAsBytes(
                                new TreeMap<>(
                                        Map.of(
                                                "label",
                                                receiver.label(),
                                                "recipient",
                                                recipient))));
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        insert into receiver (id, sealed, made_at) values (?, ?, ?)
                                        on conflict (id) do update set sealed = excluded.sealed
                                        """)
                                .params(id, sealed, Timestamp.from(clock.instant()))
                                .update());
        return receiver;
    }

    /// By a keyed digest: who knows a public key cannot tell from the database whether it was here.
    private UUID pseudonym(String recipient) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(naming);
            ByteBuffer bytes = ByteBuffer.wrap(mac.doFinal(recipient.getBytes(UTF_8)));
            long high = bytes.getLong();
            long low = bytes.getLong();
            // Version 8: ours (RFC 9562, section 5.8).
            return new UUID(high & ~0xF000L | 0x8000L, low & ~(3L << 62) | 2L << 62);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }

    private Optional<Receiver> find(Clearance by, UUID id) {
        return all(by).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Everyone to whom something ever left under their key.
    public List<Receiver> all(Clearance by) {
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("select id, sealed from receiver order by made_at, id")
                                .query(
                                        (row, number) -> {
                                            UUID id = row.getObject("id", UUID.class);
                                            JsonNode facts =
                                                    JSON.readTree(open(id, row.getBytes("sealed")));
                                            return new Receiver(
                                                    id,
                                                    facts.get("recipient").asString(),
                                                    facts.get("label").asString());
                                        })
                                .list());
    }

    /// Seals a stream to receivers; see [Receiver].
    public static OutputStream sealing(WritableByteChannel to, List<Receiver> all)
            throws IOException {
        return Receiver.sealing(to, all);
    }

    // ---- what the ledger says of them

    /// The entry that something was disclosed: to whom, only the salt of what left can open.
    Entry entry(Clearance by, UUID object, Exported what, Receiver to) {
        return Entry.of(Act.DISCLOSED, what.code(), clock.instant(), by.actor(), object)
                .committing(
                        org.haetae.ledger.Digest.ABSENT,
                        archive.commitment(by, object, record(what.code(), to)),
                        org.haetae.ledger.Digest.ABSENT);
    }

    /// To whom an entry says that something was disclosed; empty when it says no such thing, or of
    /// somebody unknown.
    public Optional<Receiver> disclosedTo(Clearance by, Recorded recorded) {
        Entry entry = recorded.entry();
        if (entry.act() != Act.DISCLOSED) {
            return Optional.empty();
        }
        return all(by).stream()
                .filter(
                        one ->
                                archive.commitment(by, entry.object(), record(entry.code(), one))
                                        .equals(entry.record()))
                .findFirst();
    }

    private static byte[] record(int code, Receiver to) {
        return JSON.writeValueAsBytes(
                new TreeMap<>(Map.of("kind", code, "receiver", to.id().toString())));
    }

    // ---- sealing of rows: nonce, ciphertext and tag, bound to the row's id

    private byte[] seal(UUID id, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, id, nonce, plain);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    }

    private byte[] open(UUID id, byte[] sealed) {
        return crypt(
                Cipher.DECRYPT_MODE,
                id,
                Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
    }

    private byte[] crypt(int mode, UUID id, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(
                    ByteBuffer.allocate(16)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .flip());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the row of receiver %s does not open".formatted(id), e);
        }
    }
}
