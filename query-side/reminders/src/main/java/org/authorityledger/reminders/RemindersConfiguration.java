package org.authorityledger.reminders;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.access.people.People;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.InboxConfiguration;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.questions.expiring.Expiries;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.undelivered.UndeliveredRevocations;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.reminders.delivery.Couriers;
import org.authorityledger.reminders.delivery.Couriers.Channel;
import org.authorityledger.reminders.delivery.Mailer;
import org.authorityledger.reminders.delivery.Webhooks;
import org.authorityledger.reminders.views.LedgerLists;
import org.authorityledger.reminders.views.SavedViews;
import org.authorityledger.reminders.views.ViewsController;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reminders as beans, which offer themselves to every node that answers questions. {@code ledger.reminders.at} and {@code .zone} say when digests are
 * made, {@code .address} where people reach the ledger, {@code .keep} how long the log of deliveries is kept, {@code .mail.from} and
 * {@code .mail.domains} from whom and to whom mail goes, {@code .webhooks-inside} whether webhooks may be in a private network.
 */
@AutoConfiguration(after = InboxConfiguration.class, afterName = "org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration")
@ConditionalOnBean(QuerySide.class)
public class RemindersConfiguration {

    @Bean
    AccessRules reminderRules() {
        return AccessRules.of(AccessRules.any("/api/views/**", Permission.ASK),
                AccessRules.any("/api/reminders/**", Permission.SEE_DOCUMENTS),
                AccessRules.get(CalendarController.PATH, Permission.PUBLIC));
    }

    @Bean
    @DependsOn({ "ledgerMigration", "registerMigration", "accessMigration"})
    Object remindersMigration(Migrations migrations) {
        migrations.migrate("reminders");
        return new Object();
    }

    @Bean
    @DependsOn("remindersMigration")
    ReminderStore reminderStore(JdbcTemplate jdbc, PlatformTransactionManager transactions, JsonMapper json) {
        return new ReminderStore(JdbcClient.create(jdbc), new TransactionTemplate(transactions), json);
    }

    @Bean
    @DependsOn("remindersMigration")
    SavedViews savedViews(JdbcTemplate jdbc, StrictJson strict, JsonMapper json, ObjectProvider<LedgerLists> lists) {
        return new SavedViews(JdbcClient.create(jdbc), strict, json, lists::getIfAvailable);
    }

    @Bean
    ViewsController viewsController(SavedViews views, StrictJson json) {
        return new ViewsController(views, json);
    }

    @Bean
    Couriers couriers(ObjectProvider<JavaMailSender> sender, Webhooks webhooks, @Value("${ledger.reminders.mail.from:}") String from,
            @Value("${ledger.reminders.mail.domains:}") List<String> domains) {
        return new Couriers(new Mailer(sender.getIfAvailable(), from, domains), webhooks);
    }

    @Bean
    Webhooks webhooks(@Value("${ledger.reminders.webhooks-inside:false}") boolean inside) {
        return new Webhooks(inside, Clock.systemUTC());
    }

    @Bean
    DigestText digestText(@Value("${ledger.reminders.address:}") String address, JsonMapper json) {
        return new DigestText(address, json);
    }

    @Bean
    Owners reminderOwners(People people) {
        return new Owners(people);
    }

    @Bean
    Digests digests(ReminderStore store, JdbcTemplate jdbc, LedgerReader ledger, Gaps gaps, Inbox inbox, DeadLetters letters,
            Register register, SavedViews views, ObjectProvider<LedgerLists> lists, Owners owners, Couriers couriers,
            QuestionClock questions, RegisterProgress progress, Incomplete incomplete, AccessLog log, DataSource dataSource,
            @Value("${ledger.reminders.at:07:00}") String at, @Value("${ledger.reminders.zone:}") String zone,
            @Value("${ledger.reminders.keep:90d}") Duration keep) {
        JdbcClient client = JdbcClient.create(jdbc);
        Sources sources = new Sources(new Expiries(client), new UndeliveredRevocations(client, ledger), gaps, inbox, letters, register);
        ZoneId where = zone.isBlank() ? questions.zone() : ZoneId.of(zone.strip());
        return new Digests(store, sources, views, lists::getIfAvailable, owners, couriers.mail(), questions, progress, incomplete, log,
                dataSource, new Digests.Times(LocalTime.parse(at.strip()), where, keep), Clock.systemUTC());
    }

    @Bean
    Outbox mailOutbox(ReminderStore store, Couriers couriers, DigestText texts, Owners owners, DataSource dataSource) {
        return new Outbox(Channel.EMAIL, store, couriers, texts, owners, dataSource, Clock.systemUTC());
    }

    @Bean
    Outbox webhookOutbox(ReminderStore store, Couriers couriers, DigestText texts, Owners owners, DataSource dataSource) {
        return new Outbox(Channel.WEBHOOK, store, couriers, texts, owners, dataSource, Clock.systemUTC());
    }

    @Bean
    Reminders reminders(ReminderStore store, SavedViews views, Owners owners, Couriers couriers, Digests digests, Outbox mailOutbox,
            Outbox webhookOutbox, StrictJson json) {
        return new Reminders(store, views, owners, couriers, digests,
                Map.of(Channel.EMAIL, mailOutbox, Channel.WEBHOOK, webhookOutbox), json, Clock.systemUTC());
    }

    @Bean
    RemindersController remindersController(Reminders reminders, StrictJson json) {
        return new RemindersController(reminders, json);
    }

    @Bean
    @DependsOn("remindersMigration")
    Calendars calendars(JdbcTemplate jdbc, Owners owners, Register register, QuestionClock clock, RegisterProgress progress,
            DigestText texts, StrictJson json) {
        JdbcClient client = JdbcClient.create(jdbc);
        return new Calendars(client, owners, new Expiries(client), register, clock, progress, texts, json);
    }

    @Bean
    CalendarController calendarController(Calendars calendars, AccessLog log, StrictJson json) {
        return new CalendarController(calendars, log, json);
    }

    @Bean
    HealthIndicator remindersHealthIndicator(ReminderStore store, MeterRegistry meters) {
        gauge(meters, "ledger.reminders.waiting", "Messages of reminders that wait to be sent", store, ReminderStore.Counts::waiting);
        gauge(meters, "ledger.reminders.failing", "Messages of reminders that could not be sent yet, and are tried again", store,
                ReminderStore.Counts::failing);
        gauge(meters, "ledger.reminders.dead", "Messages of reminders that could not be sent, and are not tried again by themselves", store,
                ReminderStore.Counts::dead);
        return new RemindersHealth(store);
    }

    private static void gauge(MeterRegistry meters, String name, String description, ReminderStore store,
            ToLongFunction<ReminderStore.Counts> which) {
        Gauge.builder(name, store, one -> which.applyAsLong(one.counts())).description(description).register(meters);
    }
}
