package org.haetae.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Decisions;
import org.haetae.archive.ErasureRefused;
import org.haetae.archive.Ground;
import org.haetae.archive.Holds;
import org.haetae.archive.Subject;
import org.haetae.erasure.Erasure;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Erasures, asked for by one person and decided by another, and the legal holds against them.
@Controller
final class ErasureDesk {
    private final Erasure erasure;
    private final Decisions decisions;
    private final Holds holds;
    private final Names names;

    ErasureDesk(Rooms rooms, Names names) {
        this.erasure = rooms.erasure();
        this.decisions = rooms.erasure().decisions();
        this.holds = rooms.erasure().holds();
        this.names = names;
    }

    /// @param object what a request or a hold would be about, where somebody comes from its page
    /// @param ground why, where that page knows
    @GetMapping("/erasures")
    @Needs(Permission.SEE_ERASURES)
    Answer list(
            @RequestParam(defaultValue = "") String object,
            @RequestParam(defaultValue = "") String ground,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        return list(
                visitor,
                object,
                ground,
                null,
                done != null && DONE.contains(done) ? "erasures.done." + done : null);
    }

    private static final List<String> DONE =
            List.of("asked", "approved", "refused", "held", "lifted");

    /// What a form of the page says.
    ///
    /// @param object what is to be erased or held
    /// @param id of the request to be decided or the hold to be lifted, in the other forms
    record Said(@Nullable String object, @Nullable String id, @Nullable String reason) {

        Said {
            object = object == null ? "" : object;
            id = id == null ? "" : id;
            reason = reason == null ? "" : reason;
        }

        UUID about() {
            try {
                return UUID.fromString((id.isEmpty() ? object : id).strip());
            } catch (IllegalArgumentException e) {
                throw new ErasureRefused(ErasureRefused.Why.NOT_THERE);
            }
        }
    }

    private interface Deed {
        void done(Clearance by, UUID id, String reason);
    }

    @PostMapping("/erasures")
    @Needs(Permission.ASK_ERASURE)
    Answer ask(
            Said said,
            @RequestParam(defaultValue = "") String ground,
            @RequestParam(defaultValue = "false") boolean purge,
            Visitor visitor) {
        return after(
                visitor,
                said,
                "asked",
                (by, id, why) -> decisions.ask(by, id, ground(ground), purge, why));
    }

    @PostMapping("/erasures/approve")
    @Needs(Permission.DECIDE_ERASURE)
    Answer approve(Said said, Visitor visitor) {
        return after(
                visitor,
                said,
                "approved",
                (by, id, why) -> {
                    decisions.approve(by, id, why);
                    erasure.begin();
                });
    }

    @PostMapping("/erasures/refuse")
    @Needs(Permission.DECIDE_ERASURE)
    Answer refuse(Said said, Visitor visitor) {
        return after(visitor, said, "refused", decisions::refuse);
    }

    @PostMapping("/holds")
    @Needs(Permission.PLACE_HOLD)
    Answer hold(Said said, Visitor visitor) {
        return after(visitor, said, "held", holds::place);
    }

    @PostMapping("/holds/lift")
    @Needs(Permission.LIFT_HOLD)
    Answer lift(Said said, Visitor visitor) {
        return after(visitor, said, "lifted", holds::lift);
    }

    private Answer after(Visitor visitor, Said said, String done, Deed deed) {
        try {
            deed.done(visitor.clearance(), said.about(), said.reason());
            return new Answer.SeeOther("/erasures?done=" + done);
        } catch (ErasureRefused refused) {
            return new Answer.WithStatus(
                    422,
                    list(
                            visitor,
                            said.object(),
                            "",
                            "erasure-refused." + refused.why().key(),
                            null));
        }
    }

    private static Ground ground(String word) {
        for (Ground ground : Ground.values()) {
            if (ground.name().equals(word)) {
                return ground;
            }
        }
        return Ground.OTHER;
    }

    private Sheet list(
            Visitor visitor,
            String object,
            String ground,
            @Nullable String problem,
            @Nullable String done) {
        Clearance by = visitor.clearance();
        return new Sheet.Erasures(
                object.strip(),
                ground(ground),
                decisions.list(by).stream().map(one -> row(visitor, one)).toList(),
                holds.list(by).stream().map(one -> row(visitor, one)).toList(),
                problem,
                done);
    }

    private Sheet.Erasures.Row row(Visitor visitor, Decisions.Request request) {
        return new Sheet.Erasures.Row(
                request.id().toString(),
                request.state().name().toLowerCase(Locale.ROOT),
                request.number().orElse(0),
                request.subject().kind().word(),
                request.subject().id().toString(),
                place(visitor, request.subject()),
                request.ground().name(),
                request.reason(),
                names.person(request.askedBy()),
                request.askedAt(),
                request.items(),
                request.elsewhere(),
                request.purge(),
                request.held(),
                erasure.stuck(request.id()).equals(Optional.of(Erasure.Stuck.FAILED)),
                request.askedBy().equals(visitor.clearance().actor()),
                request.answer().orElse(null),
                request.decidedBy().map(names::person).orElse(null),
                request.decidedAt().orElse(null));
    }

    private Sheet.Erasures.Held row(Visitor visitor, Holds.Hold hold) {
        return new Sheet.Erasures.Held(
                hold.id().toString(),
                hold.subject().kind().word(),
                hold.subject().id().toString(),
                place(visitor, hold.subject()),
                hold.reason(),
                names.person(hold.placedBy()),
                hold.placedAt(),
                hold.lifting().orElse(null),
                hold.liftedBy().map(names::person).orElse(null),
                hold.liftedAt().orElse(null));
    }

    /// Where it can be looked at, by those who may.
    private static @Nullable String place(Visitor visitor, Subject subject) {
        return switch (subject.kind()) {
            case ITEM -> "/items/" + subject.id();
            case ACCESSION -> "/accessions/" + subject.id();
            case CONSENT -> visitor.may(Permission.RECEIVE) ? "/consents#c-" + subject.id() : null;
            case REPLAYED -> null;
        };
    }
}
