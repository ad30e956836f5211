package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.Terms;

/**
 * The records of one grantor, read as if each person had one id. What names someone by one id names them by all. What is recorded of the grantor
 * under another id, and is not about one instrument, is there too: duties to report, deaths, ends of employment, powers that revoke earlier ones.
 */
final class JoinedRecords {

    private final Function<PartyId, Set<PartyId>> same;
    private final Function<PartyId, GrantorRecords> streams;
    private final Function<PartyId, Set<PartyId>> namedIn;

    /**
     * @param same all ids of the one with this id, that id too
     * @param streams the records of a party as known at the moment that is asked about
     * @param namedIn in whose streams the end of someone's hand or employment may be recorded
     */
    JoinedRecords(Function<PartyId, Set<PartyId>> same, Function<PartyId, GrantorRecords> streams,
            Function<PartyId, Set<PartyId>> namedIn) {
        this.same = same;
        this.streams = streams;
        this.namedIn = namedIn;
    }

    /** The authorities that the grantor gave under this id. */
    List<Authority> authorities(PartyId grantor) {
        GrantorRecords own = streams.apply(grantor);
        List<LedgerRecord> all = new ArrayList<>(own.records());
        for (PartyId other : same.apply(grantor)) {
            if (!other.equals(grantor)) {
                all.addAll(ofThePerson(other));
            }
        }
        all.addAll(employmentEndsElsewhere(grantor, own.unretracted()));
        all.sort(Comparator.comparing(LedgerRecord::position));
        List<LedgerRecord> asOne = new ArrayList<>();
        for (LedgerRecord record : all) {
            for (LegalAct act : byEveryId(record.act())) {
                asOne.add(new LedgerRecord(record.recordId(), record.position(), Sequence.of(asOne.size()), record.recordedAt(),
                        record.recordedBy(), act));
            }
        }
        return Law.authorities(UnretractedRecords.of(asOne)).stream().filter(one -> one.grantorId().value().equals(grantor.value()))
                .toList();
    }

    /** What stands under another id of the grantor and is not about one instrument of that id. */
    private List<LedgerRecord> ofThePerson(PartyId other) {
        UnretractedRecords standing = streams.apply(other).unretracted();
        List<LedgerRecord> records = new ArrayList<>();
        for (LedgerRecord record : streams.apply(other).records()) {
            boolean general = switch (record.act()) {
                case GrantorBeganReporting act -> true;
                case GrantorCeasedReporting act -> true;
                case GrantorResumedReporting act -> true;
                case GrantorDied act -> true;
                case GrantorIncapacitated act -> true;
                case GrantorDissolved act -> true;
                case AttorneyEmploymentEnded act -> true;
                case AttorneyDied act -> true;
                case AttorneyIncapacitated act -> true;
                default -> false;
            };
            if (general && standing.stands(record.recordId())) {
                records.add(record);
            }
        }
        for (Instrument instrument : standing.superseding()) {
            if (instrument.terms().supersedesPrior()) {
                records.add(supersedingOnly(instrument, other));
            }
        }
        return records;
    }

    /** A power as far as it revokes earlier ones: under an id that none of the grantor's own has, and without those whom it names by id. */
    private static LedgerRecord supersedingOnly(Instrument instrument, PartyId other) {
        LedgerRecord grant = instrument.grant();
        Terms terms = instrument.terms();
        PowerOfAttorneyGranted act = (PowerOfAttorneyGranted) grant.act();
        Terms bare = new Terms(terms.issuers(), List.of(), List.of(), SigningRule.SINGLY, terms.executedOn(), terms.effectiveOn(),
                terms.expiresOn(), terms.untilCeasedReporting(), terms.substitution(), terms.durable(), terms.governingLaw(), true,
                List.of(), terms.revocationTakesEffect(), terms.onBehalfOf(), terms.undated(), terms.termsSeen(), terms.document());
        return new LedgerRecord(grant.recordId(), grant.position(), grant.sequence(), grant.recordedAt(), grant.recordedBy(),
                new PowerOfAttorneyGranted(act.grantorId(), PoaId.of(grant.recordId().toString()), act.grantor(), bare, null));
    }

    /** Ends of employment under other ids of the attorneys, in the records of whichever grantor: the employment is the person's. */
    private List<LedgerRecord> employmentEndsElsewhere(PartyId grantor, UnretractedRecords own) {
        Set<PartyId> others = new LinkedHashSet<>();
        for (Instrument instrument : own.instruments()) {
            for (AttorneyId attorneyId : instrument.everyone()) {
                PartyId attorney = PartyId.of(attorneyId.value());
                same.apply(attorney).stream().filter(id -> !id.equals(attorney)).forEach(others::add);
            }
        }
        List<LedgerRecord> elsewhere = new ArrayList<>();
        for (PartyId other : others) {
            for (PartyId stream : namedIn.apply(other)) {
                if (!same.apply(grantor).contains(stream)) {
                    UnretractedRecords standing = streams.apply(stream).unretracted();
                    standing.employmentEnds.stream()
                            .filter(record -> ((AttorneyEmploymentEnded) record.act()).attorneyId().value().equals(other.value()))
                            .forEach(elsewhere::add);
                }
            }
        }
        return elsewhere;
    }

    private List<AttorneyId> ids(AttorneyId attorneyId) {
        return same.apply(PartyId.of(attorneyId.value())).stream().map(id -> AttorneyId.of(id.value())).toList();
    }

    /** An act that names someone, as often as it takes to name them by each of their ids. */
    private List<? extends LegalAct> byEveryId(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyRevoked revoked -> List.of(byEveryId(revoked));
            case RevocationDelivered delivered -> delivered.attorneyId() == null
                    ? List.of(delivered)
                    : ids(delivered.attorneyId()).stream().map(id -> new RevocationDelivered(delivered.grantorId(), delivered.poaId(),
                            delivered.revocation(), id, delivered.deliveredOn(), delivered.means())).toList();
            case AttorneyResigned resigned -> ids(resigned.attorneyId()).stream()
                    .map(id -> new AttorneyResigned(resigned.grantorId(), resigned.poaId(), id, resigned.effectiveOn())).toList();
            case AttorneyEmploymentEnded ended -> ids(ended.attorneyId()).stream().map(id -> new AttorneyEmploymentEnded(
                    ended.grantorId(), id, ended.effectiveOn(), ended.employer(), null, null, null)).toList();
            case AttorneyDied died -> ids(died.attorneyId()).stream().map(id -> new AttorneyDied(died.grantorId(), id, died.on()))
                    .toList();
            case AttorneyIncapacitated lost -> ids(lost.attorneyId()).stream()
                    .map(id -> new AttorneyIncapacitated(lost.grantorId(), id, lost.on(), null, null, null)).toList();
            default -> List.of(act);
        };
    }

    private PowerOfAttorneyRevoked byEveryId(PowerOfAttorneyRevoked revoked) {
        Set<AttorneyId> attorneys = new LinkedHashSet<>();
        revoked.attorneys().forEach(attorneyId -> attorneys.addAll(ids(attorneyId)));
        Set<Delivery> deliveries = new LinkedHashSet<>();
        for (Delivery delivery : revoked.deliveries()) {
            if (delivery.attorneyId() == null) {
                deliveries.add(delivery);
            } else {
                ids(delivery.attorneyId()).forEach(id -> deliveries.add(new Delivery(id, delivery.deliveredOn())));
            }
        }
        return new PowerOfAttorneyRevoked(revoked.grantorId(), revoked.poaId(), revoked.signedOn(), List.copyOf(attorneys),
                List.copyOf(deliveries), null);
    }
}
