package org.authorityledger.questions.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.authorityledger.http.Dates;
import org.authorityledger.questions.OnHeatonsLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Parties and instruments over HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DirectoryApiTest extends OnHeatonsLedger {

    @Test
    void a_grantor_is_shown_with_their_known_instruments() {
        JsonNode grantor = answer("/api/grantors/andrew-heaton?on=2005-03-04");

        assertThat(grantor.path("name").asString()).isEqualTo("Andrew Heaton");
        assertThat(texts(grantor.path("powersOfAttorney"), "poaId")).containsExactly("heaton-2003", "heaton-2010");
        JsonNode early = answer("/api/grantors/andrew-heaton?knownAt=" + Dates.format(story().revoked.recordedAt()));
        assertThat(texts(early.path("powersOfAttorney"), "poaId")).containsExactly("heaton-2003");
    }

    @Test
    void the_instruments_of_a_grantor_are_paged() {
        JsonNode first = answer("/api/grantors/andrew-heaton?limit=1");
        assertThat(texts(first.path("powersOfAttorney"), "poaId")).containsExactly("heaton-2003");
        JsonNode second = answer("/api/grantors/andrew-heaton?limit=1&cursor=" + first.path("next").asString());
        assertThat(texts(second.path("powersOfAttorney"), "poaId")).containsExactly("heaton-2010");
        assertThat(second.has("next")).isFalse();
        assertThat(answer("/api/grantors/andrew-heaton?limit=2").has("next")).isFalse();
    }

    @Test
    void an_instrument_is_shown_as_it_was_known_with_what_became_of_each_authority() {
        JsonNode instrument = answer("/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003?on=2005-03-04");

        assertThat(instrument.path("executedOn").asString()).isEqualTo("2003-05-08");
        assertThat(instrument.path("recordId").asString()).isEqualTo(story().granted.recordId().toString());
        assertThat(instrument.path("issuer").path("issuerId").asString()).isEqualTo("hemacare");
        assertThat(texts(instrument.path("attorneys"), "attorneyId")).containsExactly("judi-irving", "david-fractor", "joann-stover");
        JsonNode irving = instrument.path("authorities").valueStream()
                .filter(authority -> authority.path("attorneyId").asString().equals("judi-irving")).findFirst().orElseThrow();
        assertThat(irving.path("inForce").asBoolean()).isFalse();
        assertThat(irving.path("endCause").asString()).isEqualTo("REVOKED");
        assertThat(answer("/api/grantors/andrew-heaton/powers-of-attorney/heaton-2010").path("issuer").asString()).isEqualTo("ANY");
    }

    @Test
    void an_instrument_is_unknown_before_it_is_recorded() {
        String before = Dates.format(story().grantedForAll.recordedAt().minusNanos(1000));

        assertProblem(get("/api/grantors/andrew-heaton/powers-of-attorney/heaton-2010?knownAt=" + before), 404, "UNKNOWN_INSTRUMENT");
    }

    @Test
    void attorneys_and_issuers_are_shown_with_the_number_of_their_authorities() {
        JsonNode stover = answer("/api/attorneys/joann-stover?on=2004-01-01");
        JsonNode hemacare = answer("/api/issuers/hemacare?on=2004-01-01");

        assertThat(stover.path("name").asString()).isNotBlank();
        assertThat(stover.path("grantors").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(hemacare.path("authoritiesInForce").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void the_name_last_recorded_is_shown_and_the_earlier_ones_are_kept() {
        JsonNode zoe = answer("/api/grantors/zoe-oneill");

        assertThat(zoe.path("name").asString()).isEqualTo("ZOE SØRENSEN");
        assertThat(zoe.path("names").toString()).isEqualTo("[\"ZOE SØRENSEN\",\"Zoë O'Neill-Brandt\"]");
        assertThat(zoe.path("cik").asString()).isEqualTo("0000012345");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Zoë O'Neill-Brandt", "zoe o'neill", "ZOË O’NEILL‐BRANDT", "O Neill Brandt", "zoe\u0301 s\u00f8rensen",
            "Zoe Sørensen", "zoe  sørensen ", "neill–brandt", "zoe sorensen", "SORENSEN, ZOE", "oneill brandt", "brandt zo"})
    void every_name_ever_recorded_finds_its_party_regardless_of_case_accents_quotes_and_hyphens(String q) {
        assertThat(texts(answer("/api/grantors?q=" + encoded(q)).path("items"), "grantorId")).containsExactly("zoe-oneill");
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoe%rensen", "zo_ sørensen", "O\\Neilll", "no one of this name", "zoe sorensen x", "zoerensen"})
    void a_text_that_no_name_contains_finds_no_one(String q) {
        assertThat(answer("/api/grantors?q=" + encoded(q)).path("items").isEmpty()).isTrue();
    }

    @Test
    void attorneys_and_issuers_are_found_by_name_too() {
        assertThat(texts(answer("/api/attorneys?q=joann%20stover").path("items"), "attorneyId")).containsExactly("joann-stover");
        assertThat(texts(answer("/api/issuers?q=hemacare").path("items"), "issuerId")).contains("hemacare");
    }
}
