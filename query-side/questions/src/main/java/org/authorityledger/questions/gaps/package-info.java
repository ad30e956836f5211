/** For whom, of those required to report, may no one sign, and for whom may no one sign when someone goes? */
@NullMarked
package org.authorityledger.questions.gaps;

import org.jspecify.annotations.NullMarked;
