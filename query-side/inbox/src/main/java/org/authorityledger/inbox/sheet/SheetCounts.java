package org.authorityledger.inbox.sheet;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How many instruments, and how many rows, became what. */
public final class SheetCounts {

    private final Map<SheetItem.State, Long> states = new EnumMap<>(SheetItem.State.class);
    private long rows;
    private long instruments;

    /** Counts one. */
    public void add(SheetItem item) {
        instruments++;
        rows += item.instrument().lines().size();
        states.merge(item.state(), 1L, Long::sum);
    }

    /** All rows below the headings that are not empty. */
    public long rows() {
        return rows;
    }

    public long instruments() {
        return instruments;
    }

    /** Instruments of which this became. */
    public long of(SheetItem.State state) {
        return states.getOrDefault(state, 0L);
    }

    /** Instruments whose rows come back. */
    public long comeBack() {
        return states.entrySet().stream().filter(one -> one.getKey().comesBack()).mapToLong(Map.Entry::getValue).sum();
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", rows);
        fields.put("instruments", instruments);
        for (SheetItem.State state : SheetItem.State.values()) {
            fields.put(state.name().toLowerCase(Locale.ROOT), of(state));
        }
        return fields;
    }
}
