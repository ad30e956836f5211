package org.authorityledger.access.password;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.authorityledger.access.people.Caller;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Person;
import org.authorityledger.access.people.VerifiedCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How a name and a password are checked, and the password of the built-in user. */
@Configuration(proxyBeanMethods = false)
public class PasswordConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordConfiguration.class);

    @Bean
    @Primary
    FailedSignIns authenticationManager(VerifiedCredentials verified, People people) {
        return new FailedSignIns(verified, name -> Optional.ofNullable(people.find(name)).map(Person::username), Clock.systemUTC());
    }

    @Bean
    VerifiedCredentials verifiedCredentials(UserDetailsService users, PasswordEncoder encoder, People people) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(encoder);
        return new VerifiedCredentials(new ProviderManager(provider), people);
    }

    @Bean
    RecentSignIns recentSignIns(FailedSignIns failed, VerifiedCredentials verified) {
        return (name, password, address) -> {
            Caller caller = verified.recognize(name, password);
            return caller == null || failed.any(caller.name(), address) ? null : caller;
        };
    }

    /** For who chooses a password. The setting {@code ledger.passwords.known-file} names a file with more of them. */
    @Bean
    CompromisedPasswordChecker knownPasswords(@Value("${ledger.passwords.known-file:#{null}}") @Nullable Path more) throws IOException {
        return KnownPasswords.read(more);
    }

    @Bean
    UserDetailsService users(@Value("${LEDGER_ADMIN_PASSWORD:}") String fromEnvironment,
            @Value("${ledger.data-dir:./ledger-data}") Path dataDirectory, PasswordEncoder encoder, People people,
            CompromisedPasswordChecker known) throws IOException {
        AdminPassword password = AdminPassword.find(fromEnvironment, dataDirectory);
        if (known.check(password.value()).isCompromised()) {
            LOG.warn("The password of admin is one of those that attackers try first. Set another one as LEDGER_ADMIN_PASSWORD");
        }
        if (password.made()) {
            // To the terminal, never to the log: log files are kept, copied and sent to others.
            System.out.println("A password for the user admin was created. It is shown only this once: " + password.value());
        }
        return people.users(String.valueOf(encoder.encode(password.value())));
    }
}
