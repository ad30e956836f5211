package org.authorityledger.documents.filing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.events.Accession;
import org.jspecify.annotations.Nullable;

/**
 * The header of a whole submission.
 *
 * @param accession the accession number; null where it has none
 * @param form the type of the submission
 * @param filedOn the day of the filing
 * @param periodOfReport the period of report
 * @param issuer the issuer or the subject company
 * @param owners those who report
 */
record SubmissionHeader(@Nullable String accession, @Nullable String form, @Nullable LocalDate filedOn, @Nullable LocalDate periodOfReport,
        @Nullable Party issuer, List<Party> owners) {

    private static final Pattern FIELD = Pattern.compile("^\\s*([A-Z][A-Z .-]+):\\s*(\\S.*)?$");
    private static final int LONGEST = 200_000;

    static SubmissionHeader of(String text) {
        int end = text.indexOf("<DOCUMENT>");
        String head = text.substring(0, Math.min(LONGEST, end < 0 ? text.length() : end));
        String accession = null;
        String form = null;
        LocalDate filedOn = null;
        LocalDate period = null;
        Party issuer = null;
        List<Party> owners = new ArrayList<>();
        String section = "";
        String name = null;
        for (String line : head.lines().toList()) {
            Matcher matcher = FIELD.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            String value = matcher.group(2) == null ? null : matcher.group(2).strip();
            switch (matcher.group(1).strip()) {
                case "ACCESSION NUMBER" -> accession = value != null && Accession.is(value) ? value : null;
                case "CONFORMED SUBMISSION TYPE" -> form = value;
                case "FILED AS OF DATE" -> filedOn = FilingDates.read(value);
                case "CONFORMED PERIOD OF REPORT" -> period = FilingDates.read(value);
                case "ISSUER", "SUBJECT COMPANY", "REPORTING-OWNER", "FILED BY" -> section = matcher.group(1).strip();
                case "FILER" -> section = "";
                case "COMPANY CONFORMED NAME" -> name = value;
                case "CENTRAL INDEX KEY" -> {
                    Party party = name == null ? null : new Party(name, FormXml.cik(value));
                    if (party != null && (section.equals("ISSUER") || section.equals("SUBJECT COMPANY"))) {
                        issuer = issuer == null ? party : issuer;
                    } else if (party != null && !section.isEmpty()) {
                        owners.add(party);
                    }
                    name = null;
                }
                default -> {
                    // Addresses and the like.
                }
            }
        }
        return new SubmissionHeader(accession, form, filedOn, period, issuer, List.copyOf(owners));
    }

    /** The form with what only the header knows. */
    Filing with(Filing filing, List<Filing.Exhibit> exhibits) {
        List<Party> parties = filing.owners().isEmpty() ? owners : filing.owners().stream().map(this::numbered).toList();
        List<Filing.Exhibit> all = new ArrayList<>(exhibits);
        filing.exhibits().stream()
                .filter(exhibit -> all.stream().noneMatch(other -> other.type() != null && other.type().equals(exhibit.type())))
                .forEach(all::add);
        return new Filing(accession, filing.form(), filedOn, filing.periodOfReport() == null ? periodOfReport : filing.periodOfReport(),
                filing.originalFiledOn(), filing.issuer() == null ? issuer : filing.issuer(), parties, filing.remarks(), all,
                filing.noLongerSubject(), filing.signatures());
    }

    /** A party whose number the form leaves out has that of the one of its name in the header. */
    private Party numbered(Party party) {
        if (party.cik() != null) {
            return party;
        }
        return owners.stream().filter(owner -> plain(owner.name()).equals(plain(party.name()))).findFirst()
                .map(owner -> new Party(party.name(), owner.cik())).orElse(party);
    }

    private static String plain(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", " ").strip();
    }
}
