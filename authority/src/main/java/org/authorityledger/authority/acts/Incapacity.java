package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorIncapacitated;

/** The grantor lost capacity. */
record Incapacity(GrantorIncapacitated act) implements ActDescription {

    static final ActForm FORM = new ActForm(GrantorIncapacitated.class, "incapacity", ActForm.Group.GRANTOR, "A grantor lost capacity",
            "Every power of attorney ends that is not durable.", "Record that a grantor lost capacity", ActForm.Subject.GRANTOR,
            "RecordGrantorIncapacity",
            ActForm.OF_GRANTOR + "/incapacity",
            List.of(Field.day("on", "First day without capacity", "From this day on only durable instruments are in force."),
                    Death.notices(), Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return "The grantor lost capacity";
    }

    @Override
    public String sentence(Wording wording) {
        return wording.grantor(act) + " lost capacity on " + wording.day(act.on()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.on(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).day("Lost capacity on", act.on()).notices(act.notices()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).everyoneUnderAnyInstrument().set();
    }
}
