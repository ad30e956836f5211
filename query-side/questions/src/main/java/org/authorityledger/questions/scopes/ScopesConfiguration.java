package org.authorityledger.questions.scopes;

import java.time.Duration;
import javax.sql.DataSource;
import org.authorityledger.questions.workspaces.ProcessLock;
import org.authorityledger.questions.workspaces.Workspace;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Registers of scopes as beans. {@code ledger.scopes.most} says how many are kept, {@code .longest-wait} how long a question waits for one to be
 * made.
 */
@Configuration(proxyBeanMethods = false)
public class ScopesConfiguration {

    @Bean
    @DependsOn({ "ledgerMigration", "registerMigration"})
    ScopeRegisters scopeRegisters(Migrations migrations, DataSource dataSource, Workspace.Tools workspaceTools, ProcessLock processLock,
            @Value("${ledger.scopes.most:8}") int most, @Value("${ledger.scopes.longest-wait:5s}") Duration longestWait) {
        return new ScopeRegisters(migrations, dataSource, workspaceTools, processLock, new ScopeRegisters.Limits(most, longestWait));
    }

    @Bean
    ScopeRoutes scopeRoutes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping live, ScopeRegisters scopeRegisters) {
        return new ScopeRoutes(live, scopeRegisters);
    }
}
