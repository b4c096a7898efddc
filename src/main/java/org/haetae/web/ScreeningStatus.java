package org.haetae.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haetae.access.Permission;
import org.haetae.designations.KeptScreens;
import org.haetae.designations.KeptVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a client of yente asks besides `POST /match`: whether the server is up, which lists there
/// are, and by what they are matched.
@RestController
final class ScreeningStatus {

    private final KeptScreens screens;

    ScreeningStatus(KeptScreens screens) {
        this.screens = screens;
    }

    record Status(String status) {}

    /// Says nothing but that somebody answers.
    @GetMapping(path = "/healthz", produces = MediaType.APPLICATION_JSON_VALUE)
    @Admits(Admits.Whom.ANYONE)
    Status up() {
        return new Status("ok");
    }

    @GetMapping(path = "/readyz", produces = MediaType.APPLICATION_JSON_VALUE)
    @Admits(Admits.Whom.ANYONE)
    Status ready() {
        return new Status("ok");
    }

    record Publisher(String name) {}

    /// @param version the day that the list bears
    /// @param exported when it was recorded here
    /// @param children lists that it is made of
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dataset(
            String name,
            String title,
            @Nullable Publisher publisher,
            @Nullable String version,
            @JsonProperty("last_export") @Nullable Instant exported,
            @JsonProperty("entity_count") int entities,
            boolean load,
            List<String> children) {}

    record Catalog(
            List<Dataset> datasets,
            List<String> current,
            List<String> outdated,
            @JsonProperty("index_stale") boolean stale) {}

    /// The lists that the visitor may see, and all of them as one.
    @GetMapping(path = "/catalog", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.SEARCH)
    Catalog catalog(Visitor visitor) {
        var versions = screens.versions(visitor.clearance());
        var words = versions.stream().map(one -> one.keeper().word()).toList();
        var datasets = new ArrayList<Dataset>();
        datasets.add(
                new Dataset(
                        MatchApi.ALL,
                        "All lists",
                        null,
                        null,
                        null,
                        versions.stream().mapToInt(KeptVersion::entries).sum(),
                        true,
                        words));
        versions.stream().map(ScreeningStatus::dataset).forEach(datasets::add);
        return new Catalog(datasets, words, List.of(), false);
    }

    private static Dataset dataset(KeptVersion version) {
        return new Dataset(
                version.keeper().word(),
                version.keeper().list(),
                version.keeper().english().map(Publisher::new).orElse(null),
                version.dated().isEmpty() ? null : version.dated(),
                version.recorded(),
                version.entries(),
                true,
                List.of());
    }

    record Algorithm(String name, String description, Map<String, MatchApi.Feature> features) {}

    /// @param preset the one that is used when none is asked for
    record Algorithms(
            List<Algorithm> algorithms, @JsonProperty("default") String preset, String best) {}

    /// There is one, whatever a request names.
    @GetMapping(path = "/algorithms", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.SEARCH)
    Algorithms algorithms() {
        return new Algorithms(
                List.of(
                        new Algorithm(
                                "haetae",
                                "Names in any script by their sounds and parts; then by odds date of birth and nationality",
                                MatchApi.MATCHER)),
                "haetae",
                "haetae");
    }
}
