package org.haetae.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.law.Instrument;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.names.HistoricDate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// What the law asks: every instrument that the home knows, with its provisions and elements.
@Controller
final class LawDesk {

    private final Law law;

    LawDesk(Law law) {
        this.law = law;
    }

    @GetMapping("/law")
    @Needs(Permission.READ_CLAIMS)
    Answer law(Visitor visitor) {
        Locale locale = visitor.language().locale();
        return new Sheet.Law(
                law.instruments().values().stream().map(one -> rules(one, locale)).toList(),
                law.standards().values().stream()
                        .map(
                                one ->
                                        new Sheet.Law.Proof(
                                                one.code(),
                                                one.label().in(locale),
                                                one.forum().in(locale),
                                                one.step().in(locale),
                                                one.source().citation()))
                        .toList());
    }

    private static Sheet.Law.Rules rules(Instrument instrument, Locale locale) {
        List<Sheet.Law.Rule> rules = new ArrayList<>();
        instrument.provisions().values().forEach(one -> add(rules, instrument, one, 0, locale));
        return new Sheet.Law.Rules(
                instrument.code(),
                instrument.label().in(locale),
                instrument.type().word(),
                Stream.of(
                                date("adopted", instrument.adopted()),
                                date("in-force", instrument.inForce()),
                                date("ended", instrument.ended()))
                        .flatMap(Optional::stream)
                        .toList(),
                instrument.source().citation(),
                instrument.source().web().map(Object::toString).orElse(null),
                instrument.checked().map(one -> one.in(locale)).orElse(null),
                rules);
    }

    private static Optional<Sheet.Fact> date(String name, Optional<HistoricDate> date) {
        return date.map(one -> new Sheet.Fact(name, one.edtf()));
    }

    private static void add(
            List<Sheet.Law.Rule> rules,
            Instrument instrument,
            Provision provision,
            int depth,
            Locale locale) {
        rules.add(
                new Sheet.Law.Rule(
                        provision.code(),
                        depth,
                        provision.article(),
                        provision.type().word(),
                        provision.label().in(locale),
                        provision.note().map(note -> note.in(locale)).orElse(null),
                        provision.unchecked(),
                        instrument.elements(provision).stream()
                                .map(
                                        one ->
                                                new Sheet.Law.Element(
                                                        one.number(),
                                                        one.element().label().in(locale),
                                                        one.element().type()
                                                                        == Provision.Type.CONTEXT
                                                                ? one.element().code()
                                                                : null))
                                .toList()));
        provision.parts().stream()
                .filter(part -> part.type() != Provision.Type.ELEMENT)
                .forEach(part -> add(rules, instrument, part, depth + 1, locale));
    }
}
