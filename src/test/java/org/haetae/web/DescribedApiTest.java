package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// What programs are told of the interface for them.
class DescribedApiTest {

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
