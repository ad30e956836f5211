package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one record changes in what is known of a grantor's authorities.
 *
 * @param closed what is no longer known so
 * @param opened what is known from then on
 */
public record Change(List<Authority> closed, List<Authority> opened) {

    /** From what was known before to what is known after. An authority that is known as before is in neither list. */
    public static Change between(List<Authority> before, List<Authority> after) {
        Map<Authority.Key, Authority> earlier = LinkedHashMap.newLinkedHashMap(before.size());
        before.forEach(authority -> earlier.put(authority.key(), authority));
        List<Authority> opened = new ArrayList<>(1);
        for (Authority authority : after) {
            Authority was = earlier.get(authority.key());
            // Most are the very same object: looked at first, since comparing two of them takes time.
            if (authority == was || authority.equals(was)) {
                earlier.remove(authority.key());
            } else {
                opened.add(authority);
            }
        }
        return new Change(List.copyOf(earlier.values()), List.copyOf(opened));
    }
}
