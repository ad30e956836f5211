package org.authorityledger.inbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Finds who in the ledger is meant: by number first, then by the whole name without case, accents and punctuation (ADR 51). One is the answer;
 * several are listed, and the field is open; none is someone new, where the act can make someone known.
 *
 * <p>A person has one id in all parts, so they are sought among grantors, attorneys and signatories alike.
 */
final class Matching {

    private static final List<PartyKind> PEOPLE = List.of(PartyKind.GRANTOR, PartyKind.ATTORNEY, PartyKind.SIGNATORY);
    private static final List<PartyKind> COMPANIES = List.of(PartyKind.ISSUER);
    private static final Set<Proposal.Kind> OF_THE_DUTY = Set.of(Proposal.Kind.CESSATION, Proposal.Kind.BEGINNING);
    private static final Set<Proposal.Kind> FROM_FORMS = Set.of(Proposal.Kind.CESSATION, Proposal.Kind.BEGINNING,
            Proposal.Kind.CONFIRMATION);
    private static final Pattern DATED = Pattern.compile("dated (\\d{4}-\\d{2}-\\d{2})");
    /** The earlier filing that has it, as the reader of references says it. */
    private static final Pattern IN_FILING = Pattern.compile("it is in: (?:.*?Form ([^,]+), )?(?:.*?)filed on (\\d{4}-\\d{2}-\\d{2})");
    private static final String GRANTOR_ID = "grantorId";
    private static final String ATTORNEY_ID = "attorneyId";
    private static final String POA_ID = "poaId";
    private static final String ISSUER = "issuer";
    private static final String NAME = "name";
    private static final String CIK = "cik";
    private static final int LONGEST_SURNAME = 3;

    private final LedgerParties parties;
    private final KeptProposal proposal;
    private final @Nullable String text;
    private final ObjectNode body;
    private final List<Open> open;
    private final Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
    private final List<String> fresh = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    /** The issuer of the form that refers to an instrument; null: none is known. */
    private @Nullable IssuerId referredAt;

    private Matching(LedgerParties parties, KeptProposal proposal, @Nullable String text) {
        this.parties = parties;
        this.proposal = proposal;
        this.text = text;
        this.body = proposal.body().deepCopy();
        this.open = new ArrayList<>(proposal.open());
    }

    /**
     * Settles the ids of a proposal.
     *
     * @param text of its part, for names that only the evidence has
     * @param granted the instrument that the proposal before it became, by its ids; null: it became none
     */
    static Settled settle(KeptProposal proposal, @Nullable String text, @Nullable Granted granted, LedgerParties parties) {
        return new Matching(parties, proposal, text).settled(granted);
    }

    /** An instrument that was recorded. */
    record Granted(String grantorId, String poaId) {}

    /** A company by its name alone. */
    static ObjectNode company(String name, LedgerParties parties) {
        ObjectNode company = JsonNodeFactory.instance.objectNode().put(NAME, name);
        List<Candidate> found = parties.called(COMPANIES, name);
        if (found.size() < 2) {
            company.put("issuerId", found.isEmpty() ? free(name, COMPANIES, "company", new HashSet<>(), parties) : found.getFirst().id());
        }
        return company;
    }

    private Settled settled(@Nullable Granted granted) {
        if (proposal.kind() == Proposal.Kind.CONFIRMATION && granted != null) {
            body.put(GRANTOR_ID, granted.grantorId());
            body.put(POA_ID, granted.poaId());
            body.remove(ISSUER);
            open.removeIf(one -> one.field().equals(POA_ID));
            return new Settled(body, open, candidates, fresh);
        }
        grantor();
        if (OF_THE_DUTY.contains(proposal.kind())) {
            dutyAt();
            return new Settled(body, open, candidates, fresh);
        }
        if (proposal.kind() == Proposal.Kind.CONFIRMATION) {
            referredAt = issuerId(body.path(ISSUER));
            body.remove(List.of("grantor", ISSUER));
        }
        if (body.get(ISSUER) instanceof ObjectNode issuer) {
            party(issuer, ISSUER, "issuerId", COMPANIES);
        }
        eachOf("issuers", "issuerId", COMPANIES);
        eachOf("attorneys", ATTORNEY_ID, PEOPLE);
        if (body.get("substitute") instanceof ObjectNode substitute) {
            party(substitute, "substitute", ATTORNEY_ID, PEOPLE);
        }
        if (body.get("signatory") instanceof ObjectNode signatory) {
            party(signatory, "signatory", "partyId", PEOPLE);
        }
        if (proposal.kind() == Proposal.Kind.SUBSTITUTION) {
            appointing();
        }
        if (proposal.kind() == Proposal.Kind.REVOCATION) {
            revoked();
        }
        rename(body.get("signing"));
        rename(body.get("powers"));
        if (proposal.kind() != Proposal.Kind.GRANT && proposal.kind() != Proposal.Kind.SIGNATORY) {
            instrument();
        }
        return new Settled(body, open, candidates, fresh);
    }

    private void grantor() {
        JsonNode named = body.path("grantor");
        String name = named.path(NAME).asString(proposal.grantorName() == null ? "" : proposal.grantorName());
        if (name.isEmpty()) {
            if (open.stream().noneMatch(one -> one.field().equals("grantor") || one.field().equals("grantorName"))) {
                open.add(new Open(GRANTOR_ID, "the text does not say whose act it is"));
            }
            return;
        }
        boolean makesKnown = proposal.kind() == Proposal.Kind.GRANT || proposal.kind() == Proposal.Kind.SIGNATORY;
        String id = id(GRANTOR_ID, name, text(named, CIK), PEOPLE, makesKnown);
        if (id != null) {
            body.put(GRANTOR_ID, id);
        }
    }

    /** A fact about the duty to report names an issuer that the ledger knows, by its id alone. */
    private void dutyAt() {
        JsonNode issuer = body.path(ISSUER);
        String name = text(issuer, NAME);
        String id = name == null ? null : id("issuerId", name, text(issuer, CIK), COMPANIES, false);
        body.remove(List.of(ISSUER, "grantor"));
        if (id != null) {
            body.put("issuerId", id);
        }
    }

    private void eachOf(String list, String idField, List<PartyKind> kinds) {
        if (body.get(list) instanceof ArrayNode several) {
            for (int i = 0; i < several.size(); i++) {
                if (several.get(i) instanceof ObjectNode one) {
                    party(one, list + "[" + i + "]", idField, kinds);
                }
            }
        }
    }

    private void party(ObjectNode party, String path, String idField, List<PartyKind> kinds) {
        String handle = text(party, idField);
        String name = text(party, NAME);
        if (name == null) {
            return;
        }
        String id = id(path + "." + idField, name, text(party, CIK), kinds, true);
        if (id == null) {
            party.remove(idField);
        } else {
            party.put(idField, id);
            if (handle != null) {
                ids.put(handle, id);
            }
        }
    }

    /** Who appoints a substitute must be known already. */
    private void appointing() {
        String name = proposal.appointedByName();
        body.remove(ATTORNEY_ID);
        String id = name == null ? null : id(ATTORNEY_ID, name, null, PEOPLE, false);
        if (id != null) {
            body.put(ATTORNEY_ID, id);
        }
    }

    /** Whom a revocation names has a name only in the text. */
    private void revoked() {
        if (!(body.get("attorneys") instanceof ArrayNode handles)) {
            return;
        }
        for (int i = 0; i < handles.size(); i++) {
            String path = "attorneys[" + i + "]";
            String name = read(path);
            String id = name == null ? null : id(path, name, null, PEOPLE, false);
            if (id == null) {
                body.remove("attorneys");
                return;
            }
            handles.set(i, StringNode.valueOf(id));
        }
    }

    private @Nullable String read(String field) {
        for (Evidence found : proposal.evidence()) {
            if (text != null && found.field().equals(field) && found.end() <= text.length()) {
                return text.substring(found.start(), found.end());
            }
        }
        return null;
    }

    private void rename(@Nullable JsonNode node) {
        if (node instanceof ArrayNode several) {
            for (int i = 0; i < several.size(); i++) {
                JsonNode one = several.get(i);
                String id = one.isString() ? ids.get(one.stringValue()) : null;
                if (id != null) {
                    several.set(i, StringNode.valueOf(id));
                } else {
                    rename(one);
                }
            }
        } else if (node instanceof ObjectNode fields) {
            for (String list : List.of("groups", "of", "attorneys")) {
                rename(fields.get(list));
            }
        }
    }

    private @Nullable String id(String field, String name, @Nullable String cik, List<PartyKind> kinds, boolean makesKnown) {
        List<Candidate> found = cik == null ? List.of() : parties.numbered(kinds, cik);
        if (found.isEmpty()) {
            found = LedgerParties.notOtherwiseNumbered(parties.called(kinds, name), cik);
        }
        if (found.isEmpty() && kinds == PEOPLE && FROM_FORMS.contains(proposal.kind()) && !PartyNames.entity(name)) {
            found = turned(name, cik);
        }
        if (!found.isEmpty()) {
            candidates.put(field, found);
        }
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        if (found.size() > 1) {
            open.add(new Open(field, "several in the ledger are called " + name));
            return null;
        }
        if (!makesKnown) {
            open.add(new Open(field, "the ledger knows no one called " + name));
            return null;
        }
        fresh.add(field);
        return free(name, kinds, "party-" + proposal.arrival(), used, parties);
    }

    /** Forms have the surname first. */
    private List<Candidate> turned(String name, @Nullable String cik) {
        List<String> words = List.of(name.strip().split("[\\s,]+", -1));
        Map<String, Candidate> found = new LinkedHashMap<>();
        for (int surname = 1; surname < Math.min(words.size(), LONGEST_SURNAME + 1); surname++) {
            String turned = String.join(" ", words.subList(surname, words.size())) + " " + String.join(" ", words.subList(0, surname));
            LedgerParties.notOtherwiseNumbered(parties.called(PEOPLE, turned), cik).forEach(one -> found.put(one.id(), one));
        }
        return List.copyOf(found.values());
    }

    /** An id made from the name that no one has. The same name in one proposal is the same party, or the reader would have said two. */
    private static String free(String name, List<PartyKind> kinds, String unnamed, Set<String> used, LedgerParties parties) {
        String made = NameKey.plain(name).isEmpty() ? unnamed : ReadableId.of(name);
        String free = made;
        for (int n = 2; parties.taken(kinds, free) || !used.add(kinds.getFirst() + " " + free); n++) {
            free = made + "-" + n;
        }
        return free;
    }

    private void instrument() {
        String grantorId = text(body, GRANTOR_ID);
        if (grantorId == null || body.hasNonNull(POA_ID)) {
            return;
        }
        List<LedgerParties.Instrument> all = parties.instruments(grantorId);
        LocalDate dated = dated();
        List<LedgerParties.Instrument> meant = dated == null
                ? all
                : all.stream().filter(one -> one.executedOn().equals(dated)).toList();
        if (!meant.isEmpty()) {
            candidates.put(POA_ID, meant.stream().map(one -> new Candidate(one.poaId(), one.executedOn().toString(), null)).toList());
        }
        PoaId fitting = dated == null && proposal.kind() == Proposal.Kind.CONFIRMATION ? fitting(grantorId) : null;
        if (dated != null && meant.size() == 1 || fitting != null) {
            body.put(POA_ID, fitting == null ? meant.getFirst().poaId() : fitting.value());
            open.removeIf(one -> one.field().equals(POA_ID));
        } else if (open.stream().noneMatch(one -> one.field().equals(POA_ID))) {
            open.add(new Open(POA_ID, "the text does not say which instrument it is about"));
        }
    }

    /**
     * The one instrument to which a form refers by the earlier filing that has it: it is on file by that filing, or it alone was in force at the
     * form's issuer when that was filed and is when the form is. Null: none is, or several are, or too little is said.
     */
    private @Nullable PoaId fitting(String grantorId) {
        Matcher where = proposal.open().stream().filter(one -> one.field().equals(POA_ID)).map(one -> IN_FILING.matcher(one.why()))
                .filter(Matcher::find).findFirst().orElse(null);
        boolean byReference = body.path("byReference").asBoolean(false);
        String filed = where != null ? where.group(2) : byReference ? null : text(body, "filedOn");
        String form = where != null ? where.group(1) : byReference ? null : text(body, "form");
        if (filed == null) {
            return null;
        }
        LocalDate filedOn = LocalDate.parse(filed);
        GrantorRecords records = parties.records(grantorId);
        List<PoaId> onFile = records.unretracted().instruments().stream().filter(one -> one.confirmations().stream()
                .map(record -> (ConfirmationFiled) record.act())
                .anyMatch(act -> !act.byReference() && act.filedOn().equals(filedOn) && sameForm(act.form(), form)))
                .map(Instrument::poaId).toList();
        if (!onFile.isEmpty()) {
            return onFile.size() == 1 ? onFile.getFirst() : null;
        }
        IssuerId at = referredAt;
        String referring = byReference ? text(body, "filedOn") : null;
        if (at == null) {
            return null;
        }
        List<PoaId> inForce = records.authorities().stream().filter(one -> one.issuerId().covers(at) && one.inForceOn(filedOn)
                && (referring == null || one.inForceOn(LocalDate.parse(referring)))).map(Authority::poaId).distinct().toList();
        return inForce.size() == 1 ? inForce.getFirst() : null;
    }

    private static boolean sameForm(Form filed, @Nullable String named) {
        try {
            return named == null || FormAsked.of(named).form().equals(filed);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The issuer that is meant, if the ledger knows it. */
    private @Nullable IssuerId issuerId(JsonNode issuer) {
        String name = text(issuer, NAME);
        if (name == null) {
            return null;
        }
        String cik = text(issuer, CIK);
        List<Candidate> found = cik == null ? List.of() : parties.numbered(COMPANIES, cik);
        if (found.isEmpty()) {
            found = LedgerParties.notOtherwiseNumbered(parties.called(COMPANIES, name), cik);
        }
        return found.size() == 1 ? IssuerId.of(found.getFirst().id()) : null;
    }

    /** The date of the instrument that the text refers to. */
    private @Nullable LocalDate dated() {
        for (Open one : proposal.open()) {
            Matcher matcher = DATED.matcher(one.why());
            if (one.field().equals(POA_ID) && matcher.find()) {
                return LocalDate.parse(matcher.group(1));
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).stringValue() : null;
    }
}
