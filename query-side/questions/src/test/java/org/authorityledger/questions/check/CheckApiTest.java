package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.authorityledger.http.Dates;
import org.authorityledger.questions.OnHeatonsLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A check over HTTP, asked rightly and wrongly. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckApiTest extends OnHeatonsLedger {

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({ "signer=judi-irving, 2003-05-07, NOT_YET_EFFECTIVE", "signer=judi-irving, 2003-05-08, IN_FORCE",
            "signer=judi-irving, 2005-03-03, IN_FORCE", "signer=judi-irving, 2005-03-04, REVOKED",
            "signer=david-fractor, 2005-03-04, IN_FORCE",
            "signer=katherine-kwiat, 2004-01-01, NO_POWER_OF_ATTORNEY", "signer=andrew-heaton, 2004-01-01, SELF_SIGNED",
            "signer=judi-irving&signer=david-fractor, 2005-03-04, IN_FORCE"})
    void a_check_is_answered_with_its_reason(String signers, String on, String reason) {
        JsonNode answer = answer(
                "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4/A&capacity=OFFICER&" + signers + "&on=" + on);

        assertThat(answer.path("reason").asString()).isEqualTo(reason);
        assertThat(answer.path("authorized").asBoolean()).isEqualTo(reason.equals("IN_FORCE") || reason.equals("SELF_SIGNED"));
        assertThat(answer.path("explanation").asString()).isNotBlank();
        assertThat(answer.path("on").asString()).isEqualTo(on);
        assertThat(answer.path("knownAt").asString()).matches(INSTANT);
        assertThat(answer.path("position").asLong()).isGreaterThanOrEqualTo(story().end());
    }

    @Test
    void the_basis_of_a_refused_signature_names_instrument_clause_interval_and_the_record_that_ended_it() {
        JsonNode basis = answer(CHECK + "&on=2005-03-04").path("basis");

        assertThat(basis.size()).isEqualTo(1);
        assertThat(basis.get(0).path("poaId").asString()).isEqualTo("heaton-2003");
        assertThat(basis.get(0).path("clauses").toString()).isEqualTo("[\"a\"]");
        assertThat(basis.get(0).path("from").asString()).isEqualTo("2003-05-08");
        assertThat(basis.get(0).path("until").asString()).isEqualTo("2005-03-04");
        assertThat(basis.get(0).path("endedBy").path("cause").asString()).isEqualTo("REVOKED");
        assertThat(basis.get(0).path("endedBy").path("recordId").asString()).isEqualTo(story().delivered.recordId().toString());
        assertThat(basis.get(0).path("recordId").asString()).isEqualTo(story().granted.recordId().toString());
    }

    @Test
    void what_is_known_changes_at_the_microsecond_of_a_record() {
        String recorded = Dates.format(story().delivered.recordedAt());
        String before = Dates.format(story().delivered.recordedAt().minusNanos(1000));

        assertThat(answer(CHECK + "&on=2005-03-04&knownAt=" + recorded).path("reason").asString()).isEqualTo("REVOKED");
        assertThat(answer(CHECK + "&on=2005-03-04&knownAt=" + before).path("reason").asString()).isEqualTo("IN_FORCE");
    }

    @Test
    void a_check_for_an_unknown_grantor_has_an_answer_and_is_no_error() {
        JsonNode answer = answer("/api/authority/check?grantor=unknown-grantor&issuer=hemacare&form=4&signer=judi-irving");

        assertThat(answer.path("reason").asString()).isEqualTo("NO_POWER_OF_ATTORNEY");
        assertThat(answer.path("basis").isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({ "form=144&issuer=aar, IN_FORCE", "form=144/A&issuer=hemacare, IN_FORCE", "form=4&issuer=aar, FORM_NOT_COVERED",
            "form=ID&issuer=aar&capacity=DIRECTOR, CAPACITY_NOT_COVERED", "form=ID&issuer=aar&capacity=officer, IN_FORCE",
            "form=ID/A&issuer=aar, AMENDMENT_NOT_COVERED"})
    void form_issuer_and_capacity_are_read_as_the_contract_says(String asked, String reason) {
        JsonNode answer = answer("/api/authority/check?grantor=andrew-heaton&signer=joann-stover&on=2010-01-04&" + asked);

        assertThat(answer.path("reason").asString()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = { "grantor", "issuer", "form", "signer"})
    void a_check_needs_grantor_issuer_form_and_signer(String name) {
        assertMalformed(get(CHECK.replaceAll("([?&])" + name + "=[^&]*&?", "$1")), name);
        assertMalformed(get(CHECK.replaceAll("([?&])" + name + "=[^&]*", "$1" + name + "=")), name);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({ "form, ALL", "form, 4/B", "form, 4/A/A", "capacity, EMPEROR", "on, 2023-02-30", "knownAt, today",
            "signer, a%2Fb",
            "signer, ''"})
    void a_malformed_check_is_refused_and_the_parameter_is_named(String name, String value) {
        String without = name.equals("signer") ? CHECK : CHECK.replaceAll("&" + name + "=[^&]*", "");

        assertMalformed(get(without + "&" + name + "=" + value), name);
    }
}
