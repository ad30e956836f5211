/** Which commands wait until another person approves them, and what was decided? */
@NullMarked
package org.authorityledger.questions.approvals;

import org.jspecify.annotations.NullMarked;
