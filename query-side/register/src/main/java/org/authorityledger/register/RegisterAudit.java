package org.authorityledger.register;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.Form;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Does every row of the register follow from the records, and is every row that follows there? The law is asked again for every grantor, and its
 * answer held against the rows. Nothing is written.
 */
public final class RegisterAudit {

    private RegisterAudit() {}

    /** Told what does not agree. */
    @FunctionalInterface
    public interface Differences {

        /**
         * A row.
         *
         * @param grantorId whose
         * @param words which row, and what is wrong with it
         */
        void found(String grantorId, String words);
    }

    /** A record with its grantor. */
    private record OfGrantor<T>(String grantorId, T value) {}

    /** A record, or null where it cannot be read. */
    private record Reading(long position, @Nullable LedgerRecord record) {

        static Reading of(ResultSet row, Function<ResultSet, LedgerRecord> record) throws SQLException {
            long position = row.getLong("position");
            try {
                return new Reading(position, record.apply(row));
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
            return new AuthorityRow(
                    new AuthorityVersion(version.value, version.knownFrom, version.knownUntil, version.openedBy, version.closedBy),
                    version.position, version.value.forms().stream().map(Form::name).toList(),
                    version.value.amendableForms().stream().map(Form::name).toList());
        }

        String words() {
            return "authority of " + version.authority().attorneyId() + " under " + version.authority().poaId() + " by record "
                    + version.authority().source() + ", known from " + version.knownFrom();
        }
    }

    private record ConcernRow(String kind, String id, long position) {

        String words() {
            return "entry that record " + position + " concerns " + kind + " " + id;
        }
    }

    private record NameRow(String searchName, @Nullable String cik, long lastPosition, @Nullable Long cikPosition) {}

    private record InstrumentRow(String poaId, long grantedAt, String issuerId, Object terms, Object knownFrom, @Nullable Object knownUntil,
            Object openedBy, @Nullable Object closedBy) {}

    /**
     * Compares the register with what follows from the records. Grantors with records that the register has not reached are passed over. Of a grantor
     * with a record that cannot be read this is told, and nothing else; names, which all share, are not compared then.
     *
     * @param jdbc reads one state of the database, in a transaction
     * @param record makes a record of a row of {@code ledger.event}, or throws why it cannot
     * @return how many rows were compared
     */
    public static long compare(JdbcTemplate jdbc, Function<ResultSet, LedgerRecord> record, Differences differences) {
        Long reached = jdbc.queryForObject(
                """
                        select coalesce(min(coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0)), 0) from register.token_entry
                        """,
                Long.class);
        long position = reached == null ? 0 : reached;
        long compared = 0;
        boolean allReadable = true;
        try (Stream<OfGrantor<Reading>> records = jdbc.queryForStream("select * from ledger.event order by grantor_id, sequence",
                (row, n) -> new OfGrantor<>(row.getString("grantor_id"), Reading.of(row, record)));
                Stream<OfGrantor<AuthorityRow>> authorities = jdbc.queryForStream(
                        "select " + AuthorityRows.COLUMNS
                                + ", v.forms, v.amendable_forms from register.authority_version v"
                                + " order by v.grantor_id, v.source_position, v.attorney_id, v.known_from",
                        (row, n) -> new OfGrantor<>(row.getString("grantor_id"), AuthorityRow.of(row)));
                Stream<OfGrantor<ConcernRow>> concerns = jdbc.queryForStream(
                        """
                                select coalesce(e.grantor_id, '') as grantor_id, p.kind, p.id, p.position
                                from register.event_party p left join ledger.event e on e.position = p.position order by 1, 4, 2, 3
                                """,
                        (row, n) -> new OfGrantor<>(row.getString(1), new ConcernRow(row.getString(2), row.getString(3), row.getLong(4))));
                Stream<OfGrantor<InstrumentRow>> instruments = jdbc.queryForStream(
                        """
                                select *, nullif(known_until, 'infinity') as until from register.instrument_version order by grantor_id, poa_id, known_from
                                """,
                        (row, n) -> new OfGrantor<>(row.getString("grantor_id"), new InstrumentRow(row.getString("poa_id"),
                                row.getLong("granted_at"), row.getString("issuer_id"), ActJson.readTerms(row.getString("terms")),
                                instant(row, "known_from"), AuthorityRows.instant(row, "until"), row.getObject("opened_by"),
                                row.getObject("closed_by"))))) {
            Grouped<Reading> recorded = new Grouped<>(records.iterator());
            Grouped<AuthorityRow> kept = new Grouped<>(authorities.iterator());
            Grouped<InstrumentRow> texts = new Grouped<>(instruments.iterator());
            Grouped<ConcernRow> concerned = new Grouped<>(concerns.iterator());
            Map<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> names = new TreeMap<>();
            for (String grantor = first(recorded, kept, texts, concerned); grantor != null; grantor = first(recorded, kept, texts,
                    concerned)) {
                List<Reading> readings = recorded.take(grantor);
                List<LedgerRecord> stream = readable(readings);
                List<AuthorityRow> rows = kept.take(grantor);
                List<InstrumentRow> terms = texts.take(grantor);
                List<ConcernRow> about = concerned.take(grantor);
                stream.stream().filter(one -> one.position() <= position).forEach(one -> RegisterBatch.name(one, names));
                if (!readings.isEmpty() && readings.getLast().position() > position) {
                    continue;
                }
                if (stream.size() < readings.size()) {
                    differences.found(grantor,
                            "record " + readings.get(stream.size()).position() + " is none that this build can read: nobody can"
                                    + " say what follows from it and from later ones of this grantor, nor which names they hold");
                    allReadable = false;
                    continue;
                }
                RegisterBatch batch = new RegisterBatch();
                GrantorRecords known = GrantorRecords.NONE;
                for (LedgerRecord one : stream) {
                    batch.take(one, known);
                    known = known.with(one);
                }
                compared += rows.size() + terms.size() + about.size();
                String id = grantor;
                difference(batch.openedAuthorities.stream().map(AuthorityRow::of).toList(), rows, AuthorityRow::words,
                        words -> differences.found(id, words));
                difference(batch.concerned.stream()
                        .map(one -> new ConcernRow(one.concern().kind().name(), one.concern().id(), one.position())).distinct().toList(),
                        about, ConcernRow::words, words -> differences.found(id, words));
                difference(batch.openedInstruments.stream().map(RegisterAudit::text).toList(), terms,
                        text -> "terms of " + text.poaId() + ", known from " + text.knownFrom(), words -> differences.found(id, words));
            }
            return allReadable ? compared + names(jdbc, position, names, differences) : compared;
        }
    }

    /** The records up to the first that cannot be read: from there on nothing can be said to follow. */
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

    /** Names are shared by grantors: a row may have been touched by a record that not every part of the register has reached. */
    private static long names(JdbcTemplate jdbc, long position, Map<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> expected,
            Differences differences) {
        AtomicLong rows = new AtomicLong();
        jdbc.query("select kind, id, name, search_name, cik, last_position, cik_position from register.party_name", row -> {
            rows.incrementAndGet();
            RegisterBatch.NameKeyed key = new RegisterBatch.NameKeyed(PartyKind.valueOf(row.getString(1)), row.getString(2),
                    row.getString(3));
            NameRow kept = new NameRow(row.getString(4), row.getString(5), row.getLong(6), row.getObject(7, Long.class));
            RegisterBatch.NameSeen seen = expected.remove(key);
            if (kept.lastPosition() > position) {
                return;
            }
            if (seen == null) {
                differences.found(key.id(), "the " + words(key) + ", does not follow from the records");
            } else if (!kept.equals(new NameRow(NameKey.of(key.name()), seen.cik(), seen.position(),
                    seen.cik() == null ? null : seen.cikPosition()))) {
                differences.found(key.id(), "the " + words(key) + ", is not as it follows from the records");
            }
        });
        expected.keySet().forEach(key -> differences.found(key.id(), "the " + words(key) + ", is missing"));
        return rows.get();
    }

    private static String words(RegisterBatch.NameKeyed key) {
        return "name " + key.name() + " of " + key.kind() + " " + key.id();
    }

    private static Object instant(ResultSet row, String column) throws SQLException {
        return java.util.Objects.requireNonNull(AuthorityRows.instant(row, column));
    }

    private static InstrumentRow text(RegisterBatch.Version<RegisterBatch.InstrumentText> version) {
        RegisterBatch.InstrumentText text = version.value;
        return new InstrumentRow(text.key().poaId().value(), text.grantedAt(), text.terms().issuer().issuerId().value(), text.terms(),
                version.knownFrom, version.knownUntil, version.openedBy.value(),
                version.closedBy == null ? null : version.closedBy.value());
    }

    private static <T> void difference(List<T> expected, List<T> rows, Function<T, String> name,
            java.util.function.Consumer<String> found) {
        Map<String, T> left = new LinkedHashMap<>();
        expected.forEach(one -> left.put(name.apply(one), one));
        for (T row : rows) {
            T follows = left.remove(name.apply(row));
            if (follows == null) {
                found.accept("the " + name.apply(row) + ", does not follow from the records");
            } else if (!follows.equals(row)) {
                found.accept("the " + name.apply(row) + ", is not as it follows from the records");
            }
        }
        left.keySet().forEach(missing -> found.accept("the " + missing + ", is missing"));
    }

    private static @Nullable String first(Grouped<?>... some) {
        String first = null;
        for (Grouped<?> one : some) {
            String next = one.next();
            if (next != null && (first == null || next.compareTo(first) < 0)) {
                first = next;
            }
        }
        return first;
    }

    /** Values of one grantor after the other. */
    private static final class Grouped<T> {

        private final Iterator<OfGrantor<T>> values;
        private @Nullable OfGrantor<T> ahead;

        Grouped(Iterator<OfGrantor<T>> values) {
            this.values = values;
            advance();
        }

        private void advance() {
            try {
                ahead = values.hasNext() ? values.next() : null;
            } catch (NoSuchElementException e) {
                ahead = null;
            }
        }

        @Nullable
        String next() {
            return ahead == null ? null : ahead.grantorId();
        }

        List<T> take(String grantorId) {
            List<T> taken = new ArrayList<>();
            for (OfGrantor<T> one = ahead; one != null && one.grantorId().equals(grantorId); one = ahead) {
                taken.add(one.value());
                advance();
            }
            return taken;
        }
    }
}
