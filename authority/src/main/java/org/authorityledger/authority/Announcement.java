package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.jspecify.annotations.Nullable;

/** Puts {@link Consequences} in plain sentences, each of which can be read alone. */
public final class Announcement {

    private Announcement() {}

    /** One sentence or more for each authority: first what is gained, then what is lost, then what is changed. */
    public static List<String> of(Consequences consequences, Names names) {
        List<String> sentences = new ArrayList<>();
        consequences.gained().forEach(authority -> sentences.add(gained(authority, names)));
        consequences.lost().forEach(authority -> sentences.add(lost(authority, names)));
        consequences.changed().forEach(changed -> changed(changed.before(), changed.after(), names, sentences));
        return sentences;
    }

    private static String gained(Authority authority, Names names) {
        return "From " + authority.from() + until(authority) + " " + attorney(authority, names) + " may sign "
                + of(authority.forms(), authority, names) + place(authority, names) + jointly(authority) + ".";
    }

    private static String lost(Authority authority, Names names) {
        return attorney(authority, names) + " may on no day sign " + of(authority.forms(), authority, names) + place(authority, names)
                + " under power of attorney " + authority.poaId() + "; until now that was so from " + authority.from() + until(authority)
                + ".";
    }

    private static void changed(Authority before, Authority after, Names names, List<String> sentences) {
        int told = sentences.size();
        String who = attorney(after, names);
        if (!before.issuerId().equals(after.issuerId())) {
            sentences.add(who + " may sign " + of(after.forms(), after, names) + ", no longer at " + issuer(before, names) + ".");
        }
        List<Form> more = without(after.forms(), before.forms());
        if (!more.isEmpty()) {
            sentences.add("From " + after.from() + until(after) + " " + who + " may also sign " + of(more, after, names) + ".");
        }
        List<Form> less = without(before.forms(), after.forms());
        if (!less.isEmpty()) {
            sentences.add(who + " may on no day sign " + of(less, after, names) + " under power of attorney " + after.poaId() + ".");
        }
        if (after.from().isAfter(before.from())) {
            sentences.add("Before " + after.from() + " " + who + " may not sign " + of(after.forms(), after, names) + ".");
        } else if (after.from().isBefore(before.from())) {
            sentences.add("Already from " + after.from() + " " + who + " may sign " + of(after.forms(), after, names) + ".");
        }
        end(before, after, who, names, sentences);
        if (before.minimumSignatures() != after.minimumSignatures()) {
            sentences.add(who + " signs " + of(after.forms(), after, names)
                    + (after.minimumSignatures() == 1
                            ? " alone from now on."
                            : " only together with others: at least " + after.minimumSignatures() + " of the attorneys must sign."));
        }
        if (sentences.size() == told) {
            sentences.add(Objects.equals(before.powers(), after.powers())
                    ? "What " + who + " may sign for " + grantor(after, names) + " is as before, but rests on another record."
                    : "The clauses under which " + who + " may sign " + of(after.forms(), after, names) + " are changed.");
        }
    }

    private static void end(Authority before, Authority after, String who, Names names, List<String> sentences) {
        LocalDate was = before.until();
        LocalDate is = after.until();
        Ending ending = after.ending();
        String what = of(after.forms(), after, names);
        if (ending == null) {
            if (was != null) {
                sentences.add("From " + was + " " + who + " may still sign " + what + ", with no end known.");
            }
        } else if (was == null || ending.on().isBefore(was)) {
            sentences.add("From " + is + " " + who + " may no longer sign " + what + cause(ending) + ".");
        } else if (ending.on().isAfter(was)) {
            sentences.add("From " + was + until(after) + " " + who + " may still sign " + what + ".");
        } else if (!Objects.equals(before.ending(), ending)) {
            sentences.add("That " + who + " may no longer sign " + what + " from " + is + " has another ground" + cause(ending) + ".");
        }
    }

    private static String attorney(Authority authority, Names names) {
        return names.of(Naming.Part.ATTORNEY, authority.attorneyId().value());
    }

    private static String grantor(Authority authority, Names names) {
        return names.of(Naming.Part.GRANTOR, authority.grantorId().value());
    }

    private static String issuer(Authority authority, Names names) {
        return authority.issuerId().equals(IssuerId.ANY) ? "every issuer" : names.of(Naming.Part.ISSUER, authority.issuerId().value());
    }

    /** Such as {@code Form 4 for Andrew Heaton at HemaCare Corporation}. */
    private static String of(List<Form> forms, Authority authority, Names names) {
        String last = forms.isEmpty() ? "nothing" : forms.getLast().title();
        String titles = forms.size() < 2
                ? last
                : forms.subList(0, forms.size() - 1).stream().map(Form::title).collect(Collectors.joining(", ")) + " and " + last;
        return titles + " for " + grantor(authority, names) + " at " + issuer(authority, names);
    }

    private static String place(Authority authority, Names names) {
        if (authority.inPlaceOf() == null) {
            return "";
        }
        String place = names.of(Naming.Part.ATTORNEY, authority.inPlaceOf().value());
        return authority.role() == Role.OFFICEHOLDER ? " as holder of the office " + place : " in the place of " + place;
    }

    private static String jointly(Authority authority) {
        return authority.minimumSignatures() == 1 ? "" : ", at least " + authority.minimumSignatures() + " of the attorneys together";
    }

    private static String until(Authority authority) {
        Ending ending = authority.ending();
        return ending == null ? "" : " until " + ending.on() + cause(ending);
    }

    private static String cause(@Nullable Ending ending) {
        return ending == null ? "" : " (" + ending.cause().words().replaceFirst("^was ", "") + ")";
    }

    private static List<Form> without(List<Form> forms, List<Form> those) {
        return forms.stream().filter(form -> !those.contains(form)).toList();
    }
}
