package org.authorityledger.command;

import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.HEATON;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.Provenance;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Andrew Heaton of HemaCare: commands about him are recorded on June 30, 2026, in memory. */
final class Heaton {

    static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
    static final LocalDate TOMORROW = TODAY.plusDays(1);
    static final LocalDate EXECUTED = LocalDate.of(2026, 3, 1);

    static final AttorneyId HIMSELF = AttorneyId.of(HEATON.value());
    static final PoaId POA = PoaId.of("poa");
    static final Party NAME = new Party(Acts.name(HEATON.value()), null);

    private static final StrictJson JSON = new StrictJson();
    private static final CommandReader READER = new CommandReader(JSON);
    private static final Provenance BY_ANNA = new Provenance("anna", null, null, null);

    private final InMemoryEventStorageEngine storage = new InMemoryEventStorageEngine();
    private final Map<PartyId, PartyKind> kinds = new HashMap<>();
    private final Grantors grantors = new Grantors(storage, kinds::get, 1000);

    /** Lets a record of another stream say what a party is. */
    void elsewhere(AttorneyId party, PartyKind kind) {
        kinds.put(PartyId.of(party.value()), kind);
    }

    /** The instrument of these tests: it appoints Judi Irving and David Fractor for Form 4, each alone, and is signed on March 1. */
    static Acts.Writing usual() {
        return Acts.writing().appointing(IRVING, FRACTOR).onlyPower("a", Form.FORM_4).executedOn(EXECUTED);
    }

    /** Records it, and returns the id of its record. */
    RecordId records(Command command) {
        return records(command, IfMatch.NOT_GIVEN);
    }

    /**
     * Records a command as it comes over the wire.
     *
     * @param fields of its body and path without the grantor, in JSON with single quotes
     */
    RecordId says(String command, String fields) {
        ObjectNode line = JSON.object(fields.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        line.put("command", command);
        if (!line.has("grantorId")) {
            line.put("grantorId", HEATON.value());
        }
        ImportLine read = ImportLine.read(line, READER);
        try {
            return records(read.command());
        } catch (Refused refused) {
            throw CommandReader.asSent(refused.problem(), read.request());
        }
    }

    RecordId records(Command command, IfMatch ifMatch) {
        grantors.handle(command, TODAY, ifMatch, BY_ANNA);
        return RecordId
                .of(storage.readEvents(command.grantorId().value(), 0).asStream().map(event -> event.getIdentifier()).toList().getLast());
    }

    long version() {
        return storage.readEvents(HEATON.value(), 0).asStream().count();
    }

    RecordId grants(Acts.Writing writing) {
        return grants("poa", writing);
    }

    RecordId grants(String poaId, Acts.Writing writing) {
        return records(new GrantPowerOfAttorney(HEATON, PoaId.of(poaId), NAME, writing.terms(), null, null));
    }

    RecordId corrects(Acts.Writing writing) {
        return records(new CorrectPowerOfAttorney(HEATON, POA, NAME, null, writing.terms(), "misread", null));
    }

    RecordId revokes(LocalDate signedOn, List<AttorneyId> attorneys, Delivery... deliveries) {
        return records(new RevokePowerOfAttorney(HEATON, POA, signedOn, attorneys, List.of(deliveries), null, null, null, null));
    }

    RecordId delivers(RecordId revocation, AttorneyId attorneyId, LocalDate on) {
        return records(new RecordRevocationDelivery(HEATON, POA, revocation, attorneyId, null, on, null, null, null, null));
    }

    RecordId substitutes(AttorneyId attorneyId, AttorneyId substitute, LocalDate effectiveOn, Form... forms) {
        return records(new AppointSubstitute(HEATON, POA, attorneyId, new Person(substitute, "Katherine Kwiat", null, null),
                new HashSet<>(Arrays.asList(forms)), effectiveOn, List.of(), Set.of(), null,
                SubstituteAppointed.As.SUBSTITUTE, null, null, null));
    }

    RecordId holds(AttorneyId officeId, AttorneyId holder, LocalDate from, @Nullable LocalDate until) {
        return records(new RecordIncumbency(HEATON, POA, officeId, new Person(holder, "Katherine Kwiat", null, null), from, until,
                null, null, null));
    }

    RecordId resigns(AttorneyId attorneyId) {
        return records(new ResignAsAttorney(HEATON, POA, attorneyId, TODAY, null, null, null));
    }

    RecordId leavesEmployment(AttorneyId attorneyId) {
        return records(employmentEnded(attorneyId, TODAY));
    }

    RecordId ceases(LocalDate effectiveOn, Regime... regimes) {
        return records(new RecordCessation(HEATON, HEMACARE, Set.of(regimes), effectiveOn, null, null, null, null));
    }

    RecordId retracts(RecordId recordId) {
        return records(new RetractRecord(HEATON, recordId, "recorded in error", null, null));
    }

    static RecordEmploymentEnded employmentEnded(AttorneyId attorneyId, LocalDate effectiveOn) {
        return new RecordEmploymentEnded(HEATON, attorneyId, effectiveOn, null, null, null, null);
    }

    static ResignAsAttorney resignation(AttorneyId attorneyId, LocalDate effectiveOn) {
        return new ResignAsAttorney(HEATON, POA, attorneyId, effectiveOn, null, null, null);
    }

    static RecordGrantorDeath death(LocalDate on) {
        return new RecordGrantorDeath(HEATON, on, List.of(), null, null, null);
    }

    static RecordGrantorIncapacity incapacity(LocalDate on) {
        return new RecordGrantorIncapacity(HEATON, on, List.of(), null, null, null);
    }

    static RevokeSubstitution takenBack(PoaId poaId, RecordId substitution) {
        return new RevokeSubstitution(HEATON, poaId, substitution, TODAY, null, null, null);
    }
}
