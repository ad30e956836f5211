package org.authorityledger.reminders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.authorityledger.reminders.delivery.Couriers.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What someone wants to be reminded of, and where.
 *
 * @param viewId the view that it watches; null: it is of another kind
 * @param days within how many days something expires; null: it is of another kind
 * @param form the form that no one may sign; null: it is of another kind
 * @param address of the mail or the webhook
 * @param lookedOn the day of the last digest; null: there was none yet
 * @param outcome what became of the last look; null: there was none yet
 * @param found how much there was at the last look
 * @param askedAt since when someone waits for it to be sent now; null: no one does
 */
public record Subscription(UUID subscriptionId, String owner, String name, ReminderKind kind, @Nullable UUID viewId,
        @Nullable Integer days, @Nullable String form, Channel channel, String address, boolean paused, Instant madeAt,
        @Nullable LocalDate lookedOn, @Nullable Instant lookedAt, @Nullable LookOutcome outcome, @Nullable Long found,
        @Nullable Instant askedAt) {

    /** What became of a look. */
    public enum LookOutcome {
        /** Something was new: a message was made. */
        SENT("something was new"), NOTHING_NEW("nothing was new"),
        /** Its owner is disabled, sees only some companies, or has no role for it any more. */
        NOT_ALLOWED("you may not see this now"),
        /** The view asks for what no list knows any more. */
        VIEW_OUTDATED("its view can no longer be shown"), MAIL_OFF("mail is off"),
        /** It is tried again in a quarter of an hour. */
        FAILED("it failed, and is tried again");

        private final String words;

        LookOutcome(String words) {
            this.words = words;
        }

        /** In a few words. */
        public String words() {
            return words;
        }
    }
}
