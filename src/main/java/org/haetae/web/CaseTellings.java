package org.haetae.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.assess.CaseFile;
import org.haetae.assess.Cases;
import org.haetae.assess.Cell;
import org.haetae.assess.Finding;
import org.haetae.assess.Gap;
import org.haetae.assess.Side;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.haetae.assess.Task;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.law.Standard;
import org.haetae.roster.Roster;
import org.jspecify.annotations.Nullable;

/// Cases, cells and findings as pages tell them to one visitor.
final class CaseTellings {

    private final Visitor visitor;
    private final Locale locale;
    private final Law law;
    private final Names names;
    private final CaseFile file;
    private final Titles titles;

    /// @param subjects whose titles are needed
    CaseTellings(
            Casebook casebook,
            Cases cases,
            Names names,
            Visitor visitor,
            CaseFile file,
            Collection<Subject> subjects) {
        this.visitor = visitor;
        this.locale = visitor.language().locale();
        this.law = cases.law();
        this.names = names;
        this.file = file;
        Set<EntityId> ids = new HashSet<>();
        subjects.forEach(subject -> entity(subject).ifPresent(ids::add));
        var theory = file.theory();
        Stream.of(theory.places(), theory.units(), theory.persons()).forEach(ids::addAll);
        this.titles = casebook.titles(visitor.clearance(), ids, locale);
    }

    static Optional<EntityId> entity(Subject subject) {
        return switch (subject) {
            case Subject.Incident(EntityId entity) -> Optional.of(entity);
            case Subject.Person(EntityId entity) -> Optional.of(entity);
            case Subject.Whole whole -> Optional.empty();
        };
    }

    /// The subject that an address or a form names.
    static Subject subject(String kind, String id) {
        try {
            return Subject.of(kind, UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new NotHere();
        }
    }

    String title(EntityId id) {
        return titles.of(id);
    }

    String title(Subject subject) {
        return entity(subject).map(titles::of).orElse(file.title());
    }

    @Nullable String address(Subject subject) {
        return entity(subject).map(ClaimTellings::address).orElse(null);
    }

    Provision provision(String code) {
        return law.provision(code).orElseThrow(NotHere::new);
    }

    /// What an element is called; its code where no instrument has it any more.
    String element(String code) {
        return law.provision(code).map(one -> one.label().in(locale)).orElse(code);
    }

    /// An element with the article and the name of what it is an element of.
    String whole(String code) {
        var label = element(code);
        return parent(code)
                .map(
                        parent ->
                                "%s %s: %s"
                                        .formatted(
                                                parent.article(), parent.label().in(locale), label))
                .orElse(label);
    }

    /// Where an element stands in its instrument.
    String article(String code) {
        var instrument = law.instrumentOf(code).map(one -> one.label().in(locale)).orElse("");
        return parent(code)
                .map(
                        parent ->
                                "%s, %s %s"
                                        .formatted(
                                                instrument,
                                                parent.article(),
                                                parent.label().in(locale)))
                .orElseGet(
                        () ->
                                law.provision(code)
                                        .map(one -> instrument + ", " + one.article())
                                        .orElse(instrument));
    }

    private Optional<Provision> parent(String code) {
        int end = code.lastIndexOf('.');
        return end < 0
                ? Optional.empty()
                : law.provision(code.substring(0, end))
                        .filter(one -> one.parts(Provision.Type.ELEMENT).size() > 0);
    }

    static String proof(Law law, String code, Locale locale) {
        return Optional.ofNullable(law.standards().get(code))
                .map(one -> proof(one, locale))
                .orElse(code);
    }

    private static String proof(Standard standard, Locale locale) {
        return "%s (%s, %s)"
                .formatted(
                        standard.label().in(locale),
                        standard.forum().in(locale),
                        standard.step().in(locale));
    }

    String proof(String code) {
        return proof(law, code, locale);
    }

    static List<Sheet.Choice> standards(Law law, String chosen, Locale locale) {
        return law.standards().values().stream()
                .map(
                        one ->
                                new Sheet.Choice(
                                        one.code(), proof(one, locale), one.code().equals(chosen)))
                .toList();
    }

    Sheet.Mark mark(Cell cell) {
        return new Sheet.Mark(
                cell.state().word(),
                cell.supporting().roots(),
                cell.supporting().claims(),
                grades(cell.supporting().grades()),
                cell.contrary().roots(),
                cell.contrary().claims(),
                grades(cell.contrary().grades()),
                (int) cell.findings().stream().filter(Finding::counts).count(),
                (int) cell.findings().stream().filter(Finding::stale).count(),
                (int)
                        cell.findings().stream()
                                .filter(one -> !one.stale() && one.standing() != Standing.AGREED)
                                .count(),
                cell.others(),
                cell.gaps().stream().sorted().map(Gap::word).toList(),
                address(file, cell.element(), cell.subject()));
    }

    static String address(CaseFile file, String element, Subject subject) {
        return "/cases/%s/cell?element=%s&kind=%s&subject=%s"
                .formatted(file.id(), element, subject.word(), subject.id());
    }

    private static String grades(SortedMap<String, Integer> grades) {
        return grades.entrySet().stream()
                .map(
                        one ->
                                one.getValue() == 1
                                        ? one.getKey()
                                        : one.getKey() + " × " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    Sheet.Concluded concluded(Finding finding) {
        return new Sheet.Concluded(
                finding.id().toString(),
                finding.direction().word(),
                finding.standing().word(),
                finding.stale(),
                finding.counts(),
                proof(finding.standard()),
                names.person(finding.by()),
                finding.at(),
                finding.claims(Side.FOR).size(),
                finding.claims(Side.AGAINST).size());
    }

    Sheet.CaseTask task(Task task) {
        return new Sheet.CaseTask(
                task.id().toString(),
                task.position(),
                whole(task.element()),
                title(task.subject()),
                task.gap().word(),
                task.state().word(),
                task.whom().map(names::person).orElse(null),
                task.whom().map(Object::toString).orElse(null),
                task.at(),
                address(file, task.element(), task.subject()));
    }

    /// Whom a task of a case may be given to.
    static List<Sheet.Choice> colleagues(Roster roster, Clearance by, CaseFile file) {
        return by.may(Permission.RECORD_CLAIMS)
                ? roster.colleagues(by, file.compartments(), Permission.RECORD_CLAIMS).stream()
                        .map(
                                account ->
                                        new Sheet.Choice(
                                                account.id().toString(),
                                                account.name(),
                                                account.id().equals(by.actor())))
                        .toList()
                : List.of();
    }
}
