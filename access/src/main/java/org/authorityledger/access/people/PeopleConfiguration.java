package org.authorityledger.access.people;

import java.time.Clock;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.Worker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** People, their keys, and what may be asked and changed of them. */
@Configuration(proxyBeanMethods = false)
public class PeopleConfiguration {

    @Bean
    Object accessMigration(Migrations migrations) {
        migrations.migrate("access");
        return new Object();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    @DependsOn("accessMigration")
    People people(JdbcTemplate jdbc, PlatformTransactionManager transactions, PasswordEncoder encoder,
            CompromisedPasswordChecker knownPasswords, JsonMapper json) {
        TransactionTemplate reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return new People(new PeopleStore(JdbcClient.create(jdbc), reading, new TransactionTemplate(transactions), json), encoder,
                knownPasswords, Clock.systemUTC()).start();
    }

    /** For the health of the node's workers. */
    @Bean(destroyMethod = "")
    Worker peopleWatch(People people) {
        return people.watch();
    }

    @Bean
    KeyIntrospector keyIntrospector(People people) {
        return new KeyIntrospector(people);
    }

    @Bean
    PeopleController peopleController(People people, StrictJson json) {
        return new PeopleController(people, json);
    }

    @Bean
    KeysController keysController(People people, StrictJson json) {
        return new KeysController(people, json);
    }

    @Bean
    OwnController ownController(People people, StrictJson json) {
        return new OwnController(people, json);
    }
}
