/** The forms by which people record legal acts. A form records nothing itself: it sends a command to the command side of the same node. */
@NullMarked
package org.authorityledger.pages.recording;

import org.jspecify.annotations.NullMarked;
