package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.PowerOfAttorneyAmended;

/** The grantor signed a rider to a power of attorney. */
record Amendment(PowerOfAttorneyAmended act) implements ActDescription {

    static final ActForm FORM = new ActForm(PowerOfAttorneyAmended.class, "amendment", ActForm.Group.GRANTOR,
            "A power of attorney was amended", "A signed rider: its terms govern from the day they take effect; what was before stays.",
            "Record that a grantor signed a rider to a power of attorney", ActForm.Subject.INSTRUMENT, "AmendPowerOfAttorney",
            ActForm.OF_INSTRUMENT + "/amendments", Grant.terms());

    @Override
    public String briefly(Wording wording) {
        return "Amended " + act.poaId() + ": appoints " + Grant.appointed(act.terms());
    }

    @Override
    public String sentence(Wording wording) {
        return "A rider to power of attorney " + act.poaId() + " of " + wording.grantor(act) + " appoints " + Grant.appointed(act.terms())
                + " to sign "
                + Wording.forms(Grant.forms(act.terms())) + " " + Grant.at(act.terms()) + ", from " + wording.day(act.terms().effectiveOn())
                + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.terms().effectiveOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).terms(act.terms()).text("Reason", act.reason()).text("Note", act.note()).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).terms(act.terms()).everyoneUnder(act.poaId()).set();
    }
}
