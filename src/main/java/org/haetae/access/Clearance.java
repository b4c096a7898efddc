package org.haetae.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What one actor may do and see at this moment. Every read and every write is made under one; the
/// database enforces its compartments again beneath the application.
///
/// @param actor who acts
/// @param permissions what their roles allow
/// @param compartments which material they may know of
/// @param whole true for the software itself and for the owner of the home at the console, who see
///   every compartment
/// @param keeping whether they also see material that no consent lets anybody work with, because
///   somebody has to keep it
/// @param allowing when they read what is to leave the home: the consents that allow its use;
///   material that is tied to any other is not there
public record Clearance(
        ActorId actor,
        Set<Permission> permissions,
        Set<CompartmentId> compartments,
        boolean whole,
        boolean keeping,
        Optional<Set<UUID>> allowing) {

    /// The software at its own work: sees everything, asks for nothing.
    public static final Clearance SYSTEM = new Clearance(ActorId.SYSTEM, Set.of(), Set.of(), true);

    public Clearance {
        permissions = Set.copyOf(permissions);
        compartments = Set.copyOf(compartments);
    }

    /// Who keeps material if a role of theirs says so, or they see the whole home.
    public Clearance(
            ActorId actor,
            Set<Permission> permissions,
            Set<CompartmentId> compartments,
            boolean whole) {
        this(
                actor,
                permissions,
                compartments,
                whole,
                whole || permissions.contains(Permission.KEEP_WITHHELD),
                Optional.empty());
    }

    /// The same person at work with material: what they see only to keep it is not there.
    public Clearance using() {
        return new Clearance(actor, permissions, compartments, whole, false, allowing);
    }

    /// The same person reading what is to leave the home for a use that these consents allow.
    public Clearance leaving(Set<UUID> consents) {
        return new Clearance(
                actor, permissions, compartments, whole, false, Optional.of(Set.copyOf(consents)));
    }

    /// A person who signed in.
    public static Clearance of(
            ActorId actor, Collection<Role> roles, Collection<CompartmentId> compartments) {
        var permissions = EnumSet.noneOf(Permission.class);
        roles.forEach(role -> permissions.addAll(role.permissions()));
        return new Clearance(actor, permissions, Set.copyOf(compartments), false);
    }

    /// The same person acting through something that is let do no more than this.
    public Clearance within(Set<Permission> limit) {
        var left = EnumSet.noneOf(Permission.class);
        limit.stream().filter(this::may).forEach(left::add);
        return new Clearance(actor, left, compartments, false);
    }

    /// Whether a role of theirs, or being the owner of the home, allows this.
    public boolean may(Permission permission) {
        return whole || permissions.contains(permission);
    }

    /// Whether material that lies in these compartments may be known of. Material in none is
    /// nobody's: it is refused, never shown to all.
    public boolean sees(Collection<CompartmentId> compartmentsOfMaterial) {
        return whole
                || !compartmentsOfMaterial.isEmpty()
                        && compartments.containsAll(compartmentsOfMaterial);
    }
}
