/** For whom, of those required to report, may no one sign? */
@NullMarked
package org.authorityledger.questions.gaps;

import org.jspecify.annotations.NullMarked;
