package org.haetae.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.propose.Proposals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A claim made from a passage of an item: the passage, then whom or what it is about, then what it
/// says. One form that comes back until it is complete, so nothing is kept between.
@Controller
final class CiteDesk {
    private static final int MOST_FOUND = 8;

    private final Archive archive;
    private final Readings readings;
    private final Renditions renditions;
    private final Casebook casebook;
    private final Proposals proposals;

    CiteDesk(Rooms rooms, Proposals proposals) {
        this.proposals = proposals;
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.renditions = rooms.renditions();
        this.casebook = rooms.casebook();
    }

    /// Where a place of an item can be cited.
    static String address(ItemId item, Locator locator) {
        return "/items/%s/cite?%s".formatted(item, Placing.query(locator));
    }

    /// What the form holds.
    ///
    /// @param quote words of the place; empty when it has none
    /// @param about the entity chosen, or empty
    /// @param kind of something new, or empty
    /// @param seen position of the newest claim about the entity when it was chosen
    /// @param proposal key of the proposal that it comes of, or empty
    /// @param from where in the item that was proposed
    private record Making(
            Placing place,
            String quote,
            String about,
            String kind,
            String name,
            String property,
            TypedValue value,
            Grading grading,
            Basis basis,
            long seen,
            String proposal,
            String from) {

        boolean chosen() {
            return !about.isEmpty() || !kind.isEmpty();
        }
    }

    /// @param form page, start and end of the passage, in code points; or of another place what
    ///   [Placing#query] says; about, an entity
    @GetMapping("/items/{id}/cite")
    @Needs(Permission.RECORD_CLAIMS)
    Answer begin(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor)
            throws IOException {
        Item item = find(visitor, id);
        return show(visitor, item, making(visitor, item, form), false, false, null);
    }

    @PostMapping("/items/{id}/cite")
    @Needs(Permission.RECORD_CLAIMS)
    Answer go(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor)
            throws IOException {
        Item item = find(visitor, id);
        Making making = making(visitor, item, form);
        String what = TypedValue.field(form, "do");
        return switch (what) {
            case "again" ->
                    show(visitor, item, without(making), !making.name().isEmpty(), false, null);
            case "look" -> show(visitor, item, without(making), true, false, null);
            case "begin" -> show(visitor, item, making, false, false, null);
            case "target" -> show(visitor, item, making, false, true, null);
            case "property" -> show(visitor, item, making, false, false, null);
            default -> {
                if (!making.chosen()) {
                    yield making.name().isEmpty()
                            ? refused(visitor, item, making, "cite.choose")
                            : show(visitor, item, making, true, false, null);
                }
                yield what.equals("save")
                        ? save(visitor, item, making)
                        : show(visitor, item, making, false, false, null);
            }
        };
    }

    private Item find(Visitor visitor, UUID id) {
        return archive.item(visitor.clearance(), new ItemId(id))
                .orElseThrow(() -> Gone.orNotHere(archive, visitor.clearance(), id));
    }

    /// What is proposed stays, whatever it turns out to be about.
    private static Making without(Making making) {
        boolean proposed = !making.proposal().isEmpty();
        return new Making(
                making.place(),
                making.quote(),
                "",
                "",
                making.name(),
                proposed ? making.property() : "",
                proposed ? making.value() : TypedValue.EMPTY,
                making.grading(),
                making.basis(),
                -1,
                making.proposal(),
                making.from());
    }

    // ---- what the form holds

    private Making making(Visitor visitor, Item item, Map<String, String> form) throws IOException {
        Placing place = placing(visitor, item, form);
        String about = TypedValue.field(form, "about");
        String kind =
                about.isEmpty()
                        ? casebook.schema()
                                .kind(TypedValue.field(form, "kind"))
                                .map(Kind::code)
                                .orElse("")
                        : "";
        long seen = number(form, "seen", -1);
        return new Making(
                place,
                quote(item, place, form),
                about,
                kind,
                TypedValue.field(form, "name"),
                TypedValue.field(form, "property"),
                TypedValue.of(form),
                Grading.of(form),
                TypedValue.field(form, "basis").equals(Basis.SYNTHESIS.word())
                        ? Basis.SYNTHESIS
                        : Basis.ITEM,
                about.isEmpty() || seen >= 0 ? seen : newest(entity(visitor, about)),
                TypedValue.field(form, "proposal"),
                TypedValue.field(form, "proposal-from"));
    }

    /// What the item has a place for: a picture of the page, a recording, or else words.
    private Placing placing(Visitor visitor, Item item, Map<String, String> form)
            throws IOException {
        Optional<Placing> placing = Placing.of(form);
        if (placing.isEmpty()) {
            return new Placing.Words(
                    passage(
                            page(item, number(form, "page", 1)),
                            number(form, "start", -1),
                            number(form, "end", -1)));
        }
        ItemReading reading = readings.of(visitor.clearance(), item.id()).orElseThrow(NotHere::new);
        if (placing.get() instanceof Placing.Picture picture
                ? picture.page() > reading.pictures()
                : !reading.isRecording()) {
            throw new NotHere();
        }
        return placing.get();
    }

    private String quote(Item item, Placing place, Map<String, String> form) throws IOException {
        if (!(place instanceof Placing.Words(Locator.Passage passage))) {
            return "";
        }
        return form.containsKey("quote")
                ? TypedValue.field(form, "quote")
                : words(page(item, passage.page()), passage);
    }

    static int number(Map<String, String> form, String name, int otherwise) {
        try {
            return Integer.parseInt(TypedValue.field(form, name));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private Text.Page page(Item item, int number) throws IOException {
        return renditions
                .text(item.id())
                .flatMap(
                        text ->
                                text.pages().stream()
                                        .filter(page -> page.number() == number)
                                        .findFirst())
                .filter(page -> !page.text().isBlank())
                .orElseThrow(NotHere::new);
    }

    /// What was asked for when the page has it, else its first paragraph.
    private static Locator.Passage passage(Text.Page page, int start, int end) {
        int length = page.text().codePointCount(0, page.text().length());
        return start >= 0 && end > start && end <= length
                ? new Locator.Passage(page.number(), start, end)
                : Paragraphs.of(page.number(), page.text()).getFirst();
    }

    /// The words of a passage, without the space around them.
    static String words(Text.Page page, Locator.Passage passage) {
        int from = page.text().offsetByCodePoints(0, passage.start());
        int to = page.text().offsetByCodePoints(from, passage.end() - passage.start());
        return page.text().substring(from, to).strip();
    }

    private Entity entity(Visitor visitor, String id) {
        try {
            return casebook.entity(visitor.clearance(), EntityId.parse(id))
                    .orElseThrow(NotHere::new);
        } catch (IllegalArgumentException e) {
            throw new NotHere();
        }
    }

    private static long newest(Entity entity) {
        return entity.claims().stream().mapToLong(Claim::position).max().orElse(-1);
    }

    // ---- showing it

    private Answer refused(Visitor visitor, Item item, Making making, String problem) {
        return new Answer.WithStatus(422, show(visitor, item, making, false, false, problem));
    }

    /// @param looking whether the name of an entity is to be looked up
    /// @param targeting whether what the value refers to is to be looked up
    private Sheet.Cite show(
            Visitor visitor,
            Item item,
            Making making,
            boolean looking,
            boolean targeting,
            @Nullable String problem) {
        Locale locale = visitor.language().locale();
        Schema schema = casebook.schema();
        Optional<Entity> about =
                making.about().isEmpty()
                        ? Optional.empty()
                        : Optional.of(entity(visitor, making.about()));
        Optional<Kind> kind = about.map(Entity::kind).or(() -> schema.kind(making.kind()));
        Optional<Property> property = kind.flatMap(one -> property(one, making.property()));
        boolean looked = looking && !making.name().isEmpty();
        return new Sheet.Cite(
                item.id().toString(),
                Tellings.name(item),
                making.place()
                        .locator()
                        .map(locator -> ClaimTellings.address(item.id(), locator))
                        .orElse("/items/" + item.id()),
                placed(making),
                about.map(one -> candidate(visitor, one)).orElse(null),
                about.isPresent() ? null : kind.map(Kind::code).orElse(null),
                kind.map(one -> one.label().in(locale)).orElse(null),
                making.name(),
                looked,
                looked
                        ? ClaimTellings.candidates(
                                casebook, visitor, making.name(), Set.of(), MOST_FOUND)
                        : List.of(),
                TypedValue.kinds(kinds(false), locale),
                TypedValue.kinds(kinds(true), locale),
                kind.map(one -> properties(one, locale)).orElse(List.of()),
                property.map(Property::code).orElse(""),
                property.map(
                                one ->
                                        value(making, kind.orElseThrow(), one)
                                                .field(
                                                        casebook,
                                                        visitor,
                                                        one,
                                                        targeting,
                                                        true,
                                                        "cite.value".equals(problem)))
                        .orElse(null),
                making.grading().field(),
                making.basis().word(),
                making.seen(),
                making.proposal().isEmpty()
                        ? null
                        : new Sheet.Proposed(
                                making.proposal(),
                                making.from(),
                                making.property(),
                                making.value().text(),
                                making.value().words()),
                problem);
    }

    private static Sheet.Placed placed(Making making) {
        return switch (making.place()) {
            case Placing.Words(Locator.Passage(int page, int start, int end)) ->
                    new Sheet.Placed.Words(page, start, end, making.quote());
            case Placing.Picture picture ->
                    new Sheet.Placed.Picture(
                            picture.page(),
                            picture.left(),
                            picture.top(),
                            picture.width(),
                            picture.height(),
                            picture.locator()
                                    .map(Locator.Region.class::cast)
                                    .filter(region -> !region.isWhole())
                                    .map(region -> Citing.outline(0, region))
                                    .orElse(null));
            case Placing.Time time -> new Sheet.Placed.Time(time.from(), time.to());
        };
    }

    /// A name that was looked up in vain is most likely what something new is called.
    private static TypedValue value(Making making, Kind kind, Property property) {
        return making.about().isEmpty()
                        && making.value().text().isEmpty()
                        && TypedValue.naming(kind).filter(property::equals).isPresent()
                ? making.value().withText(making.name())
                : making.value();
    }

    private Sheet.Candidate candidate(Visitor visitor, Entity entity) {
        return ClaimTellings.candidates(casebook, visitor, List.of(entity)).getFirst();
    }

    private List<Kind> kinds(boolean links) {
        return casebook.schema().kinds().values().stream()
                .filter(kind -> kind.link().isEmpty() != links)
                .toList();
    }

    private static List<Sheet.Term> properties(Kind kind, Locale locale) {
        return kind.properties().values().stream()
                .filter(property -> !property.retired())
                .map(property -> new Sheet.Term(property.code(), property.label().in(locale), 0))
                .toList();
    }

    /// The one chosen, or else the first.
    private static Optional<Property> property(Kind kind, String code) {
        return kind.property(code)
                .filter(property -> !property.retired())
                .or(
                        () ->
                                kind.properties().values().stream()
                                        .filter(property -> !property.retired())
                                        .findFirst());
    }

    // ---- saving it

    private Answer save(Visitor visitor, Item item, Making making) {
        Optional<Locator> place = locator(visitor, item, making);
        if (place.isEmpty()) {
            return refused(
                    visitor,
                    item,
                    making,
                    switch (making.place()) {
                        case Placing.Words words -> "cite.quote.wrong";
                        case Placing.Picture picture -> "cite.region.wrong";
                        case Placing.Time time -> "cite.stretch.wrong";
                    });
        }
        Kind kind =
                making.about().isEmpty()
                        ? casebook.schema().kindOr(making.kind())
                        : entity(visitor, making.about()).kind();
        Property property = property(kind, making.property()).orElseThrow(NotHere::new);
        if (property.type() == ValueType.REFERENCE && making.value().target().isEmpty()) {
            return show(visitor, item, making, false, true, null);
        }
        EntityId about =
                making.about().isEmpty() ? EntityId.random() : EntityId.parse(making.about());
        List<NewClaim> claims = new ArrayList<>();
        try {
            Grade grade = making.grading().read();
            var writing =
                    new Writing(
                            casebook.schema(),
                            List.of(new NewClaim.Cite(item.id(), place.get())),
                            grade,
                            making.basis(),
                            claims);
            Value value =
                    property.type() == ValueType.REFERENCE
                            ? new Value.Reference(
                                    writing.end(making.value().target(), making.value()))
                            : making.value().read(casebook.schema(), property);
            TypedValue.naming(kind)
                    .filter(naming -> making.about().isEmpty() && !naming.equals(property))
                    .filter(naming -> !making.name().isEmpty())
                    .ifPresent(
                            naming ->
                                    writing.add(
                                            about,
                                            kind.code(),
                                            naming.code(),
                                            TypedValue.EMPTY
                                                    .withText(making.name())
                                                    .read(casebook.schema(), naming)));
            writing.add(about, kind.code(), property.code(), value);
        } catch (IllegalArgumentException e) {
            return refused(visitor, item, making, "cite.value");
        }
        try {
            if (making.proposal().isEmpty()) {
                casebook.record(visitor.clearance(), claims);
            } else {
                proposals.accept(visitor.clearance(), item.id(), making.proposal(), claims);
                return new Answer.SeeOther(
                        SuggestionsDesk.address(item.id(), SuggestionsDesk.from(making.from()), "")
                                + "&done=accepted");
            }
        } catch (CaseRefused refused) {
            if (refused.why() == CaseRefused.Why.UNFIT) {
                return refused(visitor, item, making, "cite.value");
            }
            throw refused;
        }
        return new Answer.SeeOther(
                "/items/%s/pages/%d?cited=%s&since=%d&%s%s"
                        .formatted(
                                item.id(),
                                making.place().page(),
                                about,
                                making.seen(),
                                Placing.query(place.get()),
                                ClaimTellings.anchor(place.get())));
    }

    /// Where the form points to; of words, where they stand nearest to where they were taken from.
    private Optional<Locator> locator(Visitor visitor, Item item, Making making) {
        return making.place() instanceof Placing.Words(Locator.Passage passage)
                ? casebook
                        .saying(
                                visitor.clearance(),
                                item.id(),
                                making.quote(),
                                Optional.of(passage.page()))
                        .stream()
                        .min(
                                Comparator.comparingInt(
                                        one -> Math.abs(one.start() - passage.start())))
                        .map(Locator.class::cast)
                : making.place().locator();
    }
}
