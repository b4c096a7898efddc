package org.haetae.web;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Someone who is signed in and asks for pages without a browser.
record Reading(ServedHome home, String session, String language) {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Reading as(String login) {
        return new Reading(ServedHome.get(), ServedHome.get().session(login), "en");
    }

    Reading in(String otherLanguage) {
        return new Reading(home, session, otherLanguage);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(home.at(path)), "");
    }

    String page(String path) throws IOException, InterruptedException {
        return get(path).body();
    }

    HttpResponse<String> post(String path, String field, String value)
            throws IOException, InterruptedException {
        return post(path, Map.of(field, value));
    }

    /// Posts a form of the kind that may hold files, with the token of the page of help.
    HttpResponse<String> postParts(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        var visit = visit();
        var body = new StringBuilder(part("_csrf", visit.token()));
        fields.forEach((name, value) -> body.append(part(name, value)));
        return send(
                HttpRequest.newBuilder(home.at(path))
                        .header("Content-Type", "multipart/form-data; boundary=x-part-x")
                        .POST(HttpRequest.BodyPublishers.ofString(body + "--x-part-x--\r\n")),
                "; " + visit.cookies());
    }

    private static String part(String name, String value) {
        return "--x-part-x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, value);
    }

    private record Visit(String token, String cookies) {}

    private Visit visit() throws IOException, InterruptedException {
        var help = get("/help");
        Matcher token = TOKEN.matcher(help.body());
        if (!token.find()) {
            throw new IllegalStateException("no form on the page of help");
        }
        return new Visit(
                token.group(1),
                help.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .collect(Collectors.joining("; ")));
    }

    /// Posts a form, with the token of the page of help.
    HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        var visit = visit();
        String body =
                "_csrf="
                        + visit.token()
                        + fields.entrySet().stream()
                                .map(
                                        field ->
                                                "&%s=%s"
                                                        .formatted(
                                                                field.getKey(),
                                                                URLEncoder.encode(
                                                                        field.getValue(),
                                                                        StandardCharsets.UTF_8)))
                                .collect(Collectors.joining());
        return send(
                HttpRequest.newBuilder(home.at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "; " + visit.cookies());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String visit)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request.header("Cookie", "haetae_session=" + session + visit)
                        .header("Accept-Language", language)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
