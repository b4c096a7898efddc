package org.haetae.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haetae.Haetae;
import org.haetae.PreparedStarts;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What became of one command.
///
/// @param code its exit code
/// @param out its lines on standard output
/// @param err all it said on standard error
record Run(int code, List<String> out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Its lines as objects; fails on a line that is none.
    List<Map<String, Object>> rows() {
        return out.stream().map(Run::object).toList();
    }

    private static Map<String, Object> object(String line) {
        return JSON.readValue(line, new TypeReference<Map<String, Object>>() {});
    }

    /// The row of the file of this name.
    Map<String, Object> row(String ending) {
        return rows().stream()
                .filter(row -> row.get("path").toString().endsWith(ending))
                .reduce(
                        (first, second) -> {
                            throw new AssertionError("two rows end in " + ending);
                        })
                .orElseThrow(() -> new AssertionError("no row ends in " + ending + ":\n" + this));
    }

    /// How a process is started that runs commands as the launcher does.
    static ProcessBuilder process(Class<?> main, List<String> arguments) {
        var words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dstdout.encoding=UTF-8",
                                "-Dstderr.encoding=UTF-8",
                                "-Djava.awt.headless=true",
                                "-Djava.util.logging.config.file=src/main/resources/logging.properties",
                                "-Xlog:disable",
                                "-Xlog:all=warning:stderr",
                                "-Xlog:aot*=off:stderr",
                                "-Xlog:cds*=off:stderr"));
        words.addAll(PreparedStarts.options());
        words.add(main.getName());
        words.addAll(arguments);
        var builder = new ProcessBuilder(words);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("HAETAE_HOME");
        return builder;
    }

    static ProcessBuilder command(String... arguments) {
        return process(Haetae.class, List.of(arguments));
    }
}
