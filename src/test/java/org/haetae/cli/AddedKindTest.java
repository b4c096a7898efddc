package org.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kind that a group adds in YAML is in form, table, import and API with no code; what it no
/// longer declares stays readable. The place is invented.
class AddedKindTest {
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
    private static final Pattern PASSWORD = Pattern.compile("password: (.+?)   ");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final String WELLS =
            """
            version: 1
            kinds:
              well:
                label: {en: Water well, ko: 우물}
                title: [name]
                properties:
                  name: {label: {en: Name, ko: 이름}, type: name, many: true}
                  water: {label: {en: Water, ko: 수질}, type: code, vocabulary: waters}
                  depth: {label: {en: Depth in metres, ko: 깊이(미터)}, type: number}
            vocabularies:
              waters:
                label: {en: Waters, ko: 수질}
                terms:
                  sweet: {label: {en: Sweet, ko: 단물}}
                  salty: {label: {en: Salty, ko: 짠물}}
            """;

    @TempDir Path folder;

    private static String field(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static Run done(Commands commands, Path home, String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        var run = commands.run(all.toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isZero();
        return run;
    }

    @Test
    void anAddedKindIsEverywhereAndWhatIsTakenAwayStaysReadable() throws Exception {
        Path home = folder.resolve("home");
        Path letter =
                Files.writeString(
                        folder.resolve("letter.txt"),
                        "The old well behind the mill is nine metres deep. Its water is salty.");
        String password;
        Path claims;
        String item;
        try (var commands = new Commands()) {
            item =
                    done(commands, home, "add", "--ocr", "off", "--json", letter.toString())
                            .row("letter.txt")
                            .get("item")
                            .toString();
            Files.writeString(
                    Files.createDirectories(home.resolve("schema")).resolve("wells.yaml"), WELLS);
            claims =
                    Files.writeString(
                            folder.resolve("claims.jsonl"),
                            """
                            {"entity": "mill-well", "kind": "well", "property": "name", "value": "Mill well", "item": "%1$s", "quote": "The old well"}
                            {"entity": "mill-well", "property": "depth", "value": 9, "item": "%1$s", "quote": "nine metres deep"}
                            {"entity": "mill-well", "property": "water", "value": "짠물", "item": "%1$s", "quote": "salty"}
                            """
                                    .formatted(item));
            done(commands, home, "import", "claims", claims.toString());
            assertThat(String.join("\n", done(commands, home, "show", "mill-well").out()))
                    .contains("Water well: Mill well", "Depth in metres", "Salty");
            password =
                    field(
                            PASSWORD,
                            done(
                                            commands,
                                            home,
                                            "user",
                                            "add",
                                            "hana",
                                            "--role",
                                            "documenter",
                                            "--compartment",
                                            "general")
                                    .err());
        }
        try (var server = new Served(home, folder, password)) {
            assertThat(server.get("/items/" + item + "/cite")).contains("value=\"well\"");
            assertThat(server.get("/entities?kind=well"))
                    .contains("Mill well", "Salty", "value=\"depth\"");
            assertThat(
                            server.form(
                                    "/entities",
                                    "kind=well&property-1=depth&value-1=8&to-1=10&property-2=water&value-2=salty"))
                    .contains("Mill well");
            assertThat(server.form("/entities", "kind=well&property-1=depth&value-1=10&to-1=20"))
                    .doesNotContain("Mill well");
            assertThat(server.get("/api/v1/schema")).contains("\"kind\":\"well\"", "우물");
            assertThat(
                            server.json(
                                    "/api/v1/entities",
                                    "{\"kind\":\"well\",\"where\":[{\"property\":\"water\",\"is\":\"salty\"}]}"))
                    .contains("Mill well");
        }
        // The group does not ask for the depth any more, nor for what kind of water it is.
        Files.writeString(
                home.resolve("schema/wells.yaml"),
                WELLS.lines()
                        .takeWhile(line -> !line.contains("water:"))
                        .reduce("", (text, line) -> text + line + "\n"));
        String id;
        try (var commands = new Commands()) {
            var shown = done(commands, home, "show", "mill-well", "--json").rows().getFirst();
            id = shown.get("entity").toString();
            assertThat(shown.toString()).contains("depth", "nine metres deep", "salty");
            var refused =
                    commands.run(
                            "import",
                            "claims",
                            "--json",
                            "--home",
                            home.toString(),
                            Files.writeString(
                                            folder.resolve("more.jsonl"),
                                            "{\"entity\": \"mill-well\", \"property\": \"depth\", \"value\": 8, \"item\": \"%s\", \"quote\": \"deep\"}"
                                                    .formatted(item))
                                    .toString());
            assertThat(refused.rows().getFirst()).containsEntry("outcome", "refused");
            var exported =
                    done(
                                    commands,
                                    home,
                                    "export",
                                    "table",
                                    "well",
                                    "--json",
                                    "--out",
                                    folder.resolve("wells.csv").toString())
                            .rows()
                            .getFirst();
            assertThat(exported.get("undeclared").toString()).contains("depth", "water");
            done(commands, home, "verify");
        }
        try (var server = new Served(home, folder, password)) {
            assertThat(server.get("/entity/" + id))
                    .contains("Mill well", "depth", "9", "nine metres deep");
            assertThat(server.get("/api/v1/entities/" + id)).contains("\"property\":\"depth\"");
            assertThat(server.get("/entities?kind=well"))
                    .contains("Mill well")
                    .doesNotContain("value=\"depth\"");
        }
    }

    /// A server process on a home, and a browser's part in it.
    private static final class Served implements AutoCloseable {
        private final Process process;
        private final URI address;
        private final HttpClient client =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();

        Served(Path home, Path folder, String password) throws Exception {
            process =
                    Run.command("serve", "--home", home.toString(), "--port", "0", "--json")
                            .redirectError(folder.resolve("server-errors").toFile())
                            .start();
            var first = process.inputReader(UTF_8).readLine();
            address = URI.create(field(URL, String.valueOf(first)));
            form(
                    "/sign-in",
                    "name=hana&password="
                            + URLEncoder.encode(password, UTF_8)
                            + "&_csrf="
                            + URLEncoder.encode(field(CSRF, get("/sign-in")), UTF_8));
        }

        String get(String path) throws Exception {
            return send(HttpRequest.newBuilder(address.resolve(path)).GET());
        }

        String form(String path, String fields) throws Exception {
            var token =
                    fields.contains("_csrf")
                            ? ""
                            : "&_csrf=" + URLEncoder.encode(field(CSRF, get("/entities")), UTF_8);
            return send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(fields + token)));
        }

        String json(String path, String body) throws Exception {
            return send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private String send(HttpRequest.Builder request) throws Exception {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(200);
            return answer.body();
        }

        @Override
        public void close() {
            client.close();
            process.destroy();
            process.onExit().join();
        }
    }
}
