package org.authorityledger.pages.glossary;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.wording.Glossary;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The glossary, for everyone who is signed in: it says nothing of what is recorded. */
@Configuration(proxyBeanMethods = false)
@Import(GlossaryPage.class)
public class GlossaryConfiguration {

    @Bean
    NamedPages glossaryPages() {
        return NamedPages.withoutClocks(Permission.ASK, Glossary.PATH, "Glossary");
    }

    @Bean
    AccessRules glossaryRules() {
        return AccessRules.of(AccessRules.get(Glossary.PATH, Permission.SIGNED_IN));
    }
}
