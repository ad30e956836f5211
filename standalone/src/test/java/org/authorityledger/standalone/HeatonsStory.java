package org.authorityledger.standalone;

import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;

/**
 * Heaton's story, under ids of its own, for the tests of pages: granted on May 8, 2003; revoked, delivered to Fractor alone on February 3,
 * 2005; lapsed on February 14, 2007; then recorded late that the revocation had reached Stover on February 10, 2005; then corrected.
 */
final class HeatonsStory {

    static final String GRANTOR = "heaton";
    static final String ISSUER = "hemacare-corp";
    static final String IRVING = "irving";
    static final String FRACTOR = "fractor";
    static final String STOVER = "stover";
    static final String INSTRUMENT = "exhibit-24";

    private static final Map<String, String> IDS = Map.of(Acts.HEATON.value(), GRANTOR, Acts.HEMACARE.value(), ISSUER, Acts.IRVING.value(),
            IRVING, Acts.FRACTOR.value(), FRACTOR, Acts.STOVER.value(), STOVER);

    /**
     * Where its records are.
     *
     * @param beforeTheDelivery the time of the last record before the delivery to Stover
     * @param position the last record's
     */
    record Records(String grant, String revocation, String delivery, String beforeTheDelivery, String correction, long position) {}

    private static final class Once {

        static final Records RECORDS = record();
    }

    private HeatonsStory() {}

    /** Records it at the first call, and waits until it can be seen. */
    static Records records() {
        return Once.RECORDS;
    }

    private static Records record() {
        StoryOverHttp story = new StoryOverHttp(LedgerTest.LEDGER, IDS);
        StoryOverHttp.Recorded grant = story.records(acts -> acts.granted(INSTRUMENT, Acts.Writing::asFirstTranscribed));
        StoryOverHttp.Recorded revocation = story
                .records(acts -> acts.revokedAndDelivered(INSTRUMENT, "2005-02-01", Acts.FRACTOR, "2005-02-03"));
        story.records(acts -> acts.ceased(Acts.HEMACARE, "2006-06-30", "left office, six-month tail over", Regime.SECTION_16));
        StoryOverHttp.Recorded lapse = story.records(acts -> acts.ceased(Acts.HEMACARE, "2007-02-14", Regime.SECTION_13));
        StoryOverHttp.Recorded delivery = story.records(acts -> acts.delivered(revocation.act(), Acts.STOVER, "2005-02-10"));
        StoryOverHttp.Recorded correction = story
                .records(acts -> acts.corrected(INSTRUMENT, says -> says.power("b", Set.of(Form.FORM_ID), true)));
        LedgerTest.LEDGER.ask("/api/grantors?limit=1&minPosition=" + correction.position());
        return new Records(grant.recordId(), revocation.recordId(), delivery.recordId(), lapse.recordedAt(), correction.recordId(),
                correction.position());
    }
}
