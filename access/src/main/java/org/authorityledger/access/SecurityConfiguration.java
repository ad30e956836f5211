package org.authorityledger.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.access.looked.AccessLogConfiguration;
import org.authorityledger.access.looked.AccessLogFilter;
import org.authorityledger.access.password.PasswordConfiguration;
import org.authorityledger.access.password.RecentSignIns;
import org.authorityledger.access.people.CurrentPerson;
import org.authorityledger.access.people.KeyIntrospector;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.PeopleConfiguration;
import org.authorityledger.access.provider.ProviderConfiguration;
import org.authorityledger.access.provider.ProviderSignIn;
import org.authorityledger.http.Pages;
import org.authorityledger.http.ProblemWriter;
import org.authorityledger.store.LedgerHead;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;

/** What stands before every request: the firewall, sign-in, permissions, and the headers of every response. */
@Configuration(proxyBeanMethods = false)
@Import({ PeopleConfiguration.class, PasswordConfiguration.class, AccessLogConfiguration.class,
        FirewallConfiguration.class, ProviderConfiguration.class})
public class SecurityConfiguration {

    private static final String SESSION_COOKIE = "ledger-session";
    private static final String TOKEN_COOKIE = "ledger-token";
    private static final String SIGNED_OUT = Pages.SIGN_IN + "?ended";

    @Bean
    SecurityFilterChain security(HttpSecurity http, AuthenticationManager passwords, KeyIntrospector keys,
            ObjectProvider<ProviderSignIn> provider, FailedSignInNotes notes, People people, SignInPrompt prompt, SignInWays ways,
            ObjectProvider<Pages> pages, List<AccessRules> modules, KnownHosts hosts, ProblemWriter problems, AccessLog log,
            LedgerHead head) throws Exception {
        PathPermissions permissions = new PathPermissions(modules);
        SignIns signIns = new SignIns(passwords, keys, provider.getIfAvailable(), notes);
        http.authenticationManager(signIns)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(permissions))
                .oauth2ResourceServer(bearer -> bearer.authenticationEntryPoint(prompt).authenticationManagerResolver(request -> signIns)
                        .withObjectPostProcessor(everyFailureTo(prompt)))
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
        if (ways.passwords()) {
            http.httpBasic(basic -> basic.realmName(SignInPrompt.REALM).authenticationEntryPoint(prompt));
        }
        if (pages.getIfAvailable() == null) {
            http.logout(logout -> logout.disable());
        } else {
            signInOnPages(http, ways, provider.getIfAvailable(), prompt);
        }
        return http.build();
    }

    private static void signInOnPages(HttpSecurity http, SignInWays ways, @Nullable ProviderSignIn provider, SignInPrompt prompt)
            throws Exception {
        if (ways.passwords()) {
            http.formLogin(form -> form.loginPage(Pages.SIGN_IN).successHandler(prompt::succeeded).failureHandler(prompt::failed));
        }
        http.logout(logout -> {
            logout.logoutUrl("/logout").logoutSuccessUrl(SIGNED_OUT).deleteCookies(SESSION_COOKIE);
            if (provider != null) {
                logout.logoutSuccessHandler(provider.signsOut(SIGNED_OUT));
            }
        });
        if (provider != null) {
            provider.addTo(http, prompt::answer);
        }
    }

    /** Otherwise a failure that is no one's fault would end as an error of the server. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> everyFailureTo(SignInPrompt prompt) {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends BearerTokenAuthenticationFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(prompt::commence);
                return filter;
            }
        };
    }

    @Bean
    SignInWays signInWays(@Value("${ledger.passwords.enabled:true}") boolean passwords, ObjectProvider<ProviderSignIn> provider) {
        ProviderSignIn one = provider.getIfAvailable();
        return new SignInWays(passwords, one == null ? null : one.name());
    }

    @Bean
    FailedSignInNotes failedSignInNotes(People people, MeterRegistry meters) {
        return new FailedSignInNotes(name -> people.find(name) != null, meters);
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
    QuickEntry quickEntry(KnownHosts hosts, People people, RecentSignIns signIns, AccessLog log, LedgerHead head) {
        return new QuickEntry(hosts, people, signIns, log, head);
    }

    @Bean
    SignInPrompt signInPrompt(ProblemWriter problems, ObjectProvider<Pages> pages, SignInWays ways, FailedSignInNotes notes) {
        return new SignInPrompt(problems, pages, ways, notes);
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
