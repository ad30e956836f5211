package org.authorityledger.authority.acts;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Regime;

/**
 * The words in which acts are put.
 *
 * @param names what people and companies are called
 * @param days how a day is written
 */
public record Wording(Names names, Function<LocalDate, String> days) {

    String day(LocalDate day) {
        return days.apply(day);
    }

    String grantor(LegalAct act) {
        return names.of(Naming.Part.GRANTOR, act.grantorId().value());
    }

    String attorney(AttorneyId attorneyId) {
        return names.of(Naming.Part.ATTORNEY, attorneyId.value());
    }

    /** Someone in whatever part. */
    String party(PartyId partyId) {
        String asGrantor = names.of(Naming.Part.GRANTOR, partyId.value());
        return asGrantor.equals(partyId.value()) ? names.of(Naming.Part.SIGNATORY, partyId.value()) : asGrantor;
    }

    String attorneys(Collection<AttorneyId> attorneyIds) {
        return list(attorneyIds.stream().map(this::attorney).toList());
    }

    String issuer(IssuerId issuerId) {
        return names.of(Naming.Part.ISSUER, issuerId.value());
    }

    /** Such as {@code at HemaCare Corporation}. */
    String at(IssuerId issuerId) {
        return issuerId.equals(IssuerId.ANY) ? "at any company" : "at " + issuer(issuerId);
    }

    static String forms(Collection<Form> forms) {
        return list(forms.stream().map(Form::title).toList());
    }

    /** Obligations to report, as the field calls them. */
    public static String regimes(Collection<Regime> regimes) {
        return list(regimes.stream().map(Wording::regime).toList());
    }

    /** An obligation to report, such as {@code Section 16}. */
    public static String regime(Regime regime) {
        return switch (regime) {
            case SECTION_16 -> "Section 16";
            case SECTION_13 -> "Section 13";
            case RULE_144 -> "Rule 144";
        };
    }

    /** The standing in which a grantor reports, such as {@code Officer}. */
    public static String capacity(Capacity capacity) {
        return switch (capacity) {
            case OFFICER -> "Officer";
            case DIRECTOR -> "Director";
            case TEN_PERCENT_OWNER -> "10% owner";
            case OTHER -> "Other";
        };
    }

    /** Several, as in a sentence: A, B and C. */
    public static String list(List<String> some) {
        return some.size() < 2
                ? String.join("", some)
                : String.join(", ", some.subList(0, some.size() - 1)) + " and " + some.getLast();
    }
}
