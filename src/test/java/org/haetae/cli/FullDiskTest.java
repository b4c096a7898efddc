package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk of the home is full in the middle of an `add`. Needs to be root, to mount a small disk.
class FullDiskTest {

    @TempDir Path folder;

    @Test
    void aFullDiskIsToldPlainlyAndNothingIsLostOnceThereIsRoom() throws Exception {
        var disk = Files.createDirectories(folder.resolve("disk"));
        assumeThat(
                        system(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=160m,mode=0755",
                                "tmpfs",
                                disk.toString()))
                .as("only root may mount a small disk")
                .isZero();
        try (var commands = new Commands()) {
            var home = disk.resolve("home");
            var first = folder.resolve("first.txt");
            Files.writeString(first, "taken in while there was room");
            assertThat(add(commands, home, first).code()).isEqualTo(Exit.DONE);

            var given = Files.createDirectories(folder.resolve("given"));
            var bytes = new byte[12 << 20];
            for (int i = 0; i < 12; i++) {
                new Random(i).nextBytes(bytes);
                Files.write(given.resolve("photo-%02d.bin".formatted(i)), bytes);
            }
            for (int tries = 0; tries < 2; tries++) {
                var full = add(commands, home, given);
                assertThat(full.err()).doesNotContain("\tat ").contains("no space left");
                assertThat(full.code()).as(full.err()).isEqualTo(Exit.CANNOT_RUN);
                assertThat(full.rows()).doesNotContainNull();
            }

            assertThat(system("mount", "-o", "remount,size=400m", disk.toString())).isZero();
            var last = add(commands, home, given);
            assertThat(last.rows()).as(last.err()).hasSize(12);
            assertThat(last.rows()).extracting(row -> row.get("sha256")).doesNotContainNull();
            assertThat(last.code()).isEqualTo(Exit.FINDINGS);
            var verified = commands.run("verify", "--deep", "--home", home.toString(), "--json");
            assertThat(verified.out()).isEmpty();
            assertThat(verified.code()).as(verified.err()).isZero();
        } finally {
            system("umount", "-l", disk.toString());
        }
    }

    private static Run add(Commands commands, Path home, Path given) throws IOException {
        return commands.run(
                "add", "--home", home.toString(), "--json", "--ocr", "off", given.toString());
    }

    private static int system(String... words) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : 1;
        } catch (IOException absent) {
            return 1;
        }
    }
}
