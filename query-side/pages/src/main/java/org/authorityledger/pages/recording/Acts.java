package org.authorityledger.pages.recording;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.store.StoredEvent;

/** Which records stand. */
public final class Acts {

    private Acts() {}

    /** The records that still stand among these: neither retracted nor, as retractions, about another. */
    public static List<StoredEvent> standing(List<StoredEvent> events) {
        Set<Object> retracted = events.stream().map(event -> event.record().act())
                .filter(RecordRetracted.class::isInstance).map(act -> ((RecordRetracted) act).recordId()).collect(Collectors.toSet());
        return events.stream().filter(event -> !retracted.contains(event.record().recordId())).toList();
    }
}
