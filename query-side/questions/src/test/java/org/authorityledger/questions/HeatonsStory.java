package org.authorityledger.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Cik;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Terms;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;

/**
 * The records of Andrew Heaton: on May 8, 2003 he appointed Judi Irving, David Fractor and JoAnn Stover for HemaCare; in 2005 he revoked
 * all of these appointments, but only Judi Irving received the revocation; in 2010 he appointed JoAnn Stover for every issuer, as an
 * officer only, to sell under Rule 144; and he ceased to report on AAR. Others are recorded for their names.
 */
public final class HeatonsStory {

    public final LedgerRecord granted;
    public final LedgerRecord revoked;
    public final LedgerRecord delivered;
    public final LedgerRecord grantedForAll;
    public final LedgerRecord ceased;
    public final List<LedgerRecord> heaton;
    public final List<LedgerRecord> others = new ArrayList<>();

    private final LedgerAppender appender;

    public HeatonsStory(LedgerAppender appender) {
        this.appender = appender;
        Acts acts = new Acts();
        acts.granted("heaton-2003", says -> says);
        RecordId revocation = acts.revoked("heaton-2003", "2005-03-01");
        acts.delivered(revocation, Acts.IRVING, "2005-03-04");
        acts.granted("heaton-2010", says -> says.forIssuer(IssuerId.ANY).appointing(Acts.STOVER).onlyPower("x", Form.FORM_144)
                .power("y", Set.of(Form.FORM_ID), false, Capacity.OFFICER).executedOn("2010-01-04"));
        acts.ceased(Acts.AAR, "2011-01-01", Regime.SECTION_16);
        heaton = LedgerForTests.record(appender, acts.records());
        granted = heaton.get(0);
        revoked = heaton.get(1);
        delivered = heaton.get(2);
        grantedForAll = heaton.get(3);
        ceased = heaton.get(4);
        named("zoe-oneill", "Zoë O'Neill-Brandt", "12345");
        renamed("zoe-oneill", "ZOE SØRENSEN");
        for (String name : List.of("Ann Pagingsworth", "Ben Pagingsworth", "Cleo Pagingsworth", "Dora Pagingsworth", "Egon Pagingsworth")) {
            named(name.substring(0, 3).toLowerCase(Locale.ROOT) + "-pagingsworth", name, null);
        }
    }

    private static Terms terms() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.forIssuer(Acts.AAR));
        return ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
    }

    private void named(String id, String name, @Nullable String cik) {
        others.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0, new PowerOfAttorneyGranted(GrantorId.of(id),
                PoaId.of("first"), new Party(name, cik == null ? null : Cik.of(cik)), terms(), null)));
    }

    private void renamed(String id, String name) {
        others.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 1,
                new PowerOfAttorneyCorrected(GrantorId.of(id), PoaId.of("first"), new Party(name, null), terms(), "married", null)));
    }

    /** The last position of the story. */
    public long end() {
        return others.getLast().position().value();
    }
}
