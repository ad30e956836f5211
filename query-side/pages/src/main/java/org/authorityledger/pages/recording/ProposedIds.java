package org.authorityledger.pages.recording;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.Sequence;
import org.authorityledger.inbox.ReadableId;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.PartyKind;
import org.authorityledger.store.LedgerReader;

/**
 * Gives each person and company of a form the id that their name leads to: that of the one of this name whom the ledger knows, else a new
 * one made of the name; and a new instrument one made of its day and company. An id that was typed in, or chosen with the name, stays.
 */
final class ProposedIds {

    /**
     * Added to the name of the input of an id: for which name the id was proposed or chosen, so that it follows when the name is changed.
     */
    static final String SETTLED = ".settled";
    private static final int LONGEST_ID = 64;
    private static final String EXECUTED_ON = "executedOn";
    private static final String GRANTOR = "grantorId";
    private static final String GRANTOR_NAME = "grantor.name";
    private static final String FIRST_COMPANY = "issuers[0].name";

    private final NameSearch names;
    private final Directory directory;
    private final LedgerReader ledger;

    ProposedIds(NameSearch names, Directory directory, LedgerReader ledger) {
        this.names = names;
        this.directory = directory;
        this.ledger = ledger;
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
        values.each((field, before) -> {
            if (field instanceof Field.Entry entry && entry.type() == Field.Type.INSTRUMENT_ID) {
                settleInstrument(before + entry.path(), values);
            }
        });
        return found;
    }

    /** An instrument's id follows the day it was signed and its company, until another is typed; that of a grant for any company, its grantor. */
    private void settleInstrument(String input, FormValues values) {
        String id = values.text(input);
        String settled = values.text(input + SETTLED);
        String company = values.text(FIRST_COMPANY);
        String called = company.isEmpty() ? values.text(GRANTOR_NAME) : company;
        String madeOf = values.text(EXECUTED_ON) + " " + called;
        if (!id.isEmpty() && (!settled.startsWith(id + " ") || settled.equals(settled(id, madeOf)))) {
            return;
        }
        String proposal = called.isEmpty() ? "" : instrument(values.text(EXECUTED_ON), called, values.text(GRANTOR));
        values.put(input, proposal);
        values.put(input + SETTLED, settled(proposal, madeOf));
    }

    /** An id that no instrument of the grantor ever had; empty: it cannot be made, and the form is refused for what is wrong. */
    private String instrument(String executedOn, String called, String grantorId) {
        try {
            LocalDate day = LocalDate.parse(executedOn);
            Set<String> taken = ledger.forTheLaw(GrantorId.of(grantorId), Sequence.FIRST).stream().map(record -> record.act())
                    .filter(PowerOfAttorneyGranted.class::isInstance).map(act -> ((PowerOfAttorneyGranted) act).poaId().value())
                    .collect(Collectors.toSet());
            String made = ReadableId.ofInstrument(day, called);
            String free = made;
            for (int n = 2; taken.contains(free); n++) {
                free = made + "-" + n;
            }
            return free;
        } catch (IllegalArgumentException | DateTimeException e) {
            return "";
        }
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
        return new Proposal(ReadableId.free(name, id -> taken(kinds, id)), false);
    }

    private boolean taken(List<PartyKind> kinds, String id) {
        return id.length() <= LONGEST_ID && kinds.stream().anyMatch(kind -> directory.find(kind, id) != null);
    }
}
