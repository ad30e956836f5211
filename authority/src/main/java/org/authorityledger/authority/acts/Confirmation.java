package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.ConfirmationFiled;

/** An instrument is on file with the Commission. */
record Confirmation(ConfirmationFiled act) implements ActDescription {

    static final ActForm FORM = new ActForm(ConfirmationFiled.class, "confirmation", ActForm.Group.GRANTOR,
            "A power of attorney was filed", "It is on file with the Commission from that day on.",
            "Record that a power of attorney is on file with the Commission", ActForm.Subject.INSTRUMENT, "RecordConfirmationFiled",
            ActForm.OF_INSTRUMENT + "/confirmations",
            List.of(Field.need("accession", "Accession number", "Such as 0001181431-04-028213."),
                    Field.need("form", "Form", "As EDGAR names it, such as 4."), Field.text("exhibit", "Exhibit", "Such as 24."),
                    Field.day("filedOn", "Filed on", ""),
                    new Field.Ticks("", List.of(new Field.Flag("byReference", "It only refers to a filing that has it", false))),
                    Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return act.poaId() + " was filed with " + act.form().title();
    }

    @Override
    public String sentence(Wording wording) {
        return "Power of attorney " + act.poaId() + " of " + wording.grantor(act) + " was filed with " + act.form().title() + " on "
                + wording.day(act.filedOn()) + (act.byReference() ? " by reference." : ".");
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.filedOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).text("Accession number", act.accession().value()).text("Form", act.form().title())
                .text("Exhibit", act.exhibit()).day("Filed on", act.filedOn()).text("By reference", act.byReference() ? "Yes" : null)
                .evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).issuerOf(act.poaId()).set();
    }
}
