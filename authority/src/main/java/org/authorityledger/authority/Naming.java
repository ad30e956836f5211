package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.Cik;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * That an act calls someone by a name.
 *
 * @param part in which part they appear
 * @param id theirs within that part
 * @param cik the number EDGAR knows them by, where the act tells it
 */
public record Naming(Part part, String id, String name, @Nullable Cik cik) {

    /** In which part someone appears. */
    public enum Part {
        GRANTOR, ATTORNEY, ISSUER
    }

    /** The names an act gives, in the order of its text. */
    public static List<Naming> by(LegalAct act) {
        List<Naming> names = new ArrayList<>();
        switch (act) {
            case PowerOfAttorneyGranted granted -> names(granted.grantorId().value(), granted.grantor(), granted.terms(), names);
            case PowerOfAttorneyCorrected corrected -> names(corrected.grantorId().value(), corrected.grantor(), corrected.terms(), names);
            case SubstituteAppointed appointed -> names.add(
                    new Naming(Part.ATTORNEY, appointed.substitute().attorneyId().value(), appointed.substitute().name(), null));
            case IncumbencyRecorded incumbency -> names.add(
                    new Naming(Part.ATTORNEY, incumbency.holder().attorneyId().value(), incumbency.holder().name(), null));
            default -> {
                // No other act names anyone it does not know by an id already.
            }
        }
        return names;
    }

    private static void names(String grantorId, Party grantor, Terms terms, List<Naming> names) {
        names.add(new Naming(Part.GRANTOR, grantorId, grantor.name(), grantor.cik()));
        if (terms.issuer().name() != null) {
            names.add(new Naming(Part.ISSUER, terms.issuer().issuerId().value(), terms.issuer().name(), terms.issuer().cik()));
        }
        terms.attorneys()
                .forEach(attorney -> names.add(new Naming(Part.ATTORNEY, attorney.attorneyId().value(), attorney.name(), null)));
    }
}
