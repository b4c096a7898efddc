package org.haetae;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.home.Setting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.annotation.Import;

/// Keeps the house: what ARCHITECTURE.md and CONTRIBUTING.md promise about the code is read from
/// there and held here, so that the documents cannot drift from it.
class HouseTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final String OURS = "org.haetae";
    private static final String WORKER = "org.haetae.extract.worker..";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(ROOT.resolve("target/classes"));
    private static final Map<String, Room> ROOMS = rooms();

    /// @param name the package under org.haetae; "haetae" is the root package itself
    /// @param mayUse names of other rooms, all written out
    record Room(String name, Set<String> mayUse, boolean built) {}

    // ---- Rooms and arrows

    @TestFactory
    Stream<DynamicTest> aRoomUsesOnlyTheRoomsThatItMay() {
        return ROOMS.values().stream()
                .map(
                        room ->
                                dynamicTest(
                                        room.name(),
                                        () -> assertThat(strayArrows(room)).isEmpty()));
    }

    private static List<String> strayArrows(Room room) {
        return CLASSES.stream()
                .filter(type -> room.name().equals(roomOf(type)))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(arrow -> isOurs(arrow.getTargetClass()))
                .filter(arrow -> !roomOf(arrow.getTargetClass()).equals(room.name()))
                .filter(arrow -> !room.mayUse().contains(roomOf(arrow.getTargetClass())))
                .map(Dependency::getDescription)
                .toList();
    }

    @Test
    void everyPackageIsARoomOfTheTable() {
        assertThat(CLASSES.stream().map(HouseTest::roomOf).distinct()).isSubsetOf(ROOMS.keySet());
    }

    @Test
    void aRoomMarkedAsNotBuiltYetIsEmpty() {
        var found = CLASSES.stream().map(HouseTest::roomOf).collect(Collectors.toSet());
        assertThat(ROOMS.values().stream().filter(room -> !room.built()).map(Room::name))
                .as("take 'not built yet' out of ARCHITECTURE.md for a room that has classes")
                .doesNotContainAnyElementsOf(found);
    }

    @Test
    void onlyTheConfinedWorkerLoadsParsers() {
        noClasses()
                .that(not(resideInAPackage(WORKER)).and(not(onlyWrite())))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.apache.tika..",
                                "org.apache.pdfbox..",
                                "org.apache.poi..",
                                "org.netpreserve..",
                                "kr.dogfoot..",
                                "com.drew..",
                                "com.pff..",
                                "org.jsoup..",
                                "javax.imageio.."))
                .because(
                        "a hostile file is parsed only in the confined process: hand it to Workers")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /// What libraries that read also write, from words of ours: nothing is parsed by it.
    private static DescribedPredicate<JavaClass> onlyWrite() {
        var writers = Set.of("org.haetae.report.WordFile", "org.haetae.report.PdfBook");
        return DescribedPredicate.describe("only write", type -> writers.contains(type.getName()));
    }

    @Test
    void theWorkerUsesNothingButTheJdkAndParsers() {
        noClasses()
                .that(resideInAPackage(WORKER))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "org.haetae..",
                                        "org.springframework..",
                                        "org.apache.lucene..",
                                        "org.postgresql..",
                                        "com.zaxxer..",
                                        "org.flywaydb..",
                                        "picocli..",
                                        "com.exceptionfactory..",
                                        "gg.jte..")
                                .and(not(resideInAPackage(WORKER))))
                .because(
                        "the worker's class path is mounted read-only into the sandbox and holds only these")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void springStaysInTheWebRoomExceptForDatabaseAccess() {
        noClasses()
                .that(not(resideInAnyPackage("org.haetae.web..", OURS)))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.springframework..")
                                .and(
                                        not(
                                                resideInAnyPackage(
                                                        "org.springframework.jdbc..",
                                                        "org.springframework.dao..",
                                                        "org.springframework.transaction..",
                                                        "org.springframework.security.crypto.."))))
                .because("rooms are plain classes; of Spring they use JDBC and transactions")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /// Checks that ship as a small jar of their own: whatever they reach must do without database
    /// and frame.
    @Test
    void whatOnlyVerifiesNeedsNeitherSpringNorADatabase() {
        var verifiers = verifiers();
        assertThat(verifiers).as("ARCHITECTURE.md names what only verifies").isNotEmpty();
        assertThat(
                        verifiers.stream()
                                .filter(CLASSES::contain)
                                .map(CLASSES::get)
                                .flatMap(type -> type.getTransitiveDependenciesFromSelf().stream())
                                .filter(arrow -> isOurs(arrow.getOriginClass()))
                                .filter(arrow -> needsServer(arrow.getTargetClass()))
                                .map(Dependency::getDescription))
                .isEmpty();
    }

    private static boolean needsServer(JavaClass type) {
        return Stream.of(
                        "org.springframework",
                        "java.sql",
                        "javax.sql",
                        "org.postgresql",
                        "com.zaxxer")
                .anyMatch(prefix -> type.getPackageName().startsWith(prefix));
    }

    /// Class names on the line of ARCHITECTURE.md that begins with "What only verifies:".
    private static List<String> verifiers() {
        return lines("ARCHITECTURE.md").stream()
                .filter(line -> line.startsWith("What only verifies:"))
                .flatMap(line -> Pattern.compile("`(\\w+\\.\\w+)`").matcher(line).results())
                .map(match -> OURS + "." + match.group(1))
                .toList();
    }

    /// `room.Type#method` and `room.Type` in ARCHITECTURE.md lead a reader to the code, so they
    /// have to be there.
    @Test
    void everyStepOfTheJourneyExists() {
        var step = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*\\.[A-Z]\\w+)(?:#(\\w+))?`");
        assertThat(
                        step.matcher(read(ROOT.resolve("ARCHITECTURE.md")))
                                .results()
                                .filter(
                                        match ->
                                                !exists(
                                                        OURS + "." + match.group(1),
                                                        match.group(2)))
                                .map(match -> match.group()))
                .as("classes and methods that ARCHITECTURE.md names and the code has not")
                .isEmpty();
    }

    private static boolean exists(String type, @Nullable String method) {
        return CLASSES.contain(type)
                && (method == null
                        || CLASSES.get(type).getMethods().stream()
                                .anyMatch(found -> found.getName().equals(method)));
    }

    // ---- Banned calls, each with its replacement

    @TestFactory
    Stream<DynamicTest> aBannedCallIsNotMade() {
        var bans = new LinkedHashMap<String, ArchRule>();
        bans.put(
                "standard output and error belong to commands: return the value, or log ids",
                noClasses()
                        .that(not(resideInAnyPackage("org.haetae.cli..", WORKER, OURS)))
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err"));
        bans.put(
                "time comes from the Clock handed in",
                noClasses()
                        .that(not(resideInAnyPackage("org.haetae.cli..", OURS)))
                        .should()
                        .callMethod(java.time.Instant.class, "now")
                        .orShould()
                        .callMethod(java.time.LocalDate.class, "now")
                        .orShould()
                        .callMethod(java.time.LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(java.time.OffsetDateTime.class, "now")
                        .orShould()
                        .callMethod(java.time.ZonedDateTime.class, "now")
                        .orShould()
                        .callMethod(java.time.Clock.class, "systemUTC")
                        .orShould()
                        .callMethod(java.time.Clock.class, "systemDefaultZone")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callConstructor(java.util.Date.class));
        bans.put(
                "java.util.Date has no zone and can be changed: use Instant (parsers hand it out, so the worker may)",
                noClasses()
                        .that(not(resideInAPackage(WORKER)).and(not(speakOfCertificates())))
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(
                                java.util.Date.class,
                                java.util.Calendar.class,
                                java.text.SimpleDateFormat.class));
        bans.put(
                "wait for the thing itself (a condition, a latch, a process) with a timeout, instead of sleeping",
                noClasses()
                        .that(not(waitForAnotherProcess()))
                        .should()
                        .callMethod(Thread.class, "sleep", long.class)
                        .orShould()
                        .callMethod(Thread.class, "sleep", java.time.Duration.class));
        bans.put(
                "only the launcher of a command and the worker end the process: throw instead",
                noClasses()
                        .that(not(resideInAnyPackage(OURS, WORKER)))
                        .should()
                        .callMethod(System.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "exit", int.class));
        bans.put(
                "a stack trace on the console can hold content: throw, or log ids",
                noClasses().should().callMethod(Throwable.class, "printStackTrace"));
        bans.put(
                "bytes from outside are never turned into objects by Java itself: write a format",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(
                                java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class));
        bans.put(
                "whatever must not be guessed comes from SecureRandom; java.util.Random is for made-up bench material",
                noClasses()
                        .that(not(resideInAPackage("org.haetae.cli.bench..")))
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(java.util.Random.class)
                        .orShould()
                        .callMethod(Math.class, "random"));
        bans.put(
                "commands of the system are started as a list of words: ProcessBuilder, never one string",
                noClasses().should().callMethod(Runtime.class, "exec", String.class));
        return bans.entrySet().stream()
                .map(
                        ban ->
                                dynamicTest(
                                        ban.getKey(),
                                        () ->
                                                ban.getValue()
                                                        .because(ban.getKey())
                                                        .allowEmptyShould(true)
                                                        .check(CLASSES)));
    }

    /// A database server that an earlier process started, a transaction that another process
    /// commits: these can only be looked at again.
    private static DescribedPredicate<JavaClass> waitForAnotherProcess() {
        var waiting = Set.of("org.haetae.home.PostgresServer", "org.haetae.ledger.Ledger");
        return DescribedPredicate.describe(
                "wait for another process", type -> waiting.contains(type.getName()));
    }

    /// The interfaces of X.509 and RFC 3161 hand out and take nothing else.
    private static DescribedPredicate<JavaClass> speakOfCertificates() {
        var speakers =
                Set.of("org.haetae.ledger.Timestamp", "org.haetae.witness.TimestampAuthority");
        return DescribedPredicate.describe(
                "speak of certificates", type -> speakers.contains(type.getName()));
    }

    // ---- Names

    @Test
    void noNameEndsInAWordThatSaysNothing() {
        var empty =
                Pattern.compile(
                        ".*(Impl|Utils?|Manager|Helper|Service|Dto|DTO)|(Default|Abstract)\\p{Lu}.*");
        assertThat(
                        CLASSES.stream()
                                .filter(not(isGenerated()))
                                .map(JavaClass::getSimpleName)
                                .filter(name -> empty.matcher(name).matches()))
                .as("name the thing in the words of archives and courts")
                .isEmpty();
    }

    private static DescribedPredicate<JavaClass> isGenerated() {
        return resideInAPackage("org.haetae.web.pages..");
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(
                        files("src/main/java", ".java")
                                .map(Path::getParent)
                                .distinct()
                                .filter(
                                        folder ->
                                                !declaresNullMarked(
                                                        folder.resolve("package-info.java")))
                                .map(folder -> ROOT.relativize(folder).toString()))
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    private static boolean declaresNullMarked(Path packageInfo) {
        return Files.exists(packageInfo) && read(packageInfo).contains("@NullMarked");
    }

    // ---- Translations

    @TestFactory
    Stream<DynamicTest> everyTranslationHasTheSameKeysAndTheSamePlaces() {
        var families =
                files("src/main/resources", ".properties")
                        .filter(
                                file ->
                                        file.getFileName()
                                                .toString()
                                                .matches(".+_(en|ko)\\.properties"))
                        .collect(
                                Collectors.groupingBy(
                                        file ->
                                                file.toString()
                                                        .replaceFirst("_(en|ko)\\.properties$", ""),
                                        TreeMap::new,
                                        Collectors.toList()));
        return families.entrySet().stream()
                .map(
                        family ->
                                dynamicTest(
                                        ROOT.relativize(Path.of(family.getKey())).toString(),
                                        () -> assertInStep(family.getKey(), family.getValue())));
    }

    private static void assertInStep(String family, List<Path> files) {
        var base = Path.of(family + ".properties");
        var members = new ArrayList<>(files);
        if (Files.exists(base)) {
            members.add(base);
        }
        assertThat(members).as("an English and a Korean file").hasSizeGreaterThan(1);
        var first = placesByKey(members.getFirst());
        for (Path other : members.subList(1, members.size())) {
            var second = placesByKey(other);
            var keys = new TreeSet<>(first.keySet());
            keys.addAll(second.keySet());
            keys.removeIf(key -> Objects.equals(first.get(key), second.get(key)));
            assertThat(keys)
                    .as(
                            "keys that are missing, blank or have other places in %s than in %s",
                            other.getFileName(), members.getFirst().getFileName())
                    .isEmpty();
        }
    }

    /// For each key the numbers of its places ({0}, {1}), and "blank" where there is no text. A
    /// place that only chooses between singular and plural does not count: Korean has none to
    /// choose.
    private static Map<String, Set<String>> placesByKey(Path file) {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var places = new TreeMap<String, Set<String>>();
        texts.forEach(
                (key, text) ->
                        places.put(
                                key.toString(),
                                text.toString().isBlank()
                                        ? Set.of("blank")
                                        : Pattern.compile("\\{(\\d+)(?!,choice)")
                                                .matcher(text.toString())
                                                .results()
                                                .map(match -> match.group(1))
                                                .collect(Collectors.toCollection(TreeSet::new))));
        return places;
    }

    // ---- Manual

    @Test
    void everySettingStandsInTheManualWithItsStandard() {
        var manual = lines("docs/manual/settings.md");
        assertThat(
                        Stream.of(Setting.values())
                                .filter(
                                        setting ->
                                                manual.stream()
                                                        .noneMatch(row -> describes(row, setting)))
                                .map(Setting::key))
                .as("settings without a row in docs/manual/settings.md that gives their standard")
                .isEmpty();
    }

    @Test
    void everySettingIsRead() throws IOException {
        var setting = Pattern.compile("Setting\\.([A-Z0-9_]+)");
        try (var files = Files.walk(ROOT.resolve("src/main/java"))) {
            var read =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("Setting.java"))
                            .flatMap(file -> lines(file.toString()).stream())
                            .flatMap(line -> setting.matcher(line).results())
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet());
            assertThat(Stream.of(Setting.values()).map(Setting::name))
                    .as("settings that nothing reads")
                    .allMatch(read::contains);
        }
    }

    private static boolean describes(String row, Setting setting) {
        var standard = setting.standard().isEmpty() ? "nothing" : "`" + setting.standard() + "`";
        return row.startsWith("| `" + setting.key() + "` |")
                && row.contains("| " + standard + " |");
    }

    /// Codes are the constants of enums named ...Code, each telling its text by `code()`.
    @Test
    void everyFindingHasAnEntryInTheManual() {
        var manual = lines("docs/manual/findings.md");
        assertThat(
                        findingCodes()
                                .filter(
                                        code ->
                                                manual.stream()
                                                        .noneMatch(
                                                                row ->
                                                                        row.startsWith(
                                                                                "| `" + code
                                                                                        + "` |"))))
                .as("codes without a row in docs/manual/findings.md")
                .isEmpty();
    }

    /// Codes of bags and of OCFL have tests that go through all of them; of the others somebody has
    /// to have written each down where it is provoked.
    @Test
    void everyFindingOfTheSmallVerifierIsProvokedByATest() {
        var tests = files("src/test", ".java").map(HouseTest::read).collect(Collectors.joining());
        assertThat(
                        findingCodes()
                                .filter(code -> code.matches("(CUSTODY|LEDGER)-.*"))
                                .filter(code -> !tests.contains('"' + code + '"')))
                .as("codes that no test provokes")
                .isEmpty();
    }

    private static Stream<String> findingCodes() {
        return CLASSES.stream()
                .filter(type -> type.isEnum() && type.getSimpleName().matches("\\w+Code"))
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getEnumConstants()))
                .map(HouseTest::codeOf);
    }

    private static String codeOf(Object constant) {
        try {
            return (String) constant.getClass().getMethod("code").invoke(constant);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(constant.getClass() + " needs a public code()", e);
        }
    }

    // ---- The repository

    /// Written in halves, so that this file does not find itself.
    private static final Pattern MACHINE =
            Pattern.compile(
                    String.join(
                            "|",
                            "/wo" + "rk/(main|wt|shared)",
                            "bash" + "_jobs",
                            "repo1?\\.mav" + "en",
                            "registry\\.npm" + "js",
                            "deb\\.deb" + "ian",
                            "snapshot\\.deb" + "ian"));

    @Test
    void noFileOfTheRepositoryNamesAMachineOrARegistry() {
        assertThat(repositoryFiles().filter(file -> MACHINE.matcher(read(file)).find()))
                .as("say it without the path or the host")
                .isEmpty();
    }

    /// Tests read suites that others wrote where they happen to lie; the product knows of no such
    /// place.
    @Test
    void onlyTestsKnowWhereSuitesLie() {
        assertThat(
                        repositoryFiles()
                                .filter(file -> !file.startsWith(ROOT.resolve("src/test")))
                                .filter(file -> read(file).contains("shared" + "/data")))
                .as("name it by an option")
                .isEmpty();
    }

    private static Stream<Path> repositoryFiles() {
        return Stream.concat(
                Stream.of("pom.xml", "haetae", ".ci/run").map(ROOT::resolve),
                Stream.of(
                                files("src", ""),
                                files("docs", ".md"),
                                files(".", ".md").filter(file -> file.getParent().equals(ROOT)))
                        .flatMap(stream -> stream)
                        .filter(HouseTest::isText));
    }

    private static boolean isText(Path file) {
        return Stream.of(
                        ".java",
                        ".md",
                        ".jte",
                        ".yaml",
                        ".yml",
                        ".properties",
                        ".sql",
                        ".css",
                        ".js",
                        ".txt",
                        ".json")
                .anyMatch(file.toString()::endsWith);
    }

    @Test
    void everyDependencyThatShipsStandsInTheNoticeWithItsLicence() {
        var pom =
                Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
                        .matcher(read(ROOT.resolve("pom.xml")));
        var notice = read(ROOT.resolve("NOTICE"));
        assertThat(
                        pom.results()
                                .map(match -> match.group(1))
                                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                                .map(dependency -> element(dependency, "groupId"))
                                .distinct()
                                .filter(group -> !notice.contains(group)))
                .as("groups of pom.xml that NOTICE does not name")
                .isEmpty();
    }

    private static String element(String xml, String name) {
        Matcher matcher = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(xml);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    // ---- Reading

    private static Map<String, Room> rooms() {
        var row = Pattern.compile("^\\| `([a-z.]+)` \\|([^|]*)\\|([^|]*)\\|$");
        var cells =
                lines("ARCHITECTURE.md").stream()
                        .map(row::matcher)
                        .filter(Matcher::matches)
                        .map(
                                match ->
                                        List.of(
                                                match.group(1),
                                                match.group(2).strip(),
                                                match.group(3).strip()))
                        .toList();
        var names = cells.stream().map(List::getFirst).collect(Collectors.toSet());
        var rooms = new LinkedHashMap<String, Room>();
        for (List<String> cell : cells) {
            rooms.put(
                    cell.getFirst(),
                    new Room(
                            cell.getFirst(),
                            mayUse(cell.get(1), names),
                            !cell.get(2).contains("not built yet")));
        }
        assertThat(rooms).as("rooms in ARCHITECTURE.md").hasSizeGreaterThan(15);
        return rooms;
    }

    /// "access home" names rooms; "all but cli" and "all" count from every room, the root package
    /// excepted. Who may use extract may use the words that it shares with its worker.
    private static Set<String> mayUse(String cell, Set<String> names) {
        var words = Set.of(cell.split("\\s+"));
        var allowed = new TreeSet<String>();
        if (words.contains("all")) {
            allowed.addAll(names);
            allowed.remove("haetae");
            allowed.removeAll(words);
        } else {
            allowed.addAll(words);
        }
        if (allowed.contains("extract")) {
            allowed.add("extract.worker");
        }
        return allowed;
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(OURS) || type.getPackageName().startsWith(OURS + ".");
    }

    private static String roomOf(JavaClass type) {
        var path = type.getPackageName();
        if (path.equals(OURS)) {
            return "haetae";
        }
        var inner = path.substring(OURS.length() + 1);
        if (inner.equals("extract.worker") || inner.startsWith("extract.worker.")) {
            return "extract.worker";
        }
        return inner.replaceFirst("\\..*", "");
    }

    /// One that the site does not name has routes that lead nowhere, and no test walks them.
    @Test
    void everyDeskIsNamedByTheSite() {
        var named =
                CLASSES.get("org.haetae.web.Site").reflect().getAnnotation(Import.class).value();
        assertThat(CLASSES)
                .filteredOn(one -> one.isAnnotatedWith("org.springframework.stereotype.Controller"))
                .isNotEmpty()
                .extracting(JavaClass::getSimpleName)
                .isSubsetOf(Stream.of(named).map(Class::getSimpleName).toList());
    }

    private static Stream<Path> files(String folder, String ending) {
        var start = ROOT.resolve(folder).normalize();
        if (!Files.isDirectory(start)) {
            return Stream.empty();
        }
        try (var walk = Files.walk(start, start.equals(ROOT) ? 1 : Integer.MAX_VALUE)) {
            return walk
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String file) {
        return read(ROOT.resolve(file)).lines().toList();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
