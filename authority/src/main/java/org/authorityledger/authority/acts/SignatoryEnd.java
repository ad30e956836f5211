package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.SignatoryEnded;

/** Someone no longer signs for an entity. */
record SignatoryEnd(SignatoryEnded act) implements ActDescription {

    static final ActForm FORM = new ActForm(SignatoryEnded.class, "signatory-end", ActForm.Group.GRANTOR,
            "Someone no longer signs for an entity", "From that day on their signature is not one of the entity.",
            "Record that someone no longer signs for an entity", ActForm.Subject.GRANTOR, "EndSignatory",
            ActForm.OF_GRANTOR + "/signatories/{signatory}/end",
            List.of(new Field.OneOf("signatory", "Which signatory", "", Field.Choices.SIGNATORIES),
                    Field.day("effectiveOn", "First day no longer", ""), Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return "A signatory ended";
    }

    @Override
    public String sentence(Wording wording) {
        return "A signatory of " + wording.grantor(act) + " ended, from " + wording.day(act.effectiveOn()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.effectiveOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).record("Signatory", act.signatory()).day("First day no longer", act.effectiveOn()).evidence(act)
                .list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        Parties parties = new Parties(before);
        UnretractedRecords.SignatoryEntry signatory = parties.known().signatory(act.signatory());
        return (signatory == null ? parties : parties.of(signatory.act())).set();
    }
}
