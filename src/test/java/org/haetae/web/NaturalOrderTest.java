package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    @Test
    void numbersInNamesCountAsNumbers() {
        List<String> ordered =
                List.of(
                        "",
                        "1.txt",
                        "2.txt",
                        "10.txt",
                        "Letter 2",
                        "letter 010",
                        "letter 10",
                        "letter 10a",
                        "letter 99999999999999999999999",
                        "증언 3.hwp",
                        "증언 20.hwp");
        List<String> mixed = new ArrayList<>(ordered);
        Collections.shuffle(mixed, new Random(7));
        mixed.sort(NaturalOrder.OF_NAMES);
        assertThat(mixed).isEqualTo(ordered);
    }
}
