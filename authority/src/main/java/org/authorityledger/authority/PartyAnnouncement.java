package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.authorityledger.events.Form;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;

/**
 * Puts what changes of a party beside its authorities in plain sentences: who signs for it without a power of attorney, and whether it or anyone who
 * could sign for it still can. Answers about others may rest on it.
 */
public final class PartyAnnouncement {

    private final String party;
    private final Names names;
    private final Function<LocalDate, String> days;
    private final List<String> sentences = new ArrayList<>();

    private PartyAnnouncement(String party, Names names, Function<LocalDate, String> days) {
        this.party = names.of(Naming.Part.GRANTOR, party);
        this.names = names;
        this.days = days;
    }

    /** The sentences, each of which can be read alone; none where nothing of this changes. */
    public static List<String> of(PartyId party, PartyFacts before, PartyFacts after, Names names, Function<LocalDate, String> days) {
        PartyAnnouncement announcement = new PartyAnnouncement(party.value(), names, days);
        announcement.signatories(before, after);
        announcement.lives(before, after);
        if (!announcement.sentences.isEmpty()) {
            announcement.sentences
                    .add("Answers about others change with it wherever a signature leads through " + announcement.party + ".");
        }
        return List.copyOf(announcement.sentences);
    }

    private void signatories(PartyFacts before, PartyFacts after) {
        Map<RecordId, SigningOfficer> earlier = new HashMap<>();
        before.signatories().forEach(one -> earlier.put(one.source(), one));
        for (SigningOfficer one : after.signatories()) {
            SigningOfficer was = earlier.remove(one.source());
            if (was == null) {
                sentences.add("From " + days.apply(one.from()) + until(one) + " " + name(one) + " signs for " + party
                        + " without a power of attorney"
                        + forms(one) + ".");
            } else if (!Objects.equals(was.until(), one.until())) {
                sentences.add(one.until() == null
                        ? "That " + name(one) + " signs for " + party + " has no end any more."
                        : "Before " + days.apply(one.until()) + ", and not from then on, " + name(one) + " signs for " + party + ".");
            }
        }
        before.signatories().stream().filter(one -> earlier.containsKey(one.source())).forEach(
                one -> sentences.add(name(one) + " never signed for " + party + " by the record of " + days.apply(one.from()) + "."));
        if (before.minimumSignatories() != after.minimumSignatories()) {
            sentences.add("On every day, also in the past, "
                    + (after.minimumSignatories() == 1
                            ? "one signatory of " + party + " is enough."
                            : "at least " + after.minimumSignatories() + " signatories of " + party + " must sign together."));
        }
    }

    private void lives(PartyFacts before, PartyFacts after) {
        if (!before.hand().equals(after.hand())) {
            Ending hand = after.handEnded();
            sentences.add(hand == null
                    ? party + " can sign in person, as if nothing had ended that."
                    : "From " + days.apply(hand.on()) + " " + party
                            + " can no longer sign in person, neither for themselves nor for others.");
        }
        if (!before.dissolved().equals(after.dissolved())) {
            Ending dissolution = after.dissolution();
            sentences.add(dissolution == null
                    ? party + " was not dissolved."
                    : "From " + days.apply(dissolution.on()) + " no one signs for " + party + ", which is dissolved.");
        }
        after.attorneys().stream().filter(end -> !before.attorneys().contains(end))
                .forEach(end -> sentences.add("From " + days.apply(end.ending().on()) + " "
                        + names.of(Naming.Part.ATTORNEY, end.attorneyId().value()) + " can no longer sign for " + party + " in person."));
        before.attorneys().stream().filter(end -> !after.attorneys().contains(end))
                .forEach(end -> sentences.add("What ended the hand of " + names.of(Naming.Part.ATTORNEY, end.attorneyId().value()) + " on "
                        + days.apply(end.ending().on()) + " no longer counts for " + party + "."));
    }

    private String name(SigningOfficer one) {
        return names.of(Naming.Part.SIGNATORY, one.signatory().value());
    }

    private String until(SigningOfficer one) {
        return one.until() == null ? "" : " and before " + days.apply(one.until());
    }

    private static String forms(SigningOfficer one) {
        return one.forms().isEmpty() || one.forms().contains(Form.ALL)
                ? ""
                : ", only " + Announcement.list(one.forms().stream().map(Form::title).toList());
    }
}
