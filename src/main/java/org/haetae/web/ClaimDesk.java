package org.haetae.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Permission;
import org.haetae.assess.CaseFile;
import org.haetae.assess.Cases;
import org.haetae.assess.Finding;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Property;
import org.haetae.casebook.Revision;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One claim: its citations, all its versions, and the form that corrects, disputes or retracts it,
/// never without a reason.
@Controller
final class ClaimDesk {
    private static final List<String> CHANGES = List.of("correct", "dispute", "retract", "restore");

    private final Rooms rooms;
    private final Casebook casebook;
    private final Names names;
    private final Reviewing reviewing;
    private final Cases cases;

    ClaimDesk(Rooms rooms, Cases cases, Names names) {
        this.rooms = rooms;
        this.cases = cases;
        this.casebook = rooms.casebook();
        this.names = names;
        this.reviewing = new Reviewing(rooms, names);
    }

    /// What somebody wrote into the form.
    ///
    /// @param version that they saw when they began
    private record Wanted(
            int version,
            String change,
            TypedValue value,
            Grading grading,
            Recited recited,
            String reason) {

        static Wanted of(Map<String, String> form) {
            String change = TypedValue.field(form, "change");
            return new Wanted(
                    version(TypedValue.field(form, "version")),
                    CHANGES.contains(change) ? change : "",
                    TypedValue.of(form),
                    Grading.of(form),
                    Recited.of(form),
                    TypedValue.field(form, "reason"));
        }

        private static int version(String typed) {
            try {
                return Integer.parseInt(typed);
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        Wanted upon(int other) {
            return new Wanted(other, change, value, grading, recited, reason);
        }

        Optional<Status> status() {
            return switch (change) {
                case "dispute" -> Optional.of(Status.DISPUTED);
                case "retract" -> Optional.of(Status.RETRACTED);
                case "restore" -> Optional.of(Status.RECORDED);
                default -> Optional.empty();
            };
        }
    }

    @GetMapping("/claims/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer claim(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        Claim claim = find(visitor, id);
        return show(
                visitor,
                claim,
                unchanged(visitor, claim),
                "",
                false,
                false,
                null,
                done == null ? null : Reviewing.done(done, "claim.done"));
    }

    /// The page of a claim after something about its review was refused.
    Answer refusedReview(Visitor visitor, Claim claim, int status, String problem, String words) {
        return new Answer.WithStatus(
                status,
                show(
                        visitor,
                        claim,
                        unchanged(visitor, claim),
                        words,
                        false,
                        false,
                        problem,
                        null));
    }

    @PostMapping("/claims/{id}")
    @Needs(Permission.RECORD_CLAIMS)
    Answer change(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        Claim claim = find(visitor, id);
        Wanted wanted = Wanted.of(form);
        if (TypedValue.field(form, "do").equals("target")) {
            return show(visitor, claim, wanted, "", true, false, null, null);
        }
        if (wanted.change().isEmpty()) {
            return refused(visitor, claim, wanted, "claim.choose");
        }
        if (wanted.reason().isEmpty()) {
            return refused(visitor, claim, wanted, "claim.reason.missing");
        }
        try {
            casebook.revise(
                    visitor.clearance(),
                    claim.id(),
                    wanted.version(),
                    revision(visitor, claim, wanted));
            return new Answer.SeeOther("/claims/%s?done".formatted(id));
        } catch (Recited.Wrong wrong) {
            return refused(visitor, claim, wanted, wrong.key());
        } catch (IllegalArgumentException e) {
            return refused(visitor, claim, wanted, "claim.value");
        } catch (CaseRefused refused) {
            return switch (refused.why()) {
                case UNFIT -> refused(visitor, claim, wanted, "claim.value");
                case CHANGED_SINCE -> {
                    Claim now = find(visitor, id);
                    yield new Answer.WithStatus(
                            409,
                            show(
                                    visitor,
                                    now,
                                    wanted.upon(now.version()),
                                    "",
                                    false,
                                    true,
                                    null,
                                    null));
                }
                case OUT_OF_TURN -> refused(visitor, claim, wanted, "claim.final");
                case NOT_PERMITTED, NOT_THERE, OWN_WORK -> throw refused;
            };
        }
    }

    Claim find(Visitor visitor, UUID id) {
        return casebook.current(visitor.clearance(), new ClaimId(id)).orElseThrow(NotHere::new);
    }

    private Property property(Claim claim) {
        return casebook.schema().kindOr(claim.kind()).propertyOr(claim.property());
    }

    /// Only a correction changes value and grade, and only when the form says something else.
    private Revision revision(Visitor visitor, Claim claim, Wanted wanted) {
        boolean correct = wanted.change().equals("correct");
        Grade grade = wanted.grading().read();
        return new Revision(
                correct && !wanted.value().equals(typed(visitor, claim))
                        ? Optional.of(wanted.value().read(casebook.schema(), property(claim)))
                        : Optional.empty(),
                correct
                        ? wanted.recited().citations(casebook, visitor.clearance(), claim)
                        : Optional.empty(),
                correct && !grade.equals(claim.grade()) ? Optional.of(grade) : Optional.empty(),
                wanted.status(),
                wanted.reason());
    }

    private Wanted unchanged(Visitor visitor, Claim claim) {
        return new Wanted(
                claim.version(),
                "",
                typed(visitor, claim),
                Grading.of(claim.grade()),
                Recited.NOTHING,
                "");
    }

    private TypedValue typed(Visitor visitor, Claim claim) {
        ClaimTellings tellings =
                new ClaimTellings(rooms, names, visitor, List.of(claim), List.of());
        return claim.value()
                .map(value -> TypedValue.of(value, tellings.words(property(claim), value)))
                .orElse(TypedValue.EMPTY);
    }

    private Answer refused(Visitor visitor, Claim claim, Wanted wanted, String problem) {
        return new Answer.WithStatus(
                422, show(visitor, claim, wanted, "", false, false, problem, null));
    }

    private Sheet.Claim show(
            Visitor visitor,
            Claim claim,
            Wanted wanted,
            String words,
            boolean targeting,
            boolean conflict,
            @Nullable String problem,
            @Nullable String done) {
        ClaimTellings tellings =
                new ClaimTellings(rooms, names, visitor, List.of(claim), List.of());
        boolean changeable =
                visitor.may(Permission.RECORD_CLAIMS)
                        && claim.value().isPresent()
                        && tellings.standing(claim) != Standing.FINAL;
        return new Sheet.Claim(
                claim.entity().toString(),
                tellings.title(claim.entity()),
                tellings.label(claim),
                claim.value()
                        .flatMap(ClaimTellings::target)
                        .map(ClaimTellings::address)
                        .orElse(null),
                tellings.row(claim, tellings.earlier(claim), false),
                changeable
                        ? new Sheet.ChangeForm(
                                wanted.version(),
                                wanted.change(),
                                wanted.value()
                                        .field(
                                                casebook,
                                                visitor,
                                                property(claim),
                                                targeting,
                                                false,
                                                "claim.value".equals(problem)),
                                wanted.grading().field(),
                                wanted.recited().field(rooms, visitor, claim),
                                wanted.reason())
                        : null,
                reviewing.of(visitor, claim, words),
                leaning(visitor, claim.id()),
                conflict,
                problem,
                done);
    }

    private List<Sheet.LeaningFinding> leaning(Visitor visitor, ClaimId claim) {
        return cases.leaningOn(visitor.clearance(), claim).stream()
                .flatMap(
                        finding ->
                                cases.open(visitor.clearance(), finding.inCase()).stream()
                                        .map(file -> leaning(visitor, file, finding)))
                .toList();
    }

    private Sheet.LeaningFinding leaning(Visitor visitor, CaseFile file, Finding finding) {
        var tellings =
                new CaseTellings(casebook, cases, names, visitor, file, List.of(finding.subject()));
        return new Sheet.LeaningFinding(
                tellings.concluded(finding),
                tellings.whole(finding.element()),
                tellings.title(finding.subject()),
                file.id().toString(),
                file.title());
    }
}
