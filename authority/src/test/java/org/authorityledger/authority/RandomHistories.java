package org.authorityledger.authority;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Makes up histories of one grantor: few people, few issuers and twenty days, so that boundaries collide. Many of the acts would be refused;
 * the law must bear them all the same. The same seed makes the same history.
 */
public final class RandomHistories {

    /** The first of the days on which anything happens. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2024, 3, 1);

    /** How many days there are. */
    public static final int DAYS = 20;

    /** Everyone who may come to sign. */
    public static final List<AttorneyId> PEOPLE = ids("judi-irving", "david-fractor", "joann-stover", "katherine-kwiat");

    /** Whom an instrument may appoint without naming a person. */
    public static final List<AttorneyId> OFFICES = ids("chief-financial-officer", "treasurer");

    /** The issuers that instruments and facts are about. */
    public static final List<Issuer> ISSUERS = List.of(issuer("hemacare"), issuer("aar"), Issuer.ANY);

    private static final Instant FIRST_INSTANT = Instant.parse("2024-06-03T13:30:00.123456Z");
    /** The forms that instruments most often speak of. */
    public static final List<Form> FORMS = List.of(Form.FORM_3, Form.FORM_4, Form.FORM_144, Form.SCHEDULE_13D);
    private static final int FEWEST_RECORDS = 4;
    private static final int MOST_RECORDS = 18;
    private static final int MOST_GRANTS = 4;

    private final GrantorId grantorId;
    private final Random random;

    private RandomHistories(GrantorId grantorId, Random random) {
        this.grantorId = grantorId;
        this.random = random;
    }

    /** Makes up acts of this grantor, as the seed says. */
    public static RandomHistories of(GrantorId grantorId, long seed) {
        return new RandomHistories(grantorId, new Random(seed * 0x9E3779B97F4A7C15L));
    }

    /** A whole history of Andrew Heaton, in the order of recording. */
    public static List<LedgerRecord> history(long seed) {
        RandomHistories histories = of(Acts.HEATON, seed);
        int records = FEWEST_RECORDS + histories.random.nextInt(MOST_RECORDS - FEWEST_RECORDS + 1);
        List<LedgerRecord> history = new ArrayList<>(records);
        while (history.size() < records) {
            history.add(histories.recorded(history, histories.next(history)));
        }
        return history;
    }

    /** The next act after these records of the same grantor; it refers to them by the ids they have there. */
    public LegalAct next(List<LedgerRecord> history) {
        LegalAct act = null;
        while (act == null) {
            act = attempt(history);
        }
        return act;
    }

    private LedgerRecord recorded(List<LedgerRecord> history, LegalAct act) {
        LedgerRecord last = history.isEmpty() ? null : history.getLast();
        Instant recordedAt = last == null
                ? FIRST_INSTANT
                : last.recordedAt().plus(chance(30) ? 1 : 1 + random.nextLong(10_000_000_000L), ChronoUnit.MICROS);
        long position = last == null ? 1 + random.nextInt(9) : last.position() + 1 + random.nextInt(3);
        RecordId recordId = new RecordId(new UUID(random.nextLong(), random.nextLong()));
        return new LedgerRecord(recordId, position, history.size(), recordedAt, "recorder", act);
    }

    /** Null when there is nothing yet that such an act could be about. */
    private @Nullable LegalAct attempt(List<LedgerRecord> history) {
        List<PowerOfAttorneyGranted> grants = acts(history, PowerOfAttorneyGranted.class);
        int kind = random.nextInt(100);
        if (kind < 8) {
            return new GrantorCeasedReporting(grantorId, one(ISSUERS).issuerId(), some(Regime.class), day(), null);
        }
        if (kind < 12) {
            return new GrantorResumedReporting(grantorId, one(ISSUERS).issuerId(), some(Regime.class), day(), null);
        }
        if (kind < 16) {
            return new AttorneyEmploymentEnded(grantorId, anyone(), day());
        }
        if (kind < 18) {
            return new GrantorIncapacitated(grantorId, day());
        }
        if (kind < 19) {
            return new GrantorDied(grantorId, day());
        }
        if (grants.isEmpty() || (kind < 32 && grants.size() < MOST_GRANTS)) {
            return new PowerOfAttorneyGranted(grantorId, PoaId.of("poa-" + (grants.size() + 1)), heaton(), terms(null), null);
        }
        if (kind < 40) {
            return history.isEmpty() ? null : new RecordRetracted(grantorId, one(history).recordId(), "recorded in error");
        }
        return aboutAnInstrument(kind, history, one(grants).poaId());
    }

    private @Nullable LegalAct aboutAnInstrument(int kind, List<LedgerRecord> history, PoaId poaId) {
        Terms terms = lastTerms(history, poaId);
        if (kind < 50) {
            return new PowerOfAttorneyCorrected(grantorId, poaId, heaton(), terms(terms), "misread", null);
        }
        if (kind < 60) {
            List<AttorneyId> named = chance(50) ? List.of() : people(terms);
            List<Delivery> deliveries = new ArrayList<>();
            for (AttorneyId attorney : named.isEmpty() ? people(terms) : named) {
                if (chance(50)) {
                    deliveries.add(new Delivery(attorney, day()));
                }
            }
            return new PowerOfAttorneyRevoked(grantorId, poaId, day(), named, deliveries, null);
        }
        if (kind < 68) {
            LedgerRecord revocation = oneOf(history, PowerOfAttorneyRevoked.class);
            return revocation != null && revocation.act() instanceof PowerOfAttorneyRevoked act
                    ? new RevocationDelivered(grantorId, act.poaId(), revocation.recordId(), appointed(lastTerms(history, act.poaId())),
                            day(), DeliveryMeans.NOT_STATED)
                    : null;
        }
        if (kind < 79) {
            Set<Form> forms = chance(60) ? Set.of() : Set.copyOf(someOf(FORMS));
            return new SubstituteAppointed(grantorId, poaId, appointed(terms), person(one(PEOPLE)), forms, day());
        }
        if (kind < 84) {
            LedgerRecord substitution = oneOf(history, SubstituteAppointed.class);
            return substitution != null && substitution.act() instanceof SubstituteAppointed act
                    ? new SubstitutionRevoked(grantorId, act.poaId(), substitution.recordId(), day())
                    : null;
        }
        if (kind < 89) {
            return new AttorneyResigned(grantorId, poaId, appointed(terms), day());
        }
        return new IncumbencyRecorded(grantorId, poaId, office(terms), person(one(PEOPLE)), day(), chance(50) ? null : day());
    }

    /** New terms, or old ones put right here and there. */
    private Terms terms(@Nullable Terms old) {
        List<Attorney> attorneys = old == null || chance(30) ? attorneys() : old.attorneys();
        List<Power> powers = old == null || chance(30) ? powers() : old.powers();
        Integer minimumSignatures = chance(70) ? null : 1 + random.nextInt(attorneys.size());
        LocalDate executedOn = old == null || chance(20) ? day() : old.executedOn();
        LocalDate effectiveOn = old == null || chance(30) ? effectiveOn(executedOn) : old.effectiveOn();
        LocalDate expiresOn = old == null || chance(30) ? (chance(60) ? null : day()) : old.expiresOn();
        Set<Regime> regimes = old == null || chance(30)
                ? (chance(50) ? Set.of() : some(Regime.class))
                : old.untilCeasedReporting();
        return new Terms(old == null || chance(20) ? one(ISSUERS) : old.issuers().getFirst(), attorneys, powers, minimumSignatures, executedOn,
                effectiveOn,
                expiresOn, regimes, chance(75), chance(50), chance(20), null);
    }

    private @Nullable LocalDate effectiveOn(LocalDate executedOn) {
        return chance(40) ? null : chance(50) ? executedOn.plusDays(random.nextInt(4)) : day();
    }

    private List<Attorney> attorneys() {
        List<AttorneyId> everyone = new ArrayList<>(PEOPLE);
        everyone.addAll(OFFICES);
        return someOf(everyone).stream().limit(4)
                .map(id -> new Attorney(id, Acts.name(id.value()), null, null, chance(30), OFFICES.contains(id) == chance(96))).toList();
    }

    private List<Power> powers() {
        List<Power> powers = new ArrayList<>();
        for (String clause : List.of("a", "b", "c").subList(0, 1 + random.nextInt(3))) {
            powers.add(new Power(clause, Set.copyOf(someOf(FORMS)), chance(30) ? Boolean.FALSE : null,
                    chance(60) ? Set.of() : some(Capacity.class), null));
        }
        return powers;
    }

    /** Most often someone the terms appoint. */
    private AttorneyId appointed(Terms terms) {
        return chance(90) ? one(terms.attorneys()).attorneyId() : anyone();
    }

    private AttorneyId office(Terms terms) {
        List<Attorney> offices = terms.attorneys().stream().filter(Attorney::office).toList();
        return offices.isEmpty() || chance(10) ? anyone() : one(offices).attorneyId();
    }

    private List<AttorneyId> people(Terms terms) {
        List<AttorneyId> named = new ArrayList<>(someOf(terms.attorneys().stream().map(Attorney::attorneyId).toList()));
        if (chance(10)) {
            named.add(anyone());
        }
        return named;
    }

    private static Terms lastTerms(List<LedgerRecord> history, PoaId poaId) {
        Terms terms = null;
        for (LedgerRecord record : history) {
            if (record.act() instanceof PowerOfAttorneyGranted grant && grant.poaId().equals(poaId)) {
                terms = grant.terms();
            } else if (record.act() instanceof PowerOfAttorneyCorrected correction && correction.poaId().equals(poaId)) {
                terms = correction.terms();
            }
        }
        if (terms == null) {
            throw new IllegalArgumentException("no instrument " + poaId);
        }
        return terms;
    }

    private static <A extends LegalAct> List<A> acts(List<LedgerRecord> history, Class<A> kind) {
        return history.stream().map(LedgerRecord::act).filter(kind::isInstance).map(kind::cast).toList();
    }

    private @Nullable LedgerRecord oneOf(List<LedgerRecord> history, Class<? extends LegalAct> kind) {
        List<LedgerRecord> found = history.stream().filter(record -> kind.isInstance(record.act())).toList();
        return found.isEmpty() ? null : one(found);
    }

    private AttorneyId anyone() {
        return chance(85) ? one(PEOPLE) : one(OFFICES);
    }

    /** One of the days; many acts meet on three of them. */
    private LocalDate day() {
        return FIRST_DAY.plusDays(chance(40) ? 6 + random.nextInt(3) : random.nextInt(DAYS));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** At least one of them, each once, in any order. */
    private <T> List<T> someOf(List<T> list) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(shuffled.size()));
    }

    private <E extends Enum<E>> Set<E> some(Class<E> type) {
        return EnumSet.copyOf(someOf(List.copyOf(EnumSet.allOf(type))));
    }

    private static Party heaton() {
        return new Party("Andrew Heaton", null);
    }

    private static Person person(AttorneyId attorneyId) {
        return new Person(attorneyId, Acts.name(attorneyId.value()), null, null);
    }

    private static Issuer issuer(String id) {
        return new Issuer(IssuerId.of(id), Acts.name(id), null);
    }

    private static List<AttorneyId> ids(String... values) {
        return List.of(values).stream().map(AttorneyId::of).toList();
    }
}
