package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.events.Form;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TouchedSignaturesTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    private List<TouchedSignatures> touchedBy(Runnable act) {
        GrantorRecords before = acts.known();
        act.run();
        return TouchedSignatures.by(Consequences.between(before.authorities(), acts.known().authorities()));
    }

    @Test
    void an_earlier_end_touches_the_days_from_it_on() {
        acts.granted(POA, says -> says.appointing(IRVING).onlyPower("a", Form.FORM_4));
        assertThat(touchedBy(() -> acts.resigned(POA, IRVING, "2004-07-01"))).singleElement().satisfies(touched -> {
            assertThat(touched.kind()).isEqualTo(TouchedSignatures.Kind.LOST);
            assertThat(touched.form()).isEqualTo(Form.FORM_4);
            assertThat(touched.from()).isEqualTo(day("2004-07-01"));
            assertThat(touched.until()).isNull();
        });
        assertThat(touchedBy(() -> acts.resigned(POA, IRVING, "2004-06-01"))).singleElement().satisfies(touched -> {
            assertThat(touched.from()).isEqualTo(day("2004-06-01"));
            assertThat(touched.until()).isEqualTo(day("2004-07-01"));
        });
    }

    @Test
    void other_conditions_touch_the_days_they_have_in_common() {
        acts.granted(POA, says -> says.appointing(IRVING, Acts.FRACTOR).onlyPower("a", Form.FORM_4).expiresOn("2004-12-31"));
        assertThat(touchedBy(() -> acts.corrected(POA, says -> says.appointing(IRVING, Acts.FRACTOR).atLeast(2).effectiveOn("2003-06-01"))))
                .filteredOn(touched -> touched.attorneyId().equals(IRVING))
                .extracting(TouchedSignatures::kind, TouchedSignatures::from, TouchedSignatures::until).containsExactly(
                        tuple(TouchedSignatures.Kind.LOST, day("2003-05-08"), day("2003-06-01")),
                        tuple(TouchedSignatures.Kind.CHANGED, day("2003-06-01"), day("2005-01-01")));
    }

    @Test
    void exactly_the_days_are_touched_on_which_an_authority_is_in_force_in_one_of_both_only() {
        for (long seed = 1; seed <= 150; seed++) {
            RandomHistories random = RandomHistories.of(Acts.HEATON, seed);
            List<LedgerRecord> life = new ArrayList<>();
            GrantorRecords before = GrantorRecords.NONE;
            for (int i = 0; i < 12; i++) {
                life.add(new LedgerRecord(new RecordId(new UUID(seed, i)), Position.of(i + 1L), Sequence.of(i), Instant.ofEpochSecond(i),
                        "recorder",
                        random.next(life)));
                GrantorRecords after = GrantorRecords.of(life);
                Set<LocalDate> days = new HashSet<>();
                before.authorities().forEach(authority -> bounds(authority, days));
                after.authorities().forEach(authority -> bounds(authority, days));
                List<TouchedSignatures> touched = TouchedSignatures
                        .by(Consequences.between(before.authorities(), after.authorities()));
                for (LocalDate day : days) {
                    assertThat(signatures(touched, day, TouchedSignatures.Kind.GAINED)).as("seed " + seed)
                            .isEqualTo(inOneOnly(after.authorities(), before.authorities(), day));
                    assertThat(signatures(touched, day, TouchedSignatures.Kind.LOST)).as("seed " + seed)
                            .isEqualTo(inOneOnly(before.authorities(), after.authorities(), day));
                }
                before = after;
            }
        }
    }

    private static void bounds(Authority authority, Set<LocalDate> days) {
        for (int around = -1; around <= 1; around++) {
            days.add(authority.from().plusDays(around));
            if (authority.until() != null) {
                days.add(authority.until().plusDays(around));
            }
        }
    }

    private static List<String> signatures(List<TouchedSignatures> touched, LocalDate day, TouchedSignatures.Kind kind) {
        return touched.stream()
                .filter(one -> one.kind() == kind && !day.isBefore(one.from()) && (one.until() == null || day.isBefore(one.until())))
                .map(one -> one.attorneyId() + " " + one.form() + " " + one.issuerId() + " " + one.poaId()).sorted().toList();
    }

    private static List<String> inOneOnly(List<Authority> here, List<Authority> there, LocalDate day) {
        List<String> only = new ArrayList<>();
        for (Authority authority : here) {
            Authority other = there.stream().filter(one -> one.key().equals(authority.key())).findFirst().orElse(null);
            Set<Form> forms = new HashSet<>(authority.forms());
            if (other != null) {
                forms.addAll(other.forms());
            }
            if (forms.contains(Form.ALL)) {
                forms.addAll(Form.seven());
            }
            for (Form form : forms) {
                boolean in = authority.inForceOn(day) && authority.lists(form);
                boolean inOther = other != null && other.inForceOn(day) && other.lists(form)
                        && other.issuerId().equals(authority.issuerId());
                if (in && !inOther) {
                    only.add(authority.attorneyId() + " " + form + " " + authority.issuerId() + " " + authority.poaId());
                }
            }
        }
        return only.stream().sorted().toList();
    }
}
