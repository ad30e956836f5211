package org.authorityledger.register;

import java.util.List;
import org.authorityledger.events.Power;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The powers of an authority as the register keeps them. */
public final class PowersJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    inclusion -> inclusion.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY))
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final ObjectReader READER = MAPPER.readerForListOf(Power.class);

    private PowersJson() {}

    /** The text for the column {@code powers}. */
    public static String write(List<Power> powers) {
        return WRITER.writeValueAsString(powers);
    }

    static List<Power> read(String json) {
        return READER.readValue(json);
    }
}
