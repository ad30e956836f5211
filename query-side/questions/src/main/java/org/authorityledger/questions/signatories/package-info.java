/** Who signs for an entity without a power of attorney? */
@NullMarked
package org.authorityledger.questions.signatories;

import org.jspecify.annotations.NullMarked;
