package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.AttorneyDied;

/** Someone who could sign for the grantor died. */
record AttorneyDeath(AttorneyDied act) implements ActDescription {

    static final ActForm FORM = new ActForm(AttorneyDied.class, "attorney-death", ActForm.Group.ATTORNEYS, "An attorney died",
            "They fill no place and represent no one any more.", "Record that an attorney of this grantor died",
            ActForm.Subject.GRANTOR, "RecordAttorneyDeath", ActForm.OF_GRANTOR + "/attorney-deaths",
            List.of(new Field.OneOf("attorneyId", "Who died", "", Field.Choices.ATTORNEYS_OF_GRANTOR), Field.day("on", "Day of death",
                    "From this day on they sign nothing."), Field.evidence()));

    static final ActForm FORM_FOR_EVERY_GRANTOR = new ActForm(AttorneyDied.class, "attorney-death-everywhere",
            ActForm.Group.ATTORNEYS, "An attorney died, for every grantor", "For all grantors for whom they could sign, at once.",
            "Record for every grantor of an attorney that they died", ActForm.Subject.ATTORNEY,
            "RecordAttorneyDeathEverywhere", "/api/attorneys/{attorneyId}/death",
            List.of(Field.day("on", "Day of death", "From this day on they sign nothing."), Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return wording.attorney(act.attorneyId()) + " died";
    }

    @Override
    public String sentence(Wording wording) {
        return wording.attorney(act.attorneyId()) + ", attorney of " + wording.grantor(act) + ", died on " + wording.day(act.on()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.on(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).attorney("Attorney", act.attorneyId()).day("Day of death", act.on()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).attorney(act.attorneyId()).set();
    }
}
