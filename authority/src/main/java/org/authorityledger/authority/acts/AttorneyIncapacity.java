package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.AttorneyIncapacitated;

/** Someone who could sign for the grantor lost capacity. */
record AttorneyIncapacity(AttorneyIncapacitated act) implements ActDescription {

    static final ActForm FORM = new ActForm(AttorneyIncapacitated.class, "attorney-incapacity", ActForm.Group.ATTORNEYS,
            "An attorney lost capacity",
            "They fill no place and represent no one any more.", "Record that an attorney of this grantor lost capacity",
            ActForm.Subject.GRANTOR, "RecordAttorneyIncapacity", ActForm.OF_GRANTOR + "/attorney-incapacities",
            List.of(new Field.OneOf("attorneyId", "Who lost capacity", "", Field.Choices.ATTORNEYS_OF_GRANTOR),
                    Field.day("on", "First day without capacity",
                            "From this day on they sign nothing."),
                    Field.evidence()));

    static final ActForm FORM_FOR_EVERY_GRANTOR = new ActForm(AttorneyIncapacitated.class, "attorney-incapacity-everywhere",
            ActForm.Group.ATTORNEYS, "An attorney lost capacity, for every grantor", "For all grantors for whom they could sign, at once.",
            "Record for every grantor of an attorney that they lost capacity", ActForm.Subject.ATTORNEY,
            "RecordAttorneyIncapacityEverywhere", "/api/attorneys/{attorneyId}/incapacity",
            List.of(Field.day("on", "First day without capacity", "From this day on they sign nothing."), Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return wording.attorney(act.attorneyId()) + " lost capacity";
    }

    @Override
    public String sentence(Wording wording) {
        return wording.attorney(act.attorneyId()) + ", attorney of " + wording.grantor(act) + ", lost capacity on " + wording.day(act.on())
                + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.on(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).attorney("Attorney", act.attorneyId()).day("First day without capacity", act.on()).evidence(act)
                .list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).attorney(act.attorneyId()).set();
    }
}
