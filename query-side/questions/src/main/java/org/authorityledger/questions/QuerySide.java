package org.authorityledger.questions;

import io.micrometer.core.instrument.MeterRegistry;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.access.SecurityConfiguration;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.register.rebuild.RebuildConfiguration;
import org.authorityledger.questions.answers.ListingConverter;
import org.authorityledger.questions.authorities.AuthoritiesController;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.check.BulkCheckController;
import org.authorityledger.questions.check.CheckController;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.check.ReceiptController;
import org.authorityledger.questions.deadletters.DeadLettersController;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.directory.DirectoryController;
import org.authorityledger.questions.investigations.InvestigationConfiguration;
import org.authorityledger.questions.ledger.EventQueries;
import org.authorityledger.questions.ledger.EventStream;
import org.authorityledger.questions.ledger.EventsController;
import org.authorityledger.transparencylog.ProofConfiguration;
import org.authorityledger.questions.rebuilds.RebuildController;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.FollowConfiguration;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterConfiguration;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.questions.replay.ReplayController;
import org.authorityledger.transparencylog.witness.WitnessConfiguration;
import org.authorityledger.store.LedgerHead;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The query side as beans. {@code ledger.zone} is the zone in which a day begins, EDGAR's by default. */
@Configuration(proxyBeanMethods = false)
@Import({ RegisterConfiguration.class, FollowConfiguration.class, RebuildConfiguration.class, WebConfiguration.class, SecurityConfiguration.class, RegisterProblems.class, CheckController.class, BulkCheckController.class, AuthoritiesController.class,
        DirectoryController.class, EventsController.class, ReplayController.class, RebuildController.class, DeadLettersController.class,
        InvestigationConfiguration.class, ProofConfiguration.class, ReceiptController.class,
        WitnessConfiguration.class})
public class QuerySide {

    @Bean
    AccessRules questionRules() {
        return AccessRules.of(AccessRules.get("/api/**", Permission.ASK), AccessRules.post("/api/authority/checks", Permission.ASK),
                AccessRules.any("/api/rebuilds/**", Permission.INVESTIGATE), AccessRules.get("/api/rebuilds/**", Permission.ASK),
                AccessRules.post("/api/dead-letters/**", Permission.INVESTIGATE));
    }

    @Bean
    Checks checks(Register register, MeterRegistry meters, DeadLetters letters) {
        return new Checks(register, meters, letters);
    }

    @Bean
    AuthorityQueries authorityQueries(JdbcTemplate jdbc) {
        return new AuthorityQueries(jdbc);
    }

    @Bean
    Directory directory(JdbcTemplate jdbc) {
        return new Directory(jdbc);
    }

    @Bean
    EventQueries eventQueries(JdbcTemplate jdbc) {
        return new EventQueries(jdbc, RegisterSchema.LIVE);
    }

    @Bean
    Replay replay(JdbcTemplate jdbc) {
        return new Replay(jdbc, RegisterSchema.LIVE);
    }

    @Bean
    EventStream eventStream(EventQueries events, RegisterPosition position, LedgerHead head, JsonMapper mapper,
            @Value("${ledger.events.most-listeners:64}") int mostListeners) {
        return new EventStream(events, position, head, mapper, mostListeners);
    }

    @Bean
    WebMvcConfigurer listingsAreWritten(JsonMapper mapper) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.addCustomConverter(new ListingConverter(mapper));
            }
        };
    }
}
