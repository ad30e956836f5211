/**
 * Building the register anew beside the live one, comparing the two row for row, and letting the new one take its place: while questions are
 * answered and acts recorded. Nothing here says what follows from an act; that is the register's own code, used as it is.
 */
@NullMarked
package org.authorityledger.register.rebuild;

import org.jspecify.annotations.NullMarked;
