package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.Cik;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.Person;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.SignatoryRecorded;
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
        GRANTOR, ATTORNEY, ISSUER, SIGNATORY
    }

    /** The names an act gives, in the order of its text. */
    public static List<Naming> by(LegalAct act) {
        List<Naming> names = new ArrayList<>();
        switch (act) {
            case PowerOfAttorneyGranted granted -> names(granted.grantorId().value(), granted.grantor(), granted.terms(), names);
            case PowerOfAttorneyCorrected corrected -> names(corrected.grantorId().value(), corrected.grantor(), corrected.terms(), names);
            case PowerOfAttorneyAmended amended -> names(amended.grantorId().value(), amended.grantor(), amended.terms(), names);
            case SubstituteAppointed appointed -> names.add(named(appointed.substitute()));
            case IncumbencyRecorded incumbency -> names.add(named(incumbency.holder()));
            case SignatoryRecorded recorded -> {
                Party grantor = recorded.grantor();
                if (grantor != null) {
                    names.add(new Naming(Part.GRANTOR, recorded.grantorId().value(), grantor.name(), grantor.cik()));
                }
                names.add(new Naming(Part.SIGNATORY, recorded.signatory().partyId().value(), recorded.signatory().name(),
                        recorded.signatory().cik()));
            }
            default -> {
                // No other act names anyone it does not know by an id already.
            }
        }
        return names;
    }

    private static Naming named(Person person) {
        return new Naming(Part.ATTORNEY, person.attorneyId().value(), person.name(), person.cik());
    }

    private static void names(String grantorId, @Nullable Party grantor, Terms terms, List<Naming> names) {
        if (grantor != null) {
            names.add(new Naming(Part.GRANTOR, grantorId, grantor.name(), grantor.cik()));
        }
        for (Issuer issuer : terms.issuers()) {
            if (issuer.name() != null) {
                names.add(new Naming(Part.ISSUER, issuer.issuerId().value(), issuer.name(), issuer.cik()));
            }
        }
        terms.attorneys()
                .forEach(attorney -> names.add(new Naming(Part.ATTORNEY, attorney.attorneyId().value(), attorney.name(), attorney.cik())));
    }
}
