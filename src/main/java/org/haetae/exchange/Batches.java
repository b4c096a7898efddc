package org.haetae.exchange;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.Question;

/// All entities that fulfil some conditions, in the order of their titles, a few hundred at a time.
final class Batches {

    private static final int PLACES = 5_000;
    private static final int ENTITIES = 200;

    private Batches() {}

    interface Taker {
        void take(List<Entity> entities) throws IOException;
    }

    static void each(
            Casebook casebook,
            Clearance by,
            String kind,
            List<Question.Condition> conditions,
            Taker taker)
            throws IOException {
        var after = Optional.<Question.Place>empty();
        do {
            var places = casebook.list(by, new Question(kind, conditions, after, PLACES)).places();
            for (int from = 0; from < places.size(); from += ENTITIES) {
                var some =
                        places.subList(from, Math.min(places.size(), from + ENTITIES)).stream()
                                .map(Question.Place::entity)
                                .toList();
                var entities = casebook.entities(by, some);
                taker.take(some.stream().map(entities::get).filter(Objects::nonNull).toList());
            }
            after = places.size() < PLACES ? Optional.empty() : Optional.of(places.getLast());
        } while (after.isPresent());
    }
}
