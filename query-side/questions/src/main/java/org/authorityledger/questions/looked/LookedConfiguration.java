package org.authorityledger.questions.looked;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The question as beans, and who may ask it. */
@Configuration(proxyBeanMethods = false)
@Import(LookedController.class)
public class LookedConfiguration {

    @Bean
    AccessRules rulesOfTheAccessLog() {
        return AccessRules.of(AccessRules.get("/api/access-log", Permission.AUDIT));
    }
}
