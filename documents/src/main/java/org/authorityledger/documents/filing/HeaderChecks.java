package org.authorityledger.documents.filing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.documents.filing.Filing.Doubt;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.jspecify.annotations.Nullable;

/** Holds the header of a submission against the form in it. EDGAR makes the one from the other, so that they differ only where something is wrong. */
final class HeaderChecks {

    private static final int SHORTEST_WORD = 3;

    private HeaderChecks() {}

    /** In what the two contradict each other; each is named as a problem. */
    static List<Doubt> check(String where, SubmissionHeader header, Filing form, FilingSink sink) {
        List<Doubt> doubts = new ArrayList<>();
        if (header.form() != null && !sameForm(header.form(), form.form())) {
            doubts.add(Doubt.ANOTHER_FORM);
            sink.problem(new FilingProblem(where,
                    "The header says that this is form " + header.form() + ", the form itself that it is " + form.form() + "."));
        }
        if (!sameOwners(header.owners(), form.owners(), ownership(form.form()))) {
            doubts.add(Doubt.OTHER_OWNERS);
            sink.problem(new FilingProblem(where, "The header names as those who report " + named(header.owners())
                    + ", the form itself " + named(form.owners()) + "."));
        }
        String inHeader = cik(header.issuer());
        String inForm = cik(form.issuer());
        if (inHeader != null && inForm != null && !inHeader.equals(inForm)) {
            doubts.add(Doubt.ANOTHER_ISSUER);
            sink.problem(new FilingProblem(where, "The header names the issuer " + named(List.of(Objects.requireNonNull(header.issuer())))
                    + ", the form itself " + named(List.of(Objects.requireNonNull(form.issuer()))) + "."));
        }
        return doubts;
    }

    private static boolean sameForm(String one, String other) {
        try {
            return FormAsked.of(one).equals(FormAsked.of(other));
        } catch (IllegalArgumentException noFormOfEdgar) {
            return one.strip().equalsIgnoreCase(other.strip());
        }
    }

    private static boolean ownership(String form) {
        return form.strip().matches("[345](?:/A)?");
    }

    /**
     * @param all whether each of the form stands in the header too: of a Schedule it has only those who filed it
     */
    private static boolean sameOwners(List<Party> header, List<Party> form, boolean all) {
        if (header.isEmpty() || form.isEmpty()) {
            return true;
        }
        if (!all) {
            return form.stream().anyMatch(owner -> header.stream().anyMatch(other -> mayBe(owner, other)));
        }
        return form.stream().allMatch(owner -> header.stream().anyMatch(other -> mayBe(owner, other)))
                && header.stream().allMatch(owner -> form.stream().anyMatch(other -> mayBe(owner, other)));
    }

    /** By the numbers where both have one, else by a word of the names. */
    private static boolean mayBe(Party one, Party other) {
        String cik = cik(one);
        return cik != null && cik(other) != null
                ? cik.equals(cik(other))
                : words(one.name()).stream().anyMatch(words(other.name())::contains);
    }

    private static @Nullable String cik(@Nullable Party party) {
        return party == null ? null : FormXml.cik(party.cik());
    }

    private static Set<String> words(String name) {
        return Arrays.stream(name.toUpperCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)).filter(word -> word.length() >= SHORTEST_WORD)
                .collect(Collectors.toSet());
    }

    private static String named(List<Party> parties) {
        return parties.stream().limit(5).map(party -> party.name() + (party.cik() == null ? "" : " (CIK " + party.cik() + ")"))
                .collect(Collectors.joining(", "));
    }
}
