package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Cik;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Terms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The role of the application reads for a viewer or reads nothing, whatever its statements leave out. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ViewerTest {

    private static final GrantorId HEATON = GrantorId.of("andrew-heaton");
    private static final GrantorId STOVER = GrantorId.of("joann-stover");
    private static final AttorneyId IRVING = AttorneyId.of("judi-irving");
    private static final IssuerId HEMACARE = IssuerId.of("hemacare");
    private static final IssuerId CORAL = IssuerId.of("coral");
    private static final IssuerId AAR = IssuerId.of("aar");
    private static final LocalDate DAY = LocalDate.of(2003, 5, 8);
    private static final List<String> TABLES = List.of("event", "appointment", "stated_kind", "event_subject", "grantor_issuer",
            "instrument_issuer", "instrument_superseded");

    private final LedgerDatabase database = new LedgerDatabase();
    private final LedgerAppender appender = new LedgerAppender(database.application(), new LedgerHead());
    /** As the application's role, and not through what the application uses. */
    private final JdbcTemplate plain = new JdbcTemplate(database.plainly());
    private final ViewedDataSource viewed = new ViewedDataSource(database.application());
    private final LedgerReader reader = new LedgerReader(new JdbcTemplate(viewed));

    @AfterEach
    void close() {
        appender.close();
        database.close();
    }

    private static LegalAct granted(GrantorId grantor, String poa, List<String> supersedes, IssuerId... issuers) {
        return new PowerOfAttorneyGranted(grantor, PoaId.of(poa), new Party(grantor.value(), Cik.of("1234567"), PartyKind.PERSON),
                terms(supersedes, issuers), null, null);
    }

    private static LegalAct amended(String poa, IssuerId... issuers) {
        return new PowerOfAttorneyAmended(HEATON, PoaId.of(poa), null, terms(List.of(), issuers), null, null);
    }

    private static LegalAct revoked(String poa) {
        return new PowerOfAttorneyRevoked(HEATON, PoaId.of(poa), DAY, List.of(), List.of(), null);
    }

    private static LegalAct ceased(IssuerId issuer) {
        return new GrantorCeasedReporting(HEATON, issuer, Set.of(Regime.SECTION_16), DAY, null, null, null, null);
    }

    private static Terms terms(List<String> supersedes, IssuerId... issuers) {
        return new Terms(
                Stream.of(issuers).map(issuer -> issuer.equals(IssuerId.ANY) ? Issuer.ANY : new Issuer(issuer, issuer.value(), null))
                        .toList(),
                List.of(new Attorney(IRVING, "Judi Irving", null, null, false, false, null, PartyKind.PERSON)),
                List.of(new Power("a", Set.of(Form.FORM_4), true, Set.of(), null)), null, DAY, null, null, Set.of(), null, null, null,
                false,
                supersedes.stream().map(PoaId::of).toList(), null, null, false, null, null);
    }

    private final List<RecordId> recorded = new ArrayList<>();

    /** The position of what was recorded next in Heaton's stream. */
    private long record(LegalAct act) {
        RecordId id = new RecordId(RecordIds.mint());
        recorded.add(id);
        return appender
                .append(List
                        .of(new NewEvent(id, Sequence.of(sequence(act.grantorId())), act, new Provenance("secretary", null, null, null))))
                .getFirst()
                .position().value();
    }

    private long sequence(GrantorId grantor) {
        return Viewer.ALL.see(() -> reader.version(grantor).value());
    }

    /** Found by both ways: by asking of every event, and from what is seen. */
    private List<Long> seenBy(Viewer viewer) {
        return viewer.see(() -> {
            List<Long> seen = reader.after(Position.START, 1_000).stream().map(event -> event.position().value()).toList();
            if (!viewer.equals(Viewer.ALL)) {
                assertThat(new JdbcTemplate(viewed).queryForList("select ledger.seen_positions(0, 1000)", Long.class))
                        .containsExactlyInAnyOrderElementsOf(seen);
            }
            return seen;
        });
    }

    private static Viewer only(IssuerId... issuers) {
        return Viewer.of(List.of(issuers));
    }

    private long rows(String table) {
        Long rows = plain.queryForObject("select count(*) from ledger." + table, Long.class);
        return rows == null ? -1 : rows;
    }

    @Test
    void who_reads_for_no_one_sees_no_row_of_any_table() {
        record(granted(HEATON, "first", List.of(), HEMACARE));
        record(granted(HEATON, "second", List.of("first"), HEMACARE));

        assertThat(TABLES).allSatisfy(table -> assertThat(rows(table)).as(table).isZero());
        assertThat(Viewer.current()).hasToString("no one");
        assertThat(reader.head()).isEqualTo(Position.START);
    }

    @Test
    void who_sees_everything_sees_every_row() {
        record(granted(HEATON, "first", List.of(), HEMACARE));
        long last = record(granted(HEATON, "second", List.of("first"), HEMACARE));

        assertThat(seenBy(Viewer.ALL)).containsExactly(last - 1, last);
        assertThat(Viewer.ALL.<Position, RuntimeException>see(reader::head)).isEqualTo(Position.of(last));
    }

    @Test
    void an_instrument_is_seen_by_those_whom_its_terms_name_and_with_it_what_becomes_of_it() {
        long hemacare = record(granted(HEATON, "h", List.of(), HEMACARE));
        long coral = record(granted(HEATON, "c", List.of(), CORAL));
        long both = record(granted(HEATON, "b", List.of(), HEMACARE, CORAL));
        long revoked = record(revoked("h"));
        long retracted = record(new RecordRetracted(HEATON, recorded.getLast(), "signed by another"));

        assertThat(seenBy(only(HEMACARE))).containsExactly(hemacare, both, revoked, retracted);
        assertThat(seenBy(only(CORAL))).containsExactly(coral, both);
        assertThat(seenBy(only(HEMACARE, CORAL))).containsExactly(hemacare, coral, both, revoked, retracted);
        assertThat(seenBy(only(AAR))).isEmpty();
    }

    @Test
    void what_concerns_a_grantor_as_a_whole_is_seen_by_those_whom_something_of_this_grantor_concerns() {
        long granted = record(granted(HEATON, "c", List.of(), CORAL));
        long ceased = record(ceased(AAR));
        long everywhere = record(ceased(IssuerId.ANY));
        long died = record(new GrantorDied(HEATON, DAY));

        assertThat(seenBy(only(CORAL))).containsExactly(granted, everywhere, died);
        assertThat(seenBy(only(AAR))).containsExactly(ceased, everywhere, died);
        assertThat(seenBy(only(HEMACARE))).isEmpty();
    }

    @Test
    void an_instrument_for_all_issuers_is_seen_in_every_scope_and_with_it_what_concerns_its_grantor() {
        long any = record(granted(HEATON, "any", List.of(), IssuerId.ANY));
        long anyRevoked = record(revoked("any"));
        long ceased = record(ceased(IssuerId.ANY));
        record(ceased(CORAL));
        long died = record(new GrantorDied(HEATON, DAY));

        assertThat(seenBy(only(AAR))).containsExactly(any, anyRevoked, ceased, died);
    }

    @Test
    void a_fact_about_one_issuer_and_its_retraction_are_seen_in_the_scope_of_that_issuer_alone() {
        long ceased = record(ceased(CORAL));
        long retracted = record(new RecordRetracted(HEATON, recorded.getLast(), "another company"));

        assertThat(seenBy(only(CORAL))).containsExactly(ceased, retracted);
        assertThat(seenBy(only(HEMACARE))).isEmpty();
    }

    @Test
    void a_rider_that_names_another_issuer_shows_it_the_whole_life_of_the_instrument() {
        long granted = record(granted(HEATON, "h", List.of(), HEMACARE));
        assertThat(seenBy(only(CORAL))).isEmpty();
        long rider = record(amended("h", HEMACARE, CORAL));

        assertThat(seenBy(only(CORAL))).containsExactly(granted, rider);
    }

    @Test
    void what_supersedes_an_instrument_by_name_is_seen_where_that_instrument_is() {
        long old = record(granted(HEATON, "old", List.of(), HEMACARE));
        long superseding = record(granted(HEATON, "new", List.of("old"), CORAL));
        long revoked = record(revoked("new"));
        long rider = record(amended("old", HEMACARE, AAR));

        assertThat(seenBy(only(HEMACARE))).containsExactly(old, superseding, revoked, rider);
        assertThat(seenBy(only(AAR))).containsExactly(old, superseding, revoked, rider);
        assertThat(seenBy(only(CORAL))).containsExactly(superseding, revoked);
    }

    @Test
    void instruments_of_one_name_of_two_grantors_are_two() {
        record(granted(HEATON, "same", List.of(), HEMACARE));
        long stovers = record(granted(STOVER, "same", List.of(), CORAL));

        assertThat(seenBy(only(CORAL))).containsExactly(stovers);
    }

    @Test
    void of_a_stream_a_scope_sees_what_it_may_and_whom_others_named_is_hidden() {
        record(granted(HEATON, "h", List.of(), HEMACARE));
        record(granted(HEATON, "c", List.of(), CORAL));

        only(CORAL).see(() -> {
            assertThat(reader.stream(HEATON, Sequence.FIRST)).extracting(event -> event.record().act().poaId())
                    .containsExactly(PoaId.of("c"));
            assertThat(reader.record(recorded.getFirst())).isEmpty();
            assertThat(reader.grantorsEverNaming(IRVING)).isEmpty();
            return true;
        });
        assertThat(Viewer.ALL.see(() -> reader.grantorsEverNaming(IRVING))).containsExactly(HEATON);
    }

    @Test
    void a_connection_that_goes_back_to_the_pool_reads_for_the_next_viewer() throws Exception {
        record(granted(HEATON, "h", List.of(), HEMACARE));
        HikariDataSource one = new HikariDataSource();
        one.setDataSource(database.application());
        one.setMaximumPoolSize(1);
        ViewedDataSource viewed = new ViewedDataSource(one);
        LedgerReader reader = new LedgerReader(new JdbcTemplate(viewed));
        for (int n = 0; n < 3; n++) {
            assertThat(Viewer.ALL.see(() -> reader.after(Position.START, 10))).hasSize(1);
            assertThat(only(CORAL).see(() -> reader.after(Position.START, 10))).isEmpty();
            assertThat(reader.after(Position.START, 10)).isEmpty();
            assertThat(only(HEMACARE).see(() -> reader.after(Position.START, 10))).hasSize(1);
        }
        // One that was set within a transaction is not taken for set after this was rolled back.
        try (Connection connection = viewed.getConnection()) {
            connection.setAutoCommit(false);
            connection.rollback();
        }
        assertThat(reader.after(Position.START, 10)).isEmpty();
        one.close();
    }

    @Test
    void a_transaction_reads_for_the_viewer_for_whom_it_was_begun() {
        record(granted(HEATON, "h", List.of(), HEMACARE));
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(viewed));
        LedgerReader within = new LedgerReader(new JdbcTemplate(viewed));

        List<StoredEvent> seen = only(CORAL)
                .see(() -> transaction.execute(status -> Viewer.ALL.see(() -> within.after(Position.START, 10))));

        assertThat(seen).isEmpty();
    }

    @Test
    void a_viewer_ends_with_its_work_however_that_ends() {
        assertThatThrownBy(() -> Viewer.ALL.see(() -> {
            throw new IllegalStateException("failed");
        })).isInstanceOf(IllegalStateException.class);

        assertThat(Viewer.current()).hasToString("no one");
        only(CORAL).see(() -> {
            Viewer.ALL.see(() -> true);
            assertThat(Viewer.current()).isEqualTo(only(CORAL));
            return true;
        });
    }

    @Test
    void a_scope_is_of_some_issuers() {
        assertThatThrownBy(() -> only()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> only(HEMACARE, IssuerId.ANY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_scope_is_of_its_issuers_and_of_what_is_for_all() {
        assertThat(List.of(HEMACARE, CORAL, IssuerId.ANY)).allMatch(only(HEMACARE, CORAL)::sees);
        assertThat(List.of(AAR, IssuerId.of("hema"), IssuerId.of("hemacare2"))).noneMatch(only(HEMACARE, CORAL)::sees);
        assertThat(List.of(AAR, IssuerId.ANY)).allMatch(Viewer.ALL::sees).noneMatch(Viewer.current()::sees);
    }

    @Test
    void of_several_streams_a_scope_reads_what_it_may_up_to_a_moment() {
        record(granted(HEATON, "h", List.of(), HEMACARE));
        record(granted(HEATON, "c", List.of(), CORAL));
        record(granted(STOVER, "h", List.of(), HEMACARE));
        record(new GrantorDied(HEATON, DAY));
        Instant third = Viewer.ALL.see(() -> reader.recordedAt(Position.of(3)));
        List<GrantorId> both = List.of(HEATON, STOVER);

        only(CORAL).see(() -> {
            assertThat(reader.readable(both, third)).containsOnlyKeys(HEATON);
            assertThat(reader.readable(both, third).getOrDefault(HEATON, List.of())).extracting(record -> record.act().poaId())
                    .containsExactly(PoaId.of("c"));
            assertThat(reader.readable(both, Instant.parse("9999-01-01T00:00:00Z")).getOrDefault(HEATON, List.of())).hasSize(2);
            return true;
        });
        only(HEMACARE).see(() -> {
            assertThat(reader.readable(both, third)).containsOnlyKeys(HEATON, STOVER);
            assertThat(reader.readable(both, third.minusNanos(1000))).containsOnlyKeys(HEATON);
            return true;
        });
        assertThat(reader.readable(both, third)).isEmpty();
    }

    @Test
    void a_stream_is_read_up_to_the_first_record_that_this_build_cannot_read() {
        record(granted(HEATON, "h", List.of(), HEMACARE));
        record(granted(HEATON, "c", List.of(), CORAL));
        record(granted(HEATON, "last", List.of(), HEMACARE));
        record(granted(STOVER, "h", List.of(), HEMACARE));
        JdbcTemplate owner = new JdbcTemplate(database.owner());
        owner.execute("alter table ledger.event disable trigger user");
        owner.execute("update ledger.event set revision = '99' where position = 2");

        assertThat(Viewer.ALL.see(() -> reader.readable(List.of(HEATON, STOVER), Instant.parse("9999-01-01T00:00:00Z")))).satisfies(
                streams -> assertThat(streams.values()).extracting(List::size).containsExactlyInAnyOrder(1, 1));
        assertThat(only(HEMACARE).see(() -> reader.readable(List.of(HEATON), Instant.parse("9999-01-01T00:00:00Z"))).get(HEATON))
                .hasSize(2);
    }

    @Test
    void the_role_of_the_application_cannot_switch_the_policies_off() {
        record(granted(HEATON, "h", List.of(), HEMACARE));

        assertThat(List.of("alter table ledger.event disable row level security", "alter table ledger.event no force row level security",
                "drop policy seen on ledger.event", "create policy more on ledger.event for select using (true)",
                "alter policy seen on ledger.event using (true)", "alter role ledger bypassrls", "set role postgres",
                "create or replace function ledger.sees_all() returns boolean language sql stable as 'select true'",
                "insert into ledger.event_subject (position, grantor_id, issuer_id) values (1, 'andrew-heaton', 'coral')",
                "update ledger.event_subject set poa_id = null, issuer_id = 'ANY'", "delete from ledger.instrument_issuer",
                "select ledger.restore_subjects()"))
                .allSatisfy(change -> assertThatThrownBy(() -> plain.execute(change)).as(change)
                        .isInstanceOf(DataAccessException.class).rootCause()
                        .hasMessageFindingMatch("permission denied|must be owner|prohibited|permission"));
        // Without policies the database would have to answer all rows; it refuses to.
        assertThatThrownBy(() -> plain.queryForList("set row_security = off; select * from ledger.event"))
                .isInstanceOf(DataAccessException.class);
        assertThat(rows("event")).isZero();
    }

    @Test
    void what_an_older_build_recorded_is_given_its_subjects() {
        record(granted(HEATON, "old", List.of(), HEMACARE));
        record(granted(HEATON, "new", List.of("old"), CORAL));
        record(revoked("old"));
        record(new RecordRetracted(HEATON, recorded.getLast(), "not signed"));
        record(ceased(CORAL));
        record(new GrantorDied(HEATON, DAY));
        JdbcTemplate owner = new JdbcTemplate(database.owner());
        List<String> derived = List.of("event_subject", "grantor_issuer", "instrument_issuer", "instrument_superseded");
        List<Object> before = derived.stream().map(table -> (Object) rowsOf(owner, table)).toList();
        derived.forEach(table -> {
            owner.execute("alter table ledger." + table + " disable trigger user");
            owner.execute("delete from ledger." + table);
            owner.execute("alter table ledger." + table + " enable trigger user");
        });
        assertThat(seenBy(only(CORAL))).isEmpty();

        owner.queryForList("select ledger.restore_subjects()");

        assertThat(derived.stream().map(table -> (Object) rowsOf(owner, table)).toList()).isEqualTo(before);
        assertThat(rowsOf(owner, "event_subject")).hasSize(6);
    }

    private static List<String> rowsOf(JdbcTemplate owner, String table) {
        return owner.queryForList("select t::text from ledger." + table + " t order by 1", String.class);
    }

    @Test
    void an_owner_that_is_no_superuser_is_held_to_the_policies_and_can_append() {
        DataSource owner = LedgerDatabase.ofAPlainOwner();
        JdbcTemplate jdbc = new JdbcTemplate(owner);
        try (LedgerAppender own = new LedgerAppender(owner, new LedgerHead())) {
            own.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.FIRST, granted(HEATON, "h", List.of("old"), HEMACARE),
                    new Provenance("secretary", null, null, null))));
            assertThatThrownBy(() -> own.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.FIRST, ceased(CORAL),
                    new Provenance("secretary", null, null, null))))).isInstanceOf(ConcurrentAppend.class);
        }

        assertThat(TABLES).allSatisfy(table -> {
            String count = "select count(*) from ledger." + table;
            assertThat(jdbc.queryForObject(count, Long.class)).as(table).isZero();
            assertThat(new JdbcTemplate(ViewedDataSource.always(Viewer.ALL, new ViewedDataSource(owner))).queryForObject(count, Long.class))
                    .as(table).isPositive();
        });
        jdbc.queryForList("select ledger.restore_appointments(), ledger.restore_stated_kinds(), ledger.restore_subjects()");
    }
}
