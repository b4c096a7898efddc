package org.haetae.archive;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/// The X25519 function of RFC 7748 on somebody's point: by the system's OpenSSL where there is one,
/// which needs less than half the time, else by BouncyCastle. Both give the same bytes.
final class Agreement {

    /// `EVP_PKEY_X25519`, OpenSSL's number of the curve.
    private static final int CURVE = 1034;

    private static final @Nullable OpenSsl SYSTEM = OpenSsl.find();

    private Agreement() {}

    /// Whether the system's OpenSSL does the work.
    static boolean isNative() {
        return SYSTEM != null;
    }

    /// @param scalar 32 bytes
    /// @param point 32 bytes
    /// @param shared gets 32 bytes
    /// @return false when the point is of low order, and nothing is shared
    static boolean share(byte[] scalar, byte[] point, byte[] shared) {
        return SYSTEM == null
                ? X25519.calculateAgreement(scalar, 0, point, 0, shared, 0)
                : SYSTEM.share(scalar, point, shared);
    }

    /// The functions of `libcrypto` 3 that are needed; each gives a pointer or 1 for done.
    private record OpenSsl(
            MethodHandle privateKey,
            MethodHandle publicKey,
            MethodHandle context,
            MethodHandle init,
            MethodHandle setPeer,
            MethodHandle derive,
            MethodHandle freeContext,
            MethodHandle freeKey) {

        @SuppressWarnings("restricted")
        static @Nullable OpenSsl find() {
            try {
                var library = SymbolLookup.libraryLookup("libcrypto.so.3", Arena.global());
                var address = ValueLayout.ADDRESS;
                var number = ValueLayout.JAVA_INT;
                var key =
                        FunctionDescriptor.of(
                                address, number, address, address, ValueLayout.JAVA_LONG);
                return new OpenSsl(
                        function(library, "EVP_PKEY_new_raw_private_key", key),
                        function(library, "EVP_PKEY_new_raw_public_key", key),
                        function(
                                library,
                                "EVP_PKEY_CTX_new",
                                FunctionDescriptor.of(address, address, address)),
                        function(
                                library,
                                "EVP_PKEY_derive_init",
                                FunctionDescriptor.of(number, address)),
                        function(
                                library,
                                "EVP_PKEY_derive_set_peer",
                                FunctionDescriptor.of(number, address, address)),
                        function(
                                library,
                                "EVP_PKEY_derive",
                                FunctionDescriptor.of(number, address, address, address)),
                        function(library, "EVP_PKEY_CTX_free", FunctionDescriptor.ofVoid(address)),
                        function(library, "EVP_PKEY_free", FunctionDescriptor.ofVoid(address)));
            } catch (IllegalArgumentException | UnsatisfiedLinkError absent) {
                return null;
            }
        }

        @SuppressWarnings("restricted")
        private static MethodHandle function(
                SymbolLookup library, String name, FunctionDescriptor shape) {
            return Linker.nativeLinker()
                    .downcallHandle(
                            library.find(name)
                                    .orElseThrow(() -> new IllegalArgumentException(name)),
                            shape);
        }

        boolean share(byte[] scalar, byte[] point, byte[] shared) {
            var none = MemorySegment.NULL;
            var own = none;
            var peer = none;
            var context = none;
            try (var arena = Arena.ofConfined()) {
                var memory = arena.allocate(3 * 32L + 8, 8);
                var length = memory.asSlice(0, 8);
                var secret = memory.asSlice(8, 32);
                var out = memory.asSlice(72, 32);
                MemorySegment.copy(scalar, 0, secret, ValueLayout.JAVA_BYTE, 0, 32);
                var given = memory.asSlice(40, 32);
                MemorySegment.copy(point, 0, given, ValueLayout.JAVA_BYTE, 0, 32);
                length.set(ValueLayout.JAVA_LONG, 0, 32);
                own = (MemorySegment) privateKey.invokeExact(CURVE, none, secret, 32L);
                peer = (MemorySegment) publicKey.invokeExact(CURVE, none, given, 32L);
                context = (MemorySegment) this.context.invokeExact(own, none);
                var ready =
                        (int) init.invokeExact(context) == 1
                                && (int) setPeer.invokeExact(context, peer) == 1;
                if (!ready) {
                    throw new IllegalStateException("OpenSSL refuses a key of X25519");
                }
                var done = (int) derive.invokeExact(context, out, length) == 1;
                if (done) {
                    MemorySegment.copy(out, ValueLayout.JAVA_BYTE, 0, shared, 0, 32);
                }
                memory.fill((byte) 0);
                return done;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("OpenSSL could not be called", e);
            } finally {
                free(freeContext, context);
                free(freeKey, peer);
                free(freeKey, own);
            }
        }

        /// Of nothing, OpenSSL frees nothing.
        private static void free(MethodHandle function, MemorySegment what) {
            try {
                function.invokeExact(what);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("OpenSSL could not be called", e);
            }
        }
    }
}
