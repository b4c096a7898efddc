package org.haetae.web;

import java.util.UUID;
import org.haetae.access.Permission;
import org.haetae.archive.ConsentId;
import org.haetae.archive.ErasureRefused;
import org.haetae.archive.Identities;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Who stands behind pseudonyms: a list of pseudonyms, and one identity at a time, shown in answer
/// to a form with a reason and nowhere else.
@Controller
final class IdentityDesk {
    private final Identities identities;
    private final Names names;

    IdentityDesk(Rooms rooms, Names names) {
        this.identities = rooms.archive().identities();
        this.names = names;
    }

    @GetMapping("/identities")
    @Needs(Permission.OPEN_IDENTITY)
    Answer list(Visitor visitor) {
        return list(visitor, null);
    }

    /// Not by an address: what is shown must not be had again by going back or from a history.
    @PostMapping("/identities/open")
    @Needs(Permission.OPEN_IDENTITY)
    Answer open(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String reason,
            Visitor visitor) {
        try {
            ConsentId about = new ConsentId(UUID.fromString(id));
            String identity = identities.open(visitor.clearance(), about, reason);
            String pseudonym =
                    identities.list(visitor.clearance()).stream()
                            .filter(one -> one.id().equals(about))
                            .findFirst()
                            .flatMap(Identities.Kept::pseudonym)
                            .orElse("");
            return new Sheet.Identity(pseudonym, identity);
        } catch (ErasureRefused refused) {
            return new Answer.WithStatus(
                    422, list(visitor, "erasure-refused." + refused.why().key()));
        } catch (IllegalArgumentException e) {
            return new Answer.WithStatus(
                    422, list(visitor, "erasure-refused." + ErasureRefused.Why.NOT_THERE.key()));
        }
    }

    private Sheet list(Visitor visitor, @Nullable String problem) {
        return new Sheet.Identities(
                identities.list(visitor.clearance()).stream()
                        .map(one -> row(visitor, one))
                        .toList(),
                problem);
    }

    private Sheet.Identities.Row row(Visitor visitor, Identities.Kept kept) {
        return new Sheet.Identities.Row(
                kept.id().toString(),
                kept.pseudonym().orElse(null),
                names.compartments(visitor, kept.compartments()),
                kept.keptAt(),
                kept.openings().stream()
                        .map(
                                opening ->
                                        new Sheet.Identities.Opening(
                                                opening.at(),
                                                names.person(opening.by()),
                                                opening.reason().orElse("")))
                        .toList(),
                kept.erased().orElse(0));
    }
}
