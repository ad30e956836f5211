package org.authorityledger.pages.authorities;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.store.StoredEvent;

/**
 * Which records of a grantor concern one instrument: those about it, those that changed an authority under it, and of those about the
 * grantor as a whole, the ones about its company or its people.
 *
 * @param behind the records that opened, closed or ended what was known of its authorities
 */
record ActsOfInstrument(PoaId poaId, Set<IssuerId> issuers, Set<AttorneyId> attorneys, Set<RecordId> behind) {

    /**
     * Gathers what an act may concern.
     *
     * @param texts everything it was ever known to say
     * @param versions everything ever known of its authorities
     */
    static ActsOfInstrument of(PoaId poaId, List<InstrumentTexts.InstrumentText> texts, List<AuthorityVersion> versions) {
        ActsOfInstrument acts = new ActsOfInstrument(poaId, new HashSet<>(), new HashSet<>(), new HashSet<>());
        texts.forEach(text -> {
            text.terms().issuers().forEach(issuer -> acts.issuers.add(issuer.issuerId()));
            text.terms().attorneys().forEach(attorney -> acts.attorneys.add(attorney.attorneyId()));
        });
        for (AuthorityVersion version : versions) {
            Authority authority = version.authority();
            acts.attorneys.add(authority.attorneyId());
            acts.behind.add(version.openedBy());
            if (version.closedBy() != null) {
                acts.behind.add(version.closedBy());
            }
            if (authority.ending() != null) {
                acts.behind.add(authority.ending().recordId());
            }
        }
        return acts;
    }

    /** Those among these records of the grantor that concern it. */
    List<StoredEvent> among(List<StoredEvent> events) {
        Map<RecordId, StoredEvent> byId = HashMap.newHashMap(events.size());
        events.forEach(event -> byId.put(event.record().recordId(), event));
        return events.stream().filter(event -> concerns(event, byId)).toList();
    }

    private boolean concerns(StoredEvent event, Map<RecordId, StoredEvent> byId) {
        if (behind.contains(event.record().recordId())) {
            return true;
        }
        // A retraction concerns what the retracted record did.
        StoredEvent retracted = event.record().act() instanceof RecordRetracted retraction ? byId.get(retraction.recordId()) : null;
        return retracted != null ? concerns(retracted, byId) : concerns(event.record().act());
    }

    private boolean concerns(LegalAct act) {
        return switch (act) {
            case GrantorCeasedReporting ceased -> issuers.stream().anyMatch(ceased.issuerId()::covers);
            case GrantorResumedReporting resumed -> issuers.stream().anyMatch(resumed.issuerId()::covers);
            case AttorneyEmploymentEnded ended -> attorneys.contains(ended.attorneyId());
            case GrantorDied died -> true;
            case GrantorIncapacitated incapacitated -> true;
            default -> poaId.equals(act.poaId());
        };
    }
}
