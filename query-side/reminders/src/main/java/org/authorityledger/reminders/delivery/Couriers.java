package org.authorityledger.reminders.delivery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ways out, by what a subscription names. */
public final class Couriers {

    private final Mailer mail;
    private final Webhooks webhooks;

    public Couriers(Mailer mail, Webhooks webhooks) {
        this.mail = mail;
        this.webhooks = webhooks;
    }

    /** A way out. */
    public enum Channel {
        EMAIL, WEBHOOK
    }

    public Mailer mail() {
        return mail;
    }

    /** Refuses an address to which a way out does not lead, naming the field {@code to}. */
    public void require(Channel channel, String to) {
        switch (channel) {
            case EMAIL -> mail.require(to);
            case WEBHOOK -> webhooks.require(to);
        }
    }

    /**
     * Tries once, within bounds of time.
     *
     * @param secret of a webhook; null for mail
     */
    public Outcome send(Channel channel, String to, byte @Nullable [] secret, Letter letter) {
        return switch (channel) {
            case EMAIL -> mail.send(to, letter);
            case WEBHOOK -> webhooks.send(to, Objects.requireNonNull(secret), letter);
        };
    }
}
