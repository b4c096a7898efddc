package org.haetae.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.haetae.archive.ItemId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenditionsTest {

    @TempDir Path folder;

    /// A job that had the bytes before the keys went ends after the purge.
    @Test
    void nothingIsKeptOfWhatWasErased() throws IOException {
        var gone = new ItemId(UUID.randomUUID());
        var stays = new ItemId(UUID.randomUUID());
        var words = Text.of(List.of(new Text.Page(1, "said in confidence", "", "")), Map.of());
        try (var renditions = Renditions.open(folder, new byte[32])) {
            renditions.add(gone, words);
            renditions.purge(List.of(gone), new byte[32]);
            renditions.add(gone, words);
            renditions.replace(gone, words);
            renditions.addImage(gone, 1, new PageImage(1, 1, new byte[] {1}));
            renditions.add(stays, words);
            renditions.commit();
            assertThat(renditions.text(gone)).isEmpty();
            assertThat(renditions.image(gone, 1)).isEmpty();
            assertThat(renditions.text(stays)).contains(words);
        }
    }
}
