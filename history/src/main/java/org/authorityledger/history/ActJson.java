package org.authorityledger.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Revision;
import org.authorityledger.events.Terms;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Acts as JSON text. The name of an act's type is its contract with history, pinned with its revision and shape by golden files; fields it does
 * not know are ignored when reading.
 */
public final class ActJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL)).build();

    private static final Map<String, Class<?>> TYPES = Arrays.stream(LegalAct.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private static final Map<String, ObjectReader> READERS = TYPES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> MAPPER.readerFor(entry.getValue())));

    private static final Map<String, Integer> REVISIONS = TYPES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Integer.valueOf(revision(entry.getValue()))));
    private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,3}");

    private static final ObjectWriter WRITER = MAPPER.writer();

    private ActJson() {}

    /** The stable name of an act's type, such as {@code PowerOfAttorneyGranted}. */
    public static String type(LegalAct act) {
        return act.getClass().getSimpleName();
    }

    /** The revision of an act's shape that this build writes. */
    public static String revision(LegalAct act) {
        return revision(act.getClass());
    }

    private static String revision(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(Revision.class), "every act has a revision").value();
    }

    /** Whether acts of this type can be recorded. */
    public static boolean isType(String type) {
        return TYPES.containsKey(type);
    }

    /** Writes an act. */
    public static String write(LegalAct act) {
        return WRITER.writeValueAsString(act);
    }

    /** Writes the terms of an instrument alone. */
    public static String writeTerms(Terms terms) {
        return WRITER.writeValueAsString(terms);
    }

    /** Reads the terms of an instrument alone. */
    public static Terms readTerms(String json) {
        return MAPPER.readValue(json, Terms.class);
    }

    /**
     * Reads an act as it was written by this build or an earlier one ({@link Upcasting}).
     *
     * @throws IllegalStateException when the type or the revision is unknown: the ledger was written by a later build
     */
    public static LegalAct read(String type, String revision, String json) {
        ObjectReader reader = READERS.get(type);
        int present = REVISIONS.getOrDefault(type, 0);
        // Nearly everything is of the present revision: it is read without a detour.
        if (reader != null && revision.equals(Integer.toString(present))) {
            return reader.readValue(json);
        }
        boolean wellFormed = reader != null && REVISION.matcher(revision).matches();
        if (reader != null && wellFormed && Upcasting.readsAsItIs(type, Integer.parseInt(revision), present)) {
            return reader.readValue(json);
        }
        ObjectNode upcast = wellFormed
                ? Upcasting.upcast(type, Integer.parseInt(revision), present, (ObjectNode) MAPPER.readTree(json))
                : null;
        if (reader == null || upcast == null) {
            throw new IllegalStateException(
                    "this build cannot read " + type + " of revision " + revision + "; run the one that wrote it, or a later one");
        }
        return reader.readValue(upcast);
    }
}
