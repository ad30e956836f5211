package org.authorityledger.pages;

import org.authorityledger.pages.authorities.AuthoritiesConfiguration;
import org.authorityledger.pages.frame.FrameConfiguration;
import org.authorityledger.pages.glossary.GlossaryConfiguration;
import org.authorityledger.pages.inbox.InboxPagesConfiguration;
import org.authorityledger.pages.ledger.LedgerConfiguration;
import org.authorityledger.pages.lists.ListsConfiguration;
import org.authorityledger.pages.operations.OperationsConfiguration;
import org.authorityledger.pages.overview.OverviewConfiguration;
import org.authorityledger.pages.people.PeoplePagesConfiguration;
import org.authorityledger.pages.recording.RecordingConfiguration;
import org.authorityledger.pages.reminders.ReminderPagesConfiguration;
import org.authorityledger.pages.reports.ReportsConfiguration;
import org.authorityledger.pages.start.StartConfiguration;
import org.authorityledger.pages.wording.WordingConfiguration;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.reminders.RemindersConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

/**
 * The pages as beans, package by package. Nothing names this module: a node that answers questions and has it on its class path serves
 * pages, and one without it serves only the API.
 */
@AutoConfiguration(after = RemindersConfiguration.class)
@ConditionalOnBean(QuerySide.class)
@Import({ WordingConfiguration.class, FrameConfiguration.class, OverviewConfiguration.class, AuthoritiesConfiguration.class,
        LedgerConfiguration.class, RecordingConfiguration.class, InboxPagesConfiguration.class, OperationsConfiguration.class,
        PeoplePagesConfiguration.class, StartConfiguration.class, ReportsConfiguration.class, ListsConfiguration.class,
        ReminderPagesConfiguration.class, GlossaryConfiguration.class})
public class PagesConfiguration {}
