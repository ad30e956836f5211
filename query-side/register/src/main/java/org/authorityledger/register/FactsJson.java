package org.authorityledger.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.authorityledger.authority.Conditions;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** What the register keeps as JSON beside powers: the same text for the same value, and absent where there is nothing to say. */
public final class FactsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // What is absent has its default: terms are written without what they do not say.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY)).build();
    private static final ObjectReader FACTS = MAPPER.readerFor(PartyFacts.class);
    private static final ObjectReader CONDITIONS = MAPPER.readerFor(Conditions.class);
    private static final ObjectReader SIGNING = MAPPER.readerFor(SigningRule.class);
    private static final ObjectReader RIDERS = MAPPER.readerForListOf(Rider.class);

    private FactsJson() {}

    /**
     * A rider.
     *
     * @param recordId the record of it
     * @param statedBy the record that states its terms: the last correction, else the rider
     */
    public record Rider(RecordId recordId, RecordId statedBy, Terms terms) {

        static Rider of(Instrument.Amendment amendment) {
            return new Rider(amendment.record().recordId(), amendment.stating().recordId(), amendment.terms());
        }
    }

    public static String write(PartyFacts facts) {
        return MAPPER.writeValueAsString(facts);
    }

    public static PartyFacts facts(String json) {
        return FACTS.readValue(json);
    }

    /** Null where the terms state none. */
    public static @Nullable String write(Conditions conditions) {
        return conditions.equals(Conditions.NONE) ? null : MAPPER.writeValueAsString(conditions);
    }

    static Conditions conditions(@Nullable String json) {
        return json == null ? Conditions.NONE : CONDITIONS.readValue(json);
    }

    /** Null where a number says all. */
    public static @Nullable String write(SigningRule signing) {
        return signing.groups().isEmpty() ? null : MAPPER.writeValueAsString(signing);
    }

    static SigningRule signing(@Nullable String json, int minimum) {
        return json == null ? SigningRule.atLeast(minimum) : SIGNING.readValue(json);
    }

    /** Null where there are none. */
    public static @Nullable String write(List<Instrument.Amendment> riders) {
        return riders.isEmpty() ? null : MAPPER.writeValueAsString(riders.stream().map(Rider::of).toList());
    }

    /** The riders of a row. */
    public static List<Rider> riders(@Nullable String json) {
        return json == null ? List.of() : RIDERS.readValue(json);
    }
}
