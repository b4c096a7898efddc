package org.haetae.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.haetae.casebook.Property;

/// Rows as a workbook. Every cell is a text that stands in its sheet: nothing in it is calculated,
/// and nothing is kept until the end. When a sheet is full the next one begins.
final class XlsxRows implements TableExport.Rows {

    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_CHARACTERS = 32_000;
    private static final int FLUSH = 200;

    private final Workbook book;
    private final Locale locale;
    private List<Property> columns = List.of();
    private Worksheet sheet;
    private int sheets;
    private int row;

    XlsxRows(OutputStream out, Locale locale) {
        this.book = new Workbook(out, "Haetae", "1.0");
        this.locale = locale;
        this.sheet = next();
    }

    private Worksheet next() {
        return book.newWorksheet("Sheet " + ++sheets);
    }

    @Override
    public void head(UUID export, String kind, List<Property> properties) throws IOException {
        columns = properties;
        begin();
    }

    private void begin() throws IOException {
        int column = 0;
        sheet.freezePane(2, 1);
        cell(column++, "entity");
        cell(column++, "title");
        for (var property : columns) {
            cell(column++, property.label().in(locale));
            cell(column++, property.code() + ".claims");
            cell(column++, property.code() + ".review");
        }
        row = 1;
    }

    @Override
    public void row(TableExport.Row values) throws IOException {
        if (row == MOST_ROWS) {
            sheet.finish();
            sheet = next();
            row = 0;
            begin();
        }
        int column = 0;
        cell(column++, values.entity().toString());
        cell(column++, values.title());
        for (var one : values.cells()) {
            cell(column++, Cells.values(one));
            cell(column++, Cells.claims(one));
            cell(column++, Cells.reviews(one));
        }
        if (++row % FLUSH == 0) {
            sheet.flush();
        }
    }

    private void cell(int column, String text) {
        if (!text.isEmpty()) {
            sheet.inlineString(row, column, fitting(text));
        }
    }

    /// A cell holds so many characters and no more; what is left out stands in the JSON.
    private static String fitting(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS / 2)) + " […]";
    }

    @Override
    public void end() throws IOException {
        sheet.finish();
        book.finish();
    }
}
