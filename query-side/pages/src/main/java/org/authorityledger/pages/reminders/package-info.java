/** The pages of saved views and reminders. What may be done with them is decided in the module {@code reminders}. */
@NullMarked
package org.authorityledger.pages.reminders;

import org.jspecify.annotations.NullMarked;
