package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows from coming to know more, or other, records: authorities gained, lost and known otherwise, over the whole of effective time.
 *
 * <p>An authority that never was does not count: one that comes to end before it begins is lost, one that never was before is gained.
 *
 * @param gained known from then on, and not before, each in the order of recording of what gives it
 * @param lost known before, and not from then on
 * @param changed known before and after, but otherwise: its days, its forms, its end or the record behind it
 */
public record Consequences(List<Authority> gained, List<Authority> lost, List<Changed> changed) {

    /** Nothing follows. */
    public static final Consequences NONE = new Consequences(List.of(), List.of(), List.of());

    /** One and the same authority, as known before and as known after. */
    public record Changed(Authority before, Authority after) {}

    public Consequences {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
        changed = List.copyOf(changed);
    }

    /** From the authorities known before to those known after. */
    public static Consequences between(List<Authority> before, List<Authority> after) {
        return of(Change.between(before, after));
    }

    /** From the authorities that a change closes and opens. */
    public static Consequences of(Change change) {
        Map<Authority.Key, Authority> opened = HashMap.newHashMap(change.opened().size());
        change.opened().forEach(authority -> opened.put(authority.key(), authority));
        List<Authority> lost = new ArrayList<>(0);
        List<Changed> changed = new ArrayList<>(0);
        Map<Authority.Key, Authority> gained = new HashMap<>(opened);
        for (Authority before : change.closed()) {
            if (before.neverWas()) {
                continue;
            }
            Authority after = gained.remove(before.key());
            if (after == null || after.neverWas()) {
                lost.add(before);
            } else {
                changed.add(new Changed(before, after));
            }
        }
        List<Authority> begun = new ArrayList<>(
                change.opened().stream().filter(authority -> gained.containsKey(authority.key()) && !authority.neverWas()).toList());
        pairWays(lost, begun, changed);
        return new Consequences(begun, lost, changed);
    }

    /** Of two equal ways to one authority the law lists one: where that way goes and the other stands, nothing is lost and nothing gained. */
    private static void pairWays(List<Authority> lost, List<Authority> gained, List<Changed> changed) {
        Map<Authority, Authority> ways = new HashMap<>();
        gained.stream().filter(authority -> !authority.through().isEmpty()).forEach(one -> ways.put(one.inWhateverWay(), one));
        if (!ways.isEmpty()) {
            lost.removeIf(before -> {
                Authority after = before.through().isEmpty() ? null : ways.remove(before.inWhateverWay());
                if (after != null) {
                    gained.remove(after);
                    changed.add(new Changed(before, after));
                }
                return after != null;
            });
        }
    }

    /** Whether nothing follows. */
    public boolean none() {
        return gained.isEmpty() && lost.isEmpty() && changed.isEmpty();
    }
}
