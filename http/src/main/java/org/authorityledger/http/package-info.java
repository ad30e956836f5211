/**
 * How requests are read, strictly, and how problems are reported (RFC 9457): the same for both sides.
 *
 * <p>No act, no question and no SQL may enter here.
 */
@NullMarked
package org.authorityledger.http;

import org.jspecify.annotations.NullMarked;
