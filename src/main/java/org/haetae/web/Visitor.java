package org.haetae.web;

import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.roster.SignedIn;

/// Someone who has signed in, for the length of one request.
///
/// @param token the secret of their session, as their browser sent it
/// @param language in which they read
public record Visitor(SignedIn who, String token, Language language) {

    /// Where {@link Entrance} leaves the visitor for the handlers of the same request.
    static final String ATTRIBUTE = Visitor.class.getName();

    public Clearance clearance() {
        return who.clearance();
    }

    /// As they are shown to themselves and others; never in a log.
    public String name() {
        return who.account().name();
    }

    public UUID session() {
        return who.session();
    }

    public boolean may(Permission permission) {
        return clearance().may(permission);
    }

    @Override
    public String toString() {
        return "visitor " + clearance().actor();
    }
}
