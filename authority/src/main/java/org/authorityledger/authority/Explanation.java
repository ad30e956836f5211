package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.authorityledger.events.AttorneyId;

/**
 * Puts an {@link Answer} in one plain sentence. Where a signature is good, the sentence names the signers whose signatures count, and no
 * one who only signed beside them.
 */
public final class Explanation {

    private Explanation() {}

    /**
     * One plain sentence.
     *
     * @param names the display name for an id of a grantor, attorney or issuer; the id itself where none is known
     */
    public static String of(Question question, Answer answer, UnaryOperator<String> names) {
        return of(question, answer, names, LocalDate::toString);
    }

    /**
     * One plain sentence.
     *
     * @param names the display name for an id of a grantor, attorney or issuer; the id itself where none is known
     * @param dates how a day is written
     */
    public static String of(Question question, Answer answer, UnaryOperator<String> names, Function<LocalDate, String> dates) {
        return of(question, answer, answer.authorized() ? answer.counting(question) : question.signers(), names, dates);
    }

    /**
     * The sentence of the first edition, which named all signers of a good signature. Receipts that were signed with it stay valid: it is
     * compared with them, and never written again.
     */
    public static String namingAllSigners(Question question, Answer answer, UnaryOperator<String> names) {
        return of(question, answer, question.signers(), names, LocalDate::toString);
    }

    private static String of(Question question, Answer answer, List<AttorneyId> named, UnaryOperator<String> names,
            Function<LocalDate, String> dates) {
        String signers = named.stream().map(AttorneyId::value).map(names).collect(Collectors.joining(" and "));
        String act = " sign " + question.form().title() + " for " + names.apply(question.grantorId().value()) + " at "
                + names.apply(question.issuerId().value()) + " on " + dates.apply(question.on());
        Answer.Basis decisive = answer.decisive();
        if (decisive == null) {
            return answer.reason() == Reason.SELF_SIGNED
                    ? "Yes: " + names.apply(question.grantorId().value()) + " signs in person, which needs no power of attorney."
                    : "No: " + signers + " may not" + act + ", for no power of attorney of the grantor appoints "
                            + (question.signers().size() == 1 ? "this signer." : "any of these signers.");
        }
        String start = (answer.authorized() ? "Yes: " + signers + " may" : "No: " + signers + " may not") + act;
        return start + because(question, decisive, names, dates);
    }

    private static String because(Question question, Answer.Basis decisive, UnaryOperator<String> names,
            Function<LocalDate, String> dates) {
        Authority authority = decisive.authority();
        String instrument = "power of attorney " + authority.poaId();
        String holder = names.apply(authority.attorneyId().value());
        String from = dates.apply(authority.from());
        String until = authority.until() == null ? null : dates.apply(authority.until());
        return switch (decisive.reason()) {
            case IN_FORCE -> ", under clause " + String.join(" and ", decisive.clauses()) + " of " + instrument + ", in force from "
                    + from + (until == null ? "." : " until " + until + ".");
            case ISSUER_NOT_COVERED -> ", for " + instrument + " is for " + names.apply(authority.issuerId().value()) + " only.";
            case FORM_NOT_COVERED -> ", for " + instrument + " gives " + holder + " no power over " + question.form().form().title() + ".";
            case AMENDMENT_NOT_COVERED -> ", for " + instrument + " gives no power over amendments of it.";
            case CAPACITY_NOT_COVERED -> ", for " + instrument + " gives no power over it in the capacity of "
                    + question.capacities().stream()
                            .map(capacity -> capacity.name().toLowerCase(Locale.ROOT).replace('_', ' ')).sorted()
                            .collect(Collectors.joining(" or "))
                    + ".";
            case NOT_YET_EFFECTIVE -> ", for the authority of " + holder + " under " + instrument + " begins on " + from + ".";
            case JOINT_SIGNATURE_REQUIRED -> ", for " + instrument + " asks for the signatures of at least " + authority.minimumSignatures()
                    + " of its attorneys together.";
            case EXPIRED, REVOKED, CEASED_REPORTING, RESIGNED, EMPLOYMENT_ENDED, SUPERSEDED, GRANTOR_DIED, GRANTOR_INCAPACITATED,
                    PRINCIPAL_ATTORNEY_ENDED, LEFT_OFFICE ->
                ", for the authority of " + holder + " under " + instrument + " " + EndCause.valueOf(decisive.reason().name()).words()
                        + ", from " + until + " on.";
            case NO_POWER_OF_ATTORNEY, SELF_SIGNED -> ".";
        };
    }
}
