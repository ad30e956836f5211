package org.authorityledger.authority;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.Power;

/** An authority as named fields, the same in every answer. */
public final class AuthorityFields {

    /** The names of the fields, in order. */
    public static final List<String> NAMES = List.of("grantorId", "grantorName", "issuerId", "issuerName", "attorneyId", "attorneyName",
            "role", "inPlaceOf", "poaId", "forms", "amendableForms", "clauses", "minimumSignatures", "signing", "place", "from", "until",
            "endCause", "endedBy",
            "recordId", "termsBy", "clauseRules");

    private AuthorityFields() {}

    /** Its fields in order; what does not apply is left out. */
    public static Map<String, Object> of(Authority authority, Names names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grantorId", authority.grantorId().value());
        fields.put("grantorName", names.of(Naming.Part.GRANTOR, authority.grantorId().value()));
        fields.put("issuerId", authority.issuerId().value());
        fields.put("issuerName", names.of(Naming.Part.ISSUER, authority.issuerId().value()));
        fields.put("attorneyId", authority.attorneyId().value());
        fields.put("attorneyName", names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()));
        fields.put("role", authority.role());
        if (authority.inPlaceOf() != null) {
            fields.put("inPlaceOf", authority.inPlaceOf().value());
        }
        fields.put("poaId", authority.poaId().value());
        fields.put("forms", authority.forms());
        fields.put("amendableForms", authority.amendableForms());
        fields.put("clauses", authority.powers().stream().map(Power::clause).toList());
        fields.put("minimumSignatures", authority.minimumSignatures());
        if (!authority.signing().groups().isEmpty()) {
            fields.put("signing", authority.signing());
        }
        if (!authority.place().equals(authority.attorneyId())) {
            fields.put("place", authority.place().value());
        }
        fields.put("from", authority.from());
        Ending ending = authority.ending();
        if (ending != null) {
            fields.put("until", ending.on());
            fields.put("endCause", ending.cause());
            fields.put("endedBy", ending.recordId());
        }
        fields.put("recordId", authority.source());
        if (!authority.segment().equals(authority.source())) {
            fields.put("termsBy", authority.segment());
        }
        List<Map<String, Object>> rules = authority.powers().stream()
                .filter(power -> power.signing() != null || !power.capacities().isEmpty())
                .map(AuthorityFields::rule).toList();
        if (!rules.isEmpty()) {
            fields.put("clauseRules", rules);
        }
        return fields;
    }

    /** What holds of one clause alone: how many must sign under it, and in which standing of the grantor. */
    private static Map<String, Object> rule(Power power) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("clause", power.clause());
        rule.put("forms", power.forms());
        if (!power.capacities().isEmpty()) {
            rule.put("capacities", power.capacities());
        }
        if (power.signing() != null) {
            rule.put("signing", power.signing());
        }
        return rule;
    }
}
