package org.authorityledger.inbox.sheet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.authorityledger.documents.sheet.SheetDefaults;
import org.authorityledger.documents.sheet.SheetField;
import org.authorityledger.documents.sheet.SheetForms;
import org.authorityledger.events.Form;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a sheet is to be read.
 *
 * @param sheet the name of the sheet of a workbook; empty: the first
 * @param mapping what its columns hold, null where it does not matter what one says; null: guessed from the headings
 */
public record SheetRequest(String sheet, @Nullable Map<String, @Nullable SheetField> mapping, SheetDefaults defaults) {

    /**
     * Reads it from the parameters of a request.
     *
     * @param mapping JSON text: an object of headings, or letters of columns, each with the name of a field, or null
     * @param forms as a tracker names them
     * @throws Problem naming the parameter that cannot be read
     */
    static SheetRequest read(@Nullable String sheet, @Nullable String mapping, @Nullable String issuer, @Nullable String issuerCik,
            @Nullable String forms, boolean termsSeen, StrictJson json) {
        return new SheetRequest(sheet == null ? "" : text("sheet", sheet),
                mapping == null || mapping.isBlank() ? null : mapping(mapping, json),
                defaults(issuer, issuerCik, forms, termsSeen));
    }

    /**
     * What holds for every row.
     *
     * @throws Problem naming the parameter that cannot be read
     */
    public static SheetDefaults defaults(@Nullable String issuer, @Nullable String issuerCik, @Nullable String forms, boolean termsSeen) {
        Set<Form> named = Set.of();
        if (forms != null && !forms.isBlank()) {
            SheetForms.Found found = SheetForms.of(text("forms", forms));
            if (found.fault() != null) {
                throw Problem.malformed("forms", found.fault());
            }
            named = found.forms();
        }
        String cik = issuerCik == null || issuerCik.isBlank() ? null : issuerCik.strip();
        if (cik != null && !cik.matches("(?=.*[1-9])\\d{1,10}")) {
            throw Problem.malformed("issuerCik", "has 1 to 10 digits");
        }
        String company = issuer == null || issuer.isBlank() ? null : text("issuer", issuer).strip();
        if (cik != null && company == null) {
            throw Problem.malformed("issuerCik", "is of no company: give its name as issuer");
        }
        return new SheetDefaults(company, cik == null ? null : "0".repeat(10 - cik.length()) + cik, named, termsSeen);
    }

    private static String text(String name, String value) {
        Limit.TEXT.require(name, value.length());
        return value;
    }

    private static Map<String, @Nullable SheetField> mapping(String text, StrictJson json) {
        ObjectNode fields;
        try {
            fields = json.object(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (Problem notJson) {
            throw Problem.malformed("mapping", "is a JSON object of headings and fields, such as {\"Insider\": \"grantor\"}");
        }
        Map<String, @Nullable SheetField> mapping = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : fields.properties()) {
            if (one.getValue().isNull()) {
                mapping.put(one.getKey(), null);
                continue;
            }
            SheetField field = SheetField.of(one.getValue().asString(""));
            if (field == null) {
                throw Problem.malformed("mapping", "\u201c" + one.getKey() + "\u201d is mapped to a field that there is not; there are "
                        + String.join(", ", java.util.Arrays.stream(SheetField.values()).map(SheetField::key).toList()));
            }
            mapping.put(one.getKey(), field);
        }
        if (mapping.values().stream().allMatch(java.util.Objects::isNull)) {
            throw Problem.malformed("mapping", "names no column");
        }
        return mapping;
    }
}
