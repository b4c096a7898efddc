package org.haetae.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// What is answered to a request over HTTP.
///
/// @param status the HTTP status code
/// @param type media type of the body
public record Reply(int status, String type, byte[] body) {

    private static final String TEXT = "text/plain; charset=utf-8";

    public Reply {
        body = body.clone();
    }

    static Reply text(int status, String text) {
        return new Reply(status, TEXT, text.getBytes(UTF_8));
    }

    /// The words of a refusal, for whoever reads the answer by eye.
    static Reply refused(int status, String why) {
        return text(status, why + "\n");
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reply reply
                && status == reply.status
                && type.equals(reply.type)
                && Arrays.equals(body, reply.body);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return status + " " + new String(body, UTF_8);
    }
}
