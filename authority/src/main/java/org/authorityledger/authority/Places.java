package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.SigningRule;

/** Places taken by people, of whom each can fill one only. */
public final class Places {

    private Places() {}

    /** Whether places that are taken by these people, each of whom fills one, are as many as a rule asks for. */
    static boolean meet(SigningRule rule, Map<Place, Set<PartyId>> places) {
        if (rule.groups().isEmpty()) {
            return rule.minimum() == 1 ? places.values().stream().anyMatch(people -> !people.isEmpty()) : filled(places) >= rule.minimum();
        }
        return groupsMet(rule.groups(), places);
    }

    /** Whether these places can meet a rule, each filled by another person. */
    public static boolean canMeet(SigningRule rule, Collection<AttorneyId> all) {
        Map<Place, Set<PartyId>> places = new HashMap<>();
        all.forEach(place -> places.put(new Place(place, false), Set.of(PartyId.of(place.value()))));
        return meet(rule, places);
    }

    /** Whether a signature in this place can count under a rule: where there are groups, only the places in them do. */
    static boolean counts(Place place, SigningRule rule) {
        return rule.groups().isEmpty() || (!place.ofCoAgent() && rule.groups().stream().anyMatch(group -> group.of().contains(place.id())));
    }

    /** How many places can be filled by different people at most. */
    static int filled(Map<Place, Set<PartyId>> places) {
        Map<PartyId, Place> placeOf = new HashMap<>();
        int filled = 0;
        for (Place place : places.keySet()) {
            if (fill(place, places, placeOf, new HashSet<>())) {
                filled++;
            }
        }
        return filled;
    }

    /** Kuhn's algorithm: a person who already fills a place may move to another. */
    private static boolean fill(Place place, Map<Place, Set<PartyId>> places, Map<PartyId, Place> placeOf,
            Set<PartyId> asked) {
        for (PartyId person : Objects.requireNonNull(places.get(place))) {
            if (asked.add(person)) {
                Place taken = placeOf.get(person);
                if (taken == null || fill(taken, places, placeOf, asked)) {
                    placeOf.put(person, place);
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Each seat of a group is given to a place of the group that a person fills; all places and all people are different. A flow of unit
     * capacity through seats, places and people (Ford and Fulkerson), by searching a way from each seat.
     */
    private static boolean groupsMet(List<SigningRule.Group> groups, Map<Place, Set<PartyId>> places) {
        List<Place> names = List.copyOf(places.keySet());
        List<PartyId> people = places.values().stream().flatMap(Set::stream).distinct().toList();
        List<Set<AttorneyId>> seats = new ArrayList<>();
        for (SigningRule.Group group : groups) {
            for (int i = 0; i < group.minimum(); i++) {
                if (seats.size() >= names.size()) {
                    return false;
                }
                seats.add(Set.copyOf(group.of()));
            }
        }
        int first = 2 + seats.size();
        int second = first + names.size();
        int third = second + names.size();
        boolean[][] open = new boolean[third + people.size()][third + people.size()];
        for (int seat = 0; seat < seats.size(); seat++) {
            open[0][2 + seat] = true;
            for (int place = 0; place < names.size(); place++) {
                open[2 + seat][first + place] = !names.get(place).ofCoAgent()
                        && seats.get(seat).contains(names.get(place).id());
            }
        }
        for (int place = 0; place < names.size(); place++) {
            open[first + place][second + place] = true;
            for (PartyId person : Objects.requireNonNull(places.get(names.get(place)))) {
                open[second + place][third + people.indexOf(person)] = true;
            }
        }
        for (int person = 0; person < people.size(); person++) {
            open[third + person][1] = true;
        }
        for (int seat = 0; seat < seats.size(); seat++) {
            if (!flows(0, open, new boolean[open.length])) {
                return false;
            }
        }
        return true;
    }

    private static boolean flows(int from, boolean[][] open, boolean[] seen) {
        if (from == 1) {
            return true;
        }
        seen[from] = true;
        for (int to = 0; to < open.length; to++) {
            if (open[from][to] && !seen[to] && flows(to, open, seen)) {
                open[from][to] = false;
                open[to][from] = true;
                return true;
            }
        }
        return false;
    }
}
