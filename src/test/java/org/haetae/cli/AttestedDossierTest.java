package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.haetae.OpenRooms;
import org.haetae.packing.Parcel;
import org.haetae.report.Wanted;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dossier with heads that a witness and a timestamp authority vouched for, before it left and
/// while it was leaving.
class AttestedDossierTest {

    @TempDir static Path folder;
    static SmallJar jar;
    static InventedCase made;
    static Vouchers vouchers;

    @BeforeAll
    static void fill() throws Exception {
        jar = SmallJar.in(folder);
        try (var commands = new Commands()) {
            made = InventedCase.in(folder, commands);
            vouchers = Vouchers.of(made.home, folder);
        }
    }

    @AfterAll
    static void end() {
        vouchers.close();
    }

    private interface Asking {
        void now();
    }

    /// @param meanwhile done when the first byte is written
    private static Path export(String name, boolean before, boolean meanwhile) throws Exception {
        var file = folder.resolve(name);
        try (var rooms = OpenRooms.of(made.home);
                var out = Files.newOutputStream(file)) {
            Asking asking = () -> attest(rooms);
            if (before) {
                asking.now();
            }
            try (var parcel = Parcel.zip(meanwhile ? asking(out, asking) : out)) {
                ExportDossierCommand.dossiers(rooms)
                        .export(
                                InventedCase.author(),
                                made.id,
                                new Wanted(
                                        Wanted.Form.COURT,
                                        Optional.empty(),
                                        Locale.ENGLISH,
                                        Optional.empty()),
                                ExportCommand.Kind.custody(rooms),
                                parcel);
            }
        }
        return file;
    }

    private static void attest(Rooms rooms) {
        try {
            assertThat(rooms.attestations().askNow())
                    .hasSize(2)
                    .allMatch(state -> state.outcome().isWell());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static OutputStream asking(OutputStream out, Asking asking) {
        return new FilterOutputStream(out) {
            private boolean asked;

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (!asked) {
                    asked = true;
                    asking.now();
                }
                out.write(bytes, from, length);
            }
        };
    }

    private static SmallJar.Verdict verify(Path path) {
        return vouchers.verify(jar, path, vouchers.trust());
    }

    @Test
    void itIsProvedWhoeverVouchedBeforeItLeft() throws Exception {
        var verdict = verify(export("before.zip", true, false));
        assertThat(verdict.code()).as(verdict.toString()).isZero();
        assertThat(verdict.out().toString()).contains("that others signed too", "first stamped at");
    }

    @Test
    void itIsProvedWhoeverVouchedWhileItWasLeaving() throws Exception {
        var verdict = verify(export("meanwhile.zip", false, true));
        assertThat(verdict.code()).as(verdict.toString()).isZero();
        assertThat(verdict.out().toString()).contains("that others signed too", "first stamped at");
    }
}
