package org.haetae.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponse;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/// The one gate. It finds the handler that a request will reach, reads whom that handler lets in,
/// and lets nobody else further: not to the form's fields, not to an uploaded byte.
///
/// What a person may know of within a route is not decided here but by the rooms, under the
/// person's clearance.
final class Gate extends OncePerRequestFilter {
    /// Set to the handler that this request was let in to; {@link PassedGate} compares.
    static final String PASSED = Gate.class.getName() + ".passed";

    private final RequestMappingHandlerMapping routes;
    private final Refusals refusals;

    Gate(RequestMappingHandlerMapping routes, Refusals refusals) {
        this.routes = routes;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("OPTIONS")) {
            // Nobody needs to be told what an address takes, and no other site may ask (CORS).
            refusals.send(request, response, 405);
            return;
        }
        HandlerMethod handler;
        try {
            handler = handler(request);
        } catch (Exception e) {
            // No handler takes this verb, or this kind of content.
            refusals.send(
                    request,
                    response,
                    e instanceof ErrorResponse known ? known.getStatusCode().value() : 400);
            return;
        }
        if (handler == null) {
            refusals.send(request, response, 404);
            return;
        }
        Visitor visitor = (Visitor) request.getAttribute(Visitor.ATTRIBUTE);
        switch (verdict(handler, visitor)) {
            case PASS -> {
                request.setAttribute(PASSED, handler.getMethod());
                chain.doFilter(request, response);
            }
            case SIGN_IN_FIRST -> refusals.signInFirst(request, response);
            case REFUSED -> refusals.send(request, response, 403);
        }
    }

    enum Verdict {
        PASS,
        SIGN_IN_FIRST,
        REFUSED
    }

    static Verdict verdict(HandlerMethod handler, @Nullable Visitor visitor) {
        Needs needs = handler.getMethodAnnotation(Needs.class);
        Admits admits = handler.getMethodAnnotation(Admits.class);
        if ((needs == null) == (admits == null)) {
            return Verdict.REFUSED;
        }
        if (admits != null && admits.value() == Admits.Whom.ANYONE) {
            return Verdict.PASS;
        }
        if (visitor == null) {
            return Verdict.SIGN_IN_FIRST;
        }
        return needs == null || visitor.may(needs.value()) ? Verdict.PASS : Verdict.REFUSED;
    }

    private @Nullable HandlerMethod handler(HttpServletRequest request) throws Exception {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        HandlerExecutionChain found = routes.getHandler(request);
        return found != null && found.getHandler() instanceof HandlerMethod method ? method : null;
    }
}
