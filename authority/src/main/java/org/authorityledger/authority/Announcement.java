package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Power;
import org.authorityledger.events.SigningRule;
import org.jspecify.annotations.Nullable;

/** Puts {@link Consequences} in plain sentences, each of which can be read alone. */
public final class Announcement {

    private final Names names;
    private final Function<LocalDate, String> days;
    private final List<Authority> changed;
    private final List<Authority> held;

    private Announcement(Consequences among, Names names, Function<LocalDate, String> days) {
        this.names = names;
        this.days = days;
        this.changed = among.changed().stream().map(Consequences.Changed::after).toList();
        this.held = Stream.concat(among.gained().stream(), changed.stream()).toList();
    }

    /** One sentence or more for each authority: first what is gained, then what is lost, then what is changed. */
    public static List<String> of(Consequences consequences, Names names) {
        return of(consequences, names, LocalDate::toString);
    }

    /**
     * The same, with days written as the reader expects them.
     *
     * @param days how a day is written
     */
    public static List<String> of(Consequences consequences, Names names, Function<LocalDate, String> days) {
        return of(consequences, consequences, names, days);
    }

    /**
     * The same, of some of all consequences.
     *
     * @param among all that follow: they show who goes on under a rider
     */
    public static List<String> of(Consequences consequences, Consequences among, Names names, Function<LocalDate, String> days) {
        Announcement announcement = new Announcement(among, names, days);
        List<String> sentences = new ArrayList<>();
        consequences.gained().forEach(authority -> announcement.gained(authority, sentences));
        consequences.lost().forEach(authority -> sentences.add(announcement.lost(authority)));
        consequences.changed().forEach(changed -> announcement.changed(changed.before(), changed.after(), sentences));
        return sentences;
    }

    private void gained(Authority authority, List<String> sentences) {
        Authority earlier = changed.stream().filter(one -> goesOn(one, authority)).findFirst().orElse(null);
        List<Form> kept = earlier == null ? List.of() : without(authority.forms(), without(authority.forms(), earlier.forms()));
        List<Form> added = without(authority.forms(), kept);
        String who = "From " + days.apply(authority.from()) + until(authority) + " " + attorney(authority);
        if (!kept.isEmpty()) {
            sentences.add(who + " may still sign " + of(kept, authority) + place(authority) + ", by a rider to power of attorney "
                    + authority.poaId() + jointly(authority) + ".");
        }
        if (!added.isEmpty() || kept.isEmpty()) {
            sentences.add(who + (kept.isEmpty() ? " may sign " : " may also sign ") + of(added, authority) + place(authority)
                    + jointly(authority) + ".");
        }
        rules(authority, sentences);
    }

    /** What holds of single clauses only. */
    private void rules(Authority authority, List<String> sentences) {
        for (Power power : authority.powers()) {
            String under = "Under clause " + power.clause() + " " + attorney(authority) + " signs ";
            SigningRule signing = power.signing();
            if (signing != null && !signing.equals(authority.signing())) {
                sentences.add(under + (signing.singly() ? "alone." : "only with others, " + together(signing) + "."));
            }
            if (!power.capacities().isEmpty()) {
                sentences.add(under + "only for " + grantor(authority) + " as "
                        + power.capacities().stream().map(Announcement::words).collect(Collectors.joining(" or ")) + ".");
            }
        }
    }

    private static String words(Capacity capacity) {
        return switch (capacity) {
            case DIRECTOR -> "director";
            case OFFICER -> "officer";
            case TEN_PERCENT_OWNER -> "owner of more than 10%";
            case OTHER -> "in another capacity";
        };
    }

    /** Whether the one goes on as the other when a rider takes effect. */
    private static boolean goesOn(Authority one, Authority other) {
        Ending ending = one.ending();
        return ending != null && ending.cause() == EndCause.AMENDED && ending.on().equals(other.from())
                && one.attorneyId().equals(other.attorneyId()) && one.poaId().equals(other.poaId())
                && one.issuerId().equals(other.issuerId()) && one.place().equals(other.place())
                && one.placeOfCoAgent() == other.placeOfCoAgent();
    }

    private String lost(Authority authority) {
        return attorney(authority) + " may on no day sign " + of(authority.forms(), authority) + place(authority)
                + " under power of attorney " + authority.poaId() + "; until now that was so from " + days.apply(authority.from())
                + until(authority)
                + ".";
    }

    private void changed(Authority before, Authority after, List<String> sentences) {
        int first = sentences.size();
        String who = attorney(after);
        if (!before.issuerId().equals(after.issuerId())) {
            sentences.add(who + " may sign " + of(after.forms(), after) + ", no longer at " + issuer(before) + ".");
        }
        List<Form> more = without(after.forms(), before.forms());
        if (!more.isEmpty()) {
            sentences.add("From " + days.apply(after.from()) + until(after) + " " + who + " may also sign " + of(more, after) + ".");
        }
        List<Form> less = without(before.forms(), after.forms());
        if (!less.isEmpty()) {
            sentences.add(who + " may on no day sign " + of(less, after) + " under power of attorney " + after.poaId() + ".");
        }
        if (after.from().isAfter(before.from())) {
            sentences.add("Before " + days.apply(after.from()) + " " + who + " may not sign " + of(after.forms(), after) + ".");
        } else if (after.from().isBefore(before.from())) {
            sentences.add("Already from " + days.apply(after.from()) + " " + who + " may sign " + of(after.forms(), after) + ".");
        }
        end(before, after, who, sentences);
        if (before.minimumSignatures() != after.minimumSignatures()) {
            sentences.add(who + " signs " + of(after.forms(), after)
                    + (after.minimumSignatures() == 1
                            ? " alone from now on."
                            : " only together with others: at least " + after.minimumSignatures() + " of the attorneys must sign."));
        }
        if (sentences.size() == first) {
            sentences.add(Objects.equals(before.powers(), after.powers())
                    ? "What " + who + " may sign for " + grantor(after) + " is as before, but rests on another record."
                    : "The clauses under which " + who + " may sign " + of(after.forms(), after) + " are changed.");
        }
    }

    private void end(Authority before, Authority after, String who, List<String> sentences) {
        LocalDate was = before.until();
        Ending ending = after.ending();
        String what = of(after.forms(), after);
        if (ending == null) {
            if (was != null) {
                sentences.add("From " + days.apply(was) + " " + who + " may still sign " + what + ", with no end known.");
            }
        } else if (was == null || ending.on().isBefore(was)) {
            Authority next = held.stream().filter(one -> goesOn(after, one)).findFirst().orElse(null);
            List<Form> dropped = next == null ? after.forms() : without(after.forms(), next.forms());
            if (next == null || !dropped.isEmpty()) {
                sentences.add("From " + days.apply(ending.on()) + " " + who + " may no longer sign " + of(dropped, after) + cause(ending)
                        + ".");
            } else {
                sentences.add("From " + days.apply(ending.on()) + " a rider to power of attorney " + after.poaId() + " decides whether "
                        + who + " may sign " + what + ".");
            }
        } else if (ending.on().isAfter(was)) {
            sentences.add("From " + days.apply(was) + until(after) + " " + who + " may still sign " + what + ".");
        } else if (!Objects.equals(before.ending(), ending)) {
            sentences.add("That " + who + " may no longer sign " + what + " from " + days.apply(ending.on()) + " has another ground"
                    + cause(ending) + ".");
        }
    }

    private String attorney(Authority authority) {
        return names.of(Naming.Part.ATTORNEY, authority.attorneyId().value());
    }

    private String grantor(Authority authority) {
        return names.of(Naming.Part.GRANTOR, authority.grantorId().value());
    }

    private String issuer(Authority authority) {
        return authority.issuerId().equals(IssuerId.ANY) ? "every issuer" : names.of(Naming.Part.ISSUER, authority.issuerId().value());
    }

    /** Such as {@code Form 4 for Andrew Heaton at HemaCare Corporation}. */
    private String of(List<Form> forms, Authority authority) {
        String titles = forms.isEmpty() ? "nothing" : list(forms.stream().map(Form::title).toList());
        return titles + " for " + grantor(authority) + " at " + issuer(authority);
    }

    /** Several, as in a sentence: A, B and C. */
    static String list(List<String> some) {
        return some.size() < 2
                ? String.join("", some)
                : String.join(", ", some.subList(0, some.size() - 1)) + " and " + some.getLast();
    }

    private String place(Authority authority) {
        if (authority.inPlaceOf() == null) {
            return "";
        }
        String place = names.of(Naming.Part.ATTORNEY, authority.inPlaceOf().value());
        return authority.role() == Role.OFFICEHOLDER ? " as holder of the office " + place : " in the place of " + place;
    }

    private String jointly(Authority authority) {
        return authority.signing().singly() ? "" : ", " + together(authority.signing());
    }

    private String together(SigningRule rule) {
        return (rule.groups().isEmpty()
                ? "at least " + rule.minimum() + " of the attorneys"
                : Explanation.groups(rule, id -> names.of(Naming.Part.ATTORNEY, id))) + " together";
    }

    private String until(Authority authority) {
        Ending ending = authority.ending();
        return ending == null ? "" : " until " + days.apply(ending.on()) + cause(ending);
    }

    private static String cause(@Nullable Ending ending) {
        return ending == null ? "" : " (" + ending.cause().words().replaceFirst("^was ", "") + ")";
    }

    private static List<Form> without(List<Form> forms, List<Form> those) {
        return forms.stream().filter(form -> !those.contains(form)).toList();
    }
}
