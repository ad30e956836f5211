package org.authorityledger.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.authorityledger.access.people.Roles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/** The rules of all modules together decide what a request requires. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessRulesTest {

    private static final AccessRules QUESTIONS = AccessRules.of(AccessRules.any("/api/**", Permission.ASK),
            AccessRules.any("/api/rebuilds/**", Permission.INVESTIGATE), AccessRules.get("/api/rebuilds/**", Permission.ASK),
            AccessRules.get("/api/proof/**", Permission.ASK));
    private static final AccessRules COMMANDS = AccessRules.of(AccessRules.post("/api/{act}", Permission.RECORD),
            AccessRules.post("/api/powers-of-attorney", Permission.RECORD), AccessRules.post("/api/proof/keys", Permission.ADMINISTER),
            AccessRules.delete("/api/rebuilds/{id}", Permission.INVESTIGATE));
    private static final AccessRules NODE = AccessRules.of(AccessRules.any("/health/**", Permission.PUBLIC),
            AccessRules.any("/documentation", Permission.SIGNED_IN), AccessRules.any("/metrics", Permission.MONITOR));

    private static final String RECORDER = Roles.RECORDER;
    private static final String AUDITOR = Roles.AUDITOR;
    private static final String INVESTIGATOR = Roles.INVESTIGATOR;
    private static final String ADMIN = Roles.ADMIN;

    private final PathPermissions permissions = new PathPermissions(List.of(QUESTIONS, COMMANDS, NODE));

    private static Authentication user(String... roles) {
        String[] authorities = java.util.Arrays.stream(roles).map(role -> "ROLE_" + role).toArray(String[]::new);
        return UsernamePasswordAuthenticationToken.authenticated("user", "", AuthorityUtils.createAuthorityList(authorities));
    }

    private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken("key", "anonymous",
            AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

    private static boolean allowed(PathPermissions permissions, String method, String path, Authentication user) {
        @Nullable
        AuthorizationResult result = permissions.authorize(() -> user, new MockHttpServletRequest(method, path));
        return result != null && result.isGranted();
    }

    private void assertAllowedOnlyTo(String method, String path, String... allowed) {
        for (String role : List.of(RECORDER, AUDITOR, INVESTIGATOR, ADMIN)) {
            assertThat(allowed(permissions, method, path, user(role))).as(method + " " + path + " as " + role)
                    .isEqualTo(List.of(allowed).contains(role));
        }
        assertThat(allowed(permissions, method, path, ANONYMOUS)).as("anonymously").isFalse();
    }

    @Test
    void the_most_specific_path_applies() {
        assertAllowedOnlyTo("GET", "/api/anything", AUDITOR, INVESTIGATOR, ADMIN);
        assertAllowedOnlyTo("PUT", "/api/rebuilds/1", INVESTIGATOR, ADMIN);
        assertAllowedOnlyTo("POST", "/api/powers-of-attorney", RECORDER);
        assertAllowedOnlyTo("POST", "/api/proof/keys", ADMIN);
    }

    @Test
    void of_two_rules_for_one_path_the_one_that_names_the_method_applies() {
        assertAllowedOnlyTo("GET", "/api/rebuilds/1", AUDITOR, INVESTIGATOR, ADMIN);
        assertAllowedOnlyTo("POST", "/api/rebuilds/1/again", INVESTIGATOR, ADMIN);
        assertAllowedOnlyTo("DELETE", "/api/rebuilds/1", INVESTIGATOR, ADMIN);
    }

    @Test
    void head_is_allowed_to_those_who_may_get() {
        assertAllowedOnlyTo("HEAD", "/api/rebuilds/1", AUDITOR, INVESTIGATOR, ADMIN);
        assertAllowedOnlyTo("HEAD", "/api/proof/keys", AUDITOR, INVESTIGATOR, ADMIN);
    }

    @Test
    void another_method_of_a_claimed_path_falls_to_the_next_rule() {
        assertAllowedOnlyTo("GET", "/api/powers-of-attorney", AUDITOR, INVESTIGATOR, ADMIN);
        assertAllowedOnlyTo("DELETE", "/api/proof/keys", AUDITOR, INVESTIGATOR, ADMIN);
    }

    @Test
    void an_unclaimed_path_is_allowed_to_those_who_may_ask() {
        assertAllowedOnlyTo("GET", "/elsewhere", AUDITOR, INVESTIGATOR, ADMIN);
        assertAllowedOnlyTo("POST", "/", AUDITOR, INVESTIGATOR, ADMIN);
    }

    @Test
    void a_public_path_is_open_to_everyone_and_a_signed_in_one_to_every_user() {
        assertThat(allowed(permissions, "GET", "/health/liveness", ANONYMOUS)).isTrue();
        assertThat(allowed(permissions, "GET", "/documentation", ANONYMOUS)).isFalse();
        assertThat(allowed(permissions, "GET", "/documentation", user())).isTrue();
        assertAllowedOnlyTo("GET", "/metrics", AUDITOR, ADMIN);
    }

    @Test
    void the_order_of_the_modules_does_not_matter() {
        List<PathPermissions> orders = List.of(new PathPermissions(List.of(NODE, COMMANDS, QUESTIONS)),
                new PathPermissions(List.of(COMMANDS, QUESTIONS, NODE)), new PathPermissions(List.of(QUESTIONS, NODE, COMMANDS)));
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE")) {
            for (String path : List.of("/api/x", "/api/powers-of-attorney", "/api/rebuilds", "/api/rebuilds/1", "/api/proof/keys",
                    "/health", "/documentation", "/metrics", "/elsewhere")) {
                for (Authentication user : List.of(ANONYMOUS, user(), user(RECORDER), user(AUDITOR), user(INVESTIGATOR), user(ADMIN))) {
                    boolean allowed = allowed(permissions, method, path, user);
                    assertThat(orders).as(method + " " + path).allMatch(other -> allowed(other, method, path, user) == allowed);
                }
            }
        }
    }

    @Test
    void two_modules_may_not_require_different_permissions_for_one_path() {
        AccessRules same = AccessRules.of(AccessRules.get("/metrics", Permission.ASK), AccessRules.any("/metrics", Permission.MONITOR));
        AccessRules other = AccessRules.of(AccessRules.any("/metrics", Permission.PUBLIC));
        assertThat(new PathPermissions(List.of(NODE, same))).isNotNull();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> new PathPermissions(List.of(NODE, other)))
                .withMessageContaining("/metrics");
    }
}
