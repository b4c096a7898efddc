package org.haetae.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.haetae.home.DurableFile;
import org.haetae.home.RecoveryKit;
import org.haetae.home.RecoveryShare;

/// The printed pages of a recovery kit, one HTML file for each share, in English and Korean.
/// Nothing in them is loaded from anywhere, so they can be opened and printed on a machine without
/// network.
final class RecoveryPages {

    private static final String PAGE = "recovery-share.html";

    private RecoveryPages() {}

    static void write(Path folder, RecoveryKit.Made made) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectory(folder, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            refuseUnlessEmpty(folder);
        }
        for (var share : made.shares()) {
            DurableFile.replace(
                    folder.resolve(
                            "share-%d-of-%d-of-kit-%s.html"
                                    .formatted(share.number(), share.shares(), made.kit().name())),
                    page(made.kit(), share).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refuseUnlessEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new Misuse("%s is a file; name a new folder with --out".formatted(folder));
        }
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new Misuse("%s is not empty; name a new folder with --out".formatted(folder));
            }
        }
    }

    private static String page(RecoveryKit kit, RecoveryShare share) throws IOException {
        try (InputStream page = RecoveryPages.class.getResourceAsStream(PAGE)) {
            return new String(
                            Objects.requireNonNull(page, PAGE).readAllBytes(),
                            StandardCharsets.UTF_8)
                    .replace("{kit}", kit.name())
                    .replace("{number}", Integer.toString(share.number()))
                    .replace("{shares}", Integer.toString(share.shares()))
                    .replace("{threshold}", Integer.toString(share.threshold()))
                    .replace(
                            "{made}",
                            DateTimeFormatter.ISO_LOCAL_DATE
                                    .withZone(ZoneOffset.UTC)
                                    .format(kit.made()))
                    .replace("{recipient}", kit.recipient())
                    .replace("{share}", share.text());
        }
    }
}
