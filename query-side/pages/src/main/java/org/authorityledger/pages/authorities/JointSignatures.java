package org.authorityledger.pages.authorities;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.SigningRule;
import org.authorityledger.questions.check.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Who must sign together, in words. Read from the answer for everyone at once: each clause that all of them meet, with its places and who fills
 * them. A substitute fills the place of another, each place takes a person of its own, and signatures under different clauses do not add up; so
 * each clause is said by itself, and of a substitute whose place it is.
 */
final class JointSignatures {

    /** Of a named attorney, an office, a co-agent, or a signatory. */
    private record Place(String id, boolean ofCoAgent) {}

    /** A clause of an instrument, or the signatories of the grantor, with the rule and the words for each place. */
    private record Demand(@Nullable PoaId poaId, SigningRule rule, Map<Place, Set<String>> ways) {}

    private final Checks.Judged everyone;
    private final UnaryOperator<String> names;
    private final int minimumSignatories;

    JointSignatures(Checks.Judged everyone, UnaryOperator<String> names, int minimumSignatories) {
        this.everyone = everyone;
        this.names = names;
        this.minimumSignatories = minimumSignatories;
    }

    /** Each way to sign together; none: not even all of them may. */
    List<String> inWords() {
        Map<Demand, Set<String>> demands = everyone.answer().reason() == Reason.SIGNED_BY_SIGNATORY
                ? Map.of(signatories(), Set.of())
                : clauses();
        return demands.entrySet().stream().map(one -> words(one.getKey(), one.getValue(), demands.size() == 1)).distinct().toList();
    }

    private Demand signatories() {
        Map<Place, Set<String>> ways = new LinkedHashMap<>();
        for (List<Link> chain : everyone.answer().chains()) {
            String signatory = chain.getFirst().partyId().value();
            boolean inPerson = chain.getLast().partyId().value().equals(signatory);
            ways.computeIfAbsent(new Place(signatory, false), place -> new LinkedHashSet<>()).add(who(signatory, !inPerson));
        }
        return new Demand(null, SigningRule.atLeast(minimumSignatories), ways);
    }

    /** Each clause that they meet, those with the same places and the same rule together. */
    private Map<Demand, Set<String>> clauses() {
        record Clause(PoaId poaId, String letter, SigningRule rule) {}
        Map<Clause, Map<Place, Set<String>>> met = new LinkedHashMap<>();
        for (Answer.Basis basis : everyone.answer().basis()) {
            Authority authority = basis.authority();
            for (Power power : authority.powers()) {
                if (basis.reason() == Reason.IN_FORCE && basis.clauses().contains(power.clause())) {
                    met.computeIfAbsent(new Clause(authority.poaId(), power.clause(), authority.signing(power)),
                            clause -> new LinkedHashMap<>())
                            .computeIfAbsent(new Place(authority.place().value(), authority.placeOfCoAgent()),
                                    place -> new LinkedHashSet<>())
                            .add(way(basis));
                }
            }
        }
        Map<Demand, Set<String>> demands = new LinkedHashMap<>();
        met.forEach((clause, ways) -> demands
                .computeIfAbsent(new Demand(clause.poaId(), clause.rule(), ways), demand -> new LinkedHashSet<>()).add(clause.letter()));
        return demands;
    }

    private String way(Answer.Basis basis) {
        Authority authority = basis.authority();
        String who = who(authority.attorneyId().value(), !basis.chains().isEmpty());
        return authority.attorneyId().equals(authority.place()) ? who : who + " in the place of " + names.apply(authority.place().value());
    }

    private String who(String id, boolean byOthers) {
        return byOthers ? "those who represent " + names.apply(id) : names.apply(id);
    }

    private String words(Demand demand, Set<String> letters, boolean only) {
        boolean ofTheirOwn = demand.ways().entrySet().stream()
                .allMatch(one -> one.getValue().equals(Set.of(names.apply(one.getKey().id()))));
        boolean all = only && ofTheirOwn && demand.ways().keySet().stream().map(Place::id).toList().containsAll(
                everyone.question().signers().stream().map(Object::toString).toList());
        String under = demand.poaId() == null
                ? ""
                : " under clause " + alternatives(List.copyOf(letters)) + " of " + demand.poaId();
        String different = ofTheirOwn ? "" : ", with a different person in each place";
        if (!demand.rule().groups().isEmpty()) {
            return groups(demand) + " must sign together" + under + different;
        }
        int minimum = demand.rule().minimum();
        List<String> places = demand.ways().entrySet().stream().map(one -> place(one.getKey(), one.getValue())).toList();
        return all
                ? "at least " + minimum + " of those listed must sign together"
                : (minimum == 1 ? alternatives(places) : "at least " + minimum + " of " + Wording.list(places)) + " must sign together"
                        + under + different;
    }

    /** Such as {@code Ann with at least 1 of Ben (or Dora in the place of Ben) or Cora}; places that no one fills are left out. */
    private String groups(Demand demand) {
        List<String> groups = new ArrayList<>();
        for (SigningRule.Group group : demand.rule().groups()) {
            List<String> places = group.of().stream().map(one -> new Place(one.value(), false)).filter(demand.ways()::containsKey)
                    .map(one -> place(one, Objects.requireNonNull(demand.ways().get(one)))).toList();
            groups.add(places.size() == group.minimum()
                    ? Wording.list(places)
                    : "at least " + group.minimum() + " of " + alternatives(places));
        }
        return String.join(" with ", groups);
    }

    private String place(Place place, Set<String> ways) {
        String own = names.apply(place.id());
        if (!ways.contains(own)) {
            return alternatives(List.copyOf(ways));
        }
        List<String> others = ways.stream().filter(way -> !way.equals(own)).toList();
        return others.isEmpty() ? own : own + " (or " + alternatives(others) + ")";
    }

    private static String alternatives(List<String> some) {
        return some.size() < 2
                ? String.join("", some)
                : String.join(", ", some.subList(0, some.size() - 1)) + " or " + some.getLast();
    }
}
