/** Views: lists with what was chosen on them, saved by a person under a name. What lists there are is said by the module that offers them. */
@NullMarked
package org.authorityledger.reminders.views;

import org.jspecify.annotations.NullMarked;
