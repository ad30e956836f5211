package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.TREASURER;
import static org.authorityledger.authority.Acts.day;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.Form;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What follows from one more record, in authorities gained, lost and changed, and in words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsequencesTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    private Consequences of(Runnable act) {
        GrantorRecords before = acts.known();
        act.run();
        return Consequences.between(before.authorities(), acts.known().authorities());
    }

    private List<String> words(Consequences consequences) {
        return Announcement.of(consequences, Names.in(acts.records().stream().map(LedgerRecord::act).toList()));
    }

    @Test
    void a_grant_gains_an_authority_for_each_it_appoints() {
        Consequences consequences = of(() -> acts.granted(POA, says -> says.appointing(IRVING, FRACTOR).onlyPower("a", Form.FORM_4)));
        assertThat(consequences.gained()).extracting(Authority::attorneyId).containsExactly(FRACTOR, IRVING);
        assertThat(consequences.lost()).isEmpty();
        assertThat(consequences.changed()).isEmpty();
        assertThat(words(consequences))
                .contains("From 2003-05-08 Judi Irving may sign Form 4 for Andrew Heaton at HemaCare Corporation.");
    }

    @Test
    void a_delivered_revocation_changes_the_authority_of_the_one_it_reached() {
        acts.granted(POA, says -> says.appointing(IRVING, FRACTOR).onlyPower("a", Form.FORM_4));
        Consequences consequences = of(() -> acts.revokedInPerson(POA, "2005-03-01", IRVING));
        assertThat(consequences.gained()).isEmpty();
        assertThat(consequences.lost()).isEmpty();
        assertThat(consequences.changed()).singleElement().satisfies(changed -> {
            assertThat(changed.before().until()).isNull();
            assertThat(changed.after().until()).isEqualTo(day("2005-03-01"));
        });
        assertThat(words(consequences)).containsExactly(
                "From 2005-03-01 Judi Irving may no longer sign Form 4 for Andrew Heaton at HemaCare Corporation (revoked).");
    }

    @Test
    void an_authority_that_ends_on_its_first_day_is_lost_and_one_that_ends_the_day_after_is_changed() {
        acts.granted(POA, says -> says.appointing(IRVING));
        Consequences after = of(() -> acts.resigned(POA, IRVING, "2003-05-09"));
        assertThat(after.lost()).isEmpty();
        assertThat(after.changed()).hasSize(1);

        Consequences onTheDay = of(() -> acts.resigned(POA, IRVING, "2003-05-08"));
        assertThat(onTheDay.lost()).extracting(Authority::until).containsExactly(day("2003-05-09"));
        assertThat(onTheDay.changed()).isEmpty();
        assertThat(onTheDay.gained()).isEmpty();
    }

    @Test
    void what_never_was_is_neither_lost_nor_changed_and_is_gained_when_it_comes_to_be() {
        acts.granted(POA, says -> says.appointing(IRVING));
        acts.resigned(POA, IRVING, "2003-05-08");
        assertThat(of(() -> acts.died("2003-05-01")).none()).isTrue();
        GrantorRecords known = acts.known();
        Consequences lost = Consequences.between(known.authorities(), List.of());
        assertThat(lost.none()).isTrue();

        Acts others = new Acts();
        others.granted(POA, says -> says.appointing(IRVING));
        RecordId resignation = others.resigned(POA, IRVING, "2003-05-08");
        GrantorRecords before = others.known();
        others.retracted(resignation);
        Consequences gained = Consequences.between(before.authorities(), others.known().authorities());
        assertThat(gained.gained()).extracting(Authority::attorneyId).containsExactly(IRVING);
        assertThat(gained.changed()).isEmpty();
    }

    @Test
    void a_rider_tells_who_goes_on_who_signs_other_forms_who_is_new_and_who_is_dropped() {
        acts.granted(POA, says -> says.appointing(IRVING, FRACTOR).onlyPower("a", Form.FORM_4, Form.FORM_5));
        String heaton = " for Andrew Heaton at HemaCare Corporation";
        assertThat(words(of(() -> acts.amended(POA, says -> says.appointing(IRVING, KWIAT).onlyPower("a", Form.FORM_4, Form.FORM_ID)
                .effectiveOn("2004-01-01"))))).containsExactlyInAnyOrder(
                        "From 2004-01-01 Judi Irving may still sign Form 4" + heaton + ", by a rider to power of attorney heaton-2003.",
                        "From 2004-01-01 Judi Irving may also sign Form ID" + heaton + ".",
                        "From 2004-01-01 Judi Irving may no longer sign Form 5" + heaton
                                + " (ended when a rider to the power of attorney took effect).",
                        "From 2004-01-01 Katherine Kwiat may sign Form 4 and Form ID" + heaton + ".",
                        "From 2004-01-01 David Fractor may no longer sign Form 4 and Form 5" + heaton
                                + " (ended when a rider to the power of attorney took effect).");
    }

    @Test
    void who_goes_on_with_the_same_forms_loses_nothing_by_a_rider() {
        acts.granted(POA, says -> says.appointing(IRVING).onlyPower("a", Form.FORM_4));
        String heaton = " for Andrew Heaton at HemaCare Corporation";
        assertThat(words(of(() -> acts.amended(POA, says -> says.appointing(IRVING).onlyPower("a", Form.FORM_4)
                .effectiveOn("2004-01-01"))))).containsExactly(
                        "From 2004-01-01 Judi Irving may still sign Form 4" + heaton + ", by a rider to power of attorney heaton-2003.",
                        "From 2004-01-01 a rider to power of attorney heaton-2003 decides whether Judi Irving may sign Form 4" + heaton
                                + ".");
    }

    @Test
    void a_retracted_grant_loses_all_that_it_gave() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING, FRACTOR).onlyPower("a", Form.FORM_4));
        Consequences consequences = of(() -> acts.retracted(grant));
        assertThat(consequences.lost()).hasSize(2);
        assertThat(words(consequences)).contains("Judi Irving may on no day sign Form 4 for Andrew Heaton at HemaCare Corporation under "
                + "power of attorney heaton-2003; until now that was so from 2003-05-08.");
    }

    @Test
    void a_later_end_and_no_end_are_distinguished() {
        acts.granted(POA, says -> says.appointing(IRVING).onlyPower("a", Form.FORM_4).expiresOn("2004-12-31"));
        assertThat(words(of(() -> acts.corrected(POA, says -> says.expiresOn("2005-12-31"))))).containsExactly(
                "From 2005-01-01 until 2006-01-01 (expired) Judi Irving may still sign Form 4 for Andrew Heaton at HemaCare Corporation.");
        assertThat(words(of(() -> acts.corrected(POA, says -> says.withoutExpiry())))).containsExactly(
                "From 2006-01-01 Judi Irving may still sign Form 4 for Andrew Heaton at HemaCare Corporation, with no end known.");
    }

    @Test
    void forms_days_and_signatures_that_change_are_each_in_a_sentence() {
        acts.granted(POA, says -> says.appointing(IRVING, FRACTOR).onlyPower("a", Form.FORM_4, Form.FORM_5));
        assertThat(words(of(() -> acts.corrected(POA,
                says -> says.onlyPower("a", Form.FORM_4, Form.FORM_ID).effectiveOn("2003-06-01").atLeast(2)))))
                .contains("From 2003-06-01 Judi Irving may also sign Form ID for Andrew Heaton at HemaCare Corporation.",
                        "Judi Irving may on no day sign Form 5 for Andrew Heaton at HemaCare Corporation under power of attorney heaton-2003.",
                        "Before 2003-06-01 Judi Irving may not sign Form 4 and Form ID for Andrew Heaton at HemaCare Corporation.",
                        "Judi Irving signs Form 4 and Form ID for Andrew Heaton at HemaCare Corporation only together with others: at least 2 "
                                + "of the attorneys must sign.");
    }

    @Test
    void every_change_is_put_in_words() {
        for (long seed = 1; seed <= 200; seed++) {
            RandomHistories random = RandomHistories.of(Acts.HEATON, seed);
            List<LedgerRecord> history = new ArrayList<>();
            GrantorRecords before = GrantorRecords.NONE;
            for (int i = 0; i < 12; i++) {
                history.add(new LedgerRecord(new RecordId(new UUID(seed, i)), Position.of(i + 1L), Sequence.of(i),
                        Acts.day("2026-01-01").plusDays(i)
                                .atStartOfDay(ZoneOffset.UTC).toInstant(),
                        "recorder", random.next(history)));
                GrantorRecords after = GrantorRecords.of(history);
                Consequences consequences = Consequences.between(before.authorities(), after.authorities());
                List<String> words = Announcement.of(consequences, (part, id) -> id);
                int all = consequences.gained().size() + consequences.lost().size() + consequences.changed().size();
                assertThat(words).as("seed " + seed).hasSizeGreaterThanOrEqualTo(all).allMatch(sentence -> sentence.endsWith("."));
                before = after;
            }
        }
    }

    @Test
    void of_two_equal_ways_to_one_authority_either_may_go_without_anything_lost() {
        acts.granted(POA, says -> says.appointing(IRVING).appointingOffice(TREASURER).onlyPower("a", Form.FORM_4).withSubstitution());
        RecordId first = acts.heldOffice(POA, TREASURER, FRACTOR, "2004-01-01", null);
        RecordId second = acts.heldOffice(POA, TREASURER, FRACTOR, "2004-01-01", null);
        acts.substituted(POA, FRACTOR, KWIAT, "2005-01-01");
        Consequences one = of(() -> acts.retracted(first));
        assertThat(one.gained()).isEmpty();
        assertThat(one.lost()).extracting(Authority::attorneyId).containsExactly(FRACTOR);
        assertThat(one.changed()).extracting(changed -> changed.after().attorneyId()).containsExactly(KWIAT);
        assertThat(TouchedSignatures.by(one)).extracting(TouchedSignatures::attorneyId).containsOnly(FRACTOR);
        assertThat(words(one)).contains(
                "What Katherine Kwiat may sign for Andrew Heaton is as before, but rests on another record.");
        assertThat(of(() -> acts.retracted(second)).lost()).extracting(Authority::attorneyId).containsExactlyInAnyOrder(FRACTOR, KWIAT);
    }

    @Test
    void a_substitute_is_named_with_the_one_whose_place_is_taken() {
        acts.granted(POA, says -> says.appointing(IRVING).onlyPower("a", Form.FORM_4).withSubstitution());
        assertThat(words(of(() -> acts.substituted(POA, IRVING, KWIAT, "2004-01-01")))).containsExactly(
                "From 2004-01-01 Katherine Kwiat may sign Form 4 for Andrew Heaton at HemaCare Corporation in the place of Judi Irving.");
    }
}
