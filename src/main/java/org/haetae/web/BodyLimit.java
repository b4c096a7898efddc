package org.haetae.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// How much a program may send in one request. The container limits forms alone.
///
/// A body that says that it is longer is refused before it is read; one that does not say, at the
/// first byte too many.
final class BodyLimit extends OncePerRequestFilter {
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Refusals refusals;

    BodyLimit(Refusals refusals) {
        this.refusals = refusals;
    }

    /// A body went on after the last byte that is taken. Unchecked, so that whatever reads the body
    /// does not take it for a fault of the line.
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("more than %d bytes at once".formatted(MOST_BYTES), null, false, false);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Api.takes(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            refusals.tooMuch(request, response);
            return;
        }
        chain.doFilter(new Counted(request), response);
    }

    private static final class Counted extends HttpServletRequestWrapper {
        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedBody(super.getInputStream());
        }
    }

    private static final class CountedBody extends ServletInputStream {
        private final ServletInputStream body;
        private long read;

        CountedBody(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int one = body.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = body.read(into, offset, length);
            count(some);
            return some;
        }

        private void count(int bytes) {
            read += Math.max(0, bytes);
            if (read > MOST_BYTES) {
                throw new TooMuch();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
