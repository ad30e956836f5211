package org.authorityledger.authority.acts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.PowerOfAttorneyRevoked;

/** The grantor signed a writing that revokes an instrument. */
record Revocation(PowerOfAttorneyRevoked act) implements ActDescription {

    static final ActForm FORM = new ActForm(PowerOfAttorneyRevoked.class, "revocation", ActForm.Group.GRANTOR,
            "A power of attorney was revoked",
            "The grantor signed a written revocation. It binds each attorney from the day it is delivered to them, unless the instrument says otherwise.",
            "Record that a grantor signed a revocation", ActForm.Subject.INSTRUMENT, "RevokePowerOfAttorney",
            ActForm.OF_INSTRUMENT + "/revocations",
            List.of(Field.day("signedOn", "Signed by the grantor on", ""),
                    new Field.SomeOf("attorneys", "Whom it revokes", "everyone the instrument names, unless some are chosen",
                            Field.Choices.ATTORNEYS_OF_INSTRUMENT, false),
                    new Field.DayForEachAttorney("deliveries", "deliveredOn", "When it was delivered to them",
                            "as far as known; record later deliveries when they happen"),
                    new Field.OneIfAny("by", "Signed by", "", Field.Choices.REVOKED_BY), Field.evidence()));

    @Override
    public String briefly(Wording wording) {
        return "Signed a revocation of " + act.poaId() + whom(wording) + (act.deliveries().isEmpty()
                ? ""
                : ", delivered to " + Wording.list(
                        act.deliveries().stream().map(delivery -> RevocationDelivery.recipient(delivery.attorneyId(), wording)).toList()));
    }

    @Override
    public String sentence(Wording wording) {
        return wording.grantor(act) + " revoked power of attorney " + act.poaId() + whom(wording) + " in writing on "
                + wording.day(act.signedOn())
                + (act.deliveries().isEmpty() ? "; no delivery is known yet." : "; it was delivered to " + deliveries(wording) + ".");
    }

    private String whom(Wording wording) {
        return act.attorneys().isEmpty() ? "" : " for " + wording.attorneys(act.attorneys());
    }

    private String deliveries(Wording wording) {
        return Wording.list(act.deliveries().stream()
                .map(delivery -> RevocationDelivery.recipient(delivery.attorneyId(), wording) + " on "
                        + wording.day(delivery.deliveredOn()))
                .toList());
    }

    @Override
    public List<Happening> happenings(Wording wording) {
        List<Happening> days = new ArrayList<>(List.of(new Happening(act.signedOn(), briefly(wording))));
        act.deliveries().forEach(delivery -> days.add(new Happening(delivery.deliveredOn(),
                RevocationDelivery.briefly(act.poaId(), delivery.attorneyId(), wording))));
        return days;
    }

    @Override
    public List<Part> parts(Wording wording) {
        return new Parts(act, wording).day("Signed on", act.signedOn())
                .text("Whom it revokes",
                        act.attorneys().isEmpty() ? "Everyone the instrument names" : wording.attorneys(act.attorneys()))
                .text("Delivered", act.deliveries().isEmpty() ? "No delivery is known" : deliveries(wording))
                .text("Signed by", act.by() == null ? null : act.by().name().toLowerCase(Locale.ROOT)).evidence(act)
                .list();
    }

    @Override
    public Set<EventParty> parties(GrantorRecords before) {
        Parties parties = new Parties(before);
        return (act.attorneys().isEmpty()
                ? parties.everyoneUnder(act.poaId())
                : parties.attorneys(act.attorneys()).issuerOf(act.poaId())).set();
    }
}
