package org.authorityledger.register;

import java.time.Instant;
import org.authorityledger.authority.Question;

/**
 * A question on the basis of what was known at some moment.
 *
 * @param knownAt only what was recorded by then counts
 */
public record QuestionAsKnownAt(Question question, Instant knownAt) {}
