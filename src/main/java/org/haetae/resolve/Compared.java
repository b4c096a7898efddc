package org.haetae.resolve;

import java.util.Map;
import java.util.stream.Collectors;
import org.haetae.linkage.LinkageSchema;
import org.haetae.linkage.Model;

/// What is compared of the entities of a kind, and how much it says.
record Compared(LinkageSchema schema, Model model) {

    private static final Map<String, Compared> SHIPPED =
            Proposals.KINDS.stream().collect(Collectors.toMap(kind -> kind, Compared::shipped));

    /// @param kind one of [Proposals#KINDS]
    static Compared of(String kind) {
        var compared = SHIPPED.get(kind);
        if (compared == null) {
            throw new IllegalArgumentException(
                    "no linkage schema for %s; expected one of %s"
                            .formatted(kind, Proposals.KINDS));
        }
        return compared;
    }

    private static Compared shipped(String kind) {
        var schema = LinkageSchema.shipped("casebook-" + kind).orElseThrow();
        return new Compared(schema, Model.shipped(schema));
    }

    /// As it stands in a judgement.
    String version() {
        return model.version(schema);
    }
}
