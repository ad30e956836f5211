package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * That someone may sign for a grantor under one instrument, in {@code [from, until)}.
 *
 * @param source the record it stems from: the grant, the substitution or the incumbency; with the attorney it identifies the authority
 * @param inPlaceOf the attorney or office whose place is taken; null for {@link Role#NAMED}
 * @param powers the clauses it gives, cut to the forms of a substitution
 * @param minimumSignatures how many appointments of the instrument must sign together
 * @param from the first day in force
 * @param ending what ends it; null: open
 */
public record Authority(RecordId source, GrantorId grantorId, PoaId poaId, IssuerId issuerId, AttorneyId attorneyId, Role role,
        @Nullable AttorneyId inPlaceOf, List<Power> powers, int minimumSignatures, LocalDate from, @Nullable Ending ending) {

    /** What stays the same about an authority however its terms come to be known. */
    public record Key(RecordId source, AttorneyId attorneyId) {}

    public Authority {
        powers = List.copyOf(powers);
    }

    /** What identifies this authority among all. */
    public Key key() {
        return new Key(source, attorneyId);
    }

    /** The first day no longer in force; null: open. */
    public @Nullable LocalDate until() {
        return ending == null ? null : ending.on();
    }

    /** Whether it ended before it began. Such an authority is kept out of every answer but the explanation. */
    public boolean neverWas() {
        return ending != null && !ending.on().isAfter(from);
    }

    /** Whether {@code from <= day < until}. */
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(from) && (ending == null || day.isBefore(ending.on()));
    }

    /** The appointment of the instrument that a signature under this authority represents. */
    public AttorneyId appointment() {
        return inPlaceOf == null ? attorneyId : inPlaceOf;
    }

    /** Every form of which one of the powers lets its holder sign amendments, in the order of {@link Form}. */
    public List<Form> amendableForms() {
        return Arrays.stream(Form.values())
                .filter(form -> powers.stream().anyMatch(power -> power.forms().contains(form) && power.amendments())).toList();
    }

    /** Every form that one of the powers lists, in the order of {@link Form}. */
    public List<Form> forms() {
        return Arrays.stream(Form.values()).filter(form -> powers.stream().anyMatch(power -> power.forms().contains(form))).toList();
    }
}
