package org.haetae.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.haetae.names.Language;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListEntry.ListedName;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.Screen;
import org.haetae.sanctions.Screen.Question;

/// How fast lists of sanctions are read, and names screened against them. The public lists are not
/// part of the repository; a folder with them is named. A long list is made of the words of theirs.
public final class ScreeningWork {

    private static final String UN = "sanctions/un_consolidated_2026-02-27.xml";
    private static final List<String> OFAC =
            List.of(
                    "sanctions/ofac_sdn_2019-01-15.csv",
                    "sanctions/ofac_alt_2019-01-15.csv",
                    "sanctions/ofac_add_2019-01-15.csv",
                    "sanctions/ofac_sdn_comments_2019-01-15.csv");
    private static final String NOT_LISTED = "screening/negatives_global_first5000.csv";

    private static final int ENTITIES = 30_000;
    private static final int NAMES = 100_000;
    private static final int READ_AGAIN = 40;
    private static final int PARTIES = 18_000;
    private static final int PADDING = 4_300;

    private ScreeningWork() {}

    /// @param data folder with the lists and with people who are not on them
    public static List<Row> run(Path data, Path place, long seed, PrintWriter progress)
            throws IOException, InterruptedException {
        var own = place.resolve("screening");
        Folders.empty(own);
        try {
            var rows = new ArrayList<Row>();
            progress.println("screening: the list of the Security Council");
            rows.add(again(data.resolve(UN)));
            progress.println("screening: OFAC's advanced format, made");
            rows.add(limited(made(own.resolve("advanced.xml"))));
            progress.println("screening: 30,000 entities");
            rows.add(asked(data, seed));
            return rows;
        } finally {
            Folders.absent(own);
        }
    }

    private static Row row(String subject, Object... pairs) {
        var values = new LinkedHashMap<String, Double>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
        }
        return new Row("screening", subject, values, OptionalDouble.empty());
    }

    // ---- reading

    private static Row again(Path file) throws IOException {
        var millis = new double[READ_AGAIN];
        int entries = 0;
        for (int i = 0; i < millis.length; i++) {
            long begun = System.nanoTime();
            entries = ListFiles.read(List.of(ListReading.source(file))).entries().size();
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        return row(
                "the UN list, read %d times in one process".formatted(READ_AGAIN),
                "entries",
                entries,
                "first_ms",
                first,
                "median_ms",
                millis[millis.length / 2],
                "least_ms",
                millis[0]);
    }

    private static Row limited(Path file) throws IOException, InterruptedException {
        var best = Long.MAX_VALUE;
        var entries = 0L;
        for (int i = 0; i < 3; i++) {
            var process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ListReading.class.getName(),
                                    file.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("a list was not read in 256 MB of heap");
            }
            var figures = told.strip().split(" ");
            best = Math.min(best, Long.parseLong(figures[0]));
            entries = Long.parseLong(figures[1]);
        }
        return row(
                "OFAC's advanced XML, a process of its own with -Xmx256m, best of 3",
                "mb",
                Files.size(file) / 1e6,
                "entries",
                entries,
                "ms",
                best);
    }

    /// A list in the advanced format, of some 110 MB. All on it is invented.
    private static Path made(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(
                    """
                    <?xml version="1.0" encoding="utf-8"?>
                    <Sanctions xmlns="https://example.org/ADVANCED_XML"><DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>6</Month><Day>24</Day></DateOfIssue>
                    <ReferenceValueSets>
                    <AliasTypeValues><AliasType ID="1403">Name</AliasType><AliasType ID="1400">A.K.A.</AliasType></AliasTypeValues>
                    <AreaCodeValues/><CountryValues><Country ID="11" ISO2="KP">Korea, North</Country></CountryValues>
                    <FeatureTypeValues><FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType><FeatureType ID="25" FeatureTypeGroupID="1">Location</FeatureType><FeatureType ID="26" FeatureTypeGroupID="1">Title</FeatureType></FeatureTypeValues>
                    <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
                    <PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
                    <PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues>
                    <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
                    <LegalBasisValues><LegalBasis ID="7" LegalBasisShortRef="EO">Executive Order of nobody</LegalBasis></LegalBasisValues>
                    <ScriptValues><Script ID="215">Latin</Script></ScriptValues>
                    </ReferenceValueSets>
                    <Locations/><IDRegDocuments/><DistinctParties>
                    """);
            var padding = "<!-- laid out for people, at length -->\n".repeat(PADDING / 40 / 4);
            for (int i = 1; i <= PARTIES; i++) {
                out.write(
                        "<DistinctParty FixedRef=\"%d\"><Comment/><Profile ID=\"%d\" PartySubTypeID=\"4\"><Identity ID=\"%d\" Primary=\"true\">\n"
                                .formatted(i, i, i));
                for (int alias = 0; alias < 4; alias++) {
                    out.write(
                            """
                              <Alias AliasTypeID="%d" Primary="%b" LowQuality="false">
                                <DocumentedName ID="%d"><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="215">FAMILY%d</NamePartValue></DocumentedNamePart>
                                  <DocumentedNamePart><NamePartValue NamePartGroupID="2" ScriptID="215">Given %d %d</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
                            """
                                    .formatted(
                                            alias == 0 ? 1403 : 1400,
                                            alias == 0,
                                            i * 4 + alias,
                                            i % 977,
                                            i,
                                            alias));
                    out.write(padding);
                }
                out.write(
                        """
                        <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
                        <Feature FeatureTypeID="8"><FeatureVersion ID="%d"><DatePeriod><Start Approximate="false"><From><Year>19%02d</Year><Month>5</Month><Day>7</Day></From><To><Year>19%02d</Year><Month>5</Month><Day>7</Day></To></Start><End Approximate="false"><From><Year>19%02d</Year><Month>5</Month><Day>7</Day></From><To><Year>19%02d</Year><Month>5</Month><Day>7</Day></To></End></DatePeriod></FeatureVersion></Feature>
                        </Profile></DistinctParty>
                        """
                                .formatted(i, i % 90, i % 90, i % 90, i % 90));
            }
            out.write("</DistinctParties><SanctionsEntries>\n");
            for (int i = 1; i <= PARTIES; i++) {
                out.write(
                        "<SanctionsEntry ID=\"%d\" ProfileID=\"%d\" ListID=\"1550\"><EntryEvent ID=\"%d\" LegalBasisID=\"7\"><Date><Year>2015</Year><Month>1</Month><Day>2</Day></Date></EntryEvent><SanctionsMeasure ID=\"%d\" SanctionsTypeID=\"1\"><Comment>DPRK</Comment></SanctionsMeasure></SanctionsEntry>\n"
                                .formatted(i, i, i, i));
            }
            out.write("</SanctionsEntries></Sanctions>\n");
        }
        return file;
    }

    // ---- screening

    private static Row asked(Path data, long seed) throws IOException {
        var screen = Screen.of(longList(data, seed));
        var questions = questions(data);
        var millis = new double[questions.size()];
        long length = 0;
        int toReview = 0;
        // Asked once for the compiler, then measured.
        for (int round = 0; round < 2; round++) {
            toReview = 0;
            for (int i = 0; i < millis.length; i++) {
                long begun = System.nanoTime();
                var answers = screen.ask(questions.get(i), 5);
                for (var answer : answers) {
                    length += answer.name().explanation().sentence(Language.ENGLISH).length();
                }
                millis[i] = (System.nanoTime() - begun) / 1e6;
                toReview += answers.stream().anyMatch(Screen.Answer::toReview) ? 1 : 0;
            }
        }
        if (length < 0) {
            throw new IllegalStateException("a length is below 0"); // and so none is left out
        }
        double sum = Arrays.stream(millis).sum();
        Arrays.sort(millis);
        return row(
                "people who are not listed, against %,d entities with %,d names, explained, one thread"
                        .formatted(ENTITIES, screen.size()),
                "a_second",
                millis.length / sum * 1000,
                "p50_ms",
                millis[millis.length / 2],
                "p99_ms",
                millis[millis.length * 99 / 100],
                "to_review_percent",
                100.0 * toReview / millis.length);
    }

    private static List<Question> questions(Path data) throws IOException {
        var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var reader = Files.newBufferedReader(data.resolve(NOT_LISTED));
                var table = format.parse(reader)) {
            return table.stream()
                    .map(
                            line ->
                                    new Question(
                                            line.get("full_name"),
                                            Optional.of(Subject.PERSON),
                                            Optional.empty(),
                                            List.of()))
                    .toList();
        }
    }

    /// The entries of the public lists, and others whose names have their words in other company.
    private static List<ListEntry> longList(Path data, long seed) throws IOException {
        var entries = new ArrayList<ListEntry>();
        for (var files : List.of(List.of(UN), OFAC)) {
            entries.addAll(
                    ListFiles.read(
                                    files.stream()
                                            .map(data::resolve)
                                            .map(ListReading::source)
                                            .toList())
                            .entries());
        }
        Map<Integer, List<String>> words = new LinkedHashMap<>();
        for (var entry : entries) {
            if (entry.subject() == Subject.PERSON) {
                for (var name : entry.names()) {
                    var own = name.text().split("[ ,]+");
                    for (int i = 0; i < own.length; i++) {
                        words.computeIfAbsent(Math.min(i, 2), _ -> new ArrayList<>()).add(own[i]);
                    }
                }
            }
        }
        var random = new Random(seed);
        int names = entries.stream().mapToInt(entry -> entry.names().size()).sum();
        for (int i = entries.size(); i < ENTITIES; i++) {
            int left = Math.max(1, (NAMES - names) / (ENTITIES - i));
            names += left;
            entries.add(entry("made-" + i, made(words, left, random)));
        }
        return entries;
    }

    private static Set<String> made(Map<Integer, List<String>> words, int count, Random random) {
        var names = new LinkedHashSet<String>();
        while (names.size() < count) {
            names.add(
                    String.join(
                            " ",
                            Stream.of(0, 1, 2)
                                    .limit(2 + random.nextInt(2))
                                    .map(words::get)
                                    .map(some -> some.get(random.nextInt(some.size())))
                                    .toList()));
        }
        return names;
    }

    private static ListEntry entry(String id, Set<String> names) {
        var listed = new ArrayList<ListedName>();
        for (var name : names) {
            listed.add(
                    new ListedName(
                            name,
                            listed.isEmpty() ? NameType.PRIMARY : NameType.ALIAS,
                            Optional.empty(),
                            0));
        }
        return new ListEntry(
                id,
                Subject.PERSON,
                listed,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                id,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
