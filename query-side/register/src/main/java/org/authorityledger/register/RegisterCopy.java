package org.authorityledger.register;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Ending;
import org.authorityledger.events.Form;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;

/** Writes versions by {@code copy}: for a register that is filled, where nothing is closed that is not opened in the same batch. */
final class RegisterCopy {

    private final Connection connection;
    private final RegisterSchema schema;
    private final CopiedRows authorities = new CopiedRows(
            "authority_version (source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, in_place_of, powers, forms,"
                    + " amendable_forms, minimum_signatures, effective_from, effective_until, end_cause, ended_by, known_from, known_until,"
                    + " opened_by, closed_by)");
    private final CopiedRows instruments = new CopiedRows(
            "instrument_version (grantor_id, poa_id, granted_at, issuer_id, terms, known_from, known_until, opened_by, closed_by)");
    private final CopiedRows parties = new CopiedRows("event_party (kind, id, position)");
    private final CopiedRows names = new CopiedRows("name_seen (kind, id, name, search_name, cik, position)");
    /** All who are named in one instrument have the same powers, and so have many in others. */
    private final Map<List<Power>, Given> given = new HashMap<>();

    private final Map<List<Form>, byte[]> arrays = new HashMap<>();

    /** What powers give, as fields. */
    private record Given(byte[] powers, byte[] forms, byte[] amendableForms) {}

    RegisterCopy(Connection connection, RegisterSchema schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Writes all but the names. */
    void write(RegisterBatch batch) throws SQLException {
        if (!batch.closedAuthorities.isEmpty() || !batch.closedInstruments.isEmpty()) {
            throw new IllegalStateException("a whole life closes nothing but what it opened");
        }
        batch.openedAuthorities.forEach(this::row);
        given.clear();
        authorities.send(connection, schema);
        batch.openedInstruments.forEach(this::textRow);
        instruments.send(connection, schema);
        batch.concerned.forEach(concerned -> parties.row().field(concerned.concern().kind().name()).field(concerned.concern().id())
                .field(concerned.position()));
        parties.send(connection, schema);
    }

    /** Writes where names were seen. */
    void write(Map<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> seen) throws SQLException {
        seen.forEach(this::nameRows);
        names.send(connection, schema);
    }

    private void row(RegisterBatch.Version<Authority> version) {
        Authority authority = version.value;
        Ending ending = authority.ending();
        Given gives = given.computeIfAbsent(authority.powers(), powers -> new Given(
                PowersJson.write(powers).getBytes(StandardCharsets.UTF_8), array(authority.forms()), array(authority.amendableForms())));
        authorities.row().field(version.position).field(authority.attorneyId().value()).field(authority.source().value())
                .field(authority.grantorId().value()).field(authority.poaId().value()).field(authority.issuerId().value())
                .field(authority.role().name()).orNothing(authority.inPlaceOf() == null ? null : authority.inPlaceOf().value())
                .field(gives.powers()).field(gives.forms()).field(gives.amendableForms()).field(authority.minimumSignatures())
                .field(authority.from());
        if (ending == null) {
            authorities.nothing().nothing().nothing();
        } else {
            authorities.field(ending.on()).field(ending.cause().name()).field(ending.recordId().value());
        }
        known(authorities, version);
    }

    private byte[] array(List<Form> forms) {
        return arrays.computeIfAbsent(forms, CopiedRows::array);
    }

    private void textRow(RegisterBatch.Version<RegisterBatch.InstrumentText> version) {
        RegisterBatch.InstrumentText text = version.value;
        instruments.row().field(text.key().grantorId().value()).field(text.key().poaId().value()).field(text.grantedAt())
                .field(text.terms().issuer().issuerId().value()).field(ActJson.writeTerms(text.terms()));
        known(instruments, version);
    }

    private static void known(CopiedRows rows, RegisterBatch.Version<?> version) {
        rows.field(version.knownFrom).orInfinity(version.knownUntil).field(version.openedBy.value());
        RecordId closedBy = version.closedBy;
        if (closedBy == null) {
            rows.nothing();
        } else {
            rows.field(closedBy.value());
        }
    }

    private void nameRows(RegisterBatch.NameKeyed key, RegisterBatch.NameSeen seen) {
        if (seen.cik() != null && seen.cikPosition() != seen.position()) {
            // Its number was recorded at another place than its spelling last was: two sightings.
            nameRow(key, seen.cik(), seen.cikPosition());
            nameRow(key, null, seen.position());
        } else {
            nameRow(key, seen.cik(), seen.position());
        }
    }

    private void nameRow(RegisterBatch.NameKeyed key, @Nullable String cik, long position) {
        names.row().field(key.kind().name()).field(key.id()).field(key.name()).field(NameKey.of(key.name())).orNothing(cik).field(position);
    }
}
