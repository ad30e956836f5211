package org.authorityledger.access.password;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.authorityledger.access.Roles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The built-in user and how their password is checked. */
@Configuration(proxyBeanMethods = false)
public class PasswordConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordConfiguration.class);

    @Bean
    AuthenticationManager authenticationManager(UserDetailsService users, PasswordEncoder encoder) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(encoder);
        return new FailedSignIns(new ProviderManager(provider), Clock.systemUTC());
    }

    @Bean
    UserDetailsService users(@Value("${LEDGER_ADMIN_PASSWORD:}") String fromEnvironment,
            @Value("${ledger.data-dir:./ledger-data}") Path dataDirectory, PasswordEncoder encoder) throws IOException {
        AdminPassword password = AdminPassword.find(fromEnvironment, dataDirectory);
        if (password.made()) {
            LOG.info("A password for the user admin was created. It is shown only this once: {}  (kept in {})", password.value(),
                    dataDirectory.resolve(AdminPassword.FILE));
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
