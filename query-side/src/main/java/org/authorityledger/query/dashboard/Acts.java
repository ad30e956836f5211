package org.authorityledger.query.dashboard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Legal acts in the words of pages, and the days on which they happened. */
final class Acts {

    private Acts() {}

    /** A day on which an act happened or takes effect, and what happened then. */
    record Happening(LocalDate day, String words) {}

    /**
     * What a record says, in a few words.
     *
     * @param names the name of an attorney or office by its id
     */
    static String words(LegalAct act, UnaryOperator<String> names) {
        return switch (act) {
            case PowerOfAttorneyGranted granted -> "Granted " + granted.poaId() + " to "
                    + granted.terms().attorneys().stream().map(attorney -> attorney.name()).collect(Collectors.joining(", "));
            case PowerOfAttorneyCorrected corrected -> "Corrected " + corrected.poaId() + ": " + corrected.reason();
            case PowerOfAttorneyRevoked revoked -> "Signed a revocation of " + revoked.poaId() + (revoked.attorneys().isEmpty()
                    ? ""
                    : " for " + revoked.attorneys().stream().map(id -> names.apply(id.value())).collect(Collectors.joining(", ")))
                    + (revoked.deliveries().isEmpty()
                            ? ""
                            : ", delivered to " + revoked.deliveries().stream().map(delivery -> names.apply(delivery.attorneyId().value()))
                                    .collect(Collectors.joining(", ")));
            case RevocationDelivered delivered -> "Revocation of " + delivered.poaId() + " delivered to "
                    + names.apply(delivered.attorneyId().value());
            case GrantorCeasedReporting ceased -> "No longer required to report" + regimes(ceased.regimes()) + at(ceased.issuerId());
            case GrantorResumedReporting resumed -> "Required to report again" + regimes(resumed.regimes()) + at(resumed.issuerId());
            case SubstituteAppointed appointed ->
                names.apply(appointed.attorneyId().value()) + " appointed " + appointed.substitute().name()
                        + " as substitute under " + appointed.poaId();
            case SubstitutionRevoked revoked -> "A substitution under " + revoked.poaId() + " was taken back";
            case AttorneyResigned resigned -> names.apply(resigned.attorneyId().value()) + " resigned under " + resigned.poaId();
            case AttorneyEmploymentEnded ended -> "Employment of " + names.apply(ended.attorneyId().value()) + " ended";
            case GrantorDied died -> "The grantor died";
            case GrantorIncapacitated incapacitated -> "The grantor lost capacity";
            case IncumbencyRecorded incumbency -> incumbency.holder().name() + " holds " + names.apply(incumbency.officeId().value());
            case RecordRetracted retracted -> "A record was retracted: " + retracted.reason();
        };
    }

    /** The days of an act. What only puts the record right has none. */
    static List<Happening> happenings(LegalAct act, UnaryOperator<String> names) {
        String words = words(act, names);
        return switch (act) {
            case PowerOfAttorneyGranted granted -> granted.terms().executedOn().equals(granted.terms().effectiveOn())
                    ? List.of(new Happening(granted.terms().executedOn(), words))
                    : List.of(new Happening(granted.terms().executedOn(), words + " (signed)"),
                            new Happening(granted.terms().effectiveOn(), words + " (takes effect)"));
            case PowerOfAttorneyCorrected corrected -> List.of();
            case PowerOfAttorneyRevoked revoked -> {
                List<Happening> days = new ArrayList<>(List.of(new Happening(revoked.signedOn(), words)));
                revoked.deliveries().forEach(delivery -> days.add(new Happening(delivery.deliveredOn(),
                        "Revocation of " + revoked.poaId() + " delivered to " + names.apply(delivery.attorneyId().value()))));
                yield days;
            }
            case RevocationDelivered delivered -> List.of(new Happening(delivered.deliveredOn(), words));
            case GrantorCeasedReporting ceased -> List.of(new Happening(ceased.effectiveOn(), words));
            case GrantorResumedReporting resumed -> List.of(new Happening(resumed.effectiveOn(), words));
            case SubstituteAppointed appointed -> List.of(new Happening(appointed.effectiveOn(), words));
            case SubstitutionRevoked revoked -> List.of(new Happening(revoked.effectiveOn(), words));
            case AttorneyResigned resigned -> List.of(new Happening(resigned.effectiveOn(), words));
            case AttorneyEmploymentEnded ended -> List.of(new Happening(ended.effectiveOn(), words));
            case GrantorDied died -> List.of(new Happening(died.on(), words));
            case GrantorIncapacitated incapacitated -> List.of(new Happening(incapacitated.on(), words));
            case IncumbencyRecorded incumbency -> List.of(new Happening(incumbency.from(), words));
            case RecordRetracted retracted -> List.of();
        };
    }

    /** The ids of the attorneys and offices that an act mentions without their names. */
    static List<String> mentioned(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyRevoked revoked -> Stream.concat(revoked.attorneys().stream(),
                    revoked.deliveries().stream().map(delivery -> delivery.attorneyId())).map(AttorneyId::value).toList();
            case RevocationDelivered delivered -> List.of(delivered.attorneyId().value());
            case SubstituteAppointed appointed -> List.of(appointed.attorneyId().value());
            case AttorneyResigned resigned -> List.of(resigned.attorneyId().value());
            case AttorneyEmploymentEnded ended -> List.of(ended.attorneyId().value());
            case IncumbencyRecorded incumbency -> List.of(incumbency.officeId().value());
            case PowerOfAttorneyGranted granted -> List.of();
            case PowerOfAttorneyCorrected corrected -> List.of();
            case GrantorCeasedReporting ceased -> List.of();
            case GrantorResumedReporting resumed -> List.of();
            case SubstitutionRevoked revoked -> List.of();
            case GrantorDied died -> List.of();
            case GrantorIncapacitated incapacitated -> List.of();
            case RecordRetracted retracted -> List.of();
        };
    }

    /** The records that still stand among these: neither retracted nor, as retractions, about another. */
    static List<StoredEvent> standing(List<StoredEvent> events) {
        Set<Object> retracted = events.stream().map(event -> event.record().act())
                .filter(RecordRetracted.class::isInstance).map(act -> ((RecordRetracted) act).recordId()).collect(Collectors.toSet());
        return events.stream().filter(event -> !retracted.contains(event.record().recordId())).toList();
    }

    /** The instrument an act is about, or null when it concerns the grantor as a whole. */
    static @Nullable PoaId instrument(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyGranted granted -> granted.poaId();
            case PowerOfAttorneyCorrected corrected -> corrected.poaId();
            case PowerOfAttorneyRevoked revoked -> revoked.poaId();
            case RevocationDelivered delivered -> delivered.poaId();
            case SubstituteAppointed appointed -> appointed.poaId();
            case SubstitutionRevoked revoked -> revoked.poaId();
            case AttorneyResigned resigned -> resigned.poaId();
            case IncumbencyRecorded incumbency -> incumbency.poaId();
            case GrantorCeasedReporting ceased -> null;
            case GrantorResumedReporting resumed -> null;
            case AttorneyEmploymentEnded ended -> null;
            case GrantorDied died -> null;
            case GrantorIncapacitated incapacitated -> null;
            case RecordRetracted retracted -> null;
        };
    }

    private static String regimes(Set<Regime> regimes) {
        return regimes.isEmpty() || regimes.size() == Regime.values().length
                ? ""
                : " under " + regimes.stream().map(Acts::regime).collect(Collectors.joining(" and "));
    }

    /** An obligation to report, such as Section 16. */
    static String regime(Regime regime) {
        return switch (regime) {
            case SECTION_16 -> "Section 16";
            case SECTION_13 -> "Section 13";
            case RULE_144 -> "Rule 144";
        };
    }

    private static String at(IssuerId issuerId) {
        return issuerId.equals(IssuerId.ANY) ? " at any issuer" : "";
    }
}
