package org.authorityledger.documents.filing;

import java.time.LocalDate;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.jspecify.annotations.Nullable;

/** What is doubtful in a filing by its own words. There is no clock here: the filing is held against itself. */
final class FilingChecks {

    private FilingChecks() {}

    static void check(String where, Filing filing, FilingSink sink) {
        checkFilingDate(where, filing, sink);
        for (FiledSignature signature : filing.signatures()) {
            String doubt = signature.reading().hasImpossibleDate()
                    ? "The signature has a date that the calendar does not have."
                    : doubt(signature.signedOn(), filing.filedOn());
            if (doubt != null) {
                sink.problem(new FilingProblem(where, doubt));
            }
        }
    }

    static void checkFilingDate(String where, Filing filing, FilingSink sink) {
        LocalDate filedOn = filing.filedOn();
        if (filedOn != null && filing.accession() != null && Math.abs(filedOn.getYear() - year(filing.accession(), filedOn)) > 1) {
            sink.problem(new FilingProblem(where,
                    "The filing date " + filedOn + " does not fit the accession number " + filing.accession() + "."));
        }
    }

    static @Nullable String doubt(@Nullable LocalDate signedOn, @Nullable LocalDate filedOn) {
        if (signedOn == null || filedOn == null || !FiledSignature.farFrom(signedOn, filedOn)) {
            return null;
        }
        return "The signature is dated " + signedOn
                + (signedOn.isAfter(filedOn) ? ", after the filing date " : ", more than a year before the filing date ") + filedOn + ".";
    }

    /** The year within an accession number has two digits. */
    private static int year(String accession, LocalDate near) {
        int year = near.getYear() / 100 * 100 + Integer.parseInt(accession.substring(11, 13));
        return year - near.getYear() > 50 ? year - 100 : near.getYear() - year > 50 ? year + 100 : year;
    }
}
