package org.haetae.casebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.names.HistoricDate;
import org.junit.jupiter.api.Test;

/// The bytes that the ledger commits to are those of docs/formats/claims.md, for good.
class ClaimRowsTest {

    private static final String CANONICAL =
            "{\"at\":\"2026-11-22T12:00:00.000001Z\",\"basis\":\"item\","
                    + "\"by\":\"00000000-0000-4000-8000-000000000001\",\"citations\":[{"
                    + "\"item\":\"00000000-0000-4000-8000-000000000002\",\"place\":[1,949,974],\"place-kind\":1,"
                    + "\"quote\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"reading\":17}],"
                    + "\"claim\":\"00000000-0000-4000-8000-000000000003\","
                    + "\"compartments\":[\"00000000-0000-4000-8000-000000000004\",\"a0000000-0000-4000-8000-000000000000\"],"
                    + "\"entity\":\"00000000-0000-4000-8000-000000000005\",\"grade\":\"B3\",\"grade-reason\":\"“apparently”\","
                    + "\"kind\":\"event\",\"property\":\"date\",\"reason\":\"\",\"status\":\"recorded\","
                    + "\"value\":{\"date\":\"2017-22\"},\"version\":1}";

    private static UUID id(int number) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(number));
    }

    private static ClaimRows.Row row() {
        var value = Optional.<Value>of(new Value.Date(HistoricDate.of("2017-22")));
        return new ClaimRows.Row(
                new Claim(
                        new ClaimId(id(3)),
                        1,
                        new EntityId(id(5)),
                        "event",
                        "date",
                        value,
                        Grade.of("B3", "“apparently”"),
                        Status.RECORDED,
                        Basis.ITEM,
                        "",
                        new ActorId(id(1)),
                        Instant.parse("2026-11-22T12:00:00.000001Z"),
                        Optional.empty(),
                        Set.of(
                                new CompartmentId(
                                        UUID.fromString("a0000000-0000-4000-8000-000000000000")),
                                new CompartmentId(id(4))),
                        List.of(),
                        40,
                        OptionalInt.empty()),
                Findable.of(value),
                null,
                new byte[Commitment.SALT_BYTES],
                List.of(
                        new ClaimRows.CitationRow(
                                new ItemId(id(2)),
                                17,
                                new Locator.Passage(1, 949, 974),
                                new byte[0],
                                Digest.sha256(new byte[0]).bytes())));
    }

    @Test
    void theCanonicalBytesAreAsDocumented() throws IOException {
        assertThat(new String(row().canonical(), UTF_8)).isEqualTo(CANONICAL);
        assertThat(Files.readString(Path.of("docs/formats/claims.md")))
                .contains(CANONICAL)
                .contains(
                        Commitment.record(
                                        new byte[Commitment.SALT_BYTES],
                                        Digest.sha256(row().canonical()))
                                .toString());
    }
}
