package org.authorityledger.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.events.Version;
import org.jspecify.annotations.Nullable;

/**
 * All that is recorded of one grantor up to some moment, in the order of recording, and what follows from it; without notes, from which nothing
 * follows. Immutable.
 */
public final class GrantorRecords {

    /** Of a grantor the ledger knows nothing about. */
    public static final GrantorRecords NONE = new GrantorRecords(List.of());

    private static final int CHARACTERS_LIKE_A_RECORD = 1000;
    private static final int NAMED_LIKE_A_RECORD = 4;
    private static final int AUTHORITIES_LIKE_A_RECORD = 8;

    private final List<LedgerRecord> records;
    private @Nullable UnretractedRecords unretracted;
    private @Nullable List<Authority> authorities;
    private @Nullable PartyFacts facts;

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
        return records.isEmpty() ? NONE : new GrantorRecords(records.stream().map(LedgerRecord::withoutNote).toList());
    }

    /** These and one more. Following a stream record by record this way is faster than starting over each time. */
    public GrantorRecords with(LedgerRecord record) {
        List<LedgerRecord> more = new ArrayList<>(records.size() + 1);
        more.addAll(records);
        more.add(record.withoutNote());
        List<Authority> followed = authorities;
        return new GrantorRecords(more, followed == null ? null : new Before(unretracted(), followed));
    }

    /** These and some acts, as if they were recorded now. */
    public GrantorRecords supposing(List<LegalAct> acts, Instant now) {
        GrantorRecords after = this;
        for (LegalAct act : acts) {
            // No rule asks for instant or user; sequence and position decide what was recorded first. The id only has to be another one.
            RecordId unlikeAny = new RecordId(new UUID(0, after.records.size()));
            Position position = after.records.isEmpty() ? Position.of(1) : after.records.getLast().position().next();
            after = after.with(new LedgerRecord(unlikeAny, position, after.version().nextSequence(), now, "", act));
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
    public Version version() {
        return new Version(records.size());
    }

    /** How much memory they take with what follows from them, as a number of usual records. */
    public int weight() {
        long weight = 1;
        for (LedgerRecord record : records) {
            weight += weight(record.act());
        }
        List<Authority> followed = authorities;
        return (int) Math.min(Integer.MAX_VALUE, weight + (followed == null ? 0 : followed.size() / AUTHORITIES_LIKE_A_RECORD));
    }

    /** How much memory an act takes, as a number of usual ones: nearly always 1. */
    public static long weight(LegalAct act) {
        long said = weight(act.note()) + weight(act.reason());
        return said + switch (act) {
            case PowerOfAttorneyGranted grant -> weight(grant.terms());
            case PowerOfAttorneyAmended amendment -> weight(amendment.terms());
            case PowerOfAttorneyCorrected correction -> weight(correction.terms());
            case PowerOfAttorneyRevoked revocation -> 1 + (revocation.attorneys().size() + revocation.deliveries().size())
                    / NAMED_LIKE_A_RECORD;
            case GrantorBeganReporting beginning -> 1 + weight(beginning.basis());
            case GrantorCeasedReporting cessation -> 1 + weight(cessation.basis());
            case GrantorResumedReporting resumption -> 1 + weight(resumption.basis());
            case GrantorDied death -> 1 + death.notices().size() / NAMED_LIKE_A_RECORD;
            case GrantorIncapacitated incapacity -> 1 + incapacity.notices().size() / NAMED_LIKE_A_RECORD;
            case GrantorDissolved dissolution -> 1 + dissolution.notices().size() / NAMED_LIKE_A_RECORD;
            default -> 1;
        };
    }

    private static long weight(Terms terms) {
        long characters = 0;
        long named = terms.attorneys().size() + terms.powers().size() + terms.issuers().size() + terms.supersedes().size()
                + terms.onBehalfOf().entities().size();
        for (Power power : terms.powers()) {
            characters += power.text() == null ? 0 : power.text().length();
            named += power.attorneys().size();
        }
        return 1 + characters / CHARACTERS_LIKE_A_RECORD + named / NAMED_LIKE_A_RECORD;
    }

    private static long weight(@Nullable String text) {
        return text == null ? 0 : text.length() / CHARACTERS_LIKE_A_RECORD;
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

    /** What follows from them beside authorities. */
    public PartyFacts facts() {
        PartyFacts result = facts;
        if (result == null) {
            result = PartyFacts.of(unretracted());
            facts = result;
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
