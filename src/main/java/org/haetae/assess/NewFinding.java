package org.haetae.assess;

import java.util.List;
import java.util.Set;
import org.haetae.casebook.ClaimId;

/// What somebody concludes, before it is entered.
///
/// @param claimsFor that speak for the element, in their present versions; at least one where it is
///   supported
/// @param claimsAgainst that speak against the element; at least one where it is contradicted
/// @param reasons in words; only who takes a finding back may leave them out
public record NewFinding(
        CaseId inCase,
        String element,
        Subject subject,
        String standard,
        Direction direction,
        List<ClaimId> claimsFor,
        List<ClaimId> claimsAgainst,
        String reasons) {

    public NewFinding {
        claimsFor = claimsFor.stream().distinct().toList();
        claimsAgainst = claimsAgainst.stream().distinct().toList();
        if (direction == Direction.SUPPORTED && claimsFor.isEmpty()
                || direction == Direction.CONTRADICTED && claimsAgainst.isEmpty()) {
            throw new IllegalArgumentException(
                    "no claim says that the element is " + direction.word());
        }
        if (claimsAgainst.stream().anyMatch(Set.copyOf(claimsFor)::contains)) {
            throw new IllegalArgumentException("a claim speaks for an element and against it");
        }
        if (reasons.isBlank() && direction != Direction.WITHDRAWN) {
            throw new IllegalArgumentException("a finding has no reasons");
        }
    }

    @Override
    public String toString() {
        return "NewFinding[%s]".formatted(element);
    }
}
