package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SigningRule;
import org.jspecify.annotations.Nullable;

/**
 * Puts an {@link Answer} in one plain sentence, and each of its remarks in another. Where a signature is good, the sentence names the signers
 * whose signatures count, and no one who only signed beside them. Of a day that is past it speaks in the past.
 */
public final class Explanation {

    private static final String NOT_ITS_SIGNATORIES = "those who sign are not its signatories and represent none of them, or are too few.";
    private static final String NOT_REPRESENTED = "those who sign do not represent it, or are too few to do so.";

    private final Question question;
    private final Answer answer;
    private final UnaryOperator<String> names;
    private final Function<LocalDate, String> dates;
    private final boolean past;

    private Explanation(Question question, Answer answer, UnaryOperator<String> names, Function<LocalDate, String> dates,
            @Nullable LocalDate today) {
        this.question = question;
        this.answer = answer;
        this.names = names;
        this.dates = dates;
        this.past = today != null && question.on().isBefore(today);
    }

    /**
     * One plain sentence.
     *
     * @param names the display name for an id of a grantor, attorney or issuer; the id itself where none is known
     * @param today the day on which it is said
     */
    public static String of(Question question, Answer answer, UnaryOperator<String> names, LocalDate today) {
        return of(question, answer, names, LocalDate::toString, today);
    }

    /**
     * One plain sentence.
     *
     * @param names the display name for an id of a grantor, attorney or issuer; the id itself where none is known
     * @param dates how a day is written
     * @param today the day on which it is said
     */
    public static String of(Question question, Answer answer, UnaryOperator<String> names, Function<LocalDate, String> dates,
            LocalDate today) {
        String sentence = new Explanation(question, answer, names, dates, today).sentence();
        return withinScope(answer) ? sentence.replaceFirst(": ", ", as far as the scope shows: ") : sentence;
    }

    private static boolean withinScope(Answer answer) {
        return answer.remarks().stream().anyMatch(remark -> remark.code() == Remark.Code.WITHIN_SCOPE);
    }

    /** One plain sentence for a remark of the answer. */
    public static String of(Remark remark, Question question, Answer answer, UnaryOperator<String> names,
            Function<LocalDate, String> dates) {
        return new Explanation(question, answer, names, dates, null).remark(remark.code());
    }

    /** A sentence as receipts had it before the end of November 2026: it denied that anyone who signs has to do with the entity. */
    public static String inEarlierWords(String sentence) {
        return sentence.replace(NOT_ITS_SIGNATORIES, "no one who signs is a signatory of it or represents one.")
                .replace(NOT_REPRESENTED, "no one who signs represents it.");
    }

    private String sentence() {
        List<AttorneyId> named = answer.authorized() ? answer.counting(question) : question.signers();
        String signers = list(named.stream().map(AttorneyId::value).map(names).toList(), "and");
        String grantor = names.apply(question.grantorId().value());
        String act = " sign " + question.form().title() + " for " + grantor + " at " + names.apply(question.issuerId().value()) + " on "
                + dates.apply(question.on());
        String yes = "Yes: " + signers + (past ? " was allowed to" : " may") + act;
        if (past && named.size() > 1) {
            yes = yes.replaceFirst(" was allowed to", " were allowed to");
        }
        String no = "No: " + signers + (past ? " could not" : " may not") + act;
        Answer.Basis decisive = answer.decisive();
        return switch (answer.reason()) {
            case SELF_SIGNED -> "Yes: " + grantor + (past ? " signed" : " signs") + " in person, which needs no power of attorney.";
            case SIGNED_BY_SIGNATORY -> yes + ", " + chains() + ".";
            case NO_POWER_OF_ATTORNEY -> no + ", for no power of attorney of the grantor " + (past ? "gave " : "gives ")
                    + (question.signers().size() == 1 ? "this signer" : "any of these signers") + " authority.";
            case IN_FORCE -> yes + (decisive == null ? "." : inForce(decisive));
            default -> no + (decisive == null ? withoutInstrument(grantor) : because(decisive));
        };
    }

    private String withoutInstrument(String grantor) {
        Ending ending = answer.ending();
        return switch (answer.reason()) {
            case NO_SIGNATORY -> ", for " + grantor + " is an entity, and " + NOT_ITS_SIGNATORIES;
            case JOINT_SIGNATURE_REQUIRED ->
                ", for more signatories of " + grantor + " must sign together: " + chains() + ", which is too few.";
            case GRANTOR_DIED, GRANTOR_INCAPACITATED, GRANTOR_DISSOLVED ->
                ", for " + grantor + " " + ended(answer.reason()) + (ending == null ? "." : " on " + dates.apply(ending.on()) + ".");
            default -> ".";
        };
    }

    private static String ended(Reason reason) {
        return switch (reason) {
            case GRANTOR_DIED -> "died";
            case GRANTOR_INCAPACITATED -> "lost capacity";
            default -> "was dissolved";
        };
    }

    private String inForce(Answer.Basis decisive) {
        Authority authority = decisive.authority();
        LocalDate until = decisive.ending() == null ? null : decisive.ending().on();
        String represented = decisive.chains().isEmpty() ? "" : ", for " + names.apply(authority.attorneyId().value());
        return represented + ", under clause " + list(decisive.clauses(), "and") + " of power of attorney " + authority.poaId()
                + ", in force from " + dates.apply(authority.from()) + (until == null ? "." : " until " + dates.apply(until) + ".");
    }

    private String because(Answer.Basis decisive) {
        Authority authority = decisive.authority();
        String instrument = "power of attorney " + authority.poaId();
        String holder = names.apply(authority.attorneyId().value());
        String until = decisive.ending() == null ? "" : dates.apply(decisive.ending().on());
        return switch (decisive.reason()) {
            case ISSUER_NOT_COVERED -> ", for " + instrument + " " + is() + " for " + names.apply(authority.issuerId().value()) + " only.";
            case FORM_NOT_COVERED ->
                ", for " + instrument + " " + gives() + " " + holder + " no power over " + question.form().form().title() + ".";
            case AMENDMENT_NOT_COVERED -> ", for " + instrument + " " + gives() + " no power over amendments of it.";
            case CAPACITY_NOT_COVERED -> ", for " + instrument + " " + gives() + " no power over it in the capacity of "
                    + list(question.capacities().stream().map(capacity -> capacity.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .sorted().toList(), "or")
                    + ".";
            case NOT_YET_EFFECTIVE -> ", for the authority of " + holder + " under " + instrument + (past ? " began on " : " begins on ")
                    + dates.apply(authority.from()) + ".";
            case NO_SIGNATORY ->
                ", for " + holder + ", which " + instrument + (past ? " appointed" : " appoints")
                        + ", is an entity, and " + NOT_REPRESENTED;
            case JOINT_SIGNATURE_REQUIRED -> ", for " + instrument + (past ? " asked for " : " asks for ") + together(authority) + ".";
            default -> {
                EndCause cause = decisive.reason().ended();
                yield cause == null
                        ? "."
                        : ", for the authority of " + holder + " under " + instrument + " " + cause.words() + ", from " + until + " on.";
            }
        };
    }

    private String is() {
        return past ? "was" : "is";
    }

    private String gives() {
        return past ? "gave" : "gives";
    }

    /** Such as {@code the signatures of at least 2 of its attorneys together}. */
    private String together(Authority authority) {
        SigningRule rule = authority.powers().stream().filter(power -> power.lists(question.form().form())).map(authority::signing)
                .filter(one -> !one.singly()).findFirst().orElse(authority.signing());
        if (rule.groups().isEmpty()) {
            return "the signatures of at least " + rule.minimum() + " of its attorneys together";
        }
        return "signatures together: " + groups(rule, names);
    }

    /** Who must sign with whom by a rule of groups, such as {@code Ann with at least 1 of Ben or Cora}. */
    public static String groups(SigningRule rule, UnaryOperator<String> names) {
        return list(rule.groups().stream()
                .map(group -> (group.of().size() == group.minimum() ? "" : "at least " + group.minimum() + " of ")
                        + list(group.of().stream().map(AttorneyId::value).map(names).toList(),
                                group.of().size() == group.minimum() ? "and" : "or"))
                .toList(), "with");
    }

    /** Each chain, from the grantor to the hand. */
    private String chains() {
        return list(answer.chains().stream().map(this::chain).toList(), "and");
    }

    private String chain(List<Link> chain) {
        List<String> steps = new ArrayList<>();
        for (Link link : chain) {
            String who = names.apply(link.partyId().value());
            String whom = names.apply(link.grantorId().value());
            switch (link.by()) {
                case SIGNATORY -> steps.add(who + " as " + capacity(link.capacity()) + " of " + whom);
                case POWER_OF_ATTORNEY -> steps.add(who + " as attorney-in-fact of " + whom);
                case HAND -> {
                    // The one before says who.
                }
            }
        }
        return steps.stream().collect(Collectors.joining(", "));
    }

    /** In words, such as {@code general partner}. */
    private static String capacity(@Nullable SignatoryCapacity capacity) {
        return capacity == null || capacity == SignatoryCapacity.OTHER
                ? "signatory"
                : capacity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String remark(Remark.Code code) {
        String grantor = names.apply(question.grantorId().value());
        String issuer = names.apply(question.issuerId().value());
        return switch (code) {
            case ONLY_IN_CAPACITY ->
                "Only in certain capacities of " + grantor + ": the clause names them, and the question names no capacity.";
            case CONFIRMATION_NOT_ON_FILE ->
                "No filing with this power of attorney is recorded up to that day: attach it, so that a confirmation is on file.";
            case CEASED_AT_THIS_ISSUER -> "The power of attorney is for every issuer and stays in force, but at " + issuer
                    + " the duty to report that keeps it in force has ceased.";
            case NOT_REQUIRED_NOW ->
                grantor + " is not required to file " + question.form().form().title() + " at " + issuer + " on that day.";
            case DURABILITY_UNSTATED ->
                "The power of attorney does not say whether it survives incapacity; many states presume that it does.";
            case WITHOUT_NOTICE -> "No notice of it is recorded up to that day: what was signed in good faith before notice may bind.";
            case TERMS_NOT_SEEN -> "The recorder did not see the power of attorney: its terms are known only from another paper.";
            case EXECUTION_DATE_UNCERTAIN ->
                "The power of attorney is undated: the recorded day is the latest on which it can have been signed.";
            case ENDS_THAT_DAY -> "It ended on that very day: whole days count.";
            case UNKNOWN_GRANTOR -> withinScope(answer)
                    ? "Within the scope nothing is known of " + grantor + "."
                    : "The ledger knows nothing of " + grantor + ".";
            case WITHIN_SCOPE -> "Only records that concern the issuers of the scope were considered: others may say otherwise, "
                    + "for example that someone died.";
            case KNOWN_BY_OTHER_IDS ->
                "Someone in the question is known by other ids too; what is recorded under those was not considered.";
        };
    }

    private static String list(List<String> some, String last) {
        return some.size() < 2
                ? String.join("", some)
                : String.join(", ", some.subList(0, some.size() - 1)) + " " + last + " " + some.getLast();
    }
}
