package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/// Tokens against forged forms. A token is the HMAC, under a key of the home, of a random cookie of
/// the browser and of its session, so nothing is stored, a token is worthless in another browser,
/// and signing in or out changes it.
final class CsrfTokens implements CsrfTokenRepository {
    static final String VISIT_COOKIE = "haetae_visit";

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;

    CsrfTokens(byte[] key) {
        this.key = key.clone();
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        String visit =
                Optional.ofNullable(Pages.cookie(request, VISIT_COOKIE))
                        .filter(CsrfTokens::wellFormed)
                        .orElseGet(this::newVisit);
        return token(request, visit);
    }

    @Override
    public void saveToken(
            @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token instanceof Token ours
                && !ours.visit().equals(Pages.cookie(request, VISIT_COOKIE))) {
            response.addHeader(
                    "Set-Cookie", cookie(request, VISIT_COOKIE, ours.visit()).build().toString());
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        String visit = Pages.cookie(request, VISIT_COOKIE);
        return visit == null || !wellFormed(visit) ? null : token(request, visit);
    }

    /// A cookie of ours: for this site only, unseen by scripts, never sent from another site.
    static ResponseCookie.ResponseCookieBuilder cookie(
            HttpServletRequest request, String name, String value) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure());
    }

    private Token token(HttpServletRequest request, String visit) {
        String session = Pages.cookie(request, Entrance.SESSION_COOKIE);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(visit.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            if (session != null) {
                mac.update(session.getBytes(StandardCharsets.UTF_8));
            }
            return new Token(
                    visit, Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private String newVisit() {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean wellFormed(String visit) {
        return visit.matches("[A-Za-z0-9_-]{24}");
    }

    private record Token(String visit, String value) implements CsrfToken {
        @Override
        public String getHeaderName() {
            return "X-CSRF-TOKEN";
        }

        @Override
        public String getParameterName() {
            return "_csrf";
        }

        @Override
        public String getToken() {
            return value;
        }
    }
}
