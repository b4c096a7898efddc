package org.haetae.propose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Schema;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Values;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model that the owner of the home serves on the same machine, asked by the one interface of
/// docs/formats/suggestions.md. It is sent words of an item, so it is never looked for anywhere but
/// on a loopback address, and nothing is sent unless it was connected by the setting.
///
/// What it answers is held against the text and the schema: a quote that does not stand there, a
/// property that is not declared, a value that is none are passed over. Whatever goes wrong with it
/// leaves the proposals of our rules as they are.
public final class Model {

    private static final System.Logger LOG = System.getLogger(Model.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST = 500;

    private final URI address;

    private Model(URI address) {
        this.address = address;
    }

    /// The model at an address; none when that is empty.
    ///
    /// @throws IllegalArgumentException when it does not lie on this machine
    public static Optional<Model> at(String address) {
        if (address.isBlank()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(address.strip());
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && isLoopback(uri)) {
                return Optional.of(new Model(uri));
            }
        } catch (URISyntaxException e) {
            // Told below, as any other address that is none.
        }
        throw new IllegalArgumentException(
                "suggest.model is %s; expected an address on this machine by its number, such as http://127.0.0.1:8765/suggest"
                        .formatted(address));
    }

    /// By number alone: a name could be led elsewhere.
    private static boolean isLoopback(URI uri) {
        var host = uri.getHost();
        try {
            return (host.matches("[0-9.]+") || host.startsWith("["))
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /// One claim that the model reads from the text.
    record Said(String kind, String property, String value, Proposal.Place place) {}

    /// @param said what of its answer could be held against text and schema
    record Answer(Proposals.Answered answered, List<Said> said) {
        static final Answer NONE = new Answer(Proposals.Answered.NOT_CONNECTED, List.of());
    }

    /// Asks for one window of a text.
    Answer ask(Window window, Schema schema) {
        if (window.stretches().isEmpty()) {
            return new Answer(Proposals.Answered.YES, List.of());
        }
        var request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        JSON.writeValueAsBytes(question(window, schema))))
                        .build();
        try (var client = client()) {
            // The time is that of the whole answer, to its last byte.
            var answer =
                    client.sendAsync(
                            request,
                            HttpResponse.BodyHandlers.limiting(
                                    HttpResponse.BodyHandlers.ofString(UTF_8), MOST_BYTES));
            try {
                var response = answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
                return response.statusCode() == 200
                        ? new Answer(
                                Proposals.Answered.YES,
                                checked(JSON.readTree(response.body()), window, schema))
                        : failed("status " + response.statusCode());
            } finally {
                client.shutdownNow();
            }
        } catch (ExecutionException | TimeoutException | JacksonException e) {
            return failed(e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e.getClass().getName());
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /// The log says that, never what was asked or answered.
    private static Answer failed(String how) {
        LOG.log(
                Level.WARNING,
                "the model of suggest.model gave no answer that can be used: {0}",
                how);
        return new Answer(Proposals.Answered.NO, List.of());
    }

    private static Map<String, Object> question(Window window, Schema schema) {
        var question = new LinkedHashMap<String, Object>();
        question.put("version", 1);
        question.put(
                "texts",
                window.stretches().stream()
                        .map(
                                stretch -> {
                                    var text = new LinkedHashMap<String, Object>();
                                    text.put("page", stretch.page());
                                    text.put("start", stretch.start());
                                    text.put("text", stretch.text());
                                    return text;
                                })
                        .toList());
        question.put("kinds", schema.kinds().values().stream().map(Model::declared).toList());
        return question;
    }

    private static Map<String, Object> declared(Kind kind) {
        var declared = new LinkedHashMap<String, Object>();
        declared.put("kind", kind.code());
        declared.put("label", kind.label().english());
        declared.put(
                "properties",
                kind.properties().values().stream()
                        .filter(property -> !property.retired() && !property.sealed())
                        .filter(property -> property.type() != ValueType.REFERENCE)
                        .map(
                                property -> {
                                    var one = new LinkedHashMap<String, Object>();
                                    one.put("property", property.code());
                                    one.put("label", property.label().english());
                                    one.put("type", property.type().word());
                                    return one;
                                })
                        .toList());
        return declared;
    }

    /// Each by itself: what cannot be used keeps nothing else out.
    private static List<Said> checked(JsonNode answer, Window window, Schema schema) {
        var said = new ArrayList<Said>();
        for (var one : answer.path("suggestions")) {
            if (said.size() < MOST) {
                checked(
                                text(one, "kind"),
                                text(one, "property"),
                                text(one, "value"),
                                text(one, "quote"),
                                one.path("page").asInt(0),
                                window,
                                schema)
                        .ifPresent(said::add);
            }
        }
        return said;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString().strip() : "";
    }

    private static Optional<Said> checked(
            String kind,
            String property,
            String value,
            String quote,
            int page,
            Window window,
            Schema schema) {
        var declared =
                schema.kind(kind)
                        .flatMap(one -> one.property(property))
                        .filter(one -> !one.retired() && !one.sealed())
                        .filter(one -> one.type() != ValueType.REFERENCE);
        if (declared.isEmpty() || quote.isEmpty()) {
            return Optional.empty();
        }
        try {
            Values.typed(schema, declared.get(), value, EntityId::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return window.stretches().stream()
                .filter(stretch -> page == 0 || stretch.page() == page)
                .filter(stretch -> stretch.text().contains(quote))
                .findFirst()
                .map(
                        stretch -> {
                            int unit = stretch.text().indexOf(quote);
                            int start = stretch.text().codePointCount(0, unit);
                            return new Said(
                                    kind,
                                    property,
                                    value,
                                    new Proposal.Place(
                                            stretch.passage(
                                                    start,
                                                    start
                                                            + quote.codePointCount(
                                                                    0, quote.length())),
                                            quote));
                        });
    }
}
