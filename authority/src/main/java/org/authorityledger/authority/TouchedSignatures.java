package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.SigningRule;
import org.jspecify.annotations.Nullable;

/**
 * Signatures whose standing under one instrument differs: of this attorney, on this form, for this grantor at this issuer, on each day in
 * {@code [from, until)}. Whether another instrument covers them all the same is a question for a check.
 *
 * @param until the first day no longer touched; null: without end
 */
public record TouchedSignatures(AttorneyId attorneyId, Form form, GrantorId grantorId, IssuerId issuerId, PoaId poaId, LocalDate from,
        @Nullable LocalDate until, Kind kind) {

    /** How they differ. */
    public enum Kind {
        /** Given by the instrument only as known afterwards. */
        GAINED,
        /** Given by the instrument only as known before. */
        LOST,
        /** Given by it before and after, on other conditions: clauses, amendments, capacities, or how many must sign together. */
        CHANGED
    }

    /** All that are touched by what came to be known otherwise, by authority and form. */
    public static List<TouchedSignatures> by(Consequences consequences) {
        List<TouchedSignatures> touched = new ArrayList<>();
        consequences.gained().forEach(authority -> all(authority, Kind.GAINED, touched));
        consequences.lost().forEach(authority -> all(authority, Kind.LOST, touched));
        consequences.changed().forEach(changed -> between(changed.before(), changed.after(), touched));
        return touched;
    }

    private static void all(Authority authority, Kind kind, List<TouchedSignatures> touched) {
        forms(authority, authority).forEach(form -> add(authority, form, authority.from(), end(authority), kind, touched));
    }

    private static void between(Authority before, Authority after, List<TouchedSignatures> touched) {
        if (!before.issuerId().equals(after.issuerId())) {
            all(before, Kind.LOST, touched);
            all(after, Kind.GAINED, touched);
            return;
        }
        for (Form form : forms(before, after)) {
            boolean was = before.lists(form);
            boolean is = after.lists(form);
            if (was && !is) {
                add(before, form, before.from(), end(before), Kind.LOST, touched);
            } else if (is && !was) {
                add(after, form, after.from(), end(after), Kind.GAINED, touched);
            } else if (was) {
                without(before, after, form, Kind.LOST, touched);
                without(after, before, form, Kind.GAINED, touched);
                if (!ways(before, form).equals(ways(after, form))) {
                    add(after, form, later(before.from(), after.from()), earlier(end(before), end(after)), Kind.CHANGED, touched);
                }
            }
        }
    }

    /** What either lists; where one lists every form, the seven that this ledger is about, and {@link Form#ALL} for all others. */
    private static Set<Form> forms(Authority one, Authority other) {
        Set<Form> forms = new TreeSet<>(one.forms());
        forms.addAll(other.forms());
        if (forms.contains(Form.ALL)) {
            forms.addAll(Form.seven());
        }
        return forms;
    }

    /** The days of the one that are not days of the other: before it begins, and after it ends. */
    private static void without(Authority one, Authority other, Form form, Kind kind, List<TouchedSignatures> touched) {
        add(one, form, one.from(), earlier(end(one), other.from()), kind, touched);
        add(one, form, later(one.from(), later(end(other), other.from())), end(one), kind, touched);
    }

    private record Ways(List<Power> powers, SigningRule signing, @Nullable AttorneyId inPlaceOf) {}

    private static Ways ways(Authority authority, Form form) {
        return new Ways(authority.powers().stream().filter(power -> power.lists(form) || power.accessory()).toList(),
                authority.signing(), authority.inPlaceOf());
    }

    private static void add(Authority authority, Form form, LocalDate from, LocalDate until, Kind kind, List<TouchedSignatures> touched) {
        if (from.isBefore(until)) {
            touched.add(new TouchedSignatures(authority.attorneyId(), form, authority.grantorId(), authority.issuerId(), authority.poaId(),
                    from, until.equals(LocalDate.MAX) ? null : until, kind));
        }
    }

    private static LocalDate end(Authority authority) {
        return Objects.requireNonNullElse(authority.until(), LocalDate.MAX);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}
