package org.haetae.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.haetae.casebook.Property;

/// Rows as CSV (RFC 4180): `entity`, `title`, then for each property its values and, under
/// `<property>.claims`, the claims behind them, under `<property>.review` how far their review has
/// come.
final class CsvRows implements TableExport.Rows {

    /// Without it some spreadsheets read UTF-8 as something else.
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final CSVPrinter csv;

    CsvRows(OutputStream out) throws IOException {
        var text = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        text.write(BYTE_ORDER_MARK);
        this.csv = new CSVPrinter(text, CSVFormat.RFC4180);
    }

    @Override
    public void head(UUID export, String kind, List<Property> columns) throws IOException {
        csv.print("entity");
        csv.print("title");
        for (var column : columns) {
            csv.print(column.code());
            csv.print(column.code() + ".claims");
            csv.print(column.code() + ".review");
        }
        csv.println();
    }

    @Override
    public void row(TableExport.Row row) throws IOException {
        csv.print(row.entity());
        csv.print(Cells.harmless(row.title()));
        for (var cell : row.cells()) {
            csv.print(Cells.harmless(Cells.values(cell)));
            csv.print(Cells.claims(cell));
            csv.print(Cells.reviews(cell));
        }
        csv.println();
    }

    @Override
    public void end() throws IOException {
        csv.flush();
    }
}
