package org.haetae.report;

import java.util.LinkedHashMap;
import java.util.Map;

/// A sentence of a dossier that would fall without something.
///
/// @param part heading of the part that it stands in
public record Falling(String part, Line.Sentence sentence) {

    /// As commands and programs are told it.
    public Map<String, Object> row() {
        var row = new LinkedHashMap<String, Object>();
        row.put("sentence", sentence.id());
        row.put("part", part);
        row.put("text", sentence.text());
        return row;
    }

    @Override
    public String toString() {
        return "Falling[" + sentence.id() + "]";
    }
}
