package org.authorityledger.pages.inbox;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.frame.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of the inbox, of documents, of filings and of findings. */
@Configuration(proxyBeanMethods = false)
@Import({ InboxPage.class, ProposalPage.class, DocumentPage.class, FindingsPage.class, FindingPage.class,
        FilingPage.class, FilingsPage.class})
public class InboxPagesConfiguration {

    @Bean
    NamedPages pagesOfTheInbox() {
        return NamedPages.withoutClocks(Permission.SEE_DOCUMENTS, FindingsPage.PATH, "Findings", FilingsPage.PATH, "Filings");
    }

    @Bean
    NavigationEntry inboxEntry() {
        return new NavigationEntry("Inbox", InboxPage.PATH, 60, Permission.SEE_DOCUMENTS, false);
    }

    @Bean
    AccessRules rulesOfInboxPages() {
        return AccessRules.of(AccessRules.get(InboxPage.PATH + "/**", Permission.SEE_DOCUMENTS),
                AccessRules.post(InboxPage.PATH + "/**", Permission.RECORD),
                AccessRules.get(DocumentPage.PATH + "/**", Permission.SEE_DOCUMENTS),
                AccessRules.get(FilingsPage.PATH + "/**", Permission.SEE_DOCUMENTS),
                AccessRules.post(FilingsPage.PATH, Permission.RECORD), AccessRules.get(FindingsPage.PATH + "/**", Permission.SEE_DOCUMENTS),
                AccessRules.post(FindingsPage.PATH + "/**", Permission.RECORD));
    }
}
