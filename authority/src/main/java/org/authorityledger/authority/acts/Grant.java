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
            Stream.concat(
                    Stream.of(new Field.Section("Who grants it",
                            List.of(new Field.Person("grantor.name", "grantorId", Naming.Part.GRANTOR, "Grantor",
                                    "The officer, director or holder, as the instrument names them."),
                                    cik("grantor.cik", "EDGAR’s number for the person."),
                                    Field.text("poaId", "Instrument’s id", "If left out, the ledger assigns one.")))),
                    terms().stream()).toList());

    /** The terms of an instrument, for a grant and for its correction. */
    static List<Field> terms() {
        return List.of(
                new Field.Section("For which company", List.of(new Field.Company("issuer", "For which company",
                        List.of(new Field.Person("issuer.name", "issuer.issuerId", Naming.Part.ISSUER, "Company",
                                "The issuer of the securities."), cik("issuer.cik", "EDGAR’s number for the company."))))),
                new Field.Section("Who is appointed",
                        List.of(new Field.Repeated("attorneys", "Attorney", List.of(
                                new Field.Person("name", "attorneyId", Naming.Part.ATTORNEY, "Name",
                                        "The person, or the office, as the instrument names them."),
                                Field.text("title", "Title", ""), Field.text("employer", "Employer", ""),
                                new Field.Ticks("", List.of(new Field.Flag("endsWithEmployment", "Only while employed", false),
                                        new Field.Flag("office", "An office, not a person", false))))),
                                new Field.Entry("minimumSignatures", "How many must sign together",
                                        "1 is “signing singly”: each of them alone.", Field.Type.NUMBER, false))),
                new Field.Section("What they may sign",
                        List.of(new Field.Repeated("powers", "Clause", List.of(
                                new Field.Entry("clause", "Letter", "", Field.Type.LETTER, true),
                                new Field.SomeOf("forms", "Forms they may sign", "", Field.Choices.FORMS, true),
                                new Field.Ticks("", List.of(new Field.Flag("amendments", "Amendments too", true))),
                                new Field.Folded("Only in some capacity, or the words of the clause", List.of(
                                        new Field.SomeOf("capacities", "The grantor reports as", "any, unless some are chosen",
                                                Field.Choices.CAPACITIES, false),
                                        new Field.Entry("text", "Words of the clause", "", Field.Type.PROSE, false))))))),
                new Field.Section("From when, until when", List.of(
                        Field.day("executedOn", "Signed by the grantor on", ""),
                        Field.dayIfAny("effectiveOn", "First day in force", "Leave empty for the day it was signed."),
                        Field.dayIfAny("expiresOn", "Last day in force", "Leave empty if the instrument names no last day."),
                        new Field.SomeOf("untilCeasedReporting", "It lasts until the grantor no longer has to report under",
                                "every duty ticked; none: it does not lapse by itself", Field.Choices.REGIMES, false),
                        new Field.Ticks("It also says", List.of(
                                new Field.Flag("substitutionAllowed", "Attorneys may appoint substitutes", false),
                                new Field.Flag("durable", "It survives incapacity (durable)", false),
                                new Field.Flag("supersedesPrior", "It revokes earlier ones for the company", false))))),
                new Field.Folded("The document, and a note", List.of(
                        Field.text("document.name", "Name of the document", ""),
                        new Field.Entry("document.sha256", "SHA-256", "64 hexadecimal digits.", Field.Type.HASH, false), Field.note())));
    }

    static Field cik(String path, String hint) {
        return Field.text(path, "CIK", hint);
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
