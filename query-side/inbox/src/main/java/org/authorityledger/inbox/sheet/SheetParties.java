package org.authorityledger.inbox.sheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.inbox.Candidate;
import org.authorityledger.inbox.LedgerParties;
import org.authorityledger.inbox.ReadableId;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;

/**
 * Gives each name of one sheet its id: that of the one in the ledger with this number or exactly this name, else one made of the name. One name
 * in one sheet is one party, unless numbers say otherwise.
 */
final class SheetParties {

    private static final List<PartyKind> PEOPLE = List.of(PartyKind.GRANTOR, PartyKind.ATTORNEY, PartyKind.SIGNATORY);
    private static final List<PartyKind> COMPANIES = List.of(PartyKind.ISSUER);

    private final LedgerParties ledger;
    private final Predicate<String> perhapsKnown;
    private final Part people = new Part(PEOPLE);
    private final Part companies = new Part(COMPANIES);

    SheetParties(LedgerParties ledger) {
        this.ledger = ledger;
        this.perhapsKnown = ledger.perhapsKnown();
    }

    /**
     * Whose id it is.
     *
     * @param fault why it cannot be known, as a sentence without its stop; null: it is
     */
    record Identity(@Nullable String id, @Nullable String fault) {

        static Identity of(String id) {
            return new Identity(id, null);
        }

        static Identity several(String name, @Nullable String cik) {
            return new Identity(null,
                    "several in the ledger are called " + name + (cik == null ? "; give a CIK" : ", and none has this CIK"));
        }
    }

    /** A party of the sheet that the ledger does not know. */
    private record Fresh(String id, @Nullable String cik) {}

    private static final class Part {
        private final List<PartyKind> kinds;
        private final Map<String, Identity> settled = new HashMap<>();
        private final Map<String, List<Fresh>> byName = new HashMap<>();
        private final Map<String, String> byNumber = new HashMap<>();
        private final Set<String> used = new HashSet<>();

        Part(List<PartyKind> kinds) {
            this.kinds = kinds;
        }
    }

    Identity person(String name, @Nullable String cik) {
        return identity(people, name, cik);
    }

    Identity company(String name, @Nullable String cik) {
        return identity(companies, name, cik);
    }

    private Identity identity(Part part, String name, @Nullable String cik) {
        String key = NameKey.plain(name);
        String asked = key + "\n" + cik;
        Identity before = part.settled.get(asked);
        if (before != null) {
            return before;
        }
        Identity identity = settle(part, name, key, cik);
        part.settled.put(asked, identity);
        return identity;
    }

    private Identity settle(Part part, String name, String key, @Nullable String cik) {
        if (cik != null && part.byNumber.containsKey(cik)) {
            return Identity.of(part.byNumber.get(cik));
        }
        List<Candidate> numbered = cik == null || !perhapsKnown.test(cik.replaceFirst("^0+", ""))
                ? List.of()
                : ledger.numbered(part.kinds, cik);
        if (!numbered.isEmpty()) {
            return numbered(part, name, numbered);
        }
        List<Candidate> called = perhapsKnown.test(key)
                ? LedgerParties.notOtherwiseNumbered(ledger.called(part.kinds, name), cik)
                : List.of();
        if (called.isEmpty()) {
            return fresh(part, name, key, cik);
        }
        return called.size() == 1 ? Identity.of(called.getFirst().id()) : Identity.several(name, cik);
    }

    /** By a number that the ledger knows. It decides, unless those who have it never had a name like this one. */
    private Identity numbered(Part part, String name, List<Candidate> numbered) {
        List<String> called = ledger.called(part.kinds, name).stream().map(Candidate::id).toList();
        List<Candidate> exact = numbered.stream().filter(one -> called.contains(one.id())).toList();
        List<Candidate> meant = exact.isEmpty() ? numbered.stream().filter(one -> PartyNames.mayBeOne(one.name(), name)).toList() : exact;
        if (meant.isEmpty()) {
            return new Identity(null, "the CIK is that of " + numbered.getFirst().name() + " in the ledger, and not of " + name);
        }
        return meant.size() == 1 ? Identity.of(meant.getFirst().id()) : Identity.several(name, null);
    }

    private Identity fresh(Part part, String name, String key, @Nullable String cik) {
        List<Fresh> same = part.byName.computeIfAbsent(key, none -> new ArrayList<>(1));
        List<Fresh> meant = same.stream().filter(one -> cik == null || one.cik() == null || cik.equals(one.cik())).toList();
        if (meant.size() > 1) {
            return new Identity(null, "several in the sheet are called " + name + "; give a CIK");
        }
        if (meant.size() == 1) {
            Fresh one = meant.getFirst();
            if (one.cik() == null && cik != null) {
                same.set(same.indexOf(one), new Fresh(one.id(), cik));
                part.byNumber.put(cik, one.id());
            }
            return Identity.of(one.id());
        }
        String id = ReadableId.free(name, one -> part.used.contains(one) || perhapsKnown.test(one) && ledger.taken(part.kinds, one));
        part.used.add(id);
        same.add(new Fresh(id, cik));
        if (cik != null) {
            part.byNumber.put(cik, id);
        }
        return Identity.of(id);
    }
}
