package org.authorityledger.reminders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.authorityledger.access.Permission;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.reminders.Subscription.LookOutcome;
import org.authorityledger.reminders.delivery.Couriers.Channel;
import org.authorityledger.reminders.delivery.Mailer;
import org.authorityledger.reminders.views.LedgerLists;
import org.authorityledger.reminders.views.SavedView;
import org.authorityledger.reminders.views.SavedViews;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for each subscription once a day, from the time on that is set, and whenever its owner asks. What is new becomes a message that waits to be
 * sent. One node at a time looks, one subscription after another.
 */
final class Digests implements BackgroundWork, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(15);
    private static final Duration FORGETS_EVERY = Duration.ofHours(1);

    private final ReminderStore store;
    private final Sources sources;
    private final SavedViews views;
    private final Supplier<@Nullable LedgerLists> lists;
    private final Owners owners;
    private final Mailer mail;
    private final QuestionClock questions;
    private final RegisterProgress progress;
    private final Incomplete incomplete;
    private final AccessLog log;
    private final DataSource dataSource;
    private final Times times;
    private final Clock clock;
    private final Worker worker = new Worker("reminder-digests", LOOKS_EVERY, this::lookAtNext);
    private Instant forgot = Instant.MIN;

    /**
     * When digests are made.
     *
     * @param at from when on, each day
     * @param kept for how long a message stays in the log after its end
     */
    record Times(LocalTime at, ZoneId zone, Duration kept) {}

    Digests(ReminderStore store, Sources sources, SavedViews views, Supplier<@Nullable LedgerLists> lists, Owners owners, Mailer mail,
            QuestionClock questions, RegisterProgress progress, Incomplete incomplete, AccessLog log, DataSource dataSource, Times times,
            Clock clock) {
        this.store = store;
        this.sources = sources;
        this.views = views;
        this.lists = lists;
        this.owners = owners;
        this.mail = mail;
        this.questions = questions;
        this.progress = progress;
        this.incomplete = incomplete;
        this.log = log;
        this.dataSource = dataSource;
        this.times = times;
        this.clock = clock;
    }

    Times times() {
        return times;
    }

    /** The day on which a subscription counts as looked at when it is made: today, where the digests of today have begun. */
    @Nullable
    LocalDate firstDay() {
        ZonedDateTime now = clock.instant().atZone(times.zone());
        return morning(now) ? now.toLocalDate() : null;
    }

    private boolean morning(ZonedDateTime now) {
        return !now.toLocalTime().isBefore(times.at());
    }

    /** Someone waits. */
    void wake() {
        worker.wake();
    }

    private void lookAtNext() {
        forget();
        if (next() == null) {
            return;
        }
        Optional<AdvisoryLock> alone = AdvisoryLock.tryHold(dataSource, AdvisoryLock.REMINDER_DIGESTS);
        if (alone.isEmpty()) {
            return;
        }
        try (AdvisoryLock lock = alone.get()) {
            Subscription subscription = next();
            if (subscription == null) {
                return;
            }
            try {
                look(subscription, lock);
            } catch (RuntimeException e) {
                // One that fails must not keep the others waiting.
                LOG.warn("reminder {} could not be looked at, and is tried again: {}", subscription.subscriptionId(), e.toString());
                LOG.debug("reminder {} failed", subscription.subscriptionId(), e);
                Instant now = clock.instant();
                store.failed(subscription, now, now.plus(AFTER_A_FAILURE));
            }
        }
        worker.wake();
    }

    private @Nullable Subscription next() {
        ZonedDateTime now = clock.instant().atZone(times.zone());
        return store.due(now.toLocalDate(), morning(now), now.toInstant(), lists.get() != null);
    }

    private void forget() {
        Instant now = clock.instant();
        if (forgot.isBefore(now.minus(FORGETS_EVERY))) {
            store.forget(now.minus(times.kept()));
            forgot = now;
        }
    }

    private void look(Subscription subscription, AdvisoryLock lock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LocalDate day = now.atZone(times.zone()).toLocalDate();
        if (!owners.may(subscription.owner(), subscription.kind().permission())) {
            store.looked(subscription, day, now, LookOutcome.NOT_ALLOWED, null);
            return;
        }
        if (subscription.channel() == Channel.EMAIL && !mail.on()) {
            store.looked(subscription, day, now, LookOutcome.MAIL_OFF, null);
            return;
        }
        SavedView view = subscription.viewId() == null ? null : views.find(subscription.owner(), subscription.viewId());
        if (view != null && views.fault(view) != null) {
            store.looked(subscription, day, now, LookOutcome.VIEW_OUTDATED, null);
            return;
        }
        Position position = progress.position();
        Moment moment = questions.of(null, null);
        Sources.Found found = find(subscription, view, moment, position);
        log.note(subscription.owner(), null, "REMINDER", "/reminders/" + subscription.subscriptionId(), null, 200, position);
        List<String> notes = notes(found);
        if (!lock.held()) {
            throw new IllegalStateException("another node may look now");
        }
        store.keep(subscription, day, now, found.items(), fresh -> new Digest(subscription.subscriptionId(), subscription.name(),
                subscription.kind(), title(subscription, view), moment.on(), moment.knownAt(), position, fresh.size(),
                fresh.stream().limit(Digest.MOST_LINES).map(one -> new Digest.Line(one.text(), one.path())).toList(),
                view == null ? Sources.listPath(subscription.kind(), subscription.days(), subscription.form()) : views.path(view), notes,
                false));
    }

    private Sources.Found find(Subscription subscription, @Nullable SavedView view, Moment moment, Position position) {
        return switch (subscription.kind()) {
            case VIEW -> {
                LedgerLists here = lists.get();
                if (here == null || view == null) {
                    throw new IllegalStateException("this node has no lists");
                }
                yield Sources.view(here, view.asked(), moment);
            }
            case EXPIRING -> sources.expiring(Objects.requireNonNull(subscription.days()), moment);
            case UNDELIVERED -> sources.undelivered(moment, position);
            case GAP -> sources.gaps(Objects.requireNonNull(subscription.form()), moment);
            case WAITING -> sources.waiting(owners.may(subscription.owner(), Permission.ASK));
        };
    }

    private List<String> notes(Sources.Found found) {
        List<String> notes = new ArrayList<>();
        if (!found.whole()) {
            notes.add("There was more than could be looked at: only the first %,d were. What is further down is said when these have gone."
                    .formatted(found.items().size()));
        }
        List<String> waiting = incomplete.of(null);
        if (waiting != null) {
            notes.add("This may lack something: the records of " + waiting.size() + (waiting.size() == 1 ? " grantor" : " grantors")
                    + " could not be processed yet.");
        }
        return notes;
    }

    private String title(Subscription subscription, @Nullable SavedView view) {
        return view == null ? Sources.title(subscription.kind(), subscription.days(), subscription.form()) : views.title(view);
    }

    /** Puts a message among those that wait that says nothing but that the way is open. */
    void test(Subscription subscription) {
        Moment moment = questions.of(null, null);
        SavedView view = subscription.viewId() == null ? null : views.find(subscription.owner(), subscription.viewId());
        store.addMessage(subscription.subscriptionId(), clock.instant().truncatedTo(ChronoUnit.MICROS),
                new Digest(subscription.subscriptionId(), subscription.name(), subscription.kind(), title(subscription, view), moment.on(),
                        moment.knownAt(), progress.position(), 0, List.of(), null, List.of(), true),
                true);
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.close();
    }

    @Override
    public boolean isRunning() {
        return worker.running();
    }

    /** A look takes as long as the ledger is large, and ends by itself: being at it for minutes is no sign of a thread that is stuck. */
    @Override
    public List<Pulse> pulses() {
        return worker.pulses().stream().map(pulse -> new Pulse(pulse.worker(), pulse.dead(), Duration.ZERO, pulse.failing())).toList();
    }

    /** Refuses a form that has no gaps, or none at all. */
    static void requireForm(String form) {
        try {
            if (org.authorityledger.authority.FormAsked.of(form).form().regime() == null) {
                throw Problem.malformed("form", "no one is required to file it, so it has no gaps");
            }
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("form", String.valueOf(e.getMessage()));
        }
    }
}
