package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.register.reporting.ReportingRole;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.NewEvent;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.testsupport.RawAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The role of dashboards sees the views and nothing else, on a ledger of 20,000 grants, and its questions find their rows by indexes. */
@Tag("nodes")
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ledger.reporting.password=a password of dashboards")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class ReportingRoleTest {

    private static final int GRANTS = 20_000;
    private static final int AT_ONCE = 500;
    private static final String RELATIONS = """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and has_schema_privilege(n.oid, 'usage')
              and c.relkind in ('r', 'v', 'm', 'f', 'p', 'S')
              and (has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger')
                or has_any_column_privilege(c.oid, 'select, insert, update, references'))
            order by 1
            """;
    private static final String WRITABLE = """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'v', 'm', 'f', 'p') and (has_table_privilege(c.oid, 'insert, update, delete, truncate')
                or has_any_column_privilege(c.oid, 'insert, update'))
              and n.nspname not in ('information_schema') and c.oid <> 'pg_settings'::regclass
            """;
    private static final String FUNCTIONS = """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname not in ('pg_catalog', 'information_schema') and has_schema_privilege(n.oid, 'usage')
              and has_function_privilege(p.oid, 'execute')
            order by 1
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Migrations migrations;

    @Value("${spring.datasource.url}")
    private String url;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_of_many_grants");
    }

    @BeforeAll
    void grants_are_recorded() {
        List<NewEvent> some = new ArrayList<>(AT_ONCE);
        LedgerRecord last = null;
        for (int n = 0; n < GRANTS; n++) {
            Acts acts = new Acts(GrantorId.of("grantor-" + n), null);
            int attorney = n % 1_000;
            int month = n % 12 + 1;
            int year = 1990 + n % 30;
            acts.granted("poa-" + n, says -> says.appointing(AttorneyId.of("attorney-" + attorney))
                    .executedOn("%d-%02d-11".formatted(year, month)));
            some.add(new NewEvent(new RecordId(RecordIds.mint()), Sequence.FIRST, acts.records().getFirst().act(),
                    new Provenance("corporate.secretary", null, null, null)));
            if (some.size() == AT_ONCE) {
                last = appender.append(some).getLast();
                some.clear();
            }
        }
        Position end = java.util.Objects.requireNonNull(last).position();
        for (int n = 0; n < 60 && reached() < end.value(); n++) {
            LedgerForTests.get(port, "/api/grantors?limit=1&minPosition=" + end);
        }
        assertThat(jdbc.queryForObject("select count(*) from reporting.power_of_attorney", Long.class)).isEqualTo(GRANTS);
        jdbc.execute("analyze");
    }

    private long reached() {
        return java.util.Objects.requireNonNull(jdbc.queryForObject("select position from reporting.version", Long.class));
    }

    @AfterAll
    void no_one_signs_in_any_more() {
        new ReportingRole(migrations).prepare(null);
    }

    private Connection dashboard() throws SQLException {
        return DriverManager.getConnection(url.replaceAll("[?].*", "?loggerLevel=OFF"), ReportingRole.NAME, "a password of dashboards");
    }

    private List<String> asked(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dashboard(); Statement statement = connection.createStatement()) {
            try (ResultSet answer = statement.executeQuery(sql)) {
                while (answer.next()) {
                    rows.add(answer.getString(1));
                }
            }
        }
        return rows;
    }

    private void executed(String sql) throws SQLException {
        try (Connection connection = dashboard(); Statement statement = connection.createStatement()) {
            // What a role is set to is only where it begins: anyone may change it for their session.
            statement.execute("set default_transaction_read_only = off");
            statement.execute(sql);
        }
    }

    @Test
    void it_sees_exactly_the_views_and_their_functions() throws SQLException {
        assertThat(asked(RELATIONS)).containsExactly("reporting.authority_current", "reporting.authority_history", "reporting.event",
                "reporting.power_of_attorney", "reporting.power_of_attorney_history", "reporting.signatory", "reporting.signatory_history",
                "reporting.version");
        assertThat(asked(WRITABLE)).isEmpty();
        assertThat(asked(FUNCTIONS)).containsExactly("authority_as_of(date,timestamp with time zone)",
                "authority_changes(date,date,timestamp with time zone)", "authority_history(timestamp with time zone)",
                "power_of_attorney(timestamp with time zone)", "signatory(date,timestamp with time zone)", "today()", "zone()");
        for (String view : List.of("authority_current", "authority_history", "event", "power_of_attorney", "power_of_attorney_history",
                "version", "authority_as_of('2010-01-01')", "authority_changes('2010-01-01')", "power_of_attorney(now())")) {
            assertThat(asked("select 1 from " + view + " limit 1")).as(view).hasSize(1);
        }
        for (String view : List.of("signatory", "signatory_history", "signatory('2010-01-01')")) {
            assertThat(asked("select 1 from " + view)).as(view).isEmpty();
        }
    }

    @Test
    void every_view_function_and_column_that_needs_words_has_them() throws SQLException {
        assertThat(asked("select c.relname from pg_class c where c.relnamespace = 'reporting'::regnamespace and c.relkind = 'v' "
                + "and obj_description(c.oid, 'pg_class') is null")).isEmpty();
        assertThat(asked("select p.proname from pg_proc p where p.pronamespace = 'reporting'::regnamespace "
                + "and obj_description(p.oid, 'pg_proc') is null")).isEmpty();
        assertThat(asked("select obj_description('reporting'::regnamespace, 'pg_namespace')").getFirst()).contains("version 1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "select * from register.authority_version", "select * from register.party_name", "select * from ledger.event",
            "select * from ledger_operations.rebuild", "select * from access.person", "select * from access.look",
            "select * from proof.checkpoint", "select * from investigation.investigation", "select * from pg_authid",
            "select pg_read_file('/etc/passwd')", "select pg_ls_dir('.')", "select pg_read_binary_file('PG_VERSION')",
            "copy (select 1) to program 'true'", "copy (select 1) to '/tmp/x'", "select lo_create(0)", "select lo_import('/etc/passwd')",
            "select lo_from_bytea(0, 'x')", "select pg_advisory_lock(7227160424)", "select pg_try_advisory_xact_lock(1)",
            "create temporary table t (n int)", "create table reporting.t (n int)", "create table public.t (n int)", "create schema s",
            "create function reporting.f() returns int language sql return 1", "insert into reporting.event (position) values (0)",
            "delete from reporting.authority_current", "update reporting.version set version = 2", "select ledger.restore_appointments()",
            "begin; lock table reporting.event in exclusive mode", "alter role ledger_reporting superuser", "set role postgres",
            "set session authorization postgres", "select pg_reload_conf()", "load 'plpgsql'", "create extension dblink"})
    void it_may_do_nothing_else(String sql) {
        assertThatThrownBy(() -> executed(sql)).isInstanceOfSatisfying(SQLException.class,
                refusal -> assertThat(refusal.getSQLState()).as(refusal.getMessage()).isIn("42501", "0LP01", "55000"));
    }

    @Test
    void a_question_that_takes_too_long_is_ended_and_an_open_transaction_too() throws SQLException {
        assertThat(asked("show statement_timeout")).containsExactly("1min");
        assertThat(asked("show idle_in_transaction_session_timeout")).containsExactly("1min");
        assertThat(asked("show default_transaction_read_only")).containsExactly("on");
        jdbc.execute("alter role ledger_reporting set statement_timeout = '200ms'");
        try {
            assertThatThrownBy(() -> asked("select pg_sleep(20)")).isInstanceOfSatisfying(SQLException.class,
                    ended -> assertThat(ended.getSQLState()).isEqualTo("57014"));
        } finally {
            jdbc.execute("alter role ledger_reporting set statement_timeout = '60s'");
        }
    }

    @Test
    void no_one_signs_in_without_a_password_being_set_and_the_ledger_works_on_all_the_same() throws SQLException {
        ReportingRole role = new ReportingRole(migrations);
        role.prepare(null);
        assertThatThrownBy(() -> asked("select 1")).hasMessageContaining("not permitted to log in");
        role.prepare("a password of dashboards");
        assertThat(asked("select count(*) from reporting.event where position <= 10")).containsExactly("10");
        assertThat(LedgerForTests.get(port, "/api/authorities?grantor=grantor-7&knownAt=" + java.time.Instant.now().minusSeconds(1))
                .statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "select * from reporting.authority_current where grantor_id = 'grantor-77'; versions_of_a_grantor",
            "select * from reporting.authority_current where attorney_id = 'attorney-77'; versions_of_an_attorney",
            "select * from reporting.authority_as_of('2010-03-01', now()) where grantor_id = 'grantor-77'; versions_of_a_grantor",
            "select * from reporting.authority_as_of('2010-03-01', now()) where attorney_id in ('attorney-7', 'attorney-8'); versions_of_an_attorney",
            "select * from reporting.authority_history where grantor_id = 'grantor-77'; versions_of_a_grantor",
            "select * from reporting.authority_history(now()) where attorney_id = 'attorney-77'; versions_of_an_attorney",
            "select * from reporting.authority_changes('2010-03-01', '2010-03-31'); authorities_by_their_beginning",
            "select * from reporting.power_of_attorney where grantor_id = 'grantor-77' and poa_id = 'poa-77'; instrument_versions_are_unique",
            "select * from reporting.power_of_attorney where issuers @> array['unheard-of']; instruments_naming_an_issuer",
            "select * from reporting.power_of_attorney where documents @> array['ab']; instruments_of_a_paper",
            "select * from reporting.signatory where grantor_id = 'grantor-77'; facts_are_unique",
            "select * from reporting.event where grantor_id = 'grantor-77'; one_event_at_each_place_of_a_stream",
            "select * from reporting.event where recorded_at > now() - interval '1 hour' order by position desc limit 10; positions_are_unique",
            "select * from reporting.event where recorded_at > now() + interval '1 hour'; recorded_at_increases_with_position"})
    void a_question_about_few_finds_them_by_an_index(String sql, String index) throws SQLException {
        String plan = String.join("\n", asked("explain " + sql));
        assertThat(plan).contains(index).doesNotContain("Seq Scan").doesNotContain("Function Scan on authority").doesNotContain("loops");
    }

    @ParameterizedTest
    @ValueSource(strings = { "select count(*) from reporting.authority_current",
            "select issuer_id, count(*) from reporting.authority_as_of('2010-03-01') group by issuer_id",
            "select date_trunc('month', effective_until), count(*) from reporting.authority_history group by 1"})
    void a_count_looks_up_no_name(String sql) throws SQLException {
        assertThat(String.join("\n", asked("explain " + sql))).contains("authority_version").doesNotContain("party_name", "json_array");
    }

    @Test
    void an_export_whose_connection_to_the_database_ends_in_the_middle_lacks_its_end() throws Exception {
        for (String accept : List.of("text/csv", "application/x-ndjson", "application/vnd.apache.parquet")) {
            StringBuilder received = new StringBuilder();
            try (Socket socket = new Socket("localhost", port)) {
                socket.setReceiveBufferSize(1 << 14);
                socket.setSoTimeout(60_000);
                OutputStream out = socket.getOutputStream();
                out.write(
                        ("GET /api/export/authority_history HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\nAuthorization: Basic "
                                + Base64.getEncoder().encodeToString(("admin:" + LedgerForTests.PASSWORD).getBytes(StandardCharsets.UTF_8))
                                + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                InputStream in = socket.getInputStream();
                byte[] some = new byte[1 << 14];
                received.append(new String(some, 0, in.read(some), StandardCharsets.ISO_8859_1));
                assertThat(received).startsWith("HTTP/1.1 200");
                if (!accept.contains("parquet")) {
                    // Parquet is so small that all of it may be on its way already.
                    assertThat(jdbc.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where query like "
                            + "'%reporting.authority_history(%' and pid <> pg_backend_pid()", Boolean.class)).contains(true);
                }
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    received.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
                    if (new RawAnswer(received.toString()).complete()) {
                        break;
                    }
                }
            } catch (java.net.SocketException cut) {
                // Cut off, as it should be.
            }
            assertThat(new RawAnswer(received.toString()).complete()).as(accept).isEqualTo(accept.contains("parquet"));
        }
    }
}
