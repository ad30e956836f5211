/**
 * How far has a rebuild of the register come, and what differed between the old register and the new one? Rebuilds are started and canceled
 * here.
 */
@NullMarked
package org.authorityledger.questions.rebuilds;

import org.jspecify.annotations.NullMarked;
