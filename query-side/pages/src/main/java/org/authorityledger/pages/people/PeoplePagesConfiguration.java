package org.authorityledger.pages.people;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of people and of one's own account. */
@Configuration(proxyBeanMethods = false)
@Import({ PeoplePages.class, AccountPages.class, AccessLogPage.class})
public class PeoplePagesConfiguration {

    @Bean
    AccessRules rulesOfPeoplePages() {
        return AccessRules.of(AccessRules.any(PeoplePages.PATH + "/**", Permission.ADMINISTER),
                AccessRules.any(AccountPages.PATH + "/**", Permission.SIGNED_IN),
                AccessRules.get(AccessLogPage.PATH, Permission.AUDIT), AccessRules.get("/export/access-log.csv", Permission.AUDIT));
    }
}
