package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.SignatoryRecorded;

/** Someone signs for an entity. */
record SignatoryEntry(SignatoryRecorded act) implements ActDescription {

    static final ActForm FORM = new ActForm(SignatoryRecorded.class, "signatory", ActForm.Group.GRANTOR,
            "Someone signs for an entity", "An officer, partner, member or trustee signs without a power of attorney.",
            "Record who signs for an entity without a power of attorney", ActForm.Subject.NEW_GRANTOR, "RecordSignatory",
            ActForm.OF_GRANTOR + "/signatories",
            List.of(new Field.Section("Who is signed for", List.of(
                    new Field.Person("grantor.name", "grantorId", Naming.Part.GRANTOR, "Entity",
                            "The company, partnership, fund or trust."),
                    Field.text("grantor.cik", "CIK", "EDGAR’s number for the entity."))),
                    new Field.Section("Who signs", List.of(
                            new Field.Person("signatory.name", "signatory.partyId", Naming.Part.SIGNATORY, "Signatory",
                                    "A person, or an entity that signs by its own signatories."),
                            Field.text("signatory.cik", "CIK", "EDGAR’s number for the signatory."),
                            new Field.OneIfAny("signatory.kind", "A person or an entity", "", Field.Choices.KINDS),
                            new Field.OneOf("capacity", "As", "", Field.Choices.SIGNATORY_CAPACITIES), Field.text("title", "Title", ""))),
                    new Field.Section("From when, until when", List.of(Field.day("from", "First day", ""),
                            Field.dayIfAny("until", "First day no longer", "Leave empty if no end is known."),
                            new Field.SomeOf("forms", "For which forms", "all, unless some are chosen", Field.Choices.FORMS, false),
                            new Field.Entry("minimumSignatories", "How many signatories must sign together",
                                    "Leave empty if this paper does not say.", Field.Type.NUMBER, false))),
                    Field.evidence()));

    private String standing() {
        return act.capacity().name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("other", "signatory");
    }

    @Override
    public String briefly(Wording wording) {
        return act.signatory().name() + " signs as " + standing();
    }

    @Override
    public String sentence(Wording wording) {
        return act.signatory().name() + " signs for " + wording.grantor(act) + " as " + standing() + " from " + wording.day(act.from())
                + (act.until() == null ? "" : " until " + wording.day(act.until())) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.from(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).signatory("Signatory", act.signatory()).text("As", standing()).text("Title", act.title())
                .day("First day", act.from()).day("First day no longer", act.until())
                .text("For", act.forms().isEmpty() ? "All forms" : Wording.forms(act.forms()))
                .text("Signatories who must sign together", act.minimumSignatories() == null ? null : act.minimumSignatories().toString())
                .evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).signatory(act.signatory().partyId()).set();
    }
}
