package org.authorityledger.query.authorities;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Ending;
import org.authorityledger.query.register.PartyKind;
import org.authorityledger.query.register.Register;

/** An authority as the fields of an answer, with the names last recorded. */
final class AuthorityFields {

    static final List<String> COLUMNS = List.of("grantorId", "grantorName", "issuerId", "issuerName", "attorneyId", "attorneyName", "role",
            "inPlaceOf", "poaId", "forms", "amendableForms", "clauses", "minimumSignatures", "from", "until", "endCause", "endedBy",
            "recordId");

    private final Map<PartyKind, Map<String, String>> names;

    private AuthorityFields(Map<PartyKind, Map<String, String>> names) {
        this.names = names;
    }

    /** Looks up the names of all of them at once. */
    static AuthorityFields of(Register register, List<Authority> authorities) {
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        for (PartyKind kind : PartyKind.values()) {
            ids.put(kind, new HashSet<>());
        }
        for (Authority authority : authorities) {
            ids.getOrDefault(PartyKind.GRANTOR, Set.of()).add(authority.grantorId().value());
            ids.getOrDefault(PartyKind.ATTORNEY, Set.of()).add(authority.attorneyId().value());
            ids.getOrDefault(PartyKind.ISSUER, Set.of()).add(authority.issuerId().value());
        }
        return new AuthorityFields(authorities.isEmpty() ? Map.of() : register.names(ids));
    }

    Map<String, Object> of(Authority authority) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grantorId", authority.grantorId().value());
        fields.put("grantorName", name(PartyKind.GRANTOR, authority.grantorId().value()));
        fields.put("issuerId", authority.issuerId().value());
        fields.put("issuerName", name(PartyKind.ISSUER, authority.issuerId().value()));
        fields.put("attorneyId", authority.attorneyId().value());
        fields.put("attorneyName", name(PartyKind.ATTORNEY, authority.attorneyId().value()));
        fields.put("role", authority.role());
        if (authority.inPlaceOf() != null) {
            fields.put("inPlaceOf", authority.inPlaceOf().value());
        }
        fields.put("poaId", authority.poaId().value());
        fields.put("forms", authority.forms());
        fields.put("amendableForms", authority.amendableForms());
        fields.put("clauses", authority.powers().stream().map(power -> power.clause()).toList());
        fields.put("minimumSignatures", authority.minimumSignatures());
        fields.put("from", authority.from());
        Ending ending = authority.ending();
        if (ending != null) {
            fields.put("until", ending.on());
            fields.put("endCause", ending.cause());
            fields.put("endedBy", ending.recordId());
        }
        fields.put("recordId", authority.source());
        return fields;
    }

    private String name(PartyKind kind, String id) {
        return names.getOrDefault(kind, Map.of()).getOrDefault(id, id);
    }
}
