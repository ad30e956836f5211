package org.authorityledger.documents.instrument;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.FiledDocument;
import org.jspecify.annotations.Nullable;

/**
 * The filing to which a paper is attached.
 *
 * @param accession its accession number
 * @param form the type of the filing, such as {@code 4}
 * @param exhibit the number of the exhibit that the paper is, such as {@code 24}
 * @param filedOn the day of the filing
 * @param issuers the issuers that it names
 * @param owners those who report in it
 */
public record FilingContext(@Nullable String accession, @Nullable String form, @Nullable String exhibit, @Nullable LocalDate filedOn,
        List<Party> issuers, List<Party> owners) {

    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*([A-Z][A-Z -]{2,40}):[ \\t]*([^\\r\\n]*?)[ \\t]*\\r?$");
    private static final Pattern EXHIBIT = Pattern.compile("EX-(\\d{1,3}(?:\\.\\d{1,3})?)");

    /** A party of a filing, by name and number. */
    public record Party(String name, @Nullable String cik) {}

    public FilingContext {
        issuers = List.copyOf(issuers);
        owners = List.copyOf(owners);
    }

    /** The filing that the header of a submission describes. */
    public static FilingContext of(String header) {
        String accession = null;
        String form = null;
        LocalDate filedOn = null;
        List<Party> issuers = new ArrayList<>();
        List<Party> owners = new ArrayList<>();
        List<Party> section = new ArrayList<>();
        String name = null;
        Matcher line = LINE.matcher(header);
        while (line.find()) {
            String value = line.group(2);
            switch (line.group(1)) {
                case "ACCESSION NUMBER" -> accession = value.isEmpty() ? null : value;
                case "CONFORMED SUBMISSION TYPE" -> form = value.isEmpty() ? null : value;
                case "FILED AS OF DATE" -> filedOn = day(value);
                case "ISSUER", "SUBJECT COMPANY" -> section = issuers;
                case "REPORTING-OWNER", "FILED BY" -> section = owners;
                case "FILER" -> section = new ArrayList<>();
                case "COMPANY CONFORMED NAME" -> name = value;
                case "CENTRAL INDEX KEY" -> {
                    if (name != null && !name.isEmpty()) {
                        section.add(new Party(name, value.isEmpty() ? null : value));
                    }
                    name = null;
                }
                default -> {
                    // Addresses, former names, numbers of files.
                }
            }
        }
        return new FilingContext(accession, form, null, filedOn, issuers, owners);
    }

    private static @Nullable LocalDate day(String digits) {
        try {
            return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The same, of one of its documents. */
    public FilingContext attached(FiledDocument document) {
        Matcher matcher = EXHIBIT.matcher(document.type() == null ? "" : document.type().toUpperCase(Locale.ROOT));
        return new FilingContext(accession, form, matcher.matches() ? matcher.group(1) : null, filedOn, issuers, owners);
    }
}
