package org.authorityledger.transparencylog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.streams.StreamTree;
import org.authorityledger.proof.tree.TreeSize;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a database can do beside its records to mislead: hide rows, lose its guards, or have other rows in the tables that go with the records. The
 * verification of the log says nothing about these.
 */
final class DatabaseAudit {

    /** The triggers, functions and constraints of this build, one a line, as {@link #GUARDS} selects them. */
    private static final String EXPECTED = "/db/guards.txt";
    private static final int MOST_APPOINTMENTS = 100;

    private static final String HIDING = """
            select n.nspname || '.' || c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'proof', 'approval', 'register', 'ledger_operations')
              and (c.relrowsecurity or c.relkind in ('v', 'm', 'f') or exists (select from pg_policy p where p.polrelid = c.oid))
            order by 1
            """;
    private static final String GUARDS = """
            select 'trigger ' || case when t.tgenabled in ('O', 'A') then 'on' else 'off' end || ' ' || pg_get_triggerdef(t.oid)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'proof', 'approval') and not t.tgisinternal
            union all
            select 'function ' || n.nspname || '.' || p.proname || ' ' || md5(p.prosrc) || case when p.prosecdef then ' definer' else '' end
              || coalesce(' ' || array_to_string(p.proconfig, ' '), '')
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('ledger', 'proof', 'approval')
            union all
            select 'constraint ' || n.nspname || '.' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'proof', 'approval') and c.relname <> 'migration' and k.contype in ('p', 'u', 'c', 'f', 'x')
            union all
            select 'rule ' || n.nspname || '.' || c.relname || ' ' || r.rulename
            from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'proof', 'approval') and r.rulename <> '_RETURN'
            union all
            """ + RowPolicies.LINES;
    /** Those whom the terms of grants, corrections and riders name: robust, since a record may have been changed to anything. */
    private static final String APPOINTED = """
            ledger.event e, json_array_elements(case when json_typeof(e.payload #> '{terms,attorneys}') = 'array'
                then e.payload #> '{terms,attorneys}' else '[]' end) as attorney
              where e.type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended')
            """;
    private static final String APPOINTMENTS = """
            with named as (
              select attorney ->> 'attorneyId' as attorney_id, e.grantor_id from %s
              union select payload #>> '{substitute,attorneyId}', grantor_id from ledger.event where type = 'SubstituteAppointed'
              union select payload #>> '{holder,attorneyId}', grantor_id from ledger.event where type = 'IncumbencyRecorded'
              union select payload #>> '{signatory,partyId}', grantor_id from ledger.event where type = 'SignatoryRecorded'
            ), once as (
              select attorney_id collate "C" as attorney_id, grantor_id from named where attorney_id is not null
            )
            select coalesce(n.attorney_id, a.attorney_id) as attorney, coalesce(n.grantor_id, a.grantor_id) as grantor,
              a.attorney_id is null as missing
            from once n full join ledger.appointment a on a.attorney_id = n.attorney_id and a.grantor_id = n.grantor_id
            where n.attorney_id is null or a.attorney_id is null
            order by 2, 1
            """.formatted(APPOINTED);
    private static final String STATED_KINDS = """
            with stated as (
              select e.position, attorney ->> 'attorneyId' as party_id, attorney ->> 'kind' as kind from %s
              union all select position, grantor_id, payload #>> '{grantor,kind}' from ledger.event
                where type in ('PowerOfAttorneyGranted', 'PowerOfAttorneyCorrected', 'PowerOfAttorneyAmended')
              union all select position, payload #>> '{substitute,attorneyId}', payload #>> '{substitute,kind}' from ledger.event
                where type = 'SubstituteAppointed'
              union all select position, payload #>> '{holder,attorneyId}', payload #>> '{holder,kind}' from ledger.event
                where type = 'IncumbencyRecorded'
              union all select position, payload #>> '{signatory,partyId}', payload #>> '{signatory,kind}' from ledger.event
                where type = 'SignatoryRecorded'
              union all select position, grantor_id, 'ENTITY' from ledger.event where type = 'SignatoryRecorded'
            ), whole as (
              select s.party_id collate "C" as party_id, s.position, s.kind collate "C" as kind, e.record_id, e.grantor_id,
                (e.payload ->> 'poaId') collate "C" as poa_id
              from stated s join ledger.event e on e.position = s.position where s.party_id is not null and s.kind is not null
            )
            select coalesce(w.party_id, k.party_id) as party, coalesce(w.grantor_id, k.grantor_id) as grantor
            from whole w full join ledger.stated_kind k on k.party_id = w.party_id and k.position = w.position and k.kind = w.kind
              and k.record_id = w.record_id and k.grantor_id = w.grantor_id and k.poa_id is not distinct from w.poa_id
            where w.party_id is null or k.party_id is null
            order by 2, 1
            """.formatted(APPOINTED);

    private final JdbcTemplate jdbc;
    private final LogTables tables;
    private final StreamTables streams;
    private final List<Finding> findings = new ArrayList<>();

    DatabaseAudit(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.tables = new LogTables(jdbc);
        this.streams = new StreamTables(jdbc);
    }

    List<Finding> findings() {
        hiddenRows();
        guards();
        appointments();
        statedKinds();
        log();
        return findings;
    }

    private void found(Finding.Code code, String where, String words) {
        findings.add(new Finding(code, where, words));
    }

    /** The ledger's own policies show everything to who sees everything; any other may hide rows. */
    private void hiddenRows() {
        RowPolicies policies = new RowPolicies(jdbc);
        jdbc.queryForList(HIDING, String.class).stream().filter(table -> !policies.areOfThisBuild(table))
                .forEach(table -> found(Finding.Code.ROWS_HIDDEN, table,
                        "row-level security or a view may hide rows of this table from those who read it"));
    }

    /** A guard is what the migrations of this build made, to the letter, and switched on; and there is nothing else. */
    private void guards() {
        Set<String> expected = new TreeSet<>(expected());
        // Without a search path, every name is written in full.
        String path = Objects.requireNonNull(jdbc.queryForObject("show search_path", String.class));
        jdbc.queryForList("select set_config('search_path', '', true)");
        Set<String> actual = new TreeSet<>(jdbc.queryForList(GUARDS, String.class));
        jdbc.queryForList("select set_config('search_path', ?, true)", path);
        if (Boolean.TRUE.equals(jdbc.queryForObject("select to_regclass('register.authority_version') is null", Boolean.class))) {
            // A register that is gone has nothing to guard; that it is gone is found elsewhere.
            expected.removeIf(guard -> RowPolicies.isOne(guard) && guard.split(" ")[1].startsWith("register."));
        }
        expected.stream().filter(guard -> !actual.contains(guard)).forEach(guard -> found(Finding.Code.UNGUARDED, name(guard),
                "a guard of this build is not in place: it was removed or changed, or an older build migrated this database last"));
        actual.stream().filter(guard -> !expected.contains(guard) && !RowPolicies.isOne(guard))
                .forEach(guard -> found(Finding.Code.UNGUARDED, name(guard),
                        "this is switched off, or is not of this build: " + guard));
    }

    /** The kind and the name of a guard. */
    private static String name(String guard) {
        String[] words = guard.split(" ");
        return switch (words[0]) {
            case "trigger" -> "trigger " + words[4];
            case "function" -> "function " + words[1];
            case "rows" -> "row-level security " + words[1];
            default -> words[0] + " " + words[1] + " " + words[2];
        };
    }

    static List<String> expected() {
        try (InputStream lines = Objects.requireNonNull(DatabaseAudit.class.getResourceAsStream(EXPECTED))) {
            return new String(lines.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Facts about an attorney reach the grantors of these rows: one that is missing hides a grantor from them. */
    private void appointments() {
        List<Finding> differing = jdbc.query(APPOINTMENTS, (row, n) -> new Finding(Finding.Code.APPOINTMENTS_DIFFER,
                row.getString("grantor"),
                row.getBoolean("missing")
                        ? "the attorney " + row.getString("attorney") + " is named by this grantor and not kept as such: facts about the"
                                + " attorney do not reach the grantor"
                        : "the attorney " + row.getString("attorney") + " is kept as named by this grantor, and no record names the two"));
        differing.stream().limit(MOST_APPOINTMENTS).forEach(findings::add);
        if (differing.size() > MOST_APPOINTMENTS) {
            found(Finding.Code.APPOINTMENTS_DIFFER, "", "and " + (differing.size() - MOST_APPOINTMENTS) + " more");
        }
    }

    /** Whether a party can die, be dissolved or have signatories follows from these rows. */
    private void statedKinds() {
        List<Finding> differing = jdbc.query(STATED_KINDS, (row, n) -> new Finding(Finding.Code.STATED_KINDS_DIFFER,
                row.getString("grantor"), "what the records of this grantor say that " + row.getString("party")
                        + " is, a person or an entity, is not kept as they say it"));
        differing.stream().limit(MOST_APPOINTMENTS).forEach(findings::add);
        if (differing.size() > MOST_APPOINTMENTS) {
            found(Finding.Code.STATED_KINDS_DIFFER, "", "and " + (differing.size() - MOST_APPOINTMENTS) + " more");
        }
    }

    private void log() {
        Optional<LedgerCheckpoint> newest = Optional.empty();
        SignedNote note = null;
        for (LogTables.CheckpointRow row : tables.checkpointRows()) {
            try {
                note = SignedNote.parse(row.note());
                LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(note.text());
                newest = Optional.of(checkpoint);
                if (checkpoint.checkpoint().size().value() != row.size()) {
                    found(Finding.Code.LOG_DIFFERS, "size " + row.size(), "the checkpoint in the row of this size is another one");
                }
            } catch (IllegalArgumentException e) {
                found(Finding.Code.MALFORMED, "size " + row.size(), "the checkpoint in the row of this size cannot be read");
            }
        }
        Optional<LogTables.Log> log = tables.log();
        if (newest.isEmpty() || note == null) {
            return;
        }
        SignedNote signed = note;
        if (tables.keys().stream().noneMatch(key -> signed.by(key.verifierKey()) == SignedNote.Signed.WELL)) {
            found(Finding.Code.LOG_DIFFERS, "", "none of the keys that the log names signed the newest checkpoint");
        }
        TreeSize size = newest.get().checkpoint().size();
        if (log.isEmpty() || !log.get().origin().equals(newest.get().checkpoint().origin()) || log.get().size().isSmallerThan(size)) {
            found(Finding.Code.LOG_DIFFERS, "", "the log has another name or fewer records than its newest checkpoint");
        } else if (log.get().size().equals(size)) {
            // Else it makes again what a crash lost, and nothing was signed over this size yet.
            heads(newest.get());
        }
        TreeSize logged = log.map(LogTables.Log::size).orElse(size);
        tables.widths().forEach((tile, width) -> {
            if (width > tile.width(logged)) {
                found(Finding.Code.TILE_CHANGED, tile.path(org.authorityledger.proof.tree.Tile.WIDTH),
                        "the tile has hashes of records that are not in the log");
            }
        });
    }

    /** The verification holds the streams root of the newest checkpoint against the records; here all below it is held against that root. */
    private void heads(LedgerCheckpoint newest) {
        if (newest.checkpoint().size().isEmpty() && newest.streams().equals(StreamTree.EMPTY)) {
            return;
        }
        try {
            int next = 0;
            do {
                next = streams.check(newest.streams(), next);
            } while (next > 0);
        } catch (StreamTables.ChangedHeads e) {
            Integer bucket = e.bucket();
            found(Finding.Code.LOG_DIFFERS, bucket == null ? "" : String.join(", ", streams.grantorsIn(bucket)),
                    "the kept heads of the grantors' streams, or the hashes above them, are not those that were signed");
        }
    }
}
