package org.haetae.web;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.access.Role;
import org.haetae.roster.Account;
import org.haetae.roster.NewAccount;
import org.haetae.roster.Refused;
import org.haetae.roster.Roster;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Accounts: who there is, what they are here to do, which compartments they hold.
@Controller
final class PeopleDesk {
    private static final String SAVED = "saved";

    private final Roster roster;
    private final Names names;

    PeopleDesk(Rooms rooms, Names names) {
        this.roster = rooms.roster();
        this.names = names;
    }

    @GetMapping("/people")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer list(Visitor visitor) {
        return list(visitor, null);
    }

    private Sheet list(Visitor visitor, @Nullable String problem) {
        return new Sheet.People(
                roster.accounts(visitor.clearance()).stream()
                        .map(
                                account ->
                                        new Sheet.PersonRow(
                                                account.id().toString(),
                                                account.login(),
                                                account.name(),
                                                account.roles().stream().sorted().toList(),
                                                account.compartments().size(),
                                                state(account)))
                        .toList(),
                problem,
                null);
    }

    private static String state(Account account) {
        return account.active() ? "active" : "inactive";
    }

    @PostMapping("/people")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer create(
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable List<String> role,
            Visitor visitor) {
        try {
            Account made =
                    roster.create(
                            visitor.clearance(),
                            new NewAccount(
                                    login.strip(),
                                    name.strip(),
                                    password.toCharArray(),
                                    Forms.roles(role),
                                    Set.of()));
            return new Answer.SeeOther("/people/" + made.id() + "?done=created");
        } catch (Refused refused) {
            return new Answer.WithStatus(422, list(visitor, Forms.key(refused)));
        }
    }

    @GetMapping("/people/{id}")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        String key =
                SAVED.equals(done)
                        ? "person.saved"
                        : "created".equals(done) ? "people.created" : null;
        return show(visitor, find(visitor, id), null, key);
    }

    private Account find(Visitor visitor, UUID id) {
        return roster.account(visitor.clearance(), new ActorId(id)).orElseThrow(NotHere::new);
    }

    private Sheet show(
            Visitor visitor, Account account, @Nullable String problem, @Nullable String done) {
        Clearance by = visitor.clearance();
        return new Sheet.Person(
                account.id().toString(),
                account.login(),
                account.name(),
                state(account),
                account.id().equals(by.actor()),
                account.secondFactor(),
                account.roles().stream().sorted().toList(),
                roster.compartments(by).stream()
                        .map(
                                one ->
                                        new Sheet.Choice(
                                                one.id().toString(),
                                                names.in(visitor, one),
                                                account.compartments().contains(one.id())))
                        .toList(),
                AccountDesk.sessions(visitor, roster.sessions(by, account.id())),
                problem,
                done);
    }

    private interface Change {
        void make(Clearance by, ActorId id);
    }

    private Answer change(Visitor visitor, UUID id, Change change) {
        Account account = find(visitor, id);
        try {
            change.make(visitor.clearance(), account.id());
            return new Answer.SeeOther("/people/" + account.id() + "?done=" + SAVED);
        } catch (Refused refused) {
            return new Answer.WithStatus(
                    422, show(visitor, find(visitor, id), Forms.key(refused), null));
        }
    }

    @PostMapping("/people/{id}/roles")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer roles(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<String> role,
            Visitor visitor) {
        Set<Role> wanted = Forms.roles(role);
        Set<Role> held = find(visitor, id).roles();
        return change(
                visitor,
                id,
                (by, actor) -> {
                    Forms.without(wanted, held).forEach(one -> roster.grant(by, actor, one));
                    Forms.without(held, wanted).forEach(one -> roster.revoke(by, actor, one));
                });
    }

    @PostMapping("/people/{id}/grants")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer grants(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<String> compartment,
            Visitor visitor) {
        Set<CompartmentId> wanted = Forms.compartments(compartment);
        Set<CompartmentId> held = find(visitor, id).compartments();
        return change(
                visitor,
                id,
                (by, actor) -> {
                    Forms.without(wanted, held).forEach(one -> roster.grant(by, actor, one));
                    Forms.without(held, wanted).forEach(one -> roster.revoke(by, actor, one));
                });
    }

    @PostMapping("/people/{id}/deactivate")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer deactivate(@PathVariable UUID id, Visitor visitor) {
        return change(visitor, id, roster::deactivate);
    }

    @PostMapping("/people/{id}/activate")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer activate(@PathVariable UUID id, Visitor visitor) {
        return change(visitor, id, roster::activate);
    }

    @PostMapping("/people/{id}/password")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer password(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String password,
            Visitor visitor) {
        return change(
                visitor,
                id,
                (by, actor) -> roster.resetPassword(by, actor, password.toCharArray()));
    }

    @PostMapping("/people/{id}/factor/remove")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer removeFactor(@PathVariable UUID id, Visitor visitor) {
        return change(visitor, id, roster::removeSecondFactor);
    }

    @PostMapping("/people/{id}/sessions/end")
    @Needs(Permission.MANAGE_ACCOUNTS)
    Answer endSession(@PathVariable UUID id, @RequestParam UUID session, Visitor visitor) {
        return change(
                visitor,
                id,
                (by, actor) -> {
                    // Check and end one and the same: a session of this account, not of another.
                    if (roster.sessions(by, actor).stream()
                            .anyMatch(one -> one.id().equals(session))) {
                        roster.endSession(by, session);
                    }
                });
    }
}
