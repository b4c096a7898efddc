package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.haetae.access.Clearance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That no text whatever, as a query or as a document, makes the search fail.
class NaughtyQueriesTest {

    private static final List<String> PIECES =
            List.of(
                    "\"",
                    "(",
                    ")",
                    "*",
                    "?",
                    "~",
                    "~2",
                    ":",
                    "\\",
                    "-",
                    "+",
                    "=",
                    "AND",
                    "OR",
                    "NOT",
                    "NEAR/3",
                    "NEAR",
                    "date:",
                    "date:2017..",
                    "type:",
                    "name:",
                    "item:x",
                    "언어:",
                    "a",
                    "camp",
                    "수용소",
                    "고문을",
                    "金正恩",
                    "收容所",
                    "ひらがな",
                    "السجن",
                    "лагерь",
                    "A/HRC/34/24",
                    "Jŏng-ŭn",
                    "l'homme",
                    "'",
                    "’",
                    "...",
                    "1,234.5",
                    "2017",
                    "\u0000",
                    "\u0001camp",
                    "\u200B",
                    "\u202E",
                    "\uFEFF",
                    "\uD800",
                    "\uDC00",
                    "😀",
                    "𠀀",
                    "e\u0301\u0301\u0301",
                    "\u1112\u1161\u11AB",
                    "\u11AB",
                    "ㅋㅋㅋ",
                    "ﷺ",
                    "ก็็็็็",
                    "<script>alert(1)</script>",
                    "'; DROP TABLE x;--",
                    "${jndi:ldap://x}",
                    "%s%n%x",
                    "../../etc/passwd",
                    "\r\n",
                    "\t",
                    "\u2028",
                    " ",
                    "  ",
                    "/",
                    "//",
                    "@",
                    "_",
                    "&",
                    "[1 TO 2]",
                    "{!x}",
                    "^5",
                    "\u3000",
                    "，",
                    "。",
                    "「수용소」",
                    "“",
                    "”",
                    "²",
                    "½",
                    "ß",
                    "İ",
                    "ǆ",
                    "ﬃ",
                    "㈜",
                    "٣",
                    "NaN",
                    "null",
                    "-1",
                    "1e309",
                    "0x7f",
                    "a*b*c",
                    "수?소",
                    "ca?p*",
                    "camp~1",
                    "수용소~2",
                    "*수용소*");

    @TempDir Path folder;

    @Test
    void fiveHundredNaughtyQueriesAndMoreAreAnsweredOrExplained() {
        long seed = 500;
        Random random = new Random(seed);
        List<String> queries = new ArrayList<>(PIECES);
        while (queries.size() < 1000) {
            StringBuilder query = new StringBuilder();
            int pieces = 1 + random.nextInt(7);
            for (int i = 0; i < pieces; i++) {
                query.append(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextInt(3) > 0) {
                    query.append(' ');
                }
            }
            queries.add(query.toString());
        }
        for (int length : List.of(10, 100, 1000, 3999)) {
            StringBuilder noise = new StringBuilder();
            for (int i = 0; i < length; i++) {
                noise.append((char) random.nextInt(0x10000));
            }
            queries.add(noise.toString());
            queries.add("수".repeat(length));
            queries.add("a".repeat(length));
            queries.add("金".repeat(length));
            queries.add("a/".repeat(length / 2));
        }
        try (Shelf shelf = new Shelf(folder)) {
            // The same strings are documents, so that the queries meet something.
            for (int i = 0; i < queries.size(); i += 10) {
                shelf.put(Shelf.document(queries.get(i), queries.get(i), queries.get(i + 1)));
            }
            SearchDocument item = Shelf.document("one", "camp 수용소");
            shelf.put(item);
            for (int i = 0; i < queries.size(); i++) {
                String query = queries.get(i);
                assertThatCode(
                                () -> {
                                    Answer answer =
                                            shelf.index.search(
                                                    Clearance.SYSTEM,
                                                    SearchRequest.of(query).counting().passages(2));
                                    assertThat(answer).isNotNull();
                                    shelf.index.marks(Clearance.SYSTEM, item.item(), 1, query);
                                })
                        .as("seed %d query %d: %s", seed, i, query)
                        .doesNotThrowAnyException();
            }
        }
    }
}
