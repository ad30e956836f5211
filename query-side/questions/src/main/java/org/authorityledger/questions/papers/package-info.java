/** Which instruments come from one paper? */
@NullMarked
package org.authorityledger.questions.papers;

import org.jspecify.annotations.NullMarked;
