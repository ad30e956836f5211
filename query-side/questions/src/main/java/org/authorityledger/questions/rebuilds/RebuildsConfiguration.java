package org.authorityledger.questions.rebuilds;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.http.ProgressStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Rebuilds as beans. */
@Configuration(proxyBeanMethods = false)
@Import(RebuildController.class)
public class RebuildsConfiguration {

    private static final int MOST_LISTENERS = 64;

    @Bean
    ProgressStream rebuildProgress() {
        return new ProgressStream("rebuild-progress", MOST_LISTENERS, null);
    }

    @Bean
    AccessRules rebuildRules() {
        return AccessRules.of(AccessRules.any("/api/rebuilds/**", Permission.INVESTIGATE),
                AccessRules.get("/api/rebuilds/**", Permission.ASK));
    }
}
