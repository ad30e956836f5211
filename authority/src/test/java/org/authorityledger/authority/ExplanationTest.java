package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.AAR;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.HEATON;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;
import static org.authorityledger.authority.Acts.in;
import static org.authorityledger.authority.Acts.question;

import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The one plain sentence that says why: who, what, for whom, where, when, and the facts that decide. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplanationTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    @Test
    void a_good_signature_names_the_clause_the_instrument_and_since_when_it_is_in_force() {
        acts.granted(POA, says -> says);

        assertThatSentenceOn(question("4/A", HEMACARE, "2003-06-10", IRVING)).startsWith("Yes").contains("Judi Irving", "Form 4/A",
                "Andrew Heaton", "HemaCare Corporation", "2003-06-10", "clause a", POA, "2003-05-08");
    }

    @Test
    void a_good_signature_under_an_instrument_that_ends_says_until_when() {
        acts.granted(POA, says -> says.expiresOn("2006-01-21"));

        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", IRVING)).startsWith("Yes").contains("2006-01-22");
    }

    @Test
    void signers_together_are_all_named() {
        acts.granted(POA, says -> says.atLeast(2));

        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", IRVING, STOVER)).startsWith("Yes").contains("Judi Irving",
                "JoAnn Stover");
    }

    @Test
    void someone_who_signs_beside_those_whose_signatures_count_is_not_named() {
        acts.granted(POA, says -> says);
        acts.granted("other", says -> says.atLeast(2));
        acts.resigned(POA, STOVER, "2003-06-10");

        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", IRVING, KWIAT)).as("a stranger")
                .startsWith("Yes: Judi Irving may sign").doesNotContain("Kwiat");
        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", KWIAT, IRVING)).as("a stranger first")
                .startsWith("Yes: Judi Irving may sign").doesNotContain("Kwiat");
        assertThatSentenceOn(question("4", HEMACARE, "2003-06-09", IRVING, STOVER)).as("the day before her resignation")
                .startsWith("Yes: Judi Irving and JoAnn Stover may sign");
        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", IRVING, STOVER, FRACTOR)).as("two of the other instrument")
                .startsWith("Yes: ");
        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", KWIAT, AttorneyId.of(HEATON.value()))).as("the grantor in person")
                .startsWith("Yes: Andrew Heaton signs").doesNotContain("Kwiat");
        assertThatSentenceOn(question("144", HEMACARE, "2003-06-10", IRVING, KWIAT)).as("where neither may, both are named")
                .startsWith("No: Judi Irving and Katherine Kwiat may not");
    }

    @Test
    void of_several_signers_those_count_who_have_authority_under_the_instrument_that_decides() {
        acts.granted(POA, says -> says);
        acts.resigned(POA, STOVER, "2003-06-10");
        Question asked = question("4", HEMACARE, "2003-06-10", KWIAT, STOVER, IRVING);

        assertThat(acts.answer(asked).counting(asked)).containsExactly(IRVING);
        Question none = question("4", HEMACARE, "2003-06-10", KWIAT, STOVER);
        assertThat(acts.answer(none).counting(none)).isEmpty();
    }

    @Test
    void a_grantor_who_signs_in_person_is_said_to() {
        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", AttorneyId.of(HEATON.value()))).startsWith("Yes")
                .contains("Andrew Heaton", "in person");
    }

    @Test
    void where_no_power_of_attorney_is_known_the_sentence_says_so() {
        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", KWIAT)).startsWith("No").contains("Katherine Kwiat", "Form 4",
                "no power of attorney");
    }

    @Test
    void an_issuer_not_covered_is_named_with_the_one_that_is() {
        acts.granted(POA, says -> says);

        assertThatSentenceOn(question("4", AAR, "2003-06-10", IRVING)).startsWith("No").contains("AAR Corp.", POA,
                "HemaCare Corporation");
    }

    @Test
    void a_form_not_covered_is_called_by_its_name() {
        acts.granted(POA, says -> says);

        assertThatSentenceOn(question("144", HEMACARE, "2003-06-10", IRVING)).startsWith("No").contains("Form 144", POA);
    }

    @Test
    void an_amendment_not_covered_is_called_an_amendment() {
        acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), false));

        assertThatSentenceOn(question("4/A", HEMACARE, "2003-06-10", IRVING)).startsWith("No").contains("Form 4/A", POA, "amendment");
    }

    @Test
    void a_capacity_not_covered_is_put_in_words() {
        acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), true, Capacity.OFFICER));

        assertThatSentenceOn(in(Set.of(Capacity.TEN_PERCENT_OWNER), question("4", HEMACARE, "2003-06-10", IRVING))).startsWith("No")
                .contains(POA, "ten percent owner");
    }

    @Test
    void an_authority_not_yet_effective_is_explained_with_the_day_it_begins() {
        acts.granted(POA, says -> says.effectiveOn("2003-06-01"));

        assertThatSentenceOn(question("4", HEMACARE, "2003-05-31", IRVING)).startsWith("No").contains(POA, "2003-06-01");
    }

    @Test
    void an_ended_authority_is_explained_with_whose_it_was_what_ended_it_and_since_when() {
        acts.granted(POA, says -> says);
        acts.resigned(POA, IRVING, "2004-07-01");
        acts.resigned(POA, FRACTOR, "2004-06-01");

        assertThatSentenceOn(question("4", HEMACARE, "2004-08-02", FRACTOR, IRVING)).startsWith("No").contains("2004-08-02",
                "the authority of Judi Irving", POA, "resigned", "2004-07-01");
    }

    @Test
    void every_cause_has_words_of_its_own() {
        assertThat(EndCause.values()).extracting(EndCause::words).doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).isNotBlank());
    }

    @Test
    void too_few_signatures_are_explained_with_how_many_are_needed() {
        acts.granted(POA, says -> says.atLeast(2));

        assertThatSentenceOn(question("4", HEMACARE, "2003-06-10", IRVING)).startsWith("No").contains(POA, "2");
    }

    @Test
    void a_person_without_a_known_name_is_called_by_their_id() {
        assertThat(Explanation.of(question("4", HEMACARE, "2003-06-10", KWIAT),
                acts.answer(question("4", HEMACARE, "2003-06-10", KWIAT)), id -> id, Acts.day("2003-06-10")))
                .contains("katherine-kwiat", "andrew-heaton", "hemacare");
    }

    private AbstractStringAssert<?> assertThatSentenceOn(Question question) {
        String sentence = Explanation.of(question, acts.answer(question), Acts::name, question.on());
        return assertThat(sentence).endsWith(".").doesNotContain("\n", "null");
    }
}
