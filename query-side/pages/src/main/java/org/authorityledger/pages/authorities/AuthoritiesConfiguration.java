package org.authorityledger.pages.authorities;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.register.Register;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages that show who may sign. */
@Configuration(proxyBeanMethods = false)
@Import({ CheckPage.class, CheckFilePage.class, PartyPages.class, DifferencePage.class, ChangesPage.class, GapsPage.class,
        LeavingPage.class, BesidePage.class,
        OfficePage.class,
        ExportFiles.class})
public class AuthoritiesConfiguration {

    @Bean
    NamedPages authorityPages() {
        return NamedPages.of(Permission.ASK, GapsPage.PATH, "Gaps: required to report, and no one may sign");
    }

    @Bean
    NamedPages checkFilePages() {
        return NamedPages.withoutClocks(Permission.ASK, CheckFilePage.PATH, "Many checks from a file");
    }

    @Bean
    AccessRules checkFileRules() {
        return AccessRules.of(AccessRules.any(CheckFilePage.PATH, Permission.ASK));
    }

    @Bean
    NavigationEntry checkEntry() {
        return new NavigationEntry("Who may sign?", CheckPage.PATH, 10, Permission.ASK);
    }

    @Bean
    NavigationEntry differenceEntry() {
        return new NavigationEntry("What changed?", DifferencePage.PATH, 20, Permission.ASK);
    }

    @Bean
    InstrumentTexts instrumentTexts(JdbcTemplate jdbc) {
        return new InstrumentTexts(JdbcClient.create(jdbc));
    }

    @Bean
    OfficeHolders officeHolders(JdbcTemplate jdbc) {
        return new OfficeHolders(JdbcClient.create(jdbc));
    }

    @Bean
    EntitySignatories entitySignatories(JdbcTemplate jdbc, Register register) {
        return new EntitySignatories(JdbcClient.create(jdbc), register);
    }
}
