package org.authorityledger.authority.acts;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.Terms;

/** The grantor signed a power of attorney. */
record Grant(PowerOfAttorneyGranted act) implements ActDescription {

    static final ActForm FORM = new ActForm(PowerOfAttorneyGranted.class, "grant", ActForm.Group.GRANTOR,
            "A power of attorney was granted", "The grantor signed an instrument that lets others sign for them.",
            "Record that a grantor signed a power of attorney", ActForm.Subject.NEW_GRANTOR, "GrantPowerOfAttorney",
            ActForm.OF_GRANTOR + "/powers-of-attorney",
            Stream.concat(Stream.of(new Field.Section("Who grants it", List.of(
                    new Field.Person("grantor.name", "grantorId", Naming.Part.GRANTOR, "Grantor",
                            "The officer, director, holder or entity, as the instrument names them."),
                    new Field.Entry("poaId", "Instrument’s id",
                            "Identifies it among those of the grantor permanently. Letters, digits, dot,"
                                    + " underscore and hyphen. If left out, it is made of the day it was signed and the company.",
                            Field.Type.INSTRUMENT_ID, false),
                    Field.party("grantor.", "the grantor")))), terms().stream()).toList());

    /** The terms of an instrument, for a grant, for a rider, and for the correction of either. */
    static List<Field> terms() {
        return terms(new Field.Entry("reason", "Reason", "Why it was signed, where that is known.", Field.Type.PROSE, false));
    }

    /** The same, with what is asked beside the note. */
    static List<Field> terms(Field... beside) {
        return List.of(
                new Field.Section("For which company", List.of(new Field.Repeated("issuers", "Company", List.of(
                        new Field.Person("name", "issuerId", Naming.Part.ISSUER, "Company", "The issuer of the securities."),
                        Field.text("cik", "CIK", "EDGAR’s number for the company.")), true, "Every company"))),
                new Field.Section("Who is appointed", List.of(
                        new Field.Repeated("attorneys", "Attorney", List.of(
                                new Field.Person("name", "attorneyId", Naming.Part.ATTORNEY, "Name",
                                        "The person, entity or office, as the instrument names them."),
                                Field.text("title", "Title", ""), Field.text("employer", "Employer", ""),
                                new Field.Ticks("", List.of(new Field.Flag("endsWithEmployment", "Only while employed", false),
                                        new Field.Flag("office", "An office, not a person", false))),
                                Field.party("", "them"))),
                        new Field.Entry("signing", "How many must sign together",
                                "1 is “signing singly”: each of them alone. Groups by their ids: 1 of z; 1 of y1, y2.",
                                Field.Type.SIGNING_RULE, false))),
                new Field.Section("What they may sign", List.of(new Field.Repeated("powers", "Clause", List.of(
                        new Field.Entry("clause", "Letter", "", Field.Type.LETTER, true),
                        new Field.SomeOf("forms", "Forms they may sign", "", Field.Choices.FORMS, false),
                        new Field.Ticks("", List.of(new Field.Flag("amendments", "Amendments too", true))),
                        new Field.Folded("Only in some capacity, only some attorneys, or the words of the clause", List.of(
                                new Field.SomeOf("capacities", "The grantor reports as", "any, unless some are chosen",
                                        Field.Choices.CAPACITIES, false),
                                new Field.Entry("attorneys", "Only these attorneys", "Their ids; empty: all of the instrument.",
                                        Field.Type.NAMES, false),
                                new Field.Entry("signing", "How many must sign together under it",
                                        "Empty: as the instrument says.", Field.Type.SIGNING_RULE, false),
                                new Field.Entry("accessoryTo", "Accessory to the clauses",
                                        "“Any such form and any amendment”: their letters. It then lists no form.", Field.Type.NAMES,
                                        false),
                                new Field.Entry("text", "Words of the clause", "", Field.Type.PROSE, false))))))),
                new Field.Section("From when, until when", List.of(
                        Field.day("executedOn", "Signed by the grantor on", ""),
                        Field.dayIfAny("effectiveOn", "First day in force", "Leave empty for the day it was signed."),
                        Field.dayIfAny("expiresOn", "Last day in force", "Leave empty if the instrument names no last day."),
                        new Field.SomeOf("untilCeasedReporting", "It lasts until the grantor no longer has to report under",
                                "every duty ticked; none: it does not lapse by itself", Field.Choices.REGIMES, false))),
                new Field.Section("What else it says", List.of(
                        new Field.OneIfAny("substitution", "Attorneys may appoint substitutes", "Not stated: they may not.",
                                Field.Choices.SUBSTITUTION_POWERS),
                        new Field.OneIfAny("durable", "It survives incapacity (durable)", "", Field.Choices.YES_OR_NO),
                        new Field.Ticks("", List.of(
                                new Field.Flag("supersedesPrior", "It revokes earlier ones for the company", false))),
                        new Field.Folded("A revocation, earlier papers, entities, and how it is known", List.of(
                                new Field.OneIfAny("revocationTakesEffect", "Its revocation works",
                                        "Not stated: when it is delivered to the attorney.", Field.Choices.REVOCATION_EFFECTS),
                                new Field.Entry("supersedes", "It revokes these instruments", "Their ids.", Field.Type.NAMES, false),
                                new Field.Entry("onBehalfOf", "Also for what the grantor signs for",
                                        "The ids of entities, or ANY for all.", Field.Type.NAMES_OR_ANY, false),
                                Field.text("governingLaw", "Governing law", ""),
                                new Field.Ticks("", List.of(
                                        new Field.Flag("undated", "It has no date: the one above is the latest possible", false),
                                        new Field.Flag("termsSeen", "The paper itself was seen", true))))))),
                new Field.Folded("The document, and a note", Stream.concat(Stream.of(
                        Field.text("document.name", "Name of the document", ""),
                        new Field.Entry("document.sha256", "SHA-256", "64 hexadecimal digits.", Field.Type.HASH, false)),
                        Stream.concat(Stream.of(beside), Stream.of(Field.note()))).toList()));
    }

    @Override
    public String briefly(Wording wording) {
        return "Granted " + act.poaId() + " to " + appointed(act.terms());
    }

    @Override
    public String sentence(Wording wording) {
        Terms terms = act.terms();
        return act.grantor().name() + " appointed " + appointed(terms) + " to sign " + Wording.forms(forms(terms)) + " "
                + at(terms) + ", from "
                + wording.day(terms.effectiveOn()) + (terms.expiresOn() == null ? "" : " through " + wording.day(terms.expiresOn())) + ".";
    }

    /** Such as {@code at HemaCare Corporation}. */
    static String at(Terms terms) {
        return terms.names(IssuerId.ANY)
                ? "at any company"
                : "at " + Wording.list(terms.issuers().stream().map(issuer -> String.valueOf(issuer.name())).toList());
    }

    static String appointed(Terms terms) {
        return Wording.list(terms.attorneys().stream()
                .map(attorney -> attorney.office() ? "the holders of the office " + attorney.name() : attorney.name()).toList());
    }

    /** What its clauses list, each once. */
    static List<Form> forms(Terms terms) {
        return terms.powers().stream().flatMap(power -> power.forms().stream()).distinct().sorted().toList();
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        LocalDate signed = act.terms().executedOn();
        LocalDate inForce = act.terms().effectiveOn();
        return signed.equals(inForce)
                ? List.of(new Happening(signed, briefly(wording)))
                : List.of(new Happening(signed, briefly(wording) + " (signed)"),
                        new Happening(inForce, briefly(wording) + " (takes effect)"));
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).terms(act.terms()).text("Reason", act.reason()).text("Note", act.note()).list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        return new Parties(before).terms(act.terms()).set();
    }
}
