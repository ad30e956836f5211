package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.IncumbencyRecorded;

/** Someone holds an office that an instrument appoints. */
record Incumbency(IncumbencyRecorded act) implements ActDescription {

    static final ActForm FORM = new ActForm(IncumbencyRecorded.class, "incumbency", ActForm.Group.ATTORNEYS, "Someone took an office",
            "They hold an office that an instrument appoints. While the office has no holder, no one signs for it.",
            "Record who holds an office that a power of attorney appoints", ActForm.Subject.INSTRUMENT, "RecordIncumbency",
            ActForm.OF_INSTRUMENT + "/incumbencies",
            List.of(new Field.OneOf("officeId", "Office", "", Field.Choices.OFFICES),
                    new Field.Person("holder.name", "holder.attorneyId", Naming.Part.ATTORNEY, "Holder", "Who holds the office."),
                    Field.text("holder.title", "Title", ""), Field.text("holder.employer", "Employer", ""),
                    Field.party("holder.", "them"),
                    Field.day("from", "First day in office", ""),
                    Field.dayIfAny("until", "First day out of office", "Leave empty if still in office."), Field.evidence()),
            terms -> terms.attorneys().stream().anyMatch(Attorney::office)
                    ? ""
                    : "This instrument appoints no office: the ledger will refuse a holder.");

    @Override
    public String briefly(Wording wording) {
        return act.holder().name() + " holds " + wording.attorney(act.officeId());
    }

    @Override
    public String sentence(Wording wording) {
        return act.holder().name() + " holds the office " + wording.attorney(act.officeId()) + " under power of attorney " + act.poaId()
                + " of " + wording.grantor(act) + " from " + wording.day(act.from())
                + (act.until() == null ? "" : " until " + wording.day(act.until())) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.from(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).attorney("Office", act.officeId())
                .attorney("Holder", act.holder().attorneyId(), act.holder().name()).day("First day in office", act.from())
                .day("First day out of office", act.until()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).attorney(act.officeId()).attorney(act.holder().attorneyId()).issuerOf(act.poaId()).set();
    }
}
