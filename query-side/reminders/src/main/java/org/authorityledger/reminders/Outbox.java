package org.authorityledger.reminders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.authorityledger.reminders.ReminderStore.Due;
import org.authorityledger.reminders.delivery.Couriers;
import org.authorityledger.reminders.delivery.Couriers.Channel;
import org.authorityledger.reminders.delivery.Letter;
import org.authorityledger.reminders.delivery.Outcome;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.FatalErrors;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what waits on one channel, a few messages at a time, and tries again what failed, over more than a day. A message is marked after it was
 * sent: a process that is killed in between sends it once more, with the same id. One node at a time sends.
 */
final class Outbox implements BackgroundWork, SmartLifecycle {

    /** How long after each attempt that failed the next one is made; after the last, none is. Together about 32 hours. */
    static final List<Duration> PAUSES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2),
            Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14));
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);
    private static final int AT_ONCE = 4;
    /** What has not ended by then is broken off: a server may send a byte now and then without end. */
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private final Channel channel;
    private final long lock;
    private final ReminderStore store;
    private final Couriers couriers;
    private final DigestText texts;
    private final Owners owners;
    private final DataSource dataSource;
    private final Duration longest;
    private final Clock clock;
    private final Worker worker;

    Outbox(Channel channel, ReminderStore store, Couriers couriers, DigestText texts, Owners owners, DataSource dataSource, Clock clock) {
        this(channel, store, couriers, texts, owners, dataSource, LONGEST, clock);
    }

    Outbox(Channel channel, ReminderStore store, Couriers couriers, DigestText texts, Owners owners, DataSource dataSource,
            Duration longest, Clock clock) {
        this.channel = channel;
        this.lock = channel == Channel.EMAIL ? AdvisoryLock.REMINDER_MAIL : AdvisoryLock.REMINDER_WEBHOOKS;
        this.store = store;
        this.couriers = couriers;
        this.texts = texts;
        this.owners = owners;
        this.dataSource = dataSource;
        this.longest = longest;
        this.clock = clock;
        this.worker = new Worker(channel == Channel.EMAIL ? "reminder-mail" : "reminder-webhooks", LOOKS_EVERY, this::sendSome);
    }

    void wake() {
        worker.wake();
    }

    /** Sends some of what waits, if no other node does. */
    void sendSome() throws InterruptedException {
        if (store.due(channel, clock.instant(), 1).isEmpty()) {
            return;
        }
        Optional<AdvisoryLock> alone = AdvisoryLock.tryHold(dataSource, lock);
        if (alone.isEmpty()) {
            return;
        }
        try (AdvisoryLock held = alone.get()) {
            List<Due> due = store.due(channel, clock.instant(), AT_ONCE);
            if (!due.isEmpty() && held.held()) {
                send(due);
            }
        }
        worker.wake();
    }

    private void send(List<Due> due) throws InterruptedException {
        // Not closed by a block: closing waits for those that were broken off.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            ExecutorCompletionService<Outcome> sending = new ExecutorCompletionService<>(threads);
            Map<Future<Outcome>, Due> underWay = new IdentityHashMap<>();
            for (Due one : due) {
                if (owners.may(one.subscription().owner(), one.subscription().kind().permission())) {
                    underWay.put(sending.submit(() -> send(one)), one);
                } else {
                    store.withhold(one.messageId(), clock.instant());
                }
            }
            long end = System.nanoTime() + longest.toNanos();
            while (!underWay.isEmpty()) {
                Future<Outcome> done = sending.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (done == null) {
                    break;
                }
                tried(Objects.requireNonNull(underWay.remove(done)), outcome(done));
            }
            for (Map.Entry<Future<Outcome>, Due> late : underWay.entrySet()) {
                late.getKey().cancel(true);
                tried(late.getValue(), Outcome.failed("did not end in time"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome outcome(Future<Outcome> done) {
        if (done.state() == Future.State.SUCCESS) {
            return done.resultNow();
        }
        FatalErrors.report(done.exceptionNow());
        return Outcome.failed("failed (" + done.exceptionNow().getClass().getSimpleName() + ")");
    }

    private Outcome send(Due due) {
        Subscription subscription = due.subscription();
        Letter letter = texts.letter(due.messageId(), due.madeAt(), due.digest());
        return couriers.send(channel, subscription.address(), due.secret(), letter);
    }

    private void tried(Due due, Outcome outcome) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        store.tried(due.messageId(), now, outcome, outcome.delivered() || !outcome.again() ? null : next(due.attempts(), now));
    }

    /** When what has failed once more is tried again; null: not any more. */
    static @Nullable Instant next(int failedBefore, Instant now) {
        return failedBefore < PAUSES.size() ? now.plus(PAUSES.get(failedBefore)) : null;
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

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }
}
