package org.authorityledger.register;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Ending;
import org.authorityledger.events.Form;
import org.authorityledger.events.RecordId;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;

/** Writes a batch in a few statements. A version to be closed that is not there is an error, never passed over. */
public final class RegisterWriter {

    private static final int ROWS = 500;

    private final JdbcTemplate jdbc;
    private final RegisterSchema schema;

    public RegisterWriter(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public RegisterWriter(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    /** Writes what a batch changes, within the transaction there is. */
    public void write(RegisterBatch batch) {
        // What a crash may take of the register's last moments is made again from the ledger: rows and token are lost together.
        jdbc.execute("set local synchronous_commit = off");
        // Closing comes first: until then the database would refuse what is opened in its place.
        requireOneEach(each("""
                update register.authority_version set known_until = ?, closed_by = ?
                where source_position = ? and attorney_id = ? and known_until = 'infinity'
                """, batch.closedAuthorities, (statement, closing) -> {
            statement.setObject(1, utc(closing.knownUntil()));
            statement.setObject(2, closing.closedBy().value());
            statement.setLong(3, closing.key().sourcePosition());
            statement.setString(4, closing.key().attorneyId());
        }));
        requireOneEach(each("""
                update register.instrument_version set known_until = ?, closed_by = ?
                where grantor_id = ? and poa_id = ? and known_until = 'infinity'
                """, batch.closedInstruments, (statement, closing) -> {
            statement.setObject(1, utc(closing.knownUntil()));
            statement.setObject(2, closing.closedBy().value());
            statement.setString(3, closing.key().grantorId().value());
            statement.setString(4, closing.key().poaId().value());
        }));
        each("""
                insert into register.authority_version (source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, in_place_of,
                  powers, forms, amendable_forms, minimum_signatures, effective_from, effective_until, end_cause, ended_by, known_from,
                  known_until, opened_by, closed_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, 'infinity'::timestamptz), ?, ?)
                """,
                batch.openedAuthorities, RegisterWriter::bind);
        each("""
                insert into register.instrument_version (grantor_id, poa_id, granted_at, issuer_id, terms, known_from, known_until, opened_by,
                  closed_by)
                values (?, ?, ?, ?, ?::json, ?, coalesce(?, 'infinity'::timestamptz), ?, ?)
                """,
                batch.openedInstruments, RegisterWriter::bindText);
        each("insert into register.event_party (kind, id, position) values (?, ?, ?) on conflict do nothing", batch.concerned,
                (statement, concerned) -> {
                    statement.setString(1, concerned.concern().kind().name());
                    statement.setString(2, concerned.concern().id());
                    statement.setLong(3, concerned.position());
                });
        // Names last: they are shared between segments, and their rows stay locked until the batch is committed. In order, so that batches that
        // run side by side lock them in one order.
        each("""
                insert into register.party_name (kind, id, name, search_name, cik, last_position, cik_position) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (kind, id, name) do update
                set last_position = greatest(party_name.last_position, excluded.last_position),
                  cik = case when excluded.cik_position > coalesce(party_name.cik_position, 0) then excluded.cik else party_name.cik end,
                  cik_position = greatest(party_name.cik_position, excluded.cik_position)
                """, batch.names.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(), RegisterWriter::bindName);
    }

    private <T> int[][] each(String sql, List<T> values, ParameterizedPreparedStatementSetter<T> setter) {
        return values.isEmpty() ? new int[0][] : jdbc.batchUpdate(schema.sql(sql), values, ROWS, setter);
    }

    private static void requireOneEach(int[][] counts) {
        for (int[] chunk : counts) {
            for (int count : chunk) {
                if (count != 1) {
                    throw new IllegalStateException("the register does not hold the version that a record closes; rebuild it");
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, RegisterBatch.Version<Authority> version) throws SQLException {
        Authority authority = version.value;
        Ending ending = authority.ending();
        statement.setLong(1, version.position);
        statement.setString(2, authority.attorneyId().value());
        statement.setObject(3, authority.source().value());
        statement.setString(4, authority.grantorId().value());
        statement.setString(5, authority.poaId().value());
        statement.setString(6, authority.issuerId().value());
        statement.setString(7, authority.role().name());
        statement.setString(8, authority.inPlaceOf() == null ? null : authority.inPlaceOf().value());
        statement.setString(9, PowersJson.write(authority.powers()));
        statement.setArray(10, statement.getConnection().createArrayOf("text", names(authority.forms())));
        statement.setArray(11, statement.getConnection().createArrayOf("text", names(authority.amendableForms())));
        statement.setInt(12, authority.minimumSignatures());
        statement.setObject(13, authority.from());
        date(statement, 14, ending == null ? null : ending.on());
        statement.setString(15, ending == null ? null : ending.cause().name());
        uuid(statement, 16, ending == null ? null : ending.recordId());
        statement.setObject(17, utc(version.knownFrom));
        instant(statement, 18, version.knownUntil);
        statement.setObject(19, version.openedBy.value());
        uuid(statement, 20, version.closedBy);
    }

    private static String[] names(List<Form> forms) {
        return forms.stream().map(Form::name).toArray(String[]::new);
    }

    private static void bindText(PreparedStatement statement, RegisterBatch.Version<RegisterBatch.InstrumentText> version)
            throws SQLException {
        RegisterBatch.InstrumentText text = version.value;
        statement.setString(1, text.key().grantorId().value());
        statement.setString(2, text.key().poaId().value());
        statement.setLong(3, text.grantedAt());
        statement.setString(4, text.terms().issuer().issuerId().value());
        statement.setString(5, ActJson.writeTerms(text.terms()));
        statement.setObject(6, utc(version.knownFrom));
        instant(statement, 7, version.knownUntil);
        statement.setObject(8, version.openedBy.value());
        uuid(statement, 9, version.closedBy);
    }

    private static void bindName(PreparedStatement statement, Map.Entry<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> name)
            throws SQLException {
        statement.setString(1, name.getKey().kind().name());
        statement.setString(2, name.getKey().id());
        statement.setString(3, name.getKey().name());
        statement.setString(4, NameKey.of(name.getKey().name()));
        statement.setString(5, name.getValue().cik());
        statement.setLong(6, name.getValue().position());
        statement.setObject(7, name.getValue().cik() == null ? null : name.getValue().cikPosition(), Types.BIGINT);
    }

    private static void date(PreparedStatement statement, int index, @Nullable LocalDate date) throws SQLException {
        statement.setObject(index, date, Types.DATE);
    }

    private static void uuid(PreparedStatement statement, int index, @Nullable RecordId recordId) throws SQLException {
        statement.setObject(index, recordId == null ? null : recordId.value(), Types.OTHER);
    }

    private static void instant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        statement.setObject(index, instant == null ? null : utc(instant), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
