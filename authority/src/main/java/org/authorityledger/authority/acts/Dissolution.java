package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorDissolved;

/** The grantor, an entity, was dissolved. */
record Dissolution(GrantorDissolved act) implements ActDescription {

    static final ActForm FORM = new ActForm(GrantorDissolved.class, "dissolution", ActForm.Group.GRANTOR,
            "An entity was dissolved", "Every power of attorney ends, and no signatory signs for it any more.",
            "Record that a grantor, an entity, was dissolved", ActForm.Subject.GRANTOR, "RecordGrantorDissolution",
            ActForm.OF_GRANTOR + "/dissolution",
            List.of(Field.day("on", "Day of the dissolution", "From this day on no one may sign for it."), Death.notices(),
                    Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return "The grantor was dissolved";
    }

    @Override
    public String sentence(Wording wording) {
        return wording.grantor(act) + " was dissolved on " + wording.day(act.on()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.on(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).day("Dissolved on", act.on()).notices(act.notices()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).everyoneUnderAnyInstrument().set();
    }
}
