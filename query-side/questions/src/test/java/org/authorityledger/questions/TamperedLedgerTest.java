package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.testsupport.LedgerForTests.get;
import static org.authorityledger.testsupport.LedgerForTests.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.receipt.ReceiptCheck;
import org.authorityledger.proof.verify.LedgerCopy;
import org.authorityledger.proof.verify.Progress;
import org.authorityledger.proof.verify.Verification;
import org.authorityledger.proof.witness.Quorum;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.rebuild.RegisterAudit;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.LedgerDatabase;
import org.authorityledger.transparencylog.TransparencyLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A superuser who switches the guards of the database off cannot change the ledger unnoticed. */
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

    @Value("${ledger.log.key-file}")
    @SuppressWarnings("NullAway.Init")
    private Path keyFile;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "tampered_ledger");
    }

    @BeforeEach
    void a_ledger_that_holds_and_a_copy_to_put_back() {
        if (RECORDS.isEmpty()) {
            for (int n = 0; n < 40; n++) {
                RECORDS.addAll(LedgerForTests.randomHistory(appender, GrantorId.of("tampered-" + n), n, 8));
            }
        }
        long last = RECORDS.getLast().position();
        assertThat(get(port, "/api/proof/checkpoint?minPosition=" + last).statusCode()).isEqualTo(200);
        assertThat(get(port, "/api/grantors?limit=1&minPosition=" + last).statusCode()).isEqualTo(200);
        awaitStored(last);
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
            "source_address = '192.0.2.8'", "correlation_id = 'another'", "type = 'GrantorDied'", "revision = '2'",
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
            jdbc.update("delete from proof.checkpoint where size > ?", size - 10);
            findings = findings();
            fault = awaitFault();
        } finally {
            for (String table : List.of("log", "tile", "checkpoint", "stream_head", "stream_node")) {
                jdbc.execute("delete from proof." + table);
                jdbc.execute("insert into proof." + table + " select * from kept." + table);
            }
        }

        assertThat(findings).extracting(Finding::code).contains(Finding.Code.ROLLED_BACK).doesNotContain(Finding.Code.TRUNCATED,
                Finding.Code.MISSING, Finding.Code.CHANGED);
        assertThat(fault).isEqualTo("ROLLED_BACK");
    }

    @Test
    void a_changed_tile_is_distinguished_from_a_changed_record() {
        byte[] tile = jdbc.queryForObject("select hashes from proof.tile where level = 0 and index = 0", byte[].class);
        jdbc.update("update proof.tile set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1) where level = 0 and index = 0");
        try {
            assertThat(findings()).extracting(Finding::code).contains(Finding.Code.TILE_CHANGED).doesNotContain(Finding.Code.CHANGED);
        } finally {
            jdbc.update("update proof.tile set hashes = ? where level = 0 and index = 0", tile);
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
                        insert into register.instrument_version (grantor_id, poa_id, granted_at, issuer_id, terms, known_from, known_until, opened_by, closed_by)
                        select grantor_id, poa_id, granted_at, issuer_id, terms, known_from, known_until, opened_by, closed_by from public.rows
                        """);
        assertThat(differences()).isEmpty();
    }

    @Test
    void an_unreadable_record_is_reported_and_hides_no_row_of_another_grantor() {
        long position = RECORDS.stream().filter(record -> record.act().grantorId().value().equals("tampered-3") && record.sequence() == 2)
                .findFirst().orElseThrow().position();
        jdbc.update("update ledger.event set revision = '9' where position = ?", position);
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
