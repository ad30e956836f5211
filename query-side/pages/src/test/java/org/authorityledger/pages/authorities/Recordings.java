package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.Terms;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;

/** Records in the streams of several parties of one test. */
final class Recordings {

    private final LedgerAppender appender;
    private final Map<GrantorId, Long> sequences = new HashMap<>();
    private final String test = UUID.randomUUID().toString();

    Recordings(LedgerAppender appender) {
        this.appender = appender;
    }

    /** The id of a party that only this test has. */
    String id(String party) {
        return party + "-" + test;
    }

    GrantorId grantor(String party) {
        return GrantorId.of(id(party));
    }

    AttorneyId attorney(String party) {
        return AttorneyId.of(id(party));
    }

    LedgerRecord record(LegalAct act) {
        return LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequences.merge(act.grantorId(), 1L, Long::sum) - 1, act);
    }

    /** A power of attorney p, with names like the ids. */
    LedgerRecord granted(String grantor, UnaryOperator<Acts.Writing> says) {
        Acts acts = new Acts();
        acts.granted("p", writing -> says.apply(writing.withoutExpiry().forIssuer(IssuerId.of("acme"))));
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        return record(new PowerOfAttorneyGranted(grantor(grantor), PoaId.of("p"), new Party("Grantor " + grantor, null), terms, null));
    }

    LedgerRecord substituted(String grantor, String attorney, String substitute) {
        return record(new SubstituteAppointed(grantor(grantor), PoaId.of("p"), attorney(attorney),
                new Person(attorney(substitute), "Substitute " + substitute, null, null), Set.of(), LocalDate.parse("2020-02-01")));
    }

    LedgerRecord signs(String entity, String signatory) {
        return signs(entity, signatory, null);
    }

    LedgerRecord signs(String entity, String signatory, @Nullable Integer minimum) {
        return record(new SignatoryRecorded(grantor(entity), new Party("Entity " + entity, null),
                new Signatory(PartyId.of(id(signatory)), "Signatory " + signatory, null, null), SignatoryCapacity.EXECUTIVE_OFFICER, null,
                LocalDate.parse("2020-01-01"), null, Set.of(), minimum, null, null, null));
    }
}
