package org.haetae.web;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// What is wrong with what a program asked, in the words of RFC 9457.
record ProblemJson(String type, int status, String title, String detail) {

    static ResponseEntity<ProblemJson> answer(int status, Exception why) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(
                        new ProblemJson(
                                "about:blank",
                                status,
                                Refusals.title(status),
                                String.valueOf(why.getMessage())));
    }
}
