package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RevocationDelivered;

/** A signed revocation was delivered to an attorney. */
record RevocationDelivery(RevocationDelivered act) implements ActDescription {

    static final ActForm FORM = new ActForm(RevocationDelivered.class, "delivery", ActForm.Group.GRANTOR, "A revocation was delivered",
            "An attorney received it: from that day on they may not sign.", "Record that a revocation was delivered to an attorney",
            ActForm.Subject.INSTRUMENT, "RecordRevocationDelivery", ActForm.OF_INSTRUMENT + "/revocations/{revocation}/deliveries",
            List.of(new Field.OneOf("revocation", "Which revocation", "", Field.Choices.REVOCATIONS),
                    new Field.OneOf("attorneyId", "To whom it was delivered", "", Field.Choices.ATTORNEYS_OF_INSTRUMENT),
                    Field.day("deliveredOn", "Delivered on", "From this day on they may not sign.")));

    static String briefly(PoaId poaId, AttorneyId attorneyId, Wording wording) {
        return "Revocation of " + poaId + " delivered to " + wording.attorney(attorneyId);
    }

    @Override
    public String briefly(Wording wording) {
        return briefly(act.poaId(), act.attorneyId(), wording);
    }

    @Override
    public String sentence(Wording wording) {
        return "The revocation of power of attorney " + act.poaId() + " of " + wording.grantor(act) + " was delivered to "
                + wording.attorney(act.attorneyId()) + " on " + wording.day(act.deliveredOn()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.deliveredOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).record("Revocation", act.revocation()).attorney("Attorney", act.attorneyId())
                .day("Delivered on", act.deliveredOn()).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).attorney(act.attorneyId()).issuerOf(act.poaId()).set();
    }
}
