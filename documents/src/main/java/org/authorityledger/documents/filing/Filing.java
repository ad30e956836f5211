package org.authorityledger.documents.filing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.FilingContext;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A form as it was filed, as far as it says who reports and who signed.
 *
 * @param accession its accession number, such as {@code 0001127602-25-001055}; null where the form stands alone, without its submission
 * @param form its type as EDGAR names it, such as {@code 4}, {@code 4/A}, {@code 144} or {@code SCHEDULE 13D}
 * @param filedOn the day on which it was filed, where known
 * @param periodOfReport the period of report; for a Schedule, the day of the event
 * @param originalFiledOn the day on which the form that it amends was filed, where it says so
 * @param issuer the issuer, where named
 * @param owners those who report in it, in its order
 * @param remarks its remarks, where it has any
 * @param exhibits its exhibits, where it lists them
 * @param noLongerSubject whether the box "no longer subject to Section 16" is checked
 * @param signatures its signatures, in its order
 * @param doubts in what it contradicts itself, or another reading of it; empty as a rule
 */
public record Filing(@Nullable String accession, String form, @Nullable LocalDate filedOn, @Nullable LocalDate periodOfReport,
        @Nullable LocalDate originalFiledOn, @Nullable Party issuer, List<Party> owners, @Nullable String remarks, List<Exhibit> exhibits,
        boolean noLongerSubject, List<FiledSignature> signatures, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Doubt> doubts) {

    /** Why no one can tell by a filing what was filed. */
    public enum Doubt {
        /** The header of the submission names another form than the form in it. */
        ANOTHER_FORM,
        /** The header names others who report than the form in it. */
        OTHER_OWNERS,
        /** The header names another issuer than the form in it. */
        ANOTHER_ISSUER,
        /** The same file has a filing of this accession number that says something else. */
        FILED_TWICE
    }

    private static final Pattern POWER = Pattern.compile("(?i)EX-24(?:\\.\\d+)?");
    private static final Pattern ONLY_A_POWER = Pattern
            .compile("(?is)\\b(?:solely|sole purpose|only purpose|only to)\\b[^.]{0,120}(?:power of attorney|exhibit 24)");

    /**
     * An exhibit that a filing lists.
     *
     * @param type its type, such as {@code EX-24}, where given
     * @param fileName its file name, where given
     * @param description how the filing describes it, where given
     */
    public record Exhibit(@Nullable String type, @Nullable String fileName, @Nullable String description) {}

    /**
     * A signature of a filing.
     *
     * @param text its words, as filed
     * @param title the title that the form gives beside it, where it does
     * @param reportingPerson the name below which it stands, where the form has such names
     * @param signedOn its date, where it has one
     * @param reading what its words say
     */
    public record FiledSignature(String text, @Nullable String title, @Nullable String reportingPerson, @Nullable LocalDate signedOn,
            Signature reading) {

        /** Whether its date does not fit the day of filing: no one signs after it, nor more than a year before. */
        public boolean farFrom(@Nullable LocalDate filedOn) {
            return signedOn != null && filedOn != null && farFrom(signedOn, filedOn);
        }

        static boolean farFrom(LocalDate signedOn, LocalDate filedOn) {
            return signedOn.isAfter(filedOn) || signedOn.isBefore(filedOn.minusYears(1));
        }
    }

    public Filing {
        owners = List.copyOf(owners);
        exhibits = List.copyOf(exhibits);
        signatures = List.copyOf(signatures);
        doubts = List.copyOf(doubts);
    }

    /** Without doubts. */
    public Filing(@Nullable String accession, String form, @Nullable LocalDate filedOn, @Nullable LocalDate periodOfReport,
            @Nullable LocalDate originalFiledOn, @Nullable Party issuer, List<Party> owners, @Nullable String remarks,
            List<Exhibit> exhibits, boolean noLongerSubject, List<FiledSignature> signatures) {
        this(accession, form, filedOn, periodOfReport, originalFiledOn, issuer, owners, remarks, exhibits, noLongerSubject, signatures,
                List.of());
    }

    /** The same with further doubts. */
    Filing with(List<Doubt> further) {
        List<Doubt> all = new ArrayList<>(doubts);
        further.stream().filter(one -> !all.contains(one)).forEach(all::add);
        return new Filing(accession, form, filedOn, periodOfReport, originalFiledOn, issuer, owners, remarks, exhibits, noLongerSubject,
                signatures, all);
    }

    /** The same without its signatures. */
    public Filing withoutSignatures() {
        return new Filing(accession, form, filedOn, periodOfReport, originalFiledOn, issuer, owners, remarks, exhibits, noLongerSubject,
                List.of(), doubts);
    }

    /** Whether it has an exhibit that holds powers of attorney. */
    public boolean hasPowers() {
        return exhibits.stream().anyMatch(one -> one.type() != null && POWER.matcher(one.type()).matches());
    }

    /** Whether it amends another filing and, by its remarks, only adds a power of attorney to it. */
    public boolean addsOnlyAPower() {
        return amendment() && hasPowers() && remarks != null && ONLY_A_POWER.matcher(remarks).find();
    }

    /** Whether it amends another filing. */
    public boolean amendment() {
        return form.endsWith("/A");
    }

    /** What an exhibit of it, such as {@code 24}, needs to know of it to be read. */
    public FilingContext context(@Nullable String exhibit) {
        return new FilingContext(accession, form, exhibit, filedOn, issuer == null ? List.of() : List.of(issuer), owners);
    }
}
