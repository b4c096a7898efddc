package org.haetae.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParcelTest {

    @TempDir private Path folder;

    @Test
    void nobodyElseMayEnterAFolderThatHoldsKeys() throws Exception {
        var made = folder.resolve("for/the-court");
        try (var parcel = Parcel.folder(made)) {
            parcel.file("keys/one.agekey").close();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void nothingIsWrittenBesideTheFolderOrOverWhatLiesInIt() throws Exception {
        try (var parcel = Parcel.folder(folder.resolve("a/../b"))) {
            parcel.file("inside").close();
            assertThatThrownBy(() -> parcel.file("../outside"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.resolve("b/inside")).exists();
        assertThat(folder.resolve("outside")).doesNotExist();
        assertThatThrownBy(() -> Parcel.folder(folder.resolve("b")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
