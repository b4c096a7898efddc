package org.haetae.packing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import org.haetae.ledger.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Each code of the specification that is checked is found in a root that has this fault, beside
/// the community's fixtures, which do not have all of them. Without its line here a new code does
/// not compile.
class OcflCodesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path root;
    private Path object;

    /// A root with one object of two versions.
    @BeforeEach
    void build() throws IOException {
        object = root.resolve("object");
        Files.writeString(root.resolve("0=ocfl_1.1"), "ocfl_1.1\n");
        Files.createDirectories(object);
        write("0=ocfl_object_1.1", "ocfl_object_1.1\n");
        ObjectNode inventory = JSON.createObjectNode();
        inventory.put("id", "urn:example:object");
        inventory.put("type", "https://ocfl.io/1.1/spec/#inventory");
        inventory.put("digestAlgorithm", "sha512");
        inventory.putObject("manifest");
        inventory.putObject("versions");
        for (String version : new String[] {"v1", "v2"}) {
            String path = version + "/content/" + version + ".txt";
            write(path, "an invented letter of " + version);
            inventory.put("head", version);
            manifest(inventory).putArray(digest(path)).add(path);
            ObjectNode one = ((ObjectNode) inventory.get("versions")).putObject(version);
            one.put("created", "2026-11-22T12:00:00Z").put("message", "received");
            one.putObject("user").put("name", "Haetae").put("address", "urn:example:haetae");
            ObjectNode state = one.putObject("state");
            manifest(inventory)
                    .properties()
                    .forEach(
                            line ->
                                    state.putArray(line.getKey())
                                            .add(line.getValue().get(0).asString().substring(11)));
            inventory(version + "/", inventory);
            inventory("", inventory);
        }
    }

    private static ObjectNode manifest(ObjectNode inventory) {
        return (ObjectNode) inventory.get("manifest");
    }

    private static ObjectNode version(ObjectNode inventory, String version) {
        return (ObjectNode) inventory.get("versions").get(version);
    }

    private static ObjectNode state(ObjectNode inventory) {
        return (ObjectNode) version(inventory, "v1").get("state");
    }

    private static String only(ObjectNode node) {
        return node.propertyNames().iterator().next();
    }

    @Test
    void aRightRootHasNoFinding() throws IOException {
        assertThat(OcflCheck.root(root, true)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasARootThatHasIt(OcflCode code) throws IOException {
        harm(code);
        assertThat(OcflCheck.root(root, true)).extracting(Finding::code).contains("OCFL-" + code);
    }

    private void harm(OcflCode code) throws IOException {
        switch (code) {
            case E001 -> write("notes.txt", "put in");
            case E003 -> write("0=ocfl_object_1.0", "ocfl_object_1.0\n");
            case E004 -> rename("0=ocfl_object_1.1", "0=ocfl_object_9.9");
            case E007 -> write("0=ocfl_object_1.1", "ocfl_object_1.1");
            case E008 -> edit(it -> it.putObject("versions"));
            case E009 -> edit(it -> ((ObjectNode) it.get("versions")).remove("v1"));
            case E010 -> edit(it -> moveVersion(it, "v2", "v3"));
            case E011, E013 -> edit(it -> moveVersion(it, "v1", "v01"));
            case E012 -> edit(it -> moveVersion(it, "v2", "v02"));
            case E015 -> write("v2/notes.txt", "put in");
            case E017 -> edit(it -> it.put("contentDirectory", "a/b"));
            case E018 -> edit(it -> it.put("contentDirectory", ".."));
            case E019 -> editOlder(it -> it.put("contentDirectory", "content"));
            case E023 -> write("v2/content/more.txt", "put in");
            case E024 -> Files.createDirectory(object.resolve("v2/content/empty"));
            case E025 -> edit(it -> it.put("digestAlgorithm", "md5"));
            case E033 -> write("inventory.json", "[1]");
            case E036 -> edit(it -> it.remove("id"));
            case E037 -> editOlder(it -> it.put("id", "urn:example:another"));
            case E038 -> edit(it -> it.put("type", "an inventory"));
            case E040 -> edit(it -> it.put("head", "v1"));
            case E041 -> edit(it -> it.remove("manifest"));
            case E044 -> edit(it -> it.putArray("versions"));
            case E046 -> edit(it -> moveVersion(it, "v2", "second"));
            case E047 -> edit(it -> ((ObjectNode) it.get("versions")).put("v1", "the first"));
            case E048 -> edit(it -> version(it, "v1").remove("created"));
            case E049 -> edit(it -> version(it, "v1").put("created", "yesterday"));
            case E050 -> edit(it -> version(it, "v1").put("state", 1));
            case E051 -> edit(it -> state(it).put(only(state(it)), "v1.txt"));
            case E052 -> edit(it -> state(it).putArray(only(state(it))).add("../v1.txt"));
            case E053 -> edit(it -> state(it).putArray(only(state(it))).add("/v1.txt"));
            case E054 -> edit(it -> version(it, "v1").putObject("user"));
            case E057 -> edit(it -> it.putObject("fixity").put("md5", 5));
            case E058 -> Files.delete(object.resolve("inventory.json.sha512"));
            case E060 -> write("inventory.json.sha512", "00".repeat(64) + " inventory.json\n");
            case E061 -> write("inventory.json.sha512", "of inventory.json\n");
            case E063 -> Files.delete(object.resolve("inventory.json"));
            case E064 -> write("v2/inventory.json", read("inventory.json") + "\n");
            case E066 -> editOlder(it -> state(it).putArray(only(state(it))).add("other.txt"));
            case E067 -> write("extensions/notes.txt", "put in");
            case E069 -> Files.delete(root.resolve("0=ocfl_1.1"));
            case E070 -> Files.writeString(root.resolve("ocfl_layout.json"), "{}");
            case E073 -> Files.createDirectory(root.resolve("empty"));
            case E080 -> Files.writeString(root.resolve("0=ocfl_1.1"), "ocfl");
            case E081 -> {
                Files.delete(root.resolve("0=ocfl_1.1"));
                Files.writeString(root.resolve("0=ocfl_1.0"), "ocfl_1.0\n");
            }
            case E083 -> {
                String layout = "0004-hashed-n-tuple-storage-layout";
                Files.writeString(
                        root.resolve("ocfl_layout.json"),
                        "{\"extension\":\"%s\",\"description\":\"by hash\"}".formatted(layout));
                Path config = root.resolve("extensions").resolve(layout).resolve("config.json");
                Files.createDirectories(config.getParent());
                Files.writeString(config, "{}");
            }
            case E084 -> {
                Files.createDirectories(root.resolve("between"));
                Files.move(object, root.resolve("between/object"));
                Files.writeString(root.resolve("between/notes.txt"), "put in");
            }
            case E085 -> {
                Files.createDirectories(root.resolve("way"));
                Files.writeString(root.resolve("way/notes.txt"), "put in");
            }
            case E090 ->
                    Files.createSymbolicLink(
                            object.resolve("v2/content/link.txt"), Path.of("v2.txt"));
            case E092 -> write("v1/content/v1.txt", "another letter");
            case E093 ->
                    edit(
                            it ->
                                    it.putObject("fixity")
                                            .putObject("md5")
                                            .putArray("00".repeat(16))
                                            .add("v1/content/v1.txt"));
            case E094 -> edit(it -> version(it, "v1").put("message", 5));
            case E095 -> edit(it -> state(it).putArray(only(state(it))).add("a").add("a/v1.txt"));
            case E096 ->
                    edit(
                            it ->
                                    manifest(it)
                                            .putArray(only(manifest(it)).toUpperCase(Locale.ROOT))
                                            .add("v1/content/copy.txt"));
            case E097 ->
                    edit(
                            it -> {
                                ObjectNode md5 = it.putObject("fixity").putObject("md5");
                                md5.putArray("ab".repeat(16)).add("v1/content/v1.txt");
                                md5.putArray("AB".repeat(16)).add("v2/content/v2.txt");
                            });
            case E099 -> content("v1/content/../content/v1.txt");
            case E100 -> content("/v1/content/v1.txt");
            case E101 ->
                    edit(
                            it ->
                                    manifest(it)
                                            .putArray(only(manifest(it)))
                                            .add("v1/content/v1.txt")
                                            .add("v1/content/v1.txt"));
            case E102 -> edit(it -> it.put("notes", "put in"));
            case E103 -> edit(it -> it.put("type", "https://ocfl.io/1.0/spec/#inventory"));
            case E106 -> edit(it -> it.putArray("manifest"));
            case E107 -> edit(it -> manifest(it).putArray("00".repeat(64)).add("v1/content/x.txt"));
            case E111 -> edit(it -> it.putArray("fixity"));
            case W001 ->
                    edit(
                            it -> {
                                moveVersion(it, "v1", "v01");
                                moveVersion(it, "v2", "v02");
                            });
            case W002 -> Files.createDirectories(object.resolve("v2/more"));
            case W003 -> Files.delete(object.resolve("v2/content/v2.txt"));
            case W004 -> edit(it -> it.put("digestAlgorithm", "sha256"));
            case W005 -> edit(it -> it.put("id", "object"));
            case W007 -> edit(it -> version(it, "v1").remove("message"));
            case W008 -> edit(it -> ((ObjectNode) version(it, "v1").get("user")).remove("address"));
            case W009 ->
                    edit(
                            it ->
                                    ((ObjectNode) version(it, "v1").get("user"))
                                            .put("address", "in the house"));
            case W010 -> Files.delete(object.resolve("v1/inventory.json"));
            case W011 -> editOlder(it -> version(it, "v1").put("message", "something else"));
            case W013 -> Files.createDirectories(object.resolve("extensions/of-our-own"));
            case W016 -> Files.createDirectories(root.resolve("extensions/of-our-own"));
        }
    }

    private void content(String path) throws IOException {
        edit(it -> manifest(it).putArray(only(manifest(it))).add(path));
    }

    private static void moveVersion(ObjectNode inventory, String from, String to) {
        ObjectNode versions = (ObjectNode) inventory.get("versions");
        versions.set(to, versions.remove(from));
    }

    /// Changes the object's inventory, which is that of its last version, with its sidecars.
    private void edit(Consumer<ObjectNode> change) throws IOException {
        ObjectNode inventory = (ObjectNode) JSON.readTree(read("inventory.json"));
        change.accept(inventory);
        inventory("v2/", inventory);
        inventory("", inventory);
    }

    private void editOlder(Consumer<ObjectNode> change) throws IOException {
        ObjectNode inventory = (ObjectNode) JSON.readTree(read("v1/inventory.json"));
        change.accept(inventory);
        inventory("v1/", inventory);
    }

    private void inventory(String folder, ObjectNode inventory) throws IOException {
        write(folder + "inventory.json", JSON.writeValueAsString(inventory));
        write(
                folder + "inventory.json.sha512",
                digest(folder + "inventory.json") + " inventory.json\n");
    }

    private String digest(String file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-512")
                                    .digest(Files.readAllBytes(object.resolve(file))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(object.resolve(file), UTF_8);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(object.resolve(file).getParent());
        Files.writeString(object.resolve(file), text);
    }

    private void rename(String from, String to) throws IOException {
        Files.move(object.resolve(from), object.resolve(to));
    }
}
