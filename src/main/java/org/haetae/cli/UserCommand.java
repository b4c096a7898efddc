package org.haetae.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.roster.Account;
import org.haetae.roster.Password;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae user`: accounts.
@Command(
        name = "user",
        header = "Manages accounts.",
        description = "Accounts of those who sign in: add, list, change, and give a new password.",
        mixinStandardHelpOptions = true,
        subcommands = {})
final class UserCommand implements Callable<Integer> {

    private enum Deed {
        list,
        add,
        grant,
        revoke,
        password,
        deactivate,
        activate
    }

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            index = "0",
            paramLabel = "DEED",
            description = "list, add, grant, revoke, password, deactivate or activate")
    private Deed deed = Deed.list;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LOGIN",
            description = "what they type to sign in")
    private @Nullable String login;

    @Option(names = "--name", paramLabel = "N", description = "as they are shown to others")
    private @Nullable String name;

    @Option(
            names = "--role",
            split = ",",
            paramLabel = "R",
            description =
                    "administrator, archivist, investigator, analyst, legal-officer, documenter, reader, auditor, identity-keeper")
    private List<String> roles = List.of();

    @Option(
            names = "--compartment",
            paramLabel = "C",
            description = "compartments that they hold, by name or id; general is one")
    private List<String> compartments = List.of();

    UserCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var rooms = opener.open(common.home())) {
            switch (deed) {
                case list -> rooms.roster().accounts(Console.clearance(rooms)).forEach(this::tell);
                case add -> add(rooms);
                default -> change(rooms);
            }
            return Exit.DONE;
        } catch (org.haetae.roster.Refused e) {
            throw new Misuse(e.getMessage());
        }
    }

    private void add(Rooms rooms) {
        var who = login();
        var password =
                Console.account(
                        rooms, who, name == null ? who : name, roles(), compartments(rooms));
        tell(rooms.roster().account(Console.clearance(rooms), who).orElseThrow());
        terminal.say("password: " + password + "   (told this once)");
    }

    private void change(Rooms rooms) {
        var by = Console.clearance(rooms);
        var roster = rooms.roster();
        var account =
                roster.account(by, login())
                        .orElseThrow(
                                () -> new Misuse("there is no account \"%s\"".formatted(login)));
        switch (deed) {
            case grant -> {
                roles().forEach(role -> roster.grant(by, account.id(), role));
                compartments(rooms).forEach(one -> roster.grant(by, account.id(), one));
            }
            case revoke -> {
                roles().forEach(role -> roster.revoke(by, account.id(), role));
                compartments(rooms).forEach(one -> roster.revoke(by, account.id(), one));
            }
            case password -> {
                var password = Password.readable();
                roster.resetPassword(by, account.id(), password);
                terminal.say("password: " + new String(password) + "   (told this once)");
            }
            case deactivate -> roster.deactivate(by, account.id());
            case activate -> roster.activate(by, account.id());
            case list, add -> throw new IllegalStateException("done before");
        }
        tell(roster.account(by, account.id()).orElseThrow());
    }

    private String login() {
        if (login == null) {
            throw new Misuse("`haetae user %s` needs a login".formatted(deed));
        }
        return login;
    }

    private Set<Role> roles() {
        return roles.stream().map(UserCommand::role).collect(Collectors.toSet());
    }

    private static Role role(String word) {
        var wanted = word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "there is no role \"%s\"; they are %s"
                                                .formatted(word, Arrays.toString(Role.values()))));
    }

    private Set<CompartmentId> compartments(Rooms rooms) {
        var chosen = new LinkedHashSet<CompartmentId>();
        compartments.forEach(one -> chosen.add(Console.compartment(rooms, one)));
        return chosen;
    }

    private void tell(Account account) {
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("account", account.id().toString());
            row.put("login", account.login());
            row.put("name", account.name());
            row.put("active", account.active());
            row.put("roles", account.roles());
            row.put(
                    "compartments",
                    account.compartments().stream().map(CompartmentId::toString).toList());
            terminal.row(row);
        } else {
            terminal.line(
                    "%-20s %-30s %s %s"
                            .formatted(
                                    account.login(),
                                    account.name(),
                                    account.active() ? "active" : "inactive",
                                    account.roles()));
        }
    }
}
