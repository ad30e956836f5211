package org.authorityledger.inbox.sheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
     * @param id null: several have this name
     * @param known whether the ledger knows them
     */
    record Identity(@Nullable String id, boolean known) {}

    /** A party of the sheet that the ledger does not know. */
    private record Fresh(String id, @Nullable String cik) {}

    private static final class Part {
        private final List<PartyKind> kinds;
        private final Map<String, Identity> settled = new HashMap<>();
        private final Map<String, List<Fresh>> byName = new HashMap<>();
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
        List<Candidate> found = cik == null || !perhapsKnown.test(cik.replaceFirst("^0+", ""))
                ? List.of()
                : ledger.numbered(part.kinds, cik);
        if (found.isEmpty() && perhapsKnown.test(key)) {
            found = LedgerParties.notOtherwiseNumbered(ledger.called(part.kinds, name), cik);
        }
        Identity identity = found.isEmpty()
                ? fresh(part, name, key, cik)
                : new Identity(found.size() == 1 ? found.getFirst().id() : null, true);
        part.settled.put(asked, identity);
        return identity;
    }

    private Identity fresh(Part part, String name, String key, @Nullable String cik) {
        List<Fresh> same = part.byName.computeIfAbsent(key, none -> new ArrayList<>(1));
        List<Fresh> meant = same.stream().filter(one -> cik == null || one.cik() == null || cik.equals(one.cik())).toList();
        if (meant.size() > 1) {
            return new Identity(null, false);
        }
        if (meant.size() == 1) {
            Fresh one = meant.getFirst();
            if (one.cik() == null && cik != null) {
                same.set(same.indexOf(one), new Fresh(one.id(), cik));
            }
            return new Identity(one.id(), false);
        }
        String id = ReadableId.free(name, one -> part.used.contains(one) || perhapsKnown.test(one) && ledger.taken(part.kinds, one));
        part.used.add(id);
        same.add(new Fresh(id, cik));
        return new Identity(id, false);
    }
}
