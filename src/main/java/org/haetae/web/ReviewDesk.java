package org.haetae.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.assess.Cases;
import org.haetae.assess.Task;
import org.haetae.casebook.Agreements;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Reviews;
import org.haetae.casebook.Step;
import org.haetae.casebook.Vocabulary;
import org.haetae.roster.Account;
import org.haetae.roster.Roster;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What each person has to do, and how claims are judged by others than those who recorded them.
/// That nobody judges their own is not held here but by [Reviews].
@Controller
final class ReviewDesk {
    private static final int MOST = 50;
    private static final int FEW = 30;

    private final Rooms rooms;
    private final Casebook casebook;
    private final Reviews reviews;
    private final Roster roster;
    private final Names names;
    private final ClaimDesk claims;
    private final Cases cases;

    ReviewDesk(Rooms rooms, Names names, ClaimDesk claims, Cases cases) {
        this.cases = cases;
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.reviews = rooms.casebook().reviews();
        this.roster = rooms.roster();
        this.names = names;
        this.claims = claims;
    }

    // ---- judging

    @PostMapping("/claims/{id}/review")
    @Needs(Permission.REVIEW_CLAIMS)
    Answer review(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        return take(visitor, id, judgement(TypedValue.field(form, "do")), form);
    }

    @PostMapping("/claims/{id}/comment")
    @Needs(Permission.RECORD_CLAIMS)
    Answer comment(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        return take(visitor, id, Optional.of(Step.What.COMMENTED), form);
    }

    private static Optional<Step.What> judgement(String word) {
        return Stream.of(
                        Step.What.AGREED,
                        Step.What.SENT_BACK,
                        Step.What.FINALISED,
                        Step.What.REOPENED)
                .filter(what -> what.word().equals(word))
                .findFirst();
    }

    private Answer take(
            Visitor visitor, UUID id, Optional<Step.What> what, Map<String, String> form) {
        Claim claim = claims.find(visitor, id);
        String words = TypedValue.field(form, "words");
        if (what.isEmpty()) {
            return claims.refusedReview(visitor, claim, 422, "review.choose", words);
        }
        try {
            reviews.step(visitor.clearance(), claim.id(), version(form), what.get(), words);
            return new Answer.SeeOther(
                    "/claims/%s?done=%s#review".formatted(id, what.get().word()));
        } catch (CaseRefused refused) {
            return switch (refused.why()) {
                case UNFIT -> claims.refusedReview(visitor, claim, 422, "review.words", words);
                case OWN_WORK -> claims.refusedReview(visitor, claim, 403, "review.own", words);
                case CHANGED_SINCE ->
                        claims.refusedReview(
                                visitor, claims.find(visitor, id), 409, "review.changed", words);
                case OUT_OF_TURN -> claims.refusedReview(visitor, claim, 409, "review.turn", words);
                case NOT_PERMITTED, NOT_THERE -> throw refused;
            };
        }
    }

    private static int version(Map<String, String> form) {
        try {
            return Integer.parseInt(TypedValue.field(form, "version"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    // ---- assigning

    @PostMapping("/claims/{id}/assign")
    @Needs(Permission.RECORD_CLAIMS)
    Answer assign(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String whom, Visitor visitor) {
        Claim claim = claims.find(visitor, id);
        return colleague(visitor, whom, Stream.of(claim))
                .<Answer>map(
                        to -> {
                            reviews.assign(visitor.clearance(), claim.id(), to);
                            return new Answer.SeeOther(
                                    "/claims/%s?done=assigned#review".formatted(id));
                        })
                .orElseGet(() -> claims.refusedReview(visitor, claim, 422, "review.whom", ""));
    }

    @PostMapping("/entity/{id}/assign")
    @Needs(Permission.RECORD_CLAIMS)
    Answer assignEntity(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String whom, Visitor visitor) {
        var entity =
                casebook.entity(visitor.clearance(), new EntityId(id)).orElseThrow(NotHere::new);
        colleague(visitor, whom, entity.claims().stream())
                .ifPresent(to -> reviews.assign(visitor.clearance(), entity.id(), to));
        return new Answer.SeeOther("/entity/%s#assigned".formatted(id));
    }

    /// Somebody with this id who may see one of the claims, as the visitor does.
    private Optional<Clearance> colleague(Visitor visitor, String id, Stream<Claim> about) {
        List<Set<CompartmentId>> compartments = about.map(Claim::compartments).distinct().toList();
        return compartments.stream()
                .flatMap(
                        one ->
                                roster
                                        .colleagues(
                                                visitor.clearance(), one, Permission.RECORD_CLAIMS)
                                        .stream())
                .filter(account -> account.id().toString().equals(id))
                .findFirst()
                .map(Account::clearance);
    }

    /// @param to where the visitor comes from
    @PostMapping("/queue/release")
    @Needs(Permission.RECORD_CLAIMS)
    Answer release(
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String whom,
            @RequestParam(defaultValue = "/queue") String to,
            Visitor visitor) {
        try {
            reviews.release(
                    visitor.clearance(),
                    UUID.fromString(subject),
                    new ActorId(UUID.fromString(whom)));
        } catch (IllegalArgumentException e) {
            throw new NotHere();
        }
        return new Answer.SeeOther(
                to.startsWith("/claims/") || to.startsWith("/entity/")
                        ? ReturnPath.orFront(to)
                        : "/queue?done=released");
    }

    // ---- the queue

    @GetMapping("/queue")
    @Needs(Permission.RECORD_CLAIMS)
    Answer queue(@RequestParam(required = false) @Nullable String done, Visitor visitor) {
        Reviews.Queue queue = reviews.queue(visitor.clearance(), MOST);
        Map<ClaimId, Claim> assigned =
                queue.assigned().stream()
                        .filter(step -> step.version() > 0)
                        .flatMap(
                                step ->
                                        casebook
                                                .current(
                                                        visitor.clearance(),
                                                        new ClaimId(step.subject()))
                                                .stream())
                        .collect(Collectors.toMap(Claim::id, Function.identity()));
        List<Claim> all = new ArrayList<>(assigned.values());
        all.addAll(queue.sentBack());
        all.addAll(queue.waiting());
        ClaimTellings tellings =
                new ClaimTellings(
                        rooms,
                        names,
                        visitor,
                        all,
                        queue.assigned().stream()
                                .filter(step -> step.version() == 0)
                                .map(step -> new EntityId(step.subject()))
                                .toList());
        return new Sheet.Queue(
                queue.assigned().stream()
                        .flatMap(
                                step ->
                                        assignment(
                                                step,
                                                Optional.ofNullable(
                                                        assigned.get(new ClaimId(step.subject()))),
                                                tellings)
                                                .stream())
                        .toList(),
                cases.tasksOf(visitor.clearance(), visitor.clearance().actor()).stream()
                        .flatMap(task -> task(visitor, task).stream())
                        .toList(),
                queue.sentBack().stream().map(claim -> sentBack(visitor, claim, tellings)).toList(),
                queue.waiting().stream()
                        .map(
                                claim ->
                                        row(
                                                claim,
                                                tellings,
                                                names.person(claim.by()),
                                                claim.at(),
                                                null))
                        .toList(),
                visitor.may(Permission.REVIEW_CLAIMS),
                Reviews.NEWEST,
                done == null ? null : "review.done.released");
    }

    private Optional<Sheet.QueueRow> assignment(
            Step step, Optional<Claim> claim, ClaimTellings tellings) {
        if (step.version() > 0) {
            return claim.map(one -> row(one, tellings, names.person(step.by()), step.at(), null));
        }
        EntityId entity = new EntityId(step.subject());
        return Optional.of(
                new Sheet.QueueRow(
                        entity.toString(),
                        ClaimTellings.address(entity),
                        tellings.title(entity),
                        null,
                        "",
                        "",
                        names.person(step.by()),
                        step.at(),
                        null));
    }

    /// Nothing where the case is not one that they may know of any more.
    private Optional<Sheet.QueueTask> task(Visitor visitor, Task task) {
        return cases.open(visitor.clearance(), task.inCase())
                .map(
                        file ->
                                new Sheet.QueueTask(
                                        new CaseTellings(
                                                        casebook,
                                                        cases,
                                                        names,
                                                        visitor,
                                                        file,
                                                        List.of(task.subject()))
                                                .task(task),
                                        file.id().toString(),
                                        file.title()));
    }

    private Sheet.QueueRow sentBack(Visitor visitor, Claim claim, ClaimTellings tellings) {
        Step last =
                reviews.of(visitor.clearance(), claim.id().value()).stream()
                        .filter(step -> step.what() == Step.What.SENT_BACK)
                        .reduce((one, two) -> two)
                        .orElseThrow();
        return row(claim, tellings, names.person(last.by()), last.at(), last.words().orElse(null));
    }

    private static Sheet.QueueRow row(
            Claim claim, ClaimTellings tellings, String by, Instant at, @Nullable String words) {
        return new Sheet.QueueRow(
                claim.id().toString(),
                "/claims/" + claim.id(),
                tellings.title(claim.entity()),
                tellings.label(claim),
                tellings.words(claim),
                tellings.standing(claim).word(),
                by,
                at,
                words);
    }

    // ---- agreement

    /// @param by `entity` or `passage`
    @GetMapping("/agreement")
    @Needs(Permission.REVIEW_CLAIMS)
    Answer agreement(@RequestParam(defaultValue = "entity") String by, Visitor visitor) {
        Agreements.Unit unit =
                by.equals(Agreements.Unit.PASSAGE.word())
                        ? Agreements.Unit.PASSAGE
                        : Agreements.Unit.ENTITY;
        return new Sheet.Agreed(
                unit.word(),
                casebook.agreements().all(visitor.clearance(), unit).stream()
                        .map(one -> row(visitor, one))
                        .toList());
    }

    private Sheet.AgreedRow row(Visitor visitor, Agreements.Compared compared) {
        Locale locale = visitor.language().locale();
        var agreement = compared.agreement();
        Optional<Vocabulary> vocabulary =
                Optional.ofNullable(casebook.schema().vocabularies().get(compared.vocabulary()));
        Collection<String> codes = agreement.categories();
        return new Sheet.AgreedRow(
                vocabulary.map(one -> one.label().in(locale)).orElse(compared.vocabulary()),
                names.person(compared.one()),
                names.person(compared.other()),
                agreement.units(),
                agreement.agreed(),
                compared.leftOut(),
                written(agreement.observed()),
                written(agreement.expected()),
                agreement.kappa().isEmpty() ? null : written(agreement.kappa()),
                agreement.interval().stream()
                        .map(bound -> written(OptionalDouble.of(bound)))
                        .collect(Collectors.joining(" … ")),
                codes.stream()
                        .map(
                                code ->
                                        vocabulary
                                                .flatMap(one -> one.term(code))
                                                .map(term -> term.label().in(locale))
                                                .orElse(code))
                        .toList(),
                codes.stream()
                        .map(
                                one ->
                                        codes.stream()
                                                .map(other -> agreement.count(one, other))
                                                .toList())
                        .toList(),
                agreement.units() < FEW);
    }

    private static String written(OptionalDouble share) {
        return share.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", share.getAsDouble());
    }
}
