package org.haetae.web;

import java.util.List;
import java.util.UUID;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.roster.Account;
import org.haetae.roster.Compartment;
import org.haetae.roster.Refused;
import org.haetae.roster.Roster;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Need-to-know sets: their names, and who holds them.
@Controller
final class CompartmentDesk {
    private final Roster roster;
    private final Names names;

    CompartmentDesk(Rooms rooms, Names names) {
        this.roster = rooms.roster();
        this.names = names;
    }

    @GetMapping("/compartments")
    @Needs(Permission.MANAGE_COMPARTMENTS)
    Answer list(Visitor visitor) {
        return list(visitor, null);
    }

    private Sheet list(Visitor visitor, @Nullable String problem) {
        List<Account> accounts = accounts(visitor);
        return new Sheet.Compartments(
                roster.compartments(visitor.clearance()).stream()
                        .map(
                                one ->
                                        new Sheet.CompartmentRow(
                                                one.id().toString(),
                                                one.english(),
                                                one.korean(),
                                                (int)
                                                        accounts.stream()
                                                                .filter(
                                                                        account ->
                                                                                account.compartments()
                                                                                        .contains(
                                                                                                one
                                                                                                        .id()))
                                                                .count()))
                        .toList(),
                problem,
                null);
    }

    /// Who holds what is told to those who administer accounts too.
    private List<Account> accounts(Visitor visitor) {
        return visitor.may(Permission.MANAGE_ACCOUNTS)
                ? roster.accounts(visitor.clearance())
                : List.of();
    }

    @PostMapping("/compartments")
    @Needs(Permission.MANAGE_COMPARTMENTS)
    Answer create(
            @RequestParam(defaultValue = "") String english,
            @RequestParam(defaultValue = "") String korean,
            Visitor visitor) {
        try {
            Compartment made =
                    roster.createCompartment(visitor.clearance(), english.strip(), korean.strip());
            return new Answer.SeeOther("/compartments/" + made.id() + "?done=saved");
        } catch (Refused refused) {
            return new Answer.WithStatus(422, list(visitor, Forms.key(refused)));
        }
    }

    @GetMapping("/compartments/{id}")
    @Needs(Permission.MANAGE_COMPARTMENTS)
    Answer show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        return show(visitor, find(visitor, id), null, "saved".equals(done) ? "person.saved" : null);
    }

    private Compartment find(Visitor visitor, UUID id) {
        return roster.compartments(visitor.clearance()).stream()
                .filter(one -> one.id().equals(new CompartmentId(id)))
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    private Sheet show(
            Visitor visitor, Compartment one, @Nullable String problem, @Nullable String done) {
        return new Sheet.Compartment(
                one.id().toString(),
                names.in(visitor, one),
                one.english(),
                one.korean(),
                accounts(visitor).stream()
                        .filter(account -> account.compartments().contains(one.id()))
                        .map(
                                account ->
                                        new Sheet.Choice(
                                                account.id().toString(), account.name(), true))
                        .toList(),
                problem,
                done);
    }

    @PostMapping("/compartments/{id}/name")
    @Needs(Permission.MANAGE_COMPARTMENTS)
    Answer rename(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String english,
            @RequestParam(defaultValue = "") String korean,
            Visitor visitor) {
        Compartment one = find(visitor, id);
        try {
            roster.renameCompartment(
                    visitor.clearance(), one.id(), english.strip(), korean.strip());
            return new Answer.SeeOther("/compartments/" + one.id() + "?done=saved");
        } catch (Refused refused) {
            return new Answer.WithStatus(422, show(visitor, one, Forms.key(refused), null));
        }
    }
}
