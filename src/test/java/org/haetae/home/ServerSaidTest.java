package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Why the database did not start, from what PostgreSQL really writes.
class ServerSaidTest {

    private static final long LITTLE = 3L << 20;
    private static final long MUCH = 3L << 30;
    private static final String STARTING =
            """
            2026-11-22 09:00:00.000 UTC [12] LOG:  starting PostgreSQL 18.4
            2026-11-22 09:00:00.010 UTC [12] LOG:  listening on IPv4 address "127.0.0.1", port 40001
            """;
    private static final String NO_SPACE =
            "2026-11-22 09:00:00.100 UTC [15] PANIC:  could not write to file \"pg_wal/xlogtemp.15\": No space left on device\n";
    private static final String DAMAGED =
            "2026-11-22 09:00:00.100 UTC [12] PANIC:  could not read file \"global/pg_control\": read 0 of 296\n";
    private static final String ENDED =
            "2026-11-22 09:00:00.200 UTC [12] LOG:  database system is shut down\n";

    @ParameterizedTest
    @ValueSource(longs = {0, LITTLE, MUCH})
    void aServerThatSaysSoWantsSpaceHoweverMuchThereIsByNow(long left) {
        assertThat(new ServerSaid(STARTING + NO_SPACE + ENDED).tellsOfNoSpace(left)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DAMAGED,
                "2026-11-22 09:00:00.100 UTC [12] FATAL:  could not create any TCP/IP sockets\n",
                "2026-11-22 09:00:00.100 UTC [12] FATAL:  could not create shared memory segment: No space left on device\n",
                "setpriv: failed to execute /elsewhere/postgres: could not be found\n"
            })
    void littleSpaceIsNotBlamedForWhatTheServerNames(String complaint) {
        var said = new ServerSaid(STARTING + complaint + ENDED);
        assertThat(said.tellsOfNoSpace(LITTLE)).isFalse();
        assertThat(said.complaint()).isEqualTo(complaint.strip());
    }

    @Test
    void whereThereIsLittleAServerThatCouldNotSayWhyWantsSpace() {
        for (var said : new String[] {"", STARTING, STARTING + DAMAGED.substring(0, 60)}) {
            assertThat(new ServerSaid(said).tellsOfNoSpace(LITTLE)).as(said).isTrue();
            assertThat(new ServerSaid(said).tellsOfNoSpace(MUCH)).as(said).isFalse();
        }
        assertThat(new ServerSaid("").complaint()).isEqualTo("nothing");
    }

    @Test
    void onlyWhatWasWrittenSinceCounts(@TempDir Path folder) throws Exception {
        var log = folder.resolve("database.log");
        Files.writeString(log, STARTING + NO_SPACE);
        long before = Files.size(log);
        Files.writeString(log, STARTING + NO_SPACE + STARTING + DAMAGED);
        assertThat(ServerSaid.since(log, before).text()).isEqualTo(STARTING + DAMAGED);
        // It was turned over meanwhile.
        Files.writeString(log, DAMAGED);
        assertThat(ServerSaid.since(log, before).text()).isEmpty();
    }
}
