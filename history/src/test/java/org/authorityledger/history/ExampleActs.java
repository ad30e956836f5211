package org.authorityledger.history;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Cik;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
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
    private static final Party GRANTOR = new Party("Andrew Heaton", Cik.of("1234567"));

    private ExampleActs() {}

    /** All of them. */
    public static List<LegalAct> all() {
        return List.of(new PowerOfAttorneyGranted(HEATON, POA, GRANTOR,
                terms(new Issuer(IssuerId.of("hemacare"), "HemaCare Corporation", Cik.of("801748"))), "Exhibit 24 of the Form 3"),
                new PowerOfAttorneyRevoked(HEATON, POA, day("2005-03-01"), List.of(IRVING),
                        List.of(new Delivery(IRVING, day("2005-03-04"))), "by courier"),
                new RevocationDelivered(HEATON, POA, EARLIER, IRVING, day("2005-03-04"), DeliveryMeans.BY_MAIL),
                new GrantorCeasedReporting(HEATON, IssuerId.of("hemacare"), EnumSet.allOf(Regime.class), day("2006-07-01"),
                        "exit box of the Form 4"),
                new GrantorResumedReporting(HEATON, IssuerId.ANY, Set.of(Regime.SECTION_16), day("2007-01-02"), "elected again"),
                new SubstituteAppointed(HEATON, POA, IRVING, new Person(KWIAT, "Katherine Kwiat", "Paralegal", "HemaCare Corporation"),
                        EnumSet.of(Form.FORM_4, Form.FORM_5), day("2004-02-29")),
                new SubstitutionRevoked(HEATON, POA, EARLIER, day("2004-06-30")),
                new AttorneyResigned(HEATON, POA, IRVING, day("2005-01-31")),
                new AttorneyEmploymentEnded(HEATON, IRVING, day("2005-02-01")), new GrantorDied(HEATON, day("2019-11-08")),
                new GrantorIncapacitated(HEATON, day("2019-10-01")),
                new PowerOfAttorneyCorrected(HEATON, POA, GRANTOR, terms(Issuer.ANY), "the scan was misread", "page 2"),
                new IncumbencyRecorded(HEATON, POA, TREASURER, new Person(KWIAT, "Katherine Kwiat", "Treasurer", "HemaCare Corporation"),
                        day("2004-01-01"), day("2004-12-31")),
                new RecordRetracted(HEATON, EARLIER, "recorded in error"));
    }

    private static Terms terms(Issuer issuer) {
        return new Terms(issuer,
                List.of(new Attorney(IRVING, "Judi Irving", "Chief Executive Officer", "HemaCare Corporation", true, false),
                        new Attorney(TREASURER, "Treasurer of HemaCare", null, null, false, true)),
                List.of(new Power("a", EnumSet.of(Form.FORM_3, Form.FORM_4, Form.FORM_5), null,
                        EnumSet.of(Capacity.OFFICER, Capacity.DIRECTOR),
                        "execute Forms 3, 4 and 5"), new Power("b", EnumSet.of(Form.SCHEDULE_13D), false, Set.of(), null)),
                2, day("2003-05-08"), day("2003-05-09"), day("2008-05-08"), EnumSet.of(Regime.SECTION_16, Regime.SECTION_13), true, true,
                true,
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
