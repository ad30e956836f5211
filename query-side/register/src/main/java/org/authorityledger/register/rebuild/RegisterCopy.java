package org.authorityledger.register.rebuild;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Conditions;
import org.authorityledger.authority.Ending;
import org.authorityledger.events.Form;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.history.ActJson;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.InstrumentRows;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PowersJson;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.follow.RegisterBatch;
import org.jspecify.annotations.Nullable;

/** Writes versions by {@code copy}, into a register that is filled at once: a batch closes only what it opened. */
final class RegisterCopy {

    private final Connection connection;
    private final RegisterSchema schema;
    private final CopiedRows authorities = new CopiedRows("authority_version (" + String.join(", ", AuthorityRows.WRITTEN) + ")");
    private final CopiedRows instruments = new CopiedRows("instrument_version (" + String.join(", ", InstrumentRows.WRITTEN) + ")");
    private final CopiedRows facts = new CopiedRows("party_facts_version (" + String.join(", ", InstrumentRows.FACTS) + ")");
    private final CopiedRows kinds = new CopiedRows("stated_kind (" + String.join(", ", InstrumentRows.KINDS) + ")");
    private final CopiedRows parties = new CopiedRows("event_party (kind, id, position, name, cik)");
    private final CopiedRows names = new CopiedRows("name_seen (kind, id, name, search_name, cik, position)");
    /** Everyone named in an instrument has the same powers, and many in other instruments have them too. */
    private final Map<List<Power>, Given> given = new HashMap<>();
    private final Map<List<Form>, byte[]> arrays = new HashMap<>();
    private final Map<Conditions, Optional<String>> conditions = new HashMap<>();

    /** What powers give, as fields. */
    private record Given(byte[] powers, byte[] forms, byte[] amendableForms) {}

    RegisterCopy(Connection connection, RegisterSchema schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Writes all but the names. */
    void write(RegisterBatch batch) throws SQLException {
        if (!batch.closesNothingElse()) {
            throw new IllegalStateException("all records of a grantor close only what they opened");
        }
        for (RegisterBatch.Version<Authority> version : batch.openedAuthorities()) {
            row(version);
            if (authorities.full()) {
                given.clear();
                authorities.send(connection, schema);
            }
        }
        given.clear();
        conditions.clear();
        authorities.send(connection, schema);
        for (RegisterBatch.Version<RegisterBatch.InstrumentText> version : batch.openedInstruments()) {
            textRow(version);
            if (instruments.full()) {
                instruments.send(connection, schema);
            }
        }
        instruments.send(connection, schema);
        for (RegisterBatch.Version<RegisterBatch.Facts> version : batch.openedFacts()) {
            factsRow(version);
            if (facts.full()) {
                facts.send(connection, schema);
            }
        }
        facts.send(connection, schema);
        batch.openedKinds().forEach(this::kindRow);
        kinds.send(connection, schema);
        batch.parties().forEach(party -> parties.row().field(party.kind().name()).field(party.id()).field(party.position())
                .orNothing(party.name()).orNothing(party.cik()));
        parties.send(connection, schema);
    }

    /** Writes where names were seen. */
    void write(Map<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> seen) throws SQLException {
        seen.forEach(this::nameRows);
        names.send(connection, schema);
    }

    /** The fields are in the order of {@link AuthorityRows#WRITTEN}. */
    private void row(RegisterBatch.Version<Authority> version) {
        Authority authority = version.value();
        Ending ending = authority.ending();
        Given gives = given.computeIfAbsent(authority.powers(), powers -> new Given(
                PowersJson.write(powers).getBytes(StandardCharsets.UTF_8), array(authority.forms()), array(authority.amendableForms())));
        authorities.row().field(version.position()).field(authority.attorneyId().value()).field(authority.source().value())
                .field(authority.grantorId().value()).field(authority.poaId().value()).field(authority.issuerId().value())
                .field(authority.role().name()).orNothing(authority.inPlaceOf() == null ? null : authority.inPlaceOf().value())
                .field(gives.powers()).field(gives.forms()).field(gives.amendableForms()).field(authority.minimumSignatures())
                .field(authority.from());
        if (ending == null) {
            authorities.nothing().nothing().nothing();
        } else {
            authorities.field(ending.on()).field(ending.cause().name()).field(ending.recordId().value());
        }
        authorities.field(AuthorityRows.way(authority)).field(authority.granted());
        if (ending == null) {
            authorities.nothing();
        } else {
            authorities.field(ending.position());
        }
        authorities.orNothing(AuthorityRows.place(authority)).orNothing(FactsJson.write(authority.signing()))
                .orNothing(conditions.computeIfAbsent(authority.conditions(), some -> Optional.ofNullable(FactsJson.write(some)))
                        .orElse(null));
        known(authorities, version);
    }

    private byte[] array(List<Form> forms) {
        return arrays.computeIfAbsent(forms, CopiedRows::array);
    }

    /** The fields are in the order of {@link InstrumentRows#WRITTEN}. */
    private void textRow(RegisterBatch.Version<RegisterBatch.InstrumentText> version) {
        RegisterBatch.InstrumentText text = version.value();
        instruments.row().field(text.key().grantorId().value()).field(text.key().poaId().value()).field(text.grantedAt())
                .field(text.terms().issuers().getFirst().issuerId().value()).field(ActJson.writeTerms(text.terms()))
                .field(CopiedRows.texts(text.issuers())).field(text.statedBy().value()).orNothing(FactsJson.write(text.riders()))
                .field(CopiedRows.texts(text.documents()));
        known(instruments, version);
    }

    /** The fields are in the order of {@link InstrumentRows#FACTS}. */
    private void factsRow(RegisterBatch.Version<RegisterBatch.Facts> version) {
        RegisterBatch.Facts value = version.value();
        facts.row().field(value.grantorId().value()).field(FactsJson.write(value.facts())).field(CopiedRows.texts(value.signatories()))
                .field(CopiedRows.texts(value.issuers()));
        known(facts, version);
    }

    /** The fields are in the order of {@link InstrumentRows#KINDS}. */
    private void kindRow(RegisterBatch.Version<RegisterBatch.Kind> version) {
        RegisterBatch.Kind value = version.value();
        kinds.row().field(value.stated().party().value()).field(value.stated().kind().name()).field(value.position())
                .field(value.grantorId().value());
        known(kinds, version);
    }

    private static void known(CopiedRows rows, RegisterBatch.Version<?> version) {
        rows.field(version.knownFrom()).orInfinity(version.knownUntil()).field(version.openedBy().value());
        RecordId closedBy = version.closedBy();
        if (closedBy == null) {
            rows.nothing();
        } else {
            rows.field(closedBy.value());
        }
    }

    private void nameRows(RegisterBatch.NameKeyed key, RegisterBatch.NameSeen seen) {
        if (seen.cik() != null && !seen.cikPosition().equals(seen.position())) {
            // It was last recorded with its number, and later without: two sightings.
            nameRow(key, seen.cik(), seen.cikPosition());
            nameRow(key, null, seen.position());
        } else {
            nameRow(key, seen.cik(), seen.position());
        }
    }

    private void nameRow(RegisterBatch.NameKeyed key, @Nullable String cik, Position position) {
        names.row().field(key.kind().name()).field(key.id()).field(key.name()).field(NameKey.of(key.name())).orNothing(cik).field(position);
    }
}
