package org.authorityledger.register.rebuild;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.Form;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.follow.RegisterBatch;
import org.authorityledger.register.follow.StoredPositions;
import org.authorityledger.store.EventRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Does every row of the register follow from the records, and is every row that follows there? The law computes each grantor's authorities again, and
 * they are compared with the rows. Nothing is written.
 *
 * <p>The register may be behind the records, and what it says of itself decides nothing: of each grantor the records are compared that its own token
 * stands for, and the others are reported.
 */
public final class RegisterAudit {

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final JdbcTemplate jdbc;
    private final Differences differences;
    private final StoredPositions stored;
    private final long expected;
    private final Map<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> names = new TreeMap<>();
    /** By part of the register, the records that it should have and has not. */
    private final Map<String, Behind> behind = new TreeMap<>();
    private boolean namesKnown = true;
    private long compared;

    private RegisterAudit(JdbcTemplate jdbc, Differences differences, long expected) {
        this.jdbc = jdbc;
        this.differences = differences;
        this.stored = StoredPositions.read(jdbc);
        this.expected = expected;
    }

    private record Behind(long reached, long records, long grantors) {}

    /** Receives what does not agree. */
    @FunctionalInterface
    public interface Differences {

        /**
         * A row that is wrong or missing.
         *
         * @param grantorId whose
         * @param words which row, and what is wrong with it
         */
        void found(String grantorId, String words);

        /**
         * Records that the register should have and does not.
         *
         * @param where which part of it
         * @param words which records
         */
        default void behind(String where, String words) {
            found(where, words);
        }

        /**
         * The register says that it has records that there are not: it would pass over those that come.
         *
         * @param words up to which position
         */
        default void ahead(String words) {}

        /**
         * Records that wait because the register could not process them, or that someone says do.
         *
         * @param grantorId whose
         * @param words how many, and what they are
         */
        default void waiting(String grantorId, String words) {}
    }

    /** A record, or null where it cannot be read. Its position is a bare number, as those of all rows here: they may have been tampered with. */
    private record Reading(long position, @Nullable LedgerRecord record) {

        static Reading of(ResultSet row) throws SQLException {
            long position = row.getLong("position");
            try {
                return new Reading(position, EventRows.read(row).record());
            } catch (RuntimeException unreadable) {
                return new Reading(position, null);
            }
        }
    }

    private record AuthorityRow(AuthorityVersion version, long sourcePosition, List<String> forms, List<String> amendableForms) {

        static AuthorityRow of(ResultSet row) throws SQLException {
            return new AuthorityRow(AuthorityRows.version(row), row.getLong("source_position"), texts(row.getArray("forms")),
                    texts(row.getArray("amendable_forms")));
        }

        private static List<String> texts(Array array) throws SQLException {
            return List.of((String[]) array.getArray());
        }

        static AuthorityRow of(RegisterBatch.Version<Authority> version) {
            Authority authority = version.value();
            return new AuthorityRow(
                    new AuthorityVersion(authority, version.knownFrom(), version.knownUntil(), version.openedBy(), version.closedBy()),
                    version.position().value(), authority.forms().stream().map(Form::name).toList(),
                    authority.amendableForms().stream().map(Form::name).toList());
        }

        String words() {
            return "authority of " + version.authority().attorneyId() + " under " + version.authority().poaId() + " by record "
                    + version.authority().source() + " (" + AuthorityRows.way(version.authority()) + "), known from " + version.knownFrom();
        }
    }

    private record PartyRow(String kind, String id, long position, @Nullable String name, @Nullable String cik) {

        static PartyRow of(ResultSet row) throws SQLException {
            return new PartyRow(row.getString("kind"), row.getString("id"), row.getLong("position"), row.getString("name"),
                    row.getString("cik"));
        }

        static PartyRow of(RegisterBatch.PartyEntry entry) {
            return new PartyRow(entry.kind().name(), entry.id(), entry.position().value(), entry.name(), entry.cik());
        }

        String words() {
            return "entry that record " + position + " concerns " + kind + " " + id;
        }
    }

    private record NameRow(String searchName, @Nullable String cik, long lastPosition, @Nullable Long cikPosition) {

        static NameRow of(RegisterBatch.NameKeyed key, RegisterBatch.NameSeen seen) {
            return new NameRow(NameKey.of(key.name()), seen.cik(), seen.position().value(),
                    seen.cik() == null ? null : seen.cikPosition().value());
        }
    }

    private record InstrumentRow(String poaId, long grantedAt, String issuerId, Terms terms, List<String> issuers,
            @Nullable Object statedBy, @Nullable String riders,
            List<String> documents, Instant knownFrom,
            @Nullable Instant knownUntil,
            Object openedBy, @Nullable Object closedBy) {

        static InstrumentRow of(ResultSet row) throws SQLException {
            return new InstrumentRow(row.getString("poa_id"), row.getLong("granted_at"), row.getString("issuer_id"),
                    ActJson.readTerms(row.getString("terms")), texts(row, "issuers"), row.getObject("stated_by"), row.getString("riders"),
                    texts(row, "documents"), Objects.requireNonNull(AuthorityRows.instant(row, "known_from")),
                    AuthorityRows.instant(row, "until"), row.getObject("opened_by"), row.getObject("closed_by"));
        }

        static InstrumentRow of(RegisterBatch.Version<RegisterBatch.InstrumentText> version) {
            RegisterBatch.InstrumentText text = version.value();
            return new InstrumentRow(text.key().poaId().value(), text.grantedAt().value(),
                    text.terms().issuers().getFirst().issuerId().value(),
                    text.terms(),
                    text.issuers(), text.statedBy().value(), FactsJson.write(text.riders()), text.documents(),
                    version.knownFrom(), version.knownUntil(), version.openedBy().value(),
                    version.closedBy() == null ? null : version.closedBy().value());
        }

        String words() {
            return "terms of " + poaId + ", known from " + knownFrom;
        }
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** A row of facts, or of what a party is said to be. */
    private record FactRow(String words, String value, Instant knownFrom, @Nullable Instant knownUntil, Object openedBy,
            @Nullable Object closedBy) {

        static FactRow facts(ResultSet row) throws SQLException {
            return of("facts", row.getString("facts") + texts(row, "signatories") + texts(row, "issuers"), row);
        }

        static FactRow kind(ResultSet row) throws SQLException {
            return of(kind(row.getString("party_id"), row.getLong("position")), row.getString("kind"), row);
        }

        private static FactRow of(String words, String value, ResultSet row) throws SQLException {
            return new FactRow(words, value, Objects.requireNonNull(AuthorityRows.instant(row, "known_from")),
                    AuthorityRows.instant(row, "until"), row.getObject("opened_by"), row.getObject("closed_by"));
        }

        static FactRow facts(RegisterBatch.Version<RegisterBatch.Facts> version) {
            RegisterBatch.Facts facts = version.value();
            return of("facts", FactsJson.write(facts.facts()) + facts.signatories() + facts.issuers(), version);
        }

        static FactRow kind(RegisterBatch.Version<RegisterBatch.Kind> version) {
            return of(kind(version.value().stated().party().value(), version.value().position().value()),
                    version.value().stated().kind().name(), version);
        }

        private static String kind(String party, long position) {
            return "statement by record " + position + " of what " + party + " is";
        }

        private static FactRow of(String words, String value, RegisterBatch.Version<?> version) {
            return new FactRow(words, value, version.knownFrom(), version.knownUntil(), version.openedBy().value(),
                    version.closedBy() == null ? null : version.closedBy().value());
        }

        String name() {
            return words + ", known from " + knownFrom;
        }
    }

    /** As {@link #compare(JdbcTemplate, Position, Differences)}, with all records that there are. */
    public static long compare(JdbcTemplate jdbc, Differences differences) {
        return compare(jdbc, Position.END, differences);
    }

    /**
     * Compares the register with what follows from the records. For a grantor with a record that cannot be read, only that is reported; names, which
     * grantors share, are not compared then.
     *
     * @param jdbc reads one state of the database, in a transaction
     * @param expected the position of the last record that the register should have
     * @return how many rows were compared
     */
    public static long compare(JdbcTemplate jdbc, Position expected, Differences differences) {
        if (jdbc.queryForObject("select to_regclass('register.token_entry')", String.class) == null) {
            differences.behind("", "there is no register in this database: start the ledger, which builds it");
            return 0;
        }
        RegisterAudit audit = new RegisterAudit(jdbc, differences, expected.value());
        audit.grantors();
        if (audit.namesKnown) {
            audit.names();
        }
        audit.progress();
        audit.waiting();
        return audit.compared;
    }

    /**
     * Waits until a running register has every record that is there now.
     *
     * @param jdbc without a transaction: it must see what happens meanwhile
     * @return the position of the last record that there was at first
     */
    public static Position await(JdbcTemplate jdbc, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Long last = jdbc.queryForObject("select coalesce(max(position), 0) from ledger.event", Long.class);
        long position = last == null ? 0 : last;
        while (!reached(jdbc, position) && System.nanoTime() < end) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return Position.of(Math.max(0, position));
    }

    private static boolean reached(JdbcTemplate jdbc, long position) {
        if (jdbc.queryForObject("select to_regclass('register.token_entry')", String.class) == null) {
            return true;
        }
        StoredPositions stored = StoredPositions.read(jdbc);
        return stored.least().value() >= position || jdbc
                .queryForList(
                        "select grantor_id || ' ' || max(position) from ledger.event where position > ? and position <= ? group by grantor_id",
                        String.class, stored.least().value(), position)
                .stream().allMatch(last -> {
                    int space = last.lastIndexOf(' ');
                    return stored.of(last.substring(0, space)).value() >= Long.parseLong(last.substring(space + 1));
                });
    }

    private void grantors() {
        try (ByGrantor<Reading> records = new ByGrantor<>(jdbc, "select * from ledger.event order by grantor_id, sequence", Reading::of);
                ByGrantor<AuthorityRow> authorities = new ByGrantor<>(jdbc, "select " + AuthorityRows.ALL_COLUMNS + """
                        from register.authority_version v order by v.grantor_id, v.source_position, v.attorney_id, v.way, v.known_from
                        """, AuthorityRow::of);
                ByGrantor<PartyRow> parties = new ByGrantor<>(jdbc, """
                        select coalesce(e.grantor_id, '') as grantor_id, p.kind, p.id, p.position, p.name, p.cik
                        from register.event_party p left join ledger.event e on e.position = p.position order by 1, 4, 2, 3
                        """, PartyRow::of);
                ByGrantor<InstrumentRow> instruments = new ByGrantor<>(jdbc, """
                        select *, nullif(known_until, 'infinity') as until from register.instrument_version
                        order by grantor_id, poa_id, known_from
                        """, InstrumentRow::of);
                ByGrantor<FactRow> facts = new ByGrantor<>(jdbc, """
                        select *, nullif(known_until, 'infinity') as until from register.party_facts_version order by grantor_id, known_from
                        """, FactRow::facts);
                ByGrantor<FactRow> kinds = new ByGrantor<>(jdbc, """
                        select *, nullif(known_until, 'infinity') as until from register.stated_kind order by grantor_id, position, party_id
                        """, FactRow::kind)) {
            for (String grantor = ByGrantor.first(records, authorities, parties, instruments, facts,
                    kinds); grantor != null; grantor = ByGrantor
                            .first(records, authorities, parties, instruments, facts, kinds)) {
                List<FactRow> others = new ArrayList<>(facts.take(grantor));
                others.addAll(kinds.take(grantor));
                grantor(grantor, records.take(grantor),
                        new Rows(authorities.take(grantor), parties.take(grantor), instruments.take(grantor), others));
            }
        }
    }

    /** Records that were tampered with may be such that nothing follows from them: that is a difference of one grantor, and hides no other. */
    private void grantor(String grantorId, List<Reading> readings, Rows rows) {
        try {
            compareGrantor(grantorId, readings, rows);
        } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
            namesKnown = false;
            differences.found(grantorId, "the rows cannot be compared with these records: " + e.getMessage());
        }
    }

    /** The rows of one grantor. */
    private record Rows(List<AuthorityRow> authorities, List<PartyRow> parties, List<InstrumentRow> instruments, List<FactRow> facts) {

        int count() {
            return authorities.size() + parties.size() + instruments.size() + facts.size();
        }
    }

    private void compareGrantor(String grantorId, List<Reading> readings, Rows rows) {
        long reached = stored.of(grantorId).value();
        long missing = readings.stream().filter(reading -> reading.position() > reached && reading.position() <= expected).count();
        if (missing > 0) {
            behind.merge(stored.segment(grantorId).map(segment -> "segment " + segment).orElse("a segment without a token"),
                    new Behind(reached, missing, 1),
                    (one, other) -> new Behind(Math.min(one.reached(), other.reached()), one.records() + other.records(),
                            one.grantors() + other.grantors()));
        }
        List<Reading> inside = readings.stream().filter(reading -> reading.position() <= reached).toList();
        List<LedgerRecord> records = readable(inside);
        records.forEach(record -> RegisterBatch.name(record, names));
        if (records.size() < inside.size()) {
            differences.found(grantorId, "record " + inside.get(records.size()).position() + " cannot be read by this build: what follows"
                    + " from it and from later records of this grantor is unknown, and so are the names in them");
            namesKnown = false;
            return;
        }
        compared += rows.count();
        List<String> found = differences(records, rows);
        if (!found.isEmpty() && inside.size() < readings.size()) {
            // A token may have been set back after the rows were written: then they are those of more records.
            namesKnown = false;
            List<String> ofAll = differences(readable(readings), rows);
            found = ofAll.size() < found.size() ? ofAll : found;
        }
        found.forEach(words -> differences.found(grantorId, words));
    }

    private List<String> differences(List<LedgerRecord> records, Rows rows) {
        RegisterBatch batch = new RegisterBatch();
        GrantorRecords known = GrantorRecords.NONE;
        for (LedgerRecord record : records) {
            try {
                known = batch.take(record, known);
            } catch (RuntimeException e) {
                namesKnown = false;
                return List.of("record " + record.position() + " cannot be processed: what follows from it and from later records of this"
                        + " grantor is not in the register (" + e.getMessage() + ")");
            }
        }
        List<String> found = new ArrayList<>();
        compare(batch.openedAuthorities().stream().map(AuthorityRow::of).toList(), rows.authorities(), AuthorityRow::words, found::add);
        compare(batch.parties().stream().map(PartyRow::of).toList(), rows.parties(), PartyRow::words, found::add);
        compare(batch.openedInstruments().stream().map(InstrumentRow::of).toList(), rows.instruments(), InstrumentRow::words, found::add);
        List<FactRow> follow = new ArrayList<>(batch.openedFacts().stream().map(FactRow::facts).toList());
        batch.openedKinds().forEach(version -> follow.add(FactRow.kind(version)));
        compare(follow, rows.facts(), FactRow::name, found::add);
        return found;
    }

    /** What the register says of itself, held against the records. */
    private void progress() {
        behind.forEach((segment, missing) -> differences.behind(segment,
                "the register is at position " + missing.reached() + " in this part of it, and " + missing.records() + " later records of "
                        + missing.grantors() + " grantors are not in it"));
        Long head = jdbc.queryForObject("select coalesce(max(position), 0) from ledger.event", Long.class);
        if (head != null && head > 0 && !stored.whole()) {
            differences.behind("", "the register has stored how far it is for some of its parts only, or for parts that it does not have");
        }
        if (head != null && stored.greatest().value() > head) {
            differences.ahead("the register says that it is at position " + stored.greatest() + ", and the last record is " + head
                    + ": it would pass over the records between the two");
        }
    }

    /** While records of a grantor wait, its later ones wait behind them: a letter for no reason keeps them out of the register. */
    private void waiting() {
        jdbc.query("""
                select d.sequence_identifier as grantor_id, count(*) as letters, count(e.position) as of_records
                from ledger_operations.dead_letter d
                  left join ledger.event e on e.record_id::text = d.event_identifier and e.grantor_id = d.sequence_identifier
                group by 1 order by 1
                """, row -> {
            long letters = row.getLong("letters");
            long ofRecords = row.getLong("of_records");
            differences.waiting(row.getString("grantor_id"), letters + " records of this grantor wait to be processed by the register"
                    + (ofRecords < letters ? ", and " + (letters - ofRecords) + " of them are in no ledger" : ""));
        });
    }

    /** The records before the first that cannot be read: after it, what follows is unknown. */
    private static List<LedgerRecord> readable(List<Reading> readings) {
        List<LedgerRecord> records = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            if (reading.record() == null) {
                break;
            }
            records.add(reading.record());
        }
        return records;
    }

    private static <T> void compare(List<T> expected, List<T> rows, Function<T, String> words, Consumer<String> found) {
        Map<String, T> left = new LinkedHashMap<>();
        expected.forEach(one -> left.put(words.apply(one), one));
        for (T row : rows) {
            T follows = left.remove(words.apply(row));
            if (follows == null) {
                found.accept("the " + words.apply(row) + ", does not follow from the records");
            } else if (!follows.equals(row)) {
                found.accept("the " + words.apply(row) + ", is not as it follows from the records");
            }
        }
        left.keySet().forEach(missing -> found.accept("the " + missing + ", is missing"));
    }

    /** Grantors share names: they are compared with the records that each grantor's part of the register has reached. */
    private void names() {
        AtomicLong rows = new AtomicLong();
        jdbc.query("select kind, id, name, search_name, cik, last_position, cik_position from register.party_name", row -> {
            rows.incrementAndGet();
            RegisterBatch.NameKeyed key = new RegisterBatch.NameKeyed(PartyKind.valueOf(row.getString("kind")), row.getString("id"),
                    row.getString("name"));
            NameRow kept = new NameRow(row.getString("search_name"), row.getString("cik"), row.getLong("last_position"),
                    row.getObject("cik_position", Long.class));
            RegisterBatch.NameSeen seen = names.remove(key);
            if (seen == null) {
                differences.found(key.id(), "the " + words(key) + ", does not follow from the records");
            } else if (!kept.equals(NameRow.of(key, seen))) {
                differences.found(key.id(), "the " + words(key) + ", is not as it follows from the records");
            }
        });
        names.keySet().forEach(key -> differences.found(key.id(), "the " + words(key) + ", is missing"));
        compared += rows.get();
    }

    private static String words(RegisterBatch.NameKeyed key) {
        return "name " + key.name() + " of " + key.kind() + " " + key.id();
    }
}
