package org.haetae.resolve;

import org.haetae.casebook.EntityId;

/// Two entities in the order of their ids.
record Two(EntityId one, EntityId other) {

    static Two of(EntityId a, EntityId b) {
        return a.toString().compareTo(b.toString()) < 0 ? new Two(a, b) : new Two(b, a);
    }
}
