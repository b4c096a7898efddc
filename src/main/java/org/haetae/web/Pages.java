package org.haetae.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/// Turns sheets into HTML. A page is rendered whole before its first byte is sent, so a template
/// that fails gives an error page, never half a page.
final class Pages {
    static final String LANGUAGE_COOKIE = "haetae_language";
    static final String THEME_COOKIE = "haetae_theme";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, Pages.class.getClassLoader(), "org.haetae.web.pages");
    private final Assets assets;

    Pages(Assets assets) {
        this.assets = assets;
    }

    void send(HttpServletRequest request, HttpServletResponse response, int status, Sheet sheet)
            throws IOException {
        byte[] html = render(sheet, page(request, sheet)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    String render(Sheet sheet, Page page) {
        StringOutput output = new StringOutput(16_384);
        engine.render(sheet.template(), Map.of("page", page, "sheet", sheet), output);
        return output.toString();
    }

    private Page page(HttpServletRequest request, Sheet sheet) {
        return new Page(
                Words.in(language(request)),
                theme(request),
                (Visitor) request.getAttribute(Visitor.ATTRIBUTE),
                csrf(request),
                assets,
                request.getRequestURI(),
                sheet.place());
    }

    static Language language(HttpServletRequest request) {
        String chosen = cookie(request, LANGUAGE_COOKIE);
        return chosen == null ? Language.firstOf(request.getLocales()) : Language.of(chosen);
    }

    static Theme theme(HttpServletRequest request) {
        String chosen = cookie(request, THEME_COOKIE);
        return chosen == null ? Theme.AUTO : Theme.of(chosen);
    }

    static @Nullable String cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static String csrf(HttpServletRequest request) {
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return token == null ? "" : token.getToken();
    }
}
