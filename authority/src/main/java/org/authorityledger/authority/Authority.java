package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SigningRule;
import org.jspecify.annotations.Nullable;

/**
 * That someone may sign for a grantor under one instrument at one issuer, in {@code [from, until)}.
 *
 * @param source the record it stems from: the grant, the rider, the appointment or the incumbency
 * @param segment the record whose terms govern: the grant or a rider
 * @param granted the place of the grant in the ledger
 * @param inPlaceOf whose place is taken; null for {@link Role#NAMED} and {@link Role#CO_AGENT}
 * @param place the named attorney, office or co-agent for whom a signature under it counts
 * @param placeOfCoAgent whether that is the place of a co-agent, which is another one than the place of a named attorney of the same id
 * @param through the appointments and incumbencies through which it comes, the first first, without the source
 * @param powers the clauses it gives, cut to what an appointment passes on
 * @param signing how many must sign together, where a clause has no rule of its own
 * @param conditions what the terms say that can make an answer conditional
 * @param from the first day in force
 * @param ending what ends it; null: open
 */
public record Authority(RecordId source, RecordId segment, Position granted, GrantorId grantorId, PoaId poaId, IssuerId issuerId,
        AttorneyId attorneyId, Role role, @Nullable AttorneyId inPlaceOf, AttorneyId place, boolean placeOfCoAgent,
        List<RecordId> through, List<Power> powers,
        SigningRule signing, Conditions conditions, LocalDate from, @Nullable Ending ending) {

    /** What stays the same about an authority however its terms come to be known. */
    public record Key(RecordId source, RecordId segment, AttorneyId attorneyId, IssuerId issuerId, List<RecordId> through) {}

    public Authority {
        powers = List.copyOf(powers);
        through = List.copyOf(through);
    }

    /** What identifies this authority among all. */
    public Key key() {
        return new Key(source, segment, attorneyId, issuerId, through);
    }

    /** This authority without the way in which it came about. */
    Authority inWhateverWay() {
        return new Authority(source, segment, granted, grantorId, poaId, issuerId, attorneyId, role, inPlaceOf, place, placeOfCoAgent,
                List.of(), powers, signing, conditions, from, ending);
    }

    /** The first day no longer in force; null: open. */
    public @Nullable LocalDate until() {
        return ending == null ? null : ending.on();
    }

    /** Whether it ended before it began. Such an authority is kept out of every answer but the explanation. */
    public boolean neverWas() {
        return ending != null && !ending.on().isAfter(from);
    }

    /** Whether {@code from <= day < until}. */
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(from) && (ending == null || day.isBefore(ending.on()));
    }

    /** The least number of signatures that it takes, where a clause has no rule of its own. */
    public int minimumSignatures() {
        return signing.signatures();
    }

    /** Every form that one of the powers lists, in the order of {@link Form}; {@link Form#ALL} among them: every form. */
    public List<Form> forms() {
        return listed(powers.stream());
    }

    /** Every form of which amendments may be signed, in the order of {@link Form}. */
    public List<Form> amendableForms() {
        return listed(powers.stream().filter(this::amendable));
    }

    private static List<Form> listed(Stream<Power> powers) {
        return List.copyOf(powers.map(Power::forms).flatMap(Collection::stream).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether a clause allows amendments, by itself or by another that is accessory to it. */
    public boolean amendable(Power power) {
        return power.amendments()
                || powers.stream().anyMatch(other -> other.accessoryTo().contains(power.clause()) && other.amendments());
    }

    /** Whether a clause covers a form. */
    public boolean lists(Form form) {
        return powers.stream().anyMatch(power -> power.lists(form));
    }

    /** The rule of a clause: its own, else that of the instrument. */
    public SigningRule signing(Power power) {
        return power.signing() == null ? signing : power.signing();
    }
}
