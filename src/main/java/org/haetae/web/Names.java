package org.haetae.web;

import java.util.Collection;
import java.util.List;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.roster.Compartment;
import org.haetae.roster.Roster;

/// What compartments and actors are called, for whom. A compartment's name may itself be a secret,
/// so only those who hold it, and those who administer compartments, are told it.
final class Names {
    private final Roster roster;

    Names(Roster roster) {
        this.roster = roster;
    }

    /// The compartments among these that the visitor may know the names of, in their order.
    List<Compartment> of(Visitor visitor, Collection<CompartmentId> ids) {
        return roster.compartments(visitor.clearance()).stream()
                .filter(compartment -> ids.contains(compartment.id()))
                .toList();
    }

    List<String> compartments(Visitor visitor, Collection<CompartmentId> ids) {
        return of(visitor, ids).stream().map(compartment -> in(visitor, compartment)).toList();
    }

    String in(Visitor visitor, Compartment compartment) {
        return visitor.language() == Language.KO ? compartment.korean() : compartment.english();
    }

    /// Who acted: oneself by name, the software by its own, others by the first letters of their
    /// pseudonym, unless one administers accounts.
    String actor(Visitor visitor, ActorId actor) {
        if (actor.equals(ActorId.SYSTEM)) {
            return "Haetae";
        }
        if (actor.equals(visitor.clearance().actor())) {
            return visitor.name();
        }
        if (visitor.may(Permission.MANAGE_ACCOUNTS)) {
            return roster.account(visitor.clearance(), actor)
                    .map(account -> account.name())
                    .orElseGet(() -> brief(actor));
        }
        return brief(actor);
    }

    /// Who did something that others have to account for with them: by name for everybody.
    String person(ActorId actor) {
        if (actor.equals(ActorId.SYSTEM)) {
            return "Haetae";
        }
        return roster.names(List.of(actor)).getOrDefault(actor.value(), brief(actor));
    }

    /// The compartments that the visitor holds, to choose among.
    List<Sheet.Choice> choices(Visitor visitor) {
        var held = visitor.clearance().compartments();
        return of(visitor, held).stream()
                .map(
                        one ->
                                new Sheet.Choice(
                                        one.id().toString(),
                                        in(visitor, one),
                                        held.size() == 1 || one.id().equals(CompartmentId.GENERAL)))
                .toList();
    }

    private static String brief(ActorId actor) {
        return actor.toString().substring(0, 8);
    }
}
