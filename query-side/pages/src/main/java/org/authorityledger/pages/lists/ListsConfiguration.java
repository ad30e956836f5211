package org.authorityledger.pages.lists;

import java.util.List;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.signatories.Signatories;
import org.authorityledger.questions.undelivered.UndeliveredRevocations;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists as beans. */
@Configuration(proxyBeanMethods = false)
@Import(ListsPage.class)
public class ListsConfiguration {

    @Bean
    NamedPages listPages() {
        return NamedPages.of(Permission.ASK, "/grantors", "Grantors", "/attorneys", "Attorneys-in-fact", "/issuers", "Issuers",
                "/instruments",
                "Instruments", "/signatories", "Signatories", "/offices", "Offices", "/instruments?show=expiring-90",
                "Expiring within 90 days",
                "/instruments?show=undelivered", "Revoked, not delivered to everyone", "/instruments?show=not-on-file",
                "In force, not on file");
    }

    @Bean
    NavigationEntry listsEntry() {
        return new NavigationEntry("Lists", "/instruments", 30, Permission.ASK);
    }

    @Bean
    PartyList grantorList(JdbcTemplate jdbc, Gaps gaps, UndeliveredRevocations undelivered, DisplayText words) {
        return new PartyList(PartyKind.GRANTOR, JdbcClient.create(jdbc), gaps, undelivered, words);
    }

    @Bean
    PartyList attorneyList(JdbcTemplate jdbc, Gaps gaps, UndeliveredRevocations undelivered, DisplayText words) {
        return new PartyList(PartyKind.ATTORNEY, JdbcClient.create(jdbc), gaps, undelivered, words);
    }

    @Bean
    PartyList issuerList(JdbcTemplate jdbc, Gaps gaps, UndeliveredRevocations undelivered, DisplayText words) {
        return new PartyList(PartyKind.ISSUER, JdbcClient.create(jdbc), gaps, undelivered, words);
    }

    @Bean
    UndeliveredRevocations undeliveredOnLists(JdbcTemplate jdbc, LedgerReader ledger) {
        return new UndeliveredRevocations(JdbcClient.create(jdbc), ledger);
    }

    @Bean
    InstrumentList instrumentList(JdbcTemplate jdbc, Register register, UndeliveredRevocations undelivered, DisplayText words) {
        return new InstrumentList(JdbcClient.create(jdbc), register, undelivered, words);
    }

    @Bean
    SignatoryList signatoryList(Signatories signatories, Register register, DisplayText words) {
        return new SignatoryList(signatories, register, words);
    }

    @Bean
    OfficeList officeList(JdbcTemplate jdbc, Register register, DisplayText words) {
        return new OfficeList(JdbcClient.create(jdbc), register, words);
    }

    @Bean
    ListedRows listedRows(PartyList grantorList, PartyList attorneyList, PartyList issuerList, InstrumentList instruments,
            SignatoryList signatories, OfficeList offices, DisplayText words) {
        return new ListedRows(List.of(grantorList, attorneyList, issuerList, instruments, signatories, offices), words);
    }
}
