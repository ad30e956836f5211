package org.authorityledger.access.password;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.authorityledger.access.Roles;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The built-in user and how their password is checked. */
@Configuration(proxyBeanMethods = false)
public class PasswordConfiguration {

    @Bean
    AuthenticationManager authenticationManager(UserDetailsService users, PasswordEncoder encoder) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(encoder);
        return new FailedSignIns(new ProviderManager(provider), name -> account(users, name), Clock.systemUTC());
    }

    private static Optional<String> account(UserDetailsService users, String name) {
        try {
            return Optional.of(users.loadUserByUsername(name).getUsername());
        } catch (UsernameNotFoundException e) {
            return Optional.empty();
        }
    }

    @Bean
    UserDetailsService users(@Value("${LEDGER_ADMIN_PASSWORD:}") String fromEnvironment,
            @Value("${ledger.data-dir:./ledger-data}") Path dataDirectory, PasswordEncoder encoder) throws IOException {
        AdminPassword password = AdminPassword.find(fromEnvironment, dataDirectory);
        if (password.made()) {
            // To the terminal, never to the log: log files are kept, copied and sent to others.
            System.out.println("A password for the user admin was created. It is shown only this once: " + password.value());
        }
        return new InMemoryUserDetailsManager(
                User.withUsername("admin").password(encoder.encode(password.value()))
                        .roles(Roles.ADMIN, Roles.RECORDER, Roles.AUDITOR, Roles.INVESTIGATOR).build());
    }

    /**
     * Compares digests in constant time. The one password is in the environment or in a file that only its owner can read, so a slow hash would
     * protect nothing and would slow down every request.
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
