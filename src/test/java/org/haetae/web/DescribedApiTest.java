package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/// What programs are told of the interface for them.
class DescribedApiTest {

    /// Every address for programs is described, and none that is not there.
    @Test
    @SuppressWarnings("unchecked")
    void whatIsThereIsDescribedAndNothingElse() throws IOException {
        var served = new TreeSet<String>();
        ServedHome.get()
                .server
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(
                        route -> {
                            for (String path : route.getPatternValues()) {
                                for (var verb : route.getMethodsCondition().getMethods()) {
                                    if (path.startsWith("/api/v1/")
                                            && !path.endsWith("/openapi.yaml")) {
                                        served.add(
                                                verb.name().toLowerCase(Locale.ROOT)
                                                        + " "
                                                        + path.substring("/api/v1".length()));
                                    } else if (path.startsWith("/match/")) {
                                        served.add(
                                                verb.name().toLowerCase(Locale.ROOT) + " " + path);
                                    }
                                }
                            }
                        });
        var described = new TreeSet<String>();
        try (InputStream in = DescribedApiTest.class.getResourceAsStream("assets/openapi.yaml")) {
            Map<String, Object> api = new Yaml().load(Objects.requireNonNull(in));
            ((Map<String, Map<String, Object>>) api.get("paths"))
                    .forEach(
                            (path, verbs) ->
                                    verbs.keySet().stream()
                                            .filter(verb -> !verb.equals("parameters"))
                                            .forEach(verb -> described.add(verb + " " + path)));
        }
        assertThat(described).isEqualTo(served);
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatMayHaveBeenErasedSaysSo() throws IOException {
        try (InputStream in = DescribedApiTest.class.getResourceAsStream("assets/openapi.yaml")) {
            Map<String, Object> api = new Yaml().load(Objects.requireNonNull(in));
            var paths = (Map<String, Map<String, Map<String, Object>>>) api.get("paths");
            for (String path : new String[] {"/items/{id}", "/items/{id}/text"}) {
                assertThat((Map<String, Object>) paths.get(path).get("get").get("responses"))
                        .containsKeys("200", "410", "default");
            }
            var components = (Map<String, Map<String, Object>>) api.get("components");
            assertThat(components.get("responses")).containsKeys("Problem", "Erased");
        }
    }
}
