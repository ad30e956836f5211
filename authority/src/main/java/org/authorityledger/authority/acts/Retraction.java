package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordRetracted;

/** A record was made in error. */
record Retraction(RecordRetracted act) implements ActDescription {

    static final ActForm FORM = new ActForm(RecordRetracted.class, "retraction", ActForm.Group.RECORD, "A record was made in error",
            "From now on the ledger answers as if it had never been recorded, and everything that depends on it falls with it.",
            "Retract a record made in error", ActForm.Subject.GRANTOR, "RetractRecord", ActForm.OF_GRANTOR + "/retractions",
            List.of(new Field.OneOf("recordId", "Which record",
                    "Retracting a grant also retracts what depends on it: its revocations, substitutions and resignations.",
                    Field.Choices.RECORDS), Field.reason("Why it was an error", "Such as: recorded for the wrong person."),
                    Field.writing()));

    @Override
    public String briefly(Wording wording) {
        return "A record was retracted: " + ActDescription.brief(act.reason());
    }

    @Override
    public String sentence(Wording wording) {
        return "A record of " + wording.grantor(act) + " was retracted as made in error: " + ActDescription.brief(act.reason());
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of();
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).record("Record retracted", act.recordId()).text("Why it was an error", act.reason())
                .text("Note", act.note()).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        Parties parties = new Parties(before);
        LedgerRecord retracted = parties.known().record(act.recordId());
        return (retracted == null ? parties : parties.of(retracted.act())).set();
    }
}
