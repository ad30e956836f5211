package org.authorityledger.reminders;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.access.people.Changer;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.reminders.delivery.Couriers;
import org.authorityledger.reminders.delivery.Couriers.Channel;
import org.authorityledger.reminders.delivery.Webhooks;
import org.authorityledger.reminders.views.SavedViews;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people may do with their reminders. A reminder outlasts the request that made it and goes to an address that the request named, so that only a
 * person who signed in may make or change one, never a program with a key.
 */
public final class Reminders {

    /** How many reminders one person may have. */
    static final int MOST = 50;
    /** How often one reminder may be sent or tried by hand within a day. */
    static final int MOST_BY_HAND = 10;
    private static final int MOST_DELIVERIES = 100;
    private static final List<Integer> DAYS = List.of(30, 60, 90);
    private static final int SECRET_BYTES = 32;

    private final ReminderStore store;
    private final SavedViews views;
    private final Owners owners;
    private final Couriers couriers;
    private final Digests digests;
    private final Map<Channel, Outbox> outboxes;
    private final StrictJson json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Reminders(ReminderStore store, SavedViews views, Owners owners, Couriers couriers, Digests digests, Map<Channel, Outbox> outboxes,
            StrictJson json, Clock clock) {
        this.store = store;
        this.views = views;
        this.owners = owners;
        this.couriers = couriers;
        this.digests = digests;
        this.outboxes = Map.copyOf(outboxes);
        this.json = json;
        this.clock = clock;
    }

    private record NewReminder(String name, ReminderKind kind, @Nullable String viewId, @Nullable Integer days, @Nullable String form,
            Channel channel, String to) {}

    private record Change(@Nullable String name, @Nullable Boolean paused) {}

    /**
     * A reminder that was made.
     *
     * @param secret with what its webhook is signed, shown only now; null: it is no webhook
     */
    public record Made(Subscription subscription, @Nullable String secret) {}

    /** Why no mail can be sent by this node; null: it can. */
    public @Nullable String mailOff() {
        return couriers.mail().off();
    }

    /** When digests are made, in words. */
    public String when() {
        return "from " + digests.times().at() + " on, " + digests.times().zone().getId();
    }

    /** The reminders of someone, in the order in which they were made. */
    public List<Subscription> of(String owner) {
        return store.of(owner);
    }

    /** What it is about, in words. */
    public String title(Subscription subscription) {
        UUID viewId = subscription.viewId();
        return viewId == null
                ? Sources.title(subscription.kind(), subscription.days(), subscription.form())
                : "View: " + views.find(subscription.owner(), viewId).name();
    }

    /** Of each of someone's reminders with dead messages, how many there are. */
    public Map<UUID, Long> dead(String owner) {
        return store.dead(owner);
    }

    /**
     * A reminder of someone.
     *
     * @throws Problem if they have none with this id
     */
    public Subscription find(String owner, UUID id) {
        Subscription found = store.find(owner, id);
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_REMINDER", "You have no reminder with this id.", List.of());
        }
        return found;
    }

    /**
     * Makes a reminder. Its first digest is that of the next morning.
     *
     * @param body {@code name}, {@code kind} with {@code viewId}, {@code days} or {@code form} as the kind asks, {@code channel} and {@code to}
     */
    public Made make(Changer by, ObjectNode body) {
        NewReminder asked = json.as(NewReminder.class, body);
        String name = SavedViews.name(asked.name());
        UUID viewId = only("viewId", asked.kind() == ReminderKind.VIEW, asked.viewId()) ? id(asked.viewId()) : null;
        if (viewId != null) {
            views.find(by.username(), viewId);
        }
        if (only("days", asked.kind() == ReminderKind.EXPIRING, asked.days()) && !DAYS.contains(asked.days())) {
            throw Problem.malformed("days", "must be 30, 60 or 90");
        }
        if (only("form", asked.kind() == ReminderKind.GAP, asked.form())) {
            Digests.requireForm(String.valueOf(asked.form()));
        }
        if (!owners.may(by.username(), asked.kind().permission())) {
            throw new Problem(HttpStatus.FORBIDDEN, "KIND_NOT_ALLOWED", "You have no role to see what this reminder is about.",
                    List.of(new Problem.Fault("kind", "takes another role")));
        }
        couriers.require(asked.channel(), asked.to());
        if (store.of(by.username()).size() >= MOST) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "LIMIT_EXCEEDED", "You have " + MOST + " reminders. Remove one first.",
                    List.of());
        }
        byte[] secret = null;
        if (asked.channel() == Channel.WEBHOOK) {
            secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
        }
        Subscription made = new Subscription(RecordIds.mint(), by.username(), name, asked.kind(), viewId, asked.days(), asked.form(),
                asked.channel(), asked.to(), false, clock.instant(), digests.firstDay(), null, null, null, null);
        store.add(made, secret);
        return new Made(find(by.username(), made.subscriptionId()), secret == null ? null : Webhooks.written(secret));
    }

    /** Whether a kind has a field; refuses it where the kind has none, and its absence where it has. */
    private static boolean only(String field, boolean has, @Nullable Object value) {
        if (has != (value != null)) {
            throw Problem.malformed(field, has ? "is required for this kind" : "is not of this kind");
        }
        return has;
    }

    private static UUID id(@Nullable String text) {
        try {
            return UUID.fromString(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("viewId", "is not an id");
        }
    }

    /** Gives a reminder another name, pauses it or lets it go on. What came up while it paused is said afterwards. */
    public Subscription change(Changer by, UUID id, ObjectNode body) {
        Change change = json.as(Change.class, body);
        Subscription before = find(by.username(), id);
        store.change(id, change.name() == null ? before.name() : SavedViews.name(change.name()),
                change.paused() == null ? before.paused() : change.paused());
        return find(by.username(), id);
    }

    /** Removes a reminder with its log. What still waits is not sent. */
    public void remove(Changer by, UUID id) {
        store.remove(find(by.username(), id).subscriptionId());
    }

    /** Asks for a look now: what is new is sent at once. */
    public Subscription now(Changer by, UUID id) {
        Subscription subscription = byHand(by, id);
        store.ask(id, clock.instant());
        digests.wake();
        return find(by.username(), subscription.subscriptionId());
    }

    /** Sends a message that says nothing of the ledger. */
    public void test(Changer by, UUID id) {
        Subscription subscription = byHand(by, id);
        digests.test(subscription);
        wake(subscription);
    }

    private Subscription byHand(Changer by, UUID id) {
        Subscription subscription = find(by.username(), id);
        if (subscription.paused()) {
            throw new Problem(HttpStatus.CONFLICT, "REMINDER_PAUSED", "This reminder is paused. Let it go on first.", List.of());
        }
        String off = subscription.channel() == Channel.EMAIL ? mailOff() : null;
        if (off != null) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "MAIL_NOT_SET_UP", off, List.of());
        }
        Instant dayBefore = clock.instant().minus(Duration.ofDays(1));
        if (store.byHand(id, dayBefore) >= MOST_BY_HAND) {
            throw new Problem(HttpStatus.TOO_MANY_REQUESTS, "SENT_TOO_OFTEN",
                    "This reminder was sent by hand " + MOST_BY_HAND + " times within a day. Try again tomorrow.", List.of());
        }
        return subscription;
    }

    /** The messages of a reminder, the newest first, up to a hundred. */
    public List<Delivery> deliveries(String owner, UUID id) {
        return store.deliveries(find(owner, id).subscriptionId(), MOST_DELIVERIES);
    }

    /** Lets a message be tried again after its last attempt failed. */
    public void again(Changer by, UUID id, UUID messageId) {
        Subscription subscription = find(by.username(), id);
        if (!store.again(id, messageId, clock.instant())) {
            throw new Problem(HttpStatus.NOT_FOUND, "NO_DEAD_DELIVERY", "This reminder has no message with this id that failed for good.",
                    List.of());
        }
        wake(subscription);
    }

    private void wake(Subscription subscription) {
        Outbox outbox = outboxes.get(subscription.channel());
        if (outbox != null) {
            outbox.wake();
        }
    }
}
