package org.authorityledger.questions.rebuilds;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Rebuilds as beans. */
@Configuration(proxyBeanMethods = false)
@Import(RebuildController.class)
public class RebuildsConfiguration {

    @Bean
    AccessRules rebuildRules() {
        return AccessRules.of(AccessRules.any("/api/rebuilds/**", Permission.INVESTIGATE),
                AccessRules.get("/api/rebuilds/**", Permission.ASK));
    }
}
