package org.authorityledger.register.follow;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Ending;
import org.authorityledger.events.Form;
import org.authorityledger.events.RecordId;
import org.authorityledger.history.ActJson;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.InstrumentRows;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PowersJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.RowSize;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Writes a batch in a few statements. Where a version to be closed is missing, that is an error, never passed over. */
final class RegisterWriter {

    private static final int ROWS = 500;
    private static final Set<String> JSON = Set.of("powers", "terms", "signing", "conditions", "riders", "facts");

    private static final String CLOSE_AUTHORITY = """
            update register.authority_version set known_until = :known_until, closed_by = :closed_by
            where source_position = :source_position and attorney_id = :attorney_id and way = :way and known_until = 'infinity'
            """;
    private static final String CLOSE_INSTRUMENT = """
            update register.instrument_version set known_until = :known_until, closed_by = :closed_by
            where grantor_id = :grantor_id and poa_id = :poa_id and known_until = 'infinity'
            """;
    private static final String CLOSE_FACTS = """
            update register.party_facts_version set known_until = :known_until, closed_by = :closed_by
            where grantor_id = :grantor_id and known_until = 'infinity'
            """;
    private static final String CLOSE_KIND = """
            update register.stated_kind set known_until = :known_until, closed_by = :closed_by
            where party_id = :party_id and position = :position and known_until = 'infinity'
            """;
    private static final String OPEN_FACTS = insert("register.party_facts_version", InstrumentRows.FACTS);
    private static final String OPEN_KIND = insert("register.stated_kind", InstrumentRows.KINDS);
    private static final String OPEN_AUTHORITY = insert("register.authority_version", AuthorityRows.WRITTEN);
    private static final String OPEN_INSTRUMENT = insert("register.instrument_version", InstrumentRows.WRITTEN);
    private static final String ADD_PARTY = "insert into register.event_party (kind, id, position, name, cik)"
            + " values (:kind, :id, :position, :name, :cik) on conflict do nothing";
    private static final String ADD_NAME = """
            insert into register.party_name (kind, id, name, search_name, cik, last_position, cik_position)
            values (:kind, :id, :name, :search_name, :cik, :last_position, :cik_position)
            on conflict (kind, id, name) do update
            set last_position = greatest(party_name.last_position, excluded.last_position),
              cik = case when excluded.cik_position > coalesce(party_name.cik_position, 0) then excluded.cik else party_name.cik end,
              cik_position = greatest(party_name.cik_position, excluded.cik_position)
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final RegisterSchema schema;

    RegisterWriter(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
        this.schema = schema;
    }

    /** Each column from the parameter of its name. */
    private static String insert(String table, List<String> columns) {
        return columns.stream().map(column -> JSON.contains(column) ? ":" + column + "::json" : ":" + column)
                .collect(Collectors.joining(", ", "insert into " + table + " (" + String.join(", ", columns) + ") values (", ")"));
    }

    /** Writes what a batch changes, within the current transaction. */
    void write(RegisterBatch batch) {
        // Closing comes first: until then the database would refuse what is opened in its place.
        close(CLOSE_AUTHORITY, batch.closedAuthorities(), key -> new MapSqlParameterSource("source_position", key.sourcePosition().value())
                .addValue("attorney_id", key.attorneyId()).addValue("way", key.way()));
        close(CLOSE_INSTRUMENT, batch.closedInstruments(), key -> new MapSqlParameterSource("grantor_id", key.grantorId().value())
                .addValue("poa_id", key.poaId().value()));
        close(CLOSE_FACTS, batch.closedFacts(), key -> new MapSqlParameterSource("grantor_id", key.value()));
        close(CLOSE_KIND, batch.closedKinds(), key -> new MapSqlParameterSource("party_id", key.party().value())
                .addValue("position", key.position().value()));
        authorities(batch.openedAuthorities());
        each(OPEN_FACTS, batch.openedFacts(), RegisterWriter::facts);
        each(OPEN_KIND, batch.openedKinds(), RegisterWriter::kind);
        each(OPEN_INSTRUMENT, batch.openedInstruments(), RegisterWriter::instrument);
        each(ADD_PARTY, batch.parties(), party -> new MapSqlParameterSource("kind", party.kind().name()).addValue("id", party.id())
                .addValue("position", party.position().value()).addValue("name", party.name(), Types.VARCHAR)
                .addValue("cik", party.cik(), Types.VARCHAR));
        // Names last: segments share them, and their rows stay locked until the batch is committed. In order, so that batches that run side by
        // side lock them in one order.
        each(ADD_NAME, batch.names().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
                name -> name(name.getKey(), name.getValue()));
    }

    private <K> void close(String sql, List<RegisterBatch.Closing<K>> closings, Function<K, MapSqlParameterSource> key) {
        each(sql, closings, closing -> key.apply(closing.key()).addValue("known_until", QuestionClock.utc(closing.knownUntil()))
                .addValue("closed_by", closing.closedBy().value()), this::requireOneEach);
    }

    private void requireOneEach(int[] counts) {
        for (int count : counts) {
            // A register of an earlier edition lacks what that edition did not know; it serves only until it is rebuilt.
            if (count != 1 && !(count == 0 && new Generation(jdbc.getJdbcTemplate(), schema).ofEarlierEdition())) {
                throw new IllegalStateException("the register does not hold the version that a record closes; rebuild it");
            }
        }
    }

    /** Few at once where their powers are long. */
    private void authorities(List<RegisterBatch.Version<Authority>> versions) {
        RowSize size = new RowSize();
        int from = 0;
        while (from < versions.size()) {
            long characters = 0;
            int to = from;
            while (to < versions.size() && to - from < ROWS && characters < RowSize.WRITTEN_AT_ONCE) {
                characters += size.of(versions.get(to).value());
                to++;
            }
            each(OPEN_AUTHORITY, versions.subList(from, to), RegisterWriter::authority);
            from = to;
        }
    }

    private <T> void each(String sql, List<T> rows, Function<T, SqlParameterSource> parameters) {
        each(sql, rows, parameters, counts -> {});
    }

    private <T> void each(String sql, List<T> rows, Function<T, SqlParameterSource> parameters, Consumer<int[]> counts) {
        for (int from = 0; from < rows.size(); from += ROWS) {
            List<T> some = rows.subList(from, Math.min(from + ROWS, rows.size()));
            counts.accept(jdbc.batchUpdate(schema.sql(sql), some.stream().map(parameters).toArray(SqlParameterSource[]::new)));
        }
    }

    private static SqlParameterSource authority(RegisterBatch.Version<Authority> version) {
        Authority authority = version.value();
        Ending ending = authority.ending();
        return known(version).addValue("source_position", version.position().value())
                .addValue("attorney_id", authority.attorneyId().value())
                .addValue("source", authority.source().value()).addValue("grantor_id", authority.grantorId().value())
                .addValue("poa_id", authority.poaId().value()).addValue("issuer_id", authority.issuerId().value())
                .addValue("role", authority.role().name())
                .addValue("in_place_of", authority.inPlaceOf() == null ? null : authority.inPlaceOf().value(), Types.VARCHAR)
                .addValue("powers", PowersJson.write(authority.powers())).addValue("forms", names(authority.forms()))
                .addValue("amendable_forms", names(authority.amendableForms()))
                .addValue("minimum_signatures", authority.minimumSignatures())
                .addValue("effective_from", authority.from(), Types.DATE)
                .addValue("effective_until", ending == null ? null : ending.on(), Types.DATE)
                .addValue("end_cause", ending == null ? null : ending.cause().name(), Types.VARCHAR)
                .addValue("ended_by", ending == null ? null : ending.recordId().value(), Types.OTHER)
                .addValue("way", AuthorityRows.way(authority)).addValue("granted_at", authority.granted().value())
                .addValue("ended_at", ending == null ? null : ending.position().value(), Types.BIGINT)
                .addValue("place", AuthorityRows.place(authority), Types.VARCHAR)
                .addValue("signing", FactsJson.write(authority.signing()), Types.VARCHAR)
                .addValue("conditions", FactsJson.write(authority.conditions()), Types.VARCHAR);
    }

    private static SqlParameterSource instrument(RegisterBatch.Version<RegisterBatch.InstrumentText> version) {
        RegisterBatch.InstrumentText text = version.value();
        return known(version).addValue("grantor_id", text.key().grantorId().value()).addValue("poa_id", text.key().poaId().value())
                .addValue("granted_at", text.grantedAt().value())
                .addValue("issuer_id", text.terms().issuers().getFirst().issuerId().value())
                .addValue("terms", ActJson.writeTerms(text.terms())).addValue("issuers", text.issuers().toArray(String[]::new))
                .addValue("stated_by", text.statedBy().value()).addValue("riders", FactsJson.write(text.riders()), Types.VARCHAR)
                .addValue("documents", text.documents().toArray(String[]::new));
    }

    private static SqlParameterSource facts(RegisterBatch.Version<RegisterBatch.Facts> version) {
        RegisterBatch.Facts facts = version.value();
        return known(version).addValue("grantor_id", facts.grantorId().value()).addValue("facts", FactsJson.write(facts.facts()))
                .addValue("signatories", facts.signatories().toArray(String[]::new))
                .addValue("issuers", facts.issuers().toArray(String[]::new));
    }

    private static SqlParameterSource kind(RegisterBatch.Version<RegisterBatch.Kind> version) {
        RegisterBatch.Kind kind = version.value();
        return known(version).addValue("party_id", kind.stated().party().value()).addValue("kind", kind.stated().kind().name())
                .addValue("position", kind.position().value()).addValue("grantor_id", kind.grantorId().value());
    }

    /** When a version is known, and by which records. */
    private static MapSqlParameterSource known(RegisterBatch.Version<?> version) {
        Instant until = version.knownUntil();
        RecordId closedBy = version.closedBy();
        return new MapSqlParameterSource("known_from", QuestionClock.utc(version.knownFrom()))
                .addValue("known_until", until == null ? OffsetDateTime.MAX : QuestionClock.utc(until), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("opened_by", version.openedBy().value())
                .addValue("closed_by", closedBy == null ? null : closedBy.value(), Types.OTHER);
    }

    private static SqlParameterSource name(RegisterBatch.NameKeyed name, RegisterBatch.NameSeen seen) {
        return new MapSqlParameterSource("kind", name.kind().name()).addValue("id", name.id()).addValue("name", name.name())
                .addValue("search_name", NameKey.of(name.name())).addValue("cik", seen.cik(), Types.VARCHAR)
                .addValue("last_position", seen.position().value())
                .addValue("cik_position", seen.cik() == null ? null : seen.cikPosition().value(), Types.BIGINT);
    }

    private static String[] names(List<Form> forms) {
        return forms.stream().map(Form::name).toArray(String[]::new);
    }
}
