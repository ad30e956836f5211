package org.authorityledger.inbox.edgar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.authorityledger.events.Accession;
import org.authorityledger.events.Cik;
import org.authorityledger.inbox.edgar.EdgarTrouble.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of the list of a CIK's filings, as EDGAR serves it at {@code /submissions}: the newest in one file, the others in older files that it names.
 *
 * @param name of the company or person; null in an older part
 * @param entries its filings, of whatever form
 * @param older the older parts
 */
record EdgarList(@Nullable String name, List<Entry> entries, List<Older> older) {

    /** The forms whose submissions are read here, as EDGAR names them. */
    private static final Set<String> READ = Set.of("3", "4", "5", "144", "SC 13D", "SC 13G", "SCHEDULE 13D", "SCHEDULE 13G");
    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static final Pattern OLDER = Pattern.compile("CIK([0-9]{10})-submissions-[0-9]{3,5}\\.json");

    /** A filing in the list. */
    record Entry(String accession, String form, LocalDate filedOn) {

        /** Whether its form is one that is read here. */
        boolean read() {
            return READ.contains(form.endsWith("/A") ? form.substring(0, form.length() - "/A".length()) : form);
        }
    }

    /**
     * An older part.
     *
     * @param fileName beside the newest part
     * @param filedUntil the day of its last filing
     */
    record Older(String fileName, LocalDate filedUntil) {}

    private record Columns(@Nullable List<String> accessionNumber, @Nullable List<String> filingDate, @Nullable List<String> form) {}

    private record File(@Nullable String name, @Nullable String filingTo) {}

    private record Filings(@Nullable Columns recent, @Nullable List<File> files) {}

    private record Newest(@Nullable String cik, @Nullable String name, @Nullable Filings filings) {}

    EdgarList {
        entries = List.copyOf(entries);
        older = List.copyOf(older);
    }

    /** The name of the file that has the newest part. */
    static String fileName(Cik cik) {
        return "CIK" + cik.value() + ".json";
    }

    /**
     * Reads the newest part.
     *
     * @throws EdgarTrouble if these bytes are no list, or the list of another CIK
     */
    static EdgarList newest(byte[] body, Cik cik) {
        try {
            Newest read = JSON.readValue(body, Newest.class);
            String of = String.valueOf(read == null ? null : read.cik());
            if (read == null || read.filings() == null || !of.matches("[0-9]{1,10}") || !Cik.of(of).equals(cik)) {
                throw notAList();
            }
            List<Older> older = new ArrayList<>();
            for (File file : Objects.requireNonNullElse(read.filings().files(), List.<File>of())) {
                String name = String.valueOf(file.name());
                if (!OLDER.matcher(name).matches() || !name.startsWith("CIK" + cik.value())) {
                    throw notAList();
                }
                older.add(new Older(name, day(file.filingTo())));
            }
            return new EdgarList(read.name(), entries(read.filings().recent()), older);
        } catch (JacksonException e) {
            throw unreadable(body);
        }
    }

    /**
     * Reads an older part.
     *
     * @throws EdgarTrouble if these bytes are no part of a list
     */
    static EdgarList older(byte[] body) {
        try {
            return new EdgarList(null, entries(JSON.readValue(body, Columns.class)), List.of());
        } catch (JacksonException e) {
            throw unreadable(body);
        }
    }

    private static List<Entry> entries(@Nullable Columns columns) {
        if (columns == null || columns.accessionNumber() == null || columns.filingDate() == null || columns.form() == null
                || columns.filingDate().size() != columns.accessionNumber().size()
                || columns.form().size() != columns.accessionNumber().size()) {
            throw notAList();
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < columns.accessionNumber().size(); i++) {
            String accession = String.valueOf(columns.accessionNumber().get(i));
            if (!Accession.is(accession)) {
                throw notAList();
            }
            String form = Objects.requireNonNullElse(columns.form().get(i), "").strip().toUpperCase(Locale.ROOT);
            entries.add(new Entry(accession, form.isEmpty() ? "without a form" : form, day(columns.filingDate().get(i))));
        }
        return entries;
    }

    private static LocalDate day(@Nullable String text) {
        try {
            return LocalDate.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            throw notAList();
        }
    }

    /** What begins like a list may have been cut short. */
    private static EdgarTrouble unreadable(byte[] body) {
        return body.length > 0 && body[0] == '{'
                ? new EdgarTrouble(Kind.BROKEN, "The list of this CIK's filings is not whole JSON.")
                : notAList();
    }

    private static EdgarTrouble notAList() {
        return new EdgarTrouble(Kind.NOT_ASKED_FOR, "What was answered is not the list of this CIK's filings.");
    }
}
