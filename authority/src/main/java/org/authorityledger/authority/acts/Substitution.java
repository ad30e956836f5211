package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.SubstituteAppointed;

/** An attorney put a substitute in their place. */
record Substitution(SubstituteAppointed act) implements ActDescription {

    static final ActForm FORM = new ActForm(SubstituteAppointed.class, "substitution", ActForm.Group.ATTORNEYS,
            "An attorney appointed a substitute", "Someone signs in their place, where the instrument allows it.",
            "Record that an attorney put a substitute in their place", ActForm.Subject.INSTRUMENT, "AppointSubstitute",
            ActForm.OF_INSTRUMENT + "/substitutions",
            List.of(new Field.OneOf("attorneyId", "In whose place", "", Field.Choices.ATTORNEYS_OF_INSTRUMENT),
                    new Field.Person("substitute.name", "substitute.attorneyId", Naming.Part.ATTORNEY, "Substitute",
                            "Who signs in their place."),
                    Field.text("substitute.title", "Title", ""), Field.text("substitute.employer", "Employer", ""),
                    Field.party("substitute.", "them"),
                    Field.day("effectiveOn", "First day as substitute", ""),
                    new Field.SomeOf("forms", "For which forms", "all that the attorney has, unless some are chosen",
                            Field.Choices.FORMS_OF_INSTRUMENT, false),
                    new Field.Folded("Only at some companies, in some capacity, until some day, or as a co-agent", List.of(
                            new Field.SomeOf("issuers", "Only at", "every company the attorney has, unless some are chosen",
                                    Field.Choices.COMPANIES, false),
                            new Field.SomeOf("capacities", "Only while the grantor reports as", "any, unless some are chosen",
                                    Field.Choices.CAPACITIES, false),
                            Field.dayIfAny("until", "First day no longer", "Leave empty if no end is named."),
                            new Field.OneIfAny("as", "Appointed as", "Not stated: in the place of the attorney.",
                                    Field.Choices.APPOINTED_AS))),
                    Field.evidence()),
            terms -> terms.substitutionAllowed()
                    ? ""
                    : "This instrument gives no power of substitution: the ledger will refuse a substitute.");

    @Override
    public String briefly(Wording wording) {
        return wording.attorney(act.attorneyId()) + " appointed " + act.substitute().name()
                + (act.as() == SubstituteAppointed.As.CO_AGENT ? " as co-agent under " : " as substitute under ") + act.poaId();
    }

    @Override
    public String sentence(Wording wording) {
        return wording.attorney(act.attorneyId()) + (act.as() == SubstituteAppointed.As.CO_AGENT ? " appointed " : " put ")
                + act.substitute().name()
                + (act.as() == SubstituteAppointed.As.CO_AGENT ? " as co-agent" : " in their place") + " under power of attorney "
                + act.poaId() + " of " + wording.grantor(act) + (act.forms().isEmpty() ? "" : ", for " + Wording.forms(act.forms()))
                + ", from " + wording.day(act.effectiveOn()) + ".";
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        return List.of(new Happening(act.effectiveOn(), briefly(wording)));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording)
                .attorney(act.as() == SubstituteAppointed.As.CO_AGENT ? "Appointed by" : "In the place of", act.attorneyId())
                .attorney("Substitute", act.substitute().attorneyId(), act.substitute().name())
                .text("For", act.forms().isEmpty() ? "All forms the attorney has" : Wording.forms(act.forms()))
                .text("At", act.issuers().isEmpty() ? null : Wording.list(act.issuers().stream().map(wording::issuer).toList()))
                .text("As", act.capacities().isEmpty()
                        ? null
                        : Wording.list(act.capacities().stream().map(Wording::capacity).toList()))
                .text("Kind", act.as() == SubstituteAppointed.As.CO_AGENT ? "Co-agent" : null).day("From", act.effectiveOn())
                .day("Until", act.until()).evidence(act).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).attorney(act.attorneyId()).attorney(act.substitute().attorneyId()).issuerOf(act.poaId()).set();
    }
}
