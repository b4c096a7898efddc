package org.haetae.web;

import org.haetae.access.Clearance;
import org.haetae.access.Permission;

/// Someone who has signed in, for the length of one request.
///
/// @param name as they are shown to themselves; never in a log
/// @param session the secret of their session, known to their browser and in digest to the roster
public record Visitor(Clearance clearance, String name, String session) {

    /// Where {@link Entrance} leaves the visitor for the handlers of the same request.
    static final String ATTRIBUTE = Visitor.class.getName();

    public boolean may(Permission permission) {
        return clearance.may(permission);
    }

    @Override
    public String toString() {
        return "visitor " + clearance.actor();
    }
}
