package org.authorityledger.questions.approvals;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The question as beans. Those who record may ask it too: they decide. */
@Configuration(proxyBeanMethods = false)
@Import(ApprovalsController.class)
public class ApprovalsConfiguration {

    @Bean
    AccessRules rulesOfApprovals() {
        return AccessRules.of(AccessRules.get("/api/approvals/**", Permission.SEE_DOCUMENTS));
    }
}
