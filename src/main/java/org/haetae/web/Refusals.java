package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.haetae.archive.Erasures.Tombstone;
import org.haetae.archive.Uses;

/// How a request is turned away: a page for people, problem+json (RFC 9457) for programs. It says
/// the same of what is not there, what is not yours and what is no id at all.
final class Refusals {
    private final Pages pages;

    Refusals(Pages pages) {
        this.pages = pages;
    }

    void send(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        send(request, response, status, "", new Sheet.Refused(status));
    }

    /// More than a program may send at once ([BodyLimit]).
    void tooMuch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(
                request,
                response,
                413,
                ",\"detail\":\"a body may have %d bytes at most; send it in parts\""
                        .formatted(BodyLimit.MOST_BYTES),
                new Sheet.Refused(413));
    }

    /// What was erased: when and by which decision, nothing else.
    void gone(HttpServletRequest request, HttpServletResponse response, Tombstone tombstone)
            throws IOException {
        send(
                request,
                response,
                410,
                ",\"decision\":%d,\"erased\":\"%s\""
                        .formatted(tombstone.decision(), tombstone.at()),
                new Sheet.Erased(tombstone.decision(), tombstone.at()));
    }

    /// What the people who gave it do not allow, told to those who may know that it is there.
    void use(HttpServletRequest request, HttpServletResponse response, List<Uses.Ground> grounds)
            throws IOException {
        send(
                request,
                response,
                403,
                ",\"consents\":[%s]"
                        .formatted(
                                grounds.stream()
                                        .map(
                                                ground ->
                                                        "{\"consent\":\"%s\",\"reason\":\"%s\"}"
                                                                .formatted(
                                                                        ground.consent(),
                                                                        word(ground.reason())))
                                        .collect(Collectors.joining(","))),
                new Sheet.UseRefused(
                        grounds.stream()
                                .map(
                                        ground ->
                                                new Sheet.UseRefused.Ground(
                                                        ground.consent().toString(),
                                                        word(ground.reason())))
                                .toList()));
    }

    static String word(Uses.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param more members of the problem, each after a comma
    private void send(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String more,
            Sheet page)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setHeader("Cache-Control", "no-store");
        if (Api.takes(request)) {
            problem(response, status, more);
        } else {
            pages.send(request, response, status, page);
        }
    }

    void signInFirst(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Api.takes(request)) {
            send(request, response, 401);
            return;
        }
        response.setStatus(303);
        response.setHeader("Cache-Control", "no-store");
        String wished = request.getRequestURI();
        boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        response.setHeader(
                "Location",
                read && !wished.equals("/") && ReturnPath.isAllowed(wished)
                        ? "/sign-in?to=" + wished
                        : "/sign-in");
    }

    private static void problem(HttpServletResponse response, int status, String more)
            throws IOException {
        byte[] body =
                """
                {"type":"about:blank","status":%d,"title":"%s"%s}"""
                        .formatted(status, title(status), more)
                        .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static String title(int status) {
        return switch (status) {
            case 400 -> "The request could not be understood";
            case 401 -> "Sign in first";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "This address does not take that verb";
            case 410 -> "Erased";
            case 413 -> "Too much was sent";
            case 415 -> "This kind of content is not taken here";
            case 429 -> "Too many requests";
            case 503 -> "Something that this needs does not answer now";
            case 507 -> "No space left to take this in";
            default -> status < 500 ? "The request was refused" : "Something failed on the server";
        };
    }
}
