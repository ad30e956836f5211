package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
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
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a party is, as records of any stream state it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatedKindTest {

    private static final LocalDate DAY = LocalDate.of(2020, 3, 1);
    private static final PoaId POA = PoaId.of("poa");
    private static final GrantorId VALE = GrantorId.of("ann-vale");
    private static final GrantorId FUND = GrantorId.of("vale-fund");
    private static final PartyId ADVISER = PartyId.of("vale-advisers");
    private static final AttorneyId AS_ATTORNEY = AttorneyId.of("vale-advisers");

    private final LedgerDatabase database = new LedgerDatabase();
    private final LedgerReader reader = database.reader();
    private final JdbcTemplate owner = new JdbcTemplate(database.owner());
    private final LedgerAppender appender = new LedgerAppender(database.application(), new LedgerHead());
    private final Map<GrantorId, Long> versions = new HashMap<>();

    @AfterEach
    void close() {
        appender.close();
        database.close();
    }

    private LedgerRecord recorded(LegalAct act) {
        long sequence = versions.merge(act.grantorId(), 1L, Long::sum) - 1;
        return appender.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.of(sequence), act,
                new Provenance("corporate.secretary", null, null, null)))).getFirst();
    }

    private void retracted(LedgerRecord record) {
        recorded(new RecordRetracted(record.act().grantorId(), record.recordId(), "error"));
    }

    private static Terms appointing(@Nullable PartyKind kind) {
        return new Terms(Issuer.ANY, List.of(new Attorney(AS_ATTORNEY, "Vale Advisers", null, null, false, false, null, kind)),
                List.of(new Power("a", Set.of(Form.FORM_4), null, Set.of(), null)), 1,
                DAY, null, null, Set.of(), true, false, false, null);
    }

    private LedgerRecord granted(GrantorId grantorId, @Nullable PartyKind kind) {
        return recorded(new PowerOfAttorneyGranted(grantorId, POA, new Party("Ann Vale", null), appointing(kind), null));
    }

    @Test
    void nothing_is_stated_of_whom_no_record_says_what_they_are() {
        granted(VALE, null);
        assertThat(reader.statedKind(ADVISER)).isNull();
        assertThat(reader.statedKind(PartyId.of("unheard-of"))).isNull();
    }

    @Test
    void the_last_record_of_any_stream_counts() {
        granted(VALE, PartyKind.PERSON);
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.PERSON);
        LedgerRecord before = granted(FUND, PartyKind.ENTITY);
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.ENTITY);
        recorded(new SubstituteAppointed(VALE, POA, AttorneyId.of("someone"),
                new Person(AS_ATTORNEY, "Vale Advisers", null, null, null, PartyKind.PERSON), Set.of(), DAY));
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.PERSON);

        assertThat(reader.lastStated(ADVISER, before.recordedAt(), Position.END))
                .isEqualTo(new LedgerReader.LastStated(FUND, PartyKind.ENTITY));
        assertThat(reader.lastStated(ADVISER, before.recordedAt().minusNanos(1000), Position.END))
                .isEqualTo(new LedgerReader.LastStated(VALE, PartyKind.PERSON));
        assertThat(reader.lastStated(ADVISER, null, Position.of(2))).isEqualTo(new LedgerReader.LastStated(FUND, PartyKind.ENTITY));
        assertThat(reader.lastStated(ADVISER, null, Position.START)).isNull();
    }

    @Test
    void a_record_without_a_kind_states_nothing() {
        granted(VALE, PartyKind.ENTITY);
        granted(FUND, null);
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.ENTITY);
    }

    @Test
    void a_retracted_record_states_nothing_from_then_on() {
        granted(VALE, PartyKind.PERSON);
        LedgerRecord second = granted(FUND, PartyKind.ENTITY);
        retracted(second);
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.PERSON);
        assertThat(reader.lastStated(ADVISER, second.recordedAt(), Position.END))
                .isEqualTo(new LedgerReader.LastStated(FUND, PartyKind.ENTITY));
    }

    @Test
    void what_depends_on_a_retracted_grant_or_rider_states_nothing_either() {
        LedgerRecord grant = granted(VALE, null);
        LedgerRecord rider = recorded(new PowerOfAttorneyAmended(VALE, POA, null, appointing(null), null, null));
        recorded(new PowerOfAttorneyCorrected(VALE, POA, new Party("Ann Vale", null), rider.recordId(), appointing(PartyKind.ENTITY),
                "misread", null));
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.ENTITY);
        retracted(rider);
        assertThat(reader.statedKind(ADVISER)).isNull();

        recorded(new IncumbencyRecorded(VALE, POA, AttorneyId.of("treasurer"),
                new Person(AS_ATTORNEY, "Vale Advisers", null, null, null, PartyKind.ENTITY), DAY, null));
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.ENTITY);
        retracted(grant);
        assertThat(reader.statedKind(ADVISER)).isNull();
    }

    @Test
    void a_signatory_makes_the_grantor_an_entity_and_is_found_as_one_who_signs() {
        LedgerRecord signatory = recorded(new SignatoryRecorded(FUND, new Party("Vale Fund", null, PartyKind.PERSON),
                new Signatory(ADVISER, "Vale Advisers", null, PartyKind.ENTITY), SignatoryCapacity.GENERAL_PARTNER, null, DAY, null,
                Set.of(), null, "{\"kind\": \"PERSON\"}", null, null));
        assertThat(reader.statedKind(PartyId.of("vale-fund"))).isEqualTo(PartyKind.ENTITY);
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.ENTITY);
        assertThat(reader.grantorsEverNaming(AS_ATTORNEY)).containsExactly(FUND);
        retracted(signatory);
        assertThat(reader.statedKind(PartyId.of("vale-fund"))).isNull();
    }

    @Test
    void what_is_stated_cannot_be_changed_and_can_be_restored_from_the_records() {
        granted(VALE, PartyKind.ENTITY);
        for (String change : List.of("update ledger.stated_kind set kind = 'PERSON'", "delete from ledger.stated_kind",
                "truncate ledger.stated_kind")) {
            assertThatThrownBy(() -> owner.update(change)).hasMessageContaining("append-only");
        }
        owner.execute("alter table ledger.stated_kind disable trigger all");
        owner.update("delete from ledger.stated_kind");
        assertThat(reader.statedKind(ADVISER)).isNull();
        assertThat(owner.queryForObject("select ledger.restore_stated_kinds()", Long.class)).isEqualTo(1);
        assertThat(reader.statedKind(ADVISER)).isEqualTo(PartyKind.ENTITY);
    }
}
