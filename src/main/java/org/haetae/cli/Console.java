package org.haetae.cli;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.custody.Receivers;
import org.haetae.home.Home;
import org.haetae.roster.NewAccount;
import org.haetae.roster.Password;

/// Who sits at the console: the owner of the home, whom the operating system lets read its keys.
/// Sees everything, and acts under a pseudonym of this home's own.
final class Console {

    private Console() {}

    static Clearance clearance(Rooms rooms) {
        return clearance(rooms.home());
    }

    static Clearance clearance(Home home) {
        return new Clearance(actor(home), Set.of(), Set.of(), true);
    }

    static ActorId actor(Home home) {
        var bytes = ByteBuffer.wrap(home.keyring().secret("console-actor"));
        return new ActorId(new UUID(bytes.getLong(), bytes.getLong()));
    }

    /// The compartment of this name or id.
    static CompartmentId compartment(Rooms rooms, String nameOrId) {
        return rooms.roster().compartments(clearance(rooms)).stream()
                .filter(
                        compartment ->
                                compartment.id().toString().equals(nameOrId)
                                        || compartment.english().equalsIgnoreCase(nameOrId)
                                        || compartment.korean().equals(nameOrId))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "there is no compartment \"%s\"; `haetae compartment list` shows them"
                                                .formatted(nameOrId)))
                .id();
    }

    /// Whom exports are sealed to.
    static Receivers receivers(Rooms rooms) {
        return new Receivers(
                rooms.database(),
                rooms.archive(),
                rooms.home().keyring().secret("receivers"),
                rooms.clock());
    }

    /// Makes an account with a password of its own, and gives the password.
    static String account(
            Rooms rooms,
            String login,
            String name,
            Set<Role> roles,
            Set<CompartmentId> compartments) {
        var password = Password.readable();
        rooms.roster()
                .create(
                        clearance(rooms),
                        new NewAccount(login, name, password, roles, compartments));
        return new String(password);
    }
}
