package org.haetae.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.haetae.roster.Roster;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who asks: the session cookie of a browser or the token of a program (RFC 6750), looked
/// up in the roster each time, so one that was ended elsewhere is over with the next request. A
/// token lets nobody in but at addresses for programs.
final class Entrance extends OncePerRequestFilter {
    static final String SESSION_COOKIE = "haetae_session";

    /// The second is what clients of OpenSanctions send.
    private static final List<String> SCHEMES = List.of("Bearer ", "ApiKey ");

    private final Roster roster;

    Entrance(Roster roster) {
        this.roster = roster;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String program = bearer(request);
        String token = program == null ? Pages.cookie(request, SESSION_COOKIE) : program;
        if (token != null && !request.getRequestURI().startsWith("/assets/")) {
            (program == null ? roster.bySession(token) : roster.byToken(token))
                    .ifPresent(
                            who ->
                                    request.setAttribute(
                                            Visitor.ATTRIBUTE,
                                            new Visitor(who, token, Pages.language(request))));
        }
        chain.doFilter(request, response);
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header == null || !Api.takes(request)
                ? null
                : SCHEMES.stream()
                        .filter(scheme -> header.regionMatches(true, 0, scheme, 0, scheme.length()))
                        .map(scheme -> header.substring(scheme.length()).strip())
                        .findFirst()
                        .orElse(null);
    }
}
