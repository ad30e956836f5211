package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.SigningRule;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who may sign where no signer is given: nothing is said that the check of those signers would deny. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhoMaySignListTest extends OnAQueryNode {

    private Recordings ledger;

    @BeforeEach
    void recordings() {
        ledger = new Recordings(appender);
    }

    private String page(String grantor, String form, String... signers) {
        StringBuilder path = new StringBuilder(
                "/check?grantor=" + ledger.id(grantor) + "&issuer=acme&on=2020-06-02&form=" + form);
        for (String signer : signers) {
            path.append("&signer=").append(ledger.id(signer));
        }
        String page = LedgerForTests.get(port, path.toString(), "Accept", "text/html").body();
        return page.substring(page.indexOf("id=\"answer\"") - 200);
    }

    private static String text(String page) {
        return page.replaceAll("(?s)<svg.*?</svg>", "").replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    private boolean maySign(String grantor, String... signers) {
        return page(grantor, "4", signers).contains("\"verdict yes\"");
    }

    private void known(LedgerRecord last) {
        awaitRegister(last.position().value());
    }

    @Test
    void the_signatories_of_an_entity_that_is_an_attorney_are_listed() {
        ledger.granted("w", says -> says.appointing().appointingEntity(ledger.attorney("l")).onlyPower("a", Form.FORM_4));
        known(ledger.signs("l", "lp"));

        String page = page("w", "4");
        assertThat(text(page)).contains("Signatory lp was authorized to sign Form 4 for Grantor w",
                "attorney-in-fact, is an entity: it signs through people who represent it").doesNotContain("No one");
        assertThat(page).contains("/attorneys/" + ledger.id("l"));
        assertThat(maySign("w", "lp")).isTrue();
        assertThat(text(page("w", "144"))).as("a form that its power does not cover").contains("No one was authorized to sign Form 144")
                .doesNotContain("is an entity");
    }

    @Test
    void of_an_entity_whose_representatives_are_not_known_or_further_away_it_is_not_said_that_no_one_may_sign() {
        ledger.granted("w", says -> says.appointing().appointingEntity(ledger.attorney("l")));
        ledger.granted("v", says -> says.appointing().appointingEntity(ledger.attorney("unheard")));
        ledger.signs("m", "hand");
        known(ledger.signs("l", "m"));

        for (String grantor : List.of("w", "v")) {
            assertThat(text(page(grantor, "4"))).as(grantor)
                    .contains("Only people who represent an entity named below were authorized to sign Form 4")
                    .doesNotContain("No one");
        }
        assertThat(maySign("w", "hand")).isTrue();
    }

    @Test
    void an_entity_beside_a_person_who_must_sign_with_it_is_said_to_sign_through_its_signatories() {
        ledger.granted("w", says -> says.appointing(ledger.attorney("b")).appointingEntity(ledger.attorney("l")).atLeast(2));
        known(ledger.signs("other", "c"));
        assertThat(text(page("w", "4")))
                .contains("No one listed below, without someone who represents an entity, was authorized to sign Form 4");

        known(ledger.signs("l", "lp"));
        assertThat(text(page("w", "4"))).contains("No one listed below was authorized to sign Form 4 alone",
                "at least 2 of " + ledger.id("b") + " and those who represent " + ledger.id("l") + " must sign together under clause");
        assertThat(maySign("w", "lp")).isFalse();
        assertThat(maySign("w", "lp", "b")).isTrue();
    }

    @Test
    void a_substitute_is_said_to_fill_the_place_of_another() {
        ledger.granted("g", says -> says.appointing(ledger.attorney("a"), ledger.attorney("b")).atLeast(2).withSubstitution());
        known(ledger.substituted("g", "a", "s"));

        assertThat(text(page("g", "4"))).contains(
                "at least 2 of " + ledger.id("a") + " (or Substitute s in the place of " + ledger.id("a") + ") and " + ledger.id("b")
                        + " must sign together under clause",
                "with a different person in each place").doesNotContain("of those listed");
        assertThat(maySign("g", "a", "s")).as("both in one place").isFalse();
        assertThat(maySign("g", "s", "b")).isTrue();
    }

    @Test
    void conditions_are_shown_in_the_list_as_they_are_in_the_answer_for_one() {
        ledger.granted("g", says -> says.appointing(ledger.attorney("za"), ledger.attorney("zb")).giving().power("a", Set.of(Form.FORM_4),
                true, Capacity.DIRECTOR));
        known(ledger.granted("h", says -> says.appointing(ledger.attorney("za")).giving().power("a", Set.of(Form.FORM_4), true)));

        String condition = "Only in certain capacities of Grantor g";
        assertThat(text(page("g", "4", "za"))).contains("Conditions of this answer", condition);
        assertThat(text(page("g", "4"))).contains(ledger.id("za") + " and " + ledger.id("zb") + " were authorized",
                "Conditions of these answers", ledger.id("za") + ", " + ledger.id("zb") + ": " + condition);
        assertThat(text(page("h", "4"))).as("a clause that names no capacity").doesNotContain("Only in certain capacities");
    }

    @Test
    void clauses_that_do_not_mix_are_said_one_by_one() {
        ledger.granted("g",
                says -> says.appointing(ledger.attorney("a"), ledger.attorney("b"), ledger.attorney("c")).atLeast(2)
                        .giving().powerOf("x", Set.of(Form.FORM_4), ledger.attorney("a"), ledger.attorney("b"))
                        .powerOf("y", Set.of(Form.FORM_4), ledger.attorney("b"), ledger.attorney("c")));
        known(ledger.granted("other", says -> says));

        assertThat(text(page("g", "4"))).contains(
                "at least 2 of " + ledger.id("a") + " and " + ledger.id("b") + " must sign together under clause x of p; or at least 2 of "
                        + ledger.id("b") + " and " + ledger.id("c") + " must sign together under clause y of p")
                .doesNotContain("of those listed");
        assertThat(maySign("g", "a", "c")).isFalse();
        assertThat(maySign("g", "b", "c")).isTrue();
    }

    @Test
    void in_a_rule_of_groups_it_is_said_whose_place_a_substitute_fills() {
        ledger.granted("g",
                says -> says.appointing(ledger.attorney("z"), ledger.attorney("v1"), ledger.attorney("v2")).withSubstitution()
                        .groups(new SigningRule.Group(List.of(ledger.attorney("z")), 1),
                                new SigningRule.Group(List.of(ledger.attorney("v1"), ledger.attorney("v2")), 1)));
        known(ledger.substituted("g", "z", "v1"));

        assertThat(text(page("g", "4"))).containsPattern(ledger.id("z") + " \\(or (Substitute v1|" + ledger.id("v1") + ") in the place of "
                + ledger.id("z") + "\\) with at least 1 of (Substitute v1|" + ledger.id("v1") + ") or " + ledger.id("v2")
                + " must sign together under clause");
        assertThat(maySign("g", "v1", "v2")).isTrue();
        assertThat(maySign("g", "v1")).as("one person, one place").isFalse();
    }
}
