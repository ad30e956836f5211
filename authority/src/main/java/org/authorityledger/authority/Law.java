package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign for a grantor: one function from the records that stand to authorities, and one to signatories.
 *
 * <p>Authority begins on the day the instrument takes effect and ends on the earliest day that any cause gives; on one same day the cause
 * recorded first names the end. Rule 16a-3(i): an attorney may sign while the confirming statement "is still in effect".
 */
public final class Law {

    /** The edition of the law's text by which this build reads: receipts and registers name it. */
    public static final int EDITION = 2;

    private static final Comparator<Authority> WITHIN_A_SOURCE = Comparator.comparing(Authority::attorneyId)
            .thenComparing(Authority::issuerId).thenComparing(authority -> authority.segment().toString())
            .thenComparing(authority -> authority.through().toString());

    private Law() {}

    /**
     * Every authority that follows from what stands, also those that never were, in the order of recording of what gives them, those of
     * one record by id.
     */
    public static List<Authority> authorities(UnretractedRecords standing) {
        List<Authority> authorities = new ArrayList<>();
        standing.instruments().forEach(instrument -> authorities.addAll(new InstrumentLife(standing, instrument).authorities()));
        return inOrder(standing, authorities);
    }

    /**
     * The same as {@link #authorities(UnretractedRecords)}, found from what followed before one more act: most acts bear on one
     * instrument alone, and what
     * the others give stays as it is.
     *
     * @param before what stood before the act
     * @param earlier the authorities that followed from it
     */
    static List<Authority> authorities(UnretractedRecords standing, UnretractedRecords before, List<Authority> earlier, LegalAct act) {
        if (act instanceof SignatoryRecorded || act instanceof SignatoryEnded) {
            return earlier;
        }
        PoaId only = bearsOn(act, before, standing);
        if (only == null) {
            return authorities(standing);
        }
        List<Authority> authorities = new ArrayList<>(earlier.size() + 1);
        for (Authority authority : earlier) {
            if (!authority.poaId().equals(only)) {
                authorities.add(authority);
            }
        }
        Instrument instrument = standing.instrument(only);
        if (instrument != null) {
            authorities.addAll(new InstrumentLife(standing, instrument).authorities());
        }
        return inOrder(standing, authorities);
    }

    /** The one instrument whose authorities an act can change; null: any. */
    private static @Nullable PoaId bearsOn(LegalAct act, UnretractedRecords before, UnretractedRecords after) {
        PoaId poaId = act.poaId();
        // What supersedes others bears on them too.
        return poaId == null || superseding(before, poaId) || superseding(after, poaId) ? null : poaId;
    }

    private static boolean superseding(UnretractedRecords standing, PoaId poaId) {
        Instrument instrument = standing.instrument(poaId);
        return instrument != null && standing.superseding().contains(instrument);
    }

    private static List<Authority> inOrder(UnretractedRecords standing, Collection<Authority> authorities) {
        record Given(Sequence sequence, Authority authority) {}
        return authorities.stream().map(authority -> new Given(sequence(standing, authority.source()), authority))
                .sorted(Comparator.comparing(Given::sequence).thenComparing(Given::authority, WITHIN_A_SOURCE))
                .map(Given::authority).toList();
    }

    private static Sequence sequence(UnretractedRecords standing, RecordId recordId) {
        return Objects.requireNonNull(standing.record(recordId)).sequence();
    }

    /**
     * What someone holds on a day, in force or not, and whether they can appoint another for it.
     *
     * @param authority of an attorney, substitute, co-agent or holder, or of an office
     */
    public record Appointer(Authority authority, boolean mayAppoint) {}

    /** What someone holds under the terms of an instrument that govern on a day. */
    public static List<Appointer> appointers(UnretractedRecords standing, Instrument instrument, LocalDate on, AttorneyId appointer) {
        return InstrumentLife.appointers(standing, instrument, on, appointer);
    }

    /** Whether more authorities than a number follow from one instrument. */
    public static boolean givesMoreThan(int most, UnretractedRecords standing, Instrument instrument) {
        return InstrumentLife.moreThan(most, standing, instrument);
    }

    /** Who signs for the grantor, an entity, without a power of attorney, in the order of recording; also those who never did. */
    public static List<SigningOfficer> signatories(UnretractedRecords standing) {
        return standing.signatories().stream().map(entry -> signatory(standing, entry)).toList();
    }

    private static SigningOfficer signatory(UnretractedRecords standing, UnretractedRecords.SignatoryEntry entry) {
        SignatoryRecorded act = entry.act();
        Ends ends = new Ends();
        LocalDate until = act.until();
        if (until != null) {
            ends.add(until, EndCause.LEFT_OFFICE, entry.record());
        }
        for (LedgerRecord end : entry.ends()) {
            ends.add(((SignatoryEnded) end.act()).effectiveOn(), EndCause.LEFT_OFFICE, end);
        }
        for (LedgerRecord dissolution : standing.dissolutions) {
            ends.add(((GrantorDissolved) dissolution.act()).on(), EndCause.GRANTOR_DISSOLVED, dissolution);
        }
        return new SigningOfficer(entry.record().recordId(), act.grantorId(), act.signatory().partyId(), act.capacity(), act.title(),
                act.from(), ends.earliest(), act.forms());
    }

    /** How many signatories of the grantor must sign together: the last record that says it counts. */
    public static int minimumSignatories(UnretractedRecords standing) {
        return standing.signatories().stream().map(entry -> entry.act().minimumSignatories()).flatMap(Stream::ofNullable)
                .reduce(1, (earlier, later) -> later);
    }
}
