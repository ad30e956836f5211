package org.authorityledger.register;

import java.time.Clock;
import java.time.ZoneId;
import org.authorityledger.store.StoreConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reading the register, as beans. {@code ledger.zone} is the zone in which a day begins, EDGAR's by default. */
@Configuration(proxyBeanMethods = false)
@Import(StoreConfiguration.class)
public class RegisterConfiguration {

    @Bean
    @DependsOn("ledgerMigration")
    Object registerMigration(StoreConfiguration.Migrations migrations) {
        // The extensions are kept outside of all registers, so that registers can come and go.
        migrations.migrate("ledger_operations");
        if (!migrations.upToDate("register", RegisterSchema.LIVE.tables())) {
            // A view holds fast the columns that it reads. It is made again when the tables are as this build needs them.
            new JdbcTemplate(migrations.owner()).execute("drop schema if exists reporting cascade");
        }
        migrations.realign("register", RegisterSchema.LIVE.tables());
        return new Object();
    }

    @Bean
    @DependsOn("registerMigration")
    Register register(JdbcTemplate jdbc) {
        return new Register(jdbc);
    }

    @Bean
    QuestionClock questionClock(@Value("${ledger.zone:America/New_York}") ZoneId zone, RegisterProgress progress) {
        return new QuestionClock(Clock.systemUTC(), zone, progress);
    }
}
