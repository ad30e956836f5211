package org.authorityledger.command;

import java.time.LocalDate;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * A fact about someone who signs for others, recorded for every grantor whom it concerns, all or none.
 *
 * @param command the name of the command of one grantor
 * @param past a day that cannot be in the future, in the field {@code on}; null: the fact has no such day
 * @param concerns whether it concerns a grantor of whom these records stand
 * @param act what is recorded of a grantor
 */
record Everywhere(String command, AttorneyId attorneyId, @Nullable LocalDate past, BiPredicate<UnretractedRecords, AttorneyId> concerns,
        Function<GrantorId, LegalAct> act) {

    static Everywhere of(RecordEmploymentEndedEverywhere asked) {
        return new Everywhere("RecordEmploymentEnded", asked.attorneyId(), null, Everywhere::named,
                grantorId -> new AttorneyEmploymentEnded(grantorId, asked.attorneyId(), asked.effectiveOn(), asked.employer(), asked.note(),
                        asked.reason(), asked.document()));
    }

    static Everywhere of(RecordAttorneyDeathEverywhere asked) {
        return new Everywhere("RecordAttorneyDeath", asked.attorneyId(), asked.on(), Everywhere::signs,
                grantorId -> new AttorneyDied(grantorId, asked.attorneyId(), asked.on(), asked.note(), asked.reason(), asked.document()));
    }

    static Everywhere of(RecordAttorneyIncapacityEverywhere asked) {
        return new Everywhere("RecordAttorneyIncapacity", asked.attorneyId(), asked.on(), Everywhere::signs,
                grantorId -> new AttorneyIncapacitated(grantorId, asked.attorneyId(), asked.on(), asked.note(), asked.reason(),
                        asked.document()));
    }

    /** Whether it is about a death, which an entity cannot die. */
    boolean death() {
        return command.equals("RecordAttorneyDeath");
    }

    PartyId party() {
        return PartyId.of(attorneyId.value());
    }

    /** An end of employment concerns those whom terms name. */
    private static boolean named(UnretractedRecords standing, AttorneyId attorneyId) {
        return standing.instruments().stream()
                .anyMatch(instrument -> instrument.allTerms().stream().anyMatch(terms -> terms.attorney(attorneyId) != null));
    }

    /** A death concerns all who could sign. */
    private static boolean signs(UnretractedRecords standing, AttorneyId attorneyId) {
        return standing.knows(attorneyId) || standing.knowsSignatory(attorneyId.value());
    }
}
