package org.authorityledger.questions.deadletters;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Dead letters as beans. */
@Configuration(proxyBeanMethods = false)
@Import(DeadLettersController.class)
public class DeadLettersConfiguration {

    @Bean
    AccessRules deadLetterRules() {
        return AccessRules.of(AccessRules.post("/api/dead-letters/**", Permission.INVESTIGATE));
    }
}
