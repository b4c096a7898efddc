package org.haetae.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Mode;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/// A key that nobody has: an age identity whose private half was split among several people when it
/// was made (Shamir's scheme over GF(256)) and kept nowhere. So many of them together open what is
/// sealed to its public half, backups and the home key; fewer learn nothing.
///
/// @param id random; on every page of the kit and in the ledger
/// @param recipient the public half, `age1...`
/// @param shares how many people have one
/// @param threshold how many of them are needed
/// @param made when
/// @param rehearsed when shares were last seen to open it
public record RecoveryKit(
        UUID id,
        String recipient,
        int shares,
        int threshold,
        Instant made,
        Optional<Instant> rehearsed) {

    static final String FILE = "recovery.kit";

    private static final String HEADER = "haetae recovery kit v1";

    /// BouncyCastle's splitter makes no more shares than the secret has bytes.
    public static final int MOST_SHARES = 32;

    public RecoveryKit {
        if (threshold < 2 || threshold > shares || shares > MOST_SHARES) {
            throw new IllegalArgumentException(
                    "%d of %d shares; expected 2 <= needed <= shares <= %d"
                            .formatted(threshold, shares, MOST_SHARES));
        }
    }

    /// A new kit with its shares, which exist nowhere else.
    public record Made(RecoveryKit kit, List<RecoveryShare> shares) {
        public Made {
            shares = List.copyOf(shares);
        }
    }

    /// Makes one. Nothing is kept yet.
    public static Made make(int shares, int threshold, Instant now) {
        var identity = AgeIdentity.random();
        var kit =
                new RecoveryKit(
                        UUID.randomUUID(),
                        identity.recipient(),
                        shares,
                        threshold,
                        now,
                        Optional.empty());
        byte[] secret = identity.scalar();
        var points =
                new ShamirSecretSplitter(
                                Algorithm.AES, Mode.Native, secret.length, new SecureRandom())
                        .resplit(secret, threshold, shares)
                        .getSecretShares();
        var split = new ArrayList<RecoveryShare>();
        try {
            for (int i = 0; i < shares; i++) {
                split.add(
                        new RecoveryShare(
                                kit.id(), i + 1, shares, threshold, points[i].getEncoded()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("a share in memory could not be read", e);
        }
        Arrays.fill(secret, (byte) 0);
        return new Made(kit, split);
    }

    /// Puts the private half together from shares.
    ///
    /// @throws HomeRefused when they are too few, of another kit, or do not give its private half
    public AgeIdentity open(List<RecoveryShare> given) {
        AgeIdentity identity = combine(given);
        if (given.stream().anyMatch(share -> !share.kit().equals(id))
                || !identity.recipient().equals(recipient)) {
            throw new HomeRefused(
                    "These shares do not open the kit %s: they are of another kit, or one was misread."
                            .formatted(name()));
        }
        return identity;
    }

    /// The same when the kit itself is not at hand: whether it is the right identity shows when
    /// something opens.
    public static AgeIdentity combine(List<RecoveryShare> given) {
        Map<Integer, RecoveryShare> distinct = new HashMap<>();
        given.forEach(share -> distinct.put(share.number(), share));
        if (given.stream().map(RecoveryShare::kit).distinct().count() > 1) {
            throw new HomeRefused("These shares are of different kits.");
        }
        if (distinct.isEmpty() || distinct.size() < given.getFirst().threshold()) {
            throw new HomeRefused(
                    "%d different shares were given, %s are needed."
                            .formatted(
                                    distinct.size(),
                                    given.isEmpty() ? "some" : given.getFirst().threshold()));
        }
        var points =
                distinct.values().stream()
                        .limit(given.getFirst().threshold())
                        .map(share -> new ShamirSplitSecretShare(share.bytes(), share.number()))
                        .toArray(ShamirSplitSecretShare[]::new);
        try {
            return new AgeIdentity(
                    new ShamirSplitSecret(Algorithm.AES, Mode.Native, points).getSecret());
        } catch (IOException e) {
            throw new IllegalStateException("shares in memory could not be read", e);
        }
    }

    /// How people call it: the first 8 characters of its id.
    public String name() {
        return id.toString().substring(0, 8);
    }

    /// The same kit, seen to open.
    public RecoveryKit rehearsedAt(Instant time) {
        return new RecoveryKit(id, recipient, shares, threshold, made, Optional.of(time));
    }

    /// The kit that a folder of keys remembers, without its private half.
    public static Optional<RecoveryKit> find(Path keys) {
        Path file = keys.resolve(FILE);
        try {
            return Optional.of(parse(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new HomeRefused(
                    "The file %s is not as Haetae wrote it. Put back its copy from a backup."
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the recovery kit's public half", e);
        }
    }

    /// Remembers the public half, in the place of an older kit's.
    public void keep(Path keys) {
        try {
            DurableFile.replace(keys.resolve(FILE), encode());
        } catch (IOException e) {
            throw new UncheckedIOException("keeping the recovery kit's public half", e);
        }
    }

    private byte[] encode() {
        return """
        %s
        id %s
        recipient %s
        shares %d
        threshold %d
        made %s
        rehearsed %s
        """
                .formatted(
                        HEADER,
                        id,
                        recipient,
                        shares,
                        threshold,
                        made,
                        rehearsed.map(Instant::toString).orElse("never"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static RecoveryKit parse(String text) {
        var lines = text.lines().toList();
        if (lines.size() != 7 || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("no " + HEADER);
        }
        var values = new HashMap<String, String>();
        lines.stream()
                .skip(1)
                .map(line -> line.split(" ", 2))
                .forEach(pair -> values.put(pair[0], pair[pair.length - 1]));
        String rehearsed = values.getOrDefault("rehearsed", "");
        return new RecoveryKit(
                UUID.fromString(values.getOrDefault("id", "")),
                values.getOrDefault("recipient", ""),
                Integer.parseInt(values.getOrDefault("shares", "")),
                Integer.parseInt(values.getOrDefault("threshold", "")),
                Instant.parse(values.getOrDefault("made", "")),
                rehearsed.equals("never")
                        ? Optional.empty()
                        : Optional.of(Instant.parse(rehearsed)));
    }
}
