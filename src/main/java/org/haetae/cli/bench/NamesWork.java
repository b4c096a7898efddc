package org.haetae.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.haetae.names.Comparison;
import org.haetae.names.Name;
import org.haetae.names.NameIndex;
import org.haetae.names.NameKind;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.Screen;

/// How right the name matcher is on public pairs and lists, and how fast. The files are not part of
/// the repository; a folder with them is named, and what it lacks is left out.
public final class NamesWork {

    /// The name pairs of `nk_name_cases_dev.csv`.
    public static final String PAIRS = "namepairs/nk_name_cases_dev.csv";

    /// Rows of the pairs that have Korean names, labelled anew: `row` (counted from 1 after the
    /// header), `same` (whether it is one name), `why`. The names stay where they lie.
    private static final String IDENTITY = "korean-identity.csv";

    private final Path data;
    private final List<Row> rows = new ArrayList<>();

    private NamesWork(Path data) {
        this.data = data;
    }

    /// All figures.
    public static List<Row> run(Path data, long seed, PrintWriter progress) throws IOException {
        var rows = new ArrayList<>(right(data, seed, progress));
        var work = new NamesWork(data);
        work.speed();
        work.index();
        rows.addAll(work.rows);
        return rows;
    }

    /// How right it is, without how fast.
    static List<Row> right(Path data, long seed, PrintWriter progress) throws IOException {
        var work = new NamesWork(data);
        progress.println("names: pairs");
        work.alerts();
        work.identity();
        work.calibration();
        work.romanised();
        work.aliases();
        work.ties();
        progress.println("names: Arabic");
        work.arabic();
        work.cyrillic();
        progress.println("names: screening");
        work.screening(seed);
        progress.println("names: one list in another");
        work.lists();
        return work.rows;
    }

    private void row(String subject, Map<String, Double> values) {
        rows.add(new Row("names", subject, values, OptionalDouble.empty()));
    }

    private static Map<String, Double> values(Object... pairs) {
        var values = new LinkedHashMap<String, Double>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
        }
        return values;
    }

    private static double f1(int right, int wrong, int missed) {
        return 2.0 * right / Math.max(1, 2 * right + wrong + missed);
    }

    private List<CSVRecord> table(String file) throws IOException {
        var format =
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setTrailingData(true)
                        .get();
        try (var reader = Files.newBufferedReader(data.resolve(file), StandardCharsets.UTF_8)) {
            return format.parse(reader).getRecords();
        }
    }

    private List<String[]> tabbed(String file) throws IOException {
        return Files.readAllLines(data.resolve(file)).stream()
                .map(line -> line.split("\t"))
                .toList();
    }

    private static NameKind kind(String schema) {
        return switch (schema) {
            case "Person" -> NameKind.PERSON;
            case "Company", "Organization" -> NameKind.ORGANISATION;
            default -> NameKind.UNKNOWN;
        };
    }

    /// Pairs that are labelled as worth an alert or not.
    private void alerts() throws IOException {
        int right = 0;
        int wrong = 0;
        int missed = 0;
        int strong = 0;
        for (var pair : table(PAIRS)) {
            var kind = kind(pair.get("schema"));
            boolean wanted = pair.get("is_match").equals("true");
            boolean alerts =
                    Name.read(pair.get("name1"), kind)
                            .compare(Name.read(pair.get("name2"), kind))
                            .alerts();
            right += alerts && wanted ? 1 : 0;
            wrong += alerts && !wanted ? 1 : 0;
            missed += !alerts && wanted ? 1 : 0;
            strong += alerts != wanted && pair.get("quality").equals("STRONG") ? 1 : 0;
        }
        row(
                "pairs worth an alert",
                values("f1", f1(right, wrong, missed), "strong_errors", strong));
    }

    /// Pairs of Korean names that are one name or two, which is not what their own labels say:
    /// those mean "worth an alert", and Kim Yong-chol is worth one where Kim Yong-chun is listed.
    private void identity() throws IOException {
        var pairs = table(PAIRS);
        int right = 0;
        int merged = 0;
        int missed = 0;
        var labels = labels();
        for (var label : labels) {
            var pair = pairs.get(Integer.parseInt(label.get("row")) - 1);
            boolean same = Boolean.parseBoolean(label.get("same"));
            boolean told =
                    Name.read(pair.get("name1"), NameKind.PERSON)
                            .compare(Name.read(pair.get("name2"), NameKind.PERSON))
                            .sameName();
            right += told && same ? 1 : 0;
            merged += told && !same ? 1 : 0;
            missed += !told && same ? 1 : 0;
        }
        row(
                "Korean pairs, one name or two",
                values(
                        "f1",
                        f1(right, merged, missed),
                        "false_merges",
                        merged,
                        "same",
                        right + missed,
                        "of",
                        labels.size()));
    }

    private static List<CSVRecord> labels() throws IOException {
        try (var reader =
                new InputStreamReader(
                        Objects.requireNonNull(NamesWork.class.getResourceAsStream(IDENTITY)),
                        StandardCharsets.UTF_8)) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    /// How far a score is from the share of pairs that are worth an alert: the expected calibration
    /// error over ten bins of equal width.
    private void calibration() throws IOException {
        var sum = new double[10];
        double highest = 0;
        var pairs = table(PAIRS);
        for (var pair : pairs) {
            var kind = kind(pair.get("schema"));
            double score =
                    Name.read(pair.get("name1"), kind)
                            .compare(Name.read(pair.get("name2"), kind))
                            .score();
            sum[(int) Math.min(9, score * 10)] +=
                    score - (pair.get("is_match").equals("true") ? 1 : 0);
            highest = Math.max(highest, score);
        }
        double error = Arrays.stream(sum).map(Math::abs).sum() / pairs.size();
        row("calibration", values("error", error, "highest", highest, "of", pairs.size()));
    }

    /// People of the UN list found on OFAC's of seven years before by name and birth. Which two are
    /// one is known from a document that both lists give: neither names nor births decide it.
    private void lists() throws IOException {
        var un = ListFiles.read(List.of(source("sanctions/un_consolidated_2026-02-27.xml")));
        var ofac =
                ListFiles.read(
                        List.of(
                                source("sanctions/ofac_sdn_2019-01-15.csv"),
                                source("sanctions/ofac_alt_2019-01-15.csv")));
        var holders = new HashMap<String, Set<String>>();
        ofac.entries().stream()
                .filter(entry -> entry.subject() == ListEntry.Subject.PERSON)
                .forEach(
                        entry ->
                                documents(entry)
                                        .forEach(
                                                number ->
                                                        holders.computeIfAbsent(
                                                                        number,
                                                                        k -> new HashSet<>())
                                                                .add(entry.id())));
        var screen = Screen.of(ofac.entries());
        int asked = 0;
        int first = 0;
        for (var entry : un.entries()) {
            var same = new HashSet<String>();
            if (entry.subject() == ListEntry.Subject.PERSON) {
                documents(entry)
                        .forEach(number -> same.addAll(holders.getOrDefault(number, Set.of())));
            }
            // Holders of one number are told apart by nobody here, nor who has no birth.
            if (same.size() != 1 || entry.births().isEmpty()) {
                continue;
            }
            asked++;
            var question =
                    new Screen.Question(
                            entry.names().getFirst().text(),
                            Optional.of(ListEntry.Subject.PERSON),
                            entry.births().stream().findFirst(),
                            List.of());
            var answers = screen.ask(question, 1);
            first += !answers.isEmpty() && same.contains(answers.getFirst().entry().id()) ? 1 : 0;
        }
        row(
                "listed by the UN, on OFAC's list",
                values("first", (double) first / Math.max(1, asked), "of", asked));
    }

    /// Numbers of documents, letters and digits alone; short ones are on many.
    private static List<String> documents(ListEntry entry) {
        return entry.identifiers().stream()
                .map(id -> id.number().toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]", ""))
                .filter(
                        number ->
                                number.length() > 5
                                        && number.chars().filter(Character::isDigit).count() > 4)
                .toList();
    }

    private ListFiles.Source source(String file) {
        return new ListFiles.Source() {
            @Override
            public String name() {
                return file;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(data.resolve(file));
            }
        };
    }

    /// Each Korean name against the romanisation of each.
    private void romanised() throws IOException {
        var all = tabbed("korean/lc_korean_names_dev.tsv");
        for (boolean hanja : new boolean[] {false, true}) {
            var some =
                    all.stream()
                            .skip(1)
                            .filter(line -> line[3].startsWith("Hancha") == hanja)
                            .toList();
            var latin = some.stream().map(line -> Name.read(line[2], NameKind.PERSON)).toList();
            int right = 0;
            int wrong = 0;
            int missed = 0;
            int first = 0;
            for (var line : some) {
                var korean = Name.read(line[1], NameKind.PERSON);
                double best = -1;
                var found = "";
                for (var name : latin) {
                    var comparison = korean.compare(name);
                    boolean own = name.text().equals(line[2]);
                    right += own && comparison.sameName() ? 1 : 0;
                    missed += own && !comparison.sameName() ? 1 : 0;
                    wrong += !own && comparison.sameName() ? 1 : 0;
                    if (comparison.score() > best) {
                        best = comparison.score();
                        found = name.text();
                    }
                }
                first += found.equals(line[2]) ? 1 : 0;
            }
            row(
                    hanja ? "hanja to Latin" : "hangul to Latin",
                    values("f1", f1(right, wrong, missed), "first", (double) first / some.size()));
        }
    }

    /// How many of the pairs that agree share their score with another, and the highest score.
    private void ties() throws IOException {
        var scores = new ArrayList<Double>();
        for (var line : tabbed("korean/lc_korean_names_dev.tsv").stream().skip(1).toList()) {
            scores.add(
                    Name.read(line[1], NameKind.PERSON)
                            .compare(Name.read(line[2], NameKind.PERSON))
                            .score());
        }
        double highest = scores.stream().mapToDouble(score -> score).max().orElse(0);
        long tied = scores.stream().filter(score -> score == highest).count() - 1;
        row(
                "agreeing pairs",
                values("tied_percent", 100.0 * tied / scores.size(), "highest", highest));
    }

    /// Aliases of listed people that a romanisation gives, and those that none gives.
    private void aliases() throws IOException {
        var people = new LinkedHashMap<String, Name>();
        listed("sanctions/un_dprk_extract.xml")
                .forEach((id, names) -> people.put(id, Name.read(names.get(0), NameKind.PERSON)));
        int first = 0;
        int asked = 0;
        int right = 0;
        int wrong = 0;
        for (var line : tabbed("korean/un_dprk_alias_labels.tsv").stream().skip(1).toList()) {
            boolean romanised = line[3].equals("romanisation");
            var alias = Name.read(line[2], NameKind.PERSON);
            double best = -1;
            var found = "";
            for (var person : people.entrySet()) {
                var comparison = alias.compare(person.getValue());
                if (comparison.score() > best) {
                    best = comparison.score();
                    found = person.getKey();
                }
                if (comparison.sameName()) {
                    boolean own = romanised && person.getKey().equals(line[0]);
                    right += own ? 1 : 0;
                    wrong += own ? 0 : 1;
                }
            }
            asked += romanised ? 1 : 0;
            first += romanised && found.equals(line[0]) ? 1 : 0;
        }
        row(
                "listed aliases",
                values(
                        "first",
                        first,
                        "of",
                        asked,
                        "precision",
                        (double) right / Math.max(1, right + wrong)));
    }

    /// The fifth of the pairs that no weight was set on.
    private void arabic() throws IOException {
        var all = tabbed("crossscript/ar2en-train.txt");
        var held =
                IntStream.range(0, all.size()).filter(i -> i % 5 == 4).mapToObj(all::get).toList();
        var latin = held.stream().map(pair -> Name.read(pair[1], NameKind.PERSON)).toList();
        int first = 0;
        int asked = 0;
        // A third of them: the figure is steady and the time is not wasted.
        for (int i = 0; i < held.size(); i += 3) {
            var arabic = Name.read(held.get(i)[0], NameKind.PERSON);
            double best = -1;
            var found = "";
            for (var name : latin) {
                double score = arabic.compare(name).score();
                if (score > best) {
                    best = score;
                    found = name.text();
                }
            }
            asked++;
            first += found.equals(held.get(i)[1]) ? 1 : 0;
        }
        row("Arabic to Latin", values("first", (double) first / asked, "of", asked));
    }

    /// Names and words in Russian and Ukrainian, as official tables write them in Latin letters.
    /// Whole texts and bare letters are left out.
    private void cyrillic() throws IOException {
        int found = 0;
        int asked = 0;
        for (var line : tabbed("crossscript/interscript_tests.tsv").stream().skip(1).toList()) {
            boolean text = line[1].length() > 60 || line[1].contains("\\n");
            boolean letters = line[1].split(" ")[0].length() < 4;
            if (text || letters || !line[0].contains("-Cyrl-")) {
                continue;
            }
            asked++;
            found +=
                    Name.read(line[1], NameKind.UNKNOWN)
                                    .compare(Name.read(line[2], NameKind.UNKNOWN))
                                    .alerts()
                            ? 1
                            : 0;
        }
        row(
                "Russian and Ukrainian to Latin",
                values("recall", (double) found / asked, "of", asked));
    }

    private Map<String, List<String>> listed(String file) throws IOException {
        var text = Files.readString(data.resolve(file));
        var people = new LinkedHashMap<String, List<String>>();
        var person =
                Pattern.compile("<INDIVIDUAL>(.*?)</INDIVIDUAL>", Pattern.DOTALL).matcher(text);
        while (person.find()) {
            var entry = person.group(1);
            var names = new ArrayList<String>();
            names.add(
                    List.of("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME").stream()
                            .map(field -> field(entry, field))
                            .collect(Collectors.joining(" "))
                            .replaceAll("\\s+", " ")
                            .strip());
            names.add(field(entry, "NAME_ORIGINAL_SCRIPT"));
            Pattern.compile("<ALIAS_NAME>(.*?)</ALIAS_NAME>", Pattern.DOTALL)
                    .matcher(entry)
                    .results()
                    .map(found -> plain(found.group(1)))
                    .forEach(names::add);
            names.removeIf(String::isBlank);
            people.put(field(entry, "REFERENCE_NUMBER"), names);
        }
        return people;
    }

    private static String field(String entry, String name) {
        Matcher found = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(entry);
        return found.find() ? plain(found.group(1)) : "";
    }

    private static String plain(String text) {
        return text.replace("&apos;", "'").replace("&amp;", "&").strip();
    }

    /// Altered names of listed people that should be found, and people who are not listed.
    private void screening(long seed) throws IOException {
        var people = listed("sanctions/un_consolidated_2026-02-27.xml");
        var ids = List.copyOf(people.keySet());
        var names = new ArrayList<Name>();
        var owners = new ArrayList<Integer>();
        for (int i = 0; i < ids.size(); i++) {
            for (var name : people.get(ids.get(i))) {
                names.add(Name.read(name, NameKind.PERSON));
                owners.add(i);
            }
        }
        var index = new NameIndex(names, owners.stream().mapToInt(Integer::intValue).toArray());
        var random = new Random(seed);
        int found = 0;
        int asked = 0;
        for (int i = 0; i < ids.size(); i++) {
            for (var altered : altered(people.get(ids.get(i)).get(0), random)) {
                int owner = i;
                asked++;
                found +=
                        index.nearest(Name.read(altered, NameKind.PERSON), 10).stream()
                                        .filter(hit -> hit.comparison().alerts())
                                        .anyMatch(hit -> owners.get(hit.row()) == owner)
                                ? 1
                                : 0;
            }
        }
        row("altered listed names", values("recall", (double) found / asked, "of", asked));
        var queries =
                table("screening/negatives_global_first5000.csv").stream()
                        .map(line -> Name.read(line.get("full_name"), NameKind.PERSON))
                        .toList();
        int alarms = 0;
        var millis = new double[queries.size()];
        for (int i = 0; i < queries.size(); i++) {
            long begun = System.nanoTime();
            var nearest = index.nearest(queries.get(i), 5);
            nearest.forEach(hit -> hit.comparison().explanation());
            millis[i] = (System.nanoTime() - begun) / 1e6;
            alarms += nearest.stream().anyMatch(hit -> hit.comparison().alerts()) ? 1 : 0;
        }
        row(
                "people who are not listed",
                values("alarms_percent", 100.0 * alarms / queries.size(), "of", queries.size()));
        double sum = Arrays.stream(millis).sum();
        Arrays.sort(millis);
        row(
                "screening, explained",
                values(
                        "a_second",
                        queries.size() / sum * 1000,
                        "p99_ms",
                        millis[(int) (millis.length * 0.99)],
                        "names",
                        names.size()));
    }

    /// A name as others write it: words in another order, one in the middle left out, a slip, parts
    /// joined or parted.
    private static List<String> altered(String name, Random random) {
        var altered = new ArrayList<String>();
        var words = new ArrayList<>(List.of(name.split(" ")));
        if (words.size() < 2) {
            return altered;
        }
        var turned = new ArrayList<>(words);
        turned.addFirst(turned.removeLast());
        altered.add(String.join(" ", turned));
        if (words.size() > 3) {
            var shorter = new ArrayList<>(words);
            shorter.remove(1 + random.nextInt(words.size() - 2));
            altered.add(String.join(" ", shorter));
        }
        int longest = 0;
        for (int i = 1; i < words.size(); i++) {
            longest = words.get(i).length() > words.get(longest).length() ? i : longest;
        }
        var word = words.get(longest);
        if (word.length() > 5) {
            int at = 1 + random.nextInt(word.length() - 2);
            var slip = new ArrayList<>(words);
            slip.set(longest, word.substring(0, at) + word.substring(at + 1));
            altered.add(String.join(" ", slip));
            var swapped = new ArrayList<>(words);
            swapped.set(
                    longest,
                    word.substring(0, at)
                            + word.charAt(at + 1)
                            + word.charAt(at)
                            + word.substring(Math.min(word.length(), at + 2)));
            altered.add(String.join(" ", swapped));
        }
        altered.add(String.join("-", words));
        altered.add(
                words.size() > 2
                        ? words.get(0)
                                + words.get(1)
                                + " "
                                + String.join(" ", words.subList(2, words.size()))
                        : words.get(0) + words.get(1));
        return altered;
    }

    /// Time for one pair, by a loop long enough for the compiler to have done its work.
    private void speed() throws IOException {
        var names = new ArrayList<Name>();
        for (var some : listed("sanctions/un_consolidated_2026-02-27.xml").values()) {
            some.forEach(name -> names.add(Name.read(name, NameKind.PERSON)));
        }
        var random = new Random(1);
        double best = Double.MAX_VALUE;
        double explained = Double.MAX_VALUE;
        double kept = 0;
        for (int round = 0; round < 8; round++) {
            long begun = System.nanoTime();
            for (int i = 0; i < 300_000; i++) {
                kept += pair(names, random).score();
            }
            best = Math.min(best, (System.nanoTime() - begun) / 300_000.0);
            begun = System.nanoTime();
            for (int i = 0; i < 300_000; i++) {
                kept += pair(names, random).explanation().points().size();
            }
            explained = Math.min(explained, (System.nanoTime() - begun) / 300_000.0);
        }
        if (kept < 0) {
            throw new IllegalStateException("scores are below 0"); // and so they are not left out
        }
        row("a pair", values("scored_us", best / 1000, "explained_us", explained / 1000));
    }

    /// An index of the size of all lists together, made of the words of listed names and of people
    /// who are on none: 30,000 owners with 100,000 names.
    private void index() throws IOException {
        var words = new ArrayList<String>();
        for (var some : listed("sanctions/un_consolidated_2026-02-27.xml").values()) {
            some.forEach(name -> words.addAll(List.of(name.split(" "))));
        }
        var asked = new ArrayList<Name>();
        for (var line : table("screening/negatives_global_first5000.csv")) {
            words.addAll(List.of(line.get("full_name").split(" ")));
            asked.add(Name.read(line.get("full_name"), NameKind.PERSON));
        }
        var random = new Random(7);
        var names = new ArrayList<Name>(100_000);
        var owners = new int[100_000];
        long begun = System.nanoTime();
        long before = used();
        for (int i = 0; i < owners.length; i++) {
            owners[i] = i * 3 / 10;
            var name = new StringBuilder();
            for (int k = 2 + random.nextInt(2); k > 0; k--) {
                name.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            names.add(Name.read(name.toString().strip(), NameKind.PERSON));
        }
        double read = (System.nanoTime() - begun) / 1e6;
        double namesMegabytes = (used() - before) / 1e6;
        begun = System.nanoTime();
        before = used();
        var index = new NameIndex(names, owners);
        double built = (System.nanoTime() - begun) / 1e6;
        double indexMegabytes = (used() - before) / 1e6;
        var millis = new double[asked.size()];
        for (int i = 0; i < millis.length; i++) {
            begun = System.nanoTime();
            index.nearest(asked.get(i), 5).forEach(hit -> hit.comparison().explanation());
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        double sum = Arrays.stream(millis).sum();
        Arrays.sort(millis);
        row(
                "index of 30,000 with 100,000 names",
                values(
                        "read_ms",
                        read,
                        "built_ms",
                        built,
                        "names_mb",
                        namesMegabytes,
                        "index_mb",
                        indexMegabytes,
                        "p50_ms",
                        millis[millis.length / 2],
                        "p99_ms",
                        millis[(int) (millis.length * 0.99)],
                        "a_second",
                        millis.length / sum * 1000));
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// Half of the pairs are neighbours in the list, so that many are alike.
    private static Comparison pair(List<Name> names, Random random) {
        int at = random.nextInt(names.size() - 1);
        return names.get(at)
                .compare(names.get(random.nextBoolean() ? at + 1 : random.nextInt(names.size())));
    }
}
