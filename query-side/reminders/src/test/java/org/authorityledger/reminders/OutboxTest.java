package org.authorityledger.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.authorityledger.access.people.People;
import org.authorityledger.events.Position;
import org.authorityledger.reminders.delivery.Couriers;
import org.authorityledger.reminders.delivery.Couriers.Channel;
import org.authorityledger.reminders.delivery.Mailer;
import org.authorityledger.reminders.delivery.Webhooks;
import org.authorityledger.store.AdvisoryLock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.JsonNode;

/** Sending what waits: at least once, by one node at a time, and within bounds of time. */
class OutboxTest extends OnReminders {

    @Autowired
    private Couriers couriers;

    @Autowired
    private DigestText texts;

    @Autowired
    private Owners owners;

    @Autowired
    private Outbox mailOutbox;

    @Autowired
    private Outbox webhookOutbox;

    @Autowired
    private People people;

    private JsonNode waiting(String jane, String name, Channel channel, String to) {
        JsonNode reminder = remind(jane, name, "\"kind\": \"WAITING\"", channel.name(), to);
        store.addMessage(UUID.fromString(id(reminder)), Instant.now(),
                new Digest(UUID.fromString(id(reminder)), name, ReminderKind.WAITING, "t",
                        today(), Instant.now(), Position.of(1), 1, List.of(new Digest.Line("one", "/x")), null, List.of(), false),
                false);
        return reminder;
    }

    private Outbox another(Channel channel, Couriers by, Duration longest) {
        return new Outbox(channel, store, by, texts, owners, dataSource, longest, Clock.systemUTC());
    }

    @Test
    void while_another_node_sends_this_one_does_not_and_together_they_send_once() throws Exception {
        webhookOutbox.stop();
        try {
            String jane = newPerson("AUDITOR");
            String name = "Once " + username(jane);
            JsonNode reminder;
            Outbox one = another(Channel.WEBHOOK, couriers, Duration.ofSeconds(30));
            Outbox two = another(Channel.WEBHOOK, couriers, Duration.ofSeconds(30));
            try (AdvisoryLock elsewhere = AdvisoryLock.hold(dataSource, AdvisoryLock.REMINDER_WEBHOOKS)) {
                reminder = waiting(jane, name, Channel.WEBHOOK, HOOK.address("once"));
                one.sendSome();
                assertThat(elsewhere.held()).isTrue();
                assertThat(HOOK.about(name)).isEmpty();
            }
            Thread first = Thread.startVirtualThread(() -> sent(one));
            Thread second = Thread.startVirtualThread(() -> sent(two));
            first.join();
            second.join();
            sent(one);
            assertThat(HOOK.about(name)).hasSize(1);
            assertThat(deliveries(jane, reminder).path(0).path("state").asString()).isEqualTo("DELIVERED");
        } finally {
            webhookOutbox.start();
        }
    }

    private static void sent(Outbox outbox) {
        try {
            org.authorityledger.store.Viewer.ALL.seeing(() -> {
                try {
                    outbox.sendSome();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }).run();
        } catch (RuntimeException e) {
            throw e;
        }
    }

    @Test
    void what_was_sent_and_not_marked_is_sent_again_with_the_same_id() throws Exception {
        webhookOutbox.stop();
        try {
            String jane = newPerson("AUDITOR");
            String name = "Killed " + username(jane);
            JsonNode reminder = waiting(jane, name, Channel.WEBHOOK, HOOK.address("killed"));
            // As a process does that is killed right after.
            ReminderStore.Due due = store.due(Channel.WEBHOOK, Instant.now(), 100).stream()
                    .filter(one -> one.subscription().subscriptionId().toString().equals(id(reminder))).findFirst().orElseThrow();
            assertThat(couriers.send(Channel.WEBHOOK, due.subscription().address(), due.secret(),
                    texts.letter(due.messageId(), due.madeAt(), due.digest())).delivered()).isTrue();
            sent(another(Channel.WEBHOOK, couriers, Duration.ofSeconds(30)));

            assertThat(HOOK.about(name)).hasSize(2);
            assertThat(HOOK.about(name).get(0).header("webhook-id")).isEqualTo(HOOK.about(name).get(1).header("webhook-id"));
            assertThat(deliveries(jane, reminder).path(0).path("state").asString()).isEqualTo("DELIVERED");
        } finally {
            webhookOutbox.start();
        }
    }

    /** It answers now and then, so that no time-out of a single read ends it. */
    @Test
    void a_mail_server_that_never_ends_is_broken_off_and_the_others_go_on() throws Exception {
        mailOutbox.stop();
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Webhooks webhooks = new Webhooks(true, Clock.systemUTC())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = slow.accept();
                        Thread.ofVirtual().start(() -> {
                            try (socket) {
                                while (true) {
                                    socket.getOutputStream().write("220-wait\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                                    Thread.sleep(100);
                                }
                            } catch (Exception e) {
                                // The other side has closed.
                            }
                        });
                    }
                } catch (java.io.IOException e) {
                    // The test is over.
                }
            });
            JavaMailSenderImpl sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(slow.getLocalPort());
            String jane = newPerson("AUDITOR");
            JsonNode hanging = waiting(jane, "Hanging", Channel.EMAIL, username(jane) + "@example.com");
            JsonNode other = waiting(jane, "Other " + username(jane), Channel.WEBHOOK, HOOK.address("other"));

            sent(another(Channel.EMAIL, new Couriers(new Mailer(sender, "ledger@example.com", List.of()), webhooks),
                    Duration.ofSeconds(2)));

            JsonNode attempt = deliveries(jane, hanging).path(0);
            assertThat(attempt.path("state").asString()).isEqualTo("WAITING");
            assertThat(attempt.path("attempts").path(0).path("result").asString()).isEqualTo("did not end in time");
            awaitState(jane, other, "DELIVERED");
            assertThat(people.find(username(jane))).isNotNull();
        } finally {
            mailOutbox.start();
        }
    }

    @Test
    void what_ended_long_ago_is_forgotten_and_what_waits_is_not() {
        String jane = newPerson("AUDITOR");
        JsonNode ended = waiting(jane, "Ended", Channel.WEBHOOK, HOOK.address("ended"));
        awaitState(jane, ended, "DELIVERED");
        JsonNode waiting = remind(jane, "Waits", "\"kind\": \"WAITING\"", "WEBHOOK", HOOK.address("waits"));
        jdbc.update(
                "insert into reminders.message (message_id, subscription_id, made_at, content, by_hand, next_at) select ?, subscription_id,"
                        + " '2020-01-01', content, false, '2100-01-01' from reminders.message where subscription_id = ?::uuid",
                UUID.randomUUID(), id(ended));
        Instant ago = Instant.now().minus(Duration.ofDays(90));

        store.forget(ago);
        assertThat(deliveries(jane, ended)).hasSize(2);
        jdbc.update(
                "update reminders.message set ended_at = now() - interval '91 days' where subscription_id = ?::uuid and state = 'DELIVERED'",
                id(ended));
        store.forget(ago);
        assertThat(deliveries(jane, ended)).hasSize(1);
        assertThat(deliveries(jane, waiting)).isEmpty();
    }
}
