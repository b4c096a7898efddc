package org.haetae.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.haetae.roster.Roster;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who asks: the session cookie, looked up in the roster each time, so a session that was
/// ended elsewhere is over with the next request.
final class Entrance extends OncePerRequestFilter {
    static final String SESSION_COOKIE = "haetae_session";

    private final Roster roster;

    Entrance(Roster roster) {
        this.roster = roster;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = Pages.cookie(request, SESSION_COOKIE);
        if (token != null && !request.getRequestURI().startsWith("/assets/")) {
            roster.bySession(token)
                    .ifPresent(
                            who ->
                                    request.setAttribute(
                                            Visitor.ATTRIBUTE,
                                            new Visitor(who, token, Pages.language(request))));
        }
        chain.doFilter(request, response);
    }
}
