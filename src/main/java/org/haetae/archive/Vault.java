package org.haetae.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.haetae.access.CompartmentId;
import org.haetae.home.Keys;
import org.haetae.home.Transaction;

/// Keys and salts of everything kept. Item keys are wrapped by the key of their scope, scope keys
/// by the vault key of this home, which lies in a file of its own under `keys/`.
final class Vault {

    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey vaultKey;
    private final Map<Set<CompartmentId>, Scope> bySet = new ConcurrentHashMap<>();
    private final Map<UUID, Scope> byId = new ConcurrentHashMap<>();

    Vault(Keys keys) {
        this.vaultKey = new SecretKeySpec(keys.secret("vault"), "AES");
    }

    /// The scope of a set of compartments, made on first use.
    Scope scope(Transaction transaction, Set<CompartmentId> compartments) {
        var known = bySet.get(compartments);
        if (known != null) {
            return known;
        }
        var key = new byte[32];
        RANDOM.nextBytes(key);
        var set = uuids(compartments);
        transaction
                .sql()
                .sql(
                        """
                        insert into scope (id, compartments, wrapped) values (?, ?, ?)
                        on conflict (compartments) do nothing
                        """)
                .params(UUID.randomUUID(), set, Scope.wrap(vaultKey, key))
                .update();
        var id =
                transaction
                        .sql()
                        .sql("select id from scope where compartments = ?")
                        .param(set)
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
        bySet.put(scope.compartments(), scope);
        return scope;
    }

    private Scope load(Transaction transaction, UUID id) {
        return transaction
                .sql()
                .sql("select compartments, wrapped from scope where id = ?")
                .param(id)
                .query(
                        (row, number) ->
                                new Scope(
                                        id,
                                        compartments(row.getArray(1)),
                                        Scope.unwrap(vaultKey, row.getBytes(2))))
                .single();
    }

    /// Seals a small record about an object under the object's own secret, so that it falls with
    /// it.
    static byte[] seal(Secret secret, UUID object, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = crypt(Cipher.ENCRYPT_MODE, secret, object, nonce, plain, 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    }

    static byte[] open(Secret secret, UUID object, byte[] sealed) {
        var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return crypt(Cipher.DECRYPT_MODE, secret, object, nonce, sealed, NONCE_BYTES);
    }

    private static byte[] crypt(
            int mode, Secret secret, UUID object, byte[] nonce, byte[] input, int offset) {
        try {
            var key =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveKey(
                                    "AES",
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(secret.identity())
                                            .thenExpand("haetae/description/v1".getBytes(), 32));
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

    static Set<CompartmentId> compartments(Array array) throws SQLException {
        return Stream.of((UUID[]) array.getArray())
                .map(CompartmentId::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
