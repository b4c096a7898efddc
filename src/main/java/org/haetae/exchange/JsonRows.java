package org.haetae.exchange;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Property;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Values;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Rows as one JSON object with everything behind each value: claims, grades, citations and the
/// words cited.
final class JsonRows implements TableExport.Rows {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator json;

    JsonRows(OutputStream out) {
        this.json = JSON.createGenerator(out);
    }

    @Override
    public void head(UUID export, String kind, List<Property> columns) {
        json.writeStartObject();
        json.writeStringProperty("export", export.toString());
        json.writeStringProperty("kind", kind);
        json.writePOJOProperty("columns", columns.stream().map(Property::code).toList());
        json.writeArrayPropertyStart("rows");
    }

    @Override
    public void row(TableExport.Row row) {
        json.writeRaw('\n');
        json.writePOJO(map(row));
    }

    @Override
    public void end() {
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private static Map<String, Object> map(TableExport.Row row) {
        var properties = new LinkedHashMap<String, Object>();
        for (var cell : row.cells()) {
            if (!cell.held().isEmpty()) {
                properties.put(cell.property().code(), map(cell));
            }
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("entity", row.entity().toString());
        map.put("title", row.title());
        map.put("properties", properties);
        return map;
    }

    private static Map<String, Object> map(TableExport.Cell cell) {
        var map = new LinkedHashMap<String, Object>();
        map.put("rivals", cell.rivals());
        map.put(
                "values",
                cell.held().stream()
                        .map(
                                held -> {
                                    var value = new LinkedHashMap<String, Object>();
                                    value.put("value", Values.map(held.value()));
                                    value.put("words", held.words());
                                    value.put(
                                            "claims",
                                            IntStream.range(0, held.claims().size())
                                                    .mapToObj(
                                                            i ->
                                                                    map(
                                                                            held.claims().get(i),
                                                                            held.standing().get(i)))
                                                    .toList());
                                    return value;
                                })
                        .toList());
        return map;
    }

    private static Map<String, Object> map(Claim claim, Standing standing) {
        var map = new LinkedHashMap<String, Object>();
        map.put("claim", claim.id().toString());
        map.put("version", claim.version());
        map.put("grade", claim.grade().code());
        map.put("grade-reason", claim.grade().reason());
        map.put("status", claim.status().word());
        map.put("review", standing.word());
        map.put("basis", claim.basis().word());
        map.put("citations", claim.citations().stream().map(JsonRows::map).toList());
        return map;
    }

    private static Map<String, Object> map(Citation citation) {
        var map = new LinkedHashMap<String, Object>();
        map.put("item", citation.item().toString());
        switch (citation.locator()) {
            case Locator.Passage(int page, int start, int end) -> {
                map.put("page", page);
                map.put("start", start);
                map.put("end", end);
            }
            case Locator.Region(int page, int left, int top, int width, int height) -> {
                map.put("page", page);
                map.put("region", List.of(left, top, width, height));
            }
            case Locator.Stretch(long start, long end) -> {
                map.put("start-millis", start);
                map.put("end-millis", end);
            }
        }
        citation.quote().ifPresent(quote -> map.put("quote", quote.exact()));
        return map;
    }
}
