package org.authorityledger.documents.signature;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.documents.signature.Parties.Party;
import org.authorityledger.documents.signature.Signature.ForWhomFrom;
import org.authorityledger.documents.signature.SignatureReader.Draft;

/** What those who report in the filing add to the words of a signature. They decide only what the words leave open. */
final class OwnersOfFiling {

    private OwnersOfFiling() {}

    static Signature applied(Draft draft, List<String> owners) {
        if (draft.eitherWay && draft.forWhom.size() == 1 && draft.signers.size() == 1) {
            turned(draft, owners);
        }
        if (draft.kind == Signature.Kind.AGENT && draft.persons.size() > 1) {
            severalAgents(draft, owners);
        }
        boolean ownName = draft.kind == Signature.Kind.SELF || draft.rule.equals("title-at-an-unnamed-entity");
        if (ownName && !owners.isEmpty()) {
            ownName(draft, owners);
        }
        if (draft.kind == Signature.Kind.ENTITY && draft.rule.equals("signatory-of-an-entity") && owners.size() == 1
                && draft.signers.size() == 1
                && OwnName.of(owners.getFirst(), draft.signers.getFirst().name) != OwnName.NO) {
            draft.kind = Signature.Kind.SELF;
            draft.rule = "owner-with-office";
            draft.forWhom.clear();
        }
        boolean mayLive = draft.kind == Signature.Kind.ENTITY || draft.forWhom.stream().anyMatch(PartyNames::entity)
                || draft.forWhom.isEmpty() && owners.stream().anyMatch(PartyNames::entity);
        if (draft.denied || draft.dead && !mayLive) {
            draft.kind = Signature.Kind.UNCLEAR;
            draft.rule = draft.denied ? "authority-denied" : "said-to-be-dead";
        } else if (anotherPart(draft, owners)) {
            draft.kind = Signature.Kind.UNCLEAR;
            draft.rule = "another-part-than-an-agents";
        }
        return forWhom(draft, owners);
    }

    /** A guardian or an executor signs for a person by law or by a court's order, which no power of attorney tells. */
    private static boolean anotherPart(Draft draft, List<String> owners) {
        if (draft.authority != null || draft.kind != Signature.Kind.AGENT && draft.kind != Signature.Kind.ENTITY) {
            return false;
        }
        List<String> titles = draft.signers.stream().flatMap(party -> party.titles.stream()).toList();
        List<String> grantors = draft.forWhom.isEmpty() ? owners : draft.forWhom;
        if (grantors.isEmpty() || grantors.stream().anyMatch(PartyNames::entity)) {
            return false;
        }
        if (draft.kind == Signature.Kind.AGENT && draft.partForPerson) {
            return true;
        }
        boolean persons = draft.kind == Signature.Kind.AGENT || grantors.stream().allMatch(PartyNames::surelyPerson);
        return titles.stream().anyMatch(title -> PartyNames.partForPerson(title) || persons && PartyNames.trustee(title));
    }

    /** Where the words bear it both ways, the one who reports is the grantor. */
    private static void turned(Draft draft, List<String> owners) {
        String signer = draft.signers.getFirst().name;
        boolean signerReports = owners.stream().anyMatch(owner -> PartyNames.same(owner, signer));
        boolean grantorReports = owners.stream().anyMatch(owner -> PartyNames.same(owner, draft.forWhom.getFirst()));
        if (signerReports && !grantorReports) {
            Party turned = new Party(draft.forWhom.getFirst(), Piece.Kind.PERSON);
            draft.forWhom.set(0, signer);
            draft.signers.set(0, turned);
            draft.rule = "grantor-is-the-owner";
        }
    }

    /**
     * Of several who are named beside words of authority, those who do not report are agents like the one who was found to be: "Ann Roe and Paul Poe,
     * attorneys-in-fact". Who stands before "by" is a grantor all the same.
     */
    private static void severalAgents(Draft draft, List<String> owners) {
        Party signer = draft.signers.getFirst();
        boolean by = draft.rule.equals("grantor-by-agent") || draft.rule.equals("grantor-signed-by-agent");
        int from = by ? draft.persons.indexOf(signer) : 0;
        List<Party> others = draft.persons.subList(Math.max(0, from), draft.persons.size()).stream()
                .filter(party -> party != signer && draft.forWhom.contains(party.name)
                        && owners.stream().noneMatch(owner -> mayBe(owner, party.name)))
                .toList();
        boolean together = draft.severalAgents || draft.persons.stream().anyMatch(party -> party.and);
        boolean open = owners.isEmpty() && !by && (!draft.severalAgents || draft.persons.size() > 2);
        if (others.isEmpty() || open || owners.stream().anyMatch(owner -> mayBe(owner, signer.name))) {
            return;
        }
        if (together) {
            draft.signers = new ArrayList<>(draft.persons.stream().filter(party -> party == signer || others.contains(party)).toList());
            draft.forWhom.removeAll(others.stream().map(party -> party.name).toList());
            draft.rule = "several-agents";
        } else if (!by && others.size() == draft.forWhom.size() && owners.stream().noneMatch(PartyNames::entity)) {
            draft.kind = Signature.Kind.UNCLEAR;
            draft.rule = "another-than-the-owner-beside-the-agent";
        }
    }

    private static boolean mayBe(String owner, String name) {
        return PartyNames.same(owner, name) || PartyNames.related(owner, name) || OwnName.of(owner, name) != OwnName.NO;
    }

    /** Someone signed in their own name. It is their own form only if they report in it. */
    private static void ownName(Draft draft, List<String> owners) {
        List<String> signers = draft.signers.stream().map(party -> party.name).toList();
        if (signers.stream().anyMatch(signer -> owners.stream().anyMatch(owner -> OwnName.of(owner, signer) != OwnName.NO))) {
            draft.kind = Signature.Kind.SELF;
            draft.rule = "owner-signs";
            return;
        }
        boolean entities = owners.stream().allMatch(PartyNames::entity);
        boolean anyEntity = owners.stream().anyMatch(PartyNames::entity);
        boolean related = signers.stream().anyMatch(signer -> owners.stream().anyMatch(owner -> PartyNames.related(owner, signer)));
        if (entities) {
            draft.kind = Signature.Kind.ENTITY;
            draft.rule = "owner-is-an-entity";
        } else if (related) {
            // A nickname, a married name, or a relative: no one can tell by the names.
            boolean office = draft.kind == Signature.Kind.ENTITY && owners.size() == 1
                    && draft.signers.stream().anyMatch(party -> !party.titles.isEmpty());
            draft.kind = office ? Signature.Kind.ENTITY : Signature.Kind.UNCLEAR;
            draft.rule = "name-related-to-an-owner";
        } else if (owners.size() == 1) {
            draft.kind = Signature.Kind.AGENT;
            draft.rule = "name-of-another-than-the-owner";
        } else {
            draft.kind = anyEntity && draft.signers.stream().allMatch(Party::firmTitle) ? Signature.Kind.ENTITY : Signature.Kind.UNCLEAR;
            draft.rule = "none-of-the-owners";
        }
    }

    private static Signature forWhom(Draft draft, List<String> owners) {
        if (draft.kind == Signature.Kind.SELF) {
            return SignatureReader.signature(draft, List.of(), ForWhomFrom.NOT_SAID);
        }
        if (signsForItsFund(draft, owners)) {
            draft.entities.remove(owners.getFirst());
            draft.entities.addFirst(owners.getFirst());
            return SignatureReader.signature(draft, owners, ForWhomFrom.ONLY_OWNER);
        }
        if (!draft.forWhom.isEmpty()) {
            return SignatureReader.signature(draft, draft.forWhom.stream().distinct().toList(), ForWhomFrom.SIGNATURE);
        }
        if (draft.everyone) {
            return SignatureReader.signature(draft, owners, owners.isEmpty() ? ForWhomFrom.NOT_SAID : ForWhomFrom.ALL_OWNERS);
        }
        boolean signerIsOwner = owners.size() == 1
                && draft.signers.stream().anyMatch(party -> PartyNames.same(party.name, owners.getFirst()));
        if (owners.size() == 1 && !signerIsOwner && draft.kind != Signature.Kind.UNCLEAR) {
            return SignatureReader.signature(draft, owners, ForWhomFrom.ONLY_OWNER);
        }
        return SignatureReader.signature(draft, List.of(), ForWhomFrom.NOT_SAID);
    }

    /** "Alder GP, LLC, By: Rita Wells, Manager" on the form of Alder Fund: the question is whether the fund signed, by the one that is named. */
    private static boolean signsForItsFund(Draft draft, List<String> owners) {
        return draft.kind == Signature.Kind.ENTITY && owners.size() == 1 && PartyNames.entity(owners.getFirst()) && !draft.forWhom.isEmpty()
                && draft.entities.stream().noneMatch(name -> PartyNames.same(name, owners.getFirst())
                        || PartyNames.plainWords(name).equals(PartyNames.plainWords(owners.getFirst())));
    }
}
