package org.authorityledger.access;

import org.authorityledger.http.Browsers;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriUtils;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    private static final String CONTINUE = "continue";
    private static final String COOKIE = "ledger-session";
    /** Nothing of another host, no script and no style within a page. */
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
    /** The page that describes the interface is not ours and writes styles into itself. */
    private static final String CONTENT_OF_THE_DESCRIPTION = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    /** What a path needs that no module has claimed: usually there is nothing behind it. */
    private static final Permission UNCLAIMED = Permission.ASK;
    private static final RequestMatcher DESCRIPTION = request -> request.getRequestURI().startsWith("/swagger-ui");

    @Bean
    SecurityFilterChain security(HttpSecurity http, AuthenticationManager authentication, ProblemWriter problems,
            ObjectProvider<Pages> pages, List<AccessRules> modules) throws Exception {
        http.authenticationManager(authentication).authorizeHttpRequests(requests -> {
            modules.stream().flatMap(module -> module.rules().stream()).sorted(AccessRules.Rule::compareSpecificity)
                    .forEach(rule -> allow(requests, rule));
            requests.anyRequest().hasAnyRole(UNCLAIMED.roles().toArray(String[]::new));
        })
                .httpBasic(basic -> basic.realmName("Authority Ledger")
                        .authenticationEntryPoint((request, response, failure) -> {
                            if (failure instanceof FailedSignIns.TooEarly early) {
                                response.setHeader("Retry-After", Long.toString(early.seconds()));
                                problems.write(request, response, early.report());
                            } else {
                                askWhoItIs(request, response, problems, pages);
                            }
                        }))
                .exceptionHandling(handling -> handling
                        .authenticationEntryPoint((request, response, failure) -> askWhoItIs(request, response, problems, pages))
                        .accessDeniedHandler((request, response, denied) -> refuse(request, response, denied, problems)))
                .securityContext(context -> context.securityContextRepository(new DelegatingSecurityContextRepository(
                        new RequestAttributeSecurityContextRepository(), new SessionOfPages())))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(SecurityConfiguration::mayBeForged))
                .headers(headers -> headers
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(DESCRIPTION,
                                new StaticHeadersWriter("Content-Security-Policy", CONTENT_OF_THE_DESCRIPTION)))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(new NegatedRequestMatcher(DESCRIPTION),
                                new StaticHeadersWriter("Content-Security-Policy", CONTENT)))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN)));
        if (pages.getIfAvailable() == null) {
            http.formLogin(form -> form.disable()).logout(logout -> logout.disable());
        } else {
            http.formLogin(form -> form.loginPage(Pages.SIGN_IN)
                    .successHandler((request, response, who) -> response
                            .sendRedirect(Browsers.localPath(request.getParameter(CONTINUE))))
                    .failureHandler((request, response, failure) -> response.sendRedirect(
                            signIn(Browsers.localPath(request.getParameter(CONTINUE)))
                                    + (failure instanceof FailedSignIns.TooEarly early ? "&wait=" + early.seconds() : "&failed"))))
                    .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl(Pages.SIGN_IN + "?ended").deleteCookies(COOKIE));
        }
        return http.build();
    }

    private static void allow(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            AccessRules.Rule rule) {
        String path = rule.path().getPatternString();
        List<HttpMethod> methods = rule.method() == HttpMethod.GET
                ? List.of(HttpMethod.GET, HttpMethod.HEAD)
                : rule.method() == null ? List.of() : List.of(rule.method());
        var matched = requests.requestMatchers(methods.isEmpty()
                ? new RequestMatcher[]{ PathPatternRequestMatcher.withDefaults().matcher(path)}
                : methods.stream().map(method -> PathPatternRequestMatcher.withDefaults().matcher(method, path))
                        .toArray(RequestMatcher[]::new));
        switch (rule.permission()) {
            case PUBLIC -> matched.permitAll();
            case SIGNED_IN -> matched.authenticated();
            default -> matched.hasAnyRole(rule.permission().roles().toArray(String[]::new));
        }
    }

    /** The rules of what every node serves, whichever modules it is built of. */
    @Bean
    AccessRules rulesOfEveryNode() {
        return AccessRules.of(AccessRules.any("/actuator/health/**", Permission.PUBLIC), AccessRules.any("/error", Permission.PUBLIC),
                AccessRules.any("/actuator/**", Permission.MONITOR), AccessRules.any("/swagger-ui/**", Permission.SIGNED_IN),
                AccessRules.any("/swagger-ui.html", Permission.SIGNED_IN), AccessRules.any("/v3/**", Permission.SIGNED_IN),
                AccessRules.any("/webjars/**", Permission.SIGNED_IN));
    }

    private static String signIn(String continuation) {
        return Pages.SIGN_IN + "?" + CONTINUE + "=" + UriUtils.encodeQueryParam(continuation, StandardCharsets.UTF_8).replace("&", "%26")
                .replace("+", "%2B").replace("=", "%3D");
    }

    /**
     * A browser that goes to a page is sent to sign in, and comes back. A script of a page is told, without the header at which browsers would ask in
     * a window of their own; everyone else is told, with it.
     */
    private static void askWhoItIs(HttpServletRequest request, HttpServletResponse response, ProblemWriter problems,
            ObjectProvider<Pages> pages) throws IOException {
        if (pages.getIfAvailable() != null && !SessionOfPages.bringsCredentials(request) && Browsers.navigates(request)) {
            response.sendRedirect(signIn(Browsers.continuation(request)));
            return;
        }
        if (!Browsers.isScript(request)) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Authority Ledger\", charset=\"UTF-8\"");
        }
        problems.write(request, response, ProblemWriter.ofStatus(HttpStatus.UNAUTHORIZED));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied,
            ProblemWriter problems) throws IOException {
        if (!(denied instanceof CsrfException)) {
            problems.write(request, response, ProblemWriter.ofStatus(HttpStatus.FORBIDDEN));
        } else if (request.getRequestURI().equals(Pages.SIGN_IN)) {
            // The page to sign in had been open for too long: here is a fresh one.
            response.sendRedirect(signIn(Browsers.localPath(request.getParameter(CONTINUE))) + "&again");
        } else {
            problems.write(request, response, new Problem.Report(HttpStatus.FORBIDDEN, "FORGERY_TOKEN_MISSING",
                    "This does not come from a page of your present session. Open the page anew and send it again.", List.of()));
        }
    }

    /** What a browser sends along by itself proves nothing about who wrote the request: then the token does. */
    private static boolean mayBeForged(HttpServletRequest request) {
        boolean changes = !Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(request.getMethod());
        return changes && (request.getRequestURI().equals(Pages.SIGN_IN) || SessionOfPages.restsOnSession(request));
    }

    /** Odd paths go on to the checks that tell what is wrong with them; what remains forbidden is told as a problem. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowNull(true);
        firewall.setAllowUrlEncodedLineFeed(true);
        firewall.setAllowUrlEncodedCarriageReturn(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedRequestsAreProblems(ProblemWriter problems) {
        return (request, response, rejected) -> problems.write(request, response, ProblemWriter.ofStatus(HttpStatus.BAD_REQUEST));
    }

    @Bean
    AuthenticationManager authenticationManager(UserDetailsService users, PasswordEncoder encoder) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(encoder);
        return new FailedSignIns(new ProviderManager(provider), Clock.systemUTC());
    }

    @Bean
    UserDetailsService users(@Value("${LEDGER_ADMIN_PASSWORD:}") String fromEnvironment,
            @Value("${ledger.data-dir:./ledger-data}") Path dataDirectory,
            PasswordEncoder encoder) throws IOException {
        AdminPassword password = AdminPassword.find(fromEnvironment, dataDirectory);
        if (password.made()) {
            LOG.info("The password of the user admin was made just now and is shown this once: {}  (kept in {})", password.value(),
                    dataDirectory.resolve("admin-password"));
        }
        return new InMemoryUserDetailsManager(
                User.withUsername("admin").password(encoder.encode(password.value()))
                        .roles(Roles.ADMIN, Roles.RECORDER, Roles.AUDITOR, Roles.INVESTIGATOR).build());
    }

    /**
     * Compares digests in constant time. The one password is not stored by us but given by the environment or lies in a file only its owner reads,
     * so a slow hash would protect nothing and cost every single request.
     */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new PasswordEncoder() {
            @Override
            public String encode(@Nullable CharSequence raw) {
                return HexFormat.of().formatHex(digest(raw));
            }

            @Override
            public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
                return encoded != null && MessageDigest.isEqual(digest(raw), HexFormat.of().parseHex(encoded));
            }
        };
    }

    private static byte[] digest(@Nullable CharSequence raw) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(String.valueOf(raw).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
