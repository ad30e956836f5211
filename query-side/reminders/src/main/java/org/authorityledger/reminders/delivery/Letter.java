package org.authorityledger.reminders.delivery;

import java.util.UUID;

/**
 * What is sent. Sent again, it has the same id, by which who receives it can leave out the second one.
 *
 * @param subject one line
 * @param text for people
 * @param json for programs
 */
public record Letter(UUID messageId, String subject, String text, String json) {}
