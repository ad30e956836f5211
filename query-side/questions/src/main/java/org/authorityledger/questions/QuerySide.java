package org.authorityledger.questions;

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
import org.authorityledger.questions.signatories.SignatoriesConfiguration;
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
        RebuildsConfiguration.class, DeadLettersConfiguration.class, InvestigationConfiguration.class,
        LookedConfiguration.class, FilesConfiguration.class, ExportConfiguration.class, ApprovalsConfiguration.class})
public class QuerySide {

    /**
     * Reading takes the permission to ask. A question that takes another one says so in its own rules. Within a scope those are answered whose rows
     * the policies of the database choose, and checks, by a rule of their own; the others know or count more than a scope shows.
     */
    @Bean
    AccessRules questionRules() {
        return AccessRules.of(AccessRules.get("/api/**", Permission.ASK), AccessRules.get("/api/events", Permission.ASK).openInScopes(),
                AccessRules.get("/api/authorities", Permission.ASK).openInScopes(),
                AccessRules.get("/api/authorities/history", Permission.ASK).openInScopes(),
                AccessRules.get("/api/authorities/diff", Permission.ASK).openInScopes());
    }
}
