package org.authorityledger.documents.signature;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.authorityledger.documents.signature.Parties.Party;
import org.authorityledger.documents.signature.Signature.ForWhomFrom;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signature of a form. Deterministic: a few named rules over the parties and the marks between them, tried in their order. The first that
 * applies decides.
 */
public final class SignatureReader {

    private SignatureReader() {}

    /** Reads a signature of which the form says nothing else. */
    public static Signature read(String text) {
        return read(text, null, List.of());
    }

    /**
     * Reads a signature.
     *
     * @param text the words of the signature, as filed
     * @param title the title that the form gives beside it; null where it has none
     * @param owners the names of those who report in the filing, as the filing spells them; empty where they are not known
     */
    public static Signature read(String text, @Nullable String title, List<String> owners) {
        String words = title == null || title.isBlank() ? text : text + ", Title: " + title;
        String clean = SignatureWords.clean(words);
        List<Piece> pieces = SignatureWords.pieces(SignatureWords.withoutDeath(clean));
        Parties parties = Parties.of(pieces);
        Draft draft = draft(parties);
        draft.powerDatedOn = PaperDate.in(parties.authority);
        draft.denied = SignatureWords.denied(clean);
        draft.dead = SignatureWords.dead(clean);
        draft.partForPerson = PartyNames.partForPerson(clean);
        Signature read = OwnersOfFiling.applied(draft, owners);
        String doubt = SignatureDoubts.of(words, clean, pieces, parties, draft, owners);
        return doubt == null || read.kind() == Signature.Kind.UNCLEAR ? read : unclear(read, doubt);
    }

    private static Signature unclear(Signature read, String doubt) {
        List<String> open = new ArrayList<>(read.open());
        open.addFirst("kind");
        if (read.forWhom().isEmpty() && !open.contains("forWhom")) {
            open.add("forWhom");
        }
        return new Signature(Signature.Kind.UNCLEAR, read.signers(), read.forWhom(), read.forWhomFrom(), read.entities(), read.authority(),
                read.capacity(), read.powerDatedOn(), doubt, open);
    }

    /**
     * Reads a signature that stands below the name of one who reports, as on a Schedule 13D.
     *
     * @param reportingPerson the name that it stands below
     */
    public static Signature readBelow(String reportingPerson, String text, @Nullable String title) {
        Signature read = read(text, title, List.of(reportingPerson));
        boolean below = read.forWhomFrom() == ForWhomFrom.ONLY_OWNER
                || read.kind() == Signature.Kind.ENTITY && !read.forWhom().contains(reportingPerson);
        if (!below) {
            return read;
        }
        List<String> entities = new ArrayList<>(read.entities());
        if (read.kind() == Signature.Kind.ENTITY && !entities.contains(reportingPerson)) {
            entities.addFirst(reportingPerson);
        }
        return new Signature(read.kind(), read.signers(), List.of(reportingPerson), ForWhomFrom.FORM, entities, read.authority(),
                read.capacity(),
                read.powerDatedOn(), read.rule(), read.open().stream().filter(field -> !field.equals("forWhom")).toList());
    }

    /** What the words alone say, before the filing's owners are asked. */
    static final class Draft {
        Signature.Kind kind;
        String rule;
        List<Party> signers = new ArrayList<>();
        List<String> forWhom = new ArrayList<>();
        List<String> entities = new ArrayList<>();
        boolean everyone;
        @Nullable
        String authority;
        @Nullable
        LocalDate powerDatedOn;
        /** The words would bear signer and grantor the other way round too. */
        boolean eitherWay;
        /** The words deny the power or the signature, or say that it is over. */
        boolean denied;
        /** The words say that someone is dead. */
        boolean dead;
        /** Those who are named where words of authority stand, and no one is named after "for"; empty where fewer than two are. */
        List<Party> persons = new ArrayList<>();
        boolean severalAgents;
        /** The part of a guardian or the like stands somewhere in the words. */
        boolean partForPerson;

        Draft(Signature.Kind kind, String rule) {
            this.kind = kind;
            this.rule = rule;
        }
    }

    private static Draft draft(Parties parties) {
        Draft draft = forSomeone(parties);
        if (draft == null) {
            draft = parties.authority.isEmpty() ? withoutAuthority(parties) : withAuthority(parties);
        }
        draft.everyone |= parties.everyone && draft.forWhom.isEmpty();
        if (!parties.authority.isEmpty()) {
            draft.authority = parties.authority.getFirst().text().replaceAll("[),;:\\s(]+$", "");
        }
        if (draft.entities.isEmpty()) {
            draft.entities.addAll(parties.entities());
        }
        return draft;
    }

    /** Someone is named after "for" or "on behalf of". */
    private static @Nullable Draft forSomeone(Parties parties) {
        List<Party> grantors = parties.all.stream().filter(party -> party.forWhom).toList();
        if (grantors.isEmpty() && !(parties.everyone && parties.anyFor)) {
            return null;
        }
        boolean persons = grantors.stream().anyMatch(party -> !party.entity());
        boolean agent = !parties.authority.isEmpty() || persons;
        boolean firm = grantors.isEmpty() && !agent && parties.persons().stream().allMatch(Party::firmTitle);
        Draft draft = new Draft(agent || grantors.isEmpty() && !firm ? Signature.Kind.AGENT : Signature.Kind.ENTITY,
                agent ? "agent-for-a-named-grantor" : "signed-for-an-entity");
        grantors.forEach(party -> draft.forWhom.add(party.name));
        draft.signers = signersBeside(parties, grantors);
        List<String> entities = new ArrayList<>(grantors.stream().filter(Party::entity).map(party -> party.name).toList());
        parties.entities().stream().filter(name -> !entities.contains(name)).forEach(entities::add);
        draft.entities = entities;
        return draft;
    }

    private static List<Party> signersBeside(Parties parties, List<Party> grantors) {
        // A second name in brackets is another name of the grantor, unless someone signs there.
        List<Party> persons = parties.persons().stream().filter(party -> !grantors.contains(party))
                .filter(party -> !party.bracket || party.by || party.signed || party.authorityAfter).toList();
        List<Party> by = persons.stream().filter(party -> party.by).toList();
        List<Party> signers = new ArrayList<>(persons);
        if (!by.isEmpty() && by.size() < persons.size()) {
            signers = List.of(by.getLast());
        } else if (persons.size() > 1 && persons.stream().filter(party -> party.signed).count() == 1) {
            signers = persons.stream().filter(party -> party.signed).toList();
        }
        return withOthers(signers, persons, grantors, parties.severalAgents());
    }

    /** Those who sign together with these: named after them, with "and" or as attorneys-in-fact. */
    private static List<Party> withOthers(List<Party> signers, List<Party> persons, List<Party> grantors, boolean severalAgents) {
        List<Party> all = new ArrayList<>();
        boolean signs = false;
        for (Party party : persons) {
            boolean grantor = grantors.stream().anyMatch(one -> PartyNames.same(one.name, party.name));
            signs = signers.contains(party) || signs && !grantor && (party.and || severalAgents);
            if (signs) {
                all.add(party);
            }
        }
        return all;
    }

    /** Words of authority, and no one named after "for". */
    private static Draft withAuthority(Parties parties) {
        List<Party> persons = parties.persons();
        Draft draft = new Draft(Signature.Kind.AGENT, "agent");
        Party leading = parties.all.isEmpty() ? null : parties.all.getFirst();
        if (persons.size() <= 1) {
            draft.signers.addAll(persons);
            if (persons.isEmpty() && leading != null && leading.authorityAfter && !leading.by) {
                draft.rule = "firm-as-agent";
                draft.signers.add(leading);
            } else if (leading != null && leading.entity() && !leading.officeOf) {
                draft.forWhom.add(leading.name);
                draft.rule = "entity-by-its-agent";
            }
            return draft;
        }
        Party signer = signerAmong(parties, persons, draft);
        draft.signers.add(signer);
        draft.severalAgents = parties.severalAgents();
        if (leading != null && leading.entity()) {
            draft.forWhom.add(leading.name);
            draft.rule = "entity-by-its-agent";
        } else {
            persons.stream().filter(party -> party != signer).forEach(party -> draft.forWhom.add(party.name));
            draft.persons.addAll(persons);
        }
        return draft;
    }

    private static Party signerAmong(Parties parties, List<Party> persons, Draft draft) {
        Party first = persons.getFirst();
        Party last = persons.getLast();
        for (Party party : persons) {
            if (party.by && party != first || party.authorityBefore && party != first) {
                draft.rule = "grantor-by-agent";
                return party;
            }
        }
        if (last.signed && !first.signed) {
            draft.rule = "grantor-signed-by-agent";
            return last;
        }
        boolean lastClaims = last.authorityAfter || !last.titles.isEmpty();
        if (lastClaims && !first.authorityAfter || last.authorityAfter && last.signed) {
            draft.rule = "agent-named-last";
            draft.eitherWay = true;
            return last;
        }
        if (!last.titles.isEmpty() && !first.signed && !first.by) {
            draft.rule = "agent-named-last";
            draft.eitherWay = true;
            return last;
        }
        draft.rule = "agent-named-first";
        draft.eitherWay = true;
        return first;
    }

    /** No words of authority, and no one named after "for". */
    private static Draft withoutAuthority(Parties parties) {
        List<Party> persons = parties.persons();
        boolean entity = parties.all.stream().anyMatch(Party::entity);
        if (parties.byDepartment && !entity && persons.size() == 1) {
            Draft draft = new Draft(Signature.Kind.AGENT, "person-by-a-department");
            draft.forWhom.add(persons.getFirst().name);
            return draft;
        }
        Party leading = parties.all.isEmpty() ? null : parties.all.getFirst();
        if (leading != null && !leading.entity() && persons.size() == 2 && persons.getLast().by && persons.getFirst() == leading
                && !persons.getFirst().by && (leading.titles.isEmpty() || !entity)) {
            Draft draft = new Draft(Signature.Kind.AGENT, "person-by-another");
            draft.signers.add(persons.getLast());
            draft.forWhom.add(leading.name);
            return draft;
        }
        if (entity && !(parties.individually && leading != null && !leading.entity())) {
            return ofEntity(parties, persons);
        }
        if (persons.isEmpty()) {
            return unnamed(parties);
        }
        boolean firm = (persons.stream().allMatch(Party::firmTitle) || parties.everyone) && !parties.individually;
        Draft draft = new Draft(firm ? Signature.Kind.ENTITY : Signature.Kind.SELF, firm ? "title-at-an-unnamed-entity" : "own-name");
        draft.signers.addAll(persons);
        return draft;
    }

    private static Draft ofEntity(Parties parties, List<Party> persons) {
        Draft draft = new Draft(Signature.Kind.ENTITY, "entity-by-its-signatory");
        List<String> entities = parties.entities();
        boolean last = !parties.all.getFirst().entity();
        if (last) {
            draft.rule = "signatory-of-an-entity";
            Collections.reverse(entities);
        }
        draft.entities = entities;
        draft.forWhom.add(entities.getFirst());
        draft.signers.addAll(persons);
        return draft;
    }

    private static Draft unnamed(Parties parties) {
        return new Draft(Signature.Kind.UNCLEAR, "no-one-named");
    }

    static Signature signature(Draft draft, List<String> forWhom, ForWhomFrom from) {
        List<String> open = new ArrayList<>();
        if (draft.signers.isEmpty()) {
            open.add("signers");
        }
        if (forWhom.isEmpty() && draft.kind != Signature.Kind.SELF) {
            open.add("forWhom");
        }
        if (draft.kind == Signature.Kind.UNCLEAR) {
            open.addFirst("kind");
        }
        List<String> titles = draft.signers.stream().flatMap(party -> party.titles.stream()).distinct().toList();
        return new Signature(draft.kind, draft.signers.stream().map(party -> party.name).distinct().toList(), forWhom, from, draft.entities,
                draft.authority, titles.isEmpty() ? null : String.join(", ", titles), draft.powerDatedOn, draft.rule, open);
    }
}
