package org.authorityledger.pages.people;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of people and of one's own account. */
@Configuration(proxyBeanMethods = false)
@Import({ PeoplePages.class, AccountPages.class, AccessLogPage.class})
public class PeoplePagesConfiguration {

    @Bean
    NamedPages pagesOfPeople() {
        return NamedPages.withoutClocks(Permission.SIGNED_IN, AccountPages.PATH, "Your account")
                .and(NamedPages.withoutClocks(Permission.ADMINISTER, PeoplePages.PATH, "People"))
                .and(NamedPages.withoutClocks(Permission.AUDIT, AccessLogPage.PATH, "Who looked"));
    }

    @Bean
    AccessRules rulesOfPeoplePages() {
        return AccessRules.of(AccessRules.any(PeoplePages.PATH + "/**", Permission.ADMINISTER),
                AccessRules.any(AccountPages.PATH + "/**", Permission.SIGNED_IN),
                AccessRules.get(AccessLogPage.PATH, Permission.AUDIT), AccessRules.get("/export/access-log.csv", Permission.AUDIT));
    }
}
