package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.hostile.Made.utf8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// Names that climb, hide, lie or run: of files, and of parts within archives.
final class HostileNames {

    /// Where a careless unpacker would write.
    static final List<String> CLIMBERS =
            List.of(
                    "../../../../../../tmp/haetae-escape.txt",
                    "..\\..\\..\\..\\haetae-escape.txt",
                    "/tmp/haetae-escape.txt",
                    "//tmp/haetae-escape.txt",
                    "C:\\Windows\\Temp\\haetae-escape.txt",
                    "C:haetae-escape.txt",
                    "\\\\server\\share\\haetae-escape.txt",
                    "good/../../../../../tmp/haetae-escape.txt",
                    "./.././../haetae-escape.txt",
                    "....//....//haetae-escape.txt",
                    "%2e%2e%2f%2e%2e%2fhaetae-escape.txt",
                    "~/haetae-escape.txt",
                    "~root/.ssh/authorized_keys",
                    "/etc/cron.d/haetae-escape",
                    "/proc/self/environ",
                    "/dev/stdout",
                    "file:///tmp/haetae-escape.txt",
                    "..",
                    ".",
                    "/",
                    "$(touch /tmp/haetae-escape)",
                    "`touch /tmp/haetae-escape`",
                    "|touch /tmp/haetae-escape",
                    "-rf");

    /// Names of files that matter to Haetae or to the machine.
    private static final List<String> IMPORTANT =
            List.of(
                    "haetae.yaml",
                    "../haetae.yaml",
                    "keys/vault",
                    "../../keys/ledger-ed25519",
                    "ledger/checkpoint",
                    "../ledger/tile/0/000",
                    "lock",
                    "database/postmaster.pid",
                    "0=ocfl_1.1",
                    "inventory.json",
                    "inventory.json.sha512",
                    "INDEX",
                    "write.lock",
                    "segments_1",
                    "/etc/passwd",
                    "authorized_keys",
                    ".bashrc");

    private HostileNames() {}

    static List<HostileFile> all() {
        List<HostileFile> all = new ArrayList<>();
        byte[] text = utf8("Only the name is hostile. 이름만 나쁘다.\n");
        for (String name : CLIMBERS) {
            all.add(zip("zip-slip", name, text));
            all.add(
                    HostileFile.of(
                            "tar-slip",
                            "slip.tar",
                            "a TAR entry that climbs out",
                            () -> new RawTar().file(name, text).bytes(),
                            READ));
        }
        for (String name : CLIMBERS.subList(0, 17)) {
            all.add(
                    HostileFile.of(
                            "7z-slip",
                            "slip.7z",
                            "a 7z entry that climbs out",
                            () -> sevenZip(name, text),
                            READ));
        }
        strangeEntries(all, text);
        for (String name : IMPORTANT) {
            all.add(plain("important-name", name, text, "a file called like one that matters"));
        }
        for (String name : strangeNames()) {
            all.add(plain("strange-name", name, text, "a file's own name is hostile"));
        }
        for (String name : NaughtyStrings.all()) {
            String why = "a naughty string as a file's name";
            // Text that calls itself XML is not well-formed XML.
            all.add(
                    name.endsWith(".xml")
                            ? HostileFile.of(
                                    "naughty-name", name, why, () -> text, READ, PARTIAL, DAMAGED)
                            : plain("naughty-name", name, text, why));
        }
        return all;
    }

    private static HostileFile plain(String family, String name, byte[] text, String why) {
        return HostileFile.of(family, name, why, () -> text, READ);
    }

    private static HostileFile zip(String family, String name, byte[] text) {
        return HostileFile.of(
                family,
                "slip.zip",
                "a ZIP entry with a name that climbs, hides or lies",
                () -> new RawZip().file(name, text).bytes(),
                READ);
    }

    /// Names hostile in themselves: bidi, NUL, control, endless, not text at all.
    static List<String> strangeNames() {
        return List.of(
                "report\u202Efdp.exe",
                "\u2066invoice\u2069\u202Etxt.scr",
                "a\0b.txt",
                "a\nb.txt",
                "a\r\nSet-Cookie: x=1.txt",
                "\u001B[2J\u001B[31mred.txt",
                "tab\there.txt",
                "bell\u0007.txt",
                " .txt",
                "trailing. ",
                "CON",
                "aux.txt",
                "e\u0301".repeat(400) + ".txt",
                "z\u0335\u0353\u030C".repeat(90) + ".txt",
                "\uD800lonely-surrogate.txt",
                "\uFEFFbom.txt",
                "zero\u200Bwidth\u200D.txt",
                "가".repeat(1_200) + ".txt",
                "x".repeat(65_000) + ".txt",
                "<script>alert(1)</script>.txt",
                "\"><img src=x onerror=alert(1)>.txt",
                "'; DROP TABLE item; --.txt",
                "${jndi:ldap://127.0.0.1/x}.txt",
                "{{7*7}}.txt",
                "%s%n%x.txt",
                "=HYPERLINK(\"x\").txt",
                "");
    }

    private static void strangeEntries(List<HostileFile> all, byte[] text) {
        for (String name : strangeNames()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            byte[] fitting = bytes.length > 65_535 ? java.util.Arrays.copyOf(bytes, 65_535) : bytes;
            all.add(
                    HostileFile.of(
                            "strange-entry",
                            "strange.zip",
                            "a ZIP entry with a name that hides or lies",
                            () -> new RawZip().file(fitting, text).bytes(),
                            READ));
        }
        all.add(
                HostileFile.of(
                        "strange-entry",
                        "not-text.zip",
                        "a ZIP entry whose name is no text in any charset",
                        () -> new RawZip().flags(0).file(Made.random(200, 3), text).bytes(),
                        READ));
        all.add(
                HostileFile.of(
                        "strange-entry",
                        "overlong.zip",
                        "a name in overlong UTF-8",
                        () ->
                                new RawZip()
                                        .file(
                                                new byte[] {
                                                    '.', '.', (byte) 0xC0, (byte) 0xAF, 'x'
                                                },
                                                text)
                                        .bytes(),
                        READ));
        all.add(
                HostileFile.of(
                        "strange-entry",
                        "twins.zip",
                        "five hundred entries of one name",
                        () -> {
                            var zip = new RawZip();
                            for (int i = 0; i < 500; i++) {
                                zip.file("same.txt", utf8("twin " + i));
                            }
                            return zip.bytes();
                        },
                        READ));
        all.add(
                HostileFile.of(
                        "strange-entry",
                        "folder-and-file.zip",
                        "one name as file and as folder",
                        () ->
                                new RawZip()
                                        .file("a", text)
                                        .file("a/", new byte[0])
                                        .file("a/b", text)
                                        .bytes(),
                        READ,
                        PARTIAL));
        all.add(
                HostileFile.of(
                        "strange-entry",
                        "link.zip",
                        "a ZIP entry that is a symbolic link to /etc/passwd",
                        () ->
                                new RawZip()
                                        .mode(0120777)
                                        .stored("link", utf8("/etc/passwd"))
                                        .mode(0100644)
                                        .file("link/x", text)
                                        .bytes(),
                        READ,
                        PARTIAL,
                        DAMAGED));
    }

    private static byte[] sevenZip(String name, byte[] text) {
        return Made.bytes(
                out -> {
                    try (var channel = new SeekableInMemoryByteChannel()) {
                        try (var archive = new SevenZOutputFile(channel)) {
                            var entry = new SevenZArchiveEntry();
                            entry.setName(name);
                            entry.setHasStream(true);
                            archive.putArchiveEntry(entry);
                            archive.write(text);
                            archive.closeArchiveEntry();
                        }
                        out.write(channel.array(), 0, (int) channel.size());
                    }
                });
    }
}
