package org.authorityledger.authority;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.events.Accession;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Notice;
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.Recipient;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.RevokedBy;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Makes up histories, of one grantor or of a world of parties that sign for each other: few people, few issuers and twenty days, so that
 * boundaries collide. Some of the acts would be refused; the law must bear them all the same. The same seed makes the same history.
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

    /** The forms that instruments most often speak of. */
    public static final List<Form> FORMS = List.of(Form.FORM_3, Form.FORM_4, Form.FORM_144, Form.SCHEDULE_13D);

    /** The writings that are evidence, by their hashes. */
    public static final List<String> PAPERS = List.of("a".repeat(64), "b".repeat(64), "c".repeat(64));

    /** The entities of a world. */
    public static final List<String> ENTITIES = List.of("heaton-trust", "heaton-partners", "heaton-management", "kwiat-fund");

    private static final GrantorId HEATON = GrantorId.of("andrew-heaton");
    private static final List<String> PERSONS = List.of("andrew-heaton", "judi-irving", "david-fractor", "joann-stover", "katherine-kwiat");
    private static final Instant FIRST_INSTANT = Instant.parse("2024-06-03T13:30:00.123456Z");
    private static final Form OTHER_FORM = Form.of("13F-HR");
    private static final List<String> EMPLOYERS = List.of("HemaCare Corporation", "Hemacare  corporation", "Law Firm LLP");
    private static final int FEWEST_RECORDS = 4;
    private static final int MOST_RECORDS = 18;
    private static final int MOST_GRANTS = 4;
    private static final int LONG_LINE = 10;

    private final GrantorId grantorId;
    private final Random random;
    private final boolean entity;
    private final List<AttorneyId> people;
    private final List<String> entities;

    private RandomHistories(GrantorId grantorId, Random random, boolean entity, List<AttorneyId> people, List<String> entities) {
        this.grantorId = grantorId;
        this.random = random;
        this.entity = entity;
        this.people = people.stream().filter(one -> !one.value().equals(grantorId.value())).toList();
        this.entities = entities;
    }

    /** Makes up acts of this grantor, as the seed says. */
    public static RandomHistories of(GrantorId grantorId, long seed) {
        return new RandomHistories(grantorId, new Random(seed * 0x9E3779B97F4A7C15L), false, PEOPLE, List.of());
    }

    /** A whole history of Andrew Heaton, in the order of recording. */
    public static List<LedgerRecord> history(long seed) {
        RandomHistories histories = of(HEATON, seed);
        int records = FEWEST_RECORDS + histories.random.nextInt(MOST_RECORDS - FEWEST_RECORDS + 1);
        List<LedgerRecord> history = new ArrayList<>(records);
        while (history.size() < records) {
            history.add(histories.recorded(history.isEmpty() ? null : history.getLast(), history.size(), histories.next(history)));
        }
        return history;
    }

    /** Whether a party of a world is meant as an entity, also where no record states it. */
    public static boolean isEntity(String party) {
        return ENTITIES.contains(party) || party.startsWith("line-");
    }

    /** The streams of several parties that are grantors, attorneys and signatories of each other; one clock for all. */
    public static Map<String, List<LedgerRecord>> world(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        if (seed % 40 == 39) {
            return line(random);
        }
        List<String> parties = new ArrayList<>(shuffled(PERSONS, random).subList(0, 1 + random.nextInt(3)));
        List<String> entities = List.copyOf(shuffled(ENTITIES, random).subList(0, 1 + random.nextInt(ENTITIES.size())));
        parties.addAll(entities);
        List<AttorneyId> people = new ArrayList<>();
        parties.forEach(party -> people.add(AttorneyId.of(party)));
        while (people.size() < 5) {
            AttorneyId more = AttorneyId.of(PERSONS.get(random.nextInt(PERSONS.size())));
            if (!people.contains(more)) {
                people.add(more);
            }
        }
        Map<String, RandomHistories> histories = new LinkedHashMap<>();
        Map<String, List<LedgerRecord>> world = new LinkedHashMap<>();
        for (String party : shuffled(parties, random)) {
            histories.put(party, new RandomHistories(GrantorId.of(party), random, entities.contains(party), people, entities));
            world.put(party, new ArrayList<>());
        }
        int records = 20 + random.nextInt(8 * parties.size());
        LedgerRecord last = null;
        List<String> order = new ArrayList<>(world.keySet());
        for (int i = 0; i < records; i++) {
            // The first two have the most to say.
            String party = order.get(random.nextInt(100) < 55 ? random.nextInt(2) : random.nextInt(order.size()));
            RandomHistories of = histories.get(party);
            List<LedgerRecord> stream = world.get(party);
            if (of != null && stream != null) {
                last = of.recorded(last, stream.size(), of.next(stream));
                stream.add(last);
            }
        }
        return world;
    }

    /** Entities in a line, each the signatory of the one before it, longer than a chain may be; a person at its end. */
    private static Map<String, List<LedgerRecord>> line(Random random) {
        Map<String, List<LedgerRecord>> world = new LinkedHashMap<>();
        LedgerRecord last = null;
        for (int i = 1; i <= LONG_LINE; i++) {
            RandomHistories of = new RandomHistories(GrantorId.of("line-" + i), random, true, PEOPLE, List.of());
            boolean end = i == LONG_LINE || of.chance(8);
            String next = end ? PEOPLE.getFirst().value() : "line-" + (i + 1);
            last = of.recorded(last, 0, new SignatoryRecorded(of.grantorId, null,
                    new Signatory(PartyId.of(next), Acts.name(next), null, end ? null : PartyKind.ENTITY),
                    SignatoryCapacity.GENERAL_PARTNER,
                    null,
                    FIRST_DAY, null, Set.of(), null, null, null, null));
            world.put("line-" + i, new ArrayList<>(List.of(last)));
        }
        return world;
    }

    /** The next act after these records of the same grantor; it refers to them by the ids they have there. */
    public LegalAct next(List<LedgerRecord> history) {
        LegalAct act = null;
        while (act == null) {
            act = attempt(history);
        }
        return act;
    }

    private LedgerRecord recorded(@Nullable LedgerRecord last, int sequence, LegalAct act) {
        Instant recordedAt = last == null
                ? FIRST_INSTANT
                : last.recordedAt().plus(chance(30) ? 1 : 1 + random.nextLong(10_000_000_000L), ChronoUnit.MICROS);
        long position = last == null ? 1 + random.nextInt(9) : last.position().next().value() + random.nextInt(3);
        RecordId recordId = new RecordId(new UUID(random.nextLong(), random.nextLong()));
        return new LedgerRecord(recordId, Position.of(position), Sequence.of(sequence), recordedAt, "recorder", act);
    }

    /** Null when there is nothing yet that such an act could be about. */
    private @Nullable LegalAct attempt(List<LedgerRecord> history) {
        if (entity && chance(history.isEmpty() ? 70 : 22)) {
            return signatory(history);
        }
        List<PowerOfAttorneyGranted> grants = acts(history, PowerOfAttorneyGranted.class);
        int kind = random.nextInt(100);
        if (kind < 15) {
            return aboutTheGrantor(kind);
        }
        if (kind < 17) {
            return chance(30) ? signatory(history) : null;
        }
        if (grants.isEmpty() || (kind < 30 && grants.size() < MOST_GRANTS)) {
            PoaId poaId = PoaId.of("poa-" + (grants.size() + 1));
            return new PowerOfAttorneyGranted(grantorId, poaId, grantor(), terms(null, history, poaId), null);
        }
        if (kind < 36) {
            return retraction(history);
        }
        return aboutAnInstrument(kind, history, one(grants).poaId());
    }

    /** Most often of a record on which little rests, so that histories stay rich. */
    private @Nullable LegalAct retraction(List<LedgerRecord> history) {
        List<LedgerRecord> open = history.stream().filter(record -> !(record.act() instanceof RecordRetracted)).toList();
        List<RecordId> gone = acts(history, RecordRetracted.class).stream().map(RecordRetracted::recordId).toList();
        LedgerRecord record = open.isEmpty() ? null : one(open);
        if (record == null || gone.contains(record.recordId()) || (record.act() instanceof PowerOfAttorneyGranted && chance(75))) {
            return null;
        }
        return new RecordRetracted(grantorId, record.recordId(), "recorded in error");
    }

    private LegalAct aboutTheGrantor(int kind) {
        List<Notice> notices = chance(60) ? List.of() : List.of(new Notice(anyone(), day()), new Notice(anyone(), day()));
        return switch (kind) {
            case 0, 1, 2, 3 -> new GrantorCeasedReporting(grantorId, one(ISSUERS).issuerId(), some(Regime.class), lateDay(), null);
            case 4, 5 -> new GrantorResumedReporting(grantorId, one(ISSUERS).issuerId(), some(Regime.class), day(), null);
            case 6, 7 -> new GrantorBeganReporting(grantorId, one(ISSUERS).issuerId(), some(Regime.class), day(), null);
            case 8, 9 -> new AttorneyEmploymentEnded(grantorId, anyone(), lateDay(), chance(60) ? null : one(EMPLOYERS), null, null, null);
            case 10 -> chance(50)
                    ? new AttorneyDied(grantorId, anyone(), lateDay())
                    : new AttorneyIncapacitated(grantorId, anyone(), lateDay());
            case 11, 12 -> entity
                    ? new GrantorDissolved(grantorId, lateDay(), notices, null, null, null)
                    : new GrantorIncapacitated(grantorId, lateDay(), notices, null, null, null);
            case 13 -> entity
                    ? new GrantorCeasedReporting(grantorId, one(ISSUERS).issuerId(), EnumSet.allOf(Regime.class), day(), null)
                    : new GrantorDied(grantorId, lateDay(), notices, null, null, null);
            default -> new GrantorResumedReporting(grantorId, one(ISSUERS).issuerId(), EnumSet.allOf(Regime.class), day(), null);
        };
    }

    private @Nullable LegalAct signatory(List<LedgerRecord> history) {
        LedgerRecord earlier = oneOf(history, SignatoryRecorded.class);
        if (earlier != null && chance(25)) {
            return new SignatoryEnded(grantorId, earlier.recordId(), lateDay());
        }
        List<AttorneyId> candidates = people.stream().filter(one -> !OFFICES.contains(one)).toList();
        AttorneyId who = one(candidates);
        LocalDate from = chance(60) ? FIRST_DAY : day();
        return new SignatoryRecorded(grantorId, chance(40) ? grantor() : null,
                new Signatory(PartyId.of(who.value()), Acts.name(who.value()), null, kind(who.value())),
                one(List.of(SignatoryCapacity.values())),
                null, from, chance(75) ? null : from.plusDays(1 + random.nextInt(12)),
                chance(70) ? Set.of() : Set.copyOf(someOf(FORMS)), chance(75) ? null : Integer.valueOf(1 + random.nextInt(2)), null, null,
                null);
    }

    private @Nullable LegalAct aboutAnInstrument(int kind, List<LedgerRecord> history, PoaId poaId) {
        Terms terms = lastTerms(history, poaId);
        if (kind < 43) {
            LedgerRecord rider = chance(50) ? oneOf(history, PowerOfAttorneyAmended.class) : null;
            return rider != null && rider.act() instanceof PowerOfAttorneyAmended act
                    ? new PowerOfAttorneyCorrected(grantorId, act.poaId(), grantor(), rider.recordId(), terms(act.terms(), history,
                            act.poaId()), "misread", null)
                    : new PowerOfAttorneyCorrected(grantorId, poaId, grantor(), terms(terms, history, poaId), "misread", null);
        }
        if (kind < 54) {
            return rider(terms, history, poaId);
        }
        if (kind < 60) {
            List<AttorneyId> named = chance(50) ? List.of() : named(terms, history, poaId);
            List<Delivery> deliveries = new ArrayList<>();
            for (AttorneyId attorney : named.isEmpty() ? named(terms, history, poaId) : named) {
                if (chance(50)) {
                    deliveries.add(new Delivery(attorney, day()));
                }
            }
            if (chance(30)) {
                deliveries.add(Delivery.toIssuer(day()));
            }
            return new PowerOfAttorneyRevoked(grantorId, poaId, day(), named, deliveries, chance(50) ? null : RevokedBy.GRANTOR, null, null,
                    null);
        }
        if (kind < 65) {
            LedgerRecord revocation = oneOf(history, PowerOfAttorneyRevoked.class);
            if (revocation == null || !(revocation.act() instanceof PowerOfAttorneyRevoked act)) {
                return null;
            }
            return chance(30)
                    ? new RevocationDelivered(grantorId, act.poaId(), revocation.recordId(), null, Recipient.ISSUER, day(),
                            DeliveryMeans.NOT_STATED, null, null, null)
                    : new RevocationDelivered(grantorId, act.poaId(), revocation.recordId(),
                            appointer(lastTerms(history, act.poaId()), history, act.poaId()), day(), DeliveryMeans.NOT_STATED);
        }
        if (kind < 80) {
            return appointment(terms, history, poaId);
        }
        if (kind < 83) {
            LedgerRecord substitution = oneOf(history, SubstituteAppointed.class);
            return substitution != null && substitution.act() instanceof SubstituteAppointed act
                    ? new SubstitutionRevoked(grantorId, act.poaId(), substitution.recordId(), day())
                    : null;
        }
        if (kind < 87) {
            return new AttorneyResigned(grantorId, poaId, appointer(terms, history, poaId), lateDay());
        }
        if (kind < 93) {
            return new ConfirmationFiled(grantorId, poaId, Accession.of("0001181431-04-028213"), one(FORMS), null, day(), chance(20), null,
                    null, null);
        }
        AttorneyId office = office(terms);
        return office == null ? null : new IncumbencyRecorded(grantorId, poaId, office, person(one(people)), day(), until(60));
    }

    private LegalAct rider(Terms old, List<LedgerRecord> history, PoaId poaId) {
        Terms said = terms(old, history, poaId);
        LocalDate from = chance(60) ? lateDay() : day();
        LocalDate expiresOn = said.expiresOn();
        Terms terms = new Terms(said.issuers(), said.attorneys(), said.powers(), said.signing(), chance(60) ? from : said.executedOn(),
                from,
                expiresOn == null || expiresOn.isBefore(from) ? null : expiresOn, said.untilCeasedReporting(), said.substitution(),
                said.durable(), null, said.supersedesPrior(), said.supersedes(), said.revocationTakesEffect(), said.onBehalfOf(),
                said.undated(), said.termsSeen(), said.document());
        return new PowerOfAttorneyAmended(grantorId, poaId, chance(50) ? grantor() : null, terms, null, null);
    }

    private LegalAct appointment(Terms terms, List<LedgerRecord> history, PoaId poaId) {
        AttorneyId appointer = appointer(terms, history, poaId);
        List<AttorneyId> others = people.stream().filter(one -> !one.equals(appointer)).toList();
        Set<Form> forms = chance(65) ? Set.of() : chance(90) ? Set.copyOf(someOf(FORMS)) : Set.of(Form.ALL);
        List<IssuerId> issuers = chance(75) ? List.of() : someOf(ISSUERS.subList(0, 2)).stream().map(Issuer::issuerId).toList();
        LocalDate from = day();
        return new SubstituteAppointed(grantorId, poaId, appointer, person(one(others)), forms, from, issuers,
                chance(75) ? Set.of() : some(Capacity.class), chance(75) ? null : from.plusDays(1 + random.nextInt(10)),
                chance(65) ? SubstituteAppointed.As.SUBSTITUTE : SubstituteAppointed.As.CO_AGENT, null, null, null);
    }

    /** New terms, or old ones put right here and there. */
    private Terms terms(@Nullable Terms old, List<LedgerRecord> history, PoaId poaId) {
        List<Attorney> attorneys = old == null || chance(30) ? attorneys() : old.attorneys();
        List<AttorneyId> appointed = attorneys.stream().map(Attorney::attorneyId).toList();
        List<Power> powers = old == null || chance(30) || !attorneys.equals(old.attorneys()) ? powers(appointed) : old.powers();
        LocalDate executedOn = old == null || chance(20) ? earlyDay() : old.executedOn();
        LocalDate effectiveOn = old == null || chance(30) ? effectiveOn(executedOn) : old.effectiveOn();
        LocalDate first = effectiveOn == null ? executedOn : effectiveOn;
        LocalDate expiresOn = old == null || chance(30) ? (chance(78) ? null : first.plusDays(3 + random.nextInt(14))) : old.expiresOn();
        Set<Regime> regimes = old == null || chance(30) ? (chance(55) ? Set.of() : some(Regime.class)) : old.untilCeasedReporting();
        List<PoaId> others = acts(history, PowerOfAttorneyGranted.class).stream().map(PowerOfAttorneyGranted::poaId)
                .filter(other -> !other.equals(poaId)).toList();
        return new Terms(old == null || chance(25) ? issuers() : old.issuers(), attorneys, powers, rule(appointed), executedOn, effectiveOn,
                expiresOn != null && expiresOn.isBefore(first) ? null : expiresOn, regimes,
                one(List.of(SubstitutionPower.NONE, SubstitutionPower.ALLOWED, SubstitutionPower.WITH_RESUBSTITUTION,
                        SubstitutionPower.WITH_RESUBSTITUTION)),
                chance(50) ? null : Boolean.valueOf(chance(70)), null, chance(12),
                others.isEmpty() || chance(88) ? List.of() : someOf(others),
                chance(50) ? RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY : one(List.of(RevocationTakesEffect.values())), onBehalfOf(),
                chance(12), chance(88), chance(70) ? null : new Document(one(PAPERS), "ex24.txt"));
    }

    private OnBehalfOf onBehalfOf() {
        if (chance(entities.isEmpty() ? 90 : 35)) {
            return OnBehalfOf.NONE;
        }
        return entities.isEmpty() || chance(50) ? OnBehalfOf.ANY : OnBehalfOf.of(someOf(entities).stream().map(PartyId::of).toList());
    }

    private List<Issuer> issuers() {
        return chance(35) ? List.of(Issuer.ANY) : someOf(ISSUERS.subList(0, 2));
    }

    private SigningRule rule(List<AttorneyId> appointed) {
        if (appointed.size() < 2 || chance(68)) {
            return SigningRule.SINGLY;
        }
        if (chance(55)) {
            return SigningRule.atLeast(1 + random.nextInt(Math.min(3, appointed.size())));
        }
        List<AttorneyId> shuffled = shuffled(appointed, random);
        int first = 1 + random.nextInt(shuffled.size() - 1);
        List<AttorneyId> second = new ArrayList<>(shuffled.subList(first, shuffled.size()));
        if (chance(20) && first > 1) {
            second.add(shuffled.getFirst());
        }
        return new SigningRule(null, List.of(new SigningRule.Group(shuffled.subList(0, first), 1), new SigningRule.Group(second, 1)));
    }

    private @Nullable LocalDate effectiveOn(LocalDate executedOn) {
        return chance(55) ? null : chance(60) ? executedOn.plusDays(random.nextInt(4)) : day();
    }

    private List<Attorney> attorneys() {
        List<AttorneyId> candidates = new ArrayList<>(people);
        candidates.addAll(OFFICES);
        return someOf(candidates).stream().limit(4)
                .map(id -> new Attorney(id, Acts.name(id.value()), null, chance(50) ? null : one(EMPLOYERS), chance(45),
                        OFFICES.contains(id),
                        null, kind(id.value())))
                .toList();
    }

    private List<Power> powers(List<AttorneyId> appointed) {
        List<Power> powers = new ArrayList<>();
        List<String> clauses = List.of("a", "b", "c").subList(0, 1 + random.nextInt(3));
        for (String clause : clauses) {
            Set<Form> forms = chance(12) ? Set.of(Form.ALL) : Set.copyOf(someOf(chance(90) ? FORMS : plus(FORMS, OTHER_FORM)));
            List<AttorneyId> its = chance(80) ? List.of() : someOf(appointed);
            powers.add(new Power(clause, forms, chance(30) ? Boolean.FALSE : null, chance(65) ? Set.of() : some(Capacity.class), null, its,
                    chance(88) ? null : rule(its.isEmpty() ? appointed : its), List.of()));
        }
        if (chance(30)) {
            powers.add(new Power("d", Set.of(), null, Set.of(), "any amendment of such form", chance(80) ? List.of() : someOf(appointed),
                    null, someOf(clauses)));
        }
        return powers;
    }

    /** Most often someone the terms appoint, or who came to sign under them in another way. */
    private AttorneyId appointer(Terms terms, List<LedgerRecord> history, PoaId poaId) {
        List<AttorneyId> later = new ArrayList<>();
        for (LegalAct act : history.stream().map(LedgerRecord::act).toList()) {
            if (act instanceof SubstituteAppointed substitution && substitution.poaId().equals(poaId)) {
                later.add(substitution.substitute().attorneyId());
            } else if (act instanceof IncumbencyRecorded incumbency && incumbency.poaId().equals(poaId)) {
                later.add(incumbency.holder().attorneyId());
            }
        }
        if (!later.isEmpty() && chance(45)) {
            return one(later);
        }
        return chance(96) ? one(terms.attorneys()).attorneyId() : anyone();
    }

    private @Nullable AttorneyId office(Terms terms) {
        List<Attorney> offices = terms.attorneys().stream().filter(Attorney::office).toList();
        return offices.isEmpty() ? null : one(offices).attorneyId();
    }

    private List<AttorneyId> named(Terms terms, List<LedgerRecord> history, PoaId poaId) {
        List<AttorneyId> named = new ArrayList<>(someOf(terms.attorneys().stream().map(Attorney::attorneyId).toList()));
        AttorneyId more = appointer(terms, history, poaId);
        if (!named.contains(more)) {
            named.add(more);
        }
        return named;
    }

    private static Terms lastTerms(List<LedgerRecord> history, PoaId poaId) {
        Terms terms = null;
        for (LedgerRecord record : history) {
            if (record.act() instanceof PowerOfAttorneyGranted grant && grant.poaId().equals(poaId)) {
                terms = grant.terms();
            } else if (record.act() instanceof PowerOfAttorneyAmended rider && rider.poaId().equals(poaId)) {
                terms = rider.terms();
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
        return one(people);
    }

    /** One of the days; many acts meet on three of them. */
    private LocalDate day() {
        return FIRST_DAY.plusDays(chance(40) ? 6 + random.nextInt(3) : random.nextInt(DAYS));
    }

    private LocalDate earlyDay() {
        return chance(60) ? FIRST_DAY.plusDays(random.nextInt(7)) : day();
    }

    private LocalDate lateDay() {
        return chance(70) ? FIRST_DAY.plusDays(7 + random.nextInt(DAYS - 7)) : day();
    }

    private @Nullable LocalDate until(int open) {
        return chance(open) ? null : lateDay();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** At least one of them, each once, in any order. */
    private <T> List<T> someOf(List<T> list) {
        List<T> shuffled = shuffled(list, random);
        return shuffled.subList(0, 1 + random.nextInt(shuffled.size()));
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    private <E extends Enum<E>> Set<E> some(Class<E> type) {
        return EnumSet.copyOf(someOf(List.copyOf(EnumSet.allOf(type))));
    }

    private Party grantor() {
        return new Party(Acts.name(grantorId.value()), null, kind(grantorId.value()));
    }

    /** What a record says that a party is: as a rule the truth or nothing, now and then the opposite. */
    private @Nullable PartyKind kind(String party) {
        boolean is = isEntity(party);
        if (!entities.isEmpty() && chance(1)) {
            return is ? PartyKind.PERSON : PartyKind.ENTITY;
        }
        return chance(is ? 25 : 80) ? null : is ? PartyKind.ENTITY : PartyKind.PERSON;
    }

    private Person person(AttorneyId attorneyId) {
        return new Person(attorneyId, Acts.name(attorneyId.value()), null, null, null, kind(attorneyId.value()));
    }

    private static Issuer issuer(String id) {
        return new Issuer(IssuerId.of(id), Acts.name(id), null);
    }

    private static List<AttorneyId> ids(String... values) {
        return List.of(values).stream().map(AttorneyId::of).toList();
    }
}
