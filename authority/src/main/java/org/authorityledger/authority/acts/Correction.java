package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.PowerOfAttorneyCorrected;

/** What was recorded of an instrument was wrong: these are its terms. */
record Correction(PowerOfAttorneyCorrected act) implements ActDescription {

    static final ActForm FORM = new ActForm(PowerOfAttorneyCorrected.class, "correction", ActForm.Group.RECORD,
            "The terms were recorded wrongly",
            "The corrected terms apply to all days, past and future; what was known before stays on record.",
            "Correct what is recorded of a power of attorney", ActForm.Subject.INSTRUMENT, "CorrectPowerOfAttorney",
            ActForm.OF_INSTRUMENT + "/corrections",
            Stream.concat(
                    Stream.of(
                            new Field.Section("What was wrong",
                                    List.of(Field.reason("Why the record was wrong", "Such as: clause (b) was overlooked."))),
                            new Field.Section("Who grants it",
                                    List.of(new Field.Entry("grantor.name", "Grantor", "As the instrument names them.", Field.Type.TEXT,
                                            true), Field.party("grantor.", "the grantor"),
                                            new Field.OneIfAny("amendment", "Which rider was recorded wrongly",
                                                    "Not stated: the power of attorney itself.", Field.Choices.AMENDMENTS)))),
                    Grant.terms(new Field[0]).stream()).toList());

    @Override
    public String briefly(Wording wording) {
        return "Corrected " + act.poaId() + ": " + ActDescription.brief(act.reason());
    }

    @Override
    public String sentence(Wording wording) {
        return "The record of power of attorney " + act.poaId() + " of " + wording.grantor(act) + " was corrected: "
                + ActDescription.brief(act.reason());
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of();
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).text("Why it was wrong", act.reason()).rider(act.amendment()).terms(act.terms())
                .text("Note", act.note()).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).terms(act.terms()).everyoneUnder(act.poaId()).set();
    }
}
