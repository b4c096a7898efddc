package org.haetae.web;

import java.util.List;
import java.util.Set;
import org.haetae.casebook.Basis;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Status;
import org.haetae.casebook.Value;

/// Claims that come of one form, all supported by the same places.
///
/// @param claims those written so far; grows
record Writing(
        Schema schema, List<NewClaim.Cite> cites, Grade grade, Basis basis, List<NewClaim> claims) {

    void add(EntityId about, String kind, String property, Value value) {
        claims.add(
                new NewClaim(
                        about,
                        kind,
                        property,
                        value,
                        cites,
                        grade,
                        Status.RECORDED,
                        basis,
                        Set.of()));
    }

    /// What a choice stands for: an entity, or one that is made of its name.
    ///
    /// @param chosen its id, or `new:` and a kind
    /// @throws IllegalArgumentException when there is no such kind, or none that a name makes
    EntityId end(String chosen, TypedValue name) {
        if (!chosen.startsWith(TypedValue.NEW)) {
            return EntityId.parse(chosen);
        }
        Kind kind =
                schema.kind(chosen.substring(TypedValue.NEW.length()))
                        .orElseThrow(() -> new IllegalArgumentException("no such kind"));
        Property naming =
                TypedValue.naming(kind)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "nothing of kind %s is made by its name"
                                                        .formatted(kind.code())));
        EntityId made = EntityId.random();
        add(made, kind.code(), naming.code(), name.read(schema, naming));
        return made;
    }
}
