package org.haetae.monitor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Value;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Together;

/// What claims that count say of one entity, or of several that were judged to be one.
record Facts(Entity entity, Together together) {

    static final Comparator<Optional<HistoricDate>> BY_DATE =
            Comparator.comparing(date -> date.map(HistoricDate::earliest).orElse(LocalDate.MAX));

    EntityId id() {
        return entity.id();
    }

    private <T> List<T> all(String property, Function<Value, Optional<T>> what) {
        return entity.values(property).stream()
                .flatMap(value -> what.apply(value).stream())
                .toList();
    }

    List<String> codes(String property) {
        return all(
                property,
                value ->
                        value instanceof Value.Code(String term)
                                ? Optional.of(term)
                                : Optional.empty());
    }

    Set<EntityId> targets(String property) {
        return together.targets(entity, property);
    }

    List<String> words(String property) {
        return all(
                property,
                value ->
                        switch (value) {
                            case Value.Name name -> Optional.of(name.text());
                            case Value.Text text -> Optional.of(text.text());
                            case Value.Date date -> Optional.<String>empty();
                            case Value.Number number -> Optional.<String>empty();
                            case Value.Point point -> Optional.<String>empty();
                            case Value.Reference reference -> Optional.<String>empty();
                            case Value.Code code -> Optional.<String>empty();
                            case Value.Link link -> Optional.<String>empty();
                        });
    }

    List<Value.Number> numbers(String property) {
        return all(
                property,
                value ->
                        value instanceof Value.Number number
                                ? Optional.of(number)
                                : Optional.empty());
    }

    /// A number that is one, of those that sources give.
    Optional<BigDecimal> number(String property) {
        return numbers(property).stream().flatMap(one -> one.low().stream()).findFirst();
    }

    List<HistoricDate> dates(String property) {
        return all(
                property,
                value ->
                        value instanceof Value.Date(HistoricDate date)
                                ? Optional.of(date)
                                : Optional.empty());
    }

    /// The narrowest of the dates that sources give.
    Optional<HistoricDate> date(String property) {
        return dates(property).stream()
                .min(
                        Comparator.comparing(
                                        (HistoricDate date) ->
                                                ChronoUnit.DAYS.between(
                                                        date.earliest(), date.latest()))
                                .thenComparing(HistoricDate::edtf));
    }

    /// Whether it surely came after a day, by every source that dates it.
    boolean after(String property, LocalDate day) {
        var dates = dates(property);
        return !dates.isEmpty() && dates.stream().allMatch(date -> date.earliest().isAfter(day));
    }

    /// Whether it surely had come by a day: dated, by no source later.
    boolean by(String property, LocalDate day) {
        var dates = dates(property);
        return !dates.isEmpty() && dates.stream().noneMatch(date -> date.latest().isAfter(day));
    }

    /// The claims that say so.
    List<ClaimId> claims(String... properties) {
        var wanted = List.of(properties);
        return entity.claims().stream()
                .filter(claim -> claim.stands() && claim.value().isPresent())
                .filter(claim -> wanted.isEmpty() || wanted.contains(claim.property()))
                .map(Claim::id)
                .toList();
    }

    /// The claims by which a property has one of these terms.
    List<ClaimId> claimsOf(String property, Set<String> terms) {
        return Together.claims(entity, property).stream()
                .filter(
                        claim ->
                                claim.value()
                                        .filter(
                                                value ->
                                                        value instanceof Value.Code(String term)
                                                                && terms.contains(term))
                                        .isPresent())
                .map(Claim::id)
                .toList();
    }

    /// The claims of several, each once.
    static List<ClaimId> together(List<List<ClaimId>> claims) {
        return claims.stream().flatMap(List::stream).distinct().toList();
    }

    static List<ClaimId> allClaims(Collection<Facts> all) {
        var claims = new ArrayList<ClaimId>();
        all.forEach(one -> claims.addAll(one.claims()));
        return claims.stream().distinct().toList();
    }
}
