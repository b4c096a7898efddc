package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Our own side: commands as whole processes through the launcher, as a person would run them.
///
/// @param launcher the script `haetae`
/// @param home the home to work on
record Haetae(Path launcher, Path home, Path work) {

    private static final Map<String, String> AS_BUILT = Map.of("HAETAE_NO_BUILD", "1");

    Run add(Path folder, int round) throws IOException, InterruptedException {
        return Run.of(
                words("add", "--ocr", "off", "--json", folder.toString()),
                AS_BUILT,
                home,
                work.resolve("haetae-add-" + round + ".json"),
                Duration.ofHours(3));
    }

    List<String> words(String command, String... arguments) {
        var words =
                new ArrayList<String>(
                        List.of(launcher.toString(), command, "--home", home.toString()));
        words.addAll(List.of(arguments));
        return words;
    }
}
