package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.jspecify.annotations.Nullable;

/**
 * Parties of whom someone has stated that several ids mean one person. A death, an incapacity or a dissolution under one id is one under all of them,
 * in whatever stream it is recorded. What revokes, dismisses or releases someone by one id does so by all, and a duty to report is the person's, as
 * {@link JoinedRecords} reads them. An instrument stays with the id under which it is recorded.
 */
public final class JoinedParties implements KnownParties {

    private final KnownParties parties;
    private final Function<PartyId, Set<PartyId>> same;
    private final Function<PartyId, Set<PartyId>> recordedBy;
    private final Map<PartyId, List<PartyFacts.HandEnd>> ends = new HashMap<>();
    private final Map<PartyId, List<Authority>> authorities = new HashMap<>();
    private final JoinedRecords records;

    /**
     * @param same all ids of the one with this id, that id too
     * @param recordedBy in whose streams the death, the incapacity or the end of employment of this one as an attorney or a signatory may be
     *        recorded
     * @param streams the records of a party as known at the moment at which the parties are known
     */
    public JoinedParties(KnownParties parties, Function<PartyId, Set<PartyId>> same, Function<PartyId, Set<PartyId>> recordedBy,
            Function<PartyId, GrantorRecords> streams) {
        this.parties = parties;
        this.same = same;
        this.recordedBy = recordedBy;
        this.records = new JoinedRecords(same, party -> {
            // An answer rests on whom it asks about.
            parties.facts(party);
            return streams.apply(party);
        }, recordedBy);
    }

    @Override
    public List<Authority> authorities(PartyId grantor) {
        List<Authority> known = authorities.get(grantor);
        if (known == null) {
            known = parties.authorities(grantor);
            boolean concerned = joined(grantor)
                    || known.stream()
                            .anyMatch(one -> joined(PartyId.of(one.attorneyId().value())) || joined(PartyId.of(one.place().value())));
            if (concerned && !known.isEmpty()) {
                known = records.authorities(grantor).stream().map(one -> until(one, earliest(grantor, one))).toList();
            }
            authorities.put(grantor, known);
        }
        return known;
    }

    @Override
    public PartyFacts facts(PartyId party) {
        PartyFacts own = parties.facts(party);
        if (!joined(party)) {
            return own;
        }
        List<Ending> dissolved = new ArrayList<>();
        List<ReportingDuty.Fact> duties = new ArrayList<>();
        same.apply(party).forEach(id -> {
            PartyFacts facts = parties.facts(id);
            dissolved.addAll(facts.dissolved());
            duties.addAll(facts.duties());
        });
        return new PartyFacts(own.known(), own.signatories(), own.minimumSignatories(), handEnds(party), dissolved, own.attorneys(),
                new ReportingDuty(duties).facts(), own.confirmations());
    }

    @Override
    public PartyKind kind(PartyId party) {
        return parties.kind(party);
    }

    private boolean joined(PartyId party) {
        return same.apply(party).size() > 1;
    }

    private List<PartyFacts.HandEnd> handEnds(PartyId party) {
        List<PartyFacts.HandEnd> known = ends.get(party);
        if (known == null) {
            known = new ArrayList<>();
            for (PartyId id : same.apply(party)) {
                known.addAll(parties.facts(id).hand());
                for (PartyId stream : recordedBy.apply(id)) {
                    for (PartyFacts.AttorneyEnd end : parties.facts(stream).attorneys()) {
                        if (end.attorneyId().value().equals(id.value())) {
                            known.add(new PartyFacts.HandEnd(ofTheOwnHand(end.ending()), List.of()));
                        }
                    }
                }
            }
            ends.put(party, known);
        }
        return known;
    }

    private static Ending ofTheOwnHand(Ending ending) {
        EndCause cause = ending.cause() == EndCause.ATTORNEY_DIED ? EndCause.GRANTOR_DIED : EndCause.GRANTOR_INCAPACITATED;
        return new Ending(ending.on(), cause, ending.recordId(), ending.position());
    }

    /** What first ends an authority of someone: its own end, or that of the person who gave it. Only a durable one outlives an incapacity. */
    private @Nullable Ending earliest(PartyId grantor, Authority authority) {
        List<Ending> all = new ArrayList<>();
        handEnds(grantor).stream().map(PartyFacts.HandEnd::ending)
                .filter(end -> end.cause() == EndCause.GRANTOR_DIED || !Boolean.TRUE.equals(authority.conditions().durable()))
                .forEach(all::add);
        same.apply(grantor).forEach(id -> all.addAll(parties.facts(id).dissolved()));
        Ending earliest = authority.ending();
        for (Ending one : all) {
            earliest = earliest == null || one.before(earliest) ? one : earliest;
        }
        return earliest;
    }

    private static Authority until(Authority one, @Nullable Ending ending) {
        return new Authority(one.source(), one.segment(), one.granted(), one.grantorId(), one.poaId(), one.issuerId(), one.attorneyId(),
                one.role(), one.inPlaceOf(), one.place(), one.placeOfCoAgent(), one.through(), one.powers(), one.signing(),
                one.conditions(), one.from(), ending);
    }
}
