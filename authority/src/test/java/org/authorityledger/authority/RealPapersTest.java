package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
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
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
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
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The questions that real papers ask, which the first edition of the law answered wrongly or not at all. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealPapersTest {

    private static final IssuerId ACME = IssuerId.of("acme");
    private static final IssuerId BERKSHIRE = IssuerId.of("berkshire");
    private static final IssuerId CORAL = IssuerId.of("coral");

    private final Map<PartyId, List<LedgerRecord>> streams = new HashMap<>();
    private long recorded;
    private Instant now = Instant.parse("2026-01-05T14:30:00.000001Z");

    private RecordId record(LegalAct act) {
        recorded++;
        RecordId recordId = new RecordId(UUID.nameUUIDFromBytes(("record " + recorded).getBytes(StandardCharsets.UTF_8)));
        List<LedgerRecord> stream = streams.computeIfAbsent(PartyId.of(act.grantorId().value()), party -> new ArrayList<>());
        now = now.plus(Duration.ofHours(1));
        stream.add(new LedgerRecord(recordId, Position.of(recorded), Sequence.of(stream.size()), now, "recorder", act));
        return recordId;
    }

    private Answer ask(String grantor, String form, IssuerId issuer, String on, String... signers) {
        return ask(grantor, form, issuer, on, Set.of(), signers);
    }

    private Answer ask(String grantor, String form, IssuerId issuer, String on, Set<Capacity> capacities, String... signers) {
        Map<PartyId, GrantorRecords> all = new HashMap<>();
        streams.forEach((party, records) -> all.put(party, GrantorRecords.of(records)));
        return Check.answer(new Question(GrantorId.of(grantor), issuer, FormAsked.of(form),
                List.of(signers).stream().map(AttorneyId::of).toList(), capacities, day(on)), new RecordedParties(all, Instant.MAX));
    }

    private static List<Remark.Code> remarks(Answer answer) {
        return answer.remarks().stream().map(Remark::code).toList();
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    private static GrantorId g(String id) {
        return GrantorId.of(id);
    }

    private static AttorneyId a(String id) {
        return AttorneyId.of(id);
    }

    private static Attorney named(String id) {
        return new Attorney(a(id), id, null, null, false, false);
    }

    private static Attorney entity(String id) {
        return new Attorney(a(id), id, null, null, false, false, null, PartyKind.ENTITY);
    }

    private static Attorney employed(String id, @Nullable String employer) {
        return new Attorney(a(id), id, null, employer, true, false);
    }

    private static Power power(String clause, String... forms) {
        return new Power(clause, Set.copyOf(List.of(forms).stream().map(Form::of).toList()), null, Set.of(), null);
    }

    /** What a paper says; without more: for Acme, signed 2020-01-02, clause (a) Forms 3, 4 and 5, signing singly. */
    private static final class Paper {

        private List<Issuer> issuers = List.of(new Issuer(ACME, "Acme", null));
        private List<Attorney> attorneys = List.of();
        private List<Power> powers = List.of(power("a", "3", "4", "5"));
        private SigningRule signing = SigningRule.SINGLY;
        private String executedOn = "2020-01-02";
        private @Nullable String effectiveOn;
        private @Nullable String expiresOn;
        private Set<Regime> until = Set.of();
        private SubstitutionPower substitution = SubstitutionPower.NONE;
        private @Nullable Boolean durable;
        private boolean supersedesPrior;
        private List<PoaId> supersedes = List.of();
        private RevocationTakesEffect effect = RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY;
        private OnBehalfOf onBehalfOf = OnBehalfOf.NONE;
        private boolean undated;
        private boolean seen = true;

        Paper to(Attorney... some) {
            attorneys = List.of(some);
            return this;
        }

        Paper to(String... ids) {
            attorneys = List.of(ids).stream().map(RealPapersTest::named).toList();
            return this;
        }

        Paper at(IssuerId... some) {
            issuers = List.of(some).stream().map(id -> id.equals(IssuerId.ANY) ? Issuer.ANY : new Issuer(id, id.value(), null)).toList();
            return this;
        }

        Paper giving(Power... some) {
            powers = List.of(some);
            return this;
        }

        Terms terms() {
            return new Terms(issuers, attorneys, powers, signing, day(executedOn), effectiveOn == null ? null : day(effectiveOn),
                    expiresOn == null ? null : day(expiresOn), until, substitution, durable, null, supersedesPrior, supersedes, effect,
                    onBehalfOf, undated, seen, null);
        }
    }

    private RecordId grant(String grantor, String poa, UnaryOperator<Paper> says) {
        return record(
                new PowerOfAttorneyGranted(g(grantor), PoaId.of(poa), new Party(grantor, null), says.apply(new Paper()).terms(), null));
    }

    private RecordId amend(String grantor, String poa, String effectiveOn, UnaryOperator<Paper> says) {
        Paper paper = says.apply(new Paper());
        paper.effectiveOn = effectiveOn;
        return record(new PowerOfAttorneyAmended(g(grantor), PoaId.of(poa), null, paper.terms(), null, null));
    }

    private RecordId signatory(String entity, String signatory, SignatoryCapacity capacity, String from, @Nullable Integer minimum) {
        return record(new SignatoryRecorded(g(entity), null, new Signatory(PartyId.of(signatory), signatory, null, null), capacity, null,
                day(from), null, Set.of(), minimum, null, null, null));
    }

    private RecordId kind(String party, PartyKind kind) {
        return record(new PowerOfAttorneyGranted(g(party), PoaId.of("kind-" + party + recorded), new Party(party, null, kind),
                new Paper().to("no-one-of-" + party).at(IssuerId.of("elsewhere")).terms(), null));
    }

    private RecordId appoint(String grantor, String poa, String by, String substitute, String from, SubstituteAppointed.As as,
            IssuerId... issuers) {
        return record(new SubstituteAppointed(g(grantor), PoaId.of(poa), a(by), new Person(a(substitute), substitute, null, null), Set.of(),
                day(from), List.of(issuers), Set.of(), null, as, null, null, null));
    }

    @Nested
    class The_own_hand {

        @Test
        void a_dead_grantor_signs_nothing_and_a_living_one_does() {
            grant("ann", "p", says -> says.to("lee"));
            record(new GrantorDied(g("ann"), day("2022-03-01")));

            assertThat(ask("ann", "4", ACME, "2022-02-28", "ann").reason()).isEqualTo(Reason.SELF_SIGNED);
            Answer after = ask("ann", "4", ACME, "2022-03-01", "ann");
            assertThat(after.authorized()).isFalse();
            assertThat(after.reason()).isEqualTo(Reason.GRANTOR_DIED);
            assertThat(remarks(after)).containsExactly(Remark.Code.ENDS_THAT_DAY);
            assertThat(ask("ann", "4", ACME, "2023-03-01", "ann", "lee").reason()).isEqualTo(Reason.GRANTOR_DIED);
        }

        @Test
        void one_who_lost_capacity_signs_by_a_durable_power_alone() {
            grant("ann", "p", says -> {
                says.durable = true;
                return says.to("lee");
            });
            record(new GrantorIncapacitated(g("ann"), day("2022-03-01")));

            assertThat(ask("ann", "4", ACME, "2022-03-02", "ann").reason()).isEqualTo(Reason.GRANTOR_INCAPACITATED);
            assertThat(ask("ann", "4", ACME, "2022-03-02", "ann", "lee").reason()).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void an_entity_is_nobodys_hand() {
            kind("fund", PartyKind.ENTITY);

            assertThat(ask("fund", "4", ACME, "2022-03-02", "fund").reason()).isEqualTo(Reason.NO_SIGNATORY);
            kind("fund", PartyKind.PERSON);
            assertThat(ask("fund", "4", ACME, "2022-03-02", "fund").reason()).as("as last stated").isEqualTo(Reason.SELF_SIGNED);
        }

        @Test
        void of_a_grantor_unknown_to_the_ledger_that_is_said() {
            assertThat(remarks(ask("zed", "4", ACME, "2022-03-02", "zed"))).containsExactly(Remark.Code.UNKNOWN_GRANTOR);
            Answer no = ask("zed", "4", ACME, "2022-03-02", "lee");
            assertThat(no.reason()).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
            assertThat(remarks(no)).containsExactly(Remark.Code.UNKNOWN_GRANTOR);
            RecordId only = grant("zed", "p", says -> says.to("kim"));
            assertThat(remarks(ask("zed", "4", ACME, "2022-03-02", "lee"))).isEmpty();
            record(new RecordRetracted(g("zed"), only, "wrong person"));
            assertThat(remarks(ask("zed", "4", ACME, "2022-03-02", "lee"))).containsExactly(Remark.Code.UNKNOWN_GRANTOR);
        }

        @Test
        void an_answer_from_the_records_of_a_scope_says_that_there_may_be_others() {
            grant("ann", "p", says -> says.to("lee"));
            Answer yes = within("ann", "lee");
            Answer unknown = within("zed", "lee");

            assertThat(yes.authorized()).isTrue();
            assertThat(remarks(yes)).endsWith(Remark.Code.WITHIN_SCOPE).doesNotContain(Remark.Code.UNKNOWN_GRANTOR);
            assertThat(remarks(unknown)).containsExactly(Remark.Code.UNKNOWN_GRANTOR, Remark.Code.WITHIN_SCOPE);
            Question question = new Question(g("zed"), ACME, FormAsked.of("4"), List.of(AttorneyId.of("lee")), Set.of(), day("2022-03-02"));
            assertThat(unknown.remarks()).extracting(remark -> Explanation.of(remark, question, unknown, id -> id, LocalDate::toString))
                    .first().isEqualTo("Within the scope nothing is known of zed.");
            assertThat(Explanation.of(question, unknown, id -> id, question.on()))
                    .startsWith("No, as far as the scope shows: lee may not sign Form 4 for zed at ");
        }

        private Answer within(String grantor, String signer) {
            Map<PartyId, GrantorRecords> all = new HashMap<>();
            streams.forEach((party, records) -> all.put(party, GrantorRecords.of(records)));
            KnownParties everything = new RecordedParties(all, Instant.MAX);
            return Check.answer(
                    new Question(g(grantor), ACME, FormAsked.of("4"), List.of(AttorneyId.of(signer)), Set.of(), day("2022-03-02")),
                    new KnownParties() {

                        @Override
                        public List<Authority> authorities(PartyId party) {
                            return everything.authorities(party);
                        }

                        @Override
                        public PartyFacts facts(PartyId party) {
                            return everything.facts(party);
                        }

                        @Override
                        public PartyKind kind(PartyId party) {
                            return everything.kind(party);
                        }

                        @Override
                        public boolean complete() {
                            return false;
                        }
                    });
        }
    }

    @Nested
    class Joint_signing {

        @Test
        void one_person_fills_one_place() {
            grant("ann", "p", says -> {
                says.signing = SigningRule.atLeast(2);
                says.substitution = SubstitutionPower.ALLOWED;
                return says.to("lee", "kim");
            });
            appoint("ann", "p", "kim", "lee", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);
            appoint("ann", "p", "kim", "joe", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);

            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee", "joe").reason()).isEqualTo(Reason.IN_FORCE);
            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee", "kim").reason()).isEqualTo(Reason.IN_FORCE);
            assertThat(ask("ann", "4", ACME, "2021-06-01", "kim", "joe").reason()).as("two for one place")
                    .isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
        }

        @Test
        void each_group_must_be_met() {
            grant("ann", "p", says -> {
                says.signing = new SigningRule(1, List.of(new SigningRule.Group(List.of(a("zoe")), 1),
                        new SigningRule.Group(List.of(a("yan"), a("yves")), 1)));
                return says.to("zoe", "yan", "yves");
            });

            assertThat(ask("ann", "4", ACME, "2021-06-01", "yan", "yves").reason()).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(ask("ann", "4", ACME, "2021-06-01", "zoe").reason()).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(ask("ann", "4", ACME, "2021-06-01", "zoe", "yves").reason()).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void a_clause_can_have_its_own_rule_and_clauses_are_not_mixed() {
            Power alone = new Power("a", Set.of(Form.FORM_4), null, Set.of(), null, List.of(), SigningRule.SINGLY, List.of());
            Power together = new Power("b", Set.of(Form.SCHEDULE_13D), null, Set.of(), null, List.of(), SigningRule.atLeast(2), List.of());
            grant("ann", "p", says -> says.to("lee", "kim").giving(alone, together));

            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee").authorized()).isTrue();
            assertThat(ask("ann", "SC 13D", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(ask("ann", "SC 13D", ACME, "2021-06-01", "lee", "kim").authorized()).isTrue();
        }
    }

    @Nested
    class Clauses {

        @Test
        void a_clause_for_any_such_form_covers_no_more_than_the_clause_it_belongs_to() {
            Power a = new Power("a", Set.of(Form.FORM_3, Form.FORM_4), false, Set.of(Capacity.OFFICER, Capacity.DIRECTOR), null);
            Power d = new Power("d", Set.of(), true, Set.of(), "any such form and any amendment", List.of(), null, List.of("a"));
            grant("ann", "p", says -> says.to("lee").giving(a, d));

            assertThat(ask("ann", "4", ACME, "2021-06-01", Set.of(Capacity.TEN_PERCENT_OWNER), "lee").reason())
                    .isEqualTo(Reason.CAPACITY_NOT_COVERED);
            assertThat(ask("ann", "4/A", ACME, "2021-06-01", Set.of(Capacity.OFFICER), "lee").authorized()).isTrue();
            assertThat(ask("ann", "5", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.FORM_NOT_COVERED);
            assertThat(remarks(ask("ann", "4", ACME, "2021-06-01", "lee"))).contains(Remark.Code.ONLY_IN_CAPACITY);
            assertThat(remarks(ask("ann", "4", ACME, "2021-06-01", Set.of(Capacity.OFFICER), "lee")))
                    .doesNotContain(Remark.Code.ONLY_IN_CAPACITY);
        }

        @Test
        void without_the_accessory_clause_amendments_are_not_covered() {
            Power a = new Power("a", Set.of(Form.FORM_4), false, Set.of(), null);
            Power d = new Power("d", Set.of(), true, Set.of(), null, List.of(a("kim")), null, List.of("a"));
            grant("ann", "p", says -> says.to("lee", "kim").giving(a, d));

            assertThat(ask("ann", "4/A", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.AMENDMENT_NOT_COVERED);
            assertThat(ask("ann", "4/A", ACME, "2021-06-01", "kim").authorized()).isTrue();
        }

        @Test
        void any_other_form_can_be_asked_for_and_given() {
            grant("ann", "p", says -> says.to("lee").giving(power("a", "4", "13f-hr")));
            grant("ann", "q", says -> says.to("kim").giving(power("a", "ALL")));

            assertThat(ask("ann", "8-K", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.FORM_NOT_COVERED);
            assertThat(ask("ann", "Form 13F-HR", ACME, "2021-06-01", "lee").authorized()).isTrue();
            assertThat(ask("ann", "13F-HR/A", ACME, "2021-06-01", "lee").authorized()).isTrue();
            assertThat(ask("ann", "8-K", ACME, "2021-06-01", "kim").authorized()).isTrue();
            assertThat(remarks(ask("ann", "8-K", ACME, "2021-06-01", "kim"))).isEmpty();
        }
    }

    @Nested
    class Substitutes {

        @Test
        void for_one_issuer_sign_at_no_other() {
            grant("ann", "p", says -> {
                says.substitution = SubstitutionPower.ALLOWED;
                return says.to("lee").at(IssuerId.ANY);
            });
            appoint("ann", "p", "lee", "kim", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE, BERKSHIRE);

            assertThat(ask("ann", "4", BERKSHIRE, "2021-06-01", "kim").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-06-01", "kim").reason()).isEqualTo(Reason.ISSUER_NOT_COVERED);
        }

        @Test
        void of_substitutes_need_the_power_of_resubstitution() {
            for (SubstitutionPower allowed : SubstitutionPower.values()) {
                String poa = allowed.name();
                grant("ann", poa, says -> {
                    says.substitution = allowed;
                    return says.to("lee");
                });
                appoint("ann", poa, "lee", "kim", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);
                appoint("ann", poa, "kim", "joe-" + allowed, "2021-02-01", SubstituteAppointed.As.SUBSTITUTE);
                appoint("ann", poa, "joe-" + allowed, "lee", "2021-03-01", SubstituteAppointed.As.SUBSTITUTE);
            }

            assertThat(ask("ann", "4", ACME, "2021-06-01", "joe-WITH_RESUBSTITUTION").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-06-01", "joe-ALLOWED").reason()).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
            assertThat(ask("ann", "4", ACME, "2021-06-01", "joe-NONE").reason()).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
        }

        @Test
        void fall_with_the_whole_instrument_by_its_own_cause() {
            grant("ann", "p", says -> {
                says.substitution = SubstitutionPower.ALLOWED;
                says.expiresOn = "2021-12-31";
                return says.to("lee");
            });
            appoint("ann", "p", "lee", "kim", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);

            assertThat(ask("ann", "4", ACME, "2022-01-01", "kim").reason()).isEqualTo(Reason.EXPIRED);
            record(new AttorneyResigned(g("ann"), PoaId.of("p"), a("lee"), day("2021-06-01")));
            assertThat(ask("ann", "4", ACME, "2021-07-01", "kim").reason()).isEqualTo(Reason.PRINCIPAL_ATTORNEY_ENDED);
        }

        @Test
        void a_co_agent_stays_when_the_one_who_appointed_them_goes() {
            grant("ann", "p", says -> {
                says.substitution = SubstitutionPower.ALLOWED;
                return says.to("lee");
            });
            appoint("ann", "p", "lee", "kim", "2021-01-01", SubstituteAppointed.As.CO_AGENT);
            appoint("ann", "p", "lee", "late", "2021-06-01", SubstituteAppointed.As.CO_AGENT);
            record(new AttorneyResigned(g("ann"), PoaId.of("p"), a("lee"), day("2021-06-01")));

            assertThat(ask("ann", "4", ACME, "2021-07-01", "lee").reason()).isEqualTo(Reason.RESIGNED);
            assertThat(ask("ann", "4", ACME, "2021-07-01", "kim").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-07-01", "late").reason()).as("appointed by one no longer in force")
                    .isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
            record(new GrantorDied(g("ann"), day("2022-01-01")));
            assertThat(ask("ann", "4", ACME, "2022-01-01", "kim").reason()).isEqualTo(Reason.GRANTOR_DIED);
        }

        @Test
        void a_co_agent_belongs_to_no_group() {
            grant("ann", "p", says -> {
                says.substitution = SubstitutionPower.ALLOWED;
                says.signing = new SigningRule(null,
                        List.of(new SigningRule.Group(List.of(a("lee")), 1), new SigningRule.Group(List.of(a("kim")), 1)));
                return says.to(employed("lee", "Firm LLP"), named("kim"));
            });
            appoint("ann", "p", "kim", "lee", "2021-01-01", SubstituteAppointed.As.CO_AGENT);
            record(new AttorneyEmploymentEnded(g("ann"), a("lee"), day("2021-06-01"), "Firm LLP", null, null, null));

            assertThat(ask("ann", "4", ACME, "2021-05-31", "lee", "kim").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee", "kim").reason()).as("the co-agent's place is not the one in the group")
                    .isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
        }

        @Test
        void in_a_circle_come_to_an_end() {
            grant("ann", "p", says -> {
                says.substitution = SubstitutionPower.WITH_RESUBSTITUTION;
                return says.to("lee");
            });
            appoint("ann", "p", "lee", "kim", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);
            appoint("ann", "p", "kim", "nia", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);
            appoint("ann", "p", "nia", "kim", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);
            appoint("ann", "p", "nia", "lee", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);

            for (String signer : List.of("lee", "kim", "nia")) {
                assertThat(ask("ann", "4", ACME, "2021-01-01", signer).basis()).as(signer).hasSize(1);
                assertThat(ask("ann", "4", ACME, "2021-01-01", signer).authorized()).as(signer).isTrue();
            }
        }

        @Test
        void who_resigns_loses_every_place_under_the_instrument() {
            grant("ann", "p", says -> {
                says.substitution = SubstitutionPower.ALLOWED;
                return says.to("lee", "kim");
            });
            appoint("ann", "p", "lee", "kim", "2021-01-01", SubstituteAppointed.As.SUBSTITUTE);
            record(new AttorneyResigned(g("ann"), PoaId.of("p"), a("kim"), day("2021-06-01")));

            assertThat(ask("ann", "4", ACME, "2021-05-31", "kim").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-06-01", "kim").reason()).isEqualTo(Reason.RESIGNED);
        }
    }

    @Nested
    class Revocations {

        @Test
        void work_when_the_instrument_says_so() {
            for (RevocationTakesEffect effect : RevocationTakesEffect.values()) {
                grant("ann", effect.name(), says -> {
                    says.effect = effect;
                    return says.to("lee-" + effect);
                });
                record(new PowerOfAttorneyRevoked(g("ann"), PoaId.of(effect.name()), day("2021-03-01"), List.of(),
                        List.of(Delivery.toIssuer(day("2021-04-01")), new Delivery(a("lee-" + effect), day("2021-05-01"))), null));
            }

            assertThat(ask("ann", "4", ACME, "2021-02-28", "lee-ON_SIGNING").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-03-01", "lee-ON_SIGNING").reason()).isEqualTo(Reason.REVOKED);
            assertThat(ask("ann", "4", ACME, "2021-03-31", "lee-ON_DELIVERY_TO_ISSUER").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-04-01", "lee-ON_DELIVERY_TO_ISSUER").reason()).isEqualTo(Reason.REVOKED);
            assertThat(ask("ann", "4", ACME, "2021-04-30", "lee-ON_DELIVERY_TO_ATTORNEY").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-05-01", "lee-ON_DELIVERY_TO_ATTORNEY").reason()).isEqualTo(Reason.REVOKED);
        }

        @Test
        void of_one_paper_for_three_companies_are_for_all_three() {
            grant("ann", "p", says -> says.to("lee").at(ACME, BERKSHIRE, CORAL));
            record(new PowerOfAttorneyRevoked(g("ann"), PoaId.of("p"), day("2021-03-01"), List.of(),
                    List.of(new Delivery(a("lee"), day("2021-03-01"))), null));

            for (IssuerId issuer : List.of(ACME, BERKSHIRE, CORAL)) {
                assertThat(ask("ann", "4", issuer, "2021-02-28", "lee").authorized()).isTrue();
                assertThat(ask("ann", "4", issuer, "2021-03-01", "lee").reason()).isEqualTo(Reason.REVOKED);
            }
            assertThat(ask("ann", "4", IssuerId.of("other"), "2021-02-28", "lee").reason()).isEqualTo(Reason.ISSUER_NOT_COVERED);
        }

        @Test
        void of_one_paper_for_a_hundred_companies_are_for_all_of_them() {
            IssuerId[] companies = IntStream.range(0, 100).mapToObj(n -> IssuerId.of("company-" + n)).toArray(IssuerId[]::new);
            grant("ann", "p", says -> says.to("lee", "kim").at(companies));
            record(new PowerOfAttorneyRevoked(g("ann"), PoaId.of("p"), day("2021-03-01"), List.of(a("lee")),
                    List.of(new Delivery(a("lee"), day("2021-03-02"))), null));

            for (IssuerId company : companies) {
                assertThat(ask("ann", "4", company, "2021-03-01", "lee").authorized()).isTrue();
                assertThat(ask("ann", "4", company, "2021-03-02", "lee").reason()).isEqualTo(Reason.REVOKED);
                assertThat(ask("ann", "4", company, "2021-03-02", "kim").authorized()).isTrue();
            }
            assertThat(ask("ann", "4", ACME, "2021-03-01", "lee").reason()).isEqualTo(Reason.ISSUER_NOT_COVERED);
        }

        @Test
        void by_a_later_paper_that_names_one_leave_the_others() {
            grant("ann", "old-1", says -> says.to("lee"));
            grant("ann", "old-2", says -> says.to("kim"));
            grant("ann", "new", says -> {
                says.executedOn = "2021-01-02";
                says.supersedes = List.of(PoaId.of("old-1"));
                return says.to("joe").at(BERKSHIRE);
            });

            assertThat(ask("ann", "4", ACME, "2021-01-01", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-01-02", "lee").reason()).isEqualTo(Reason.SUPERSEDED);
            assertThat(ask("ann", "4", ACME, "2021-01-02", "kim").authorized()).isTrue();
        }
    }

    @Nested
    class Riders {

        @Test
        void say_nothing_of_the_time_before_them() {
            grant("ann", "p", says -> says.to("lee"));
            amend("ann", "p", "2022-01-01", says -> says.to("lee", "kim"));

            assertThat(ask("ann", "4", ACME, "2021-06-01", "kim").reason()).isEqualTo(Reason.NOT_YET_EFFECTIVE);
            assertThat(ask("ann", "4", ACME, "2022-01-01", "kim").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-12-31", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2022-01-01", "lee").authorized()).isTrue();
        }

        @Test
        void drop_someone_and_can_name_them_again() {
            grant("ann", "p", says -> says.to("lee", "kim"));
            amend("ann", "p", "2021-01-01", says -> says.to("kim"));
            amend("ann", "p", "2022-01-01", says -> says.to("lee", "kim"));

            assertThat(ask("ann", "4", ACME, "2020-12-31", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.AMENDED);
            assertThat(ask("ann", "4", ACME, "2022-01-01", "lee").authorized()).isTrue();
        }

        @Test
        void revive_nothing() {
            grant("ann", "p", says -> says.to("lee", "kim"));
            record(new AttorneyResigned(g("ann"), PoaId.of("p"), a("lee"), day("2021-06-01")));
            amend("ann", "p", "2022-01-01", says -> says.to("lee", "kim"));
            grant("ann", "q", says -> {
                says.expiresOn = "2021-12-31";
                return says.to("joe");
            });
            amend("ann", "q", "2022-06-01", says -> says.to("joe", "max"));

            assertThat(ask("ann", "4", ACME, "2022-06-01", "lee").reason()).isEqualTo(Reason.RESIGNED);
            assertThat(ask("ann", "4", ACME, "2022-06-01", "joe").reason()).isEqualTo(Reason.EXPIRED);
            assertThat(ask("ann", "4", ACME, "2022-06-01", "max").authorized()).isFalse();
        }

        @Test
        void of_two_on_one_day_the_later_recorded_governs_and_a_retracted_one_leaves_the_other() {
            grant("ann", "p", says -> says.to("lee"));
            amend("ann", "p", "2022-01-01", says -> says.to("kim"));
            RecordId second = amend("ann", "p", "2022-01-01", says -> says.to("joe"));

            assertThat(ask("ann", "4", ACME, "2022-01-01", "kim").authorized()).isFalse();
            assertThat(ask("ann", "4", ACME, "2022-01-01", "joe").authorized()).isTrue();
            record(new RecordRetracted(g("ann"), second, "wrong paper"));
            assertThat(ask("ann", "4", ACME, "2022-01-01", "kim").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2022-01-01", "joe").reason()).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
        }

        @Test
        void are_corrected_by_name() {
            grant("ann", "p", says -> says.to("lee"));
            RecordId rider = amend("ann", "p", "2022-01-01", says -> says.to("kim"));
            Paper right = new Paper().to("max");
            right.effectiveOn = "2022-03-01";
            record(new PowerOfAttorneyCorrected(g("ann"), PoaId.of("p"), new Party("ann", null), rider, right.terms(), "misread", null));

            assertThat(ask("ann", "4", ACME, "2022-02-28", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2022-03-01", "max").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2022-03-01", "kim").reason()).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
        }
    }

    @Nested
    class The_duty_to_report {

        private void paper(String executedOn) {
            grant("ann", "p", says -> {
                says.executedOn = executedOn;
                says.until = Set.of(Regime.SECTION_16);
                return says.to("lee").giving(power("a", "3", "4"), power("b", "ID"));
            });
        }

        @Test
        void may_begin_after_the_papers_are_signed() {
            record(new GrantorBeganReporting(g("ann"), ACME, Set.of(Regime.SECTION_16), day("2020-03-01"), null));
            paper("2020-01-02");

            Answer before = ask("ann", "ID", ACME, "2020-02-01", "lee");
            assertThat(before.authorized()).isTrue();
            assertThat(remarks(before)).doesNotContain(Remark.Code.NOT_REQUIRED_NOW);
            assertThat(remarks(ask("ann", "3", ACME, "2020-02-29", "lee"))).contains(Remark.Code.NOT_REQUIRED_NOW);
            assertThat(remarks(ask("ann", "3", ACME, "2020-03-01", "lee"))).doesNotContain(Remark.Code.NOT_REQUIRED_NOW);
        }

        @Test
        void that_ends_ends_the_paper_and_one_signed_later_begins_again() {
            record(new GrantorCeasedReporting(g("ann"), ACME, Set.of(Regime.SECTION_16), day("2019-01-01"), null));
            paper("2020-01-02");
            assertThat(ask("ann", "4", ACME, "2020-06-01", "lee").authorized()).as("signed when the duty had long ceased").isTrue();

            record(new GrantorResumedReporting(g("ann"), ACME, Set.of(Regime.SECTION_16), day("2020-07-01"), null));
            record(new GrantorCeasedReporting(g("ann"), ACME, Set.of(Regime.SECTION_16), day("2021-07-01"), null));
            assertThat(ask("ann", "4", ACME, "2021-06-30", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-07-01", "lee").reason()).isEqualTo(Reason.CEASED_REPORTING);
            record(new GrantorResumedReporting(g("ann"), ACME, Set.of(Regime.SECTION_16), day("2022-07-01"), null));
            assertThat(ask("ann", "4", ACME, "2022-08-01", "lee").reason()).as("never revives").isEqualTo(Reason.CEASED_REPORTING);
        }

        @Test
        void that_ceases_at_one_issuer_leaves_a_paper_for_all_in_force_with_a_remark() {
            grant("ann", "p", says -> {
                says.until = Set.of(Regime.SECTION_16);
                return says.to("lee").at(IssuerId.ANY);
            });
            record(new GrantorCeasedReporting(g("ann"), ACME, Set.of(Regime.SECTION_16), day("2021-07-01"), null));

            Answer answer = ask("ann", "4", ACME, "2021-07-01", "lee");
            assertThat(answer.authorized()).isTrue();
            assertThat(remarks(answer)).contains(Remark.Code.CEASED_AT_THIS_ISSUER, Remark.Code.NOT_REQUIRED_NOW);
            assertThat(remarks(ask("ann", "4", BERKSHIRE, "2021-07-01", "lee"))).doesNotContain(Remark.Code.CEASED_AT_THIS_ISSUER);
        }
    }

    @Nested
    class Employment {

        @Test
        void that_ended_before_the_paper_does_not_concern_it() {
            record(new AttorneyEmploymentEnded(g("ann"), a("lee"), day("2019-12-31")));
            grant("ann", "p", says -> says.to(employed("lee", null)));
            grant("ann", "q", says -> says.to(employed("kim", null)));
            record(new AttorneyEmploymentEnded(g("ann"), a("kim"), day("2020-01-02")));

            assertThat(ask("ann", "4", ACME, "2020-06-01", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2020-06-01", "kim").reason()).isEqualTo(Reason.EMPLOYMENT_ENDED);
        }

        @Test
        void by_another_employer_ends_nothing() {
            grant("ann", "p", says -> says.to(employed("lee", "Law Firm LLP"), employed("kim", null)));
            record(new AttorneyEmploymentEnded(g("ann"), a("lee"), day("2021-01-01"), "Acme Inc.", null, null, null));
            record(new AttorneyEmploymentEnded(g("ann"), a("kim"), day("2021-01-01"), "Acme Inc.", null, null, null));

            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-06-01", "kim").reason()).isEqualTo(Reason.EMPLOYMENT_ENDED);
            record(new AttorneyEmploymentEnded(g("ann"), a("lee"), day("2021-03-01"), "LAW  FIRM llp", null, null, null));
            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.EMPLOYMENT_ENDED);
        }
    }

    @Nested
    class Entities {

        @Test
        void sign_by_their_officers() {
            signatory("acme-co", "ceo", SignatoryCapacity.EXECUTIVE_OFFICER, "2020-01-01", null);

            Answer answer = ask("acme-co", "SC 13D", BERKSHIRE, "2021-01-01", "ceo");
            assertThat(answer.reason()).isEqualTo(Reason.SIGNED_BY_SIGNATORY);
            assertThat(answer.chains()).hasSize(1);
            assertThat(answer.chains().getFirst()).extracting(Link::by).containsExactly(Link.By.SIGNATORY, Link.By.HAND);
            assertThat(ask("acme-co", "SC 13D", BERKSHIRE, "2019-12-31", "ceo").reason()).isEqualTo(Reason.NO_SIGNATORY);
            assertThat(ask("acme-co", "SC 13D", BERKSHIRE, "2021-01-01", "cfo").reason()).isEqualTo(Reason.NO_SIGNATORY);
        }

        @Test
        void sign_through_others_and_their_attorneys() {
            signatory("fund", "gp", SignatoryCapacity.GENERAL_PARTNER, "2020-01-01", null);
            signatory("gp", "mia", SignatoryCapacity.MANAGING_MEMBER, "2020-01-01", null);
            grant("mia", "p", says -> {
                says.onBehalfOf = OnBehalfOf.of(List.of(PartyId.of("gp")));
                return says.to("lee").at(IssuerId.ANY).giving(power("a", "SC 13G"));
            });

            Answer answer = ask("fund", "SC 13G", BERKSHIRE, "2021-01-01", "lee");
            assertThat(answer.reason()).isEqualTo(Reason.SIGNED_BY_SIGNATORY);
            assertThat(answer.chains().getFirst()).extracting(Link::partyId).extracting(PartyId::value)
                    .containsExactly("gp", "mia", "lee", "lee");
            assertThat(remarks(answer)).contains(Remark.Code.CONFIRMATION_NOT_ON_FILE);
            assertThat(ask("fund", "SC 13G", BERKSHIRE, "2021-01-01", "mia").authorized()).isTrue();
            assertThat(ask("gp", "SC 13G", BERKSHIRE, "2021-01-01", "lee").authorized()).isTrue();
            assertThat(ask("fund", "4", BERKSHIRE, "2021-01-01", "lee").reason()).isEqualTo(Reason.NO_SIGNATORY);
            record(new GrantorDied(g("mia"), day("2021-06-01")));
            assertThat(ask("fund", "SC 13G", BERKSHIRE, "2021-06-01", "mia").reason()).isEqualTo(Reason.NO_SIGNATORY);
            assertThat(ask("fund", "SC 13G", BERKSHIRE, "2021-06-01", "lee").reason()).isEqualTo(Reason.NO_SIGNATORY);
        }

        @Test
        void a_power_that_does_not_say_so_is_for_the_signatory_alone() {
            signatory("fund", "mia", SignatoryCapacity.TRUSTEE, "2020-01-01", null);
            grant("mia", "p", says -> says.to("lee").at(IssuerId.ANY));

            assertThat(ask("mia", "4", BERKSHIRE, "2021-01-01", "lee").authorized()).isTrue();
            assertThat(ask("fund", "4", BERKSHIRE, "2021-01-01", "lee").reason()).isEqualTo(Reason.NO_SIGNATORY);
        }

        @Test
        void two_signatories_are_two_people() {
            signatory("fund", "one", SignatoryCapacity.TRUSTEE, "2020-01-01", 2);
            signatory("fund", "two", SignatoryCapacity.TRUSTEE, "2020-01-01", null);
            for (String trustee : List.of("one", "two")) {
                grant(trustee, "p-" + trustee, says -> {
                    says.onBehalfOf = OnBehalfOf.ANY;
                    return says.to("lee").at(IssuerId.ANY);
                });
            }

            assertThat(ask("fund", "4", BERKSHIRE, "2021-01-01", "one").reason()).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(ask("fund", "4", BERKSHIRE, "2021-01-01", "lee").reason()).as("one person for two trustees")
                    .isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(ask("fund", "4", BERKSHIRE, "2021-01-01", "one", "lee").authorized()).isTrue();
            assertThat(ask("fund", "4", BERKSHIRE, "2021-01-01", "one", "two").authorized()).isTrue();
        }

        @Test
        void eight_links_are_followed_and_not_nine_and_no_circle() {
            for (int i = 0; i < 9; i++) {
                signatory("e" + i, "e" + (i + 1), SignatoryCapacity.GENERAL_PARTNER, "2020-01-01", null);
            }
            for (int i = 1; i < 9; i++) {
                kind("e" + i, PartyKind.ENTITY);
            }
            signatory("e3", "e1", SignatoryCapacity.GENERAL_PARTNER, "2020-01-01", null);

            assertThat(ask("e1", "4", BERKSHIRE, "2021-01-01", "e9").authorized()).as("eight links").isTrue();
            assertThat(ask("e0", "4", BERKSHIRE, "2021-01-01", "e9").reason()).as("nine").isEqualTo(Reason.NO_SIGNATORY);
        }

        @Test
        void as_attorneys_fill_a_place_by_those_who_represent_them() {
            grant("fund", "p", says -> says.to(entity("adviser")));

            assertThat(ask("fund", "4", ACME, "2021-01-01", "adviser").reason()).isEqualTo(Reason.NO_SIGNATORY);
            assertThat(ask("fund", "4", ACME, "2021-01-01", "cfo").reason()).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
            signatory("adviser", "cfo", SignatoryCapacity.EXECUTIVE_OFFICER, "2020-06-01", null);
            Answer answer = ask("fund", "4", ACME, "2021-01-01", "cfo");
            assertThat(answer.reason()).isEqualTo(Reason.IN_FORCE);
            assertThat(answer.basis().getFirst().chains().getFirst()).extracting(Link::by)
                    .containsExactly(Link.By.POWER_OF_ATTORNEY, Link.By.SIGNATORY, Link.By.HAND);
            assertThat(ask("fund", "8-K", ACME, "2021-01-01", "cfo").reason()).isEqualTo(Reason.FORM_NOT_COVERED);
        }

        @Test
        void dissolved_have_no_signatories() {
            RecordId first = signatory("fund", "one", SignatoryCapacity.TRUSTEE, "2020-01-01", null);
            record(new GrantorDissolved(g("fund"), day("2021-06-01")));

            assertThat(ask("fund", "4", ACME, "2021-05-31", "one").authorized()).isTrue();
            assertThat(ask("fund", "4", ACME, "2021-06-01", "one").reason()).isEqualTo(Reason.GRANTOR_DISSOLVED);
            record(new SignatoryEnded(g("fund"), first, day("2021-01-01")));
            assertThat(ask("fund", "4", ACME, "2021-01-01", "one").reason()).isEqualTo(Reason.NO_SIGNATORY);
        }
    }

    @Nested
    class The_dead {

        @Test
        void sign_nothing_in_whichever_stream_it_is_recorded() {
            grant("ann", "p", says -> says.to("lee", "kim"));
            record(new AttorneyDied(g("ann"), a("lee"), day("2021-06-01")));
            grant("kim", "own", says -> says.to("max"));
            record(new GrantorDied(g("kim"), day("2021-07-01")));

            assertThat(ask("ann", "4", ACME, "2021-05-31", "lee").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.ATTORNEY_DIED);
            assertThat(ask("ann", "4", ACME, "2021-06-30", "kim").authorized()).isTrue();
            assertThat(ask("ann", "4", ACME, "2021-07-01", "kim").reason()).isEqualTo(Reason.ATTORNEY_DIED);
        }

        @Test
        void are_not_the_only_ones_whose_hand_no_longer_signs_the_incapacitated_do_not_either() {
            grant("ann", "p", says -> says.to("lee"));
            record(new AttorneyIncapacitated(g("ann"), a("lee"), day("2021-06-01")));
            signatory("fund", "mia", SignatoryCapacity.MANAGING_MEMBER, "2020-01-01", null);
            grant("mia", "p", says -> {
                says.onBehalfOf = OnBehalfOf.of(List.of(PartyId.of("fund")));
                return says.to("max");
            });
            record(new AttorneyIncapacitated(g("fund"), a("mia"), day("2021-06-01")));

            assertThat(ask("ann", "4", ACME, "2021-05-31", "lee").reason()).isEqualTo(Reason.IN_FORCE);
            assertThat(ask("ann", "4", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.ATTORNEY_INCAPACITATED);
            assertThat(ask("fund", "4", ACME, "2021-05-31", "mia").reason()).isEqualTo(Reason.SIGNED_BY_SIGNATORY);
            assertThat(ask("fund", "4", ACME, "2021-06-01", "mia").reason()).isEqualTo(Reason.NO_SIGNATORY);
            assertThat(ask("fund", "4", ACME, "2021-06-01", "max").reason()).as("whom the signatory appointed")
                    .isEqualTo(Reason.SIGNED_BY_SIGNATORY);
        }

        @Test
        void are_represented_by_no_one() {
            signatory("fund", "mia", SignatoryCapacity.MANAGING_MEMBER, "2020-01-01", null);
            grant("mia", "p", says -> {
                says.onBehalfOf = OnBehalfOf.of(List.of(PartyId.of("fund")));
                return says.to("lee");
            });
            assertThat(ask("fund", "4", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.SIGNED_BY_SIGNATORY);
            record(new AttorneyDied(g("fund"), a("mia"), day("2021-06-01")));

            assertThat(ask("fund", "4", ACME, "2021-05-31", "lee").reason()).isEqualTo(Reason.SIGNED_BY_SIGNATORY);
            assertThat(ask("fund", "4", ACME, "2021-06-01", "lee").reason()).isEqualTo(Reason.NO_SIGNATORY);
            assertThat(ask("fund", "4", ACME, "2021-06-01", "mia").reason()).isEqualTo(Reason.NO_SIGNATORY);
        }
    }

    @Nested
    class Remarks_are {

        @Test
        void that_no_filing_is_recorded_until_one_is() {
            grant("ann", "p", says -> says.to("lee"));
            assertThat(remarks(ask("ann", "4", ACME, "2021-01-01", "lee"))).containsExactly(Remark.Code.CONFIRMATION_NOT_ON_FILE);

            record(new ConfirmationFiled(g("ann"), PoaId.of("p"), Accession.of("0001181431-04-028213"), Form.FORM_4, "24",
                    day("2021-01-01"), false, null, null, null));
            assertThat(remarks(ask("ann", "4", ACME, "2021-01-01", "lee"))).isEmpty();
            assertThat(remarks(ask("ann", "4", ACME, "2020-12-31", "lee"))).containsExactly(Remark.Code.CONFIRMATION_NOT_ON_FILE);
            grant("ann", "q", says -> says.to("lee"));
            assertThat(remarks(ask("ann", "4", ACME, "2021-01-01", "lee"))).as("one on file is enough").isEmpty();
        }

        @Test
        void that_the_writing_was_not_seen_or_has_no_date() {
            grant("ann", "p", says -> {
                says.seen = false;
                says.undated = true;
                return says.to("lee");
            });

            assertThat(remarks(ask("ann", "4", ACME, "2021-01-01", "lee"))).contains(Remark.Code.TERMS_NOT_SEEN,
                    Remark.Code.EXECUTION_DATE_UNCERTAIN);
            assertThat(remarks(ask("ann", "8-K", ACME, "2021-01-01", "lee"))).contains(Remark.Code.TERMS_NOT_SEEN,
                    Remark.Code.EXECUTION_DATE_UNCERTAIN);
        }

        @Test
        void that_durability_is_unstated_and_that_no_one_had_notice() {
            grant("ann", "p", says -> says.to("lee"));
            record(new GrantorIncapacitated(g("ann"), day("2021-06-01"), List.of(new Notice(a("lee"), day("2021-06-10"))), null, null,
                    null));

            assertThat(remarks(ask("ann", "4", ACME, "2021-06-09", "lee"))).containsExactly(Remark.Code.DURABILITY_UNSTATED,
                    Remark.Code.WITHOUT_NOTICE);
            assertThat(remarks(ask("ann", "4", ACME, "2021-06-10", "lee"))).containsExactly(Remark.Code.DURABILITY_UNSTATED);
            assertThat(remarks(ask("ann", "4", ACME, "2021-06-01", "lee"))).contains(Remark.Code.ENDS_THAT_DAY);
        }
    }

    @Test
    void a_revoked_substitution_ends_with_its_until_too() {
        grant("ann", "p", says -> {
            says.substitution = SubstitutionPower.ALLOWED;
            return says.to("lee");
        });
        RecordId appointment = record(new SubstituteAppointed(g("ann"), PoaId.of("p"), a("lee"), new Person(a("kim"), "kim", null, null),
                Set.of(Form.FORM_4), day("2021-01-01"), List.of(), Set.of(Capacity.OFFICER), day("2022-01-01"),
                SubstituteAppointed.As.SUBSTITUTE, null, null, null));

        assertThat(ask("ann", "4", ACME, "2021-12-31", "kim").authorized()).isTrue();
        assertThat(ask("ann", "4", ACME, "2022-01-01", "kim").reason()).isEqualTo(Reason.EXPIRED);
        assertThat(ask("ann", "3", ACME, "2021-12-31", "kim").reason()).isEqualTo(Reason.FORM_NOT_COVERED);
        assertThat(ask("ann", "4", ACME, "2021-12-31", Set.of(Capacity.DIRECTOR), "kim").reason()).isEqualTo(Reason.CAPACITY_NOT_COVERED);
        assertThat(remarks(ask("ann", "4", ACME, "2021-12-31", "kim"))).contains(Remark.Code.ONLY_IN_CAPACITY);
        record(new SubstitutionRevoked(g("ann"), PoaId.of("p"), appointment, day("2021-06-01")));
        assertThat(ask("ann", "4", ACME, "2021-06-01", "kim").reason()).isEqualTo(Reason.REVOKED);
    }
}
