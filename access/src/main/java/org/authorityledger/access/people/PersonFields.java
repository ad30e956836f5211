package org.authorityledger.access.people;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** People, keys and changes as the API shows them. No secret and no hash of one is among them. */
final class PersonFields {

    private PersonFields() {}

    static Map<String, Object> of(Person person) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("username", person.username());
        fields.put("name", person.name());
        fields.put("roles", new TreeSet<>(person.roles()));
        if (person.scope() != null) {
            fields.put("scope", new TreeSet<>(person.scope()));
        }
        fields.put("disabled", person.disabled());
        fields.put("passwordMustBeChanged", person.mustChange());
        if (person.builtIn()) {
            fields.put("builtIn", true);
        }
        if (person.origin() != null) {
            fields.put("issuer", person.origin().id().issuer());
            fields.put("subject", person.origin().id().subject());
        }
        return fields;
    }

    static Map<String, Object> of(ApiKey key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keyId", key.keyId());
        fields.put("name", key.name());
        fields.put("roles", new TreeSet<>(key.roles()));
        fields.put("madeAt", key.madeAt());
        fields.put("expiresAt", key.expiresAt());
        fields.put("good", key.revokedAt() == null && key.expiresAt().isAfter(Clock.systemUTC().instant()));
        if (key.revokedAt() != null) {
            fields.put("revokedAt", key.revokedAt());
        }
        if (key.lastUsedAt() != null) {
            fields.put("lastUsedAt", key.lastUsedAt());
        }
        return fields;
    }

    static Map<String, Object> of(PersonChange change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("changeId", change.changeId());
        fields.put("changedAt", change.changedAt());
        fields.put("changedBy", change.changedBy());
        if (change.sourceAddress() != null) {
            fields.put("sourceAddress", change.sourceAddress());
        }
        if (change.correlationId() != null) {
            fields.put("correlationId", change.correlationId());
        }
        fields.put("what", change.what());
        fields.put("username", change.username());
        fields.put("detail", change.detail());
        return fields;
    }
}
