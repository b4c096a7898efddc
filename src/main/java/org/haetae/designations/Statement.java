package org.haetae.designations;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haetae.casebook.Value;
import org.haetae.ledger.Digest;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.Countries;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListKeeper;

/// One thing that an entry says, in the terms of the schema, of an entity that a key stands for.
///
/// @param place number of the place of the entry that says it; not part of what is said
record Statement(String key, String kind, String property, Said said, int place) {

    /// A value, or an entity that a key stands for.
    sealed interface Said {
        record Plain(Value value) implements Said {}

        record Entity(String key, String kind, String name) implements Said {}
    }

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int LONGEST_KEY = 150;

    /// The same, wherever it stands.
    Statement placeless() {
        return new Statement(key, kind, property, said, 0);
    }

    static String kind(ListEntry entry) {
        return switch (entry.subject()) {
            case PERSON -> "person";
            case ORGANISATION, UNKNOWN -> "organisation";
            case VESSEL -> "vessel";
            case AIRCRAFT -> "aircraft";
        };
    }

    static String key(ListKeeper keeper, ListEntry entry) {
        return keeper.word() + ":" + SPACE.matcher(entry.id()).replaceAll("_");
    }

    static String designation(String key) {
        return key + "/designation";
    }

    /// All that an entry says.
    ///
    /// @param dated the day that the list bears
    static List<Statement> of(ListKeeper keeper, Optional<HistoricDate> dated, ListEntry entry) {
        var key = key(keeper, entry);
        var all = new Writing(key, kind(entry));
        subject(entry, all);
        var listed = new Writing(designation(key), "designation");
        listed.entity("target", key, kind(entry), "");
        if (keeper.english().isPresent()) {
            listed.entity("authority", authority(keeper), "organisation", keeper.english().get());
        } else {
            entry.authorities()
                    .forEach(
                            name ->
                                    listed.entity(
                                            "authority",
                                            named("list-authority", name),
                                            "organisation",
                                            name));
        }
        listed.name("list", keeper.list());
        listed.text("list-number", entry.number());
        listed.code("status", "in-force");
        entry.programmes().forEach(one -> listed.text("programme", one));
        entry.bases().forEach(one -> listed.text("legal-basis", one));
        entry.listed().ifPresent(day -> listed.date("date", day));
        entry.amended().forEach(day -> listed.date("amended", day));
        entry.reasons().forEach(one -> listed.text("reason", one));
        entry.remarks().forEach(one -> listed.text("remarks", one));
        entry.addresses().forEach(one -> listed.text("address", one.words(), one.place()));
        dated.ifPresent(day -> listed.date("as-of", day));
        all.statements.addAll(listed.statements);
        for (var post : new LinkedHashSet<>(entry.posts())) {
            if (entry.subject() == ListEntry.Subject.PERSON) {
                var held = new Writing(key + "/post/" + digest(post), "post");
                held.entity("holder", key, "person", "");
                held.name("position", post);
                dated.ifPresent(day -> held.date("cited", day));
                all.statements.addAll(held.statements);
            } else {
                all.text("duties", post);
            }
        }
        return all.statements;
    }

    private static void subject(ListEntry entry, Writing of) {
        boolean person = entry.subject() == ListEntry.Subject.PERSON;
        for (var name : entry.names()) {
            var property =
                    name.type() == NameType.WEAK
                            ? "weak-alias"
                            : name.type() == NameType.FORMER && !person ? "former-name" : "name";
            of.statements.add(
                    new Statement(
                            of.key,
                            of.kind,
                            property,
                            new Said.Plain(new Value.Name(name.text(), name.language())),
                            name.place()));
        }
        entry.identifiers().forEach(one -> of.text("public-number", one.words()));
        if (!person) {
            var state = of.kind.equals("organisation") ? "country" : "flag";
            entry.nationalities().forEach(one -> of.place(state, one));
            return;
        }
        entry.honorifics().forEach(one -> of.text("honorific", one));
        entry.births().forEach(day -> of.date("birth-date", day));
        entry.birthPlaces().forEach(one -> of.place("birth-place", one));
        entry.nationalities().forEach(one -> of.place("nationality", one));
        entry.gender().ifPresent(one -> of.code("gender", one));
    }

    static String authority(ListKeeper keeper) {
        return "list-authority:" + keeper.word();
    }

    private static String named(String what, String name) {
        var key = what + ":" + SPACE.matcher(name).replaceAll("_");
        return key.length() <= LONGEST_KEY
                ? key
                : key.substring(0, LONGEST_KEY - 17) + "-" + digest(name);
    }

    private static String digest(String text) {
        return HexFormat.of()
                .formatHex(
                        Digest.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .bytes(),
                        0,
                        8);
    }

    /// Statements about one entity.
    private static final class Writing {
        private final String key;
        private final String kind;
        private final List<Statement> statements = new ArrayList<>();

        Writing(String key, String kind) {
            this.key = key;
            this.kind = kind;
        }

        private void say(String property, Said said) {
            statements.add(new Statement(key, kind, property, said, 0));
        }

        void name(String property, String text) {
            say(property, new Said.Plain(new Value.Name(text, Optional.empty())));
        }

        void text(String property, String text) {
            text(property, text, 0);
        }

        void text(String property, String text, int place) {
            if (!text.isBlank()) {
                statements.add(
                        new Statement(
                                key,
                                kind,
                                property,
                                new Said.Plain(new Value.Text(text, Optional.empty())),
                                place));
            }
        }

        void code(String property, String term) {
            say(property, new Said.Plain(new Value.Code(term)));
        }

        void date(String property, HistoricDate day) {
            say(property, new Said.Plain(new Value.Date(day)));
        }

        void entity(String property, String other, String ofKind, String name) {
            say(property, new Said.Entity(other, ofKind, name));
        }

        /// A country by its code, any other place by its name.
        void place(String property, String name) {
            var code = Countries.code(name);
            entity(
                    property,
                    code.map(one -> "country:" + one).orElseGet(() -> named("list-place", name)),
                    "place",
                    code.map(Countries::name).orElse(name));
        }
    }
}
