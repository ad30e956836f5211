package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RevocationDelivered;
import org.jspecify.annotations.Nullable;

/** A signed revocation was delivered to an attorney. */
record RevocationDelivery(RevocationDelivered act) implements ActDescription {

    static final ActForm FORM = new ActForm(RevocationDelivered.class, "delivery", ActForm.Group.GRANTOR, "A revocation was delivered",
            "An attorney received it: from that day on they may not sign.", "Record that a revocation was delivered to an attorney",
            ActForm.Subject.INSTRUMENT, "RecordRevocationDelivery", ActForm.OF_INSTRUMENT + "/revocations/{revocation}/deliveries",
            List.of(new Field.OneOf("revocation", "Which revocation", "", Field.Choices.REVOCATIONS),
                    new Field.OneIfAny("attorneyId", "To whom it was delivered", "", Field.Choices.ATTORNEYS_OF_INSTRUMENT),
                    new Field.OneIfAny("to", "Or to whom else", "Where the instrument says so, it works from then on for all.",
                            Field.Choices.RECIPIENTS),
                    Field.day("deliveredOn", "Delivered on", "From this day on they may not sign."), Field.evidence()));

    /** To whom: an attorney, or the company. */
    static String recipient(@Nullable AttorneyId attorneyId, Wording wording) {
        return attorneyId == null ? "the company" : wording.attorney(attorneyId);
    }

    static String briefly(PoaId poaId, @Nullable AttorneyId attorneyId, Wording wording) {
        return "Revocation of " + poaId + " delivered to " + recipient(attorneyId, wording);
    }

    @Override
    public String briefly(Wording wording) {
        return briefly(act.poaId(), act.attorneyId(), wording);
    }

    @Override
    public String sentence(Wording wording) {
        return "The revocation of power of attorney " + act.poaId() + " of " + wording.grantor(act) + " was delivered to "
                + recipient(act.attorneyId(), wording) + " on " + wording.day(act.deliveredOn()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.deliveredOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).record("Revocation", act.revocation()).recipient(act.attorneyId())
                .day("Delivered on", act.deliveredOn()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        Parties parties = new Parties(before).issuerOf(act.poaId());
        return (act.attorneyId() == null ? parties : parties.attorney(act.attorneyId())).set();
    }
}
