package org.authorityledger.questions.check;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.ZoneId;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.access.QuickEntry;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.memory.RegisterMemory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Checks as beans. */
@Configuration(proxyBeanMethods = false)
@Import({ CheckController.class, BulkCheckController.class, ReceiptController.class})
public class CheckConfiguration {

    @Bean
    AccessRules checkRules() {
        return AccessRules.of(AccessRules.get("/api/authority/check", Permission.ASK).openInScopes(),
                AccessRules.post("/api/authority/checks", Permission.ASK).openInScopes());
    }

    @Bean
    CheckShortWay checkShortWay(QuickEntry entry, CheckController checks, RegisterProgress progress, JsonMapper mapper,
            MeterRegistry meters) {
        return new CheckShortWay(entry, checks, progress, mapper, meters);
    }

    @Bean
    CheckFiles checkFiles(Checks checks, QuestionClock clock, RegisterProgress progress, StrictJson json, JsonMapper mapper) {
        return new CheckFiles(checks, clock, progress, json, mapper);
    }

    @Bean
    Checks checks(RegisterMemory register, MeterRegistry meters, DeadLetters letters, ObjectProvider<OtherIds> otherIds,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new Checks(register, meters, zone, letters, otherIds.getIfAvailable(() -> OtherIds.NONE));
    }
}
