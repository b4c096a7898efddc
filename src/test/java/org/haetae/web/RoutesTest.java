package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.access.Role;
import org.haetae.archive.ConsentId;
import org.haetae.archive.Terms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every route of the site, as the server itself lists them: who is let in, with which token, and
/// with which headers it answers. A new route is tested the moment it is written.
class RoutesTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String NOBODYS = "00000000-0000-4000-8000-00000000dead";

    /// Writing routes that answer a well-meant but empty form with something else than going on.
    private static final Map<String, Integer> EMPTY_FORM =
            Map.ofEntries(
                    Map.entry("/people", 422),
                    Map.entry("/people/{id}/password", 422),
                    Map.entry("/compartments", 422),
                    Map.entry("/compartments/{id}/name", 422),
                    Map.entry("/account/password", 422),
                    Map.entry("/account/factor", 422),
                    Map.entry("/account/factor/propose", 200),
                    Map.entry("/account/factor/recovery", 422),
                    Map.entry("/items/{id}/original", 200),
                    Map.entry("/items/{id}/kit", 200),
                    Map.entry("/items/{id}/kit-with-key", 200),
                    Map.entry("/items/{id}/premis", 200),
                    Map.entry("/items/{id}/annotations", 200),
                    Map.entry("/accessions/{id}/receipt", 200),
                    Map.entry("/consents", 422),
                    Map.entry("/interviews/new", 422),
                    Map.entry("/identities/open", 422),
                    Map.entry("/consents/{id}/terms", 422),
                    Map.entry("/consents/{id}/withdraw", 422),
                    Map.entry("/consents/{id}/tie", 422),
                    Map.entry("/items/{id}/cite", 422),
                    Map.entry("/items/{id}/table", 422),
                    Map.entry("/items/{id}/ftm", 422),
                    // Without a format there is no file.
                    Map.entry("/entity/{id}/export", 404),
                    Map.entry("/claims/{id}", 422),
                    Map.entry("/entities", 200),
                    // Without a kind there is no table.
                    Map.entry("/entities/export", 404),
                    Map.entry("/tables", 404),
                    Map.entry("/incidents", 200),
                    Map.entry("/incidents/keep", 204),
                    Map.entry("/incidents/names", 200),
                    Map.entry("/erasures", 422),
                    Map.entry("/erasures/approve", 422),
                    Map.entry("/erasures/refuse", 422),
                    Map.entry("/holds", 422),
                    Map.entry("/holds/lift", 422),
                    Map.entry("/account/tokens", 422),
                    Map.entry("/claims/{id}/review", 422),
                    Map.entry("/claims/{id}/comment", 422),
                    Map.entry("/claims/{id}/assign", 422),
                    Map.entry("/queue/release", 404),
                    // No reason is given.
                    Map.entry("/alerts", 422),
                    Map.entry("/cases", 422),
                    Map.entry("/cases/{id}/theory", 422),
                    Map.entry("/cases/{id}/tasks", 422),
                    Map.entry("/cases/{id}/tasks/change", 422),
                    Map.entry("/cases/{id}/roots", 422),
                    Map.entry("/cases/{id}/dossier", 200),
                    // No element and no subject is named.
                    Map.entry("/cases/{id}/findings", 404),
                    Map.entry("/findings/{id}/anew", 422),
                    Map.entry("/findings/{id}/judge", 422),
                    // No two entities are named.
                    Map.entry("/resolve", 404),
                    Map.entry("/api/v1/search", 200),
                    Map.entry("/api/v1/entities", 200),
                    Map.entry("/api/v1/claims", 200),
                    Map.entry("/api/v1/claims/{id}/versions", 428),
                    Map.entry("/match/{dataset}", 200),
                    Map.entry("/sign-in", 401),
                    // Without files there is no multipart body, which these insist on.
                    Map.entry("/screening", 400),
                    Map.entry("/accessions", 400),
                    Map.entry("/batch", 400));

    /// Whatever needs one of these takes material out.
    private static final Set<Permission> OUT =
            Set.of(Permission.EXPORT, Permission.DOWNLOAD_ORIGINAL);

    private static ServedHome home;
    private static boolean pictured;

    private record Route(String pattern, RequestMethod verb, HandlerMethod handler) {
        boolean hasId() {
            return pattern.contains("{id}");
        }

        boolean isApi() {
            return pattern.startsWith("/api/")
                    || pattern.startsWith("/match/")
                    || Set.of("/catalog", "/algorithms").contains(pattern);
        }

        String at(String id) {
            return pattern.replace("{id}", id)
                    .replace("{dataset}", "default")
                    .replace("{state}", "PRK")
                    .replaceAll("\\{page:[^}]*\\}\\}", "1")
                    .replaceAll("\\{page:.*\\}(?=\\.png|$)", "1")
                    .replace("{file}", "no-such-file.css");
        }

        @Override
        public String toString() {
            return verb + " " + pattern;
        }
    }

    /// How an object stands to the one who asks.
    private enum Relation {
        OWN,
        OTHER,
        /// In a compartment of theirs, under a consent that lets nobody work with it.
        WITHHELD,
        NONE,
        MALFORMED
    }

    private record Person(String name, Set<Role> roles, HttpClient client, String token) {}

    @BeforeAll
    static void open() throws Exception {
        home = ServedHome.get();
        // Whether this machine's workers can draw pages; what they cannot draw is not found.
        pictured =
                home.rooms
                        .images()
                        .image(
                                org.haetae.access.Clearance.SYSTEM,
                                home.item("orders/order-14.pdf"),
                                1)
                        .isPresent();
    }

    private static List<Route> routes() {
        RequestMappingHandlerMapping mapping =
                home.server
                        .context()
                        .getBean(
                                "requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        List<Route> routes = new ArrayList<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> entry :
                mapping.getHandlerMethods().entrySet()) {
            for (String pattern : entry.getKey().getPatternValues()) {
                Set<RequestMethod> verbs = entry.getKey().getMethodsCondition().getMethods();
                if (pattern.startsWith("/specimens/") || pattern.equals("/error")) {
                    continue;
                }
                assertThat(verbs).as(pattern + " names its verb").hasSize(1);
                routes.add(new Route(pattern, verbs.iterator().next(), entry.getValue()));
            }
        }
        routes.sort(java.util.Comparator.comparing(Route::toString));
        assertThat(routes).hasSizeGreaterThan(45);
        return routes;
    }

    @Test
    void everyRouteNamesExactlyOnePermissionOrWhomElseItAdmits() {
        List<String> without = new ArrayList<>();
        for (Route route : routes()) {
            boolean needs = route.handler().hasMethodAnnotation(Needs.class);
            boolean admits = route.handler().hasMethodAnnotation(Admits.class);
            if (needs == admits) {
                without.add(route.toString());
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void onlyTheDoorAndTheSitesOwnFilesAreOpenToAnyone() {
        Set<String> open = new TreeSet<>();
        for (Route route : routes()) {
            Admits admits = route.handler().getMethodAnnotation(Admits.class);
            if (admits != null && admits.value() == Admits.Whom.ANYONE) {
                open.add(route.toString());
            }
        }
        assertThat(open)
                .containsExactly(
                        "GET /api/v1/openapi.yaml",
                        "GET /assets/{file}",
                        "GET /favicon.ico",
                        "GET /healthz",
                        "GET /readyz",
                        "GET /sign-in",
                        "POST /look",
                        "POST /sign-in");
    }

    static Stream<String> people() {
        return Stream.concat(Stream.of("nobody"), Stream.of(Role.values()).map(ServedHome::name));
    }

    /// Role x route x relation x verb, each with its exact status.
    @ParameterizedTest
    @MethodSource("people")
    void eachRoleGetsExactlyWhatItMay(String name) throws Exception {
        Person person = person(name);
        Map<String, Map<Relation, String>> ids = ids(person);
        List<String> wrong = new ArrayList<>();
        List<Route> routes = routes();
        for (Route route : routes) {
            if (route.pattern().equals("/sign-out")) {
                continue; // last, by itself, below
            }
            for (Relation relation : Relation.values()) {
                if (!route.hasId() && relation != Relation.OWN) {
                    continue;
                }
                String id = route.hasId() ? id(ids, route, relation) : "";
                if (id == null) {
                    continue;
                }
                int expected = expected(person, route, relation);
                int found = ask(person, route.verb().name(), route.at(id), person.token());
                if (found != expected) {
                    wrong.add("%s %s: %d, expected %d".formatted(route, relation, found, expected));
                }
            }
        }
        for (String path : new TreeSet<>(routes.stream().map(Route::pattern).toList())) {
            Set<String> taken = new TreeSet<>();
            routes.stream()
                    .filter(route -> route.pattern().equals(path))
                    .forEach(route -> taken.add(route.verb().name()));
            for (String verb : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
                if (!taken.contains(verb) && !path.equals("/sign-out")) {
                    String at =
                            new Route(path, RequestMethod.GET, routes.getFirst().handler())
                                    .at(NOBODYS);
                    int found = ask(person, verb, at, person.token());
                    // An address that ends as an id does may be taken by another route.
                    if (found != 405 && !(path.equals("/search/similar") && verb.equals("GET"))) {
                        wrong.add("%s %s: %d, expected 405".formatted(verb, path, found));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static int expected(Person person, Route route, Relation relation) {
        Needs needs = route.handler().getMethodAnnotation(Needs.class);
        Admits admits = route.handler().getMethodAnnotation(Admits.class);
        boolean open = admits != null && admits.value() == Admits.Whom.ANYONE;
        boolean nobody = person.roles().isEmpty();
        if (nobody && !open) {
            return route.isApi() ? 401 : 303;
        }
        boolean may = needs == null || may(person, needs.value());
        if (!may) {
            return 403;
        }
        if (relation == Relation.WITHHELD) {
            if (!may(person, Permission.KEEP_WITHHELD)) {
                return 404;
            }
            // Who keeps it looks at it; it leaves the home for no use.
            if (needs != null && OUT.contains(needs.value())) {
                return 403;
            }
        } else if (relation != Relation.OWN) {
            return 404;
        }
        if (route.pattern().equals("/assets/{file}")
                || route.pattern().endsWith(".png") && !pictured) {
            return 404;
        }
        if (route.verb() == RequestMethod.GET) {
            return route.pattern().equals("/") ? 303 : 200;
        }
        return EMPTY_FORM.getOrDefault(route.pattern(), 303);
    }

    private static boolean may(Person person, Permission permission) {
        return person.roles().stream().anyMatch(role -> role.permissions().contains(permission));
    }

    /// An id of each relation for each kind of object; none where the relation cannot be.
    private static Map<String, Map<Relation, String>> ids(Person person) throws Exception {
        Map<String, Map<Relation, String>> ids = new LinkedHashMap<>();
        ids.put(
                "items",
                Map.of(
                        Relation.OWN, home.item("orders/order-14.pdf").toString(),
                        Relation.OTHER, home.item("canary.txt").toString(),
                        Relation.WITHHELD, home.withheld().item().toString()));
        ids.put(
                "accessions",
                Map.of(
                        Relation.OWN, home.openAccession.toString(),
                        Relation.OTHER, home.sealedAccession.toString(),
                        Relation.WITHHELD, home.withheld().accession().toString()));
        ids.put("people", Map.of(Relation.OWN, home.someone.toString()));
        ids.put("compartments", Map.of(Relation.OWN, home.sealed.toString()));
        ids.put(
                "entity",
                Map.of(
                        Relation.OWN, home.claim("orders/order-14.pdf").entity().toString(),
                        Relation.OTHER, home.claim("canary.txt").entity().toString(),
                        Relation.WITHHELD, home.withheld().claim().entity().toString()));
        ids.put("entities", ids.get("entity"));
        ids.put("responsibility", ids.get("entity"));
        ids.put(
                "designations",
                Map.of(
                        Relation.OWN, home.listed().designation().toString(),
                        Relation.OTHER, home.claim("canary.txt").entity().toString()));
        ids.put(
                "lists",
                Map.of(
                        Relation.OWN, home.listed().second().toString(),
                        Relation.OTHER, home.sealedAccession.toString()));
        ids.put(
                "claims",
                Map.of(
                        Relation.OWN, home.claim("orders/order-14.pdf").id().toString(),
                        Relation.OTHER, home.claim("canary.txt").id().toString(),
                        Relation.WITHHELD, home.withheld().claim().id().toString()));
        ids.put(
                "cases",
                Map.of(
                        Relation.OWN, home.assessed().file().id().toString(),
                        Relation.OTHER, home.assessed().hidden().id().toString()));
        ids.put(
                "findings",
                Map.of(
                        Relation.OWN, home.assessed().finding().id().toString(),
                        Relation.OTHER, home.assessed().hiddenFinding().id().toString()));
        ids.put(
                "consents",
                Map.of(
                        Relation.OWN, consent(CompartmentId.GENERAL).toString(),
                        Relation.OTHER, consent(home.sealed).toString()));
        Person other = person("everyone");
        ids.put("drafts", Map.of(Relation.OWN, drafted(person), Relation.OTHER, drafted(other)));
        ids.put(
                "search",
                Map.of(
                        Relation.OWN, kept(person, Asked.of("camp")),
                        Relation.OTHER, kept(other, Asked.of("camp"))));
        ids.put(
                "batch",
                Map.of(
                        Relation.OWN, kept(person, Asked.batch("camp")),
                        Relation.OTHER, kept(other, Asked.batch("camp"))));
        ids.put(
                "tables",
                Map.of(Relation.OWN, keptTable(person), Relation.OTHER, keptTable(other)));
        return ids;
    }

    private static String keptTable(Person person) {
        return person.roles().isEmpty()
                ? NOBODYS
                : home.server
                        .context()
                        .getBean(KeptTables.class)
                        .keep(
                                home.rooms
                                        .roster()
                                        .account(org.haetae.access.Clearance.SYSTEM, person.name())
                                        .orElseThrow()
                                        .clearance(),
                                new AskedTable("Mine", "person", List.of(), List.of(), ""))
                        .toString();
    }

    private static ConsentId consent(CompartmentId compartment) {
        return home.rooms
                .archive()
                .consents()
                .add(
                        Clearance.SYSTEM,
                        "P-4",
                        "testimony",
                        Set.of(compartment),
                        Optional.of(Terms.NOTHING));
    }

    private static String drafted(Person person) {
        var roster = home.rooms.roster();
        return roster.account(org.haetae.access.Clearance.SYSTEM, person.name())
                .map(account -> account.clearance())
                .filter(by -> by.may(org.haetae.access.Permission.RECORD_CLAIMS))
                .map(
                        by -> {
                            var draft = org.haetae.casebook.DraftId.random();
                            home.rooms.casebook().drafts().keep(by, draft, "{}", Set.of());
                            return draft.toString();
                        })
                .orElse(NOBODYS);
    }

    private static String kept(Person person, Asked asked) {
        if (person.roles().isEmpty()) {
            return NOBODYS;
        }
        var account =
                home.rooms
                        .roster()
                        .account(org.haetae.access.Clearance.SYSTEM, person.name())
                        .orElseThrow();
        return home.server
                .context()
                .getBean(KeptSearches.class)
                .keep(account.clearance(), asked)
                .toString();
    }

    private static String id(Map<String, Map<Relation, String>> ids, Route route, Relation relation)
            throws Exception {
        String kind = route.pattern().replaceFirst("^/(api/v1/)?", "").replaceFirst("/.*", "");
        return switch (relation) {
            case NONE -> NOBODYS;
            case MALFORMED -> "not-an-id";
            case OWN, OTHER, WITHHELD -> {
                Map<Relation, String> known = ids.get(kind);
                assertThat(known).as("ids for " + route).isNotNull();
                String id = known.get(relation);
                // Forgetting a search ends it; each attempt gets its own.
                yield relation == Relation.OWN
                                && route.pattern().equals("/search/{id}/forget")
                                && !id.equals(NOBODYS)
                        ? copy(id)
                        : id;
            }
        };
    }

    private static String copy(String id) {
        KeptSearches searches = home.server.context().getBean(KeptSearches.class);
        for (var account : home.rooms.roster().accounts(org.haetae.access.Clearance.SYSTEM)) {
            Optional<KeptSearches.Kept> kept =
                    searches.find(account.clearance(), UUID.fromString(id));
            if (kept.isPresent()) {
                return searches.keep(account.clearance(), kept.get().asked()).toString();
            }
        }
        throw new AssertionError("no such search");
    }

    @Test
    void everyWritingRouteInsistsOnItsToken() throws Exception {
        Person person = person("everyone");
        Person stranger = person("reader");
        List<String> wrong = new ArrayList<>();
        for (Route route : routes()) {
            if (route.verb() == RequestMethod.GET) {
                continue;
            }
            String path = route.at(NOBODYS);
            if (route.isApi()) {
                // No form of another site can send what this takes.
                int form = form(person, path, "").statusCode();
                if (form != 415) {
                    wrong.add(route + " takes a form: " + form);
                }
                continue;
            }
            for (String token : List.of("", "AAAA", stranger.token())) {
                int found = form(person, path, token).statusCode();
                if (found != 403) {
                    wrong.add(route + " with a wrong token: " + found);
                }
                int parts = multipart(person, path, token);
                if (parts != 403) {
                    wrong.add(route + " with a wrong token in parts: " + parts);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectIt() throws Exception {
        Person person = person("everyone");
        Map<String, Map<Relation, String>> ids = ids(person);
        List<String> wrong = new ArrayList<>();
        for (Route route : routes()) {
            if (route.verb() != RequestMethod.GET) {
                continue;
            }
            for (Relation relation : List.of(Relation.OWN, Relation.NONE)) {
                String id = route.hasId() ? id(ids, route, relation) : "";
                if (id == null) {
                    continue;
                }
                HttpResponse<byte[]> answer = send(person, "GET", route.at(id), null, null);
                var headers = answer.headers();
                String policy = headers.firstValue("Content-Security-Policy").orElse("");
                check(wrong, route, "policy", policy.startsWith("default-src 'none'"));
                check(wrong, route, "inline", !policy.contains("unsafe"));
                check(
                        wrong,
                        route,
                        "one policy",
                        headers.allValues("Content-Security-Policy").size() == 1);
                check(
                        wrong,
                        route,
                        "nosniff",
                        headers.firstValue("X-Content-Type-Options").orElse("").equals("nosniff"));
                check(
                        wrong,
                        route,
                        "referrer",
                        headers.firstValue("Referrer-Policy").orElse("").equals("no-referrer"));
                check(
                        wrong,
                        route,
                        "opener",
                        headers.firstValue("Cross-Origin-Opener-Policy")
                                .orElse("")
                                .equals("same-origin"));
                check(
                        wrong,
                        route,
                        "resource",
                        headers.firstValue("Cross-Origin-Resource-Policy")
                                .orElse("")
                                .equals("same-origin"));
                check(
                        wrong,
                        route,
                        "permissions",
                        headers.firstValue("Permissions-Policy").isPresent());
                check(wrong, route, "server", headers.firstValue("Server").isEmpty());
                check(wrong, route, "powered", headers.firstValue("X-Powered-By").isEmpty());
                boolean ours =
                        route.pattern().equals("/favicon.ico")
                                || route.pattern().equals("/api/v1/openapi.yaml");
                check(
                        wrong,
                        route,
                        "kept by a cache",
                        ours
                                || headers.firstValue("Cache-Control")
                                        .orElse("")
                                        .contains("no-store"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(List<String> wrong, Route route, String what, boolean right) {
        if (!right) {
            wrong.add(route + ": " + what);
        }
    }

    @Test
    void signingInGivesAFreshSessionAndSigningOutEndsIt() throws Exception {
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        Person anyone =
                new Person("reader", Set.of(Role.READER), client, token(client, "/sign-in"));
        String fixed = "haetae_session=" + "A".repeat(43);
        HttpResponse<byte[]> answer =
                send(
                        anyone,
                        "POST",
                        "/sign-in",
                        "name=reader&password="
                                + URLEncoder.encode(ServedHome.PASSWORD, StandardCharsets.UTF_8)
                                + "&_csrf="
                                + anyone.token(),
                        null);
        assertThat(answer.statusCode()).isEqualTo(303);
        String cookie =
                answer.headers().allValues("Set-Cookie").stream()
                        .filter(it -> it.startsWith("haetae_session="))
                        .findFirst()
                        .orElseThrow();
        assertThat(cookie)
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotStartWith(fixed);
        assertThat(ask(anyone, "GET", "/search", "")).isEqualTo(200);
        String token = token(client, "/help");
        assertThat(form(anyone, "/sign-out", token).statusCode()).isEqualTo(303);
        HttpClient thief = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        cookie(thief, "haetae_session", HttpCookie.parse(cookie).getFirst().getValue());
        assertThat(ask(new Person("thief", Set.of(), thief, ""), "GET", "/search", ""))
                .isEqualTo(303);
    }

    @Test
    void oneGoesOnAfterSigningInToPagesOfOursOnly() {
        for (String hostile :
                List.of(
                        "//example.org",
                        "https://example.org",
                        "/\\example.org",
                        "/search/../../x",
                        "/items/" + NOBODYS + "/original",
                        "javascript:alert(1)",
                        "/search\r\nX: y",
                        "/sign-out")) {
            assertThat(ReturnPath.orFront(hostile)).as(hostile).isEqualTo("/");
        }
        assertThat(ReturnPath.orFront("/items/" + NOBODYS)).isEqualTo("/items/" + NOBODYS);
    }

    @Test
    void nothingOfAClosedCompartmentShowsInCountsFacetsOrRows() throws Exception {
        Person person = person("archivist");
        HttpResponse<byte[]> answer =
                send(
                        person,
                        "POST",
                        "/api/v1/search",
                        "{\"query\":\"canary OR \\\"zebra-word\\\" OR camp\"}",
                        "application/json");
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(body).contains("order-14").doesNotContain("canary", "zebra");
        for (String path :
                List.of("/accessions", "/outcomes", "/api/v1/accessions", "/api/v1/outcomes")) {
            assertThat(
                            new String(
                                    send(person, "GET", path, null, null).body(),
                                    StandardCharsets.UTF_8))
                    .as(path)
                    .doesNotContain("Canary", "canary");
        }
    }

    /// What lists, counts and offers say is the same to the letter whether there is something more
    /// that they may not know of or not.
    @Test
    void noRouteTellsByAnyWordOrNumberThatSomethingIsHidden() throws Exception {
        for (String name : List.of("investigator", "documenter", "reader")) {
            Person person = person(name);
            Map<String, String> before = everyAnswer(person);
            home.withhold("Quagga again", CompartmentId.GENERAL);
            home.withhold("Quagga elsewhere", home.sealed);
            Map<String, String> after = everyAnswer(person);
            assertThat(after.keySet()).isEqualTo(before.keySet());
            for (String asked : before.keySet()) {
                assertThat(after.get(asked)).as(name + ": " + asked).isEqualTo(before.get(asked));
            }
        }
        assertThat(everyAnswer(person("archivist")).values())
                .as("it is there for those who keep it")
                .anyMatch(body -> body.contains("Quagga again"));
    }

    /// All that a person is answered on routes that name no object, and to questions about words
    /// that what is hidden has.
    private static Map<String, String> everyAnswer(Person person) throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Route route : routes()) {
            if (route.verb() == RequestMethod.GET
                    && !route.hasId()
                    && !route.pattern().contains("{")
                    // That somebody consented is no secret from those who take material in.
                    && !Set.of("/consents", "/accessions/new").contains(route.pattern())) {
                answers.put(
                        route.toString(), body(send(person, "GET", route.pattern(), null, null)));
            }
        }
        answers.put(
                "search",
                body(
                        send(
                                person,
                                "POST",
                                "/api/v1/search",
                                "{\"query\":\"quagga* OR camp\"}",
                                "application/json")));
        String found =
                send(person, "POST", "/search", "q=quagga*+OR+camp&_csrf=" + person.token(), null)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        answers.put("found", body(send(person, "GET", found, null, null)));
        form(person, found + "/forget", person.token());
        for (String kind : List.of("person", "interview", "event")) {
            answers.put(
                    "table of " + kind,
                    body(
                            send(
                                    person,
                                    "POST",
                                    "/api/v1/entities",
                                    "{\"kind\":\"" + kind + "\"}",
                                    "application/json")));
        }
        if (may(person, Permission.RECORD_CLAIMS)) {
            answers.put(
                    "offered",
                    body(
                            send(
                                    person,
                                    "POST",
                                    "/items/" + home.item("orders/order-14.pdf") + "/cite",
                                    "do=look&name=Quagga&_csrf=" + person.token(),
                                    null)));
        }
        return answers;
    }

    /// Without what is new each time.
    private static String body(HttpResponse<byte[]> answer) {
        return answer.statusCode()
                + new String(answer.body(), StandardCharsets.UTF_8)
                        .replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "")
                        .replaceAll("\\b[0-9a-f]{8}-[0-9a-f-]{27}\\b", "an-id")
                        .replaceAll("\\d+(\\.\\d+)? (ms|s)\\b", "soon")
                        .replaceAll("\"took[A-Za-z]*\":[0-9.]+", "")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]+Z?", "now");
    }

    @Test
    void aFirstVisitIsSmall() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest page = HttpRequest.newBuilder(home.at("/sign-in")).build();
        String html = client.send(page, HttpResponse.BodyHandlers.ofString()).body();
        long total = html.length();
        Matcher links = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"").matcher(html);
        Set<String> seen = new TreeSet<>();
        while (links.find()) {
            seen.add(links.group(1));
        }
        Assets assets = home.server.context().getBean(Assets.class);
        for (String link : seen) {
            HttpRequest request =
                    HttpRequest.newBuilder(home.at(link)).header("Accept-Encoding", "gzip").build();
            total += client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
        }
        assertThat(total).isLessThan(150_000 / 2);
    }

    // How requests are made

    private static Person person(String name) throws Exception {
        HttpClient client =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        if (name.equals("nobody")) {
            return new Person(name, Set.of(), client, token(client, "/sign-in"));
        }
        cookie(client, "haetae_session", home.session(name));
        Set<Role> roles =
                home.rooms
                        .roster()
                        .account(org.haetae.access.Clearance.SYSTEM, name)
                        .orElseThrow()
                        .roles();
        return new Person(name, roles, client, token(client, "/help"));
    }

    private static void cookie(HttpClient client, String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        ((CookieManager) client.cookieHandler().orElseThrow())
                .getCookieStore()
                .add(home.at("/"), cookie);
    }

    private static String token(HttpClient client, String path) throws Exception {
        String html =
                client.send(
                                HttpRequest.newBuilder(home.at(path)).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        Matcher matcher = TOKEN.matcher(html);
        assertThat(matcher.find()).as("a form on " + path).isTrue();
        return matcher.group(1);
    }

    private static int ask(Person person, String verb, String path, String token)
            throws IOException, InterruptedException {
        if (path.startsWith("/match/") && verb.equals("POST")) {
            return send(
                            person,
                            verb,
                            path,
                            "{\"queries\":{\"q\":{\"schema\":\"Person\",\"properties\":{\"name\":\"Crane\"}}}}",
                            "application/json")
                    .statusCode();
        }
        if (path.startsWith("/api/") && verb.equals("POST")) {
            return switch (path.substring("/api/v1/".length()).replaceFirst("/.*", "")) {
                case "search" ->
                        send(person, verb, path, "{\"query\":\"camp\"}", "application/json")
                                .statusCode();
                case "entities" ->
                        send(person, verb, path, "{\"kind\":\"person\"}", "application/json")
                                .statusCode();
                default ->
                        send(
                                        person,
                                        verb,
                                        path,
                                        "{}",
                                        path.endsWith("/versions")
                                                ? "application/json"
                                                : ClaimApi.LINES)
                                .statusCode();
            };
        }
        boolean writes = !verb.equals("GET") && !verb.equals("OPTIONS");
        return send(person, verb, path, writes ? body(path, token) : null, null).statusCode();
    }

    /// A well-meant form of the route, as empty as may be.
    private static String body(String path, String token) {
        String item = path.equals("/search/similar") ? home.item("testimony.txt").toString() : "";
        return "row=0&toggle=none&q=camp&name=&session="
                + NOBODYS
                + "&item="
                + item
                + "&_csrf="
                + token;
    }

    private static HttpResponse<byte[]> form(Person person, String path, String token)
            throws IOException, InterruptedException {
        return send(person, "POST", path, body(path, token), null);
    }

    private static int multipart(Person person, String path, String token)
            throws IOException, InterruptedException {
        String parts =
                "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
                        + token
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"files\";"
                        + " filename=\"x\"\r\n\r\nx\r\n--b--\r\n";
        return send(person, "POST", path, parts, "multipart/form-data; boundary=b").statusCode();
    }

    private static HttpResponse<byte[]> send(
            Person person, String verb, String path, String body, String type)
            throws IOException, InterruptedException {
        URI uri = home.at(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (body == null) {
            request.method(verb, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(verb, HttpRequest.BodyPublishers.ofString(body))
                    .header(
                            "Content-Type",
                            type == null ? "application/x-www-form-urlencoded" : type);
        }
        return person.client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
