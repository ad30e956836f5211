package org.authorityledger.access.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.access.people.Outside;
import org.authorityledger.access.people.People;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who someone is, and with which roles, by the claims of a token. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClaimsTest {

    private static Claims claims(String rolesClaim) {
        return claims(rolesClaim, null);
    }

    private static Claims claims(String rolesClaim, @Nullable String issuersClaim) {
        return new Claims(new ProviderSettings("https://id.example.org", "Corp", "ledger", null, null, null, List.of("openid"), rolesClaim,
                Map.of("recorder", List.of("poa-recorders"), "auditor", List.of("poa-auditors", "All of Compliance")), issuersClaim,
                "preferred_username"));
    }

    private static Outside seeing(@Nullable Object issuers) {
        Map<String, Object> said = new HashMap<>(Map.of("roles", List.of("poa-recorders", "poa-auditors")));
        if (issuers != null) {
            said.put("companies", issuers);
        }
        return claims("roles", "companies").person("Sub-1", Instant.EPOCH, said);
    }

    @Test
    void the_issuers_of_a_claim_are_a_scope_in_which_auditors_alone_are_something() {
        assertThat(seeing(List.of("hemacare", "pinnacle-foods")).scope())
                .isEqualTo(new People.Scope(Set.of("hemacare", "pinnacle-foods")));
        assertThat(seeing("hemacare pinnacle-foods").scope()).isEqualTo(new People.Scope(Set.of("hemacare", "pinnacle-foods")));
        assertThat(seeing(List.of("hemacare")).roles()).containsExactly("AUDITOR");
        assertThat(claims("roles", "companies").person("Sub-1", Instant.EPOCH, Map.of("roles", "poa-recorders", "companies", "hemacare"))
                .roles()).isEmpty();
    }

    @Test
    void who_sees_everything_must_be_said_to_and_of_whom_nothing_is_said_gets_nowhere() {
        assertThat(seeing("*").scope()).isEqualTo(People.Scope.EVERYTHING);
        assertThat(seeing(List.of("hemacare", "*")).scope()).isEqualTo(People.Scope.EVERYTHING);
        assertThat(seeing("*").roles()).containsExactlyInAnyOrder("AUDITOR", "RECORDER");
        for (Object none : Arrays.asList(null, "", List.of(), "ANY", List.of("-"), "**", 4, Map.of("hemacare", true))) {
            assertThat(seeing(none).roles()).as(String.valueOf(none)).isEmpty();
            assertThat(seeing(none).scope()).as(String.valueOf(none)).isNull();
        }
        assertThat(seeing(List.of("hemacare", "-", "ANY")).scope()).isEqualTo(new People.Scope(Set.of("hemacare")));
    }

    @Test
    void without_the_setting_the_ledger_alone_says_what_someone_sees() {
        Outside outside = claims("roles").person("Sub-1", Instant.EPOCH, Map.of("roles", "poa-recorders", "companies", "hemacare"));
        assertThat(outside.scope()).isNull();
        assertThat(outside.roles()).containsExactly("RECORDER");
    }

    private static Set<String> roles(String claim, @Nullable Object value) {
        return value == null ? claims(claim).roles(Map.of()) : claims(claim).roles(Map.of("roles", value));
    }

    private static Outside person(Map<String, Object> said) {
        return claims("roles").person("Sub-1", Instant.EPOCH, said);
    }

    @Test
    void a_role_is_given_by_a_value_that_is_mapped_and_by_no_other() {
        assertThat(roles("roles", List.of("poa-recorders", "else"))).containsExactly("RECORDER");
        assertThat(roles("roles", List.of("All of Compliance", "poa-recorders"))).containsExactlyInAnyOrder("AUDITOR", "RECORDER");
        assertThat(roles("roles", "poa-auditors")).containsExactly("AUDITOR");
        assertThat(roles("roles", "openid poa-auditors poa-recorders")).containsExactlyInAnyOrder("AUDITOR", "RECORDER");
        assertThat(roles("roles", "All of Compliance")).containsExactly("AUDITOR");
        for (Object none : Arrays.asList(null, List.of(), "", List.of("RECORDER", "recorder", "Poa-Recorders", "poa-recorders "), 4, true,
                Map.of("poa-recorders", true), List.of(List.of("poa-recorders")))) {
            assertThat(roles("roles", none)).as(String.valueOf(none)).isEmpty();
        }
    }

    @Test
    void a_dot_leads_into_an_object_unless_a_claim_has_this_very_name() {
        Map<String, Object> nested = Map.of("resource", Map.of("ledger", Map.of("roles", List.of("poa-recorders"))));
        assertThat(claims("resource.ledger.roles").roles(nested)).containsExactly("RECORDER");
        assertThat(claims("resource.other.roles").roles(nested)).isEmpty();
        assertThat(claims("resource").roles(nested)).isEmpty();
        assertThat(claims("https://example.org/roles").roles(Map.of("https://example.org/roles", List.of("poa-auditors"))))
                .containsExactly("AUDITOR");
    }

    @ParameterizedTest
    @CsvSource({ "jane.doe, corp:jane.doe", "Jane.Doe@Example.ORG, corp:jane.doe@example.org", "'Jane  Doe', corp:jane-doe",
            "--admin, corp:admin", "'a/b:c', corp:a-b-c", "ŻANETA, corp:aneta", "'', corp:sub-1", "'   ', corp:sub-1", "日本, corp:person",
            "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg, corp:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"})
    void a_username_is_a_plain_word_behind_the_name_of_the_provider(String claim, String username) {
        Outside person = person(Map.of("preferred_username", claim));
        assertThat(person.username()).isEqualTo(username).matches("corp:[a-z0-9][a-z0-9._@-]{0,99}");
        assertThat(person.id()).isEqualTo(new Outside.Id("https://id.example.org", "Sub-1"));
    }

    @Test
    void a_name_has_nothing_that_cannot_be_seen_and_without_a_name_it_is_the_username() {
        assertThat(person(Map.of("name", "Jane Doe")).name()).isEqualTo("Jane Doe");
        assertThat(person(Map.of("name", " Jane\u0000\n\u202eDoe ")).name()).isEqualTo("Jane   Doe");
        assertThat(person(Map.of("name", "\u202e")).name()).isEqualTo("corp:sub-1");
        assertThat(person(Map.of("name", List.of("Jane"))).name()).isEqualTo("corp:sub-1");
        assertThat(person(Map.of("name", "x".repeat(501))).name()).hasSize(500);
    }
}
