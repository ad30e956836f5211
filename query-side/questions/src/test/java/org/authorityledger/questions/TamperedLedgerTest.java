package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.testsupport.LedgerForTests.get;
import static org.authorityledger.testsupport.LedgerForTests.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.receipt.ReceiptCheck;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TileGrowth;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.verify.BundleFiles;
import org.authorityledger.proof.verify.BundleWriter;
import org.authorityledger.proof.verify.LedgerCopy;
import org.authorityledger.proof.verify.Progress;
import org.authorityledger.proof.verify.Verification;
import org.authorityledger.proof.witness.Quorum;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.rebuild.RegisterAudit;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.LedgerDatabase;
import org.authorityledger.transparencylog.LogTables;
import org.authorityledger.transparencylog.RecordRows;
import org.authorityledger.transparencylog.TransparencyLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A superuser who switches the guards of the database off cannot change the ledger unnoticed. */
@Tag("nodes")
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ledger.log.checkpoint-interval=100ms")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TamperedLedgerTest {

    private static final List<LedgerRecord> RECORDS = new ArrayList<>();
    private static final String AUTHORITY_COLUMNS = String.join(", ", AuthorityRows.WRITTEN);

    @LocalServerPort
    private int port;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private LedgerAppender appender;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private JdbcTemplate jdbc;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private DataSource dataSource;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private TransparencyLog log;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private ApplicationContext context;

    @Value("${ledger.log.key-file}")
    @SuppressWarnings("NullAway.Init")
    private Path keyFile;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "tampered_ledger");
        // Of two parts, the one that is left is a whole again: only of more does a missing token show.
        registry.add("ledger.register.segments", () -> 4);
    }

    @BeforeEach
    void a_ledger_that_holds_and_a_copy_to_put_back() {
        if (RECORDS.isEmpty()) {
            for (int n = 0; n < 40; n++) {
                RECORDS.addAll(LedgerForTests.randomHistory(appender, GrantorId.of("tampered-" + n), n, 8));
            }
        }
        Position last = RECORDS.getLast().position();
        assertThat(get(port, "/api/proof/checkpoint?minPosition=" + last).statusCode()).isEqualTo(200);
        assertThat(get(port, "/api/grantors?limit=1&minPosition=" + last).statusCode()).isEqualTo(200);
        awaitStored(last.value());
        // The register may not see what a test moves to the end of the ledger: it would wait as out of order.
        context.getBeansOfType(SmartLifecycle.class).values().stream()
                .filter(bean -> bean.getClass().getSimpleName().equals("RegisterProcessor")).forEach(SmartLifecycle::stop);
        // Nothing may be logged between what a test does and what it undoes.
        log.stop();
        jdbc.execute("drop table if exists public.kept");
        jdbc.execute("create table public.kept as select * from ledger.event");
        jdbc.execute("alter table ledger.event disable trigger all");
    }

    /** A part of the register that had nothing to take in stores how far it is only now and then; beyond that grantors are passed over. */
    private void awaitStored(long position) {
        String stored = "select min((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint) from register.token_entry";
        long end = System.nanoTime() + 60_000_000_000L;
        for (Long least = jdbc.queryForObject(stored, Long.class); least == null || least < position; least = jdbc.queryForObject(stored,
                Long.class)) {
            assertThat(System.nanoTime()).as("stored up to " + least).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @AfterEach
    void put_back() {
        log.stop();
        jdbc.execute("delete from ledger.event");
        jdbc.execute("insert into ledger.event select * from public.kept");
        jdbc.execute("alter table ledger.event enable trigger all");
        assertThat(findings()).isEmpty();
        log.start();
    }

    @ParameterizedTest
    @ValueSource(strings = { "payload = replace(payload::text, '{', '{ ')::json", "recorded_by = 'somebody.else'", "source_address = null",
            "source_address = '192.0.2.8'", "correlation_id = 'another'", "type = 'GrantorDied'", "revision = '1'",
            "record_id = '01a20313-588b-7b0f-9a3a-acb236fb8320'", "grantor_id = 'somebody-else'", "sequence = sequence + 1000",
            "recorded_at = recorded_at + interval '1 microsecond'",
            "idempotency_key = 'k', idempotency_part = 0, request_digest = '\\x00'"})
    void a_changed_column_is_found(String change) {
        jdbc.update("update ledger.event set " + change + " where position = 100");

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.CHANGED);
            assertThat(finding.where())
                    .isEqualTo(jdbc.queryForObject("select record_id::text from ledger.event where position = 100", String.class));
        });
    }

    @Test
    void a_deleted_record_is_missing() {
        jdbc.update("delete from ledger.event where position = 77");

        assertFound(Finding.Code.MISSING, "position 77");
    }

    @Test
    void a_deleted_record_is_missing_also_where_the_others_close_the_gap() {
        jdbc.update("delete from ledger.event where position = 77");
        shift("position > 77", -1);

        assertFound(Finding.Code.MISSING, "position 77");
    }

    @Test
    void an_inserted_record_is_added() {
        shift("position >= 77", 1);
        jdbc.update("""
                insert into ledger.event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload)
                select 77, '01a20313-588b-7b0f-9a3a-acb236fb8320', 'somebody-else', 0, type, revision, '2001-01-01', recorded_by, payload
                from public.kept where position = 76
                """);

        assertFound(Finding.Code.ADDED, "01a20313-588b-7b0f-9a3a-acb236fb8320");
    }

    @Test
    void two_records_in_each_others_place_are_reordered() {
        jdbc.update("update ledger.event set position = -1 where position = 50");
        jdbc.update("update ledger.event set position = 50 where position = 250");
        jdbc.update("update ledger.event set position = 250 where position = -1");

        assertThat(findings()).extracting(Finding::code).containsExactly(Finding.Code.REORDERED, Finding.Code.REORDERED);
        assertThat(findings()).extracting(Finding::where).containsExactlyInAnyOrder(RECORDS.get(49).recordId().toString(),
                RECORDS.get(249).recordId().toString());
    }

    @Test
    void a_ledger_whose_end_was_cut_off_is_truncated_and_the_running_log_reports_it_too() {
        long size = RECORDS.size();
        jdbc.update("delete from ledger.event where position > ?", size - 3);

        assertFound(Finding.Code.TRUNCATED, "position " + (size - 2));
        // The last signed checkpoint beside the key is over more records than there are.
        assertThat(awaitFault()).isEqualTo("ROLLED_BACK");
        // Commands go on: health tells, recording is not refused.
        assertThat(get(port, "/api/proof/consistency?from=1&to=2").statusCode()).isEqualTo(200);
    }

    @Test
    void an_old_backup_of_everything_is_rolled_back() {
        long size = RECORDS.size();
        jdbc.execute("create schema if not exists kept");
        for (String table : List.of("log", "tile", "checkpoint", "stream_head", "stream_node")) {
            jdbc.execute("drop table if exists kept." + table);
            jdbc.execute("create table kept." + table + " as select * from proof." + table);
        }
        List<Finding> findings;
        String fault;
        try {
            // As it was some records ago: the events, what was signed over them, and nothing else.
            jdbc.update("delete from ledger.event where position > ?", size - 10);
            jdbc.execute("alter table proof.checkpoint disable trigger user");
            jdbc.update("delete from proof.checkpoint where size > ?", size - 10);
            findings = findings();
            fault = awaitFault();
        } finally {
            log.stop();
            for (String table : List.of("log", "tile", "checkpoint", "stream_head", "stream_node")) {
                jdbc.execute("alter table proof." + table + " disable trigger user");
                jdbc.execute("delete from proof." + table);
                jdbc.execute("insert into proof." + table + " select * from kept." + table);
                jdbc.execute("alter table proof." + table + " enable trigger user");
            }
        }

        assertThat(findings).extracting(Finding::code).contains(Finding.Code.ROLLED_BACK).doesNotContain(Finding.Code.TRUNCATED,
                Finding.Code.MISSING, Finding.Code.CHANGED);
        assertThat(fault).isEqualTo("ROLLED_BACK");
    }

    @Test
    void a_changed_tile_is_distinguished_from_a_changed_record() {
        byte[] tile = jdbc.queryForObject("select hashes from proof.tile where level = 0 and index = 0", byte[].class);
        jdbc.execute("alter table proof.tile disable trigger user");
        jdbc.update("update proof.tile set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1) where level = 0 and index = 0");
        try {
            assertThat(findings()).extracting(Finding::code).contains(Finding.Code.TILE_CHANGED).doesNotContain(Finding.Code.CHANGED);
        } finally {
            jdbc.update("update proof.tile set hashes = ? where level = 0 and index = 0", tile);
            jdbc.execute("alter table proof.tile enable trigger user");
        }
    }

    @Test
    void a_receipt_made_of_changed_rows_does_not_verify() {
        String grantor = RECORDS.getFirst().act().grantorId().value();
        jdbc.update("update ledger.event set recorded_by = 'somebody.else' where position = 1");
        log.start();
        String receipt = get(port, "/api/authority/check?grantor=" + grantor + "&issuer=hemacare&form=4&signer=judi-irving&receipt=true")
                .body();

        List<VerifierKey> keys = LedgerDatabase.read(dataSource, keyFile,
                ledger -> ledger.keys().stream().map(LedgerCopy.EnclosedKey::verifierKey).toList());
        assertThat(ReceiptCheck.check(receipt.getBytes(StandardCharsets.UTF_8), keys).findings()).extracting(Finding::code)
                .contains(Finding.Code.NOT_INCLUDED, Finding.Code.STREAM_INCOMPLETE);
    }

    @Test
    void a_row_of_the_register_that_does_not_follow_is_found() {
        assertThat(differences()).isEmpty();
        String first = "(source_position, attorney_id, known_from) = (select source_position, attorney_id, known_from"
                + " from register.authority_version order by source_position, attorney_id, known_from limit 1)";
        jdbc.update("update register.authority_version set minimum_signatures = minimum_signatures + 7 where " + first);
        assertThat(differences()).hasSize(1);
        jdbc.update("update register.authority_version set minimum_signatures = minimum_signatures - 7 where " + first);
        assertThat(differences()).isEmpty();
        jdbc.execute("create table public.rows as select * from register.instrument_version where grantor_id = 'tampered-3'");
        jdbc.update("delete from register.instrument_version where grantor_id = 'tampered-3'");
        assertThat(differences()).isNotEmpty().allMatch(difference -> difference.startsWith("tampered-3: "));
        jdbc.update(
                """
                        insert into register.instrument_version select * from public.rows
                        """);
        assertThat(differences()).isEmpty();
    }

    @Test
    void an_unreadable_record_is_reported_and_hides_no_row_of_another_grantor() {
        Position position = RECORDS.stream()
                .filter(record -> record.act().grantorId().value().equals("tampered-3") && record.sequence().value() == 2)
                .findFirst().orElseThrow().position();
        jdbc.update("update ledger.event set revision = '9' where position = ?", position.value());
        assertThat(differencesOf("tampered-3")).singleElement().asString()
                .startsWith("tampered-3: record " + position + " cannot be read by this build");

        jdbc.execute("create table public.of_another as select * from register.instrument_version where grantor_id = 'tampered-5'");
        jdbc.update("update register.instrument_version set issuer_id = 'somebody-else' where grantor_id = 'tampered-5'");
        try {
            assertThat(differencesOf("tampered-3")).hasSize(1);
            assertThat(differencesOf("tampered-5")).isNotEmpty().allMatch(words -> words.startsWith("tampered-5: the terms of "));
        } finally {
            jdbc.update("update register.instrument_version v set issuer_id = k.issuer_id from public.of_another k"
                    + " where (v.grantor_id, v.poa_id, v.known_from) = (k.grantor_id, k.poa_id, k.known_from)");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "authority_version | forms = array_append(forms, 'SCHEDULE_13G')",
            "authority_version | amendable_forms = '{}'",
            "event_party | id = 'somebody-else'", "event_party | position = position + 100000",
            "party_name | name = 'Somebody Else'", "party_name | search_name = 'somebody else'",
            "party_name | last_position = last_position - 1", "party_name | cik = '0000000001', cik_position = 1"})
    void every_table_of_the_register_is_held_against_the_records(String table, String change) {
        jdbc.execute("create table public.rows_kept as select * from register." + table.strip());
        String columns = table.strip().equals("authority_version") ? AUTHORITY_COLUMNS : "*";
        String into = table.strip().equals("authority_version") ? " (" + AUTHORITY_COLUMNS + ")" : "";
        try {
            jdbc.update("update register." + table.strip() + " set " + change + " where ctid = (select min(ctid) from register."
                    + table.strip() + (table.contains("authority") ? " where cardinality(amendable_forms) > 0" : "") + ")");
            assertThat(differences()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
        } finally {
            jdbc.execute("delete from register." + table.strip());
            jdbc.execute("insert into register." + table.strip() + into + " select " + columns + " from public.rows_kept");
            jdbc.execute("drop table public.rows_kept");
        }
        assertThat(differences()).isEmpty();
    }

    /**
     * In one transaction that is rolled back: what someone does who owns the tables and goes past their guards, and then everything that
     * {@code ledger verify} of a database does.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', value = {
            // The grantors that named an attorney.
            "APPOINTMENTS_DIFFER ~ delete from ledger.appointment",
            "APPOINTMENTS_DIFFER ~ delete from ledger.appointment where ctid = (select min(ctid) from ledger.appointment)",
            "APPOINTMENTS_DIFFER ~ insert into ledger.appointment values ('somebody-else', 'tampered-3')",
            "APPOINTMENTS_DIFFER ~ update ledger.appointment set grantor_id = 'x' where ctid = (select min(ctid) from ledger.appointment)",
            "STATED_KINDS_DIFFER ~ insert into ledger.stated_kind select 'somebody-else', position, 'ENTITY', record_id, grantor_id, null"
                    + " from ledger.event where position = 1",
            // The records.
            "MISSING ~ delete from ledger.event where position in (7, 9)",
            "TRUNCATED ~ delete from ledger.event where position > 300",
            "CHANGED ~ update ledger.event set payload = e.payload from ledger.event e where ledger.event.position = 70 and e.position = 71",
            "CHANGED ~ update ledger.event set payload = '{}' where position = 41",
            "CHANGED ~ update ledger.event set recorded_at = recorded_at + interval '1 day'",
            "REORDERED ~ update ledger.event set position = position + 1000000 where position = 12",
            "REORDERED ~ update ledger.event set position = -1 where position = 20;update ledger.event set position = 20 where position = 21;"
                    + "update ledger.event set position = 21 where position = -1",
            "ADDED ~ insert into ledger.event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload)"
                    + " select 0, gen_random_uuid(), 'x', 0, type, revision, '2001-01-01', recorded_by, payload from ledger.event"
                    + " where position = 1",
            // What the log keeps beside its tiles.
            "LOG_DIFFERS ~ update proof.stream_head set head = sha256('x') where grantor_id = 'tampered-3'",
            "LOG_DIFFERS ~ update proof.stream_head set count = count + 1 where grantor_id = 'tampered-3'",
            "LOG_DIFFERS ~ update proof.stream_head set grantor_id = 'somebody-else' where grantor_id = 'tampered-3'",
            "LOG_DIFFERS ~ delete from proof.stream_head where grantor_id = 'tampered-3'",
            "LOG_DIFFERS ~ delete from proof.stream_head",
            "LOG_DIFFERS ~ insert into proof.stream_head select 7, decode(repeat('0007', 16), 'hex'), 'x', 1, sha256('x')",
            "LOG_DIFFERS ~ update proof.stream_node set children = decode(repeat('02' || repeat('ab', 32), 16), 'hex') where depth = 4",
            "LOG_DIFFERS ~ delete from proof.stream_node where depth = 8",
            "LOG_DIFFERS ~ update proof.log set origin = 'another.example/log'",
            "LOG_DIFFERS ~ update proof.log set size = size - 1",
            "LOG_DIFFERS ~ delete from proof.log",
            // The tiles.
            "TILE_CHANGED ~ delete from proof.tile where level = 0 and index = 0",
            "TILE_CHANGED ~ delete from proof.tile",
            "TILE_CHANGED ~ update proof.tile set hashes = substring(hashes from 1 for 32) where level = 0 and index = 0",
            "TILE_CHANGED ~ update proof.tile set hashes = hashes || sha256('x') where level = 0 and octet_length(hashes) < 8192",
            "TILE_CHANGED ~ insert into proof.tile values (0, 99, sha256('x'))",
            "TILE_CHANGED ~ update proof.tile set hashes = sha256('x') where level = 1",
            // The keys and the checkpoints.
            "NOT_SIGNED ~ update proof.signing_key set from_size = 100000",
            "LOG_DIFFERS ~ delete from proof.signing_key",
            "MALFORMED ~ update proof.checkpoint set note = 'x' where size = (select max(size) from proof.checkpoint)",
            "SIGNATURE_WRONG ~ update proof.checkpoint set note = replace(note, 'time 2', 'time 1')",
            "NOT_SIGNED ~ update proof.checkpoint set note = split_part(note, E'\\n\\n', 1) || E'\\n\\n\u2014 x AAAAAAAAAAA=\\n'",
            "LOG_DIFFERS ~ update proof.checkpoint set size = size + 100000 where size = (select max(size) from proof.checkpoint)",
            "SIGNATURE_WRONG ~ insert into proof.checkpoint select size + 1, replace(note, E'\\n' || size || E'\\n', E'\\n' || (size + 1)"
                    + " || E'\\n'), signed_at from proof.checkpoint order by size desc limit 1",
            "ROLLED_BACK ~ delete from proof.checkpoint where size = (select max(size) from proof.checkpoint)",
            "ROLLED_BACK ~ delete from proof.checkpoint",
            // The guards of the database.
            "UNGUARDED ~ drop trigger the_ledger_is_append_only on ledger.event",
            "UNGUARDED ~ alter table ledger.event disable trigger the_ledger_is_append_only",
            "UNGUARDED ~ alter table ledger.event enable replica trigger the_ledger_is_append_only",
            "UNGUARDED ~ alter table ledger.appointment disable trigger all",
            "UNGUARDED ~ drop trigger what_was_signed_stays on proof.checkpoint",
            "UNGUARDED ~ drop trigger a_tile_only_grows on proof.tile; create trigger a_tile_only_grows before update on proof.tile"
                    + " for each row when (false) execute function proof.refuse_change()",
            "UNGUARDED ~ create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return null; end'",
            "UNGUARDED ~ create or replace function proof.keep_what_was_signed() returns trigger language plpgsql as 'begin return new; end'",
            "UNGUARDED ~ alter function ledger.append(int[], uuid[], text[], bigint[], text[], text[], text[], text[], text[], text[], int[],"
                    + " bytea[], text[]) set search_path = public",
            "UNGUARDED ~ create function ledger.forge() returns trigger language plpgsql as 'begin new.recorded_by = 1; return new; end';"
                    + "create trigger forged before insert on ledger.event for each row execute function ledger.forge()",
            "UNGUARDED ~ create rule nothing as on insert to ledger.event do instead nothing",
            "UNGUARDED ~ alter table ledger.event drop constraint recorded_at_increases_with_position",
            "UNGUARDED ~ alter table approval.refusal disable trigger refusals_stay",
            "UNGUARDED ~ drop trigger commands_stay on approval.waiting_command",
            "UNGUARDED ~ create or replace function approval.refuse_change() returns trigger language plpgsql as 'begin return null; end'",
            "UNGUARDED ~ alter table approval.waiting_command drop constraint a_key_waits_once",
            "UNGUARDED ~ create rule nothing as on insert to approval.refusal do instead nothing",
            // Rows that are there, and are not shown to everyone.
            "ROWS_HIDDEN ~ alter policy who_sees_all_sees_what_waits on approval.waiting_command using (submitted_by <> 'jane')",
            "UNGUARDED ~ alter table approval.refusal disable row level security",
            "ROWS_HIDDEN ~ create policy some_rows on ledger.event as restrictive for select using (true)",
            "ROWS_HIDDEN ~ alter policy seen on ledger.event using (position <> 5)",
            "ROWS_HIDDEN ~ alter table ledger.event no force row level security",
            "UNGUARDED ~ alter table ledger.event disable row level security",
            "UNGUARDED ~ drop policy seen on ledger.instrument_issuer",
            "UNGUARDED ~ create or replace function ledger.sees_all() returns boolean language sql stable as 'select true'",
            "ROWS_HIDDEN ~ create policy some_rows on ledger.event for select using (grantor_id <> 'tampered-3')",
            "ROWS_HIDDEN ~ alter table proof.checkpoint enable row level security",
            "ROWS_HIDDEN ~ create policy some_rows on register.authority_version as restrictive for select using (issuer_id <> 'x')",
            "ROWS_HIDDEN ~ alter table register.party_name enable row level security",
            "UNGUARDED ~ alter table register.authority_version disable row level security",
            "ROWS_HIDDEN ~ alter table ledger.appointment rename to appointments; create view ledger.appointment as"
                    + " select * from ledger.appointments",
            // The register, and what it says of itself.
            "REGISTER_BEHIND ~ update register.token_entry set token = convert_to(json_build_object('globalIndex', 0)::text, 'UTF8') where segment = 1",
            "REGISTER_BEHIND ~ update register.token_entry set token = null where segment = 1",
            "REGISTER_BEHIND ~ update register.token_entry set token = 'x' where segment = 1",
            "REGISTER_BEHIND ~ delete from register.token_entry where segment = 1",
            "REGISTER_BEHIND ~ delete from register.token_entry",
            "REGISTER_BEHIND ~ update register.token_entry set processor_name = 'another'",
            "REGISTER_BEHIND ~ update register.token_entry set token = convert_to(json_build_object('globalIndex', 100000)::text, 'UTF8') where segment = 1",
            "REGISTER_BEHIND ~ update register.generation set built_to = 100000",
            "REGISTER_BEHIND ~ drop schema register cascade",
            "REGISTER_DIFFERS ~ update register.authority_version set effective_until = null, end_cause = null, ended_by = null",
            "REGISTER_DIFFERS ~ update register.authority_version set end_cause = 'REVOKED' where end_cause <> 'REVOKED'",
            "REGISTER_DIFFERS ~ delete from register.authority_version where grantor_id = 'tampered-3'",
            "REGISTER_DIFFERS ~ update register.authority_version set grantor_id = 'tampered-4' where grantor_id = 'tampered-3'",
            "REGISTER_DIFFERS ~ insert into register.event_party values ('ATTORNEY', 'somebody-else', 5)",
            "REGISTER_DIFFERS ~ insert into register.party_name values ('ATTORNEY', 'x', 'Somebody Else', 'somebody else', null, 5)",
            "REGISTER_DIFFERS ~ truncate register.authority_version, register.instrument_version",
            "RECORDS_WAIT ~ insert into ledger_operations.dead_letter (letter_id, processing_group, sequence_identifier, sequence_index,"
                    + " message_type, event_identifier, timestamp, payload_type, payload, enqueued_at) select 'x', 'register', grantor_id, 0,"
                    + " 'x', record_id::text, 'x', 'x', 'x', 'x' from ledger.event where position = 5",
            "RECORDS_WAIT ~ insert into ledger_operations.dead_letter (letter_id, processing_group, sequence_identifier, sequence_index,"
                    + " message_type, event_identifier, timestamp, payload_type, payload, enqueued_at) values ('x', 'register', 'tampered-3', 0,"
                    + " 'x', 'no-record', 'x', 'x', 'x', 'x')"})
    void what_someone_changes_who_owns_the_database_is_found(Finding.Code code, String change) throws Exception {
        assertThat(codesAfter()).isEmpty();
        assertThat(codesAfter(change)).contains(code);
    }

    @Test
    void a_row_of_the_register_that_is_changed_together_with_its_token_is_found() throws Exception {
        for (String token : List.of("set token = convert_to('{\"globalIndex\":0}', 'UTF8')", "set token = null",
                "set segment = segment + 100")) {
            Set<Finding.Code> codes = codesAfter(
                    "update register.authority_version set effective_until = null, end_cause = null, ended_by = null",
                    "update register.token_entry " + token);
            assertThat(codes).contains(Finding.Code.REGISTER_BEHIND, Finding.Code.REGISTER_DIFFERS);
        }
    }

    @Test
    void records_whose_tiles_and_tables_were_made_again_do_not_have_the_signed_root() throws Exception {
        Set<Finding.Code> codes = codesAfter(after -> {
            after.execute("update ledger.event set recorded_by = 'somebody.else' where position = 100");
            after.execute("delete from proof.tile");
            TileGrowth growth = new TileGrowth(TreeSize.EMPTY, tile -> {
                throw new Tiles.MissingTile(tile);
            });
            new RecordRows(after).after(Position.START, Integer.MAX_VALUE).forEach(record -> growth.add(record.leaf()));
            new LogTables(after).write(growth.changed());
        });

        assertThat(codes).contains(Finding.Code.ROOT_DIFFERS);
    }

    /** Documented: what is gone of older checkpoints, no one misses who kept none; what is still there proves the same. */
    @Test
    void older_checkpoints_that_are_gone_are_not_missed_and_one_that_was_kept_still_verifies() throws Exception {
        List<SignedNote> kept = LedgerDatabase.read(dataSource, null, LedgerCopy::checkpoints);
        SignedNote oldest = kept.getFirst();

        assertThat(codesAfter("delete from proof.checkpoint where size < (select max(size) from proof.checkpoint)")).isEmpty();
        assertThat(codesAfter(List.of(oldest), after -> after.execute("delete from proof.checkpoint where size <"
                + " (select max(size) from proof.checkpoint)"))).isEmpty();
        assertThat(codesAfter(List.of(kept.getLast()),
                after -> after.execute("delete from proof.checkpoint where size = (select max(size) from proof.checkpoint)")))
                .contains(Finding.Code.ROLLED_BACK);
    }

    /** Documented: who may append as the application may name any recorder, and the record is signed as it was recorded. */
    @Test
    void a_record_with_a_forged_recorder_is_in_the_ledger_as_any_other() throws Exception {
        assertThat(codesAfter(
                """
                        select ledger.append(array[0], array[gen_random_uuid()], array['forged'], array[0::bigint], array['GrantorDied'], array['1'],
                          array['somebody.else'], array[null::text], array[null::text], array[null::text], array[null::int], array[null::bytea],
                          array['{"grantorId":"forged","on":"2020-01-01"}'])
                        """))
                .containsExactly(Finding.Code.REGISTER_BEHIND);
    }

    /** Files are verified as they are: nothing stands in the way of who has them. */
    @ParameterizedTest
    @CsvSource({ "CHANGED, events.ndjson, corporate.secretary, somebody.else", "MISSING, events.ndjson, LINE, ''",
            "REORDERED, events.ndjson, LINE, LINE", "NOT_SIGNED, keys.json, '\"fromSize\":0', '\"fromSize\":100000'",
            "SIGNATURE_WRONG, checkpoints, 'time 2', 'time 1'", "MALFORMED, checkpoints, streams, stream",
            "TILE_CHANGED, tile/0/000, '', x", "FORKED, checkpoint, '', FORGED"})
    void a_changed_file_of_an_export_is_found(Finding.Code code, String name, String what, String by) throws Exception {
        Path bundle = Files.createTempDirectory("export").resolve("of");
        LedgerDatabase.read(dataSource, null, ledger -> BundleWriter.write(ledger, bundle, Progress.NONE));
        assertThat(verified(bundle)).isEmpty();
        Path file = bundle.resolve(name);
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.UTF_8);
        if (name.startsWith("tile")) {
            content[40] ^= 1;
            Files.write(file, content);
        } else if (by.equals("FORGED")) {
            // Who holds the key signs another history over as many records.
            LedgerCheckpoint own = LedgerCheckpoint.parse(SignedNote.parse(text).text());
            String other = LedgerCheckpoint
                    .of(own.checkpoint().origin(), own.checkpoint().size(), MerkleTree.EMPTY, own.streams(), own.time())
                    .text();
            SigningKey key = SigningKey.parse(Files.readString(keyFile));
            Files.writeString(file, new SignedNote(other, List.of(key.signNote(other))).toString());
        } else if (what.equals("LINE")) {
            List<String> lines = new ArrayList<>(text.lines().toList());
            String taken = lines.remove(60);
            if (!by.isEmpty()) {
                lines.add(90, taken);
            }
            Files.writeString(file, String.join("\n", lines) + "\n");
        } else {
            Files.writeString(file, name.equals("events.ndjson") ? text.replaceFirst(what, by) : text.replace(what, by));
        }

        assertThat(verified(bundle)).contains(code);
    }

    private Set<Finding.Code> verified(Path bundle) {
        try {
            return Verification.verify(new BundleFiles(bundle), keys(), Quorum.NONE, List.of(), Progress.NONE).findings().stream()
                    .map(Finding::code).collect(Collectors.toCollection(TreeSet::new));
        } catch (IllegalArgumentException e) {
            return Set.of(Finding.Code.MALFORMED);
        }
    }

    private List<VerifierKey> keys() {
        return LedgerDatabase.read(dataSource, null, ledger -> ledger.keys().stream().map(LedgerCopy.EnclosedKey::verifierKey).toList());
    }

    private Set<Finding.Code> codesAfter(String... changes) throws Exception {
        return codesAfter(after -> {
            for (String change : changes) {
                after.execute(change);
            }
        });
    }

    private Set<Finding.Code> codesAfter(Consumer<JdbcTemplate> change) throws Exception {
        return codesAfter(List.of(), change);
    }

    /** All that {@code ledger verify} finds in a database after a change, which is then undone. */
    private Set<Finding.Code> codesAfter(List<SignedNote> since, Consumer<JdbcTemplate> change) throws Exception {
        List<VerifierKey> trusted = keys();
        Set<Finding.Code> codes = new TreeSet<>();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            DataSource within = new SingleConnectionDataSource(unending(connection), true);
            JdbcTemplate after = new JdbcTemplate(within);
            after.execute("alter table ledger.event enable trigger all");
            after.execute("set local session_replication_role = replica");
            change.accept(after);
            LedgerDatabase.read(within, keyFile, ledger -> {
                codes.addAll(Verification.verify(ledger, trusted, Quorum.NONE, since, Progress.NONE).findings().stream().map(Finding::code)
                        .toList());
                codes.addAll(ledger.audit().stream().map(Finding::code).toList());
                RegisterAudit.compare(ledger.jdbc(), Position.END, new RegisterAudit.Differences() {

                    @Override
                    public void found(String grantorId, String words) {
                        codes.add(Finding.Code.REGISTER_DIFFERS);
                    }

                    @Override
                    public void behind(String where, String words) {
                        codes.add(Finding.Code.REGISTER_BEHIND);
                    }

                    @Override
                    public void ahead(String words) {
                        codes.add(Finding.Code.REGISTER_BEHIND);
                    }

                    @Override
                    public void waiting(String grantorId, String words) {
                        codes.add(Finding.Code.RECORDS_WAIT);
                    }
                });
                return 0;
            });
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return codes;
    }

    /** A connection whose transaction only this test ends. */
    private static Connection unending(Connection connection) {
        Set<String> ignored = Set.of("commit", "rollback", "close", "setAutoCommit", "setReadOnly", "setTransactionIsolation");
        return (Connection) Proxy.newProxyInstance(TamperedLedgerTest.class.getClassLoader(), new Class<?>[]{ Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        return ignored.contains(method.getName()) ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private List<String> differences() {
        return LedgerDatabase.read(dataSource, null, ledger -> {
            List<String> differences = new ArrayList<>();
            RegisterAudit.compare(ledger.jdbc(), (grantor, words) -> differences.add(grantor + ": " + words));
            return differences;
        });
    }

    /** Of one grantor: the register may have seen what another test moved to the end of the ledger and put back. */
    private List<String> differencesOf(String grantor) {
        return differences().stream().filter(words -> words.startsWith(grantor + ": ")).toList();
    }

    private void assertFound(Finding.Code code, String where) {
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.where()).isEqualTo(where);
        });
    }

    private void shift(String which, int by) {
        // Far away first, as positions are unique at every moment.
        jdbc.update("update ledger.event set position = -position where " + which);
        jdbc.update("update ledger.event set position = -position + ? where position < 0", by);
    }

    private List<Finding> findings() {
        return LedgerDatabase.read(dataSource, keyFile, ledger -> {
            List<VerifierKey> keys = ledger.keys().stream()
                    .map(LedgerCopy.EnclosedKey::verifierKey).toList();
            return Verification.verify(ledger, keys, Quorum.NONE, List.<SignedNote>of(), Progress.NONE).findings();
        });
    }

    private String awaitFault() {
        log.start();
        for (int n = 0; n < 100; n++) {
            String code = json(get(port, "/actuator/health")).path("components").path("log").path("details").path("code").asString("");
            if (!code.isEmpty()) {
                return code;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return "none";
    }

}
