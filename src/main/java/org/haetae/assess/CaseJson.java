package org.haetae.assess;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cases as programs are told of them, by `haetae case --json` and over HTTP alike: objects of
/// JSON, whose fields `openapi.yaml` describes.
public final class CaseJson {

    private CaseJson() {}

    /// A case in a list.
    public static Map<String, @Nullable Object> listed(CaseFile file) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("case", file.id().toString());
        row.put("title", file.title());
        row.put("version", file.version());
        row.put("at", file.at().toString());
        return row;
    }

    /// A case with its theory.
    public static Map<String, @Nullable Object> of(CaseFile file) {
        var theory = file.theory();
        var row = listed(file);
        row.put("summary", theory.summary());
        row.put("period", theory.period().map(Object::toString).orElse(null));
        row.put("places", ids(theory.places()));
        row.put("units", ids(theory.units()));
        row.put("persons", ids(theory.persons()));
        row.put("conduct", theory.conduct());
        row.put("liability", theory.liability());
        row.put("standard", theory.standard());
        return row;
    }

    public static Map<String, @Nullable Object> of(Finding finding) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("finding", finding.id().toString());
        row.put("version", finding.version());
        row.put("element", finding.element());
        row.put("about", finding.subject().word());
        row.put("subject", finding.subject().id().toString());
        row.put("standard", finding.standard());
        row.put("says", finding.direction().word());
        row.put("standing", finding.standing().word());
        row.put("stale", finding.stale());
        row.put("counts", finding.counts());
        row.put("reasons", finding.reasons().orElse(null));
        row.put("for", claims(finding, Side.FOR));
        row.put("against", claims(finding, Side.AGAINST));
        row.put("by", finding.by().toString());
        row.put("at", finding.at().toString());
        return row;
    }

    private static List<Map<String, @Nullable Object>> claims(Finding finding, Side side) {
        return finding.claims(side).stream().map(CaseJson::of).toList();
    }

    private static Map<String, @Nullable Object> of(Leaning leaning) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("claim", leaning.claim().toString());
        row.put("version", leaning.version());
        row.put("grade", leaning.grade());
        row.put("fallen", leaning.fallen().map(Leaning.Fallen::word).orElse(null));
        return row;
    }

    public static Map<String, @Nullable Object> of(Task task) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("task", task.id().toString());
        row.put("gap", task.gap().word());
        row.put("element", task.element());
        row.put("subject", task.subject().id().toString());
        row.put("state", task.state().word());
        row.put("whom", task.whom().map(Object::toString).orElse(null));
        return row;
    }

    public static Map<String, @Nullable Object> of(Cell cell) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("element", cell.element());
        row.put("about", cell.subject().word());
        row.put("subject", cell.subject().id().toString());
        row.put("state", cell.state().word());
        row.put("for", of(cell.supporting()));
        row.put("against", of(cell.contrary()));
        row.put("gaps", cell.gaps().stream().sorted().map(Gap::word).toList());
        row.put("findings", ids(cell.findings().stream().map(Finding::id).toList()));
        return row;
    }

    private static Map<String, @Nullable Object> of(Weight weight) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("claims", weight.claims());
        row.put("items", weight.items());
        row.put("roots", weight.roots());
        row.put("grades", weight.grades());
        return row;
    }

    public static Map<String, @Nullable Object> of(Figures figures) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("incidents", figures.incidents());
        row.put("acts", figures.acts());
        row.put("uncounted", figures.uncounted());
        row.put("named", figures.named().size());
        row.put("victims", figures.victims().stream().map(CaseJson::of).toList());
        row.put("places", figures.places().size());
        row.put("units", figures.units().size());
        row.put("policies", figures.policies().size());
        row.put("first", figures.first().map(Object::toString).orElse(null));
        row.put("last", figures.last().map(Object::toString).orElse(null));
        row.put("months", figures.months());
        return row;
    }

    private static Map<String, @Nullable Object> of(Figures.Counted counted) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("unit", counted.unit());
        row.put("least", counted.least().toPlainString());
        row.put("most", counted.most().map(most -> most.toPlainString()).orElse(null));
        row.put("incidents", counted.incidents());
        return row;
    }

    public static Map<String, @Nullable Object> of(WhatIf.Changed changed) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("before", of(changed.before()));
        row.put("after", of(changed.after()));
        return row;
    }

    public static Map<String, @Nullable Object> of(WhatIf.Fallen fallen) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("falls", of(fallen.finding()));
        row.put("left", of(fallen.left()));
        return row;
    }

    public static Map<String, @Nullable Object> of(Root root) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("root", root.number());
        row.put("items", ids(root.items()));
        row.put("draws-on", root.drawsOn().stream().sorted().toList());
        row.put("ties", root.ties().stream().map(CaseJson::of).toList());
        return row;
    }

    private static Map<String, @Nullable Object> of(Tie tie) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("one", tie.one().toString());
        row.put("why", tie.why().word());
        row.put("other", tie.other().toString());
        row.put("measure", tie.measure());
        return row;
    }

    private static List<String> ids(Collection<?> ids) {
        return ids.stream().map(Object::toString).sorted().toList();
    }
}
