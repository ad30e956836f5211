package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The issuer an instrument is for, or {@link #ANY}. In JSON {@code "ANY"}, or an object with {@code issuerId}, {@code name} and {@code cik}.
 *
 * @param name the display name; null for {@link #ANY} alone
 */
public record Issuer(IssuerId issuerId, @Nullable String name, @Nullable Cik cik) {

    /** All issuers. */
    public static final Issuer ANY = new Issuer(IssuerId.ANY, null, null);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Issuer any(String value) {
        if (!value.equals("ANY")) {
            throw new IllegalArgumentException("an issuer is \"ANY\" or {issuerId, name, cik}");
        }
        return ANY;
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Issuer of(@JsonProperty(value = "issuerId", required = true) IssuerId issuerId,
            @JsonProperty(value = "name", required = true) String name, @JsonProperty("cik") @Nullable Cik cik) {
        if (issuerId.equals(IssuerId.ANY)) {
            throw new IllegalArgumentException("ANY names all issuers; write \"issuer\": \"ANY\"");
        }
        return new Issuer(issuerId, name, cik);
    }

    @JsonValue
    Object json() {
        return issuerId.equals(IssuerId.ANY) ? "ANY" : new Named(issuerId, name, cik);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Named(IssuerId issuerId, @Nullable String name, @Nullable Cik cik) {}
}
