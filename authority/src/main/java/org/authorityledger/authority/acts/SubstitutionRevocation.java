package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.events.SubstitutionRevoked;

/** A substitution was revoked. */
record SubstitutionRevocation(SubstitutionRevoked act) implements ActDescription {

    static final ActForm FORM = new ActForm(SubstitutionRevoked.class, "substitution-revocation", ActForm.Group.ATTORNEYS,
            "A substitution was revoked", "The substitute no longer signs.", "Record that a substitution was revoked",
            ActForm.Subject.INSTRUMENT, "RevokeSubstitution", ActForm.OF_INSTRUMENT + "/substitutions/{substitution}/revocation",
            List.of(new Field.OneOf("substitution", "Which substitution", "", Field.Choices.SUBSTITUTIONS),
                    Field.day("effectiveOn", "First day without it", ""), Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return "A substitution under " + act.poaId() + " was revoked";
    }

    @Override
    public String sentence(Wording wording) {
        return "A substitution under power of attorney " + act.poaId() + " of " + wording.grantor(act) + " was revoked, from "
                + wording.day(act.effectiveOn()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.effectiveOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).record("Substitution", act.substitution()).day("First day without it", act.effectiveOn())
                .evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        Parties parties = new Parties(before);
        Instrument instrument = parties.known().instrument(act.poaId());
        Instrument.Substitution substitution = instrument == null ? null : instrument.substitution(act.substitution());
        return (substitution == null ? parties : parties.of(substitution.record().act())).set();
    }
}
