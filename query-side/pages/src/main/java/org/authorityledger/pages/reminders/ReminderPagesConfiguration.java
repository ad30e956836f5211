package org.authorityledger.pages.reminders;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of views and reminders. */
@Configuration(proxyBeanMethods = false)
@Import({ RemindersPage.class, ViewsPage.class, RemindersSection.class})
public class ReminderPagesConfiguration {

    @Bean
    NamedPages reminderPages() {
        return NamedPages.withoutClocks(Permission.SEE_DOCUMENTS, RemindersPage.PATH, "Reminders");
    }

    @Bean
    AccessRules rulesOfReminderPages() {
        return AccessRules.of(AccessRules.any(ViewsPage.PATH + "/**", Permission.ASK),
                AccessRules.any(RemindersPage.PATH + "/**", Permission.SEE_DOCUMENTS));
    }
}
