package org.haetae.extract.worker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.arj.ArjArchiveInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/// Archives and packed files: each file inside is a part, at the path that the archive gives it.
///
/// A path is only a name here: `../../etc/passwd` is kept as such and touches nothing. Links and
/// devices are facts about the archive (`raw:link`), never followed. What cannot be unpacked does
/// not end the rest; the verdict counts it.
final class Archives {
    private static final int MEMORY_KIB = 192 << 10;

    private final FileJob job;
    private int files;
    private int locked;
    private int broken;
    private int unknown;

    private Archives(FileJob job) {
        this.job = job;
    }

    static Verdict read(FileJob job, String mediaType) throws Exception {
        if (!job.unfolds()) {
            return Tools.COMPRESS.read();
        }
        Archives archive = new Archives(job);
        switch (mediaType) {
            case "application/x-7z-compressed" -> archive.sevenZip();
            case "application/x-tar", "application/x-gtar" ->
                    archive.tar(new TarArchiveInputStream(job.content.open(), "ISO-8859-1"));
            case "application/x-cpio" ->
                    archive.stream(new CpioArchiveInputStream(job.content.open()));
            case "application/x-archive" ->
                    archive.stream(new ArArchiveInputStream(job.content.open()));
            case "application/x-arj" ->
                    archive.stream(new ArjArchiveInputStream(job.content.open()));
            default -> archive.zip();
        }
        return archive.verdict();
    }

    private Verdict verdict() {
        job.facts.say("files", Integer.toString(files));
        Verdict verdict = Tools.COMPRESS.read();
        List<String> missing = new ArrayList<>();
        if (locked > 0) {
            missing.add(locked + " of " + files + " files need a password");
        }
        if (broken > 0) {
            missing.add(broken + " of " + files + " files are damaged");
        }
        if (unknown > 0) {
            missing.add(
                    unknown + " of " + files + " files are packed by a method that is not known");
        }
        if (missing.isEmpty()) {
            return verdict;
        }
        if (locked == files) {
            return verdict.but(Outcome.LOCKED, "a password is needed to open it");
        }
        if (broken == files) {
            return verdict.but(Outcome.DAMAGED, "none of the files inside could be unpacked whole");
        }
        return verdict.but(Outcome.PARTIAL, String.join("; ", missing));
    }

    private void zip() throws Exception {
        try (ZipFile zip = open(job.content)) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
            Names names = new Names(entries);
            for (ZipArchiveEntry entry : entries) {
                zipEntry(zip, entry, names.of(entry));
            }
        } catch (IOException withoutDirectory) {
            if (files > 0) {
                throw withoutDirectory;
            }
            zipWithoutDirectory(withoutDirectory);
        }
    }

    /// A ZIP by the directory at its end; names that do not say their charset come as Latin 1.
    static ZipFile open(Content content) throws IOException {
        byte[] bytes = content.bytes();
        ZipFile.Builder builder =
                ZipFile.builder()
                        .setCharset(StandardCharsets.ISO_8859_1)
                        .setIgnoreLocalFileHeader(true);
        if (bytes != null) {
            builder.setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes));
        } else {
            builder.setPath(content.path());
        }
        return builder.get();
    }

    private void zipEntry(ZipFile zip, ZipArchiveEntry entry, String name) throws Exception {
        if (entry.isDirectory()) {
            return;
        }
        if (entry.isUnixSymlink()) {
            job.facts.raw("link", name);
            return;
        }
        files++;
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            locked++;
            job.facts.raw("locked", name);
        } else if (!zip.canReadEntryData(entry)) {
            unknown++;
        } else {
            try (InputStream in = zip.getInputStream(entry)) {
                CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
                job.part(name, null, when(entry.getLastModifiedTime()), checked);
                if (checked.getChecksum().getValue() != entry.getCrc()) {
                    broken++;
                    job.facts.raw("damaged", name);
                }
            } catch (LimitReached limit) {
                throw limit;
            } catch (IOException | RuntimeException damaged) {
                broken++;
                job.facts.raw("damaged", name);
            }
        }
    }

    /// A ZIP whose directory at the end is missing or wrong, read from its start as far as it goes.
    private void zipWithoutDirectory(IOException reason) throws Exception {
        try (ZipArchiveInputStream in =
                new ZipArchiveInputStream(job.content.open(), "UTF-8", true, true)) {
            stream(in);
        } catch (LimitReached limit) {
            throw limit;
        } catch (IOException | RuntimeException broke) {
            throw new IOException("directory and entries of the ZIP cannot be read", reason);
        }
        if (files == 0) {
            throw new IOException("no directory and no entries in the ZIP", reason);
        }
        throw new IOException("the ZIP has no directory", reason);
    }

    private void sevenZip() throws Exception {
        SevenZFile.Builder builder = SevenZFile.builder().setMaxMemoryLimitKiB(MEMORY_KIB);
        byte[] bytes = job.content.bytes();
        if (bytes != null) {
            builder.setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes));
        } else {
            builder.setPath(job.content.path());
        }
        try (SevenZFile archive = builder.get()) {
            for (SevenZArchiveEntry entry = archive.getNextEntry();
                    entry != null;
                    entry = archive.getNextEntry()) {
                if (entry.isDirectory() || entry.isAntiItem()) {
                    continue;
                }
                files++;
                String name = entry.getName() == null ? "file-" + files : entry.getName();
                Instant modified =
                        entry.getHasLastModifiedDate() ? when(entry.getLastModifiedTime()) : null;
                try (InputStream in = archive.getInputStream(entry)) {
                    job.part(name, null, modified, in);
                } catch (PasswordRequiredException needed) {
                    locked++;
                    job.facts.raw("locked", name);
                } catch (LimitReached limit) {
                    throw limit;
                } catch (IOException | RuntimeException damaged) {
                    broken++;
                    job.facts.raw("damaged", name);
                }
            }
        }
    }

    private void tar(TarArchiveInputStream tar) throws Exception {
        try (tar) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                String name = Names.ofLatin(entry.getName());
                if (entry.isSymbolicLink() || entry.isLink()) {
                    job.facts.raw("link", name + " -> " + Names.ofLatin(entry.getLinkName()));
                } else if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
                    job.facts.raw("device", name);
                } else if (!entry.isDirectory()) {
                    entry(tar, entry, name, when(entry.getLastModifiedTime()));
                }
            }
        }
    }

    private void stream(ArchiveInputStream<? extends ArchiveEntry> in) throws Exception {
        try (in) {
            for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entry(in, entry, entry.getName(), null);
                }
            }
        }
    }

    private void entry(
            ArchiveInputStream<? extends ArchiveEntry> in,
            ArchiveEntry entry,
            String name,
            @Nullable Instant modified)
            throws Exception {
        files++;
        if (in.canReadEntryData(entry)) {
            job.part(name, null, modified, in);
        } else {
            unknown++;
        }
    }

    private static @Nullable Instant when(@Nullable FileTime time) {
        return time == null || time.toMillis() <= 0 ? null : time.toInstant();
    }

    /// A file packed alone: it is a container with one part.
    static Verdict unpack(FileJob job, String mediaType) throws Exception {
        if (!job.unfolds()) {
            return Tools.COMPRESS.read();
        }
        try (InputStream raw = new BufferedInputStream(job.content.open(), 64 << 10);
                InputStream in = unpacked(raw, mediaType)) {
            String own =
                    in instanceof GzipCompressorInputStream gzip
                            ? gzip.getMetaData().getFileName()
                            : null;
            job.part(
                    own == null || own.isBlank() ? inner(job.hints.name()) : Names.ofLatin(own),
                    null,
                    null,
                    in);
        }
        return Tools.COMPRESS.read();
    }

    private static InputStream unpacked(InputStream raw, String mediaType) throws IOException {
        return switch (mediaType) {
            case "application/x-bzip2", "application/x-bzip" ->
                    new BZip2CompressorInputStream(raw, true);
            case "application/x-xz" ->
                    XZCompressorInputStream.builder()
                            .setInputStream(raw)
                            .setDecompressConcatenated(true)
                            .setMemoryLimitKiB(MEMORY_KIB)
                            .get();
            case "application/x-lzma" ->
                    LZMACompressorInputStream.builder()
                            .setInputStream(raw)
                            .setMemoryLimitKiB(MEMORY_KIB)
                            .get();
            case "application/x-compress" -> new ZCompressorInputStream(raw, MEMORY_KIB);
            case "application/x-lz4" -> new FramedLZ4CompressorInputStream(raw, true);
            case "application/x-snappy-framed" -> new FramedSnappyCompressorInputStream(raw);
            default ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(raw)
                            .setDecompressConcatenated(true)
                            .setFileNameCharset(StandardCharsets.ISO_8859_1)
                            .get();
        };
    }

    /// The name of what is packed: that of the file without its last extension.
    static String inner(String name) {
        String extension = PlainText.extension(name);
        String stem =
                extension.isEmpty()
                        ? name
                        : name.substring(0, name.length() - extension.length() - 1);
        return switch (extension) {
            case "tgz", "tbz", "tbz2", "txz", "tz", "taz" -> stem + ".tar";
            case "svgz" -> stem + ".svg";
            case "emz" -> stem + ".emf";
            case "wmz" -> stem + ".wmf";
            default -> extension.isEmpty() || stem.isEmpty() ? "content" : stem;
        };
    }

    /// Names in an archive that does not say in which charset they are: they share one, so all of
    /// them together tell which.
    static final class Names {
        private final @Nullable Charset charset;

        Names(List<ZipArchiveEntry> entries) {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (ZipArchiveEntry entry : entries) {
                if (entry.getRawName() != null
                        && !entry.getGeneralPurposeBit().usesUTF8ForNames()) {
                    all.writeBytes(entry.getRawName());
                    all.write('\n');
                }
            }
            charset = all.size() == 0 ? null : charsetOf(all.toByteArray());
        }

        String of(ZipArchiveEntry entry) {
            byte[] raw = entry.getRawName();
            if (raw == null || charset == null) {
                return entry.getName();
            }
            return entry.getGeneralPurposeBit().usesUTF8ForNames()
                    ? new String(raw, StandardCharsets.UTF_8)
                    : new String(raw, charset);
        }

        /// A name whose bytes were kept as Latin 1, in the charset that they are really in.
        static String ofLatin(String name) {
            boolean plain = true;
            for (int i = 0; i < name.length(); i++) {
                if (name.charAt(i) > 0xff) {
                    return name;
                }
                plain &= name.charAt(i) < 0x80;
            }
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            return plain ? name : new String(bytes, charsetOf(bytes));
        }

        private static Charset charsetOf(byte[] names) {
            String found = Charsets.decode(names, null).charset();
            // What packers on Windows and DOS write when they write neither UTF-8 nor an East
            // Asian charset.
            return Charset.forName(found.equals("windows-1252") ? "IBM437" : found);
        }
    }
}
