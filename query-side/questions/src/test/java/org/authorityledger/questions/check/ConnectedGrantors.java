package org.authorityledger.questions.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Question;
import org.authorityledger.events.Accession;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
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
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.Terms;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;

/**
 * Random histories of a few people and entities who sign for each other: signatories, powers on behalf of entities, entities as attorneys,
 * riders. There are few days, so that boundaries collide. Nothing outside of them knows of them.
 */
public final class ConnectedGrantors {

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 3, 1);
    private static final int DAYS = 16;
    private static final int HOW_MANY_OF_EACH = 4;
    private static final List<Form> FORMS = List.of(Form.FORM_4, Form.SCHEDULE_13G, Form.FORM_ID, Form.of("13F-HR"));
    private static final List<Issuer> ISSUERS = List.of(new Issuer(IssuerId.of("acme"), "Acme", null),
            new Issuer(IssuerId.of("berk"), "Berk", null), Issuer.ANY);

    private final Random random;
    private final List<String> people;
    private final List<String> entities;
    private final Map<String, List<LedgerRecord>> streams = new LinkedHashMap<>();
    private final List<LedgerRecord> records = new ArrayList<>();

    private ConnectedGrantors(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        String these = UUID.randomUUID().toString();
        people = IntStream.range(0, HOW_MANY_OF_EACH).mapToObj(n -> "person-" + n + "-" + these).toList();
        entities = IntStream.range(0, HOW_MANY_OF_EACH).mapToObj(n -> "entity-" + n + "-" + these).toList();
    }

    /** Some of whom nothing is recorded yet. */
    static ConnectedGrantors strangers(long seed) {
        return new ConnectedGrantors(seed);
    }

    /** Records a number of acts of theirs. */
    public static ConnectedGrantors recorded(LedgerAppender appender, long seed, int length) {
        ConnectedGrantors grantors = new ConnectedGrantors(seed);
        while (grantors.recordedSoFar() < length) {
            grantors.recordAnother(appender);
        }
        return grantors;
    }

    synchronized int recordedSoFar() {
        return records.size();
    }

    /** Records one more act of theirs, if there is something that it could be about. */
    public synchronized void recordAnother(LedgerAppender appender) {
        LegalAct act = next();
        if (act != null) {
            List<LedgerRecord> stream = stream(act.grantorId().value());
            LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), stream.size(), act);
            stream.add(record);
            records.add(record);
        }
    }

    /** Records of each of them something about one issuer, so that who sees this issuer sees what concerns each of them as a whole. */
    synchronized void report(LedgerAppender appender, IssuerId issuer) {
        Stream.concat(people.stream(), entities.stream()).forEach(id -> {
            List<LedgerRecord> stream = stream(id);
            LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), stream.size(),
                    new GrantorBeganReporting(GrantorId.of(id), issuer, EnumSet.allOf(Regime.class), day(), null));
            stream.add(record);
            records.add(record);
        });
    }

    /** Everything recorded of them, in the order of recording. */
    public synchronized List<LedgerRecord> records() {
        return List.copyOf(records);
    }

    /** The last position. */
    long position() {
        return records.getLast().position().value();
    }

    /** What is recorded of each of them, also of those of whom nothing is. */
    synchronized Map<PartyId, GrantorRecords> complete() {
        Map<PartyId, GrantorRecords> complete = new LinkedHashMap<>();
        Stream.concat(people.stream(), entities.stream()).forEach(id -> complete.put(PartyId.of(id), GrantorRecords.of(stream(id))));
        return complete;
    }

    /** A question about them, on one of their days, as known at the moment of a record or just before it. */
    synchronized QuestionAsKnownAt question() {
        FormAsked form = new FormAsked(one(FORMS), chance(20));
        Set<Capacity> capacities = chance(25) ? Set.of(one(List.of(Capacity.values()))) : Set.of();
        List<AttorneyId> signers = new ArrayList<>();
        int most = chance(10) ? 5 : 1 + random.nextInt(3);
        for (int n = 0; n < most; n++) {
            signers.add(AttorneyId.of(one(chance(85) ? people : entities)));
        }
        Instant recordedAt = one(records).recordedAt();
        return new QuestionAsKnownAt(
                new Question(GrantorId.of(one(chance(60) ? entities : people)), one(ISSUERS).issuerId(), form, signers, capacities, day()),
                chance(70) ? recordedAt : recordedAt.minusNanos(1000));
    }

    private List<LedgerRecord> stream(String id) {
        return streams.computeIfAbsent(id, none -> new ArrayList<>());
    }

    /** Null when there is nothing yet that such an act could be about. */
    private @Nullable LegalAct next() {
        GrantorId entity = GrantorId.of(one(entities));
        GrantorId person = GrantorId.of(one(people));
        GrantorId anyone = chance(50) ? entity : person;
        int kind = random.nextInt(100);
        if (kind < 28) {
            return signatory(entity);
        }
        if (kind < 32) {
            LedgerRecord signatory = oneOf(entity, SignatoryRecorded.class);
            return signatory == null ? null : new SignatoryEnded(entity, signatory.recordId(), day());
        }
        if (kind < 35) {
            return chance(50)
                    ? new GrantorDied(person, day(), List.of(new Notice(AttorneyId.of(one(people)), day())), null, null, null)
                    : new GrantorIncapacitated(person, day());
        }
        if (kind < 37) {
            return new AttorneyDied(anyone, AttorneyId.of(one(people)), day());
        }
        if (kind < 39) {
            return new GrantorDissolved(entity, day());
        }
        if (kind < 43) {
            Set<Regime> regimes = EnumSet.of(one(List.of(Regime.values())), one(List.of(Regime.values())));
            return chance(50)
                    ? new GrantorCeasedReporting(anyone, one(ISSUERS).issuerId(), regimes, day(), null)
                    : new GrantorBeganReporting(anyone, one(ISSUERS).issuerId(), regimes, day(), null);
        }
        if (kind < 70) {
            return new PowerOfAttorneyGranted(anyone, PoaId.of("poa-" + stream(anyone.value()).size()), new Party(name(), null),
                    terms(anyone), null);
        }
        if (kind < 76) {
            LedgerRecord record = stream(anyone.value()).isEmpty() ? null : one(stream(anyone.value()));
            return record == null ? null : new RecordRetracted(anyone, record.recordId(), "recorded in error");
        }
        LedgerRecord grant = oneOf(anyone, PowerOfAttorneyGranted.class);
        return grant == null ? null : aboutAnInstrument(kind, (PowerOfAttorneyGranted) grant.act());
    }

    private LegalAct aboutAnInstrument(int kind, PowerOfAttorneyGranted grant) {
        if (kind < 84) {
            return new PowerOfAttorneyAmended(grant.grantorId(), grant.poaId(), null, terms(grant.grantorId()), null, null);
        }
        if (kind < 88) {
            return new PowerOfAttorneyRevoked(grant.grantorId(), grant.poaId(), day(), List.of(), List.of(), null);
        }
        if (kind < 92) {
            return new ConfirmationFiled(grant.grantorId(), grant.poaId(), new Accession("0001181431-04-028213"), Form.FORM_4, null, day(),
                    false, null, null, null);
        }
        String substitute = other(grant.grantorId(), chance(70) ? people : entities);
        return new SubstituteAppointed(grant.grantorId(), grant.poaId(), one(grant.terms().attorneys()).attorneyId(),
                new Person(AttorneyId.of(substitute), name(), null, null, null, kind(substitute)), Set.of(), day(),
                chance(70) ? List.of() : List.of(one(ISSUERS).issuerId()), chance(70) ? Set.of() : Set.of(Capacity.OFFICER),
                null, chance(50) ? SubstituteAppointed.As.SUBSTITUTE : SubstituteAppointed.As.CO_AGENT, null, null, null);
    }

    private SignatoryRecorded signatory(GrantorId entity) {
        String who = other(entity, chance(60) ? people : entities);
        return new SignatoryRecorded(entity, new Party(name(), null), new Signatory(PartyId.of(who), name(), null, kind(who)),
                one(List.of(SignatoryCapacity.values())), null, FIRST_DAY.plusDays(random.nextInt(4)), chance(80) ? null : day(),
                chance(80) ? Set.of() : Set.of(one(FORMS)), chance(80) ? null : 1 + random.nextInt(2), null, null, null);
    }

    private Terms terms(GrantorId grantor) {
        List<String> everyone = new ArrayList<>(people);
        if (chance(50)) {
            everyone.addAll(entities);
        }
        everyone.remove(grantor.value());
        Collections.shuffle(everyone, random);
        List<Attorney> attorneys = everyone.subList(0, 1 + random.nextInt(3)).stream()
                .map(id -> new Attorney(AttorneyId.of(id), name(), null, null, false, false, null, kind(id))).toList();
        List<AttorneyId> ids = attorneys.stream().map(Attorney::attorneyId).toList();
        List<Power> powers = List.of(
                new Power("a", chance(50) ? Set.of(one(FORMS)) : Set.of(one(FORMS), Form.ALL), chance(50),
                        chance(70) ? Set.of() : Set.of(Capacity.OFFICER), null, List.of(), null, List.of()),
                new Power("b", Set.of(one(FORMS)), true, Set.of(), null, chance(70) ? List.of() : List.of(ids.getFirst()),
                        null, List.of()));
        SigningRule signing = chance(70) || ids.size() < 2
                ? SigningRule.SINGLY
                : chance(50)
                        ? SigningRule.atLeast(2)
                        : new SigningRule(null, List.of(new SigningRule.Group(ids.subList(0, 1), 1),
                                new SigningRule.Group(ids.subList(1, ids.size()), 1)));
        OnBehalfOf onBehalfOf = chance(30)
                ? OnBehalfOf.NONE
                : chance(40)
                        ? OnBehalfOf.ANY
                        : OnBehalfOf.of(List.of(PartyId.of(one(entities)), PartyId.of(one(entities))).stream()
                                .distinct().toList());
        LocalDate executedOn = chance(60) ? FIRST_DAY : day();
        return new Terms(chance(20) ? ISSUERS.subList(0, 2) : List.of(one(ISSUERS)), attorneys, powers, signing, executedOn,
                chance(70) ? null : day(), chance(80) ? null : day(), chance(60) ? Set.of() : Set.of(one(List.of(Regime.values()))),
                one(List.of(SubstitutionPower.values())), chance(50) ? null : chance(50), null, chance(10), List.of(),
                one(List.of(RevocationTakesEffect.values())), onBehalfOf, chance(10), !chance(10), null);
    }

    /** Most often what it is; sometimes nothing is stated, and now and then it is wrong. */
    private @Nullable PartyKind kind(String id) {
        PartyKind kind = entities.contains(id) == chance(95) ? PartyKind.ENTITY : PartyKind.PERSON;
        return chance(25) ? null : kind;
    }

    private String name() {
        return "Name " + random.nextInt(9);
    }

    private String other(GrantorId than, List<String> from) {
        return one(from.stream().filter(id -> !id.equals(than.value())).toList());
    }

    private @Nullable LedgerRecord oneOf(GrantorId grantor, Class<? extends LegalAct> kind) {
        List<LedgerRecord> found = stream(grantor.value()).stream().filter(record -> kind.isInstance(record.act())).toList();
        return found.isEmpty() ? null : one(found);
    }

    private LocalDate day() {
        return FIRST_DAY.plusDays(chance(40) ? 6 + random.nextInt(3) : random.nextInt(DAYS));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
