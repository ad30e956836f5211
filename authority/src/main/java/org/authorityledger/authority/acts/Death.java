package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorDied;

/** The grantor died. */
record Death(GrantorDied act) implements ActDescription {

    static final ActForm FORM = new ActForm(GrantorDied.class, "death", ActForm.Group.GRANTOR, "A grantor died",
            "Every power of attorney ends.", "Record that a grantor died", ActForm.Subject.GRANTOR, "RecordGrantorDeath",
            ActForm.OF_GRANTOR + "/death",
            List.of(Field.day("on", "Day of death", "From this day on no one may sign for them."), notices(), Field.evidence()));

    /** Who learned of it, and when. */
    static Field notices() {
        return new Field.DayForEachAttorney("notices", "on", "Who learned of it",
                "as far as known: what was signed in good faith before may bind");
    }

    @Override
    public String briefly(Wording wording) {
        return "The grantor died";
    }

    @Override
    public String sentence(Wording wording) {
        return wording.grantor(act) + " died on " + wording.day(act.on()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.on(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).day("Died on", act.on()).notices(act.notices()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).everyoneUnderAnyInstrument().set();
    }
}
