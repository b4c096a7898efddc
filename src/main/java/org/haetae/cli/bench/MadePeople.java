package org.haetae.cli.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/// Invented people with invented names and addresses, and records of the same people with the
/// errors of those who type, read, hear and copy: after the model of FEBRL (P. Christen and A.
/// Pudjijono, "Accurate Synthetic Generation of Realistic Personal Information", 2009). People of
/// one household share their address and often their surname, and a suburb has one postcode and one
/// state, as it is in the world.
///
/// The column names and the ids are those of FEBRL's data sets: `rec-17-org` and `rec-17-dup-0` are
/// one person.
public final class MadePeople {

    private static final String HEAD =
            "rec_id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id";
    private static final int GIVEN = 0;
    private static final int SURNAME = 1;
    private static final int ADDRESS_1 = 3;
    private static final int ADDRESS_2 = 4;
    private static final int BORN = 8;
    private static final String[] STATES = {"nsw", "vic", "qld", "wa", "sa", "act", "tas", "nt"};
    private static final String[] STREETS = {
        "street", "road", "place", "circuit", "crescent", "avenue", "close", "court", "drive"
    };
    private static final String[][] HEARD = {
        {"ph", "f"}, {"ck", "k"}, {"c", "k"}, {"ie", "y"}, {"y", "i"}, {"z", "s"}, {"ll", "l"},
        {"nn", "n"}, {"ee", "ea"}, {"ou", "u"}, {"th", "t"}, {"v", "f"}, {"ai", "ay"}, {"e", "a"}
    };
    private static final String[][] READ = {
        {"5", "s"}, {"m", "rn"}, {"l", "1"}, {"o", "0"}, {"g", "9"}, {"b", "6"}, {"cl", "d"},
        {"vv", "w"}, {"h", "b"}, {"q", "g"}, {"u", "v"}, {"1", "7"}, {"8", "3"}, {"0", "6"}
    };
    private static final String KEYS = "qwertyuiop asdfghjkl zxcvbnm 1234567890";

    private final Random random;
    private final List<String> given;
    private final List<String> surnames;
    private final List<String> streets;
    private final List<String> lines;
    private final List<String> suburbs;

    /// How bad the copies are.
    ///
    /// @param copies at most, of one person; how many is drawn evenly
    /// @param ofField errors in one field at most
    /// @param ofRecord errors in one record at most
    public record Errors(int copies, int ofField, int ofRecord) {}

    /// @param seed the same seed makes the same people
    public MadePeople(long seed, int people) {
        random = new Random(seed);
        int variety = (int) Math.sqrt(people);
        given = words(Math.max(300, 2 * variety), 1, 3);
        surnames = words(Math.max(600, 8 * variety), 1, 4);
        streets = words(Math.max(1_000, 12 * variety), 2, 4);
        lines = words(Math.max(1_500, 15 * variety), 2, 4);
        suburbs = words(Math.max(400, 4 * variety), 2, 4);
    }

    private List<String> words(int count, int least, int most) {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var word = new StringBuilder();
            for (int s = least + random.nextInt(most - least + 1); s > 0; s--) {
                word.append(
                                pick(
                                        "b,br,c,ch,d,f,g,h,j,k,kl,l,m,n,p,ph,r,s,sh,st,t,th,v,w,z"
                                                .split(",")))
                        .append(pick("a,e,i,o,u,ai,ee,ie,ou,y".split(",")));
            }
            words.add(word.append(pick(",,n,r,s,ll,ck,nn,m,ton".split(",", -1))).toString());
        }
        return words;
    }

    private <T> T pick(T[] of) {
        return of[random.nextInt(of.length)];
    }

    /// Few are common and many are rare.
    private String common(List<String> of) {
        double place = Math.pow(random.nextDouble(), 2.2);
        return of.get((int) (place * of.size()));
    }

    /// People with all their fields.
    public List<String[]> people(int count) {
        var people = new ArrayList<String[]>(count);
        while (people.size() < count) {
            int suburb = (int) (Math.pow(random.nextDouble(), 1.5) * suburbs.size());
            var address =
                    new String[] {
                        Integer.toString(1 + (int) (Math.pow(random.nextDouble(), 2) * 300)),
                        common(streets) + " " + pick(STREETS),
                        random.nextInt(100) < 60 ? common(lines) : "",
                        suburbs.get(suburb),
                        Integer.toString(2000 + suburb * 7919 % 6000),
                        STATES[suburb % STATES.length]
                    };
            var surname = common(surnames);
            var called = new HashSet<String>();
            int household = random.nextInt(100) < 70 ? 1 : 2 + random.nextInt(3);
            for (int i = 0; i < household && people.size() < count; i++) {
                var person = person(random.nextInt(100) < 75 ? surname : common(surnames), address);
                if (called.add(person[GIVEN])) { // nobody gives two children one name
                    people.add(person);
                }
            }
        }
        return people;
    }

    private String[] person(String surname, String[] address) {
        var born =
                "%04d%02d%02d"
                        .formatted(
                                1920 + random.nextInt(85),
                                1 + random.nextInt(12),
                                1 + random.nextInt(28));
        var person = new String[10];
        person[GIVEN] = random.nextInt(100) < 3 ? "" : common(given);
        person[SURNAME] = random.nextInt(100) < 2 ? "" : surname;
        System.arraycopy(address, 0, person, 2, address.length);
        person[BORN] = random.nextInt(100) < 6 ? "" : born;
        person[9] = Integer.toString(1_000_000 + random.nextInt(9_000_000));
        return person;
    }

    /// A copy of a record with errors.
    public String[] copy(String[] of, Errors errors) {
        var copy = of.clone();
        var made = new int[copy.length];
        for (int left = 1 + random.nextInt(errors.ofRecord()); left > 0; left--) {
            int field = random.nextInt(copy.length);
            if (made[field] >= errors.ofField()) {
                continue;
            }
            made[field]++;
            int which = random.nextInt(100);
            if (which < 12) {
                copy[field] = "";
            } else if (which < 18 && (field == GIVEN || field == SURNAME)) {
                swap(copy, GIVEN, SURNAME);
            } else if (which < 18 && (field == ADDRESS_1 || field == ADDRESS_2)) {
                swap(copy, ADDRESS_1, ADDRESS_2);
            } else if (which < 22) {
                copy[field] = another(field);
            } else {
                copy[field] = mistaken(copy[field], field);
            }
        }
        return copy;
    }

    private static void swap(String[] record, int one, int two) {
        var kept = record[one];
        record[one] = record[two];
        record[two] = kept;
    }

    private String another(int field) {
        var other = people(1).getFirst();
        return other[field];
    }

    private String mistaken(String text, int field) {
        if (text.isEmpty()) {
            return text;
        }
        if (field == BORN && text.length() == 8 && random.nextInt(3) == 0) {
            return text.substring(0, 4) + text.substring(6) + text.substring(4, 6);
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> replaced(text, HEARD);
            case 2 -> replaced(text, READ);
            case 3 -> wordsExchanged(text);
            default -> typed(text);
        };
    }

    private String replaced(String text, String[][] table) {
        var fitting = Arrays.stream(table).filter(one -> text.contains(one[0])).toList();
        if (fitting.isEmpty()) {
            return typed(text);
        }
        var one = fitting.get(random.nextInt(fitting.size()));
        return text.replaceFirst(one[0], one[1]);
    }

    private String wordsExchanged(String text) {
        var words = text.split(" ");
        return words.length < 2 ? typed(text) : String.join(" ", List.of(words).reversed());
    }

    private String typed(String text) {
        int at = random.nextInt(text.length());
        var before = text.substring(0, at);
        var after = text.substring(at + 1);
        char here = text.charAt(at);
        return switch (random.nextInt(6)) {
            case 0 -> before + after;
            case 1 -> before + here + near(here) + after;
            case 2 -> before + near(here) + after;
            case 3 -> before + here + " " + after;
            case 4 -> text.replaceFirst(" ", "");
            default ->
                    after.isEmpty() ? before : before + after.charAt(0) + here + after.substring(1);
        };
    }

    /// A key beside the one that was meant.
    private char near(char key) {
        int at = KEYS.indexOf(key) + (random.nextBoolean() ? 1 : -1);
        char near = at < 0 || at >= KEYS.length() ? 'e' : KEYS.charAt(at);
        return near == ' ' ? 'e' : near;
    }

    /// Two files: people, and one copy of each in another order.
    public void writeTwo(Path first, Path second, int people, Errors errors) throws IOException {
        var originals = people(people);
        write(first, shuffled(rows(originals, "org")));
        write(
                second,
                shuffled(rows(originals.stream().map(one -> copy(one, errors)).toList(), "dup-0")));
    }

    /// One file of about so many records, of people of whom some stand in it more than once.
    public void writeOne(Path file, int records, Errors errors) throws IOException {
        var rows = new ArrayList<String>();
        var people = people(records);
        for (int number = 0; rows.size() < records; number++) {
            rows.add(row("rec-%d-org".formatted(number), people.get(number)));
            int copies = random.nextInt(errors.copies() + 1);
            for (int i = 0; i < copies && rows.size() < records; i++) {
                rows.add(
                        row(
                                "rec-%d-dup-%d".formatted(number, i),
                                copy(people.get(number), errors)));
            }
        }
        write(file, shuffled(rows));
    }

    private List<String> rows(List<String[]> people, String what) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < people.size(); i++) {
            rows.add(row("rec-%d-%s".formatted(i, what), people.get(i)));
        }
        return rows;
    }

    private static String row(String id, String[] fields) {
        return id + "," + String.join(",", fields);
    }

    private List<String> shuffled(List<String> rows) {
        for (int i = rows.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            var kept = rows.get(i);
            rows.set(i, rows.get(other));
            rows.set(other, kept);
        }
        return rows;
    }

    private static void write(Path file, List<String> rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEAD);
            out.newLine();
            for (var row : rows) {
                out.write(row);
                out.newLine();
            }
        }
    }
}
