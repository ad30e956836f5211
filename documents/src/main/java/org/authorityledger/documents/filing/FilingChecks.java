package org.authorityledger.documents.filing;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.OwnName;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.documents.signature.Signature;
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

    /** A form that no one signed, and those who report and for whom no one did, where the signatures say for whom they are. */
    static void checkSigned(String where, Filing filing, FilingSink sink) {
        if (filing.signatures().isEmpty()) {
            sink.problem(new FilingProblem(where, "The form has no signature."));
            return;
        }
        List<Signature> read = filing.signatures().stream().map(FiledSignature::reading).toList();
        boolean said = read.stream().allMatch(one -> one.kind() == Signature.Kind.SELF
                || one.kind() != Signature.Kind.UNCLEAR && !one.forWhom().isEmpty()
                        && one.forWhomFrom() != Signature.ForWhomFrom.ALL_OWNERS);
        if (!said || filing.owners().size() < 2) {
            return;
        }
        List<String> names = read.stream().flatMap(one -> one.kind() == Signature.Kind.SELF
                ? one.signers().stream()
                : Stream.concat(one.forWhom().stream(), one.entities().stream())).toList();
        filing.owners().stream().map(Party::name).distinct()
                .filter(owner -> names.stream()
                        .noneMatch(name -> PartyNames.mayBeOne(owner, name) || OwnName.of(owner, name) != OwnName.NO))
                .forEach(owner -> sink.problem(new FilingProblem(where, "No signature is for " + owner + ", who reports too.")));
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
