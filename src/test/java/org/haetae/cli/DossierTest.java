package org.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.haetae.verify.SmallJar;
import org.haetae.verify.Verifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// A dossier of an invented case leaves its home, and is proved by the small jar alone.
class DossierTest {

    @TempDir static Path folder;
    static Commands commands;
    static SmallJar jar;
    static InventedCase made;
    static Path bag;

    @BeforeAll
    static void fill() throws Exception {
        commands = new Commands();
        jar = SmallJar.in(folder);
        made = InventedCase.in(folder, commands);
        bag = folder.resolve("bag");
        Run run = export(bag);
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
    }

    @AfterAll
    static void end() {
        commands.close();
    }

    static Run export(Path out, String... more) throws Exception {
        var words =
                new ArrayList<>(
                        List.of("export", "dossier", made.id.toString(), "--out", out.toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--home", made.home.toString(), "--json"));
        return commands.run(words.toArray(String[]::new));
    }

    static SmallJar.Verdict verify(Path path) {
        return jar.run(
                "--key",
                made.home.resolve("keys/ledger-ed25519.vkey").toString(),
                "--key",
                made.home.resolve("keys/ledger-ml-dsa-44.vkey").toString(),
                "--json",
                path.toString());
    }

    @Test
    void theSmallJarProvesEachSentenceDownToBytes() throws Exception {
        var verdict = verify(bag);
        assertThat(verdict.code()).as(verdict.toString()).isZero();
        assertThat(verdict.out()).anyMatch(line -> line.contains("sentences rest on"));
        assertThat(bag.resolve("data/dossier.pdf")).exists();
        assertThat(bag.resolve("data/exhibits/E-0001.txt")).exists();
        assertThat(Files.readString(bag.resolve("data/dossier.json")))
                .contains("was struck with the handle of a pick");
    }

    /// By the list of the dossier: sentence to claims, claim to passages, passage to exhibit.
    @Test
    void withoutASourceEachSentenceThatRestsOnItFallsAndNoOther() throws Exception {
        var list =
                JsonMapper.builder()
                        .build()
                        .readTree(Files.readAllBytes(bag.resolve("data/dossier.json")));
        var exhibit = list.at("/exhibits/0");
        var claims =
                list.at("/claims")
                        .valueStream()
                        .filter(
                                claim ->
                                        claim.at("/passages")
                                                .valueStream()
                                                .anyMatch(
                                                        one ->
                                                                one.at("/exhibit")
                                                                        .equals(
                                                                                exhibit.at(
                                                                                        "/exhibit"))))
                        .map(claim -> claim.at("/label").asString())
                        .toList();
        var resting =
                list.at("/sentences")
                        .valueStream()
                        .filter(
                                sentence ->
                                        sentence.at("/claims")
                                                .valueStream()
                                                .anyMatch(one -> claims.contains(one.asString())))
                        .map(sentence -> sentence.at("/text").asString())
                        .toList();
        assertThat(resting).isNotEmpty().hasSizeLessThan(list.at("/sentences").size());
        var run =
                commands.run(
                        "case",
                        "what-if",
                        made.id.toString(),
                        "--item",
                        exhibit.at("/item").asString(),
                        "--sentences",
                        "--home",
                        made.home.toString(),
                        "--json");
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
        assertThat(
                        run.rows().stream()
                                .filter(row -> row.containsKey("sentence"))
                                .map(row -> row.get("text").toString()))
                .containsExactlyElementsOf(resting);
    }

    private static final int CHANGES = 1_000;
    private static final long SEED = 20261123;

    /// Single bytes and single words, each in a copy of its own, with manifests as they were.
    @Test
    void everyOneOfAThousandChangesIsNamed() throws Exception {
        var random = new Random(SEED);
        var files = InventedCase.files(bag);
        var names = List.copyOf(files.keySet());
        var copy = folder.resolve("copy");
        write(files, copy);
        var unseen = new ArrayList<String>();
        for (int i = 0; i < CHANGES; i++) {
            var name = names.get(random.nextInt(names.size()));
            var bytes = files.get(name);
            var changed = i % 2 == 0 ? byteOf(bytes, random) : wordOf(bytes, random);
            Files.write(copy.resolve(name), changed);
            var checked = check(copy);
            // A change to a manifest of tag files shows as the file that it lists, or as the line.
            if (checked.code() != 1
                    || checked.lines().stream()
                            .noneMatch(
                                    line ->
                                            line.contains(name)
                                                    || name.startsWith("tagmanifest"))) {
                unseen.add("change %d of %s: %s".formatted(i, name, checked));
            }
            Files.write(copy.resolve(name), bytes);
        }
        assertThat(check(copy).code()).isZero();
        assertThat(unseen).as("seed %d", SEED).isEmpty();
    }

    /// Nothing lists the manifest of tag files, and in capitals a digest is the same number.
    @Test
    void aLetterOfADigestInCapitalsIsNamed() throws Exception {
        var copy = folder.resolve("capitals");
        write(InventedCase.files(bag), copy);
        var manifest = copy.resolve("tagmanifest-sha256.txt");
        var text = Files.readString(manifest);
        var digest = Pattern.compile("^[0-9]*[a-f]").matcher(text);
        assertThat(digest.find()).isTrue();
        Files.writeString(
                manifest, digest.group().toUpperCase(Locale.ROOT) + text.substring(digest.end()));
        assertThat(check(copy).lines())
                .singleElement()
                .asString()
                .contains("DOSSIER-FILE-ALTERED", "tagmanifest-sha256.txt");
    }

    /// What the verifier says, in this process.
    ///
    /// @param lines findings alone
    private record Checked(int code, List<String> lines) {}

    private static Checked check(Path path) {
        var out = new ByteArrayOutputStream();
        int code =
                new Verifier(
                                new PrintStream(out, true, UTF_8),
                                new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
                        .run(
                                "--key",
                                made.home.resolve("keys/ledger-ed25519.vkey").toString(),
                                "--key",
                                made.home.resolve("keys/ledger-ml-dsa-44.vkey").toString(),
                                "--json",
                                path.toString());
        return new Checked(
                code,
                out.toString(UTF_8).lines().filter(line -> line.contains("\"code\"")).toList());
    }

    /// The same by somebody who mends the manifests of the bag after each change: what the log
    /// committed to is named all the same.
    @Test
    void aChangeIsNamedAlsoWhereTheManifestsAreMended() throws Exception {
        var random = new Random(SEED);
        var files = InventedCase.files(bag);
        var payload = files.keySet().stream().filter(name -> name.startsWith("data/")).toList();
        var copy = folder.resolve("mended");
        for (int i = 0; i < 60; i++) {
            var name = payload.get(i % payload.size());
            var changed = new TreeMap<>(files);
            changed.put(
                    name,
                    i % 2 == 0 ? byteOf(files.get(name), random) : wordOf(files.get(name), random));
            mend(changed);
            FileSystemUtils.deleteRecursively(copy);
            write(changed, copy);
            assertThat(check(copy).lines())
                    .as("change %d of %s, seed %d", i, name, SEED)
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("BAG-"));
        }
    }

    private static void mend(Map<String, byte[]> files) throws Exception {
        for (var kind : List.of("", "tag")) {
            for (var algorithm : List.of("SHA-256")) {
                var manifest =
                        "%smanifest-%s.txt"
                                .formatted(
                                        kind, algorithm.replace("-", "").toLowerCase(Locale.ROOT));
                var lines = new StringBuilder();
                for (var line : new String(files.get(manifest), UTF_8).lines().toList()) {
                    var path = line.substring(line.indexOf("  ") + 2);
                    lines.append(
                                    HexFormat.of()
                                            .formatHex(
                                                    MessageDigest.getInstance(algorithm)
                                                            .digest(files.get(path))))
                            .append("  ")
                            .append(path)
                            .append('\n');
                }
                files.put(manifest, lines.toString().getBytes(UTF_8));
            }
        }
        // Its size, too.
        long bytes = 0;
        int count = 0;
        for (var file : files.entrySet()) {
            if (file.getKey().startsWith("data/")) {
                bytes += file.getValue().length;
                count++;
            }
        }
        var info = new String(files.get("bag-info.txt"), UTF_8);
        var mended = info.replaceAll("Payload-Oxum: .*", "Payload-Oxum: " + bytes + "." + count);
        if (!mended.equals(info)) {
            files.put("bag-info.txt", mended.getBytes(UTF_8));
            mend(files);
        }
    }

    private static byte[] byteOf(byte[] bytes, Random random) {
        var changed = bytes.clone();
        int at = random.nextInt(bytes.length);
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    /// Another word of the same file in place of one; a byte where there are no words.
    private static byte[] wordOf(byte[] bytes, Random random) {
        var text = new String(bytes, UTF_8);
        var words = Pattern.compile("\\p{L}{3,}").matcher(text).results().toList();
        if (words.isEmpty() || !Arrays.equals(text.getBytes(UTF_8), bytes)) {
            return byteOf(bytes, random);
        }
        var one = words.get(random.nextInt(words.size()));
        var other = words.get(random.nextInt(words.size())).group();
        var put = other.equals(one.group()) ? other + "s" : other;
        return (text.substring(0, one.start()) + put + text.substring(one.end())).getBytes(UTF_8);
    }

    private static void write(Map<String, byte[]> files, Path to) throws Exception {
        for (var file : files.entrySet()) {
            var path = to.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
