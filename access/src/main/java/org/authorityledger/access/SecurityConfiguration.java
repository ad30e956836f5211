package org.authorityledger.access;

import java.util.List;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.access.looked.AccessLogConfiguration;
import org.authorityledger.access.looked.AccessLogFilter;
import org.authorityledger.access.password.PasswordConfiguration;
import org.authorityledger.access.people.CurrentPerson;
import org.authorityledger.access.people.KeyIntrospector;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.PeopleConfiguration;
import org.authorityledger.http.Pages;
import org.authorityledger.http.ProblemWriter;
import org.authorityledger.store.LedgerHead;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;

/** What stands before every request: the firewall, sign-in, permissions, and the headers of every response. */
@Configuration(proxyBeanMethods = false)
@Import({ PeopleConfiguration.class, PasswordConfiguration.class, AccessLogConfiguration.class,
        FirewallConfiguration.class})
public class SecurityConfiguration {

    private static final String SESSION_COOKIE = "ledger-session";
    private static final String TOKEN_COOKIE = "ledger-token";

    @Bean
    SecurityFilterChain security(HttpSecurity http, AuthenticationManager users, People people, KeyIntrospector keys, SignInPrompt prompt,
            ObjectProvider<Pages> pages, List<AccessRules> modules, KnownHosts hosts, ProblemWriter problems, AccessLog log,
            LedgerHead head) throws Exception {
        PathPermissions permissions = new PathPermissions(modules);
        http.authenticationManager(users)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(permissions))
                .httpBasic(basic -> basic.realmName(SignInPrompt.REALM).authenticationEntryPoint(prompt))
                .oauth2ResourceServer(
                        bearer -> bearer.authenticationEntryPoint(prompt).opaqueToken(token -> token
                                .authenticationManager(new ProviderManager(new OpaqueTokenAuthenticationProvider(keys)))))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(prompt).accessDeniedHandler(prompt))
                .securityContext(context -> context.securityContextRepository(
                        new DelegatingSecurityContextRepository(new RequestAttributeSecurityContextRepository(), new PageSession())))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(PageSession::needsToken).csrfTokenRepository(tokensInACookie()))
                .addFilterBefore(new RequestsFromElsewhere(hosts, problems), CsrfFilter.class)
                .addFilterBefore(new CurrentPerson(people, problems), AuthorizationFilter.class)
                .addFilterAfter(new ViewerOfRequest(), AuthorizationFilter.class)
                .addFilterAfter(new AccessLogFilter(log, PathPermissions::asks, head), AuthorizationFilter.class)
                .headers(ResponseHeaders::add);
        if (pages.getIfAvailable() == null) {
            http.formLogin(form -> form.disable()).logout(logout -> logout.disable());
        } else {
            http.formLogin(form -> form.loginPage(Pages.SIGN_IN).successHandler(prompt::succeeded).failureHandler(prompt::failed))
                    .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl(Pages.SIGN_IN + "?ended").deleteCookies(SESSION_COOKIE));
        }
        return http.build();
    }

    /** Not in the session: the sign-in page is for those who have none yet, and to open it must cost the server nothing. */
    private static CookieCsrfTokenRepository tokensInACookie() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(TOKEN_COOKIE);
        tokens.setHeaderName("X-CSRF-TOKEN");
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax").path("/"));
        return tokens;
    }

    @Bean
    SignInPrompt signInPrompt(ProblemWriter problems, ObjectProvider<Pages> pages) {
        return new SignInPrompt(problems, pages);
    }

    @Bean
    AccessRules rulesOfPeople() {
        return AccessRules.of(AccessRules.any("/api/people/**", Permission.ADMINISTER), AccessRules.any("/api/me/**", Permission.SIGNED_IN),
                AccessRules.get("/api/people/changes", Permission.AUDIT));
    }

    /** The rules of what the module {@code http} serves on every node. */
    @Bean
    AccessRules rulesOfEveryNode() {
        return AccessRules.of(AccessRules.any("/actuator/health/**", Permission.PUBLIC), AccessRules.any("/error", Permission.PUBLIC),
                AccessRules.any("/actuator/**", Permission.MONITOR), AccessRules.any("/swagger-ui/**", Permission.SIGNED_IN),
                AccessRules.any("/swagger-ui.html", Permission.SIGNED_IN), AccessRules.any("/v3/**", Permission.SIGNED_IN),
                AccessRules.any("/webjars/**", Permission.SIGNED_IN));
    }
}
