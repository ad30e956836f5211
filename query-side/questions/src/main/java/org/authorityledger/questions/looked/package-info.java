/** Who looked, and at what? */
@NullMarked
package org.authorityledger.questions.looked;

import org.jspecify.annotations.NullMarked;
