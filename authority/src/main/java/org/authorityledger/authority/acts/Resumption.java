package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorResumedReporting;

/** A duty of the grantor to report began again. */
record Resumption(GrantorResumedReporting act) implements ActDescription {

    static final ActForm FORM = new ActForm(GrantorResumedReporting.class, "resumption", ActForm.Group.DUTY, "A grantor must report again",
            "From then on new instruments can rest on the duty.",
            "Record that a grantor is required to report again", ActForm.Subject.GRANTOR, "RecordResumption",
            ActForm.OF_GRANTOR + "/resumptions",
            Cessation.fields("First day with the duty", "Such as: appointed a director again."));

    @Override
    public String briefly(Wording wording) {
        return "Required to report again" + Cessation.under(act.regimes()) + " " + wording.at(act.issuerId());
    }

    @Override
    public String sentence(Wording wording) {
        return wording.grantor(act) + " is required to report again under " + Wording.regimes(act.regimes()) + " "
                + wording.at(act.issuerId())
                + ", from " + wording.day(act.effectiveOn()) + ".";
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
