/** Which signed revocations have not reached everyone? Pages and reminders ask. */
@NullMarked
package org.authorityledger.questions.undelivered;

import org.jspecify.annotations.NullMarked;
