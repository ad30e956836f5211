/** How refusals of the register are answered: one place for all questions. It knows no question. */
@NullMarked
package org.authorityledger.questions.refusals;

import org.jspecify.annotations.NullMarked;
