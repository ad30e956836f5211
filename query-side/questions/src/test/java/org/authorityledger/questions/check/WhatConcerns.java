package org.authorityledger.questions.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/** Which records concern the issuers of a scope: a second reading of the decision about what a viewer sees, made from its text. */
public final class WhatConcerns {

    private record Paper(GrantorId grantor, PoaId poaId) {}

    private final Set<IssuerId> scope;
    private final Map<RecordId, LedgerRecord> byId = new HashMap<>();
    private final Map<Paper, Set<IssuerId>> issuers = new HashMap<>();
    private final Map<Paper, Set<PoaId>> superseded = new HashMap<>();
    private final Map<GrantorId, Set<IssuerId>> anything = new HashMap<>();

    private WhatConcerns(List<LedgerRecord> records, Set<IssuerId> scope) {
        this.scope = scope;
        for (LedgerRecord record : records) {
            LegalAct act = record.act();
            byId.put(record.recordId(), record);
            Terms terms = terms(act);
            if (terms != null && act.poaId() != null) {
                Paper paper = new Paper(act.grantorId(), act.poaId());
                terms.issuers().forEach(issuer -> {
                    issuers.computeIfAbsent(paper, none -> new HashSet<>()).add(issuer.issuerId());
                    anything.computeIfAbsent(act.grantorId(), none -> new HashSet<>()).add(issuer.issuerId());
                });
                superseded.computeIfAbsent(paper, none -> new HashSet<>()).addAll(terms.supersedes());
            }
            IssuerId duty = duty(act);
            if (duty != null && !duty.equals(IssuerId.ANY)) {
                anything.computeIfAbsent(act.grantorId(), none -> new HashSet<>()).add(duty);
            }
        }
    }

    /** Those of these records that who has this scope sees, in their order. */
    public static List<LedgerRecord> seen(List<LedgerRecord> records, Set<IssuerId> scope) {
        WhatConcerns what = new WhatConcerns(records, scope);
        List<LedgerRecord> seen = new ArrayList<>();
        for (LedgerRecord record : records) {
            if (what.concerns(record.act())) {
                seen.add(record);
            }
        }
        return seen;
    }

    private static @Nullable Terms terms(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyGranted granted -> granted.terms();
            case PowerOfAttorneyCorrected corrected -> corrected.terms();
            case PowerOfAttorneyAmended amended -> amended.terms();
            default -> null;
        };
    }

    private static @Nullable IssuerId duty(LegalAct act) {
        return switch (act) {
            case GrantorBeganReporting began -> began.issuerId();
            case GrantorCeasedReporting ceased -> ceased.issuerId();
            case GrantorResumedReporting resumed -> resumed.issuerId();
            default -> null;
        };
    }

    private boolean concerns(LegalAct act) {
        if (act instanceof RecordRetracted retraction) {
            LedgerRecord retracted = byId.get(retraction.recordId());
            return retracted != null && concerns(retracted.act());
        }
        if (act.poaId() != null) {
            Paper paper = new Paper(act.grantorId(), act.poaId());
            return named(paper) || superseded.getOrDefault(paper, Set.of()).stream()
                    .anyMatch(other -> named(new Paper(act.grantorId(), other)));
        }
        IssuerId duty = duty(act);
        return duty != null && !duty.equals(IssuerId.ANY)
                ? scope.contains(duty)
                : any(anything.getOrDefault(act.grantorId(), Set.of()));
    }

    private boolean named(Paper paper) {
        return any(issuers.getOrDefault(paper, Set.of()));
    }

    private boolean any(Set<IssuerId> some) {
        return some.contains(IssuerId.ANY) || some.stream().anyMatch(scope::contains);
    }
}
