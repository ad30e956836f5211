package org.authorityledger.pages.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;

/**
 * Gives each person and company of a form the id that their name leads to: that of the one of this name whom the ledger knows, else a new
 * one made of the name. An id that was typed in, or chosen with the name, stays.
 */
final class ProposedIds {

    /**
     * Added to the name of the input of an id: for which name the id was proposed or chosen, so that it follows when the name is changed.
     */
    static final String SETTLED = ".settled";
    private static final int LONGEST_ID = 64;

    private final NameSearch names;
    private final Directory directory;

    ProposedIds(NameSearch names, Directory directory) {
        this.names = names;
        this.directory = directory;
    }

    private record Proposal(String id, boolean several) {}

    /** Settles the ids, and says of each what is known of it, by the name of the input of the name. */
    Map<String, String> settle(FormValues values) {
        Map<String, String> found = new LinkedHashMap<>();
        values.each((field, before) -> {
            if (field instanceof Field.Person person && !values.text(before + person.path()).isEmpty()) {
                found.put(before + person.path(), settle(person, before, values));
            }
        });
        return found;
    }

    private String settle(Field.Person person, String before, FormValues values) {
        String idInput = before + person.idPath();
        String name = values.text(before + person.path());
        String id = values.text(idInput);
        String settled = values.text(idInput + SETTLED);
        boolean chosen = !id.isEmpty() && (!settled.startsWith(id + " ") || settled.equals(settled(id, name)));
        if (chosen) {
            return taken(kinds(person.part()), id) ? "Known to the ledger." : "New to the ledger.";
        }
        Proposal proposal = proposal(kinds(person.part()), name);
        values.put(idInput, proposal.id());
        values.put(idInput + SETTLED, settled(proposal.id(), name));
        return proposal.several()
                ? "Several have this name: choose one from the list."
                : taken(kinds(person.part()), proposal.id()) ? "Known to the ledger." : "New to the ledger.";
    }

    /** An id with the name it belongs to, as a form keeps it. */
    static String settled(String id, String name) {
        return id + " " + name;
    }

    /** A grantor may be another's attorney, under the same id. */
    private static List<PartyKind> kinds(Naming.Part part) {
        return switch (part) {
            case ISSUER -> List.of(PartyKind.ISSUER);
            case GRANTOR -> List.of(PartyKind.GRANTOR, PartyKind.ATTORNEY, PartyKind.SIGNATORY);
            case ATTORNEY -> List.of(PartyKind.ATTORNEY, PartyKind.SIGNATORY, PartyKind.GRANTOR);
            case SIGNATORY -> List.of(PartyKind.SIGNATORY, PartyKind.ATTORNEY, PartyKind.GRANTOR);
        };
    }

    private Proposal proposal(List<PartyKind> kinds, String name) {
        for (PartyKind kind : kinds) {
            List<String> ids = names.called(kind, name);
            if (!ids.isEmpty()) {
                return new Proposal(ids.getFirst(), ids.size() > 1);
            }
        }
        String made = made(name);
        String free = made;
        for (int n = 2; taken(kinds, free); n++) {
            free = made + "-" + n;
        }
        return new Proposal(free, false);
    }

    private boolean taken(List<PartyKind> kinds, String id) {
        return id.length() <= LONGEST_ID && kinds.stream().anyMatch(kind -> directory.find(kind, id) != null);
    }

    private static String made(String name) {
        String plain = NameKey.plain(name).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = plain.length() > LONGEST_ID - 4 ? plain.substring(0, LONGEST_ID - 4) : plain;
        return cut.isEmpty() ? UUID.randomUUID().toString() : cut;
    }
}
