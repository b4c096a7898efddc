package org.haetae.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haetae.casebook.ClaimId;

/// Gives sentences and claims their labels, in the order in which they are said.
final class Script {

    private final Map<ClaimId, String> labels = new LinkedHashMap<>();
    private int sentences;

    /// A sentence that rests on these claims.
    Line.Sentence say(String text, Collection<ClaimId> claims) {
        var cited = new ArrayList<String>();
        for (var claim : claims.stream().distinct().toList()) {
            cited.add(labels.computeIfAbsent(claim, one -> "C-%04d".formatted(labels.size() + 1)));
        }
        return new Line.Sentence("S-%04d".formatted(++sentences), text, cited);
    }

    /// A sentence where there is something that it rests on, else words of the form.
    Line sayOr(String text, Collection<ClaimId> claims) {
        return claims.isEmpty() ? new Line.Form(text) : say(text, claims);
    }

    /// All claims that something was said of, in the order of their labels.
    List<ClaimId> claims() {
        return List.copyOf(labels.keySet());
    }

    String label(ClaimId claim) {
        var label = labels.get(claim);
        if (label == null) {
            throw new IllegalStateException("nothing was said of claim " + claim);
        }
        return label;
    }
}
