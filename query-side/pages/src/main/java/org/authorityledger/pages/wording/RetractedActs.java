package org.authorityledger.pages.wording;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Names;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/** What the retractions among some events retract: a retraction itself has only the id, but people must read what it was. */
public final class RetractedActs {

    private final Map<RecordId, StoredEvent> byId = new HashMap<>();
    private final ActText text;

    private RetractedActs(ActText text) {
        this.text = text;
    }

    /** Reads them, all at once, and nothing where no event is a retraction. */
    public static RetractedActs of(Collection<StoredEvent> events, LedgerReader reader, ActText text) {
        RetractedActs retracted = new RetractedActs(text);
        List<RecordId> ids = events.stream().map(event -> event.record().act()).filter(RecordRetracted.class::isInstance)
                .map(act -> ((RecordRetracted) act).recordId()).distinct().toList();
        if (!ids.isEmpty()) {
            reader.records(ids).forEach(event -> retracted.byId.put(event.record().recordId(), event));
        }
        return retracted;
    }

    /** An act in one sentence; of a retraction, also what the retracted record said. */
    public String sentence(LegalAct act, Names names) {
        String sentence = text.sentence(act, names);
        StoredEvent retracted = by(act);
        return retracted == null ? sentence : ended(sentence) + " It said: " + text.sentence(retracted.record().act(), names);
    }

    /** An act in a few words; of a retraction, also what was retracted. */
    public String briefly(LegalAct act, Names names) {
        String brief = text.briefly(act, names);
        StoredEvent retracted = by(act);
        return retracted == null ? brief : brief + " (" + text.briefly(retracted.record().act(), names) + ")";
    }

    /** The record that an act retracts; null: it retracts none. */
    public @Nullable StoredEvent by(LegalAct act) {
        return act instanceof RecordRetracted retraction ? byId.get(retraction.recordId()) : null;
    }

    private static String ended(String sentence) {
        return sentence.matches("(?s).*[.?!…]") ? sentence : sentence + ".";
    }
}
