package org.haetae.report;

import java.util.List;
import java.util.function.UnaryOperator;

/// One thing that a dossier says.
public sealed interface Line {

    String text();

    /// The same with its text changed.
    default Line with(UnaryOperator<String> change) {
        return switch (this) {
            case Form(String text) -> new Form(change.apply(text));
            case Sentence(String id, String text, List<String> claims) ->
                    new Sentence(id, change.apply(text), claims);
        };
    }

    /// Words of the form itself: a heading of a list, what is absent, how a thing is counted.
    /// States nothing about the world, so it needs no claim.
    record Form(String text) implements Line {}

    /// States something about the world.
    ///
    /// @param id within the dossier: `S-0001`
    /// @param claims that it rests on, by their labels within the dossier; at least one
    record Sentence(String id, String text, List<String> claims) implements Line {
        public Sentence {
            claims = List.copyOf(claims);
            if (text.isBlank() || claims.isEmpty()) {
                throw new IllegalArgumentException(
                        "sentence %s has %d characters and %d claims; expected words, and a claim at least"
                                .formatted(id, text.length(), claims.size()));
            }
        }

        @Override
        public String toString() {
            return "Sentence[" + id + "]";
        }
    }
}
