package org.authorityledger.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    @Bean
    SecurityFilterChain security(HttpSecurity http, ProblemWriter problems) throws Exception {
        return http
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**", "/error").permitAll()
                        .requestMatchers("/actuator/**").hasAnyRole(Roles.ADMIN, Roles.AUDITOR)
                        .requestMatchers(HttpMethod.POST, "/api/authority/checks")
                        .hasAnyRole(Roles.AUDITOR, Roles.INVESTIGATOR, Roles.ADMIN).requestMatchers(HttpMethod.GET, "/api/**")
                        .hasAnyRole(Roles.AUDITOR, Roles.INVESTIGATOR, Roles.ADMIN).requestMatchers(HttpMethod.HEAD, "/api/**")
                        .hasAnyRole(Roles.AUDITOR, Roles.INVESTIGATOR, Roles.ADMIN).requestMatchers("/api/**")
                        .hasAnyRole(Roles.RECORDER, Roles.ADMIN)
                        .anyRequest().authenticated())
                .httpBasic(basic -> basic.realmName("Authority Ledger").authenticationEntryPoint((request, response, failure) -> {
                    response.setHeader("WWW-Authenticate", "Basic realm=\"Authority Ledger\", charset=\"UTF-8\"");
                    problems.write(request, response, ProblemWriter.ofStatus(HttpStatus.UNAUTHORIZED));
                }))
                .exceptionHandling(handling -> handling.accessDeniedHandler(
                        (request, response, denied) -> problems.write(request, response, ProblemWriter.ofStatus(HttpStatus.FORBIDDEN))))
                // Every request carries its credentials, and browsers do not add them to another site's JSON: no session, no token against forgery.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)).csrf(csrf -> csrf.disable())
                .build();
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
        return new ProviderManager(provider);
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
