package org.authorityledger.pages.lists;

import java.util.List;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.pages.wording.DisplayText;
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
    NavigationEntry listsEntry() {
        return new NavigationEntry("Lists", "/instruments", 30, Permission.ASK);
    }

    @Bean
    PartyList grantorList(JdbcTemplate jdbc) {
        return new PartyList(PartyKind.GRANTOR, JdbcClient.create(jdbc));
    }

    @Bean
    PartyList attorneyList(JdbcTemplate jdbc) {
        return new PartyList(PartyKind.ATTORNEY, JdbcClient.create(jdbc));
    }

    @Bean
    PartyList issuerList(JdbcTemplate jdbc) {
        return new PartyList(PartyKind.ISSUER, JdbcClient.create(jdbc));
    }

    @Bean
    InstrumentList instrumentList(JdbcTemplate jdbc, Register register, LedgerReader ledger, DisplayText words) {
        JdbcClient client = JdbcClient.create(jdbc);
        return new InstrumentList(client, register, new UndeliveredRevocations(client, ledger), words);
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
