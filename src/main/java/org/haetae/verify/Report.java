package org.haetae.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// What came out of a check: what was proved, one line a claim, and what did not fit.
public final class Report {

    /// One thing that was proved.
    ///
    /// @param claim in plain words
    /// @param subject id or file
    public record Proved(String claim, String subject) {}

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final List<Proved> proved = new ArrayList<>();

    void find(Finding finding) {
        findings.putIfAbsent(finding.code() + " " + finding.subject(), finding);
    }

    void findAll(Collection<Finding> all) {
        all.forEach(this::find);
    }

    void addAll(Report other) {
        findAll(other.findings());
        proved.addAll(other.proved);
    }

    void prove(String claim, Object subject) {
        proved.add(new Proved(claim, subject.toString()));
    }

    boolean hasErrors() {
        return findings.values().stream().anyMatch(one -> one.severity() == Severity.ERROR);
    }

    public List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    public List<Proved> proved() {
        return List.copyOf(proved);
    }

    /// Whether something was proved and nothing speaks against any of it. What is merely worth
    /// knowing does not.
    public boolean isClean() {
        return findings.values().stream().allMatch(one -> one.severity() == Severity.NOTICE)
                && !proved.isEmpty();
    }
}
