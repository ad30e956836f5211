package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.STOVER;
import static org.authorityledger.authority.Acts.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.SignatoryCapacity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Since when may no one but the grantor sign, and who could until then? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GapTest {

    private static final FormAsked FORM_4 = FormAsked.of("4");
    private static final AttorneyId FIRM = AttorneyId.of("firm");

    private final Map<String, Acts> streams = new HashMap<>();

    private Acts of(String party, @Nullable PartyKind kind) {
        // Each stream has its own time: no two records of the ledger share a position.
        return streams.computeIfAbsent(party,
                id -> new Acts(GrantorId.of(id), kind).toldAt("2026-01-05T14:30:00.%06dZ".formatted(streams.size() + 1)));
    }

    private @Nullable Gap gap(String grantor, String on) {
        Map<PartyId, GrantorRecords> all = new HashMap<>();
        streams.forEach((party, acts) -> all.put(PartyId.of(party), acts.known()));
        return Gap.of(GrantorId.of(grantor), HEMACARE, FORM_4, day(on), new RecordedParties(all, Instant.MAX));
    }

    private Gap gapSince(String grantor, String on, @Nullable String since) {
        Gap gap = Objects.requireNonNull(gap(grantor, on));
        assertThat(gap.since()).isEqualTo(since == null ? null : day(since));
        assertThat(gap.traced()).isTrue();
        return gap;
    }

    @Test
    void it_begins_when_the_last_signatory_leaves_though_an_instrument_ended_before() {
        Acts fund = of("fund", PartyKind.ENTITY);
        RecordId trustee = fund.signatory("pat", SignatoryCapacity.TRUSTEE, "2020-01-01", null);
        RecordId end = fund.signatoryEnded(trustee, "2020-08-01");
        fund.granted("paper", says -> says.appointing(IRVING).expiresOn("2020-06-30"));

        assertThat(gap("fund", "2020-07-31")).isNull();
        assertThat(gapSince("fund", "2020-08-01", "2020-08-01")).isEqualTo(gap("fund", "2021-01-01"));
        Gap.LastSigner last = gapSince("fund", "2021-01-01", "2020-08-01").lastSigners().getFirst();
        assertThat(last.attorneyId()).isEqualTo(AttorneyId.of("pat"));
        assertThat(last.by()).isEqualTo(Link.By.SIGNATORY);
        assertThat(last.capacity()).isEqualTo(SignatoryCapacity.TRUSTEE);
        assertThat(last.source()).isEqualTo(trustee);
        assertThat(Objects.requireNonNull(last.ending()).recordId()).isEqualTo(end);
        assertThat(of(last)).isEqualTo("fund");
    }

    /** In whose records it ended. */
    private static String of(Gap.LastSigner last) {
        return Objects.requireNonNull(last.end()).of().value();
    }

    @Test
    void it_begins_when_the_only_attorney_dies_by_their_own_records() {
        of("ann", null).granted("paper", says -> says.appointing(IRVING).withoutExpiry());
        RecordId death = of(IRVING.value(), null).died("2020-06-01");

        assertThat(gap("ann", "2020-05-31")).isNull();
        Gap.LastSigner last = gapSince("ann", "2021-01-01", "2020-06-01").lastSigners().getFirst();
        assertThat(last.attorneyId()).isEqualTo(IRVING);
        assertThat(last.by()).isEqualTo(Link.By.POWER_OF_ATTORNEY);
        assertThat(last.ending()).extracting(Ending::cause, Ending::recordId).containsExactly(EndCause.ATTORNEY_DIED, death);
        assertThat(of(last)).isEqualTo(IRVING.value());
    }

    @Test
    void it_begins_when_the_only_signatory_of_an_attorney_that_is_an_entity_leaves() {
        of("ann", null).granted("paper", says -> says.appointing().appointingEntity(FIRM).withoutExpiry());
        Acts firm = of("firm", PartyKind.ENTITY);
        RecordId end = firm.signatoryEnded(firm.signatory("pat", SignatoryCapacity.MANAGING_MEMBER, "2003-01-01", null), "2021-06-01");

        assertThat(gap("ann", "2021-05-31")).isNull();
        Gap.LastSigner last = gapSince("ann", "2022-01-01", "2021-06-01").lastSigners().getFirst();
        assertThat(last.attorneyId()).isEqualTo(FIRM);
        assertThat(last.ending()).extracting(Ending::on, Ending::recordId).containsExactly(day("2021-06-01"), end);
        assertThat(of(last)).isEqualTo("firm");
        assertThat(last.chains().getFirst()).extracting(Link::by)
                .containsExactly(Link.By.POWER_OF_ATTORNEY, Link.By.SIGNATORY, Link.By.HAND);
    }

    @Test
    void of_two_who_must_sign_together_both_are_named_and_the_end_of_the_one_who_left() {
        Acts ann = of("ann", null);
        ann.granted("paper", says -> says.appointing(IRVING, STOVER).atLeast(2).withoutExpiry());
        ann.resigned("paper", STOVER, "2020-06-01");

        assertThat(gapSince("ann", "2021-01-01", "2020-06-01").lastSigners())
                .extracting(one -> one.attorneyId() + " " + (one.ending() == null ? "goes on" : one.ending().cause()))
                .containsExactlyInAnyOrder(IRVING + " goes on", STOVER + " RESIGNED");
    }

    @Test
    void it_begins_with_the_duty_where_no_one_could_sign_the_day_before() {
        Acts ann = of("ann", null);
        ann.granted("paper", says -> says.appointing(IRVING).expiresOn("2020-06-30"));
        ann.ceased(HEMACARE, "2020-05-01", Regime.SECTION_16);
        ann.resumed(HEMACARE, "2020-09-01", Regime.SECTION_16);

        assertThat(gap("ann", "2020-08-31")).isNull();
        assertThat(gapSince("ann", "2021-01-01", "2020-09-01").lastSigners()).isEmpty();
    }

    @Test
    void it_has_no_first_day_where_no_one_could_ever_sign_and_the_duty_is_presumed() {
        of("ann", null).granted("paper", says -> says.appointing(IRVING).effectiveOn("2020-06-01").withoutExpiry());

        assertThat(gapSince("ann", "2020-05-31", null).lastSigners()).isEmpty();
        assertThat(gap("ann", "2020-06-01")).isNull();
    }

    @Test
    void it_is_not_said_since_when_where_too_much_changed_meanwhile() {
        Acts fund = of("fund", PartyKind.ENTITY);
        fund.granted("paper", says -> says.appointing(IRVING).expiresOn("2010-06-30"));
        LocalDate day = day("2011-01-01");
        for (int n = 0; n < GapSearch.MOST_DAYS; n++) {
            fund.attorneyDied(AttorneyId.of("stranger-" + n), day.plusDays(n).toString());
        }

        assertThat(gapSince("fund", day.plusDays(GapSearch.MOST_DAYS - 2).toString(), "2010-07-01").lastSigners()).hasSize(1);
        Gap untraced = Objects.requireNonNull(gap("fund", day.plusDays(GapSearch.MOST_DAYS).toString()));
        assertThat(untraced.since()).isNull();
        assertThat(untraced.traced()).isFalse();
        assertThat(untraced.lastSigners()).isEmpty();
    }

    /** In random worlds of connected parties, against looking at every single day. */
    @Test
    void it_begins_on_the_day_to_which_one_comes_going_back_day_by_day() {
        LocalDate earliest = RandomHistories.FIRST_DAY.minusDays(3);
        LocalDate on = RandomHistories.FIRST_DAY.plusDays(RandomHistories.DAYS + 1L);
        int withFirstDay = 0;
        int bySignatories = 0;
        for (long seed = 1; seed <= 60; seed++) {
            Map<String, List<LedgerRecord>> world = RandomHistories.world(seed);
            Map<PartyId, GrantorRecords> streams = new HashMap<>();
            world.forEach((party, records) -> streams.put(PartyId.of(party), GrantorRecords.of(records)));
            RecordedParties parties = new RecordedParties(streams, Instant.MAX);
            for (String party : world.keySet()) {
                for (Form form : List.of(Form.FORM_4, Form.SCHEDULE_13G)) {
                    FormAsked asked = new FormAsked(form, false);
                    List<Gap> back = new ArrayList<>();
                    LocalDate day = on;
                    for (Gap gap = find(party, asked, day, parties); gap != null && !day.isBefore(earliest); gap = find(party, asked, day,
                            parties)) {
                        back.add(gap);
                        day = day.minusDays(1);
                    }
                    LocalDate first = day.isBefore(earliest) ? null : day.plusDays(1);
                    for (Gap gap : back) {
                        assertThat(gap.since()).as("seed %d: %s, %s", seed, party, form).isEqualTo(first);
                        assertThat(gap.lastSigners()).isEqualTo(back.getFirst().lastSigners());
                    }
                    if (!back.isEmpty() && first != null) {
                        Gap gap = back.getFirst();
                        withFirstDay++;
                        bySignatories += gap.lastSigners().stream().anyMatch(one -> one.by() == Link.By.SIGNATORY) ? 1 : 0;
                        assertThat(gap.lastSigners()).as("seed %d: %s, %s", seed, party, form).allSatisfy(one -> {
                            Ending ending = one.ending();
                            assertThat(ending == null || ending.on().equals(first)).isTrue();
                        });
                        assertThat(gap.lastSigners().isEmpty() || gap.lastSigners().stream().anyMatch(one -> one.ending() != null))
                                .as("seed %d: %s, %s: something ended: %s", seed, party, form, gap.lastSigners()).isTrue();
                    }
                }
            }
        }
        assertThat(withFirstDay).isGreaterThan(20);
        assertThat(bySignatories).isGreaterThan(2);
    }

    private static @Nullable Gap find(String party, FormAsked form, LocalDate day, KnownParties parties) {
        return Gap.of(GrantorId.of(party), IssuerId.of("hemacare"), form, day, parties);
    }
}
