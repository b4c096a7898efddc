package org.haetae.web;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.haetae.web.Admits.Whom.SIGNED_IN;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.haetae.access.Scope;
import org.haetae.roster.Account;
import org.haetae.roster.Refused;
import org.haetae.roster.Roster;
import org.haetae.roster.Session;
import org.haetae.roster.Token;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One's own account: password, second factor, sessions, language and look.
@Controller
final class AccountDesk {
    /// What [Roster#proposeSecondFactor] gives: 20 bytes in base 32.
    private static final Pattern PROPOSED = Pattern.compile("[A-Z2-7]{32}");

    private final Roster roster;
    private final Names names;
    private final Clock clock;

    AccountDesk(Rooms rooms, Names names) {
        this.roster = rooms.roster();
        this.names = names;
        this.clock = rooms.clock();
    }

    @GetMapping("/account")
    @Admits(SIGNED_IN)
    Answer account(@RequestParam(required = false) @Nullable String done, Visitor visitor) {
        String key =
                "password".equals(done)
                        ? "account.password.changed"
                        : "saved".equals(done) ? "person.saved" : null;
        return account(visitor, null, key, null);
    }

    private Sheet account(
            Visitor visitor,
            @Nullable String problem,
            @Nullable String done,
            @Nullable String proposed) {
        return account(visitor, problem, done, proposed, List.of(), null);
    }

    private Sheet account(
            Visitor visitor,
            @Nullable String problem,
            @Nullable String done,
            @Nullable String proposed,
            List<String> freshCodes,
            @Nullable String freshToken) {
        Account account = visitor.who().account();
        return new Sheet.Account(
                account.login(),
                account.name(),
                account.secondFactor(),
                freshCodes.isEmpty() ? account.recoveryCodes() : freshCodes.size(),
                freshCodes,
                proposed,
                account.roles().stream().sorted().toList(),
                names.compartments(visitor, account.compartments()),
                sessions(visitor, roster.sessions(visitor.clearance(), account.id())),
                scopes(visitor),
                freshToken,
                problem,
                done);
    }

    static List<Sheet.SessionRow> sessions(Visitor visitor, List<Session> sessions) {
        return sessions.stream()
                .map(
                        one ->
                                new Sheet.SessionRow(
                                        one.id().toString(),
                                        one.startedAt(),
                                        one.usedAt(),
                                        one.endsAt(),
                                        one.id().equals(visitor.session()),
                                        one.program().map(Token::label).orElse(null),
                                        one.program().map(Token::scopes).orElse(Set.of()).stream()
                                                .sorted()
                                                .toList()))
                .toList();
    }

    /// Those of which a program could use something.
    private static List<Scope> scopes(Visitor visitor) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.permissions().stream().anyMatch(visitor::may))
                .toList();
    }

    /// Makes a token for a program and shows it in the answer itself, which no address leads to a
    /// second time.
    @PostMapping("/account/tokens")
    @Admits(SIGNED_IN)
    Answer token(
            @RequestParam(defaultValue = "") String label,
            @RequestParam(name = "scope", defaultValue = "") List<Scope> scopes,
            @RequestParam(defaultValue = "90") int days,
            @RequestParam(defaultValue = "") String password,
            Visitor visitor) {
        var wanted = new Token(label, Set.copyOf(scopes), clock.instant().plus(days, DAYS));
        try {
            var made = roster.makeToken(visitor.who(), password.toCharArray(), wanted);
            return account(visitor, null, null, null, List.of(), made.token());
        } catch (Refused refused) {
            return new Answer.WithStatus(422, account(visitor, Forms.key(refused), null, null));
        }
    }

    @PostMapping("/account/password")
    @Admits(SIGNED_IN)
    Answer password(
            @RequestParam(defaultValue = "") String old,
            @RequestParam(name = "new", defaultValue = "") String wanted,
            Visitor visitor) {
        try {
            roster.changePassword(visitor.who(), old.toCharArray(), wanted.toCharArray());
            return new Answer.SeeOther("/account?done=password");
        } catch (Refused refused) {
            return new Answer.WithStatus(422, account(visitor, Forms.key(refused), null, null));
        }
    }

    /// Shows a secret for an authenticator; nothing changes before a code made from it comes back.
    @PostMapping("/account/factor/propose")
    @Admits(SIGNED_IN)
    Answer propose(Visitor visitor) {
        return account(visitor, null, null, roster.proposeSecondFactor());
    }

    @PostMapping("/account/factor")
    @Admits(SIGNED_IN)
    Answer factor(
            @RequestParam(defaultValue = "") String secret,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String password,
            Visitor visitor) {
        try {
            roster.setSecondFactor(
                    visitor.who(), password.toCharArray(), secret, code.replace(" ", ""));
            return new Answer.SeeOther("/account?done=saved");
        } catch (Refused refused) {
            // Who mistyped has the secret in the device already.
            String again = PROPOSED.matcher(secret).matches() ? secret : null;
            return new Answer.WithStatus(
                    422,
                    account(
                            visitor,
                            Forms.key(refused),
                            null,
                            again == null ? roster.proposeSecondFactor() : again));
        }
    }

    /// Shows them in the answer itself, which no address leads to a second time.
    @PostMapping("/account/factor/recovery")
    @Admits(SIGNED_IN)
    Answer recovery(@RequestParam(defaultValue = "") String password, Visitor visitor) {
        try {
            return account(
                    visitor,
                    null,
                    null,
                    null,
                    roster.makeRecoveryCodes(visitor.who(), password.toCharArray()),
                    null);
        } catch (Refused refused) {
            return new Answer.WithStatus(422, account(visitor, Forms.key(refused), null, null));
        }
    }

    @PostMapping("/account/sessions/end")
    @Admits(SIGNED_IN)
    Answer endSession(@RequestParam UUID session, Visitor visitor) {
        roster.sessions(visitor.clearance(), visitor.clearance().actor()).stream()
                .filter(one -> one.id().equals(session))
                .findFirst()
                .ifPresent(one -> roster.endSession(visitor.clearance(), one.id()));
        return new Answer.SeeOther("/account");
    }
}
