package org.authorityledger.query.register;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.GrantorRecords;
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

    private record InstrumentRow(String poaId, long grantedAt, String issuerId, Object terms, Object knownFrom, @Nullable Object knownUntil,
            Object openedBy, @Nullable Object closedBy) {}

    /**
     * Compares the register with what follows from the records. Grantors with records that the register has not reached are passed over.
     *
     * @param jdbc reads one state of the database, in a transaction
     * @param record makes a record of a row of {@code ledger.event}
     * @return how many rows were compared
     */
    public static long compare(JdbcTemplate jdbc, Function<java.sql.ResultSet, LedgerRecord> record, Differences differences) {
        Long reached = jdbc.queryForObject(
                """
                        select coalesce(min(coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0)), 0) from register.token_entry
                        """,
                Long.class);
        long position = reached == null ? 0 : reached;
        long compared = 0;
        try (Stream<OfGrantor<LedgerRecord>> records = jdbc.queryForStream("select * from ledger.event order by grantor_id, sequence",
                (row, n) -> new OfGrantor<>(row.getString("grantor_id"), record.apply(row)));
                Stream<OfGrantor<AuthorityVersion>> authorities = jdbc.queryForStream(
                        "select " + AuthorityRows.COLUMNS
                                + " from register.authority_version v order by v.grantor_id, v.source_position, v.attorney_id, v.known_from",
                        (row, n) -> new OfGrantor<>(row.getString("grantor_id"), AuthorityRows.version(row)));
                Stream<OfGrantor<InstrumentRow>> instruments = jdbc.queryForStream(
                        """
                                select *, nullif(known_until, 'infinity') as until from register.instrument_version order by grantor_id, poa_id, known_from
                                """,
                        (row, n) -> new OfGrantor<>(row.getString("grantor_id"), new InstrumentRow(row.getString("poa_id"),
                                row.getLong("granted_at"), row.getString("issuer_id"), ActJson.readTerms(row.getString("terms")),
                                instant(row, "known_from"), AuthorityRows.instant(row, "until"), row.getObject("opened_by"),
                                row.getObject("closed_by"))))) {
            Grouped<LedgerRecord> recorded = new Grouped<>(records.iterator());
            Grouped<AuthorityVersion> kept = new Grouped<>(authorities.iterator());
            Grouped<InstrumentRow> texts = new Grouped<>(instruments.iterator());
            for (String grantor = first(recorded, kept, texts); grantor != null; grantor = first(recorded, kept, texts)) {
                List<LedgerRecord> stream = recorded.take(grantor);
                List<AuthorityVersion> rows = kept.take(grantor);
                List<InstrumentRow> terms = texts.take(grantor);
                if (!stream.isEmpty() && stream.getLast().position() > position) {
                    continue;
                }
                RegisterBatch batch = new RegisterBatch();
                GrantorRecords known = GrantorRecords.NONE;
                for (LedgerRecord one : stream) {
                    batch.take(one, known);
                    known = known.with(one);
                }
                compared += rows.size() + terms.size();
                String id = grantor;
                difference(batch.openedAuthorities.stream().map(RegisterAudit::version).toList(), rows,
                        version -> "authority of " + version.authority().attorneyId() + " under " + version.authority().poaId()
                                + " by record "
                                + version.authority().source() + ", known from " + version.knownFrom(),
                        words -> differences.found(id, words));
                difference(batch.openedInstruments.stream().map(RegisterAudit::text).toList(), terms,
                        text -> "terms of " + text.poaId() + ", known from " + text.knownFrom(), words -> differences.found(id, words));
            }
        }
        return compared;
    }

    private static Object instant(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        return java.util.Objects.requireNonNull(AuthorityRows.instant(row, column));
    }

    private static AuthorityVersion version(RegisterBatch.Version<Authority> version) {
        return new AuthorityVersion(version.value, version.knownFrom, version.knownUntil, version.openedBy, version.closedBy);
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
