/**
 * Reading the register of authorities: every version of every authority, on both clocks. {@link org.authorityledger.register.Authorities} is the way
 * by which authorities reach the law's questions. Nothing is written here, and no rule of the law stands here: the law computed the rows.
 */
@NullMarked
package org.authorityledger.register;

import org.jspecify.annotations.NullMarked;
