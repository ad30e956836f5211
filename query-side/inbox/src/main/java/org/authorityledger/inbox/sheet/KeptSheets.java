package org.authorityledger.inbox.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.documents.sheet.SheetColumn;
import org.authorityledger.documents.sheet.SheetDefaults;
import org.authorityledger.documents.sheet.SheetField;
import org.authorityledger.documents.sheet.TrackerSheet;
import org.authorityledger.events.Form;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.ReceivedFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tracker that each person is bringing in, one at a time, and how they mapped headings before. So the pages need no script, and any node
 * can go on.
 */
public final class KeptSheets {

    private static final int DAYS_KEPT = 7;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_MAPPED = 1_000;

    private final JdbcClient jdbc;
    private final SheetImport sheets;
    private final JsonMapper json;

    KeptSheets(JdbcTemplate jdbc, SheetImport sheets, JsonMapper json) {
        this.jdbc = JdbcClient.create(jdbc);
        this.sheets = sheets;
        this.json = json;
    }

    /** Whether this node records, so that a tracker can be brought in here. */
    public boolean records() {
        return sheets.records();
    }

    /**
     * Keeps a file in the place of the one before. Its columns are mapped as this person mapped such headings before, else as they seem to be meant.
     *
     * @throws Problem if it is too large, or no tracker; then the one before stays
     */
    public KeptSheet keep(String owner, @Nullable String name, InputStream body) throws IOException {
        try (ReceivedFile file = receive(body)) {
            SheetRequest request = remembered(owner, file.path(), new SheetRequest("", null, SheetDefaults.NONE));
            UUID sheetId = UUID.randomUUID();
            String shown = name == null || name.isBlank() ? "sheet" : name.strip();
            jdbc.sql("delete from documents.sheet where uploaded_at < now() - make_interval(days => :days)").param("days", DAYS_KEPT)
                    .update();
            jdbc.sql(
                    """
                            insert into documents.sheet (owner, sheet_id, name, bytes, request) values (:owner, :sheet, :name, :bytes, :request::json)
                            on conflict (owner) do update set sheet_id = excluded.sheet_id, name = excluded.name, bytes = excluded.bytes,
                              request = excluded.request, uploaded_at = clock_timestamp(), outcome = null
                            """)
                    .param("owner", owner).param("sheet", sheetId)
                    .param("name", shown.length() > LONGEST_NAME ? shown.substring(0, LONGEST_NAME) : shown)
                    .param("bytes", Files.readAllBytes(file.path())).param("request", written(request)).update();
            return find(owner, sheetId);
        }
    }

    static ReceivedFile receive(InputStream body) throws IOException {
        return ReceivedFile.of(body, "sheet", beginning -> Limit.DOCUMENT_BYTES);
    }

    /** What this person's columns of these headings held before, where that fits together; else what the headings seem to say. */
    private SheetRequest remembered(String owner, Path file, SheetRequest unmapped) throws IOException {
        TrackerSheet sheet = sheets.open(file, unmapped);
        Map<String, String> before = new HashMap<>();
        jdbc.sql("select heading, coalesce(field, '') as field from documents.sheet_mapping where owner = :owner").param("owner", owner)
                .query((row, n) -> before.put(Objects.requireNonNull(row.getString("heading")),
                        Objects.requireNonNull(row.getString("field"))))
                .list();
        Map<String, @Nullable SheetField> mapping = new LinkedHashMap<>();
        Set<SheetField> taken = new HashSet<>();
        for (SheetColumn column : sheet.columns()) {
            String known = before.get(key(column.heading()));
            SheetField field = known == null ? column.field() : SheetField.of(known);
            if (field != null && (taken.add(field) || field.several())) {
                mapping.put("$" + column.letters(), field);
            }
        }
        return new SheetRequest(sheet.sheet(), mapping, unmapped.defaults());
    }

    private static String key(String heading) {
        String key = heading.toLowerCase(Locale.ROOT);
        return key.length() > LONGEST_NAME ? key.substring(0, LONGEST_NAME) : key;
    }

    /** The one that a person is bringing in. */
    public Optional<KeptSheet> last(String owner) {
        return jdbc.sql("select sheet_id, name, uploaded_at, request, outcome from documents.sheet where owner = :owner")
                .param("owner", owner)
                .query(this::sheet).optional();
    }

    /**
     * One of a person's own.
     *
     * @throws Problem if it was replaced or removed, or is another's
     */
    public KeptSheet find(String owner, UUID sheetId) {
        return last(owner).filter(sheet -> sheet.sheetId().equals(sheetId))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_SHEET",
                        "This sheet is not here any more: another took its place, or it was removed. Upload it again.", List.of()));
    }

    private KeptSheet sheet(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("outcome");
        Map<String, Long> counts = null;
        if (outcome != null) {
            counts = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> one : json.readTree(outcome).properties()) {
                counts.put(one.getKey(), one.getValue().asLong());
            }
        }
        return new KeptSheet(Objects.requireNonNull(row.getObject("sheet_id", UUID.class)), Objects.requireNonNull(row.getString("name")),
                Objects.requireNonNull(row.getObject("uploaded_at", OffsetDateTime.class)).toInstant(),
                read(Objects.requireNonNull(row.getString("request"))), counts);
    }

    private String written(SheetRequest request) {
        ObjectNode node = json.createObjectNode().put("sheet", request.sheet());
        ObjectNode mapping = node.putObject("mapping");
        Objects.requireNonNull(request.mapping()).forEach((column, field) -> mapping.put(column, field == null ? null : field.key()));
        SheetDefaults defaults = request.defaults();
        node.put("issuer", defaults.issuer()).put("issuerCik", defaults.issuerCik()).put("termsSeen", defaults.termsSeen());
        ArrayNode forms = node.putArray("forms");
        defaults.forms().forEach(form -> forms.add(form.name()));
        return node.toString();
    }

    private SheetRequest read(String written) {
        JsonNode node = json.readTree(written);
        Map<String, @Nullable SheetField> mapping = new LinkedHashMap<>();
        node.path("mapping").properties().forEach(one -> {
            SheetField field = one.getValue().isNull() ? null : SheetField.of(one.getValue().asString());
            if (field != null || one.getValue().isNull()) {
                mapping.put(one.getKey(), field);
            }
        });
        Set<Form> forms = new HashSet<>();
        node.path("forms").valueStream().forEach(form -> forms.add(Form.of(form.asString())));
        return new SheetRequest(node.path("sheet").asString(), mapping,
                new SheetDefaults(text(node, "issuer"), text(node, "issuerCik"), forms,
                        node.path("termsSeen").asBoolean()));
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).stringValue() : null;
    }

    /** How a file is to be read, and the file as it is read so. */
    private record Mapped(SheetRequest request, TrackerSheet opened) {}

    /**
     * Says how it is to be read, and remembers it for this person's next sheet.
     *
     * @param asked its mapping by the letters of columns, each with a dollar sign before it; without one, as for a file that was just brought
     * @throws Problem if the mapping does not fit the sheet
     */
    public void map(String owner, KeptSheet sheet, SheetRequest asked) throws IOException {
        Mapped mapped = withFile(owner, sheet, file -> {
            SheetRequest request = asked.mapping() == null ? remembered(owner, file, asked) : asked;
            return new Mapped(request, sheets.open(file, request));
        });
        int changed = jdbc
                .sql("update documents.sheet set request = :request::json, outcome = null where owner = :owner and sheet_id = :sheet")
                .param("request", written(mapped.request())).param("owner", owner).param("sheet", sheet.sheetId()).update();
        if (changed == 0) {
            find(owner, sheet.sheetId());
        }
        for (SheetColumn column : mapped.opened().columns()) {
            if (!column.heading().isEmpty()) {
                remember(owner, key(column.heading()), column.field());
            }
        }
        jdbc.sql("""
                delete from documents.sheet_mapping m where owner = :owner and ctid not in
                  (select ctid from documents.sheet_mapping where owner = :owner order by field nulls last limit :most)
                """).param("owner", owner).param("most", MOST_MAPPED).update();
    }

    private void remember(String owner, String heading, @Nullable SheetField field) {
        jdbc.sql("""
                insert into documents.sheet_mapping (owner, heading, field) values (:owner, :heading, :field)
                on conflict (owner, heading) do update set field = excluded.field
                """).param("owner", owner).param("heading", heading).param("field", field == null ? null : field.key()).update();
    }

    /** What a file is used for. */
    private interface Use<T> {
        T of(Path file) throws IOException;
    }

    private <T> T withFile(String owner, KeptSheet sheet, Use<T> use) throws IOException {
        Path file = Files.createTempFile("ledger-sheet", ".body");
        try {
            Files.write(file, jdbc.sql("select bytes from documents.sheet where owner = :owner and sheet_id = :sheet").param("owner", owner)
                    .param("sheet", sheet.sheetId()).query(byte[].class).optional()
                    .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_SHEET", "This sheet is not here any more.", List.of())));
            return use.of(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** What it is: its sheets and columns. */
    public TrackerSheet open(String owner, KeptSheet sheet) throws IOException {
        return withFile(owner, sheet, file -> sheets.open(file, sheet.request()));
    }

    /** Says what each row would record; nothing is recorded. */
    public void preview(String owner, KeptSheet sheet, Function<LocalDate, String> days, SheetImport.Items items) throws IOException {
        read(owner, sheet, null, days, items);
    }

    /**
     * Records what can be recorded.
     *
     * @return how many instruments became what
     */
    public SheetCounts record(String owner, KeptSheet sheet, CommandRecorder.Sender sender) throws IOException {
        SheetCounts counts = new SheetCounts();
        read(owner, sheet, sender, LocalDate::toString, counts::add);
        jdbc.sql("update documents.sheet set outcome = :outcome::json where owner = :owner and sheet_id = :sheet")
                .param("outcome", json.writeValueAsString(counts.fields())).param("owner", owner).param("sheet", sheet.sheetId()).update();
        return counts;
    }

    /** Writes the rows that are not recorded, each with the reason beside it. */
    public void refused(String owner, KeptSheet sheet, boolean workbook, OutputStream out) throws IOException {
        withFile(owner, sheet, file -> {
            try (RefusedSheet refused = RefusedSheet.begin(out, sheets.open(file, sheet.request()).columns(), workbook)) {
                read(file, sheet, null, LocalDate::toString, item -> {
                    if (item.state().comesBack()) {
                        refused.add(item);
                    }
                });
            }
            return file;
        });
    }

    private void read(String owner, KeptSheet sheet, CommandRecorder.@Nullable Sender sender, Function<LocalDate, String> days,
            SheetImport.Items items) throws IOException {
        withFile(owner, sheet, file -> {
            read(file, sheet, sender, days, items);
            return file;
        });
    }

    private void read(Path file, KeptSheet sheet, CommandRecorder.@Nullable Sender sender, Function<LocalDate, String> days,
            SheetImport.Items items) throws IOException {
        try {
            sheets.read(file, sheet.request(), sender, days, opened -> {
                // Its columns are known.
            }, items);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "READING_BUSY", "This node stops. Try again later.", List.of());
        }
    }

    /** Removes it; what was recorded stays. */
    public void remove(String owner, KeptSheet sheet) {
        jdbc.sql("delete from documents.sheet where owner = :owner and sheet_id = :sheet").param("owner", owner)
                .param("sheet", sheet.sheetId())
                .update();
    }
}
