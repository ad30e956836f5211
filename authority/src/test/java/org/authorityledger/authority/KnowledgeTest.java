package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;
import static org.authorityledger.authority.Acts.authorityOf;
import static org.authorityledger.authority.AuthorityAssert.assertThatAuthority;
import static org.authorityledger.events.Regime.SECTION_16;

import java.util.List;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Version;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What was known when: back-dated acts, corrections and retractions. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KnowledgeTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    @Nested
    class Recorded_late {

        @Test
        void a_revocation_of_march_recorded_in_june_changes_what_is_known_about_march_from_june_on() {
            acts.toldAt("2026-01-05T15:00:00Z").granted(POA, says -> says.effectiveOn("2026-01-05"));
            RecordId revocation = acts.toldAt("2026-06-10T15:00:00.000001Z").revokedInPerson(POA, "2026-03-02", IRVING);

            assertThatAuthority(authorityOf(IRVING, acts.knownBefore(revocation))).isInForceOn("2026-03-02").isOpen();
            assertThatAuthority(authorityOf(IRVING, acts.known().knownAt(acts.toldAt(revocation)))).isInForceOn("2026-03-01")
                    .isNotInForceOn("2026-03-02");
        }

        @Test
        void what_was_known_in_may_stays_answerable_no_matter_what_is_recorded_later() {
            RecordId grant = acts.granted(POA, says -> says);
            GrantorRecords knownThen = acts.known();
            acts.died("2004-01-01");
            acts.retracted(grant);

            assertThat(acts.known().knownAt(acts.toldAt(grant)).authorities()).isEqualTo(knownThen.authorities());
            assertThat(acts.known().authorities()).isEmpty();
        }

        @Test
        void before_the_grant_was_recorded_nothing_was_known() {
            RecordId grant = acts.granted(POA, says -> says);

            assertThat(acts.knownBefore(grant).authorities()).isEmpty();
            assertThat(acts.known().knownAt(acts.toldAt(grant)).authorities()).hasSize(3);
        }
    }

    @Nested
    class Corrected {

        @Test
        void corrected_terms_hold_over_the_whole_of_effective_time() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01"));
            acts.corrected(POA, says -> says.effectiveOn("2003-05-20"));

            assertThatAuthority(acts.authorityOf(IRVING)).isNotInForceOn("2003-05-19").isInForceOn("2003-05-20");
        }

        @Test
        void before_the_correction_was_recorded_the_terms_were_known_as_granted() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01"));
            RecordId correction = acts.corrected(POA, says -> says.effectiveOn("2003-05-20"));

            assertThatAuthority(authorityOf(IRVING, acts.knownBefore(correction))).isNotInForceOn("2003-05-31").isInForceOn("2003-06-01");
        }

        @Test
        void an_authority_keeps_its_identity_through_a_correction() {
            RecordId grant = acts.granted(POA, says -> says);
            acts.corrected(POA, says -> says.expiresOn("2006-01-21"));

            assertThat(acts.authorityOf(IRVING).key()).isEqualTo(new Authority.Key(grant, grant, IRVING, Acts.HEMACARE, List.of()));
        }

        @Test
        void an_expiry_that_a_correction_states_is_said_by_the_correction() {
            acts.granted(POA, says -> says.expiresOn("2006-01-21"));
            RecordId correction = acts.corrected(POA, says -> says.expiresOn("2005-01-21"));

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-01-21").isNotInForceOn("2005-01-22")
                    .endsBy(EndCause.EXPIRED, correction);
        }

        @Test
        void the_last_correction_stands() {
            acts.granted(POA, says -> says.expiresOn("2006-01-21"));
            acts.corrected(POA, says -> says.expiresOn("2005-01-21"));
            acts.corrected(POA, says -> says.withoutExpiry());

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }

        @Test
        void a_record_that_names_someone_whom_the_corrected_terms_no_longer_name_has_no_effect() {
            acts.granted(POA, says -> says.appointing(IRVING, STOVER));
            acts.resigned(POA, STOVER, "2004-07-01");
            acts.corrected(POA, says -> says.appointing(IRVING, FRACTOR));

            assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsExactly(FRACTOR, IRVING);
            assertThat(acts.known().authorities()).extracting(Authority::ending).containsOnlyNulls();
        }

        @Test
        void and_has_it_again_when_a_further_correction_names_them_again() {
            acts.granted(POA, says -> says.appointing(IRVING, STOVER));
            acts.resigned(POA, STOVER, "2004-07-01");
            acts.corrected(POA, says -> says.appointing(IRVING));
            acts.corrected(POA, says -> says.appointing(IRVING, STOVER));

            assertThatAuthority(acts.authorityOf(STOVER)).isInForceOn("2004-06-30").isNotInForceOn("2004-07-01");
        }

        @Test
        void a_revocation_of_everyone_names_whom_the_corrected_terms_name() {
            acts.granted(POA, says -> says.appointing(IRVING));
            acts.delivered(acts.revoked(POA, "2004-03-01"), FRACTOR, "2004-03-05");
            acts.corrected(POA, says -> says.appointing(IRVING, FRACTOR));

            assertThatAuthority(acts.authorityOf(FRACTOR)).isInForceOn("2004-03-04").isNotInForceOn("2004-03-05");
            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }

        @Test
        void when_a_correction_is_retracted_the_terms_before_it_stand_again() {
            acts.granted(POA, says -> says.expiresOn("2006-01-21"));
            RecordId first = acts.corrected(POA, says -> says.expiresOn("2005-01-21"));
            RecordId second = acts.corrected(POA, says -> says.expiresOn("2004-01-21"));
            acts.retracted(second);

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-01-21").isNotInForceOn("2005-01-22")
                    .endsBy(EndCause.EXPIRED, first);
        }
    }

    @Nested
    class Retracted {

        @Test
        void a_retracted_record_is_as_if_never_recorded_from_then_on_in_recorded_time() {
            acts.granted(POA, says -> says);
            RecordId death = acts.died("2004-01-01");
            RecordId retraction = acts.retracted(death);

            assertThatAuthority(authorityOf(IRVING, acts.knownBefore(retraction))).isInForceOn("2003-12-31").isNotInForceOn("2004-01-01");
            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }

        @Test
        void the_next_cause_ends_an_authority_whose_end_was_retracted() {
            acts.granted(POA, says -> says);
            RecordId death = acts.died("2004-01-01");
            RecordId resignation = acts.resigned(POA, IRVING, "2005-01-01");
            acts.retracted(death);

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2004-12-31").isNotInForceOn("2005-01-01")
                    .endsBy(EndCause.RESIGNED, resignation);
        }

        @Test
        void a_retracted_delivery_leaves_the_revocation_and_its_other_deliveries() {
            acts.granted(POA, says -> says);
            RecordId revocation = acts.revoked(POA, "2004-03-01");
            RecordId delivery = acts.delivered(revocation, IRVING, "2004-03-05");
            acts.delivered(revocation, FRACTOR, "2004-03-09");
            acts.retracted(delivery);

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
            assertThatAuthority(acts.authorityOf(FRACTOR)).isInForceOn("2004-03-08").isNotInForceOn("2004-03-09");
        }

        @Test
        void a_retracted_revocation_takes_its_deliveries_with_it() {
            acts.granted(POA, says -> says);
            RecordId revocation = acts.revoked(POA, "2004-03-01");
            acts.delivered(revocation, IRVING, "2004-03-05");
            acts.retracted(revocation);

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }

        @Test
        void a_retracted_substitution_gives_nothing_and_its_retracted_revocation_leaves_it_open() {
            acts.granted(POA, says -> says.withSubstitution());
            RecordId substitution = acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
            RecordId revocation = acts.substitutionRevoked(substitution, "2004-08-01");

            acts.retracted(revocation);
            assertThatAuthority(acts.authorityOf(KWIAT)).isOpen();

            acts.retracted(substitution);
            assertThat(acts.known().authorities()).extracting(Authority::attorneyId).doesNotContain(KWIAT);
        }

        @Test
        void a_retracted_grant_takes_with_it_all_that_depends_on_it_and_nothing_else() {
            RecordId grant = acts.granted(POA, says -> says.appointing(STOVER).withSubstitution());
            acts.granted("heaton-2005", says -> says.appointing(FRACTOR));
            acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
            acts.corrected(POA, says -> says.appointing(STOVER, IRVING));
            acts.retracted(grant);

            assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsExactly(FRACTOR);
            assertThat(acts.known().unretracted().instrument(PoaId.of(POA))).isNull();
            assertThat(acts.known().unretracted().knows(KWIAT)).isFalse();
        }

        @Test
        void a_retracted_record_stays_in_the_ledger_and_is_known_to_be_retracted() {
            RecordId grant = acts.granted(POA, says -> says);
            acts.retracted(grant);

            assertThat(acts.known().unretracted().record(grant)).isEqualTo(acts.records().getFirst());
            assertThat(acts.known().unretracted().retracted(grant)).isTrue();
            assertThat(acts.known().version()).isEqualTo(Version.of(2));
        }

        @Test
        void a_retracted_resumption_lets_the_instrument_lapse() {
            acts.granted(POA, says -> says.untilCeased(SECTION_16));
            acts.ceased(Acts.HEMACARE, "2007-04-02", SECTION_16);
            RecordId resumption = acts.resumed(Acts.HEMACARE, "2007-04-02", SECTION_16);
            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();

            acts.retracted(resumption);

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-04-01").isNotInForceOn("2007-04-02");
        }
    }
}
