package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.AttorneyEmploymentEnded;

/** The employment of an attorney ended. */
record EmploymentEnd(AttorneyEmploymentEnded act) implements ActDescription {

    private static final Field FIRST_DAY = Field.day("effectiveOn", "First day no longer employed",
            "Instruments that end with employment end for them on this day.");

    private static final Field EMPLOYER = Field.text("employer", "Employer", "If given, it ends nothing that rests on another employment.");

    static final ActForm FORM = new ActForm(AttorneyEmploymentEnded.class, "employment-end", ActForm.Group.ATTORNEYS,
            "An attorney’s employment ended", "For one grantor, whose instruments may say that they end with it.",
            "Record that the employment of an attorney of this grantor ended", ActForm.Subject.GRANTOR, "RecordEmploymentEnded",
            ActForm.OF_GRANTOR + "/employment-ends",
            List.of(new Field.OneOf("attorneyId", "Whose employment ended", "", Field.Choices.ATTORNEYS_OF_GRANTOR), FIRST_DAY, EMPLOYER,
                    Field.evidence()));

    static final ActForm FORM_FOR_EVERY_GRANTOR = new ActForm(AttorneyEmploymentEnded.class, "employment-end-everywhere",
            ActForm.Group.ATTORNEYS, "An attorney’s employment ended, for every grantor", "For all grantors who appointed them, at once.",
            "Record for every grantor of an attorney that their employment ended", ActForm.Subject.ATTORNEY,
            "RecordEmploymentEndedEverywhere", "/api/attorneys/{attorneyId}/employment-ends", List.of(FIRST_DAY, EMPLOYER,
                    Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return "Employment of " + wording.attorney(act.attorneyId()) + " ended";
    }

    @Override
    public String sentence(Wording wording) {
        return "The employment of " + wording.attorney(act.attorneyId()) + ", attorney of " + wording.grantor(act) + ", ended: "
                + wording.day(act.effectiveOn()) + " is the first day without it.";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.effectiveOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).attorney("Attorney", act.attorneyId()).day("First day no longer employed", act.effectiveOn())
                .text("Employer", act.employer()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).attorney(act.attorneyId()).set();
    }
}
