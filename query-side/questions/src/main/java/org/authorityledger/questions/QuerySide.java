package org.authorityledger.questions;

import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.access.SecurityConfiguration;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.questions.approvals.ApprovalsConfiguration;
import org.authorityledger.questions.authorities.AuthoritiesConfiguration;
import org.authorityledger.questions.check.CheckConfiguration;
import org.authorityledger.questions.deadletters.DeadLettersConfiguration;
import org.authorityledger.questions.directory.DirectoryConfiguration;
import org.authorityledger.questions.export.ExportConfiguration;
import org.authorityledger.questions.files.FilesConfiguration;
import org.authorityledger.questions.gaps.GapsConfiguration;
import org.authorityledger.questions.investigations.InvestigationConfiguration;
import org.authorityledger.questions.ledger.LedgerConfiguration;
import org.authorityledger.questions.listing.ListingConfiguration;
import org.authorityledger.questions.looked.LookedConfiguration;
import org.authorityledger.questions.papers.PapersConfiguration;
import org.authorityledger.questions.rebuilds.RebuildsConfiguration;
import org.authorityledger.questions.refusals.RegisterProblems;
import org.authorityledger.questions.replay.ReplayConfiguration;
import org.authorityledger.questions.scopes.ScopesConfiguration;
import org.authorityledger.questions.signatories.SignatoriesConfiguration;
import org.authorityledger.questions.workspaces.WorkspacesConfiguration;
import org.authorityledger.register.RegisterConfiguration;
import org.authorityledger.register.follow.FollowConfiguration;
import org.authorityledger.register.memory.MemoryConfiguration;
import org.authorityledger.register.rebuild.RebuildConfiguration;
import org.authorityledger.register.reporting.ReportingConfiguration;
import org.authorityledger.transparencylog.web.LogWebConfiguration;
import org.authorityledger.transparencylog.witness.WitnessConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The query side as beans: the register, the transparency log, and each question by its own configuration. */
@Configuration(proxyBeanMethods = false)
@Import({ WebConfiguration.class, SecurityConfiguration.class, RegisterConfiguration.class, FollowConfiguration.class,
        MemoryConfiguration.class,
        ReportingConfiguration.class, RebuildConfiguration.class,
        RegisterProblems.class, LogWebConfiguration.class, WitnessConfiguration.class, ListingConfiguration.class,
        // The questions.
        CheckConfiguration.class, AuthoritiesConfiguration.class, DirectoryConfiguration.class, LedgerConfiguration.class,
        ReplayConfiguration.class, SignatoriesConfiguration.class, PapersConfiguration.class, GapsConfiguration.class,
        RebuildsConfiguration.class, DeadLettersConfiguration.class, WorkspacesConfiguration.class, InvestigationConfiguration.class,
        ScopesConfiguration.class,
        LookedConfiguration.class, FilesConfiguration.class, ExportConfiguration.class, ApprovalsConfiguration.class})
public class QuerySide {

    /** What someone with a scope may ask: by the policies of the database, or by a register of the scope. */
    private static final List<String> IN_SCOPES = List.of("/api/events", "/api/authorities", "/api/authorities/history",
            "/api/authorities/diff",
            "/api/authorities/changes", "/api/grantors", "/api/grantors/*", "/api/grantors/*/powers-of-attorney/*",
            "/api/grantors/*/replay",
            "/api/attorneys", "/api/attorneys/*", "/api/attorneys/*/leaving", "/api/issuers", "/api/issuers/*", "/api/signatories",
            "/api/papers/*", "/api/gaps");

    /**
     * Reading takes the permission to ask. A question that takes another one says so in its own rules, and so do checks, which are open in scopes;
     * all else that is not listed here is closed in them.
     */
    @Bean
    AccessRules questionRules() {
        return AccessRules.of(Stream.concat(Stream.of(AccessRules.get("/api/**", Permission.ASK)),
                IN_SCOPES.stream().map(path -> AccessRules.get(path, Permission.ASK).openInScopes())).toArray(AccessRules.Rule[]::new));
    }
}
