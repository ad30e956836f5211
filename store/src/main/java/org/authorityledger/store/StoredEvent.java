package org.authorityledger.store;

import java.time.Instant;
import java.util.Objects;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;

/**
 * An act as it is stored in the ledger, with everything that is kept about its recording.
 *
 * <p>Its JSON is read when someone first asks for the {@link #record}: many only pass by it, or need it as text.
 */
public final class StoredEvent {

    private final RecordId recordId;
    private final GrantorId grantorId;
    private final Position position;
    private final Sequence sequence;
    private final Instant recordedAt;
    private final String type;
    private final String revision;
    private final @Nullable String json;
    private final Provenance provenance;
    // Two threads may both read the JSON; they come to the same record.
    private @Nullable LedgerRecord record;

    StoredEvent(RecordId recordId, GrantorId grantorId, Position position, Sequence sequence, Instant recordedAt, String type,
            String revision,
            @Nullable String json, Provenance provenance) {
        this.recordId = recordId;
        this.grantorId = grantorId;
        this.position = position;
        this.sequence = sequence;
        this.recordedAt = recordedAt;
        this.type = type;
        this.revision = revision;
        this.json = json;
        this.provenance = provenance;
    }

    public RecordId recordId() {
        return recordId;
    }

    public GrantorId grantorId() {
        return grantorId;
    }

    /** Its place in the ledger. */
    public Position position() {
        return position;
    }

    /** Its place in the grantor's stream. */
    public Sequence sequence() {
        return sequence;
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    public String type() {
        return type;
    }

    public String revision() {
        return revision;
    }

    /** The act's payload, to the letter. */
    public String json() {
        return Objects.requireNonNull(json, "this event was read for its record alone");
    }

    /**
     * The same event without its text: for those that ask for its record alone.
     *
     * @throws UnreadableRecord when this build cannot read its act
     */
    StoredEvent withoutText() {
        StoredEvent bare = new StoredEvent(recordId, grantorId, position, sequence, recordedAt, type, revision, null, provenance);
        bare.record = record();
        return bare;
    }

    public Provenance provenance() {
        return provenance;
    }

    /**
     * The record, for the law.
     *
     * @throws UnreadableRecord when this build cannot read its act
     */
    public LedgerRecord record() {
        LedgerRecord known = record;
        if (known == null) {
            known = read();
            record = known;
        }
        return known;
    }

    private LedgerRecord read() {
        try {
            return new LedgerRecord(recordId, position, sequence, recordedAt, provenance.recordedBy(),
                    ActJson.read(type, revision, json()));
        } catch (RuntimeException e) {
            throw new UnreadableRecord(recordId, position, type, revision, e);
        }
    }

    @Override
    public String toString() {
        return "#" + position + " " + type + " of " + grantorId + " (" + recordId + ")";
    }
}
