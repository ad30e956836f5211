/** What expires, and when? Pages, reminders and calendars ask. */
@NullMarked
package org.authorityledger.questions.expiring;

import org.jspecify.annotations.NullMarked;
