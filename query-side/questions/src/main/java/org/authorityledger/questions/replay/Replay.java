package org.authorityledger.questions.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.Sequence;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Viewer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Steps through the records of one grantor, and asks the law after each. */
public final class Replay {

    private static final int MOST_CHANGES = 5_000;
    private static final int EVENTS = 200;

    private final LedgerReader reader;

    public Replay(JdbcTemplate jdbc, RegisterSchema schema) {
        this.reader = new LedgerReader(jdbc, schema.events());
    }

    /**
     * One record, and what it changed.
     *
     * @param before what followed for the grantor beside authorities before it
     * @param after what follows since
     */
    public record Step(StoredEvent event, Consequences consequences, PartyFacts before, PartyFacts after) {}

    /** Everything recorded of a grantor up to a moment, in order, without notes; empty if the ledger did not know them then. */
    public List<LedgerRecord> life(GrantorId grantorId, Instant knownAt) {
        return reader.forTheLaw(grantorId, Sequence.FIRST).stream().filter(record -> !record.recordedAt().isAfter(knownAt)).toList();
    }

    /**
     * When the last records of some streams were recorded, from the grantor's first record on; the last first.
     *
     * @param most how many at most
     */
    public List<LedgerReader.Recorded> lastRecorded(GrantorId grantorId, Collection<GrantorId> streams, Position upToPosition, int most) {
        return reader.lastRecorded(grantorId, streams, upToPosition, most);
    }

    /** The record of this instant, or none. */
    public List<LedgerReader.Recorded> recordedThen(Instant instant) {
        return reader.recordedThen(instant);
    }

    /** Whether anything is recorded of a grantor. */
    public boolean knows(GrantorId grantorId) {
        return !reader.version(grantorId).isNone();
    }

    /**
     * Some steps of a life: fewer than asked for, but at least one, where each changes very much.
     *
     * @param first the number of records to skip
     * @param most the maximum number of steps
     */
    public List<Step> steps(List<LedgerRecord> life, int first, int most) {
        Viewer viewer = Viewer.current();
        int begin = Math.min(first, life.size());
        GrantorRecords known = GrantorRecords.of(life.subList(0, begin));
        List<Consequences> consequences = new ArrayList<>();
        List<PartyFacts> facts = new ArrayList<>(List.of(known.facts()));
        long changes = 0;
        for (LedgerRecord record : life.subList(begin, (int) Math.min((long) first + most, life.size()))) {
            if (changes > MOST_CHANGES) {
                break;
            }
            GrantorRecords now = known.with(record);
            Consequences next = Consequences.between(Authorities.seen(known.authorities(), viewer),
                    Authorities.seen(now.authorities(), viewer));
            consequences.add(next);
            facts.add(now.facts());
            changes += next.gained().size() + next.lost().size() + next.changed().size();
            known = now;
        }
        List<Step> steps = new ArrayList<>();
        for (int from = 0; from < consequences.size(); from += EVENTS) {
            int to = Math.min(from + EVENTS, consequences.size());
            List<StoredEvent> events = reader.at(life.subList(begin + from, begin + to).stream().map(LedgerRecord::position).toList());
            for (int n = from; n < to; n++) {
                steps.add(new Step(events.get(n - from), consequences.get(n), facts.get(n), facts.get(n + 1)));
            }
        }
        return steps;
    }
}
