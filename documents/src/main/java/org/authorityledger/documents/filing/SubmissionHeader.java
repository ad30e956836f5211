package org.authorityledger.documents.filing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.FilingContext;
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

    private static final Pattern PERIOD = Pattern.compile("(?m)^[ \\t]*CONFORMED PERIOD OF REPORT:[ \\t]*(\\d{8})");
    private static final int LONGEST = 200_000;

    static SubmissionHeader of(String text) {
        int end = text.indexOf("<DOCUMENT>");
        String head = text.substring(0, Math.min(LONGEST, end < 0 ? text.length() : end));
        FilingContext filing = FilingContext.of(head);
        Matcher period = PERIOD.matcher(head);
        return new SubmissionHeader(filing.accession() != null && Accession.is(filing.accession()) ? filing.accession() : null,
                filing.form(), filing.filedOn(), period.find() ? FilingDates.read(period.group(1)) : null,
                filing.issuers().stream().findFirst().map(SubmissionHeader::party).orElse(null),
                filing.owners().stream().map(SubmissionHeader::party).toList());
    }

    private static Party party(Party party) {
        return new Party(party.name(), FormXml.cik(party.cik()));
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
