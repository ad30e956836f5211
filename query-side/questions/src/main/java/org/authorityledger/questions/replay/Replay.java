package org.authorityledger.questions.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.springframework.jdbc.core.JdbcTemplate;

/** Steps through the records of one grantor, and asks the law after each. */
public final class Replay {

    private final LedgerReader reader;

    public Replay(JdbcTemplate jdbc, RegisterSchema schema) {
        this.reader = new LedgerReader(jdbc, schema.events());
    }

    /** One record, and what it changed. */
    public record Step(StoredEvent event, Consequences consequences) {}

    /** Everything recorded of a grantor up to a moment, in order; empty if the ledger did not know them then. */
    public List<StoredEvent> life(GrantorId grantorId, Instant knownAt) {
        return reader.stream(grantorId, 0).stream().filter(event -> !event.record().recordedAt().isAfter(knownAt)).toList();
    }

    /** Whether anything is recorded of a grantor. */
    public boolean knows(GrantorId grantorId) {
        return reader.version(grantorId) > 0;
    }

    /**
     * Some steps of a life.
     *
     * @param first the number of records to skip
     * @param most the maximum number of steps
     */
    public static List<Step> steps(List<StoredEvent> life, int first, int most) {
        List<LedgerRecord> earlier = life.subList(0, Math.min(first, life.size())).stream().map(StoredEvent::record).toList();
        GrantorRecords known = GrantorRecords.of(earlier);
        List<Step> steps = new ArrayList<>();
        for (StoredEvent event : life.subList(earlier.size(), (int) Math.min((long) first + most, life.size()))) {
            GrantorRecords now = known.with(event.record());
            steps.add(new Step(event, Consequences.between(known.authorities(), now.authorities())));
            known = now;
        }
        return steps;
    }
}
