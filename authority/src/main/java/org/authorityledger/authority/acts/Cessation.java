package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.Regime;

/** A duty of the grantor to report ended. */
record Cessation(GrantorCeasedReporting act) implements ActDescription {

    static final ActForm FORM = new ActForm(GrantorCeasedReporting.class, "cessation", ActForm.Group.DUTY,
            "A grantor no longer has to report",
            "Instruments that last until then lapse once every duty they name has ended.",
            "Record that a grantor is no longer required to report", ActForm.Subject.GRANTOR, "RecordCessation",
            ActForm.OF_GRANTOR + "/cessations",
            fields("First day without the duty", "Such as: left office, six-month tail over; or the exit box of a Form 4."));

    /** The fields of a duty that ended or began again. */
    static List<Field> fields(String firstDay, String example) {
        return List.of(new Field.OneOf("issuerId", "At which company", "", Field.Choices.COMPANIES),
                Field.day("effectiveOn", firstDay, ""),
                new Field.SomeOf("regimes", "Under which duties", "all, unless some are chosen", Field.Choices.REGIMES, false),
                new Field.Entry("basis", "How this is known", example, Field.Type.PROSE, false), Field.evidence());
    }

    /** Naming every duty is the same as naming none. */
    static String under(Set<Regime> regimes) {
        return regimes.size() == Regime.values().length ? "" : " under " + Wording.regimes(regimes);
    }

    @Override
    public String briefly(Wording wording) {
        return "No longer required to report" + under(act.regimes()) + " " + wording.at(act.issuerId());
    }

    @Override
    public String sentence(Wording wording) {
        return wording.grantor(act) + " is no longer required to report under " + Wording.regimes(act.regimes()) + " "
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
