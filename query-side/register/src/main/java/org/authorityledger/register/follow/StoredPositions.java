package org.authorityledger.register.follow;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Position;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far each part of the live register has come, by what is stored in one transaction with its rows. Each grantor belongs to one part, which has
 * that grantor's records exactly up to there.
 */
public final class StoredPositions {

    private static final Pattern POSITION = Pattern.compile("\"globalIndex\"\\s*:\\s*(\\d{1,18})\\b");

    private final Map<Segment, Position> segments = new LinkedHashMap<>();
    private final Position builtTo;

    private StoredPositions(Map<Integer, Position> tokens, Position builtTo) {
        this.builtTo = builtTo;
        int[] ids = tokens.keySet().stream().mapToInt(Integer::intValue).toArray();
        tokens.forEach((id, position) -> segments.put(Segment.computeSegment(id, ids), Position.max(position, builtTo)));
    }

    /** Reads them. A token that is missing or cannot be read counts as none. */
    public static StoredPositions read(JdbcTemplate jdbc) {
        Map<Integer, Position> tokens = new LinkedHashMap<>();
        jdbc.query(
                "select segment, token from register.token_entry where processor_name = ? and segment between 0 and 65535 order by segment",
                row -> {
                    tokens.put(row.getInt("segment"), position(row.getBytes("token")));
                }, Generation.PROCESSOR);
        List<Long> built = jdbc.queryForList("select built_to from register.generation", Long.class);
        return new StoredPositions(tokens, built.isEmpty() ? Position.START : Position.of(built.getFirst()));
    }

    private static Position position(byte @Nullable [] token) {
        Matcher found = POSITION.matcher(token == null ? "" : new String(token, StandardCharsets.UTF_8));
        return found.find() ? Position.of(Long.parseLong(found.group(1))) : Position.START;
    }

    /** The part that a grantor belongs to; empty if that part has stored nothing. */
    public Optional<Integer> segment(String grantorId) {
        return segments.keySet().stream().filter(segment -> segment.matches(grantorId)).map(Segment::getSegmentId).findFirst();
    }

    /** The position up to which the register has a grantor's records. */
    public Position of(String grantorId) {
        return segments.entrySet().stream().filter(one -> one.getKey().matches(grantorId)).map(Map.Entry::getValue)
                .min(Comparator.naturalOrder()).orElse(builtTo);
    }

    /**
     * Whether each grantor belongs to exactly one part: a token that is missing, or one too many, leaves some to none or to two. Where one of two is
     * missing, the other counts for everyone: all rows up to its position are then expected, and what is not there differs.
     */
    public boolean whole() {
        return segments.keySet().stream().mapToDouble(segment -> 1.0 / (segment.getMask() + 1)).sum() == 1;
    }

    /** The least of them. */
    public Position least() {
        return segments.values().stream().min(Comparator.naturalOrder()).orElse(builtTo);
    }

    /** The greatest of them. */
    public Position greatest() {
        return segments.values().stream().max(Comparator.naturalOrder()).orElse(builtTo);
    }
}
