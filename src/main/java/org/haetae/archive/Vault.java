package org.haetae.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.home.Database;
import org.haetae.home.Epochs;
import org.haetae.home.HomeRefused;
import org.haetae.home.Keys;
import org.haetae.home.Transaction;
import org.jspecify.annotations.Nullable;

/// Keys and salts of everything kept. Item keys are wrapped by the key of their scope, keys of
/// scopes and consents by the vault key of this home, which lies in a file of its own under `keys/`
/// and is replaced by each erasure.
///
/// Whoever reads or writes wrapped keys does so through [#as], so that none are replaced meanwhile.
final class Vault {

    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record SetOf(Set<CompartmentId> compartments, Set<ConsentId> consents) {}

    private final Database database;
    private final Epochs epochs;
    private final Keys keys;
    private final ReadWriteLock replacing = new ReentrantReadWriteLock();
    private final Map<SetOf, Scope> bySet = new ConcurrentHashMap<>();
    private final Map<UUID, Scope> byId = new ConcurrentHashMap<>();
    private volatile @Nullable SecretKey vaultKey;
    private volatile @Nullable Boolean anyConsent;

    Vault(Database database, Keys keys) {
        this.database = database;
        this.keys = keys;
        this.epochs = keys.epochs("vault");
    }

    /// Where it lies, for work that needs no key.
    Database database() {
        return database;
    }

    /// [Database#as], while no key is replaced.
    <T, X extends Exception> T as(Clearance by, Database.Work<T, X> work) throws X {
        replacing.readLock().lock();
        try {
            return database.as(by, work);
        } finally {
            replacing.readLock().unlock();
        }
    }

    /// [Database#run], while no key is replaced.
    <X extends Exception> void run(Clearance by, Database.Task<X> task) throws X {
        replacing.readLock().lock();
        try {
            database.run(by, task);
        } finally {
            replacing.readLock().unlock();
        }
    }

    /// One transaction that replaces keys or moves secrets to other scopes, while nobody else uses
    /// any.
    <T, X extends Exception> T replacing(Database.Work<T, X> work) throws X {
        replacing.writeLock().lock();
        try {
            return database.as(Clearance.SYSTEM, work);
        } finally {
            bySet.clear();
            byId.clear();
            vaultKey = null;
            replacing.writeLock().unlock();
        }
    }

    // ---- the vault key

    private SecretKey key(Transaction transaction) {
        var known = vaultKey;
        if (known == null) {
            known = key(epoch(transaction));
            vaultKey = known;
        }
        return known;
    }

    private SecretKey key(int epoch) {
        try {
            var secret =
                    epoch == 1 && epochs.held().isEmpty()
                            ? keys.secret("vault")
                            : epochs.secret(epoch);
            return new SecretKeySpec(secret, "AES");
        } catch (HomeRefused e) {
            throw new Tampered("the vault key does not fit the database", e);
        }
    }

    /// The epoch under which everything is wrapped.
    static int epoch(Transaction transaction) {
        return transaction
                .sql()
                .sql("select epoch from vault_epoch")
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new Tampered("the database tells no vault key", null));
    }

    /// Begins the next epoch: from here on, what this transaction wraps is wrapped under its key.
    ///
    /// @return what names the new key in the ledger
    UUID beginEpoch(Transaction transaction) {
        var now = epoch(transaction);
        var held = epochs.held();
        // One that a crash left was used for nothing yet.
        var next = held.isEmpty() || held.last() <= now ? epochs.begin() : held.last();
        var name = UUID.randomUUID();
        transaction
                .sql()
                .sql("update vault_epoch set epoch = ?, key = ?")
                .params(next, name)
                .update();
        vaultKey = key(next);
        return name;
    }

    /// Destroys every vault key but the one in use, also one that a crash has left.
    ///
    /// @throws HomeRefused when the one in use is not there
    void destroyOtherEpochs() {
        var held = epochs.held();
        if (held.isEmpty()) {
            return; // a home that has kept nothing yet, or whose keys are lost: reading will tell
        }
        var now = database.as(Clearance.SYSTEM, Vault::epoch);
        epochs.secret(now);
        held.stream().filter(epoch -> epoch != now).forEach(epochs::destroy);
    }

    /// Wraps under the vault key.
    byte[] wrap(Transaction transaction, byte[] key) {
        return Scope.wrap(key(transaction), key);
    }

    byte[] unwrap(Transaction transaction, byte[] wrapped) {
        return Scope.unwrap(key(transaction), wrapped);
    }

    // ---- scopes

    /// The scope of a set of compartments without any consent, made on first use.
    Scope scope(Transaction transaction, Set<CompartmentId> compartments) {
        return scope(transaction, compartments, Set.of());
    }

    /// The scope of a set of compartments and a set of consents, made on first use.
    Scope scope(Transaction transaction, Set<CompartmentId> compartments, Set<ConsentId> consents) {
        var known = bySet.get(new SetOf(compartments, consents));
        if (known != null) {
            return known;
        }
        var key = new byte[32];
        RANDOM.nextBytes(key);
        var recognition =
                consents.isEmpty()
                        ? null
                        : wrap(
                                transaction,
                                scope(transaction, compartments).recognitionOfNeighbour(key));
        var set = uuids(compartments);
        var tied = consents(consents);
        transaction
                .sql()
                .sql(
                        """
                        insert into scope (id, compartments, consents, wrapped, recognition)
                        values (?, ?, ?, ?, ?) on conflict (compartments, consents) do nothing
                        """)
                .params(UUID.randomUUID(), set, tied, wrap(transaction, key), recognition)
                .update();
        var id =
                transaction
                        .sql()
                        .sql("select id from scope where compartments = ? and consents = ?")
                        .params(set, tied)
                        .query(UUID.class)
                        .single();
        // Not remembered in `bySet` before the transaction ends: it may yet be rolled back.
        return load(transaction, id);
    }

    Scope scope(Transaction transaction, UUID id) {
        var known = byId.get(id);
        if (known != null) {
            return known;
        }
        var scope = load(transaction, id);
        byId.put(id, scope);
        bySet.put(new SetOf(scope.compartments(), scope.consents()), scope);
        return scope;
    }

    /// Scopes of these compartments that are tied to all of these consents, and perhaps to more:
    /// what lies there already need not be received again.
    UUID[] neighbours(
            Transaction transaction, Set<CompartmentId> compartments, Set<ConsentId> consents) {
        if (!hasConsents(transaction)) {
            return new UUID[] {scope(transaction, compartments).id()};
        }
        return transaction
                .sql()
                .sql("select id from scope where compartments = ? and consents @> ?")
                .params(uuids(compartments), consents(consents))
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
    }

    private Scope load(Transaction transaction, UUID id) {
        record Row(
                Set<CompartmentId> compartments,
                Set<ConsentId> consents,
                byte[] key,
                byte[] recognition) {}
        var row =
                transaction
                        .sql()
                        .sql(
                                "select compartments, consents, wrapped, recognition from scope where id = ?")
                        .param(id)
                        .query(
                                (found, number) -> {
                                    var wrapped = found.getBytes(3);
                                    if (wrapped == null) {
                                        throw new Tampered(
                                                "the key of scope " + id + " is destroyed", null);
                                    }
                                    var key = unwrap(transaction, wrapped);
                                    var recognition = found.getBytes(4);
                                    return new Row(
                                            compartments(found.getArray(1)),
                                            consents(found.getArray(2)),
                                            key,
                                            recognition == null
                                                    ? Scope.recognition(key)
                                                    : unwrap(transaction, recognition));
                                })
                        .single();
        var parts = new ArrayList<byte[]>(List.of(row.key()));
        parts.addAll(consentKeys(transaction, row.consents()));
        return new Scope(id, row.compartments(), row.consents(), parts, row.recognition());
    }

    /// Keys of consents, in the order of their ids.
    List<byte[]> consentKeys(Transaction transaction, Set<ConsentId> consents) {
        var found = new HashMap<UUID, byte[]>();
        var ids = consents(consents);
        if (ids.length > 0) {
            transaction
                    .sql()
                    .sql(
                            "select id, wrapped from consent where id = any(?) and wrapped is not null")
                    .param(ids)
                    .query(
                            row -> {
                                found.put(
                                        row.getObject(1, UUID.class),
                                        Secret.decode(unwrap(transaction, row.getBytes(2)))
                                                .identity());
                            });
        }
        return Stream.of(ids)
                .map(
                        id ->
                                Optional.ofNullable(found.get(id))
                                        .orElseThrow(
                                                () ->
                                                        new Tampered(
                                                                "the key of consent %s is not there"
                                                                        .formatted(id),
                                                                null)))
                .toList();
    }

    /// Whether anything may be tied to a consent. Until the first is made nothing is.
    boolean hasConsents(Transaction transaction) {
        var known = anyConsent;
        if (known == null) {
            known =
                    transaction
                            .sql()
                            .sql(
                                    "select exists (select 1 from scope where cardinality(consents) > 0)")
                            .query(Boolean.class)
                            .single();
            anyConsent = known;
        }
        return known;
    }

    /// Says that something is tied to a consent from now on.
    void tied() {
        anyConsent = true;
    }

    /// What seals who a consent is of: a key of the home for identities and the consent's own
    /// together, so that it falls with the consent.
    Secret identity(Secret consent) {
        return new Secret(
                Scope.derive(List.of(keys.secret("identities"), consent.identity()), "identity"),
                consent.salt());
    }

    // ---- small records

    /// Seals a small record about an object under the object's own secret, so that it falls with
    /// it.
    static byte[] seal(Secret secret, UUID object, byte[] plain) {
        return seal(recordKey(secret), object, plain);
    }

    /// The same for many records of one secret.
    ///
    /// @param key of the secret ([#recordKey])
    static byte[] seal(SecretKey key, UUID object, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = crypt(Cipher.ENCRYPT_MODE, key, object, nonce, plain, 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    }

    /// @throws Tampered when it does not open, or there is nothing
    static byte[] open(Secret secret, UUID object, byte @Nullable [] sealed) {
        return open(recordKey(secret), object, sealed);
    }

    /// The same for many records of one secret.
    ///
    /// @param key of the secret ([#recordKey])
    static byte[] open(SecretKey key, UUID object, byte @Nullable [] sealed) {
        if (sealed == null || sealed.length < NONCE_BYTES) {
            throw new Tampered("the sealed record of " + object + " is gone", null);
        }
        var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return crypt(Cipher.DECRYPT_MODE, key, object, nonce, sealed, NONCE_BYTES);
    }

    /// What small records under a secret are sealed with.
    static SecretKey recordKey(Secret secret) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.identity())
                                    .thenExpand("haetae/description/v1".getBytes(), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java derives no keys by HKDF", e);
        }
    }

    private static byte[] crypt(
            int mode, SecretKey key, UUID object, byte[] nonce, byte[] input, int offset) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(
                    ByteBuffer.allocate(16)
                            .putLong(object.getMostSignificantBits())
                            .putLong(object.getLeastSignificantBits())
                            .flip());
            return cipher.doFinal(input, offset, input.length - offset);
        } catch (GeneralSecurityException e) {
            throw new Tampered("the sealed record of " + object + " does not open", e);
        }
    }

    /// In the one order in which a set stands in the database.
    static UUID[] uuids(Set<CompartmentId> compartments) {
        return compartments.stream()
                .map(CompartmentId::value)
                .sorted(Comparator.comparing(UUID::toString))
                .toArray(UUID[]::new);
    }

    static UUID[] consents(Set<ConsentId> consents) {
        return consents.stream()
                .map(ConsentId::value)
                .sorted(Comparator.comparing(UUID::toString))
                .toArray(UUID[]::new);
    }

    static Set<ConsentId> consents(Array array) throws SQLException {
        return Stream.of((UUID[]) array.getArray())
                .map(ConsentId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Set<CompartmentId> compartments(Array array) throws SQLException {
        return Stream.of((UUID[]) array.getArray())
                .map(CompartmentId::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
