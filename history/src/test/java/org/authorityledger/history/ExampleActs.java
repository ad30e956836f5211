package org.authorityledger.history;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.Accession;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Cik;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Notice;
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.Recipient;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.RevokedBy;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;

/** One act of each kind, with everything said that can be said. */
public final class ExampleActs {

    public static final GrantorId HEATON = GrantorId.of("andrew-heaton");
    private static final PoaId POA = PoaId.of("heaton-2003");
    private static final AttorneyId IRVING = AttorneyId.of("judi-irving");
    private static final AttorneyId TREASURER = AttorneyId.of("treasurer");
    private static final AttorneyId KWIAT = AttorneyId.of("katherine-kwiat");
    private static final RecordId EARLIER = RecordId.of("0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f");
    private static final Party GRANTOR = new Party("Andrew Heaton", Cik.of("1234567"), PartyKind.PERSON);
    private static final Document LETTER = new Document("fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
            "letter.pdf");

    private ExampleActs() {}

    /** All of them. */
    public static List<LegalAct> all() {
        Terms terms = terms(List.of(new Issuer(IssuerId.of("hemacare"), "HemaCare Corporation", Cik.of("801748")),
                new Issuer(IssuerId.of("coral"), "Coral Blood Services", null)), OnBehalfOf.of(List.of(PartyId.of("heaton-trust"))));
        Person kwiat = new Person(KWIAT, "Katherine Kwiat", "Paralegal", "HemaCare Corporation", Cik.of("1234568"), PartyKind.PERSON);
        List<Notice> notices = List.of(new Notice(IRVING, day("2019-11-12")));
        return List.of(new PowerOfAttorneyGranted(HEATON, POA, GRANTOR, terms, "Exhibit 24 of the Form 3", "election to the board"),
                new PowerOfAttorneyAmended(HEATON, POA, GRANTOR, terms(List.of(Issuer.ANY), OnBehalfOf.ANY), "rider 1", "a new assistant"),
                new PowerOfAttorneyRevoked(HEATON, POA, day("2005-03-01"), List.of(IRVING),
                        List.of(new Delivery(IRVING, day("2005-03-04")), Delivery.toIssuer(day("2005-03-05"))), RevokedBy.GUARDIAN,
                        "by courier", "new counsel", LETTER),
                new RevocationDelivered(HEATON, POA, EARLIER, IRVING, Recipient.ISSUER, day("2005-03-04"), DeliveryMeans.BY_MAIL,
                        "signed for", "asked by counsel", LETTER),
                new GrantorBeganReporting(HEATON, IssuerId.of("hemacare"), Set.of(Regime.SECTION_16), day("2003-05-12"), "elected",
                        "Form 3", "election", LETTER),
                new GrantorCeasedReporting(HEATON, IssuerId.of("hemacare"), EnumSet.allOf(Regime.class), day("2006-07-01"),
                        "exit box of the Form 4", "by mail", "left the board", LETTER),
                new GrantorResumedReporting(HEATON, IssuerId.ANY, Set.of(Regime.SECTION_16), day("2007-01-02"), "elected again", "Form 3",
                        "election", LETTER),
                new SubstituteAppointed(HEATON, POA, IRVING, kwiat, Set.of(Form.FORM_4, Form.FORM_5, Form.of("13F-HR")),
                        day("2004-02-29"), List.of(IssuerId.of("hemacare")), EnumSet.of(Capacity.OFFICER), day("2005-02-28"),
                        SubstituteAppointed.As.CO_AGENT, "page 3", "leave", LETTER),
                new SubstitutionRevoked(HEATON, POA, EARLIER, day("2004-06-30"), "page 4", "back from leave", LETTER),
                new AttorneyResigned(HEATON, POA, IRVING, day("2005-01-31"), "by email", "retires", LETTER),
                new AttorneyEmploymentEnded(HEATON, IRVING, day("2005-02-01"), "HemaCare Corporation", "by HR", "retires", LETTER),
                new AttorneyDied(HEATON, IRVING, day("2018-11-08"), "obituary", "reported by the family", LETTER),
                new AttorneyIncapacitated(HEATON, IRVING, day("2018-10-01"), "court order", "reported by the family", LETTER),
                new GrantorDied(HEATON, day("2019-11-08"), notices, "obituary", "reported by the family", LETTER),
                new GrantorIncapacitated(HEATON, day("2019-10-01"), notices, "court order", "reported by the family", LETTER),
                new GrantorDissolved(HEATON, day("2020-01-01"), notices, "certificate", "merger", LETTER),
                new PowerOfAttorneyCorrected(HEATON, POA, GRANTOR, EARLIER, terms(List.of(Issuer.ANY), OnBehalfOf.NONE),
                        "the scan was misread", "page 2"),
                new IncumbencyRecorded(HEATON, POA, TREASURER, kwiat, day("2004-01-01"), day("2004-12-31"), "minutes", "election", LETTER),
                new SignatoryRecorded(HEATON, GRANTOR, new Signatory(PartyId.of("judi-irving"), "Judi Irving", Cik.of("1234569"),
                        PartyKind.PERSON), SignatoryCapacity.EXECUTIVE_OFFICER, "Chief Executive Officer", day("2003-05-08"),
                        day("2010-01-01"), Set.of(Form.SCHEDULE_13G), 2, "minutes", "election", LETTER),
                new SignatoryEnded(HEATON, EARLIER, day("2009-01-01"), "minutes", "left", LETTER),
                new ConfirmationFiled(HEATON, POA, Accession.of("0001181431-04-028213"), Form.FORM_3, "24", day("2003-05-12"), true,
                        "on EDGAR", "first filing", LETTER),
                new RecordRetracted(HEATON, EARLIER, "recorded in error", "see page 5", LETTER));
    }

    private static Terms terms(List<Issuer> issuers, OnBehalfOf onBehalfOf) {
        return new Terms(issuers,
                List.of(new Attorney(IRVING, "Judi Irving", "Chief Executive Officer", "HemaCare Corporation", true, false,
                        Cik.of("1234569"), PartyKind.PERSON),
                        new Attorney(TREASURER, "Treasurer of HemaCare", null, null, false, true)),
                List.of(new Power("a", Set.of(Form.FORM_3, Form.FORM_4, Form.FORM_5, Form.of("13F-HR")), null,
                        EnumSet.of(Capacity.OFFICER, Capacity.DIRECTOR), "execute Forms 3, 4 and 5", List.of(IRVING),
                        SigningRule.atLeast(1), List.of()), new Power("b", Set.of(Form.ALL), false, Set.of(), null),
                        new Power("c", Set.of(), true, Set.of(), "any amendment of such form", List.of(), null, List.of("a"))),
                new SigningRule(2, List.of(new SigningRule.Group(List.of(IRVING), 1), new SigningRule.Group(List.of(TREASURER), 1))),
                day("2003-05-08"), day("2003-05-09"), day("2008-05-08"), EnumSet.of(Regime.SECTION_16, Regime.SECTION_13),
                SubstitutionPower.WITH_RESUBSTITUTION, true, "California", true, List.of(PoaId.of("heaton-2001")),
                RevocationTakesEffect.ON_DELIVERY_TO_ISSUER, onBehalfOf, true, !onBehalfOf.any(),
                new Document("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "ex24.txt"));
    }

    /** A small act of this grantor. */
    public static LegalAct ofGrantor(GrantorId grantorId) {
        return new GrantorDied(grantorId, day("2019-11-08"));
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }
}
