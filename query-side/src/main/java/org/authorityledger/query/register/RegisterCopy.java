package org.authorityledger.query.register;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Ending;
import org.authorityledger.events.Form;
import org.authorityledger.events.RecordId;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes versions by {@code copy}: for a register that is filled, where nothing is closed that is not opened in the same batch. */
final class RegisterCopy {

    private final Connection connection;
    private final RegisterSchema schema;
    private final StringBuilder rows = new StringBuilder(1 << 20);

    RegisterCopy(Connection connection, RegisterSchema schema) {
        this.connection = connection;
        this.schema = schema;
    }

    void write(RegisterBatch batch) throws SQLException {
        batch.openedAuthorities.forEach(this::row);
        copy("authority_version (source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, in_place_of, powers, forms,"
                + " amendable_forms, minimum_signatures, effective_from, effective_until, end_cause, ended_by, known_from, known_until, opened_by,"
                + " closed_by)");
        batch.openedInstruments.forEach(this::textRow);
        copy("instrument_version (grantor_id, poa_id, granted_at, issuer_id, terms, known_from, known_until, opened_by, closed_by)");
        for (RegisterBatch.Concerned concerned : batch.concerned) {
            field(concerned.concern().kind().name()).field(concerned.concern().id()).field(concerned.position()).end();
        }
        copy("event_party (kind, id, position)");
        for (Map.Entry<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> seen : batch.names.entrySet()) {
            nameRow(seen.getKey(), seen.getValue());
        }
        copy("name_seen (kind, id, name, search_name, cik, position)");
    }

    private void row(RegisterBatch.Version<Authority> version) {
        Authority authority = version.value;
        Ending ending = authority.ending();
        field(version.position).field(authority.attorneyId().value()).field(authority.source()).field(authority.grantorId().value())
                .field(authority.poaId().value()).field(authority.issuerId().value()).field(authority.role().name())
                .field(authority.inPlaceOf() == null ? null : authority.inPlaceOf().value()).field(PowersJson.write(authority.powers()))
                .field(authority.forms()).field(authority.amendableForms()).field(authority.minimumSignatures())
                .field(authority.from().toString()).field(ending == null ? null : ending.on().toString())
                .field(ending == null ? null : ending.cause().name()).field(ending == null ? null : ending.recordId())
                .field(version.knownFrom.toString()).until(version.knownUntil).field(version.openedBy).field(version.closedBy).end();
    }

    private void textRow(RegisterBatch.Version<RegisterBatch.InstrumentText> version) {
        RegisterBatch.InstrumentText text = version.value;
        field(text.key().grantorId().value()).field(text.key().poaId().value()).field(text.grantedAt())
                .field(text.terms().issuer().issuerId().value()).field(ActJson.writeTerms(text.terms())).field(version.knownFrom.toString())
                .until(version.knownUntil).field(version.openedBy).field(version.closedBy).end();
    }

    private void nameRow(RegisterBatch.NameKeyed key, RegisterBatch.NameSeen seen) {
        if (seen.cik() != null && seen.cikPosition() != seen.position()) {
            // Its number was recorded at another place than its spelling last was: two sightings.
            field(key.kind().name()).field(key.id()).field(key.name()).field(NameKey.of(key.name())).field(seen.cik())
                    .field(seen.cikPosition())
                    .end();
            field(key.kind().name()).field(key.id()).field(key.name()).field(NameKey.of(key.name())).field((String) null)
                    .field(seen.position()).end();
        } else {
            field(key.kind().name()).field(key.id()).field(key.name()).field(NameKey.of(key.name())).field(seen.cik())
                    .field(seen.position())
                    .end();
        }
    }

    private RegisterCopy until(@Nullable Instant instant) {
        return field(instant == null ? "infinity" : instant.toString());
    }

    private RegisterCopy field(@Nullable RecordId recordId) {
        return field(recordId == null ? null : recordId.value().toString());
    }

    private RegisterCopy field(List<Form> forms) {
        rows.append('{');
        for (int i = 0; i < forms.size(); i++) {
            rows.append(i == 0 ? "" : ",").append(forms.get(i).name());
        }
        rows.append("}\t");
        return this;
    }

    private RegisterCopy field(long number) {
        rows.append(number).append('\t');
        return this;
    }

    private RegisterCopy field(@Nullable String text) {
        if (text == null) {
            rows.append("\\N\t");
            return this;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
        rows.append('\t');
        return this;
    }

    private void end() {
        rows.setCharAt(rows.length() - 1, '\n');
    }

    private void copy(String into) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        rows.setLength(0);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + schema.table(into) + " from stdin");
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
