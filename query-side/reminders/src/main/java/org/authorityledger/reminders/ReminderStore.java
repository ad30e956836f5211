package org.authorityledger.reminders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.authorityledger.reminders.delivery.Couriers.Channel;
import org.authorityledger.reminders.delivery.Outcome;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions, what they have said, and what waits to be sent, in the schema {@code reminders}. */
final class ReminderStore {

    private static final int KEY_BYTES = 16;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    ReminderStore(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
    }

    /** A message whose turn it is. */
    record Due(UUID messageId, Subscription subscription, byte @Nullable [] secret, Instant madeAt, Digest digest, int attempts) {}

    /** How many messages wait, how many of these failed before, and how many are dead. */
    record Counts(long waiting, long failing, long dead) {}

    void add(Subscription made, byte @Nullable [] secret) {
        jdbc.sql(
                """
                        insert into reminders.subscription (subscription_id, owner, name, kind, view_id, days, form, channel, address, secret, looked_on)
                        values (:id, :owner, :name, :kind, :view, :days, :form, :channel, :address, :secret, :lookedOn)
                        """)
                .param("id", made.subscriptionId()).param("owner", made.owner()).param("name", made.name())
                .param("kind", made.kind().name()).param("view", made.viewId()).param("days", made.days()).param("form", made.form())
                .param("channel", made.channel().name()).param("address", made.address()).param("secret", secret)
                .param("lookedOn", made.lookedOn()).update();
    }

    List<Subscription> of(String owner) {
        return jdbc.sql("select * from reminders.subscription where owner = :owner order by made_at, subscription_id").param("owner", owner)
                .query(ReminderStore::subscription).list();
    }

    @Nullable
    Subscription find(String owner, UUID id) {
        return jdbc.sql("select * from reminders.subscription where owner = :owner and subscription_id = :id").param("owner", owner)
                .param("id", id).query(ReminderStore::subscription).optional().orElse(null);
    }

    void change(UUID id, String name, boolean paused) {
        jdbc.sql("update reminders.subscription set name = :name, paused = :paused where subscription_id = :id").param("name", name)
                .param("paused", paused).param("id", id).update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from reminders.subscription where subscription_id = :id").param("id", id).update();
    }

    void ask(UUID id, Instant now) {
        jdbc.sql("update reminders.subscription set asked_at = :now, look_after = null where subscription_id = :id").param("now", utc(now))
                .param("id", id).update();
    }

    /** How much someone had sent by hand since an instant. */
    long byHand(UUID id, Instant since) {
        return jdbc.sql("select count(*) from reminders.message where subscription_id = :id and by_hand and made_at > :since")
                .param("id", id).param("since", utc(since)).query(Long.class).single();
    }

    /**
     * The subscription whose turn it is: one that someone waits for, or one without a digest of today.
     *
     * @param morning whether the digests of today may begin
     * @param views whether this node can show views
     */
    @Nullable
    Subscription due(LocalDate today, boolean morning, Instant now, boolean views) {
        return jdbc.sql("""
                select * from reminders.subscription
                where not paused and (look_after is null or look_after <= :now)
                  and (asked_at is not null or :morning and (looked_on is null or looked_on < :today))
                  and (:views or kind <> 'VIEW')
                order by asked_at nulls last, looked_on nulls first, subscription_id limit 1
                """).param("now", utc(now)).param("morning", morning).param("today", today).param("views", views)
                .query(ReminderStore::subscription).optional().orElse(null);
    }

    /** Notes what became of a look that made no message. */
    void looked(Subscription subscription, LocalDate day, Instant now, Subscription.LookOutcome outcome, @Nullable Long found) {
        jdbc.sql(
                """
                        update reminders.subscription set looked_on = greatest(looked_on, :day), looked_at = :now, outcome = :outcome, found = :found,
                          look_after = null, asked_at = case when asked_at = :asked then null else asked_at end
                        where subscription_id = :id
                        """)
                .param("day", day).param("now", utc(now)).param("outcome", outcome.name()).param("found", found)
                .param("asked", utc(subscription.askedAt())).param("id", subscription.subscriptionId()).update();
    }

    /** Notes that a look failed, and when it is tried again. */
    void failed(Subscription subscription, Instant now, Instant after) {
        jdbc.sql("update reminders.subscription set looked_at = :now, outcome = 'FAILED', look_after = :after where subscription_id = :id")
                .param("now", utc(now)).param("after", utc(after)).param("id", subscription.subscriptionId()).update();
    }

    /** Makes of what is new a message. */
    interface Writing {

        Digest of(List<Sources.Item> fresh);
    }

    /**
     * Keeps what a look found: what the subscription has not said before becomes a message, in one transaction.
     *
     * @return whether there was anything new
     */
    boolean keep(Subscription subscription, LocalDate day, Instant now, List<Sources.Item> items, Writing writing) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Map<String, Sources.Item> byKey = new LinkedHashMap<>();
            items.forEach(item -> byKey.putIfAbsent(hex(key(item.key())), item));
            Set<String> added = jdbc.sql("""
                    insert into reminders.item (subscription_id, item) select s.subscription_id, decode(unnest(:items), 'hex')
                    from reminders.subscription s where s.subscription_id = :id on conflict do nothing returning encode(item, 'hex')
                    """).param("id", subscription.subscriptionId()).param("items", byKey.keySet().toArray(String[]::new))
                    .query(String.class)
                    .stream().collect(Collectors.toSet());
            if (!added.isEmpty()) {
                List<Sources.Item> fresh = byKey.entrySet().stream().filter(one -> added.contains(one.getKey())).map(Map.Entry::getValue)
                        .toList();
                addMessage(subscription.subscriptionId(), now, writing.of(fresh), subscription.askedAt() != null);
            }
            looked(subscription, day, now,
                    added.isEmpty() ? Subscription.LookOutcome.NOTHING_NEW : Subscription.LookOutcome.SENT, (long) items.size());
            return !added.isEmpty();
        }));
    }

    private static byte[] key(String key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)), KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** Puts a message among those that wait. A subscription that was removed meanwhile gets no message. */
    void addMessage(UUID subscriptionId, Instant now, Digest digest, boolean byHand) {
        jdbc.sql(
                """
                        insert into reminders.message (message_id, subscription_id, made_at, content, by_hand, next_at)
                        select :message, subscription_id, :now, :content::json, :byHand, :now from reminders.subscription where subscription_id = :id
                        """)
                .param("message", RecordIds.mint()).param("id", subscriptionId).param("now", utc(now))
                .param("content", json.writeValueAsString(digest)).param("byHand", byHand).update();
    }

    /** Messages whose turn it is, one of a subscription at most: the one that has waited longest. */
    List<Due> due(Channel channel, Instant now, int most) {
        return jdbc.sql("""
                select * from (
                  select distinct on (m.subscription_id) m.message_id, m.made_at as message_made_at, m.content, m.attempts, m.next_at, s.*
                  from reminders.message m join reminders.subscription s using (subscription_id)
                  where m.state = 'WAITING' and m.next_at <= :now and s.channel = :channel
                  order by m.subscription_id, m.next_at) as first
                order by next_at limit :most
                """).param("now", utc(now)).param("channel", channel.name()).param("most", most)
                .query((row, n) -> new Due(row.getObject("message_id", UUID.class), subscription(row, n), row.getBytes("secret"),
                        Objects.requireNonNull(instant(row, "message_made_at")),
                        json.readValue(row.getString("content"), Digest.class), row.getInt("attempts")))
                .list();
    }

    /**
     * Notes an attempt.
     *
     * @param next when it is tried again; null: not any more
     */
    void tried(UUID messageId, Instant now, Outcome outcome, @Nullable Instant next) {
        transaction.executeWithoutResult(status -> {
            int there = jdbc
                    .sql("""
                            update reminders.message set attempts = attempts + 1, state = :state, next_at = coalesce(:next, next_at), ended_at = :ended
                            where message_id = :id
                            """)
                    .param("state", (outcome.delivered()
                            ? Delivery.State.DELIVERED
                            : next == null ? Delivery.State.DEAD : Delivery.State.WAITING).name())
                    .param("next", utc(next), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("ended", next == null ? utc(now) : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE).param("id", messageId).update();
            if (there > 0) {
                jdbc.sql("insert into reminders.attempt (message_id, tried_at, delivered, result) values (:id, :now, :delivered, :result)")
                        .param("id", messageId).param("now", utc(now)).param("delivered", outcome.delivered())
                        .param("result", outcome.result()).update();
            }
        });
    }

    /** Ends a message that its owner may not see now. */
    void withhold(UUID messageId, Instant now) {
        jdbc.sql("update reminders.message set state = 'WITHHELD', ended_at = :now where message_id = :id").param("now", utc(now))
                .param("id", messageId).update();
    }

    /** Lets a dead message wait again; false: it is not dead. */
    boolean again(UUID subscriptionId, UUID messageId, Instant now) {
        return jdbc.sql("""
                update reminders.message set state = 'WAITING', attempts = 0, next_at = :now, ended_at = null
                where message_id = :id and subscription_id = :subscription and state = 'DEAD'
                """).param("now", utc(now)).param("id", messageId).param("subscription", subscriptionId).update() > 0;
    }

    /** The messages of a subscription, the newest first, with their latest attempts. */
    List<Delivery> deliveries(UUID subscriptionId, int most) {
        record Tried(UUID messageId, Delivery.Attempt attempt) {}
        Map<UUID, List<Delivery.Attempt>> attempts = new LinkedHashMap<>();
        jdbc.sql("""
                select a.* from (select message_id from reminders.message where subscription_id = :id order by made_at desc, message_id desc
                  limit :most) as m join reminders.attempt a using (message_id) order by a.attempt_id desc
                """).param("id", subscriptionId).param("most", most)
                .query((row, n) -> new Tried(row.getObject("message_id", UUID.class),
                        new Delivery.Attempt(Objects.requireNonNull(instant(row, "tried_at")), row.getBoolean("delivered"),
                                row.getString("result"))))
                .list().forEach(one -> attempts.computeIfAbsent(one.messageId(), id -> new ArrayList<>()).add(one.attempt()));
        return jdbc
                .sql("select * from reminders.message where subscription_id = :id order by made_at desc, message_id desc limit :most")
                .param("id", subscriptionId).param("most", most).query((row, n) -> {
                    UUID messageId = row.getObject("message_id", UUID.class);
                    Delivery.State state = Delivery.State.valueOf(row.getString("state"));
                    return new Delivery(messageId, Objects.requireNonNull(instant(row, "made_at")),
                            json.readValue(row.getString("content"), Digest.class).subject(), state,
                            state == Delivery.State.WAITING ? instant(row, "next_at") : null, instant(row, "ended_at"),
                            attempts.getOrDefault(messageId, List.of()));
                }).list();
    }

    Counts counts() {
        return jdbc
                .sql("""
                        select count(*) filter (where state = 'WAITING') as waiting, count(*) filter (where state = 'WAITING' and attempts > 0) as failing,
                          count(*) filter (where state = 'DEAD') as dead
                        from reminders.message where state in ('WAITING', 'DEAD')
                        """)
                .query((row, n) -> new Counts(row.getLong("waiting"), row.getLong("failing"), row.getLong("dead"))).single();
    }

    /** Of each subscription, how many messages are dead. */
    Map<UUID, Long> dead(String owner) {
        Map<UUID, Long> dead = new LinkedHashMap<>();
        jdbc.sql("""
                select m.subscription_id, count(*) as dead from reminders.message m join reminders.subscription s using (subscription_id)
                where s.owner = :owner and m.state = 'DEAD' group by 1
                """).param("owner", owner).query(row -> {
            dead.put(row.getObject("subscription_id", UUID.class), row.getLong("dead"));
        });
        return dead;
    }

    /** Removes messages that ended before an instant. What they said stays said. */
    int forget(Instant before) {
        return jdbc.sql("delete from reminders.message where ended_at < :before").param("before", utc(before)).update();
    }

    private static Subscription subscription(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("outcome");
        return new Subscription(row.getObject("subscription_id", UUID.class), row.getString("owner"), row.getString("name"),
                ReminderKind.valueOf(row.getString("kind")), row.getObject("view_id", UUID.class), row.getObject("days", Integer.class),
                row.getString("form"), Channel.valueOf(row.getString("channel")), row.getString("address"), row.getBoolean("paused"),
                Objects.requireNonNull(instant(row, "made_at")), row.getObject("looked_on", LocalDate.class), instant(row, "looked_at"),
                outcome == null ? null : Subscription.LookOutcome.valueOf(outcome), row.getObject("found", Long.class),
                instant(row, "asked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
