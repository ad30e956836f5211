package org.authorityledger.reminders;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What waits to be sent, in numbers: degraded where attempts fail, never down. What is dead waits for its owner. */
final class RemindersHealth implements HealthIndicator {

    private final ReminderStore store;

    RemindersHealth(ReminderStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        ReminderStore.Counts counts;
        try {
            counts = store.counts();
        } catch (org.springframework.dao.DataAccessException e) {
            return Health.unknown().withDetail("reason", "the database cannot be asked").build();
        }
        Health.Builder health = counts.failing() == 0
                ? Health.up()
                : Health.status("DEGRADED").withDetail("reason", "messages could not be sent yet, and are tried again");
        return health.withDetail("waiting", counts.waiting()).withDetail("failing", counts.failing()).withDetail("dead", counts.dead())
                .build();
    }
}
