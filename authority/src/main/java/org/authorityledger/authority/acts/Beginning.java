package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorBeganReporting;

/** A duty of the grantor to report began for the first time. */
record Beginning(GrantorBeganReporting act) implements ActDescription {

    static final ActForm FORM = new ActForm(GrantorBeganReporting.class, "beginning", ActForm.Group.DUTY,
            "A grantor must report for the first time", "Before that day the grantor is not required to report.",
            "Record that a grantor begins to be required to report", ActForm.Subject.GRANTOR, "RecordReportingBegan",
            ActForm.OF_GRANTOR + "/reporting-beginnings",
            Cessation.fields("First day with the duty", "Such as: elected a director; event date of the Form 3."));

    @Override
    public String briefly(Wording wording) {
        return "First required to report" + Cessation.under(act.regimes()) + " " + wording.at(act.issuerId());
    }

    @Override
    public String sentence(Wording wording) {
        return wording.grantor(act) + " is required to report under " + Wording.regimes(act.regimes()) + " " + wording.at(act.issuerId())
                + " for the first time, from " + wording.day(act.effectiveOn()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.effectiveOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).company(act.issuerId(), wording.issuer(act.issuerId())).text("Under", Wording.regimes(act.regimes()))
                .day("From", act.effectiveOn()).text("How this is known", act.basis()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).issuer(act.issuerId()).set();
    }
}
