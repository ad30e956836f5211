package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.AttorneyResigned;

/** An attorney gave up their appointment under an instrument. */
record Resignation(AttorneyResigned act) implements ActDescription {

    static final ActForm FORM = new ActForm(AttorneyResigned.class, "resignation", ActForm.Group.ATTORNEYS, "An attorney resigned",
            "They gave up their appointment under one instrument.", "Record that an attorney resigned", ActForm.Subject.INSTRUMENT,
            "ResignAsAttorney", ActForm.OF_INSTRUMENT + "/resignations",
            List.of(new Field.OneOf("attorneyId", "Who resigned", "", Field.Choices.ATTORNEYS_OF_INSTRUMENT),
                    Field.day("effectiveOn", "First day no longer attorney", "From this day on they may not sign."), Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return wording.attorney(act.attorneyId()) + " resigned under " + act.poaId();
    }

    @Override
    public String sentence(Wording wording) {
        return wording.attorney(act.attorneyId()) + " resigned under power of attorney " + act.poaId() + " of " + wording.grantor(act)
                + ", from " + wording.day(act.effectiveOn()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.effectiveOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).attorney("Attorney", act.attorneyId()).day("First day without authority", act.effectiveOn())
                .evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).attorney(act.attorneyId()).issuerOf(act.poaId()).set();
    }
}
