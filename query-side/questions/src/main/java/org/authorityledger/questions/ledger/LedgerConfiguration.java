package org.authorityledger.questions.ledger;

import org.authorityledger.http.ProgressStream;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.LedgerHead;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The recorded events as beans. {@code ledger.events.most-listeners} says how many clients may listen to one node at a time. */
@Configuration(proxyBeanMethods = false)
@Import(EventsController.class)
public class LedgerConfiguration {

    @Bean
    EventQueries eventQueries(JdbcTemplate jdbc) {
        return new EventQueries(jdbc, RegisterSchema.LIVE);
    }

    @Bean
    ProgressStream eventProgress(@Value("${ledger.events.most-listeners:64}") int mostListeners) {
        return new ProgressStream("event-stream", mostListeners, EventStream.LONGEST);
    }

    @Bean
    EventStream eventStream(EventQueries events, RegisterPosition position, LedgerHead head, JsonMapper mapper,
            ProgressStream eventProgress) {
        return new EventStream(events, position, head, mapper, eventProgress);
    }
}
