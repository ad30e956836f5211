package org.authorityledger.inbox.sheet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.documents.sheet.SheetColumn;
import org.authorityledger.documents.sheet.TrackerSheet;

/** What the answers about a sheet say. */
final class SheetFields {

    private SheetFields() {}

    /** Which sheet was read, and what its columns were taken to hold. */
    static Map<String, Object> of(TrackerSheet sheet) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!sheet.sheet().isEmpty()) {
            fields.put("sheet", sheet.sheet());
            fields.put("sheets", sheet.sheets());
        }
        put(fields, "notes", sheet.notes());
        fields.put("columns", sheet.columns().stream().map(SheetFields::of).toList());
        return fields;
    }

    private static Map<String, Object> of(SheetColumn column) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("column", column.letters());
        fields.put("heading", column.heading());
        if (column.field() != null) {
            fields.put("field", column.field().key());
        }
        return fields;
    }

    /** What becomes of the rows of an instrument. */
    static Map<String, Object> of(SheetItem item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", item.instrument().numbers());
        fields.put("state", item.state());
        if (!item.sentences().isEmpty()) {
            fields.put("sentence", String.join(" ", item.sentences()));
        }
        fields.put("commands", item.commands());
        fields.put("open", item.open());
        put(fields, "remarks", item.remarks());
        put(fields, "changes", item.changes());
        put(fields, "records", item.records());
        if (!item.reason().isEmpty()) {
            fields.put("reason", item.reason());
        }
        if (item.problem() != null) {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("status", item.problem().status().value());
            problem.put("code", item.problem().code());
            problem.put("detail", item.problem().detail());
            problem.put("errors", item.problem().errors());
            fields.put("problem", problem);
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, List<?> some) {
        if (!some.isEmpty()) {
            fields.put(name, some);
        }
    }
}
