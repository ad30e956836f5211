package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.Register;

/**
 * Who signs for an entity without a power of attorney, as known at the moment of the page; no one for a person.
 *
 * @param facts what follows from the entity's records
 * @param entities those of the signatories that are entities: they have no hand, and sign through the people who represent them
 */
record SignatoriesAsked(PartyFacts facts, Set<PartyId> entities) {

    /** Reads them with what they are, in one round trip. */
    static SignatoriesAsked of(Register register, GrantorId grantorId, Moment moment) {
        return of(grantorId, register.parties(List.of(asking(grantorId, moment))).getFirst());
    }

    /** Reads those of several entities. */
    static Map<GrantorId, SignatoriesAsked> of(Register register, List<GrantorId> entities, Moment moment) {
        if (entities.isEmpty()) {
            return Map.of();
        }
        List<KnownParties> parties = register.parties(entities.stream().map(entity -> asking(entity, moment)).toList());
        Map<GrantorId, SignatoriesAsked> read = new HashMap<>();
        for (int n = 0; n < entities.size(); n++) {
            read.put(entities.get(n), of(entities.get(n), parties.get(n)));
        }
        return read;
    }

    /** Any question about the grantor reads these: which form and issuer it names makes no difference. */
    private static QuestionAsKnownAt asking(GrantorId grantorId, Moment moment) {
        return new QuestionAsKnownAt(new Question(grantorId, IssuerId.ANY, new FormAsked(Form.FORM_4, false),
                List.of(AttorneyId.of(grantorId.value())), Set.of(), moment.on()), moment.knownAt());
    }

    private static SignatoriesAsked of(GrantorId grantorId, KnownParties parties) {
        PartyFacts facts = parties.facts(PartyId.of(grantorId.value()));
        return new SignatoriesAsked(facts, facts.signatories().stream().map(SigningOfficer::signatory)
                .filter(one -> parties.kind(one) == PartyKind.ENTITY).collect(Collectors.toSet()));
    }

    /** Everyone who ever signed for the entity, each once. */
    Set<PartyId> everyone() {
        return new HashSet<>(facts.signatories().stream().map(SigningOfficer::signatory).toList());
    }

    /** The people who ever signed for it, by id: only they can be among the signers. */
    List<String> people() {
        return facts.signatories().stream().filter(one -> !neverWas(one)).map(SigningOfficer::signatory)
                .filter(one -> !entities.contains(one)).map(PartyId::value).distinct().toList();
    }

    /** The people in force on a day for a form. */
    List<AttorneyId> people(LocalDate on, Form form) {
        return inForce(on, form).stream().map(SigningOfficer::signatory).filter(one -> !entities.contains(one))
                .map(one -> AttorneyId.of(one.value())).distinct().toList();
    }

    /** The entities in force on a day for a form. */
    List<SigningOfficer> entities(LocalDate on, Form form) {
        return inForce(on, form).stream().filter(one -> entities.contains(one.signatory())).toList();
    }

    /** How many of them must sign together. */
    int minimum() {
        return facts.minimumSignatories();
    }

    private List<SigningOfficer> inForce(LocalDate on, Form form) {
        Ending dissolution = facts.dissolution();
        return dissolution != null && !dissolution.on().isAfter(on)
                ? List.of()
                : facts.signatoriesListed().stream().filter(one -> one.inForceOn(on) && one.covers(form))
                        .sorted(Comparator.comparing(SigningOfficer::from)).toList();
    }

    private static boolean neverWas(SigningOfficer one) {
        return one.until() != null && !one.until().isAfter(one.from());
    }
}
