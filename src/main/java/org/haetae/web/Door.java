package org.haetae.web;

import static org.haetae.web.Admits.Whom.ANYONE;
import static org.haetae.web.Admits.Whom.SIGNED_IN;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.haetae.access.Permission;
import org.haetae.roster.Roster;
import org.haetae.roster.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What is open before signing in: the door itself, the site's own files, language and theme.
@Controller
final class Door {
    private static final Duration YEAR = Duration.ofDays(365);

    private final Assets assets;
    private final Refusals refusals;
    private final Roster roster;
    private final KeptSearches searches;

    Door(Assets assets, Refusals refusals, Rooms rooms, KeptSearches searches) {
        this.assets = assets;
        this.refusals = refusals;
        this.roster = rooms.roster();
        this.searches = searches;
    }

    @GetMapping("/")
    @Admits(SIGNED_IN)
    Answer front(Visitor visitor) {
        return new Answer.SeeOther(home(visitor));
    }

    /// The first page of those that a visitor may open.
    private static String home(Visitor visitor) {
        if (visitor.may(Permission.SEARCH)) {
            return "/search";
        }
        if (visitor.may(Permission.MANAGE_ACCOUNTS)) {
            return "/people";
        }
        if (visitor.may(Permission.OPEN_IDENTITY)) {
            return "/identities";
        }
        return visitor.may(Permission.VERIFY) ? "/health" : "/account";
    }

    @GetMapping("/sign-in")
    @Admits(ANYONE)
    Answer signIn(@RequestParam(required = false) @Nullable String to) {
        return new Sheet.SignIn(null, ReturnPath.orFront(to));
    }

    /// The answer to a wrong name, a wrong password, a wrong code and a locked account is the same.
    @PostMapping("/sign-in")
    @Admits(ANYONE)
    Answer signIn(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        String before = Pages.cookie(request, Entrance.SESSION_COOKIE);
        Optional<Session.Opened> opened =
                roster.signIn(name.strip(), password.toCharArray(), code.replace(" ", ""));
        if (opened.isEmpty()) {
            return new Answer.WithStatus(
                    401, new Sheet.SignIn("sign-in.wrong", ReturnPath.orFront(to)));
        }
        if (before != null) {
            roster.signOut(before);
        }
        response.addHeader(
                "Set-Cookie",
                CsrfTokens.cookie(request, Entrance.SESSION_COOKIE, opened.get().token())
                        .build()
                        .toString());
        return new Answer.SeeOther(ReturnPath.orFront(to));
    }

    /// Ends the session and forgets what was searched for and not saved.
    @PostMapping("/sign-out")
    @Admits(SIGNED_IN)
    Answer signOut(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        searches.forgetUnsaved(visitor.clearance());
        roster.signOut(visitor.token());
        response.addHeader(
                "Set-Cookie",
                CsrfTokens.cookie(request, Entrance.SESSION_COOKIE, "")
                        .maxAge(Duration.ZERO)
                        .build()
                        .toString());
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        return new Answer.SeeOther("/sign-in");
    }

    @GetMapping("/help")
    @Admits(SIGNED_IN)
    Answer help() {
        return new Sheet.Help();
    }

    /// Language or theme, kept in a cookie, then back to the page one came from.
    @PostMapping("/look")
    @Admits(ANYONE)
    Answer look(
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (language != null) {
            keep(request, response, Pages.LANGUAGE_COOKIE, Language.of(language).tag());
        }
        if (theme != null) {
            keep(request, response, Pages.THEME_COOKIE, Theme.of(theme).tag());
        }
        return new Answer.SeeOther(ReturnPath.orFront(to));
    }

    private static void keep(
            HttpServletRequest request, HttpServletResponse response, String name, String value) {
        response.addHeader(
                "Set-Cookie",
                CsrfTokens.cookie(request, name, value).maxAge(YEAR).build().toString());
    }

    @GetMapping("/assets/{file}")
    @Admits(ANYONE)
    void asset(@PathVariable String file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var asset = assets.file(file);
        if (asset.isEmpty()) {
            refusals.send(request, response, 404);
            return;
        }
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        send(asset.get(), request, response);
    }

    @GetMapping("/favicon.ico")
    @Admits(ANYONE)
    void icon(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "public, max-age=86400");
        send(assets.named("logo.svg"), request, response);
    }

    @GetMapping("/api/v1/openapi.yaml")
    @Admits(ANYONE)
    void openapi(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-cache");
        send(assets.named("openapi.yaml"), request, response);
    }

    private static void send(
            Assets.Asset asset, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String accepted = request.getHeader("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        byte[] body = gzip ? asset.gzipped() : asset.content();
        response.setContentType(asset.mediaType());
        response.addHeader("Vary", "Accept-Encoding");
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
