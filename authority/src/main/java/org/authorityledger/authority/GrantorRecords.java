package org.authorityledger.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/** All that is recorded of one grantor up to some moment, in the order of recording, and what follows from it. Immutable. */
public final class GrantorRecords {

    /** Of a grantor the ledger knows nothing about. */
    public static final GrantorRecords NONE = new GrantorRecords(List.of());

    private final List<LedgerRecord> records;
    private @Nullable UnretractedRecords unretracted;
    private @Nullable List<Authority> authorities;

    private @Nullable Before before;

    /** What followed before the last record. */
    private record Before(UnretractedRecords unretracted, List<Authority> authorities) {}

    private GrantorRecords(List<LedgerRecord> records) {
        this(records, null);
    }

    private GrantorRecords(List<LedgerRecord> records, @Nullable Before before) {
        this.records = records;
        this.before = before;
    }

    /** These records, given in the order of recording. */
    public static GrantorRecords of(List<LedgerRecord> records) {
        return records.isEmpty() ? NONE : new GrantorRecords(List.copyOf(records));
    }

    /** These and one more. Following a stream record by record this way is faster than starting over each time. */
    public GrantorRecords with(LedgerRecord record) {
        List<LedgerRecord> more = new ArrayList<>(records.size() + 1);
        more.addAll(records);
        more.add(record);
        List<Authority> followed = authorities;
        return new GrantorRecords(more, followed == null ? null : new Before(unretracted(), followed));
    }

    /** These and some acts, as if they were recorded now. */
    public GrantorRecords supposing(List<LegalAct> acts, Instant now) {
        GrantorRecords after = this;
        for (LegalAct act : acts) {
            // No rule asks for position, instant or user; the sequence decides what was recorded first. The id only has to be another one.
            RecordId unlikeAny = new RecordId(new UUID(0, after.version()));
            after = after.with(new LedgerRecord(unlikeAny, 0, after.version(), now, "", act));
        }
        return after;
    }

    /** Exactly those with {@code recordedAt <= knownAt}. */
    public GrantorRecords knownAt(Instant knownAt) {
        int known = records.size();
        while (known > 0 && records.get(known - 1).recordedAt().isAfter(knownAt)) {
            known--;
        }
        return known == records.size() ? this : new GrantorRecords(List.copyOf(records.subList(0, known)));
    }

    /** In the order of recording. */
    public List<LedgerRecord> records() {
        return List.copyOf(records);
    }

    /** How many there are: the version of the grantor's stream. */
    public long version() {
        return records.size();
    }

    /** What stands of them. */
    public UnretractedRecords unretracted() {
        UnretractedRecords result = unretracted;
        if (result == null) {
            result = UnretractedRecords.of(records);
            unretracted = result;
        }
        return result;
    }

    /** The authorities that follow from them, with those that never were. */
    public List<Authority> authorities() {
        List<Authority> result = authorities;
        if (result == null) {
            Before earlier = before;
            result = List.copyOf(earlier == null
                    ? Law.authorities(unretracted())
                    : Law.authorities(unretracted(), earlier.unretracted(), earlier.authorities(), records.getLast().act()));
            authorities = result;
            before = null;
        }
        return result;
    }
}
