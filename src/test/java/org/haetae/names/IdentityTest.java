package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.haetae.SharedData;
import org.junit.jupiter.api.Test;

/// The public pairs of Korean names, labelled anew as one name or two: their own labels mean "worth
/// an alert". Rows are counted from 1 after the header; the names stay where they lie.
class IdentityTest {

    @Test
    void noTwoKoreanNamesAreMerged() throws IOException {
        var pairs =
                Files.readString(SharedData.resolve("namepairs").resolve("nk_name_cases_dev.csv"));
        var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        var rows = format.parse(new StringReader(pairs)).getRecords();
        try (var labels =
                Objects.requireNonNull(IdentityTest.class.getResourceAsStream("identity.csv"))) {
            var text = new String(labels.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            for (var label : format.parse(new StringReader(text)).getRecords()) {
                var pair = rows.get(Integer.parseInt(label.get("row")) - 1);
                assertThat(
                                Name.read(pair.get("name1"), NameKind.PERSON)
                                        .compare(Name.read(pair.get("name2"), NameKind.PERSON))
                                        .sameName())
                        .as("row %s: %s", label.get("row"), label.get("why"))
                        .isEqualTo(Boolean.parseBoolean(label.get("same")));
            }
        }
    }
}
