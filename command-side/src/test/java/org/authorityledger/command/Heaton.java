package org.authorityledger.command;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Party;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Terms;
import org.authorityledger.store.Provenance;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Andrew Heaton of HemaCare, of whom commands are recorded on the last day of June 2026, in memory. What is not said of an instrument: it appoints
 * Judi Irving and David Fractor for Form 4, each alone, signed on the first of March.
 */
final class Heaton {

    static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
    static final LocalDate TOMORROW = TODAY.plusDays(1);
    static final LocalDate EXECUTED = LocalDate.of(2026, 3, 1);

    static final GrantorId HEATON = GrantorId.of("andrew-heaton");
    static final AttorneyId IRVING = AttorneyId.of("judi-irving");
    static final AttorneyId FRACTOR = AttorneyId.of("david-fractor");
    static final AttorneyId KWIAT = AttorneyId.of("katherine-kwiat");
    static final AttorneyId TREASURER = AttorneyId.of("treasurer");
    static final AttorneyId HIMSELF = AttorneyId.of("andrew-heaton");
    static final IssuerId HEMACARE = IssuerId.of("hemacare");
    static final PoaId POA = PoaId.of("poa");
    static final Party NAME = new Party("Andrew Heaton", null);

    private static final Provenance BY_ANNA = new Provenance("anna", null, null, null);

    private final InMemoryEventStorageEngine storage = new InMemoryEventStorageEngine();
    private final Grantors grantors = new Grantors(storage, 1000);

    /** Records it, and answers with its name. */
    RecordId records(Command command) {
        return records(command, IfMatch.NOT_GIVEN);
    }

    RecordId records(Command command, IfMatch ifMatch) {
        grantors.handle(command, TODAY, ifMatch, BY_ANNA);
        return RecordId
                .of(storage.readEvents(command.grantorId().value(), 0).asStream().map(event -> event.getIdentifier()).toList().getLast());
    }

    long version() {
        return storage.readEvents(HEATON.value(), 0).asStream().count();
    }

    RecordId grants(Writing writing) {
        return grants("poa", writing);
    }

    RecordId grants(String poaId, Writing writing) {
        return records(new GrantPowerOfAttorney(HEATON, PoaId.of(poaId), NAME, writing.terms(), null));
    }

    RecordId corrects(Writing writing) {
        return records(new CorrectPowerOfAttorney(HEATON, POA, NAME, writing.terms(), "misread", null));
    }

    RecordId revokes(LocalDate signedOn, List<AttorneyId> attorneys, Delivery... deliveries) {
        return records(new RevokePowerOfAttorney(HEATON, POA, signedOn, attorneys, List.of(deliveries), null));
    }

    RecordId delivers(RecordId revocation, AttorneyId attorneyId, LocalDate on) {
        return records(new RecordRevocationDelivery(HEATON, POA, revocation, attorneyId, on, null));
    }

    RecordId substitutes(AttorneyId attorneyId, AttorneyId substitute, LocalDate effectiveOn, Form... forms) {
        return records(new AppointSubstitute(HEATON, POA, attorneyId, new Person(substitute, "Katherine Kwiat", null, null),
                new HashSet<>(Arrays.asList(forms)), effectiveOn));
    }

    RecordId holds(AttorneyId officeId, AttorneyId holder, LocalDate from, @Nullable LocalDate until) {
        return records(new RecordIncumbency(HEATON, POA, officeId, new Person(holder, "Katherine Kwiat", null, null), from, until));
    }

    RecordId resigns(AttorneyId attorneyId) {
        return records(new ResignAsAttorney(HEATON, POA, attorneyId, TODAY));
    }

    RecordId leavesEmployment(AttorneyId attorneyId) {
        return records(new RecordEmploymentEnded(HEATON, attorneyId, TODAY));
    }

    RecordId ceases(LocalDate effectiveOn, Regime... regimes) {
        return records(new RecordCessation(HEATON, HEMACARE, Set.of(regimes), effectiveOn, null));
    }

    RecordId retracts(RecordId recordId) {
        return records(new RetractRecord(HEATON, recordId, "recorded in error"));
    }

    /** What an instrument says. */
    static final class Writing {

        private List<Attorney> attorneys = new ArrayList<>(List.of(named(IRVING), named(FRACTOR)));
        private List<Power> powers = List.of(new Power("a", EnumSet.of(Form.FORM_4), null, Set.of(), null));
        private int minimumSignatures = 1;
        private LocalDate executedOn = EXECUTED;
        private @Nullable LocalDate effectiveOn;
        private @Nullable LocalDate expiresOn;
        private Set<Regime> regimes = Set.of();
        private boolean substitutionAllowed;

        static Writing usual() {
            return new Writing();
        }

        private static Attorney named(AttorneyId attorneyId) {
            return new Attorney(attorneyId, attorneyId.value(), null, null, false, false);
        }

        Writing appointing(AttorneyId... ids) {
            attorneys = Arrays.stream(ids).map(Writing::named).toList();
            return this;
        }

        Writing appointingTheTreasurer() {
            attorneys.add(new Attorney(TREASURER, "Treasurer of HemaCare", null, null, false, true));
            return this;
        }

        Writing giving(Power... given) {
            powers = List.of(given);
            return this;
        }

        Writing signedTogetherByAtLeast(int signatures) {
            minimumSignatures = signatures;
            return this;
        }

        Writing executedOn(LocalDate date) {
            executedOn = date;
            return this;
        }

        Writing effectiveOn(LocalDate date) {
            effectiveOn = date;
            return this;
        }

        Writing expiresOn(LocalDate date) {
            expiresOn = date;
            return this;
        }

        Writing untilCeasedReportingUnder(Regime... some) {
            regimes = Set.of(some);
            return this;
        }

        Writing withSubstitution() {
            substitutionAllowed = true;
            return this;
        }

        Terms terms() {
            return new Terms(new Issuer(HEMACARE, "HemaCare Corporation", null), attorneys, powers, minimumSignatures, executedOn,
                    effectiveOn,
                    expiresOn, regimes, substitutionAllowed, false, false, null);
        }
    }
}
