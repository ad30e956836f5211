package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is said of a change in who signs for a party by itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PartyAnnouncementTest {

    private static final GrantorId TRUST = GrantorId.of("trust");
    private static final String ELSEWHERE = "Answers about others change with it wherever a signature leads through Heaton Trust.";

    private final List<LedgerRecord> records = new ArrayList<>();

    private List<String> said(LegalAct act) {
        PartyFacts before = GrantorRecords.of(records).facts();
        int n = records.size();
        records.add(new LedgerRecord(new RecordId(new UUID(1, n)), Position.of(n + 1L), Sequence.of(n),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(n), "test",
                act));
        Names names = Names.in(records.stream().map(LedgerRecord::act).toList());
        return PartyAnnouncement.of(PartyId.of(act.grantorId().value()), before, GrantorRecords.of(records).facts(), names,
                LocalDate::toString);
    }

    private static SignatoryRecorded signs(String who, @Nullable Integer minimum) {
        return new SignatoryRecorded(TRUST, new Party("Heaton Trust", null), new Signatory(PartyId.of(who), "Name of " + who, null, null),
                SignatoryCapacity.TRUSTEE, null, LocalDate.parse("2020-01-01"), null, Set.of(), minimum, null, null, null);
    }

    @Test
    void a_signatory_and_how_many_must_sign_are_said_from_beginning_to_end() {
        assertThat(said(signs("jane", null))).containsExactly(
                "From 2020-01-01 Name of jane signs for Heaton Trust without a power of attorney.", ELSEWHERE);
        assertThat(said(signs("john", 2))).containsExactly(
                "From 2020-01-01 Name of john signs for Heaton Trust without a power of attorney.",
                "On every day, also in the past, at least 2 signatories of Heaton Trust must sign together.", ELSEWHERE);
        assertThat(said(new SignatoryEnded(TRUST, records.getFirst().recordId(), LocalDate.parse("2021-05-01")))).containsExactly(
                "Before 2021-05-01, and not from then on, Name of jane signs for Heaton Trust.", ELSEWHERE);
        assertThat(said(new RecordRetracted(TRUST, records.get(1).recordId(), "an error"))).containsExactly(
                "Name of john never signed for Heaton Trust by the record of 2020-01-01.",
                "On every day, also in the past, one signatory of Heaton Trust is enough.", ELSEWHERE);
    }

    @Test
    void what_ends_a_hand_is_said_and_what_changes_nothing_is_not() {
        said(signs("jane", null));
        assertThat(said(new AttorneyDied(TRUST, AttorneyId.of("jane"), LocalDate.parse("2022-01-01"))).getFirst())
                .startsWith("From 2022-01-01 ").endsWith(" can no longer sign for Heaton Trust in person.");
        assertThat(said(new GrantorDissolved(TRUST, LocalDate.parse("2023-01-01")))).contains(
                "From 2023-01-01 no one signs for Heaton Trust, which is dissolved.", ELSEWHERE);
        records.clear();
        Acts acts = new Acts();
        acts.granted("first", says -> says);
        assertThat(said(acts.records().getFirst().act())).isEmpty();
        assertThat(said(
                new GrantorDied(acts.records().getFirst().act().grantorId(), LocalDate.parse("2020-02-03"), List.of(), null, null, null))
                .getFirst()).startsWith("From 2020-02-03 ")
                .endsWith(" can no longer sign in person, neither for themselves nor for others.");
    }

    private static List<String> granted(UnaryOperator<Acts.Writing> says) {
        Acts acts = new Acts();
        acts.granted("first", says);
        return Announcement.of(Consequences.between(List.of(), GrantorRecords.of(acts.records()).authorities()),
                Names.in(acts.records().stream().map(LedgerRecord::act).toList()));
    }

    @Test
    void a_clause_with_a_rule_or_capacities_of_its_own_is_not_said_to_be_for_each_alone() {
        assertThat(granted(says -> says.appointing(Acts.IRVING, Acts.FRACTOR).giving(
                new Power("a", Set.of(Form.FORM_4), null, Set.of(), null, List.of(), SigningRule.atLeast(2), List.of()),
                new Power("b", Set.of(Form.FORM_3), null, Set.of(Capacity.OFFICER), null)))).contains(
                        "Under clause a Judi Irving signs only with others, at least 2 of the attorneys together.",
                        "Under clause b Judi Irving signs only for Andrew Heaton as officer.");
        assertThat(granted(says -> says)).noneMatch(sentence -> sentence.startsWith("Under clause"));
    }

    @Test
    void groups_are_said_as_who_must_sign_with_whom() {
        assertThat(granted(says -> says.appointing(Acts.IRVING, Acts.FRACTOR, Acts.STOVER).groups(
                new SigningRule.Group(List.of(Acts.IRVING), 1), new SigningRule.Group(List.of(Acts.FRACTOR, Acts.STOVER), 1))).getFirst())
                .endsWith(", Judi Irving with at least 1 of David Fractor or JoAnn Stover together.");
    }
}
